"""Ids, slugs and addresses are minted once; sections, tags and authors are one whatever their case."""

import datetime as dt

from feeds.model import Author

ALL = dt.timedelta(days=36500)


def test_newest_articles_of_a_section(newsroom):
    newsroom.put(
        newsroom.article("a", newsroom.at(2025, 6, 1), section="World"),
        newsroom.article("b", newsroom.at(2025, 6, 2), section="Sport"),
        newsroom.article("c", newsroom.at(2025, 6, 3), section="world"),
    )
    found = newsroom.store.newest_articles(9, ALL, "section", "world")
    assert [stored.article.key for stored in found] == ["c", "a"]
    assert newsroom.store.newest_articles(9, ALL, "tag", "world") == []


def test_names_are_one_whatever_their_case(newsroom):
    newsroom.put(
        newsroom.article("a", newsroom.at(2025, 6, 1), section="World", categories=("C++", "C")),
        newsroom.article("b", newsroom.at(2025, 6, 2), section="WORLD", authors=(Author(name="Asha  Rao"),)),
    )
    found = {(name.kind, name.slug): (name.name, name.articles, name.newest.day) for name in newsroom.store.names()}
    assert found == {
        ("author", "asha-rao"): ("Asha  Rao", 1, 2),
        ("section", "world"): ("World", 2, 2),
        ("tag", "c"): ("C++", 1, 1),
        ("tag", "c-2"): ("C", 1, 1),
    }
    assert list(found) == sorted(found)


def test_an_article_that_changes_its_section_leaves_the_old_one(newsroom):
    newsroom.put(newsroom.article("a", newsroom.at(2025, 6, 1), section="World"))
    newsroom.put(newsroom.article("a", newsroom.at(2025, 6, 3), section="Sport"))
    assert [(name.slug, name.articles, name.newest.day) for name in newsroom.store.names()] == [("sport", 1, 3)]
    newsroom.put(newsroom.article("a", newsroom.at(2025, 6, 4), section="Sport"))
    assert [(name.slug, name.articles, name.newest.day) for name in newsroom.store.names()] == [("sport", 1, 4)]
    assert newsroom.store.newest_articles(9, ALL, "section", "world") == []


def test_slugs_are_minted_once_and_unique(newsroom):
    drafts = [newsroom.article(key, title="Same") for key in ("1", "2", "3")]
    newsroom.put(*drafts, newsroom.article("4", title="Same 2"))
    newsroom.put(newsroom.article("5", title="SAME"), newsroom.article("1", title="Renamed"))
    assert [newsroom.articles()[key].slug for key in "12345"] == ["same", "same-2", "same-3", "same-2-2", "same-4"]


def test_a_good_guid_is_kept_and_given_only_once(newsroom):
    newsroom.put(
        newsroom.article("a", guid="https://courier.example/?p=1"),
        newsroom.article("b", guid="https://courier.example/?p=1"),
        newsroom.article("c", guid="17"),
    )
    newsroom.put(newsroom.article("a", guid="https://courier.example/?p=99", title="Other"))
    guids = [newsroom.articles()[key].guid for key in "abc"]
    assert guids == [
        "https://courier.example/?p=1",
        "tag:courier.example,2025:pages/b",
        "tag:courier.example,2025:pages/17",
    ]


def test_an_article_without_address_gets_one_from_the_pattern(newsroom):
    newsroom.permalink = "https://courier.example/{year}/{month}/{slug}"
    newsroom.put(
        newsroom.article("news/bridge", newsroom.at(2025, 6, 1)), newsroom.article("x", url="https://a.example/")
    )
    urls = [stored.article.url for stored in newsroom.store.changed_articles(0)]
    assert urls == ["https://courier.example/2025/06/bridge", "https://a.example/"]
    newsroom.permalink = "https://courier.example/{slug}"
    assert newsroom.put(newsroom.article("news/bridge", newsroom.at(2025, 6, 1))) == ["changed"]
    assert next(newsroom.store.changed_articles(1)).article.url == "https://courier.example/bridge"
