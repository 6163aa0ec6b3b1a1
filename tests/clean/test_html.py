"""HTML made safe. A case is `cases/NAME.html` beside `cases/NAME.expected.html`; adding a pair is adding a test."""

from pathlib import Path

import html5lib
import pytest

from feeds import clean
from feeds.clean.markup import LONGEST

BASE = "https://courier.example/news/a"
CASES = sorted(path for path in (Path(__file__).parent / "cases").glob("*.html") if ".expected" not in path.name)


def read(path: Path) -> str:
    return path.read_bytes().decode()


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_case(case):
    out = clean.html(read(case), BASE)
    assert out + "\n" == read(case.with_suffix(".expected.html"))
    html5lib.HTMLParser(strict=True).parseFragment(out)
    assert clean.html(out, BASE) == out


def test_there_are_cases():
    assert len(CASES) > 30


def test_without_base_relative_links_leave_their_text_and_relative_images_go():
    assert clean.html("<a href='/a'>text</a><img src='b.png'>", None) == "<p>text</p>"


def test_lone_surrogates_are_removed():
    assert clean.html("<p>a\ud800b\udfff</p>") == "<p>ab</p>"


def test_text_without_tags_does_not_need_the_parser_and_gives_the_same():
    text = "One > two.\n\nThree\u2067."
    assert (
        clean.html(text) == clean.html(f"<p>{text.replace(chr(10) * 2, '<p>')}") == "<p>One &gt; two.</p><p>Three.</p>"
    )


HOSTILE = {
    "divs": "<div>" * 100_000 + "x",
    "lists": "<ul><li>x" * 60_000,
    "quotes": "<blockquote>x" * 60_000,
    "formatting": "".join(f"<font color={n}>" for n in range(2000)) + "<p>x" * 100_000,
    "a long link around many paragraphs": f"<a href='/{'y' * 1900}'>" + "<p>x" * 200_000,
    "attributes": "<a " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x",
    "attributes, never closed": "<a " + "/".join(f"a{n}" for n in range(300_000)),
    "tables": "<table>x" * 60_000,
    "ampersands": "<p>" + "&" * 3_000_000,
    "less-than": "<" * 3_000_000,
    "comments": "<!--" * 500_000,
    "quotation marks": '<a href="' * 300_000,
    "NULs": "<p>" + "\0" * 3_000_000,
    "ten megabytes": "<p>hello <b>x</b> world</p>\n" * 400_000,
    "one word": "x" * 10_000_000,
}


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.timeout(60)  # most take under a second; an unbounded one takes hours
def test_hostile_input_is_bounded(value):
    out = clean.html(value, BASE)
    assert len(out) <= LONGEST
    assert clean.html(out, BASE) == out
    clean.plain(value)


def test_a_long_body_is_cut_where_a_reader_can_go_on():
    out = clean.html("<p>hello world</p>" * 50_000, BASE)
    assert out.endswith(f'<p>hello world</p><p><a href="{BASE}">…</a></p>')
    assert LONGEST - 20_000 < len(out) <= LONGEST
    assert clean.html("<p>hello world</p>" * 50_000).endswith("<p>hello world</p><p>…</p>")


def test_text_behind_a_picture_in_line_is_not_cut_off():
    assert clean.html(f"<img src='data:image/png;base64,{'A' * 3_000_000}'><p>text</p>") == "<p>text</p>"
