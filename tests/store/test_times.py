"""Times are given once and for good (DESIGN.md, promise 2): in the order first seen, whatever the clock says."""

import datetime as dt

import pytest

from feeds.store import Given
from tests.store.whole import newest_comments

NOW = dt.datetime(2025, 7, 1, 12, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
CLOCKS = [NOW, dt.datetime(2005, 1, 1, tzinfo=dt.UTC), dt.datetime(2037, 12, 31, tzinfo=dt.UTC)]
ALL = dt.timedelta(days=36500)


def times(newsroom, article_seq=1):
    return {reply.comment.key: reply.published for reply in newsroom.store.conversation(article_seq)}


def test_one_undated_article_has_the_time_it_was_first_seen(newsroom):
    newsroom.put(newsroom.article("a"))
    assert newsroom.articles()["a"].published == newsroom.articles()["a"].updated == NOW


def test_undated_things_are_a_second_apart_in_order_and_never_in_the_future(newsroom):
    newsroom.put(
        newsroom.article("b"), newsroom.article("a"), *(newsroom.comment(of, key) for of in "ab" for key in "12")
    )
    stored = newsroom.articles()
    found = [stored["b"].published, stored["a"].published]
    found += [times(newsroom)[key] for key in "12"] + [times(newsroom, 2)[key] for key in "12"]
    assert found == [NOW - SECOND * n for n in (5, 4, 3, 2, 1, 0)]
    assert [stored["b"].updated, stored["a"].updated] == found[:2]


@pytest.mark.parametrize("now", CLOCKS)
def test_reading_again_changes_no_time(newsroom, now):
    drafts = [newsroom.article("a"), newsroom.comment("a", "1"), newsroom.comment("a", "2")]
    newsroom.put(*drafts, now=now)
    before = times(newsroom), newsroom.articles()["a"].published
    newsroom.put(*drafts, now=now + dt.timedelta(days=1))
    newsroom.put(drafts[0], newsroom.comment("a", "0"), newsroom.comment("a", "1", text="edited"), drafts[2], now=now)
    after = times(newsroom)
    assert ({key: after[key] for key in "12"}, newsroom.articles()["a"].published) == before
    assert after["0"] > after["2"] > after["1"] > before[1]


@pytest.mark.parametrize("now", CLOCKS)
def test_undated_comments_follow_a_dated_article(newsroom, now):
    newsroom.put(
        newsroom.article("a", newsroom.at(2025, 6, 1)), *(newsroom.comment("a", key) for key in "cab"), now=now
    )
    newsroom.put(newsroom.comment("a", "z"), now=now)
    found = times(newsroom)
    assert dt.datetime(2025, 6, 1, tzinfo=dt.UTC) < found["c"] < found["a"] < found["b"] < found["z"]


def test_the_clock_changes_no_order_and_no_id(newsroom, tmp_path):
    from feeds.store import open_store

    def fill(now):
        newsroom.put(
            *(newsroom.article(key, newsroom.day(2025, 6, 1)) for key in "ab"),
            newsroom.article("c", newsroom.at(2024, 6, 1)),
            *(newsroom.comment(of, key) for of in "cab" for key in "123"),
            now=now,
        )
        newsroom.put(newsroom.comment("a", "4"), newsroom.comment("b", "4"), now=now)
        found = [(reply.guid, about.guid) for reply, about in newest_comments(newsroom.store, 99, ALL)]
        return found, [stored.guid for stored in newsroom.store.newest_articles(99, ALL)]

    first = fill(CLOCKS[0])
    for number, now in enumerate(CLOCKS[1:]):
        with open_store(f"sqlite:///{tmp_path}/{number}.db", "courier.example,2025") as newsroom.store:
            assert fill(now) == first


def test_a_clock_put_back_does_not_put_new_things_before_old_ones(newsroom):
    newsroom.put(newsroom.article("a"), now=CLOCKS[2])
    newsroom.put(newsroom.article("b"), now=CLOCKS[0])
    stored = newsroom.articles()
    assert stored["b"].published > stored["a"].published


def test_days_are_spaced_in_the_order_first_seen(newsroom):
    newsroom.put(
        newsroom.article("b", newsroom.day(2025, 6, 16)),
        newsroom.article("a", newsroom.day(2025, 6, 16)),
        newsroom.article("c", newsroom.day(2025, 6, 17)),
        newsroom.comment("b", "1", newsroom.day(2025, 6, 16)),
    )
    newsroom.put(newsroom.article("d", newsroom.day(2025, 6, 16)))
    stored = newsroom.articles()
    midnight = dt.datetime(2025, 6, 16, tzinfo=dt.UTC)
    assert [(stored[key].published - midnight) // SECOND for key in "bacd"] == [0, 1, 86400, 3]
    assert times(newsroom)["1"] == midnight + 2 * SECOND


def test_a_comment_dated_by_the_day_follows_its_article(newsroom):
    newsroom.put(
        newsroom.article("a", newsroom.at(2025, 6, 16, 18)),
        newsroom.article("u"),
        *(newsroom.comment("a", key, newsroom.day(2025, 6, 16)) for key in "21"),
        newsroom.comment("u", "1", newsroom.day(2025, 6, 16)),
    )
    found = times(newsroom)
    assert newsroom.articles()["a"].published < found["2"] < found["1"]
    assert newsroom.articles()["u"].published < times(newsroom, 2)["1"]


@pytest.mark.parametrize("first", ["none", "day", "about"])
def test_a_real_time_takes_the_place_of_a_vague_one_for_good(newsroom, first):
    vague = {
        "none": Given(),
        "day": newsroom.day(2025, 6, 16),
        "about": Given(precision="about", at=dt.datetime(2025, 6, 16, 7, tzinfo=dt.UTC)),
    }[first]
    real = newsroom.at(2025, 6, 16, 8, 30)
    newsroom.put(newsroom.article("a", vague, section="World"), newsroom.comment("a", "1", vague))
    newsroom.put(newsroom.article("a", real, section="World"), newsroom.comment("a", "1", real))
    newsroom.put(newsroom.article("a", vague, section="World"), newsroom.comment("a", "1", vague))
    stored = newsroom.articles()["a"]
    assert stored.published == stored.updated == times(newsroom)["1"] == stored.newest_comment == real.at
    assert newsroom.store.names()[0].newest == real.at


def test_a_guess_is_made_only_once(newsroom):
    newsroom.put(newsroom.article("a"), newsroom.comment("a", "1", Given(precision="about", at=NOW)))
    later = Given(precision="about", at=NOW + dt.timedelta(hours=1))
    assert newsroom.put(newsroom.comment("a", "1", later)) == ["unchanged"]
    assert newsroom.put(newsroom.comment("a", "1", later, text="edited")) == ["changed"]
    assert times(newsroom)["1"] == NOW


def test_another_day_is_a_correction(newsroom):
    newsroom.put(newsroom.article("a", newsroom.day(2025, 6, 16)))
    newsroom.put(newsroom.article("a", newsroom.day(2025, 6, 17)))
    assert newsroom.articles()["a"].published == dt.datetime(2025, 6, 17, tzinfo=dt.UTC)


def test_more_things_than_seconds_of_a_day(newsroom):
    """They share the day's last second instead of running into the next day."""
    newsroom.put(newsroom.article("a", newsroom.at(2025, 6, 16)))
    comments = [newsroom.comment("a", str(n), newsroom.day(2025, 6, 17)) for n in range(2500)]
    newsroom.put(*comments)
    found = times(newsroom)
    assert len(found) == len(set(found.values())) == 2500
