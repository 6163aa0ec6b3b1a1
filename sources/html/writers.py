"""Who wrote a comment that nothing marks: the name in the line with its time, or in a line, cell or term of its own."""

import re
from collections.abc import Set as AbstractSet
from itertools import islice

from lxml.html import HtmlElement

from feeds.model import Author
from sources._shared.dates import span_of_when
from sources.html import heads
from sources.html.page import Page
from sources.html.roles import role
from sources.html.select import line
from sources.html.speaker import name_in

_LINE, _LONGEST_PART = 160, 40
_NAMING = ("dt", "td", "th", "b", "strong", "cite", "a", "span", "h4", "h5", "p", "div", "font")
_SIGNED = re.compile(r"(?:^|[\s,(])(?:by|von|par|por|av|door)\s+\S", re.IGNORECASE)


def author(
    mark: heads.Mark, row: HtmlElement, part: list[HtmlElement], page: Page
) -> tuple[Author | None, HtmlElement | None]:
    """The author of the comment `part` whose time is `mark`, in the line `row`; and where a line of its own names the
    author, that line. None where there is no name."""
    told = [
        one
        for one in row.iter()
        if one is not mark.node and isinstance(one.tag, str) and role(one.get("class") or "") in {"name", "author"}
    ]
    strong = list(row.iter("b", "strong", "cite", "a", "em"))
    for one in [*told, *strong]:
        words = line(one, _LINE + 1) or ""
        name = name_in(words) if one is not mark.node or one.tag == "b" else None
        if name and not span_of_when(words):
            return Author(name=name, url=page.absolute(one.get("href"))), None
    name = name_in(_apart(mark, row))
    if name:
        return Author(name=name), None
    # The name stands in a line, a cell or a term of its own.
    beside = set(row.iter()) | set(row.iterancestors())
    if called := _called(part, beside):
        return called
    for node in part:
        for one in [node, *node.iter(*_NAMING)]:
            if one in beside or (one.tag == "div" and len(one)):
                continue
            said = line(one, _LINE + 1)
            if said is None:
                break
            name = name_in(said)
            if name and len(name.split()) <= 4 and not re.search(r"\w{3}[.!?]$", said.replace("...", "")):  # noqa: PLR2004
                return Author(name=name, url=page.absolute(one.get("href"))), heads.said_line(one, name, part)
    return None, None


def _called(part: list[HtmlElement], beside: AbstractSet[HtmlElement]) -> tuple[Author, HtmlElement] | None:
    """The name that stands in an element called so, beside the time, and its cell or line."""
    near = (one for node in part for one in node.iter("span", "div", "td", "b") if one not in beside)
    for one in islice(near, _LONGEST_PART):  # the answers may stand in the part, too
        called = role(one.get("class") or "") in {"name", "author"}
        if called and (name := name_in(line(one, _LINE) or "")):
            cell = next((up for up in one.iterancestors("td") if up not in beside and up not in part), None)
            return Author(name=name), cell if cell is not None else heads.said_line(one, name, part)
    return None


def _apart(mark: heads.Mark, row: HtmlElement) -> str:
    """The line around a time, which stands apart from the name or is left out: <span>jo77</span><span>2h</span>."""
    whole, time = line(row, _LINE + 1) or "", line(mark.node, _LINE) or ""
    at = whole.find(time) if row is not mark.node and time else -1
    if at >= 0 and mark.approximate:
        return whole.replace(time, " ", 1)
    return f"{whole[:at]} {whole[at:]}" if at > 0 and whole[at - 1].isalnum() else whole


def signed(mark: heads.Mark) -> Author | None:
    """The author where the line says so in words: "May 3, 2012, 21:18, by Jo"."""
    own = line(mark.node, _LINE) or ""
    name = name_in(own) if _SIGNED.search(own) else None
    return Author(name=name) if name else None
