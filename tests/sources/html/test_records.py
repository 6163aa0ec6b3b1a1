"""Conversations without marks of their own, and the ends at which marked ones frayed: what went wrong once, each small."""
# ruff: noqa: E501 - markup stands as sites write it

import pytest

from sources.html.judge import Verdict
from sources.html.page import parse
from sources.html.reading import judged

STORY = (
    "<p>The board voted on Tuesday to replace the old swing bridge with a fixed one, ending a dispute of eleven years.</p>"
    * 4
)
ONE, TWO = (
    ("Ruth Okonkwo", "2019-05-06", "Who pays?"),
    ("Müller, K.", "2019-05-21", "I was there on May 3, 2018 and it was a farce."),
)


def read(inner: str, lang: str = "en") -> list[tuple[str, str, str]]:
    page = f"<html lang='{lang}'><title>The bridge of the board</title><article><h1>The bridge of the board</h1><div class='story-body'>{STORY}</div></article>{inner}</html>"
    verdict = judged(parse(page.encode(), url="https://courier.example/a"))
    assert isinstance(verdict, Verdict), verdict
    return [
        (
            one.author.name,
            f"{one.published:%Y-%m-%d}" if one.published else "",
            one.content.removeprefix("<p>").removesuffix("</p>"),
        )
        for one in verdict.comments
    ]


TOLD = {
    "terms, days and texts": "<h3>Comments</h3><dl><dt>Ruth Okonkwo</dt><dd>6 May 2019</dd><dd>Who pays?</dd><dt>Müller, K.</dt><dd>21 May 2019</dd><dd>I was there on May 3, 2018 and it was a farce.</dd></dl>",
    "said at the end of the term": "<h2>Comments (2)</h2><dl><dt>At <a href='#1'>May 6, 2019</a>, <span>Ruth Okonkwo</span> said…</dt><dd>Who pays?</dd><dt>At <a href='#2'>May 21, 2019</a>, <span>Müller, K.</span> said…</dt><dd>I was there on May 3, 2018 and it was a farce.</dd></dl>",
    "a table with a head": "<h3>Comments</h3><table><tr><th>Name<th>Date<th>Comment</tr><tr><td>Ruth Okonkwo<td>2019-05-06<td>Who pays?</tr><tr><td>Müller, K.<td>2019-05-21<td>I was there on May 3, 2018 and it was a farce.</tr></table>",
    "looks for class names": "<section><h2>Comments</h2>"
    + "".join(
        f"<div class='flex' id='comment-{n}'><div><div class='flex'><span class='font-bold'>{name}</span><span class='text-sm text-gray'>{day}</span></div><div class='prose'><p>{said}</p></div></div></div>"
        for n, (name, day, said) in enumerate((ONE, TWO), 1)
    )
    + "</section>",
    "weekdays tell the month": "<div class='comments'><div class='comment' id='c1'><h3><a href='#c1'>A title</a></h3><div class='submitted'>Submitted by <span class='username'>Ruth Okonkwo</span> on Mon, 05/06/2019 - 08:00</div><div class='content'><p>Who pays?</p></div></div><div class='comment' id='c2'><div class='submitted'>Submitted by <span class='username'>Müller, K.</span> on Tue, 05/21/2019 - 09:00</div><div class='content'><p>I was there on May 3, 2018 and it was a farce.</p></div></div></div>",
    "another day tells the month": "<div id='posts'><table id='post7'><tr><td class='thead'>05-06-2019, 07:12 AM<td class='thead'>#1</tr><tr><td><a class='bigusername'>Ruth Okonkwo</a><div class='smallfont'>Join Date: Mar 2007</div><td><div id='post_message_7'>Who pays?</div></tr></table><table id='post8'><tr><td class='thead'>05-21-2019, 09:12 AM<td class='thead'>#2</tr><tr><td><a class='bigusername'>Müller, K.</a><td><div id='post_message_8'>I was there on May 3, 2018 and it was a farce.</div></tr></table></div>",
    "microdata beside an unmarked article": "".join(
        f"<article itemscope itemtype='http://schema.org/Comment' id='comment_{n}'><b itemprop='creator'>{name}</b><meta itemprop='datePublished' content='{day}'><p itemprop='text'>{said}</p></article>"
        for n, (name, day, said) in enumerate((ONE, TWO), 1)
    ),
    "JSON-LD, a script each": "<script type='application/ld+json'>{\"@type\": \"Article\", \"headline\": \"The bridge of the board\"}</script>"
    + "".join(
        f'<script type="application/ld+json">{{"@type": "Comment", "@id": "#{n}", "text": "{said}", "dateCreated": "{day}", "author": "{name}", "parentItem": {{"@id": "#article"}}}}</script>'
        for n, (name, day, said) in enumerate((ONE, TWO), 1)
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", TOLD)
def test_both_comments_are_read(kind):
    assert read(TOLD[kind]) == [ONE, TWO]


def test_names_without_times_are_read_under_a_heading():
    said = "".join(
        f"<div class='a'><b>{name}</b> said:</div><div class='b'><p>Text of {name}.</p></div>"
        for name in ("Jo", "Ann", "Kim")
    )
    assert read(f"<h3>Comments</h3>{said}") == [(name, "", f"Text of {name}.") for name in ("Jo", "Ann", "Kim")]


def test_a_known_comment_around_a_partly_read_one():
    """A theme whose first comment tells all by class and whose answers do not."""
    outer = "<li id='comment-1'><cite class='fn'>Jo</cite><time datetime='2019-05-06T10:00:00Z'>x</time><div class='comment-content'><p>First.</p></div>"
    inner = "<ul><li id='comment-2'><strong>Ann</strong> <small>May 7, 2019 at 3:00 pm</small><div class='comment-text'><p>Answered.</p></div></li></ul>"
    assert read(f"<ol class='commentlist'>{outer}{inner}</li></ol>") == [
        ("Jo", "2019-05-06", "First."),
        ("Ann", "2019-05-07", "Answered."),
    ]


NONE = {
    "sections of the site": "<h3>Opinion</h3><ul>" + "".join(f"<li><a href='/{n}'>{n}</a></li>" for n in ("Editorials", "Letters", "Columnists")) + "</ul>",
    "documentation": "<h3>Response</h3><div><code>headers</code><p>We have seen some attributes of it already.</p></div><div><code>type</code><p>It also has a type.</p></div>",
    "other blogs": "<div class='comments'><ul>" + "".join(f"<li><a href='https://{n}.example/'>{n}</a> on <a href='https://{n}.example/7'>A headline of another story there</a></li>" for n in ("Ann", "Kim", "Jo")) + "</ul></div>",
}  # fmt: skip


@pytest.mark.parametrize("kind", NONE)
def test_what_only_looks_like_a_conversation_is_none(kind):
    assert read(NONE[kind]) == []
