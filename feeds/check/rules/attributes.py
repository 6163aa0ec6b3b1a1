"""Attributes that their element does not define: those of XML itself, which all may carry, and strangers."""

from feeds.check.code import Code
from feeds.check.inspection import Element, Inspection
from feeds.check.names import PREFIXES, XML, short, split
from feeds.check.rules.language import language
from feeds.check.rules.namespaces import KNOWN
from feeds.check.rules.uris import iri

UNEXPECTED = Code(
    "attribute-unexpected",
    "error",
    "UnexpectedAttribute",
    "Remove the attribute {name}.",
    "RSS 2.0; RFC 4287, 4; OPML 2.0",
)
EXTENSION = Code(
    "attribute-extension",
    "warning",
    "UseOfExtensionAttr",
    "Remove the attribute {name}: RSS 2.0 foresees elements only.",
    "RSS 2.0",
)

MOST = 100
"""More attributes than any element has: their values are not looked at."""
LANG, BASE = f"{XML}lang", f"{XML}base"


def other(job: Inspection, element: Element, expected: frozenset[str]) -> None:
    """Look at every attribute of an element that is not among the expected ones."""
    for name in element.keys():  # noqa: SIM118 (not `items`: with 100,000 attributes lxml takes a minute for it)
        if name in expected:
            continue
        uri = split(name)[0]
        if uri == PREFIXES["xml"]:
            of_xml(job, element, name)
        elif not uri or uri in KNOWN:
            job.report(UNEXPECTED, element, name=short(name))
        elif job.format == "rss" and not split(str(element.tag))[0]:
            job.report(EXTENSION, element, name=short(name))


def of_xml(job: Inspection, element: Element, name: str) -> None:
    """xml:lang and xml:base."""
    value = element.get(name, "")
    if name == LANG and value:
        language(job, element, value)
    elif name == BASE:
        iri(job, element, value, "xml:base")
