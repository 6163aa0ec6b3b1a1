"""Saved pages beside the records that they hold: adding a pair is adding a test. `refused/` has other texts."""

import datetime as dt
import json
import os
import re
from pathlib import Path

import pytest

from feeds.errors import SourceError
from feeds.model import Article, Author, Comment, Dateline, Origin, PullQuote, Skipped
from sources.text import TextPage
from tests.sources.text.records import plain, read

HERE = Path(__file__).parent
ENDS = ("\n", "\r\n", "\r")
PAGES = sorted((HERE / "pages").glob("*.txt"))
REFUSED = json.loads((HERE / "refused.json").read_text("utf-8"))
SEED = Path(os.environ.get("FEEDHOUSE_SEED", HERE.parents[3] / "shared" / "seed")) / "article-page.txt"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page(page):
    assert [plain(record) for record in read(page)] == json.loads(page.with_suffix(".json").read_text("utf-8"))
    assert TextPage.sniff(page.read_bytes()[:65536], page.name) >= 0.8


@pytest.mark.parametrize("page", sorted((HERE / "refused").glob("*.txt")), ids=lambda page: page.stem)
def test_other_layouts_are_refused_with_a_reason(page):
    assert read(page) == [Skipped(where=page.name, why=REFUSED[page.stem])]
    assert TextPage.sniff(page.read_bytes(), page.name) == 0.3


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "empty"),
        (b" \r\n\r\n \t", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"%PDF-1.7\n1 0 obj\n", "not a text file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not a text file"),
        (bytes(range(256)) * 8, "not a text file"),
        (b"<!DOCTYPE html><html><body><p>June 16, 2025</p></body></html>", "HTML or XML, not plain text"),
        (b"\n<?xml version='1.0'?><rss/>", "HTML or XML, not plain text"),
        (b"Title\n" + b"<p>text <a href='/'>x</a></p>\n" * 9, "HTML or XML, not plain text"),
        (b'{"title": "x"}\n{"title": "y"}\n', "JSON, not plain text"),
        (b'[{"a": 1}]', "JSON, not plain text"),
        (b"[1, 2, 3]", "JSON, not plain text"),
    ],
)
def test_what_is_no_plain_text(tmp_path, body, why):
    (tmp_path / "page.txt").write_bytes(body)
    assert read(tmp_path / "page.txt") == [Skipped(where="page.txt", why=why)]
    assert TextPage.sniff(body, "page.html") == 0


def test_unknown_text_is_claimed_by_its_suffix_only():
    assert TextPage.sniff(b"milk\neggs\n", "list.txt") == 0.3
    assert TextPage.sniff(b"milk\neggs\n", "list.csv") < 0.3


# A carriage return alone is a Macintosh's, and so is the charset then.
WRITTEN = [(charset, end) for charset in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be") for end in ENDS]


@pytest.mark.parametrize(("encoding", "end"), [*WRITTEN, ("cp1252", "\n"), ("cp1252", "\r\n"), ("mac_roman", "\r")])
def test_encodings_and_line_ends(tmp_path, encoding, end):
    text = (HERE / "pages" / "tabs-nbsp.txt").read_text("utf-8")
    (tmp_path / "tabs-nbsp.txt").write_bytes(text.replace("\n", end).encode(encoding))
    expected = json.loads((HERE / "pages" / "tabs-nbsp.json").read_text("utf-8"))
    assert [plain(record) for record in read(tmp_path / "tabs-nbsp.txt")] == expected


def test_a_head_cut_inside_a_letter_is_still_known():
    body = (HERE / "pages" / "korean-portal.txt").read_bytes()
    assert all(TextPage.sniff(body[: len(body) - cut], "page.txt") >= 0.8 for cut in range(6))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(SourceError, match=r"gone\.txt: cannot be read: No such file"):
        read(tmp_path / "gone.txt")


def test_a_page_over_http(tmp_path):
    class Http:
        def get(self, url, *, accept="*/*"):
            class Response:
                body, charset = (HERE / "pages" / "short.txt").read_bytes(), "utf-8"

            assert accept.startswith("text/plain")
            return Response()

    origin = Origin(source="pages", name="short", key="short", url="https://courier.example/short.txt")
    (article,) = TextPage(origin).read(Http(), None)
    assert (article.title, article.url) == ("Bakery strike ends", "https://courier.example/short.txt")


@pytest.mark.skipif(not SEED.exists(), reason=f"no seed page at {SEED}")
def test_the_seed_gives_the_whole_record_and_nothing_else():
    article, *comments = read(SEED)
    text = SEED.read_text("utf-8")
    assert isinstance(article, Article)
    assert article.title == text.split("\n", 1)[0]
    assert article.authors == (Author(name="IANS", kind="organisation"),)
    assert article.published == dt.date(2025, 6, 16)
    assert not isinstance(article.published, dt.datetime)
    assert article.views == 272
    assert article.summary == text.split("\n\n")[2]
    assert article.pull_quote == PullQuote(text=text.split("\n\n")[3].split('"')[1], attribution="Lee Jae-myung")
    assert article.dateline == Dateline(place="Seoul", date="June 16")
    assert (len(article.highlights), article.content.count("<p>"), len(comments)) == (4, 16, 6)
    assert (article.categories, article.section, article.url, article.updated) == ((), None, None, None)
    names = [comment.author.name for comment in comments if isinstance(comment, Comment)]
    assert names == ["Rajiv K.", "Priya M.", "Arjun S.", "Sunita R.", "Vikram J.", "Neha P."]
    assert all((comment.published, comment.key, comment.parent) == (None, None, None) for comment in comments)
    _each_line_once(text, article, comments)


def _each_line_once(text, article, comments):
    """Every line is the content of one field, or one of those that are no content."""
    body = re.findall("<p>(.*?)</p>", article.content)
    said = [part for comment in comments for part in re.findall("<p>(.*?)</p>", comment.content)]
    names = [comment.author.name for comment in comments]
    content = [article.title, article.summary, *article.highlights, *body, *said, *names]
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    rest = [line for line in lines if line not in content]
    assert all(lines.count(part) == 1 for part in content)
    furniture = r"IANS .*views|\".*Lee Jae-myung|Key Points|[1-4]|Reader Comments|Here are 6 .*|[RPASVN]|We welcome .*|"
    furniture += r"Leave a Comment|Your email .*|Disclaimer: .*|Tags:"
    assert [line for line in rest if not re.fullmatch(furniture, line)] == []
