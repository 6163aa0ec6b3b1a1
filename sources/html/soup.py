"""Comments in nothing but lines: bold names, dates and texts, one after the other in one element, parted by line breaks
and rules. Each is put into an element of its own, with a paragraph for each line."""

from collections.abc import Iterator, Sequence
from copy import copy
from itertools import takewhile

from lxml import html
from lxml.html import HtmlElement

_INLINE = frozenset("b strong i em a font span small cite u img tt big time".split())
_BREAKS = frozenset({"br", "hr"})
_NAMES = frozenset({"b", "strong", "i", "em", "cite", "font", "a"})
_LEAST = 2

Line = list[HtmlElement | str]


def run(nodes: Sequence[HtmlElement]) -> list[HtmlElement]:
    """The elements up to the first that is no part of a line."""
    return list(takewhile(lambda node: node.tag in _INLINE or node.tag in _BREAKS, nodes))


def parted(before: str, nodes: Sequence[HtmlElement]) -> list[HtmlElement]:
    """The comments in the text `before` and the elements after it, each as an element of its own; none if there is
    anything but lines in them."""
    if not any(child.tag in _BREAKS for child in nodes) or len(run(nodes)) != len(nodes):
        return []
    found = [[line for line in lines if _says(line)] for lines in _groups(before, nodes)]
    kept = [_element(lines) for lines in found if lines]
    return kept if len(kept) >= _LEAST else []


def _groups(before: str, nodes: Sequence[HtmlElement]) -> Iterator[list[Line]]:
    """The lines of each comment: it begins after a rule; where there are none, with an element such as the first."""
    ruled = any(child.tag == "hr" for child in nodes)
    first = next((child for child in nodes if child.tag not in _BREAKS), None)
    kind = (first.tag, first.get("class")) if first is not None else None
    lines: list[Line] = [[before]]
    for child in nodes:
        alike = (child.tag, child.get("class")) == kind and child.tag in _NAMES
        starts = alike and not ruled and not _says(lines[-1])
        if child.tag == "hr" or starts:
            yield lines
            lines = [[]]
        if child.tag == "br":
            lines.append([])
        elif child.tag != "hr":
            lines[-1].append(child)
        lines[-1].append(child.tail or "")
    yield lines


def _says(line: Line) -> bool:
    return any(piece.strip() if isinstance(piece, str) else True for piece in line)


def _element(lines: list[Line]) -> HtmlElement:
    top = html.Element("div")
    for line in lines:
        paragraph = html.Element("p")
        top.append(paragraph)
        for piece in line:
            if not isinstance(piece, str):
                twin = copy(piece)
                twin.tail = None
                paragraph.append(twin)
            elif len(paragraph):
                paragraph[-1].tail = (paragraph[-1].tail or "") + piece
            else:
                paragraph.text = (paragraph.text or "") + piece
    return top
