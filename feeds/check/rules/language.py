"""Languages: a tag whose first part ISO 639-1 or 639-2 lists."""

from feeds.check.code import Code
from feeds.check.inspection import Element, Inspection
from feeds.check.names import XML
from feeds.clean.iso639 import CODES

UNKNOWN = Code(
    "language-unknown",
    "error",
    "InvalidLanguage",
    "Begin the tag with a language of ISO 639-1 or 639-2, such as en-IN, not {value}.",
    "RFC 5646, 2.1; W3C",
)
MISSING = Code(
    "language-missing",
    "info",
    "MissingDCLanguage",
    "Name the language of the {element}.",
    "RSS 2.0, language; RFC 4287, 2",
)

LANG = f"{XML}lang"


PRIVATE = frozenset(("x", "xx"))


def registered(tag: str) -> bool:
    """Whether the first part of a tag is a language of ISO 639-1 or 639-2, or marks a private one."""
    first = tag.partition("-")[0].lower()
    return first in CODES or first in PRIVATE


def language(job: Inspection, element: Element, text: str) -> None:
    """language, dc:language, hreflang, xml:lang."""
    if not registered(text):
        job.report(UNKNOWN, element, text)


def missing(job: Inspection, element: Element, seen: dict[str, list[Element]]) -> None:
    """A channel or feed that names no language."""
    named = "language" in seen or "{http://purl.org/dc/elements/1.1/}language" in seen
    if not named and element.get(LANG) is None and (element.getroottree().getroot().get(LANG) is None):
        job.report(MISSING, element)
