"""Small questions to a tree: classes, texts, first matches."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

_SYLLABLES = re.compile("[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc]")
_BLOCKS = frozenset(
    "address article aside blockquote dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr "
    "li main nav ol p pre section table td th tr ul br".split()
)


def text(element: HtmlElement | None) -> str:
    """The element's text with white space collapsed, blocks and line breaks apart; "" for None. No script, no style."""
    return " ".join("".join(_pieces(element)).split()) if element is not None else ""


def _pieces(element: HtmlElement) -> Iterator[str]:
    from lxml import etree  # noqa: PLC0415 - the tree's own module, loaded by now

    skipping = None
    for event, node in etree.iterwalk(element, events=("start", "end")):
        block = node.tag in _BLOCKS
        if event == "start":
            if skipping is None and node.tag in {"script", "style", "template", "noscript"}:
                skipping = node
            if skipping is None:
                yield f" {node.text or ''}" if block else node.text or ""
        else:
            if skipping is node:
                skipping = None
            if skipping is None and node is not element:
                yield f" {node.tail or ''}" if block else node.tail or ""


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
    text = (text or "").strip()
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
