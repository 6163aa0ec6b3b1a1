"""The text of a marked comment: the element called so, or all of it but the lines that tell who wrote it and when."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from lxml.html import HtmlElement

from sources.html import answers, nesting
from sources.html.controls import ACTION, is_control
from sources.html.select import beginning, line
from sources.html.tidy import tidy

_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_TEXTS = frozenset({"p", "blockquote", "dd", "div", "pre"})
_LINE, _TITLE = 160, 90


def html(
    node: HtmlElement,
    nodes: list[HtmlElement],
    roles: dict[HtmlElement, str | None],
    known: AbstractSet[HtmlElement],
    marks: list[HtmlElement],
) -> str:
    """The text of the comment in `node` as clean HTML. `nodes` are its elements with their `roles`, without other
    comments', which are `known`; `marks` tell its author and time."""
    holding = {up for mark in marks for up in nesting.inside(mark, node)} | set(marks)
    texts, sizes = [one for one in nodes[1:] if roles[one] == "text"], nesting.sizes(nodes)
    clean = [one for one in texts if one not in holding and sizes[one]]
    among = set(clean)
    tops = [one for one in clean if among.isdisjoint(nesting.inside(one, node))]
    if tops:
        best = _innermost(max(tops, key=sizes.__getitem__), clean, sizes)
        titles = {one for one in nesting.own(best, known) if one.tag in _HEADINGS and _is_title(one)}
        return tidy(best, left_out=titles, apart=known, without=is_control)
    furniture = set(_furniture(node, nodes, roles, marks))
    best = max((one for one in texts if one in holding), key=sizes.__getitem__, default=node)
    return tidy(best, left_out=furniture, apart=known, without=is_control)


def _is_title(heading: HtmlElement) -> bool:
    """Whether a heading in a comment is "Re: …", or the beginning of the text, which programs make a title of."""
    said, after = line(heading, _TITLE) or "", heading.getnext()
    return said.lower().startswith("re:") or bool(
        said and after is not None and beginning(after, len(said)) == said and beginning(after, _TITLE) != said
    )


def _innermost(top: HtmlElement, texts: list[HtmlElement], sizes: dict[HtmlElement, int]) -> HtmlElement:
    """The text in a text, if there is but a title beside it."""
    inner = [one for one in texts if any(up is top for up in one.iterancestors())]
    first = inner[0] if inner else None
    if (
        first is None
        or any(first not in one.iterancestors() for one in inner[1:])
        or sizes[top] - sizes[first] > _TITLE
    ):
        return top
    return _innermost(first, texts, sizes)


def _furniture(
    node: HtmlElement, nodes: list[HtmlElement], roles: dict[HtmlElement, str | None], marks: list[HtmlElement]
) -> Iterator[HtmlElement]:
    for mark in marks:
        top = mark
        # The whole line of a name or a time: "Posted by Jo on Monday | Reply".
        for up in mark.iterancestors():
            if up is node or line(up, _LINE + 1) is None or _holds_more(up, top):
                break
            top = up
        yield top
    for one in nodes[1:]:
        part = roles[one]
        if part in {"other", "time", "name"} or (part == "author" and line(one, _LINE) is not None):
            yield one
        elif len(one) < 3 and one.tag in {"a", "p", "div", "span", "small", "li"}:  # noqa: PLR2004 - a line, not a block
            words = line(one, _LINE)
            if words and (ACTION.match(words) or answers.IN_REPLY.match(words)):
                yield one


def _holds_more(up: HtmlElement, top: HtmlElement) -> bool:
    """Whether a block stands beside the line: the text, however short."""
    beside = any(child is not top and child.tag in _TEXTS and beginning(child, 1) for child in up)
    return beside and top.tag not in _TEXTS - {"div"}
