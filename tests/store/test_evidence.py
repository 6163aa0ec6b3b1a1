"""How a field was found is kept for `feedhouse explain`, and nothing that is published hangs on it."""

import datetime as dt
from dataclasses import replace

LATER = dt.datetime(2026, 7, 2, 12, tzinfo=dt.UTC)


def told(newsroom, key, evidence, **fields):
    return replace(newsroom.article(key, newsroom.at(2025, 6, 1), **fields), evidence=evidence)


def test_evidence_comes_back(newsroom):
    newsroom.put(told(newsroom, "a", '{"title":"jsonld: headline"}'), newsroom.article("b"))
    found = newsroom.articles()
    assert found["a"].evidence == '{"title":"jsonld: headline"}'
    assert found["b"].evidence == ""


def test_a_change_of_evidence_alone_makes_nothing_stale(newsroom):
    newsroom.put(told(newsroom, "a", '{"title":"jsonld: headline"}'), told(newsroom, "b", ""))
    before, revision = newsroom.articles(), newsroom.store.revision()
    put = [told(newsroom, "a", ""), told(newsroom, "b", '{"title":"selectors: h1"}')]
    assert newsroom.put(*put, now=LATER) == ["unchanged", "unchanged"]
    assert newsroom.store.revision() == revision
    assert list(newsroom.store.changed_articles(revision)) == []
    after = newsroom.articles()
    assert (after["a"].evidence, after["b"].evidence) == ("", '{"title":"selectors: h1"}')
    assert replace(after["a"], evidence=before["a"].evidence) == before["a"]
    assert replace(after["b"], evidence=before["b"].evidence) == before["b"]


def test_an_edited_article_brings_its_new_evidence(newsroom):
    newsroom.put(told(newsroom, "a", '{"title":"jsonld: headline"}'))
    assert newsroom.put(told(newsroom, "a", '{"title":"selectors: h1"}', title="Another"), now=LATER) == ["changed"]
    assert newsroom.articles()["a"].evidence == '{"title":"selectors: h1"}'


def test_what_another_source_fills_in_leaves_the_owners_evidence(newsroom):
    url = "https://courier.example/news/bridge"
    newsroom.put(told(newsroom, "a", '{"title":"jsonld: headline"}', url=url))
    other = type(newsroom)(newsroom.store, source="wire")
    assert other.put(told(other, "9", '{"summary":"named"}', url=url, summary="In short."), now=LATER) == ["changed"]
    (stored,) = newsroom.store.changed_articles(0)
    assert stored.article.summary == "In short."
    assert stored.evidence == '{"title":"jsonld: headline"}'
