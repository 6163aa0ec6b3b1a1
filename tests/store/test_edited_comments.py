"""A comment without a key keeps its id when its text is corrected, and is not taken for another (docs/identity.md)."""

import datetime as dt
import time
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from feeds import identity
from feeds.model import Author
from feeds.store import Run

NOW = dt.datetime(2025, 7, 1, 12, tzinfo=dt.UTC)
BRIDGE = "https://courier.example/news/bridge"
AUTHORITY = "courier.example,2025"


def run(room):
    return room.store.transaction(Run(source=room.source, now=NOW, zone=ZoneInfo("UTC")))


def keyless(room, article, text, author="Asha", ordinal=1):
    key = identity.unkeyed(article, author, text, ordinal)
    draft = room.comment(article, key, text=text)
    comment = replace(draft.comment, author=Author(name=author) if author else None)
    guid = identity.comment_guid(AUTHORITY, room.source, article, key)
    return replace(draft, comment=comment, guid=guid, keyed=False, text=text, ordinal=ordinal)


def read(room, *comments, whole=True):
    """One page, read again."""
    with run(room) as transaction:
        outcomes = transaction.put_comments(list(comments))
        return outcomes, transaction.page_read(whole=whole)


def said(room, seq=1):
    return {one.guid: one.comment.content for one in room.store.conversation(seq)}


def test_a_keyless_comment_keeps_its_id_when_its_text_is_corrected(newsroom):
    first, second = "I think the brigde is a fine thing to have.", "The ferry was better, if you ask me."
    newsroom.put(newsroom.article("a"), keyless(newsroom, "a", first), keyless(newsroom, "a", second, "Min"))
    before = {one.seq: (one.guid, one.published) for one in newsroom.store.conversation(1)}
    corrected = first.replace("brigde", "bridge")
    page = [
        keyless(newsroom, "a", "Above.", "Kim"),
        keyless(newsroom, "a", corrected),
        keyless(newsroom, "a", second, "Min"),
    ]
    assert read(newsroom, *page) == (["new", "new", "unchanged"], (1, 0))
    after = {one.seq: (one.guid, one.published) for one in newsroom.store.conversation(1)}
    assert before.items() <= after.items()
    assert said(newsroom)[before[1][0]] == f"<p>{corrected}</p>"
    revision = newsroom.store.revision()
    assert read(newsroom, *page) == (["unchanged"] * 3, (0, 0))  # known by its new words as well
    assert newsroom.store.revision() == revision
    again = corrected.replace("fine", "very fine")
    assert read(newsroom, keyless(newsroom, "a", again), *page[::2])[1] == (1, 0)
    assert len(said(newsroom)) == 3
    assert said(newsroom)[before[1][0]] == f"<p>{again}</p>"


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("I think the brigde is a fine thing to have.", "Min"),
        ("Something else altogether.", "Asha"),
        ("I think so too.", "Asha"),
    ],
)
def test_other_words_or_another_author_are_another_comment(newsroom, text, author):
    newsroom.put(newsroom.article("a"), keyless(newsroom, "a", "I think the brigde is a fine thing to have!"))
    assert read(newsroom, keyless(newsroom, "a", text, author))[1] == (0, 0)
    assert len(said(newsroom)) == 2


def test_the_first_words_and_the_corrected_ones_at_once_are_two(newsroom):
    old, new = "The bridge is a fine thing to hav.", "The bridge is a fine thing to have."
    newsroom.put(newsroom.article("a"), keyless(newsroom, "a", old))
    read(newsroom, keyless(newsroom, "a", new))
    assert len(said(newsroom)) == 1
    read(newsroom, keyless(newsroom, "a", new), keyless(newsroom, "a", old))
    assert sorted(said(newsroom).values()) == [f"<p>{old}</p>", f"<p>{new}</p>"]


def test_a_page_that_breaks_off_edits_nothing(newsroom):
    old, new = "The bridge is a fine thing to hav.", "The bridge is a fine thing to have."
    newsroom.put(newsroom.article("a"), keyless(newsroom, "a", old))
    page = [keyless(newsroom, "a", new), keyless(newsroom, "a", "Me too.", "Kim")]
    assert read(newsroom, *page, whole=False)[1] == (0, 1)
    assert sorted(said(newsroom).values()) == ["<p>Me too.</p>", f"<p>{old}</p>"]
    assert read(newsroom, *page)[1] == (1, 0)
    assert sorted(said(newsroom).values()) == ["<p>Me too.</p>", f"<p>{new}</p>"]


def test_a_comment_on_a_renamed_article_is_found_by_its_words(newsroom):
    newsroom.put(newsroom.article("a", url=BRIDGE), keyless(newsroom, "a", "Well said."))
    newsroom.put(newsroom.article("b", url=BRIDGE))
    assert newsroom.put(keyless(newsroom, "b", "Well said.")) == ["unchanged"]


def test_edits_on_a_page_of_many_comments_take_no_day(newsroom):
    words = [f"Comment number {n} of the nameless is {n * 7919 % 1000} words long" for n in range(4000)]
    newsroom.put(newsroom.article("a"), *(keyless(newsroom, "a", text, "") for text in words))
    start = time.process_time()
    outcomes, (edited, _) = read(newsroom, *(keyless(newsroom, "a", f"{text}!", "") for text in words))
    assert time.process_time() - start < 60  # all pairs would be 16 million comparisons
    assert len(outcomes) == 4000
    assert edited > 0
