"""Small questions to a tree: classes, texts, first matches."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

_SYLLABLES = re.compile("[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc]")
_UNSEEN, _DEEP = frozenset({"script", "style", "template", "noscript"}), 300
_ROOM, _PER_ELEMENT = 3000, 16  # characters beside those that count: the white space of the source, and per element
_BLOCKS = frozenset(
    "address article aside blockquote dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr "
    "li main nav ol p pre section table td th tr ul br".split()
)


def text(element: HtmlElement | None) -> str:
    """The element's text with white space collapsed, blocks and line breaks apart; "" for None. No script, no style."""
    if element is None or element.tag in _UNSEEN:
        return ""
    if not len(element):
        return " ".join((element.text or "").split())
    pieces: list[str] = []
    _gather(element, pieces, _DEEP)
    return " ".join("".join(pieces).split())


def line(element: HtmlElement | None, most: int) -> str | None:
    """The element's text if it has less than `most` characters, else None. Of an element that holds a whole
    conversation no more is read than tells that it is no line."""
    words, whole = _beginning(element, most)
    return words if whole and len(words) < most else None


def beginning(element: HtmlElement | None, most: int) -> str:
    """The first `most` characters of the element's text."""
    return _beginning(element, most)[0][:most]


def _beginning(element: HtmlElement | None, most: int) -> tuple[str, bool]:
    """The element's text, and whether that is all of it: only so much is gathered as holds `most` characters."""
    if element is None or element.tag in _UNSEEN:
        return "", True
    if not len(element):
        return " ".join((element.text or "").split()), True
    pieces: list[str] = []
    left = _gather_some(element, pieces, most + _ROOM)
    return " ".join("".join(pieces).split()), left > 0


def _gather_some(element: HtmlElement, pieces: list[str], left: int) -> int:
    """As `_gather`, up to a length; what is left of that. An element counts for some characters, so that ten thousand
    empty ones come to an end, too."""
    pieces.append(element.text or "")
    left -= len(pieces[-1]) + _PER_ELEMENT
    for node in element:
        if left <= 0:
            break
        block, tag = "", node.tag
        if tag in _BLOCKS:
            block = " "
            pieces.append(block)
        if tag not in _UNSEEN:
            left = _gather_some(node, pieces, left)
        pieces.append(f"{block}{node.tail or ''}")
        left -= len(pieces[-1])
    return left


def _gather(element: HtmlElement, pieces: list[str], deep: int) -> None:
    if deep < 0:  # what is nested so deep is no page's: its text without the spaces between its blocks
        pieces.extend(str(piece) for piece in element.itertext())
        return
    pieces.append(element.text or "")
    for node in element:
        block, tag = "", node.tag
        if tag in _BLOCKS:
            block = " "
            pieces.append(block)
        if tag not in _UNSEEN:
            if len(node):
                _gather(node, pieces, deep - 1)
            else:
                pieces.append(node.text or "")
        pieces.append(f"{block}{node.tail or ''}")


def classes(element: HtmlElement) -> str:
    """Class and id, in lower case, between spaces."""
    return f" {element.get('class') or ''} {element.get('id') or ''} ".lower()


def with_class(element: HtmlElement, *names: str) -> HtmlElement | None:
    """The first descendant that has one of the class names; names in order of preference."""
    return first_named(by_class(element), names)


def by_class(element: HtmlElement) -> dict[str, HtmlElement]:
    """The first descendant of each class name, found in one walk."""
    found: dict[str, HtmlElement] = {}
    for node in element.iterdescendants():
        for name in (node.get("class") or "").split() if isinstance(node.tag, str) else ():
            found.setdefault(name, node)
    return found


def first_named(known: Mapping[str, HtmlElement], names: Iterable[str]) -> HtmlElement | None:
    """The element of the first of the names that is known."""
    return next((known[name] for name in names if name in known), None)


def first(values: Iterable[str | None]) -> str | None:
    """The first text that is not blank, white space collapsed."""
    return next((" ".join(value.split()) for value in values if value and value.strip()), None)


def weight(text: str | None) -> int:
    """The length of a text; a character that is a syllable or a word counts for three."""
    text = text.strip() if text else ""
    return len(text) if text.isascii() else len(text) + 2 * len(_SYLLABLES.findall(text))


@dataclass(slots=True)
class Measure:
    """What an element holds: weight of text, of them in links, links, images."""

    size: int = 0
    linked: int = 0
    links: int = 0
    images: int = 0

    @property
    def share(self) -> float:
        """How much of the text is in links, from 0 to 1."""
        return self.linked / self.size if self.size else 0.0
