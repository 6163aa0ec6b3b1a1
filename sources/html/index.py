"""A page's elements by number, in its order: each is looked at once, and what is asked of all is asked of lists.

What is in an element comes right after it. Every question to an element makes lxml copy a text or search its
attributes; a page has thousands of elements, and a dozen strategies that ask the same of each.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import chain
from operator import attrgetter

from lxml import etree
from lxml.html import HtmlElement

from sources.html.boilerplate import ASKED, NEVER, is_boilerplate, is_called_so, is_thread
from sources.html.select import text

_TOLD = frozenset("title meta link base style script noscript template".split())
_LOOKED = 200  # elements that are looked at to tell that a text is long
Named = tuple[HtmlElement, str, str]


class Index:
    """The `nodes` of a page's tree but for those in its <head>, their `tags`, and the place of what each stands in
    (`ups`; 0 for the first)."""

    def __init__(self, tree: HtmlElement) -> None:
        # Held: lxml makes an element anew when nobody does.
        self.nodes: tuple[HtmlElement, ...] = (tree, *chain.from_iterable(map(_within, tree)))
        self.places: dict[HtmlElement | None, int] = dict(zip(self.nodes, range(len(self.nodes)), strict=True))
        self.tags: list[str] = list(map(attrgetter("tag"), self.nodes))
        ups = map(etree.ElementBase.getparent, self.nodes[1:])
        self.ups: list[int] = [0, *map(self.places.__getitem__, ups)]
        self._said: dict[HtmlElement, str] = {}

    def text(self, node: HtmlElement) -> str:
        """What `select.text` gives of an element: paragraphs are read by several questions."""
        said = self._said.get(node)
        if said is None:
            said = self._said[node] = text(node)
        return said

    def is_longer(self, node: HtmlElement, most: int) -> bool:
        """Whether an element's text surely has more than so many characters: of a long one its beginning tells."""
        first, size = self.places[node], 0
        for at in range(first, min(self.end(first), first + _LOOKED)):
            for said in (self.texts[at], self.tails[at] if at > first else ""):
                size += len("".join(said.split())) if said else 0
            if size >= most:
                return True
        return False

    def end(self, at: int) -> int:
        """The place after the last element that is in the one at a place."""
        last = self.nodes[at]
        while len(last) and last[-1] in self.places:
            last = last[-1]
        return self.places[last] + 1

    @cached_property
    def texts(self) -> list[str]:
        """Of each element, the text before its first child; "" if that is blank, or if no reader ever sees it."""
        return [
            said if tag not in NEVER and (said := node.text) and not said.isspace() else ""
            for node, tag in zip(self.nodes, self.tags, strict=True)
        ]

    @cached_property
    def tails(self) -> list[str]:
        """Of each element, the text that follows it; "" if that is blank."""
        return [said if (said := node.tail) and not said.isspace() else "" for node in self.nodes]

    @cached_property
    def having(self) -> dict[str, list[int]]:
        """By the name of an attribute, the places of the elements that have it."""
        found: dict[str, list[int]] = defaultdict(list)
        for at, names in enumerate(map(etree.ElementBase.keys, self.nodes)):
            for name in names:
                found[name].append(at)
        return found

    def values(self, name: str) -> dict[int, str]:
        """The values of an attribute, by the place of the element that has it."""
        nodes = self.nodes
        return {at: value for at in self.having.get(name, ()) if (value := nodes[at].get(name))}

    def is_boilerplate(self, at: int) -> bool:
        """Whether tag, role, class or id say that the element at a place is no part of the text."""
        if at in self._asked:
            return is_boilerplate(self.nodes[at])
        return is_called_so(self.tags[at], self.classes.get(at, ""), self.ids.get(at, ""))

    @cached_property
    def _asked(self) -> frozenset[int]:
        return frozenset(at for name in ASKED for at in self.having.get(name, ()))

    @cached_property
    def classes(self) -> dict[int, str]:
        """The classes of the elements that have any, by place."""
        return self.values("class")

    @cached_property
    def ids(self) -> dict[int, str]:
        """The ids of the elements that have one, by place."""
        return self.values("id")

    @cached_property
    def named(self) -> tuple[Named, ...]:
        """The elements that have a class or an id, with both."""
        nodes, classes, ids = self.nodes, self.classes, self.ids
        places = sorted([*classes, *(at for at in ids if at not in classes)])
        return tuple((nodes[at], classes.get(at, ""), ids.get(at, "")) for at in places)

    @cached_property
    def threads(self) -> frozenset[HtmlElement]:
        """Those whose class or id says that the readers' comments stand in them."""
        called = (self.nodes[at] for at in self.called(is_thread))
        return frozenset(node for node in called if node.tag not in {"body", "html", "main"})

    def called(self, tells: Callable[[str], bool]) -> list[int]:
        """The places of the elements of whose class or id a question to names is true."""
        return sorted({at for known in (self.classes, self.ids) for at, names in known.items() if tells(names)})

    def called_in(self, top: HtmlElement, tells: Callable[[str], bool]) -> list[int]:
        """Those of them that are in `top`, or are it."""
        first = self.places[top]
        end = self.end(first)
        return [at for at in self.called(tells) if first <= at < end]


def _within(child: HtmlElement) -> Iterable[HtmlElement]:
    return (child,) if _is_head(child) else child.iter()


def _is_head(child: HtmlElement) -> bool:
    """Whether an element is a <head> and holds nothing else: a page that forgets to end it has its text there."""
    return child.tag == "head" and _TOLD.issuperset(map(attrgetter("tag"), child))
