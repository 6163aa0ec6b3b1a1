"""Trafilatura, for pages whose markup does not tell where the text is. Its dates are whole days and are never used."""

import logging
from collections.abc import Set as AbstractSet

from lxml.html import HtmlElement

from sources.html.page import Page
from sources.html.partial import Partial
from sources.html.select import text
from sources.html.tidy import tidy


def read(page: Page, said: AbstractSet[HtmlElement] = frozenset()) -> Partial | None:
    """The body as trafilatura finds it; None if it finds nothing. Comments, `said`, are left out, if text is left."""
    return (_read(page, said) if said else None) or _read(page, frozenset())


def _read(page: Page, said: AbstractSet[HtmlElement]) -> Partial | None:
    from copy import deepcopy  # noqa: PLC0415

    import trafilatura  # noqa: PLC0415 - late: 0.3 s
    from lxml import html  # noqa: PLC0415

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    tree_without = deepcopy(page.tree)
    twins = list(zip(page.tree.iter(), tree_without.iter(), strict=True)) if said else []
    for twin in [twin for node, twin in twins if node in said and twin.getparent() is not None]:
        twin.drop_tree()
    try:
        found = trafilatura.extract(
            tree_without,
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
