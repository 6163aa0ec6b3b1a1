"""Which strategies look for a page's conversation, and what of the page is theirs."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from sources.html import microdata, microformats, named, records, shapes, wordpress
from sources.html.page import Page
from sources.html.partial import Partial

_FEW = 1  # comments found by their markup, below which their shape is looked at too
_ANSWERS = re.compile(r"^class \S*(?:reply|response)")  # answers alone: the comments may have another name
_WHOLE = frozenset({"body", "html", "main"})
_LINE = 80  # more is a paragraph
_HEAD = 200  # how much may stand above a conversation in its element: a heading, a count, a form


def read(page: Page) -> Iterator[Partial | None]:
    """What the strategies for marked comments find; the one for unmarked ones is asked if that is nothing."""
    marked = [microformats.read(page), wordpress.read(page)]
    read = max((one for one in marked if one), key=lambda one: len(one.comments), default=None)
    marked.append(named.read(page, len(read.comments), frozenset(read.elements)) if read else named.read(page))
    yield from marked
    most = max(len(one.comments) if one else 0 for one in marked)
    few = most <= _FEW or (marked[-1] is not None and _ANSWERS.search(marked[-1].evidence["comments"]))
    if few and not microdata.has_comments(page):
        yield from _unmarked(page, most)


def _unmarked(page: Page, most: int) -> Iterator[Partial | None]:
    """What follows one after the other under a heading, where that is more than the lines with a name and a time, or
    where the list itself parts one comment from the next."""
    shaped = shapes.read(page)
    if shaped and _is_article(shaped, page):
        shaped = None
    listed = records.read(page) if not most else None
    count = len(shaped.comments) if shaped else 0
    if listed and (
        len(listed.comments) > count or (len(listed.comments) == count and listed.evidence["comments"] == records.TERMS)
    ):
        yield listed
    else:
        yield shaped


def _is_article(shaped: Partial, page: Page) -> bool:
    """Whether the lines with a name and a time are the bylines of articles: a headline stands in what is theirs, or
    there is but one, and less text stands between the headline and it than follows it."""
    if any(next(node.iter("h1"), None) is not None for node in shaped.elements):
        return True
    if len(shaped.comments) > 1 or not shaped.elements:
        return False
    index = page.index
    end = index.places[shaped.elements[0]]
    begin = max((at for at in range(end) if index.tags[at] == "h1"), default=0)
    above = sum(len(said) for said in index.texts[begin:end] if len(said) > _LINE)
    return above < sum(len(index.text(node)) for node in shaped.elements)


def elements(partials: list[Partial]) -> set[HtmlElement]:
    """The elements of comments, and what holds a conversation and nothing before it."""
    found = {node for partial in partials for node in partial.elements}
    for partial in partials:
        nodes = partial.elements
        if len(nodes) > 1:
            around = set(nodes[-1].iterancestors())
            holder = next((up for up in nodes[0].iterancestors() if up in around), None)
            if holder is not None and holder.tag not in _WHOLE and _begins(holder, nodes[0]):
                found.add(holder)
    return found


def _begins(holder: HtmlElement, first: HtmlElement) -> bool:
    """Whether little stands in `holder` before its `first` comment."""
    size = 0
    for node in holder.iter():
        if node is first:
            return True
        size += (
            len((node.text or "").strip()) if isinstance(node.tag, str) and node.tag not in {"script", "style"} else 0
        )
        if size > _HEAD:
            return False
    return True
