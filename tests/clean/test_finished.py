"""The short way of `feeds.clean.html` gives what the long one gives, and takes what it is there for."""

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.clean.finished import LONGEST, finished
from feeds.clean.markup import html, sanitised
from tests.properties import strategies as s

PIECES = [
    "a", "b c", " ", "  ", ".", "&", "& ", "&amp;", "&lt;", "&gt;", "&nbsp;", "&quot;", "&#8217;", "&copy", "&&",
    "<", ">", '"', "'", "\n", "\n\n", "\t", "\xa0", "\xad", "\u200b", "\u200d", "\u2067", "\u2069", "é", "Ã", "Ã©",
    "Â ", "\ufffd", "\ue000", "\x85", "नमस्ते", "東京", "👍🏽", "<br>", "<br/>", "<BR>", "<br><br>", "<hr>",
    "<!-- x -->", "<img src=/a.png>", "</p>", "<p>", "</p><p>", "</p>\n<p>", "</p>\n\n<p>", "</p> <p>",
    "<p class='x'>", "<h2>", "</h2>", "<h2>x</h2>", "<em>", "</em>", "<em>x</em>", "<em> x</em>", "<em>x </em>",
    "<em></em>", "<b>y</b>", "<b><i>z</i></b>", "<q>w</q>", "<code>v</code>", "<sub>2</sub>", "<a>", "</a>",
    "<a name='x'>", '<a href="https://a.example/b">c</a>', '<a href="https://a.example">c</a>',
    '<a href="http://1.2.3.999/">c</a>', '<a href="/r">c</a>', '<a href="https://xn--a.example/">c</a>',
    '<a href="https://a.example/?a=1&amp;b">c</a>', '<a href="https://a.example/..">c</a>',
    '<a href="https://a.example/x" title="t">c</a>', "<a href='https://a.example/b'>c</a>",
    '<a href="https://a-.example/">c</a>', '<a href="javascript:x">c</a>', '<a href="https://a.example/%zz">c</a>',
]  # fmt: skip
LIKELY = [
    "</p>\n<p>",
    "</li>\n\n<li>",
    "\n",
    "a",
    "b c",
    " ",
    "& ",
    "&amp;",
    "é",
    "<br>",
    "<em>x</em>",
    '<a href="https://a.example/b">c</a>',
]
inline = st.one_of(*(st.lists(st.sampled_from(some), max_size=6).map("".join) for some in (PIECES, LIKELY)))
paragraphs = st.lists(
    st.tuples(st.sampled_from(("<p>", "<p>", "<h1>", "<h6>", "<li>", "<ul><li>", "<blockquote><p>")), inline).map(
        lambda of: of[0] + of[1] + "".join(f"</{tag}" for tag in of[0].split("<")[:0:-1])
    ),
    max_size=4,
).map("".join)


def the_long_way(value, base):
    with patch("feeds.clean.markup.finished", lambda _: None):
        return html(value, base)


@given(st.one_of(inline, paragraphs, s.nasty_html, s.nasty_text), st.sampled_from([s.SITE, None]))
@settings(max_examples=1_000)
def test_the_short_way_gives_what_the_long_one_does(value, base):
    out = html(value, base)
    assert out == the_long_way(value, base)
    if finished(out) == out:
        assert sanitised(out) == out


@pytest.mark.parametrize(
    ("value", "out"),
    [
        ("I was there.", "<p>I was there.</p>"),
        ("5 > 4", "<p>5 &gt; 4</p>"),
        ("<p>One &amp; two<br>three</p>", "<p>One &amp; two<br>three</p>"),
        ("<p>One & two</p>\n\n<p>three</p>", "<p>One &amp; two</p><p>three</p>"),
        ("<h2>Head</h2><p><em>a</em> b, <b>c</b></p>", "<h2>Head</h2><p><em>a</em> b, <b>c</b></p>"),
        ('<p>See <a href="https://a.example/b">here</a>.</p>', '<p>See <a href="https://a.example/b">here</a>.</p>'),
        ("<ul><li>a</li>\n<li>b</li></ul><p>c</p>", "<ul><li>a</li><li>b</li></ul><p>c</p>"),
        ("<blockquote>\n<p>a</p>\n</blockquote>\n\n<p>b</p>", "<blockquote><p>a</p></blockquote><p>b</p>"),
    ],
)
def test_what_it_is_there_for_goes_the_short_way(value, out):
    assert finished(value) == out == the_long_way(value, None)


@pytest.mark.parametrize(
    "value",
    [
        "",
        " ",
        "a\nb",
        "<p>",
        "<p></p>",
        "<p>a",
        "<b>a</b>",
        "<p>a</h1>",
        "<p>a<script>b</script></p>",
        "<p onclick=x>a</p>",
    ],
)
def test_what_needs_a_parser_does_not(value):
    assert finished(value) is None


def test_a_long_body_goes_the_long_way():
    assert finished("a" * LONGEST) is not None
    assert finished("a" * (LONGEST + 1)) is None


@pytest.mark.parametrize(
    "one", ["<p>a</p>", "&amp;", "a<br>", "<em>a</em>", "<p>", '<a href="https://a.example/">b</a>']
)
def test_no_text_takes_long(one):
    value = f"<p>{one * (LONGEST // len(one) - 2)}"
    finished(value[:LONGEST])
    finished(f"{value[: LONGEST - 4]}</p>")
