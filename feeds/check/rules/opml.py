"""OPML 2.0: lists of feeds."""

import re

from feeds.check.code import Code
from feeds.check.inspection import Element, Inspection
from feeds.check.rules.dates import rss_date
from feeds.check.rules.html import fragment
from feeds.check.rules.language import language
from feeds.check.rules.numbers import boolean
from feeds.check.rules.uris import MISSING_URL, uri

VERSION = Code("opml-version", "error", "InvalidOPMLVersion", 'Say version="2.0", not {value}.', "OPML 2.0, opml")
EXPANSION = Code(
    "opml-expansion",
    "error",
    "InvalidExpansionState",
    "Write line numbers that commas part, not {value}.",
    "OPML 2.0, head",
)
NO_XML_URL = Code(
    "outline-xml-url",
    "warning",
    "MissingXmlURL",
    "Give the outline of a feed its xmlUrl.",
    "OPML 2.0, subscription lists",
)
NO_TITLE = Code(
    "outline-title",
    "warning",
    "MissingTitleAttr",
    "Give the outline of a feed a title.",
    "OPML 2.0, subscription lists",
)
NO_URL = Code("outline-url", "warning", "MissingUrlAttr", "Give the outline of a link its url.", "OPML 2.0, inclusion")
OUTLINE_TYPE = Code(
    "outline-type", "warning", "InvalidOutlineType", "Use the type rss or link, not {value}.", "OPML 1.0"
)
OUTLINE_VERSION = Code(
    "outline-version",
    "warning",
    "InvalidOutlineVersion",
    "Use RSS, RSS1, RSS2 or scriptingNews, not {value}.",
    "OPML 2.0",
)
NO_TYPE = Code(
    "outline-type-missing",
    "warning",
    "MissingOutlineType",
    'Give the outline of a feed type="rss".',
    "OPML 2.0, subscription lists",
)

FEED_ATTRIBUTES = frozenset("description htmlUrl language title version xmlUrl".split())


def version(job: Inspection, root: Element) -> None:
    """opml/@version."""
    if root.get("version") is None:
        job.report(MISSING_URL, root, name="version")
    elif job.version not in {"1.0", "1.1", "2.0"}:
        job.report(VERSION, root, job.version)


def expansion(job: Inspection, element: Element, text: str) -> None:
    """ExpansionState."""
    if text and not re.match(r"\d+(?:,\s*\d+)*\Z", text):
        job.report(EXPANSION, element, text)


def outline(job: Inspection, element: Element, text: str) -> None:
    """One line of the list."""
    kind = element.get("type")
    if element.get("text") is None:
        job.report(MISSING_URL, element, name="text")
    if kind is None:
        if not FEED_ATTRIBUTES.isdisjoint(str(key) for key in element.keys()) and len(element.attrib) > 1:  # noqa: SIM118
            job.report(NO_TYPE, element)
    else:
        typed(job, element, kind.lower())
    told = element.get("version")
    if told is not None and told not in {"RSS", "RSS1", "RSS2", "scriptingNews"}:
        job.report(OUTLINE_VERSION, element, told)
    values(job, element)


def typed(job: Inspection, element: Element, kind: str) -> None:
    """What an outline of a type must have."""
    if kind == "rss":
        if element.get("xmlUrl") is None:
            job.report(NO_XML_URL, element)
        if element.get("title") is None:
            job.report(NO_TITLE, element)
    elif kind == "link":
        if element.get("url") is None:
            job.report(NO_URL, element)
    elif job.version.startswith("1."):
        job.report(OUTLINE_TYPE, element, kind)


def values(job: Inspection, element: Element) -> None:
    """The attributes of an outline, each by its kind."""
    for key, raw in element.items():
        name, value = str(key), str(raw)
        if name in {"htmlUrl", "url"}:
            uri(job, element, value, name=name)
        elif name == "created":
            rss_date(job, element, value.strip())
        elif name in {"isBreakpoint", "isComment"}:
            boolean(job, element, value, name)
        elif name == "language":
            language(job, element, value)
        elif name in {"text", "title", "description"}:
            fragment(job, element, value)
