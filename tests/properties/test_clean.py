"""What holds for anything that can be given to `feeds.clean`."""

import re
import unicodedata
from html import unescape

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from feeds import clean
from feeds.clean.characters import isolated
from feeds.feed import Entry, Feed
from feeds.model import Article, Comment
from tests.properties import strategies as s

_URI = re.compile(r"https?://[a-z0-9._\[\]:-]+/[A-Za-z0-9._~!$&'()*+,;=:@/?#%-]*")
_TAG = re.compile(r"<[^>]*>")


def harmless(value: str) -> bool:
    """Fit for XML and for W3C: the definition, not our implementation."""
    etree.Element("x").text = value  # raises for what XML forbids
    return not any(
        "\x7f" <= c <= "\x9f" or c in "\ufffd\ufeff" or "\u202a" <= c <= "\u202e" or ord(c) & 0xFFFE == 0xFFFE
        for c in value
    )


def checked_html(html: str) -> None:
    """No parse error, nothing dangerous, absolute addresses only."""
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(html)
    assert harmless(html)
    assert isolated(html)
    for element in tree.iter():
        if element.tag == "DOCUMENT_FRAGMENT":
            continue
        assert element.tag not in {
            "script",
            "style",
            "iframe",
            "object",
            "embed",
            "svg",
            "math",
            "form",
            "input",
            "base",
        }
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert name not in {"style", "class", "id", "srcset", "action"}
            if name in {"href", "src", "poster"}:
                assert _URI.fullmatch(value), value


@given(s.nasty_html, st.sampled_from([s.SITE, None]))
@settings(max_examples=400)
def test_html_parses_is_safe_and_is_a_fixpoint(value, base):
    out = clean.html(value, base)
    checked_html(out)
    assert clean.html(out, base) == out
    assert clean.html(out, None) == out  # nothing relative is left


@given(s.nasty_text)
def test_text_is_one_harmless_line(value):
    out = clean.text(value)
    assert harmless(out)
    assert isolated(out)
    assert out == " ".join(out.split())
    assert clean.text(out) == out


@given(s.nasty_text)
def test_text_loses_nothing_that_can_be_read(value):
    def letters(string: str) -> str:
        return "".join(c for c in string if unicodedata.category(c)[0] in "LN")

    assert letters(clean.text(value)) == letters(value)


@given(s.nasty_text)
def test_block_keeps_lines_and_is_a_fixpoint(value):
    out = clean.block(value)
    assert harmless(out)
    assert "\n\n\n" not in out
    assert clean.block(out) == out
    assert out.split() == clean.text(value).split()


@given(s.nasty_html)
def test_plain_holds_the_words_of_the_html(value):
    words = re.sub(r"\s+", "", clean.plain(value))
    assert harmless(words)
    for word in re.findall(r"Seoul|police|जनता|서울", unescape(_TAG.sub(" ", clean.html(value, s.SITE)))):
        assert word in words


@given(s.nasty_html, st.integers(20, 400))
def test_excerpt_is_one_line_within_its_limit(value, limit):
    out = clean.excerpt(value, limit)
    assert len(out) <= limit
    assert out == clean.text(out)


@given(s.nasty_urls, st.sampled_from([s.SITE, "http://[::1]:8080/a/", None, "nonsense"]))
@settings(max_examples=300)
def test_url_is_canonical_or_none(value, base):
    out = clean.url(value, base)
    if out is not None:
        assert _URI.fullmatch(out)
        assert clean.url(out) == out
        assert not re.search(r"[\[\]|]", out.split("/", 3)[3])
        assert not re.search(r"%(?![0-9A-F]{2})", out)


@given(s.articles)
def test_article_raises_nothing_and_is_a_fixpoint(value):
    out = clean.article(value)
    assert clean.article(out) == out
    checked_html(out.content)
    for text in (out.key, out.title, out.guid or "", out.summary or "", *out.categories, *out.highlights):
        assert harmless(text)
    assert len({name.casefold() for name in out.categories}) == len(out.categories)


@given(s.comments)
def test_comment_raises_nothing_and_is_a_fixpoint(value):
    out = clean.comment(value, s.SITE)
    assert clean.comment(out, s.SITE) == out
    checked_html(out.content)
    assert "mailto:" not in re.sub(r">[^<]*<", "><", out.content)
    assert out.author is None or "@x.example" not in out.author.name


@given(s.feeds())
def test_feeds_keep_the_promises_of_feed_py(feed):
    assert isinstance(feed, Feed)
    assert set(feed.urls) == {(format, feed.url(format)) for format in s.FORMATS}
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    assert list(feed.entries) == sorted(feed.entries, key=lambda entry: entry.published, reverse=True) or len(
        {entry.published for entry in feed.entries}
    ) < len(feed.entries)
    for entry in feed.entries:
        assert isinstance(entry, Entry)
        assert entry.published <= entry.updated <= feed.updated
        assert clean.html(entry.content) == entry.content
        assert clean.text(entry.title) == entry.title != ""


@pytest.mark.parametrize(
    "value", [Article(source="s", key="k", title=""), Comment(source="s", article="a", content="")]
)
def test_empty_records_stay_as_they_are(value):
    assert (clean.article(value) if isinstance(value, Article) else clean.comment(value, None)) == value
