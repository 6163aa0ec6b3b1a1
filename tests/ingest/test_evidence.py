"""Evidence on its way from an adapter into the store: small, bounded, and never a reason to lose a record."""

import json

import pytest

from tests.newsroom import NOW, build, published, sample, traces

CONFIG = """
[site]
title = "The Courier"
url = "https://courier.example/"
description = "News."

[[sources]]
name = "pages"
path = "pages"
"""
PAGE = """<!doctype html><html lang="en"><head><title>The bridge opens</title>
<meta property="og:title" content="The bridge opens"></head><body><article><h1>{}The bridge opens</h1>
<time datetime="2025-06-16T09:00:00Z">16 June</time><p>After nine years the bridge over the river was opened.</p>
<p>Thousands of people walked across it on the first day, said the town's mayor.</p></article></body></html>"""


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ({}, None),
        (None, None),
        (["title"], None),
        ({"title": "h1"}, {"title": "h1"}),
        ({"title": None, 7: "h1"}, {"7": "h1", "title": "None"}),
        ({"title": "h\x001\ud800<b>\n x"}, {"title": "h1<b> x"}),
        ({"b": "2", "a": "1"}, {"a": "1", "b": "2"}),
    ],
)
def test_evidence_is_kept_as_it_can_be(desk, told, kept):
    desk.write("pages/a.jsonl", {"article": {"evidence": told}})
    report = desk.run()
    assert report.articles.new == 1
    evidence = desk.articles()["a"].evidence
    assert (json.loads(evidence) if evidence else None) == kept
    assert desk.articles()["a"].article.evidence == {}, "it stands in the store once"


def test_evidence_is_bounded(desk):
    desk.write("pages/a.jsonl", {"article": {"evidence": {f"field {n}": "x" * 9_000 for n in range(999)}}})
    desk.run()
    assert len(desk.articles()["a"].evidence) < 4_000


def test_other_evidence_for_the_same_page_touches_no_document(tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    (tmp_path / "feedhouse.toml").write_text(CONFIG)
    (pages / "bridge.html").write_text(PAGE.format(""))
    build(tmp_path / "feedhouse.toml")
    before = traces(tmp_path / "out")
    (tmp_path / "feedhouse.toml").write_text(CONFIG + 'select = { title = "h1" }\n')
    report = build(tmp_path / "feedhouse.toml", now=NOW.replace(day=2))
    assert (report.sources[0].files, report.sources[0].articles.unchanged) == (1, 1)
    assert report.why == "nothing changed"
    assert traces(tmp_path / "out") == before


def test_evidence_stands_in_no_document(tmp_path):
    build(sample(tmp_path / "newsroom"))
    for name, body in published(tmp_path / "newsroom/out").items():
        assert b"evidence" not in body, name
        assert b"opengraph: meta" not in body, name
