"""Trafilatura, for pages whose markup does not tell where the text is. Its dates are whole days and are never used."""

import logging

from sources.html.page import Page
from sources.html.partial import Partial
from sources.html.select import text
from sources.html.tidy import tidy


def read(page: Page) -> Partial | None:
    """The body as trafilatura finds it; None if it finds nothing."""
    from copy import deepcopy  # noqa: PLC0415

    import trafilatura  # noqa: PLC0415 - late: 0.3 s
    from lxml import html  # noqa: PLC0415

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.extract(
            deepcopy(page.tree),
            output_format="html",
            include_comments=False,
            include_links=True,
            include_images=True,
            include_formatting=True,
            fast=True,
        )
    except Exception:  # noqa: BLE001 - strangers' code on strangers' pages may fail in any way
        return None
    if not found:
        return None
    tree = html.document_fromstring(found)
    top = tree.find("body")
    top = tree if top is None else top
    body = tidy(top)
    if not body:
        return None
    return Partial(strategy="trafilatura", body=body, body_text=text(top), evidence={"body": "trafilatura"})
