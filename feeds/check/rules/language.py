"""Languages: a tag whose first part is registered."""

import re

from feeds.check.code import Code
from feeds.check.inspection import Element, Inspection
from feeds.check.names import XML
from feeds.check.remember import remember

UNKNOWN = Code(
    "language-unknown",
    "error",
    "InvalidLanguage",
    "Use a registered language tag such as en-IN, not {value}.",
    "RFC 5646, 2.1",
)
MISSING = Code(
    "language-missing",
    "info",
    "MissingDCLanguage",
    "Name the language of the {element}.",
    "RSS 2.0, language; RFC 4287, 2",
)

TWO_LETTERS = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el "
    "en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io is it "
    "iu iw ja ji jv jw ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo "
    "mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh "
    "si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh "
    "yi yo za zh zu".split()
)
LANG = f"{XML}lang"


@remember(256)
def registered(tag: str) -> bool:
    """Whether the first part of a tag is a language that IANA lists, or marks a private one."""
    first = tag.partition("-")[0].lower()
    if first in TWO_LETTERS or first in {"i", "x"}:
        return True
    if not re.fullmatch("[a-z]{3}", first):
        return False
    from langcodes import tag_is_valid  # noqa: PLC0415 (60 ms that only a rare language needs)

    return bool(tag_is_valid(first))


def language(job: Inspection, element: Element, text: str) -> None:
    """language, dc:language, hreflang, xml:lang."""
    if not registered(text):
        job.report(UNKNOWN, element, text)


def missing(job: Inspection, element: Element, seen: dict[str, list[Element]]) -> None:
    """A channel or feed that names no language."""
    named = "language" in seen or "{http://purl.org/dc/elements/1.1/}language" in seen
    if not named and element.get(LANG) is None and (element.getroottree().getroot().get(LANG) is None):
        job.report(MISSING, element)
