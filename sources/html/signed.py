"""Comments without a time that are signed below: a text, then "— Jo Doe, Bristol" in a line of its own."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from feeds.model import Author
from sources.html.controls import is_control
from sources.html.partial import Said
from sources.html.select import line, text
from sources.html.speaker import name_in
from sources.html.thread import Comment
from sources.html.tidy import tidy

_SIGNATURE = re.compile(r"^[—–―~-]{1,3}\s*(?P<name>[^—–!?]{2,60})$")
_MARKED = frozenset({"i", "em", "b", "strong", "cite", "small", "p", "div", "span", "td", "dd", "li"})
_LINE, _LAST = 80, 6


def read(groups: Sequence[Sequence[HtmlElement]]) -> list[Comment]:
    """The comments that `groups` of elements are; none unless every group is signed."""
    found = []
    for group in groups:
        one = _comment(group)
        if one is None:
            return []
        found.append(one)
    return found


def _comment(group: Sequence[HtmlElement]) -> Comment | None:
    for node in _lines(group):
        told = _SIGNATURE.match(line(node, _LINE) or "")
        name = name_in(told["name"]) if told else None
        if name:
            inner = [one for one in group if one is not node]
            content = "".join(tidy(one, left_out={node}, without=is_control) for one in inner)
            whole = bool(content) and any(text(one) for one in inner)
            return Comment(group[0], Said(content=content, author=Author(name=name)), whole, dated=False)
    return None


def _lines(group: Sequence[HtmlElement]) -> Iterator[HtmlElement]:
    """The last element, and the last ones in it."""
    yield group[-1]
    last = [one for one in group[-1].iterdescendants() if one.tag in _MARKED]
    yield from islice(reversed(last), _LAST)
