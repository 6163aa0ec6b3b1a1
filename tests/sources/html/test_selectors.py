"""A site's own selectors: what they name is what counts, and a wrong one says which it is."""
# ruff: noqa: E501 - markup stands as sites write it

import datetime as dt
from pathlib import Path

import pytest

from feeds.errors import SourceError
from feeds.model import Article, Comment, Origin
from sources.html import HtmlPage, explain
from sources.html.page import parse
from sources.html.selectors import compiled

PAGE = """<!doctype html><html lang="en"><head><title>x</title><meta property="og:title" content="A title for search engines">
<meta name="when" content="2024-05-01T08:00:00+02:00"></head><body>
<h1 class="t">The title on the page</h1><div class="deck">What it is about</div><span class="w">Jane Roe and John Doe</span>
<div class="txt"><p>First paragraph.</p><ul><li>one</li></ul></div><div class="txt"><p>Second paragraph.</p></div>
<div class="tags"><a>Bridges</a> <a>Rivers</a></div><img class="lead" data-src="/i/bridge.jpg" src="blank.gif" alt="The bridge">
<div class="say" id="s1"><u>ann</u><i>2 May 2024, 10:00</i><q>It is open!</q>
  <div class="say" id="s2"><u>bob</u><i>2 May 2024, 11:00</i><q>At last.</q></div></div></body></html>"""

SELECT = {
    "title": "h1.t",
    "subtitle": "div.deck",
    "authors": ".w",
    "published": "//meta[@name='when']/@content",
    "content": "div.txt",
    "categories": ".tags a",
    "image": "img.lead",
    "comments": "div.say",
    "comment_author": "u",
    "comment_published": ["b.none", "./i"],
    "comment_content": "q",
}


def read(tmp_path: Path, select: object, page: str = PAGE) -> list:
    path = tmp_path / "page.html"
    path.write_text(page, "utf-8")
    return list(
        HtmlPage(Origin(source="s", name="page.html", key="page", path=path, options={"select": select})).read(
            None, None
        )
    )


def test_selectors_outrank_everything(tmp_path):
    article, *comments = read(tmp_path, SELECT)
    assert isinstance(article, Article)
    assert article.title == "The title on the page"
    assert article.subtitle == "What it is about"
    assert [one.name for one in article.authors] == ["Jane Roe", "John Doe"]
    assert article.published == dt.datetime.fromisoformat("2024-05-01T08:00:00+02:00")
    assert article.content == "<p>First paragraph.</p><ul><li>one</li></ul><p>Second paragraph.</p>"
    assert article.categories == ("Bridges", "Rivers")
    assert article.language == "en"
    assert [(one.key, one.parent, one.author.name, str(one.published), one.content) for one in comments] == [
        ("1", None, "ann", "2024-05-02 10:00:00", "<p>It is open!</p>"),
        ("2", "1", "bob", "2024-05-02 11:00:00", "<p>At last.</p>"),
    ]
    assert all(isinstance(one, Comment) for one in comments)


def test_explain_names_the_selector():
    evidence = explain(parse(PAGE.encode()), compiled(SELECT))
    assert evidence["title"] == "selectors: h1.t"
    assert evidence["body"] == "selectors: div.txt"
    assert evidence["published"] == "selectors: //meta[@name='when']/@content"
    assert evidence["comments"] == "selectors: div.say"


def test_what_a_selector_does_not_find_is_read_as_ever(tmp_path):
    article, *_ = read(tmp_path, {"title": "h1.none", "content": "div.txt"})
    assert article.title in {"The title on the page", "A title for search engines"}


@pytest.mark.parametrize(
    ("select", "message"),
    [
        ({"title": "h1["}, r"select\.title: 'h1\[' is no CSS selector"),
        ({"title": "//h1["}, r"select\.title: '//h1\[' is no XPath selector"),
        ({"title": "//x:h1"}, r"select\.title: '//x:h1' is no XPath selector"),
        ({"title": "//h1[nothing()]"}, r"select\.title: '//h1\[nothing\(\)\]' is no XPath selector"),
        ({"titel": "h1"}, r"select\.titel: no such field; there are title, "),
        ({"title": 7}, r"select\.title: 7 is no selector"),
        ({"title": ""}, r"select\.title: '' is no selector"),
        ("h1", r"select: a table of selectors is expected"),
    ],
)
def test_a_wrong_selector_is_named(tmp_path, select, message):
    with pytest.raises(SourceError, match=message):
        read(tmp_path, select)
