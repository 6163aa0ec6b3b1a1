"""No stale thing is ever missed: random edits, and what the store says is stale beside what really differs.

After every run, whatever reads differently than at some earlier revision must be among what `stale_names`,
`stale_archives`, `stale_pages`, `changed_articles` and `removed_articles` name for that revision.
"""

import datetime as dt
import random
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from feeds import identity
from feeds.model import Author, Gone
from feeds.store import Run
from tests.store.whole import archive, articles, comments

NOW = dt.datetime(2025, 7, 1, 12, tzinfo=dt.UTC)
LIMIT, SIZE, WINDOW = 3, 3, dt.timedelta(hours=30)
KEYS = [f"k{n}" for n in range(12)]
SOURCES = ["pages", "wire"]
BOOKKEEPING = {"revision": 0, "content_revision": 0, "changed_at": None, "why": "", "origin": ""}


def plain(article):
    """What an entry shows of an article, without the book-keeping; article keys of a source do not show."""
    return replace(article, **BOOKKEEPING, article=replace(article.article, key="", views=None))


def without_comments(article):
    return replace(plain(article), comments=0, newest_comment=None, comments_ever=0)


def snapshot(store):
    live = {one.seq: one for one in store.changed_articles(0)}
    names = store.names()
    feeds = {}
    for name in names:
        newest = store.newest_articles(LIMIT, WINDOW, name.kind, name.slug)
        feeds[name.kind, name.slug] = (list(map(without_comments, newest)), store.removed(9, name.kind, name.slug))
    assert [(name, articles(store, shown)) for name, shown in store.shown_by_name(names, LIMIT, WINDOW)] == [
        (name, store.newest_articles(LIMIT, WINDOW, name.kind, name.slug)) for name in names
    ]
    archives = {}
    for kind, slug in [(None, None), *((name.kind, name.slug) for name in names)]:
        for page in range(store.archive_pages(SIZE, kind, slug)):
            if shown := archive(store, page, SIZE, kind, slug):
                archives[kind, slug, page] = list(map(without_comments, shown))
    shown = {"articles": store.shown_articles(99, WINDOW), "comments": store.shown_comments(99, WINDOW)}
    for _, of_name in store.shown_by_name(names, 99, WINDOW):
        shown.setdefault("plain articles", []).extend(of_name)
    entries = {of: {one.guid: (one, entry(store, one, of)) for one in found} for of, found in shown.items()}
    pages, talks = {}, {}
    for seq, article in live.items():
        talks[seq] = (plain(article), store.conversation(seq), store.removed_comments(9, seq))
        for page in range(-(-article.comments_ever // SIZE)):
            pages[seq, page] = (without_comments(article), comments(store, store.shown_in_page(seq, page, SIZE)))
    return {"feeds": feeds, "archives": archives, "pages": pages, "talks": talks, "live": set(live), "entries": entries}


def entry(store, shown, of):
    """What an entry shows, apart from whether the comment that it answers is in the same feed."""
    if of != "comments":
        article = store.articles([shown.seq])[shown.seq]
        assert shown.updated == article.updated
        return plain(article) if of == "articles" else without_comments(article)
    comment = store.comments([shown.seq])[shown.seq]
    assert (shown.updated, shown.parent, shown.about) == (comment.published, comment.parent_guid, comment.article_seq)
    about = without_comments(store.articles([comment.article_seq])[comment.article_seq])
    parents = {one.guid: one for one in store.conversation(comment.article_seq)}
    return replace(comment, place=0), parents.get(comment.parent_guid), about


def differing(before, after, of):
    keys = before[of].keys() | after[of].keys()
    return {key for key in keys if before[of].get(key) != after[of].get(key)}


def compare(store, since, before, after):
    names = store.stale_names(since, LIMIT, WINDOW)
    assert differing(before, after, "feeds") <= {(name.kind, name.slug) for name in names}
    assert len({(name.kind, name.slug) for name in names}) == len(names)
    assert differing(before, after, "archives") <= set(store.stale_archives(since, SIZE))
    for of, entries in after["entries"].items():
        for guid, (shown, value) in entries.items():
            if shown.changed <= since and guid in before["entries"].get(of, {}):
                assert value == before["entries"][of][guid][1]
    changed = {one.seq for one in store.changed_articles(since)}
    removed = {one.seq for one in store.removed_articles(since)}
    assert differing(before, after, "talks") <= changed | removed
    assert before["live"] - after["live"] <= removed
    assert not removed & after["live"]
    for seq, page in differing(before, after, "pages"):
        if seq in after["live"] and (seq, page) in after["pages"]:
            assert page in store.stale_pages(seq, since, SIZE)


def check_whole(store):
    """Every live article stands once in the site's archive; newest first; counts agree."""
    live = {one.seq: one for one in store.changed_articles(0)}
    pages = [archive(store, page, SIZE) for page in range(store.archive_pages(SIZE))]
    assert sorted(one.seq for page in pages for one in page) == sorted(live)
    assert all([one.place for one in page] == sorted((one.place for one in page), reverse=True) for page in pages)
    for seq, article in live.items():
        conversation = store.conversation(seq)
        assert article.comments == len(conversation)
        paged = [
            one.seq
            for page in range(-(-article.comments_ever // SIZE))
            for one in comments(store, store.shown_in_page(seq, page, SIZE))
        ]
        assert sorted(paged) == sorted(one.seq for one in conversation)
        assert comments(store, store.shown_in_conversations([seq], 2)[seq]) == conversation[:2]
        assert comments(store, store.shown_in_conversations([seq], 99)[seq]) == conversation
    for name in store.names():
        pages = [
            archive(store, page, SIZE, name.kind, name.slug)
            for page in range(store.archive_pages(SIZE, name.kind, name.slug))
        ]
        member = sorted(seq for seq, one in live.items() if (name.kind, name.slug) in one.names)
        assert sorted(one.seq for page in pages for one in page) == member
        assert name.articles == len(member)
        assert name.newest == max(live[seq].published for seq in member)
    assert sum(state.articles for state in store.sources()) == len(live)


class Editor:
    """Does random things to a newsroom, one run at a time."""

    def __init__(self, rooms, seed):
        self.rooms = rooms
        self.dice = random.Random(seed)
        self.now = NOW

    def run(self):
        self.now += dt.timedelta(minutes=self.dice.choice([1, 5, 700]))
        room = self.dice.choice(self.rooms)
        if self.dice.random() < 0.2:
            room.store.release_due(self.now)
            return
        run = Run(source=room.source, now=self.now, zone=ZoneInfo("UTC"))
        with room.store.transaction(run) as transaction:
            keys = self.dice.sample(KEYS, self.dice.randrange(0, 4))
            drafts = [self.article(room, key) for key in keys]
            waiting = [
                draft
                for draft, outcome in zip(drafts, transaction.put_articles(drafts), strict=True)
                if outcome == "waiting"
            ]
            transaction.put_articles(waiting, final=True)
            comments = {draft.guid: draft for draft in self.comments(room)}
            transaction.put_comments(list(comments.values()))
            transaction.page_read()
            for _ in range(self.dice.choice([0, 0, 0, 1, 2])):
                comment = self.dice.choice([None, str(self.dice.randrange(6))])
                transaction.remove(Gone(source=room.source, key=self.dice.choice(KEYS), comment=comment))
            if self.dice.random() < 0.1:
                missing = transaction.missing([f"{self.dice.choice(KEYS)}.html"])
                transaction.remove_missing(missing)

    def article(self, room, key):
        dice = self.dice
        given = dice.choice([room.at(2025, 6, dice.randrange(20, 30)), room.day(2025, 6, 28), room.at(2025, 7, 1, 13)])
        if dice.random() < 0.15:
            given = type(given)(precision="time", at=self.now + dt.timedelta(hours=dice.choice([1, 30])))
        more = {
            "title": f"Title {dice.randrange(3)}",
            "section": dice.choice(["World", "City", None]),
            "categories": tuple(dice.sample(["A", "B", "C"], dice.randrange(3))),
            "authors": (Author(name="Asha"),) if dice.random() < 0.3 else (),
            "views": dice.randrange(9),
            "origin": f"{key}.html",
        }
        if dice.random() < 0.5:
            more["url"] = f"https://courier.example/{dice.choice(KEYS[:6])}"
        return room.article(key, given, **more)

    def comments(self, room):
        dice = self.dice
        for _ in range(dice.choice([0, 1, 1, 3, 8])):
            key, number = dice.choice(KEYS), str(dice.randrange(6))
            parent = dice.choice([None, None, str(dice.randrange(6))])
            draft = room.comment(key, number, room.at(2025, 6, dice.randrange(1, 30)), parent=parent)
            text = dice.choice(["yes", "The harbour is open again today", "The harbour is open again to-day", "no"])
            draft = replace(draft, comment=replace(draft.comment, content=f"<p>{text}</p>"), origin=f"{key}.html")
            if dice.random() < 0.4:
                made = identity.unkeyed(key, "Asha", text, 1)
                guid = identity.comment_guid("courier.example,2025", room.source, key, made)
                comment = replace(draft.comment, key=made, parent=None)
                draft = replace(draft, comment=comment, guid=guid, keyed=False, text=text, parent=None)
            yield draft


# Two sequences are enough for the second database: its server takes its time.
SEQUENCES = [*(("sqlite", seed) for seed in range(8)), ("postgresql", 0), ("postgresql", 1)]


@pytest.mark.parametrize(("url", "seed"), SEQUENCES, indirect=["url"])
def test_nothing_stale_is_missed(newsroom_of, newsroom, seed):
    rooms = [newsroom_of(newsroom.store, source) for source in SOURCES[: 1 + seed % 2]]
    editor = Editor(rooms, seed)
    store = newsroom.store
    snapshots = {0: snapshot(store)}
    for _ in range(30):
        editor.run()
        after = snapshot(store)
        check_whole(store)
        for since in sorted(snapshots)[-6:]:
            compare(store, since, snapshots[since], after)
        snapshots[store.revision()] = after


def test_a_comment_makes_no_name_and_no_archive_stale(newsroom):
    newsroom.put(*(newsroom.article(key, section="World") for key in "abc"))
    newsroom.put(newsroom.comment("a", "1"))
    store = newsroom.store
    assert store.stale_archives(1, 2) == []
    assert store.stale_names(1, 9, WINDOW) == []
    assert store.stale_pages(1, 1, 2) == [0]
    assert store.stale_pages(2, 1, 2) == []
    assert store.stale_archives(0, 2) == [
        (None, None, 0),
        (None, None, 1),
        ("section", "world", 0),
        ("section", "world", 1),
    ]


def test_an_old_article_s_edit_makes_no_name_stale(newsroom):
    newsroom.put(*(newsroom.article(f"k{n}", newsroom.at(2025, 6, n), section="World") for n in range(1, 9)))
    newsroom.put(newsroom.article("k1", newsroom.at(2025, 6, 1), section="World", content="<p>Edited.</p>"))
    assert newsroom.store.stale_names(1, 3, WINDOW) == []
    assert len(newsroom.store.stale_names(1, 8, WINDOW)) == 1
    assert len(newsroom.store.stale_names(1, 3, dt.timedelta(days=7))) == 1


def test_a_name_that_every_article_left_is_stale_and_empty(newsroom):
    newsroom.put(newsroom.article("a", section="World"))
    newsroom.put(newsroom.article("a", section="City"))
    assert [(name.slug, name.articles) for name in newsroom.store.stale_names(1, 9, WINDOW)] == [
        ("city", 1),
        ("world", 0),
    ]


def test_a_full_page_is_stable(newsroom):
    newsroom.put(*(newsroom.article(f"k{n}", newsroom.at(2025, 6, 1)) for n in range(6)))
    before = archive(newsroom.store, 0, 3)
    newsroom.put(newsroom.article("new", newsroom.at(2020, 1, 1)))
    assert archive(newsroom.store, 0, 3) == before
    assert newsroom.store.stale_archives(1, 3) == [(None, None, 1), (None, None, 2)]
    assert [one.article.key for one in archive(newsroom.store, 2, 3)] == ["new"]
