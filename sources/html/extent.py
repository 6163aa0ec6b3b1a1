"""What belongs to a line that tells who and when: how high it stands, what goes before and what follows it."""

from collections import defaultdict
from collections.abc import Set as AbstractSet

from lxml.html import HtmlElement

from sources.html.heads import Mark
from sources.html.select import beginning, line
from sources.html.spoken import TITLE_LINE, speaks

_STOP = frozenset({"form", "h1", "h2", "textarea", "input", "hr", "script", "footer", "nav"})
_HEADINGS = frozenset({"h3", "h4", "h5", "h6"})
_LINE, _LONGEST_PART = 160, 40


def signs_below(parts: list[tuple[Mark, HtmlElement, list[HtmlElement], list[HtmlElement]]]) -> bool:
    """Whether each line stands below its text: then the first one has a text above it, under the heading."""
    _, top, before, _ = parts[0]
    if not before or (line(top, _LINE) or "").endswith(":"):
        return False
    above = before[-1].getprevious()
    headed = (
        above is None
        or above.tag in {"h1", "h2", "h3", "h4", "h5", "h6", "a", "hr"}
        or speaks(line(above, _LINE) or "")
    )
    return headed or not parts[-1][3]


def usual(nodes: list[HtmlElement], kinds: set[tuple[str, str | None]]) -> list[HtmlElement]:
    """The nodes up to the first that is of another kind than those of the other comments."""
    known = kinds or ({(str(nodes[0].tag), nodes[0].get("class"))} if nodes else set())
    end = next((at for at, node in enumerate(nodes) if (str(node.tag), node.get("class")) not in known), len(nodes))
    return nodes[:end]


def tops(marks: list[Mark]) -> dict[HtmlElement, HtmlElement]:
    """For each line, the highest element around it in which no other line is; as high for all as for the lowest, since
    an answer alone in its list would take the list and more."""
    counts: dict[HtmlElement, int] = defaultdict(int)
    for mark in marks:
        for up in mark.node.iterancestors():
            counts[up] += 1
    paths = []
    for mark in marks:
        path = [mark.node]
        for up in mark.node.iterancestors():
            if (
                counts[up] > 1
                or up.tag in {"body", "html", "main"}
                or (len(marks) == 1 and up.tag not in {"p", "span", "small", "a", "b", "i", "em", "strong", "dt", "li"})
            ):
                break
            path.append(up)
        paths.append(path)
    height = min(len(path) for path in paths)
    return {path[0]: path[height - 1] for path in paths}


def part(
    top: HtmlElement,
    tops: AbstractSet[HtmlElement],
    holding: AbstractSet[HtmlElement],
    stops: AbstractSet[HtmlElement],
) -> tuple[HtmlElement, list[HtmlElement], list[HtmlElement]]:
    """The element, what goes before it, and what follows it, up to the next line of the thread. `holding` are elements
    around `tops`, `stops` around what ends a thread."""

    def until(*, preceding: bool) -> list[HtmlElement]:
        found: list[HtmlElement] = []
        for node in top.itersiblings(preceding=preceding):
            if len(found) >= _LONGEST_PART or node in tops or not isinstance(node.tag, str):
                break
            if node.tag in _HEADINGS and (speaks(beginning(node, _LINE)) or next(node.iter("a"), None) is not None):
                break
            if TITLE_LINE.match(line(node, _LINE) or "") or node.tag in _STOP or node in stops:
                break
            found.append(node)
            if node in holding:
                break  # the answers stand in it
        while found and found[-1].tag in _HEADINGS and not preceding:
            found.pop()  # the title of the next one
        return found if any(beginning(node, 1) for node in found) else []

    return top, until(preceding=True), until(preceding=False)
