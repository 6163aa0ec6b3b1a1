"""Pages that grow: twice the page is about twice the work, however its comments stand inside of each other.

Work is counted, not timed: every line of Python that runs, every turn of a loop.
"""

import sys

import pytest

from sources.html.page import parse
from sources.html.reading import weighed

FEW, MOST = 120, 2.5
SENTENCES = "It says that this is a sentence of the story, and that another follows. " * 3
STORY = "".join(f"<p>Paragraph {number} of the story. {SENTENCES}</p>" for number in range(4))


def said(number: int) -> str:
    return (
        f"<b class=author>Joan K{number}</b> <time datetime='2024-05-01T08:{number % 60:02}:00Z'>May 1</time>"
        f"<p class=text>Text {number} of the comment that is here.</p>"
    )


def listed(number: int) -> str:
    return f"{said(number)}<ul class=replies>"


def signed(number: int) -> str:
    return f"<p>Joan K{number} wrote on May 1, 2024 at 8:{number % 60:02} am:</p><p>The text {number} is here.</p>"


def item(number: int) -> str:
    return f"<meta itemprop=text content='Text {number}'><span itemprop=author>Joan K{number}</span>"


def cited(number: int) -> str:
    return f"<a class='p-author h-card'>Joan K{number}</a><p class=e-content>Text {number}</p>"


SCHEMA = "itemscope itemtype='https://schema.org/Comment'"


def nested(open_: str, what, close: str):
    return lambda size: "".join(open_.format(at) + what(at) for at in range(size)) + close * size


def flat(open_: str, what, close: str):
    return lambda size: "".join(open_.format(at) + what(at) + close for at in range(size))


KINDS = {
    "nested items": nested("<ol><li class=comment id=c{}>", said, "</li></ol>"),
    "nested boxes": nested("<div class=comment id=c{}>", said, "</div>"),
    "nested boxes without ids": nested("<div class=comment>", said, "</div>"),
    "nested in lists called replies": nested("<div class=comment id=c{}>", listed, "</ul></div>"),
    "nested WordPress": nested("<ol class=children><li id=comment-{}>", said, "</li></ol>"),
    "nested schema.org": nested(f"<div {SCHEMA} itemprop=comment id=c{{}}>", item, "</div>"),
    "nested h-cite": nested("<div class='u-comment h-cite' id=c{}>", cited, "</div>"),
    "nested without a mark": nested("<div>", signed, "</div>"),
    "one after the other": flat("<li class=comment id=c{}>", said, "</li>"),
    "one after the other, WordPress": flat("<li id=comment-{}>", said, "</li>"),
    "one after the other without a mark": flat("<div>", signed, "</div>"),
    "one after the other, all deep": flat("<div class=comment id=c{}>", said, "</div>"),
}  # fmt: skip


def work(comments: str, count: int, *, deep: bool = False, heading: str = "Comments") -> int:
    """How many lines are run to read the page; all its comments must be found."""
    story = f"<article><h1>A heading of the day</h1><div class='entry-content'>{STORY}</div></article>"
    comments = "<div>" * 400 + comments if deep else comments
    body = f"<html><head><title>A heading</title></head><body>{story}<h3>{heading}</h3>{comments}</body></html>"
    lines = 0

    def trace(frame, event, arg):
        nonlocal lines
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        verdict = weighed(parse(body.encode()))
    finally:
        sys.settrace(before)
    assert len(verdict.comments) == count
    return lines


WITHOUT = {
    "rows": flat(
        "<table><tr>", lambda at: f"<td>{at}</td><td>Joan K{at}</td><td>May {at % 28 + 1}, 2024</td>", "</tr></table>"
    ),
    "times": flat("<time>", lambda at: f"May {at % 28 + 1}, 2024", "</time>"),
    "words": flat("<span>", lambda at: f"word {at} ", "</span>"),
    "links": flat("<a href='/{}'>", lambda at: f"Story number {at} of the day", "</a> "),
    "headings": flat("<h2><a href='/{}'>", lambda at: f"Story number {at} of the day", "</a></h2>"),
    "nested boxes": nested("<div class='date comments'>", lambda at: f"<p>{SENTENCES}{at}</p>", "</div>"),
}


@pytest.mark.parametrize("kind", WITHOUT)
def test_twice_of_what_is_no_comment_is_twice_the_work(kind):
    once, twice = (work(WITHOUT[kind](size), 0, heading="Results") for size in (FEW, 2 * FEW))
    assert twice < MOST * once


@pytest.mark.parametrize("kind", KINDS)
def test_twice_the_comments_are_twice_the_work(kind):
    deep = kind.endswith("deep")
    work(KINDS[kind](FEW), FEW, deep=deep)  # what is kept for further pages is worked out once
    once, twice = (work(KINDS[kind](size), size, deep=deep) for size in (FEW, 2 * FEW))
    assert twice < MOST * once
