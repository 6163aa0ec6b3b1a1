"""A page's elements by number, in its order: each is looked at once, and what is asked of all is asked of lists.

What is in an element comes right after it. Every question to an element makes lxml copy a text or search its
attributes; a page has thousands of elements, and a dozen strategies that ask the same of each.
"""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from operator import attrgetter

from lxml import etree
from lxml.html import HtmlElement

from sources.html.boilerplate import NEVER, is_thread

Named = tuple[HtmlElement, str, str]


class Index:
    """The `nodes` of a tree, their `tags`, and the place of what each stands in (`ups`; 0 for the first)."""

    def __init__(self, tree: HtmlElement) -> None:
        self.nodes: tuple[HtmlElement, ...] = tuple(tree.iter())  # held: lxml makes an element anew when nobody does
        self.places: dict[HtmlElement | None, int] = dict(zip(self.nodes, range(len(self.nodes)), strict=True))
        self.tags: list[str] = list(map(attrgetter("tag"), self.nodes))
        ups = map(self.places.get, map(etree.ElementBase.getparent, self.nodes))
        self.ups: list[int] = [up or 0 for up in ups]

    def end(self, at: int) -> int:
        """The place after the last element that is in the one at a place."""
        last = self.nodes[at]
        while len(last):
            last = last[-1]
        return self.places[last] + 1

    @cached_property
    def texts(self) -> list[str]:
        """Of each element, the text before its first child; "" if that is blank, or if no reader ever sees it."""
        pairs = zip(self.nodes, self.tags, strict=True)
        return ["" if tag in NEVER else _seen(node.text) for node, tag in pairs]

    @cached_property
    def tails(self) -> list[str]:
        """Of each element, the text that follows it; "" if that is blank."""
        return list(map(_seen, map(attrgetter("tail"), self.nodes)))

    @cached_property
    def named(self) -> tuple[Named, ...]:
        """The elements that have a class or an id, with both."""
        found = ((node, node.get("class") or "", node.get("id") or "") for node in self.nodes)
        return tuple(one for one in found if one[1] or one[2])

    def named_in(self, top: HtmlElement) -> Sequence[Named]:
        """Those of them that are in `top`, not itself."""
        first = self.places[top]
        begin, end = (bisect_left(self._named_places, at) for at in (first + 1, self.end(first)))
        return self.named[begin:end]

    @cached_property
    def _named_places(self) -> list[int]:
        return [self.places[node] for node, _, _ in self.named]

    @cached_property
    def threads(self) -> frozenset[HtmlElement]:
        """Those whose class or id says that the readers' comments stand in them."""
        return frozenset(node for node, *names in self.named if is_thread(node, *names))


def _seen(text: str | None) -> str:
    return text if text and not text.isspace() else ""
