"""Plain text: elements that hold no markup, and what looks like markup in them."""

import re
from html.entities import name2codepoint

from feeds.check.code import Code
from feeds.check.inspection import Element, Inspection
from feeds.check.rules.html_names import TAGS

CONTAINS_HTML = Code(
    "text-html",
    "warning",
    "ContainsHTML",
    "Write plain text into {element}, without {value}.",
    "RSS profile, character data",
)
UNDECLARED_HTML = Code(
    "text-html-undeclared",
    "warning",
    "ContainsUndeclaredHTML",
    'Say type="html" or write {element} without {value}.',
    "RFC 4287, 3.1.1.1",
)
CHARACTER_DATA = Code(
    "text-character-data",
    "warning",
    "CharacterData",
    "Write & and < as &#x26; and &#x3C; in {element}.",
    "RSS profile, character data",
)
NOT_BLANK = Code(
    "text-blank",
    "warning",
    "NotBlank",
    "Write something into {element}, or leave it out.",
    "RFC 4287, 4.2.14; RSS profile",
)
BLANK_ATTRIBUTE = Code(
    "attribute-blank", "warning", "AttrNotBlank", "Write something into {name}, or leave it out.", "RFC 4287, 4.2.7"
)
TOO_MUCH_MARKUP = Code(
    "text-inline",
    "warning",
    "NotInline",
    'Say type="html": {element} holds escaped markup {value}.',
    "RFC 4287, 3.1.1.3",
)

END_TAG = re.compile(r"</(\w+)>")
ENTITY = re.compile(r"&(#?\w+)")
LIKE_MARKUP = re.compile(r"&#[x0-9]|<[/a-zA-Z]")


def plain(job: Inspection, element: Element, text: str) -> None:
    """Text that a reader shows as it is."""
    if "<" in text or "&" in text:
        markup(job, element, text, CONTAINS_HTML)


def title(job: Inspection, element: Element, text: str) -> None:
    """Plain text that should not be empty."""
    if not text:
        job.report(NOT_BLANK, element)
    elif "<" in text or "&" in text:
        markup(job, element, text, CONTAINS_HTML)


def not_blank(job: Inspection, element: Element, text: str) -> None:
    """An element that says nothing."""
    if not text:
        job.report(NOT_BLANK, element)


def markup(job: Inspection, element: Element, text: str, code: Code) -> None:
    """Report what a reader may take for markup. Hexadecimal references on the element's line make it deliberate."""
    tags = [tag for tag in END_TAG.findall(text) if tag.lower() in TAGS]
    if tags:
        job.report(code, element, f"</{tags[0]}>")
        return
    found = ENTITY.findall(text)
    rss = job.format == "rss" and job.version.startswith("2.")
    if found:
        named = [name for name in found if name in name2codepoint or name == "apos" or not name.isalpha()]
        if named and not hexadecimal(job, element):
            job.report(code, element, f"&{named[0]};")
    elif rss and LIKE_MARKUP.search(text) and not hexadecimal(job, element):
        job.report(CHARACTER_DATA, element, text)


def hexadecimal(job: Inspection, element: Element) -> bool:
    """Whether the raw line of an element holds a hexadecimal reference."""
    return b"&#x" in job.source_line(element)
