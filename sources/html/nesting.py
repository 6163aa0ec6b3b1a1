"""Comments that stand inside of each other: whose each element is. Linear, however deep they stand."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from lxml.html import HtmlElement

from sources.html.boilerplate import NEVER


def own(node: HtmlElement, known: Collection[HtmlElement]) -> Iterator[HtmlElement]:
    """The element and what is in it, in order, without the other comments in `known`, forms and scripts."""
    stack = [node]
    while stack:
        one = stack.pop()
        yield one
        stack.extend(
            child
            for child in reversed(one)
            if isinstance(child.tag, str)
            and child not in known
            and (child.tag not in NEVER or child.tag == "button" or child.get("itemprop"))
            and child.get("id") != "respond"
        )


def outer(items: Iterable[HtmlElement], known: Collection[HtmlElement]) -> dict[HtmlElement, HtmlElement | None]:
    """The comment in `known` that holds each of the `items`, if there is one. No element is climbed over twice."""
    holders: dict[HtmlElement | None, HtmlElement | None] = {None: None}
    found = {}
    for node in items:
        path, up = [], node.getparent()
        while up not in holders and up not in known:
            path.append(up)
            up = up.getparent() if up is not None else None
        holder = up if up in known else holders[up]
        holders.update(dict.fromkeys(path, holder))
        found[node] = holder
    return found


def around(nodes: Iterable[HtmlElement]) -> set[HtmlElement]:
    """All elements that hold one of the `nodes`."""
    found: set[HtmlElement] = set()
    for node in nodes:
        up = node.getparent()
        while up is not None and up not in found:
            found.add(up)
            up = up.getparent()
    return found


def inside(node: HtmlElement, top: HtmlElement) -> Iterator[HtmlElement]:
    """What stands around `node` below `top`, from the inside."""
    for up in node.iterancestors():
        if up is top:
            return
        yield up


def alone(items: Iterable[HtmlElement], known: Collection[HtmlElement]) -> dict[HtmlElement, list[HtmlElement]]:
    """The elements around each comment that hold nothing else, which may be indented; none at all if one comment has no
    such element: it cannot be compared."""
    found = {node: _alone(node, known) for node in items}
    return found if all(found.values()) else {node: [] for node in found}


def _alone(node: HtmlElement, known: Collection[HtmlElement]) -> list[HtmlElement]:
    found: list[HtmlElement] = []
    for up in islice(node.iterancestors(), 3):
        if len(up) != 1 or up in known or up.tag in {"body", "html"}:
            break
        found.append(up)
    return found


def sizes(nodes: list[HtmlElement]) -> dict[HtmlElement, int]:
    """How much text each of a comment's `own` elements holds, without what the comments inside of them say."""
    found = {one: len((one.text or "").strip()) for one in nodes}
    for one in reversed(nodes[1:]):
        above = one.getparent()
        if above is not None:
            found[above] += found[one] + len((one.tail or "").strip())
    return found
