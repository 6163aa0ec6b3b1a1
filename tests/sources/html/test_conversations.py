"""The same conversations in every kind of markup (markups.py), and pages that look as if they had one."""
# ruff: noqa: E501 - markup stands as sites write it

import importlib.util
from pathlib import Path

import pytest
from lxml import html

from sources.html.judge import Verdict
from sources.html.page import parse
from sources.html.reading import judged

_spec = importlib.util.spec_from_file_location("markups", Path(__file__).with_name("markups.py"))
markups = importlib.util.module_from_spec(_spec)
__import__("sys").modules["markups"] = markups
_spec.loader.exec_module(markups)

SIZES = (2, 3, 5, 8, 13, 21)


def plain(markup: str) -> str:
    tree = html.fragment_fromstring(markup, create_parent="div")
    for node in tree.iter("p", "br"):
        node.tail = f" {node.tail or ''}"
    return " ".join(tree.text_content().split())


def read(page: str) -> Verdict:
    verdict = judged(parse(page.encode()))
    assert isinstance(verdict, Verdict), verdict
    return verdict


@pytest.mark.parametrize("kind", markups.KINDS)
@pytest.mark.parametrize("size", SIZES)
def test_conversation_reads_back_as_it_was_written(kind, size):
    told = markups.thread(size, size)
    verdict = read(markups.KINDS[kind](told))
    assert [(one.author.name, f"{one.published:%Y-%m-%d %H:%M}", plain(one.content)) for one in verdict.comments] == [
        (one.author, f"{one.day} {one.clock}", " ".join(one.paragraphs)) for one in told
    ]


@pytest.mark.parametrize("kind", sorted(set(markups.KINDS) - markups.FLAT))
def test_answers_know_what_they_answer(kind):
    told = markups.thread(3, 13)
    verdict = read(markups.KINDS[kind](told))
    numbers = {said.key: one.number for said, one in zip(verdict.comments, told, strict=True)}
    assert [numbers.get(said.parent) for said in verdict.comments] == [one.parent for one in told]


@pytest.mark.parametrize("kind", markups.KINDS)
def test_nothing_of_the_conversation_is_in_the_body(kind):
    verdict = read(markups.KINDS[kind](markups.thread(7, 9)))
    assert plain(verdict.fields["body"]) == " ".join(markups.STORY)


NONE = {
    "only a form": '<div id="comments"><h3>Leave a comment</h3><p>Your e-mail address will not be published.</p></div>',
    "closed": '<div id="comments" class="comments-area"><p class="no-comments">Comments are closed.</p></div>',
    "a policy": "<section class='comments'><h2>Join the discussion</h2><div class='comment comment-policy'><p>Comments are "
    "moderated, last updated on May 3, 2024 at 10:00. Be kind.</p></div></section>",
    "related stories with dates": "<h3>More stories readers comment on</h3><ul>"
    + "".join(
        f"<li><a href='/s{n}'>Another headline of some length, number {n}</a> <span class='date'>May {n}, 2024 at 10:0{n} am</span></li>"
        for n in range(1, 7)
    )
    + "</ul>",
    "teasers with authors": "".join(
        f"<div class='post'><h3><a href='/s{n}'>Another headline {n}</a></h3><span class='author'>By Ann Other {n}</span> "
        f"<time datetime='2024-05-0{n}T10:00:00Z'>May {n}, 2024</time><p>An excerpt of the other story.</p></div>"
        for n in range(1, 7)
    ),
    "latest comments elsewhere": "<div class='widget'><h3>Recent comments</h3><ul id='recentcomments'>"
    + "".join(
        f"<li class='recentcomments'><span class='comment-author-link'>Jo {n}</span> on <a href='/s{n}#comment-{n}'>Another headline</a></li>"
        for n in range(1, 6)
    )
    + "</ul></div>",
    "trackbacks": "<ol class='commentlist'><li class='pingback' id='comment-7'><p>Pingback: <a href='/x'>Elsewhere</a></p></li></ol>",
    "a timeline": "<h3>What happened</h3><ul>"
    + "".join(f"<li><b>May {n}, 2024</b> The engineers closed arch {n} of the bridge.</li>" for n in range(1, 6))
    + "</ul>",
}


@pytest.mark.parametrize("name", NONE)
def test_a_page_without_comments_gives_none(name):
    assert read(markups.page(NONE[name])).comments == ()
