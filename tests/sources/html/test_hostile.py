"""Pages that want to hurt: a record or a reason, in bounded time."""

import time
from pathlib import Path

import pytest

from feeds.errors import SourceError
from feeds.model import Article, Comment, Skipped
from sources.html import HtmlPage
from tests.sources.shared.records import read

SENTENCES = "It says that this is a sentence of the story, and that another follows. " * 3
STORY = "".join(f"<p>Paragraph {number} of the story. {SENTENCES}</p>" for number in range(4))


def page(body: str, head: str = "") -> str:
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>A heading of the day</title>{head}</head>"
        f"<body><article><h1>A heading of the day</h1><div class='entry-content'>{body}</div></article></body></html>"
    )


def records(tmp_path: Path, content: str | bytes):
    path = tmp_path / "page.html"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return read(HtmlPage, path)


HURTING = {
    "NULs": page("\0".join(STORY)),
    "lone surrogate": page("\ud800" + STORY),
    "5,000 nested div": page("<div>" * 5000 + STORY + "</div>" * 5000),
    "5,000 nested i": page("<i>" * 5000 + STORY),
    "1,900 nested blockquote": page("<blockquote>" * 1900 + STORY),
    "20,000 attributes": page("<p " + " ".join(f"a{number}=1" for number in range(20_000)) + ">" + STORY),
    "addresses that are none": page(STORY, "<base href='http://[bad'><link rel=canonical href='http://[x'>"),
    "JSON-LD nested 100,000 deep": page(STORY, f"<script type='application/ld+json'>{'[' * 100_000}</script>"),
    "JSON-LD that names itself": page(
        STORY,
        '<script type="application/ld+json">{"@graph":[{"@id":"#a","@type":"Article","headline":"T",'
        '"author":{"@id":"#a"},"comment":{"@id":"#a"},"mainEntity":{"@id":"#a"}}]}</script>',
    ),
    "JSON-LD of wrong types": page(
        STORY,
        '<script type="application/ld+json">{"@type":"Article","headline":{"a":[1]},"author":7,"keywords":{"x":1},'
        '"image":[[["u"]]],"datePublished":["x",{}],"comment":["c",{"text":3}],"publisher":true}</script>',
    ),
    "text after </html>": "<html><body><p>x</p></body></html>" + page(STORY),
}


@pytest.mark.parametrize("name", HURTING)
def test_story_is_read_all_the_same(tmp_path, name):
    started = time.perf_counter()
    article = next(one for one in records(tmp_path, HURTING[name]) if isinstance(one, Article))
    assert article.title == "A heading of the day"
    assert all(f"Paragraph {number} of the story." in article.content for number in range(4))
    assert time.perf_counter() - started < 20


def test_more_than_is_sane_is_refused_with_a_reason(tmp_path):
    with pytest.raises(SourceError, match=r"page\.html: 33 MB of HTML"):
        records(tmp_path, b"<html>" + b"x" * (33 << 20))
    with pytest.raises(SourceError, match="nested more than"):
        records(tmp_path, page("<x-y>" * 3000 + STORY))


@pytest.mark.parametrize("charset", ["cp1252", "utf-16", "utf-8", "iso-8859-1"])
def test_wrong_or_missing_charset_declaration(tmp_path, charset):
    words = "<p>Übermäßig schöne Straßen, sagte die Bürgermeisterin. Für Köln wäre das ärgerlich.</p>"
    [article] = records(tmp_path, page(words + STORY).encode(charset))
    assert "Übermäßig schöne Straßen" in article.content


def test_five_thousand_comments_in_seconds(tmp_path):
    rows = "".join(f"<li id='comment-{n}'><cite class=fn>N{n}</cite><p>Text {n}</p></li>" for n in range(5000))
    started = time.perf_counter()
    comments = [
        one for one in records(tmp_path, page(STORY) + f"<ol class=commentlist>{rows}</ol>") if isinstance(one, Comment)
    ]
    assert len(comments) == 5000
    assert comments[4999].content == "<p>Text 4999</p>"
    assert time.perf_counter() - started < 20


def test_no_comment_in_the_body_and_no_body_in_the_comments(tmp_path):
    said = "<b class='fn'>A</b><div class='comment-content'><p>Quite so.</p></div>"
    thread = f"<div id='comments'><ol class='comment-list'><li id='comment-1'>{said}</li></ol></div>"
    article, comment = records(tmp_path, page(STORY + thread))
    assert "Quite so" not in article.content
    assert comment.content == "<p>Quite so.</p>"
    assert comment.author.name == "A"


def test_torn_tags_among_answers(tmp_path):
    torn = """<div<p a"b='1' :x=2><p>Quite so.</p></div<p>"""
    inner = f"<ol class=children><li id=comment-2><cite class=fn>B</cite><li<p @y=1>{torn}</li></ol>"
    thread = f"<ol><li id=comment-1><cite class=fn>A</cite>{torn}{inner}</li></ol>"
    comments = [one for one in records(tmp_path, page(STORY) + thread) if isinstance(one, Comment)]
    assert [(one.author.name, "Quite so" in one.content) for one in comments] == [("A", True), ("B", True)]


def test_addresses_of_commenters_are_never_read(tmp_path):
    author = "<a class='fn' href='mailto:jo@mail.example'>jo@mail.example</a>"
    thread = f"<ol><li id='comment-1'>{author}<p>Hello there.</p></li></ol>"
    assert "mail.example" not in repr(records(tmp_path, page(STORY) + thread))


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(SourceError, match="cannot be read"):
        read(HtmlPage, tmp_path / "none.html")


@pytest.mark.parametrize("content", ['{"title": "x"}', "Plain text\n\nwith < and >", "", "[1]"])
def test_what_is_no_html_is_left_to_others(content):
    assert HtmlPage.sniff(content.encode(), "x.html") == 0


def test_what_is_no_html_is_refused_with_a_reason(tmp_path):
    [skipped] = records(tmp_path, '{"title": "x"}')
    assert isinstance(skipped, Skipped)
    assert skipped.where == "page.html"
