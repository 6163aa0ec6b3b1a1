"""Floors on the shared pages with truth: what was measured when they were written, less a page's worth of slack."""

import datetime as dt
import gzip
import json
import os
import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import html

from sources.html.judge import Verdict
from sources.html.page import parse
from sources.html.reading import judged

CORPORA = Path(os.environ.get("FEEDHOUSE_CORPORA", Path(__file__).parents[4] / "shared" / "corpora"))

pytestmark = pytest.mark.skipif(not CORPORA.is_dir(), reason="the shared corpora are not here (FEEDHOUSE_CORPORA)")


def plain(markup: str | None) -> str:
    return (
        " ".join(" ".join(html.fragment_fromstring(markup, create_parent="div").itertext()).split()) if markup else ""
    )


def f1(found: str, expected: str) -> float:
    one, two = (Counter(re.findall(r"\w+", text.lower())) for text in (found, expected))
    return 2 * (one & two).total() / max(1, one.total() + two.total())


def wanted(body: dict) -> str:
    return " ".join(
        [*body["summary"], *(text for part in body["sections"] for text in [*part["headline"], *part["paragraphs"]])]
    )


def same_minute(found: object, expected: str) -> bool:
    truth = dt.datetime.fromisoformat(expected)
    if not isinstance(found, dt.datetime):
        return False
    if truth.tzinfo is None or found.tzinfo is None:
        found, truth = found.replace(tzinfo=None), truth.replace(tzinfo=None)
    return abs((found - truth).total_seconds()) < 60


@pytest.fixture(scope="module")
def news() -> list[tuple[dict, dict]]:
    read = []
    for name, case in json.loads((CORPORA / "news-pages/truth.json").read_text("utf-8")).items():
        verdict = judged(parse(gzip.decompress((CORPORA / "news-pages" / f"{name}.gz").read_bytes()), url=case["url"]))
        read.append((verdict.fields if isinstance(verdict, Verdict) else {}, case["truth"]))
    return read


def share(hits: list[float]) -> float:
    return sum(hits) / len(hits)


def test_news_titles(news):
    assert share([fields.get("title") == truth["title"] for fields, truth in news]) >= 0.87


def test_news_authors(news):
    known = [(fields, truth["authors"]) for fields, truth in news if truth.get("authors") is not None]
    assert share([{one.name for one in fields.get("authors", ())} == set(truth) for fields, truth in known]) >= 0.86


def test_news_times(news):
    assert share([same_minute(fields.get("published"), truth["publishing_date"]) for fields, truth in news]) >= 0.95


def test_news_topics(news):
    known = [(fields, truth["topics"]) for fields, truth in news if truth.get("topics") is not None]
    hits = [
        {one.lower() for one in fields.get("categories", ())} == {one.lower() for one in truth}
        for fields, truth in known
    ]
    assert share(hits) >= 0.66


def test_news_bodies(news):
    assert share([f1(plain(fields.get("body")), wanted(truth["body"])) for fields, truth in news]) >= 0.95


@pytest.fixture(scope="module")
def blogs() -> list[tuple[str, str, dict]]:
    read = []
    for name, case in json.loads((CORPORA / "comment-pages/truth.json").read_text("utf-8")).items():
        verdict = judged(parse((CORPORA / "comment-pages" / name).read_bytes(), url=case["url"]))
        assert isinstance(verdict, Verdict), name
        said = " ".join(plain(one.content) for one in verdict.comments)
        read.append((plain(verdict.fields.get("body")), said, case))
    return read


def test_comments_are_found(blogs):
    # The one that is missed is a copyright line, which the truth calls a comment.
    assert share([" ".join(text.split()) in said for _, said, case in blogs for text in case["comments"]]) >= 0.95


def test_text_is_found(blogs):
    assert all(" ".join(text.split()) in body for body, _, case in blogs for text in case["with"])


def test_nothing_of_the_page_around_is_taken(blogs):
    assert (
        share([" ".join(text.split()) in f"{body} {said}" for body, said, case in blogs for text in case["without"]])
        <= 0.04
    )
