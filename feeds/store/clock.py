"""Which time a thing gets, once and for good (docs/store.md, "Times").

What a source dates to the moment has that time. What it dates by the day gets midnight plus as many seconds as its
source had things of that day before. What it does not date at all waits until the end of the run and is then laid out a
second apart in the order first seen, the last one at `now`: articles first, then comments by their article, so that the
order is the same whatever the clock says, nothing lies in the future, and no comment lies before its article.
"""

import datetime as dt
from array import array
from collections.abc import Iterator

from sqlalchemy import BindParameter, Connection, bindparam, case, func, insert, select, update

from feeds.store import Given, Run
from feeds.store.rows import SECOND, micros
from feeds.store.tables import articles, comments, days, memberships, sources

WAITING = 0
"""The `published` of a thing that gets its time at the end of the run."""

_DAY_SECONDS = 86_400
_OLDEST_CLOCK = micros(dt.datetime(2025, 1, 1, tzinfo=dt.UTC))
"""A clock before this is wrong: feedhouse did not exist. Comments then lie behind their articles, far from the clock,
and what comes later must lie behind those. With a right clock that would let one article dated 2099 carry all along."""
SLACK = 600 * SECOND
"""How far ahead of ours a source's clock may be before its dates count as future. Two machines that agree on the time
do so within seconds; ten minutes forgive a bad clock without publishing tomorrow's news today."""

CLAMPED = "<"
"""The mark of a time that was clamped to the run's: a guess, as "about" is."""

_BATCH = 2_000


def mark(given: Given) -> str:
    """How a thing is dated, for the column `given`."""
    return {"none": "", "day": given.day, "about": "~", "time": "="}[given.precision]


def replaces(new: str, old: str) -> bool:
    """Whether a time marked `new` takes the place of a stored one marked `old`: a more exact one does, and so does
    another day or moment; a vaguer one does not, and a guess ("2 hours ago") is made only once."""
    exact = {"~", "=", CLAMPED}
    if new in {"", "~", CLAMPED}:
        return new != "" and old not in exact
    return new == "=" or old == "" or (old not in exact and old != new)


class Clock:
    """Gives times within one run of a source."""

    def __init__(self, connection: Connection, run: Run) -> None:
        self._connection = connection
        self._source = run.source
        self._now = micros(run.now)
        self._future = run.future
        self._things: dict[str, int] = {}
        self._articles = array("q")
        self._comments = array("q")
        self._comment_articles = array("q")

    def article(self, seq: int, given: Given) -> int:
        """When the article `seq` was published, or `WAITING`."""
        if given.at is None:
            self._articles.append(seq)
            return WAITING
        return micros(given.at) + (self._nth(given.day) * SECOND if given.precision == "day" else 0)

    def comment(self, seq: int, given: Given, article_seq: int, article: tuple[int, str]) -> int:
        """When the comment `seq` was published, or `WAITING`; `article` is its article's `published` and `given`."""
        published, dated = article
        if given.at is not None and given.precision != "day":
            return micros(given.at)
        if given.at is None or published == WAITING:
            self._comments.append(seq)
            self._comment_articles.append(article_seq)
            return WAITING
        midnight = micros(given.at)
        follows = (
            dated == given.day or published < midnight
        )  # then the count of the day alone keeps it behind its article
        return (midnight if follows else published + SECOND) + self._nth(given.day) * SECOND

    def ahead(self, published: int) -> bool:
        """Whether a time is in the future. A clock that is known to be wrong tells nothing."""
        return published > self._now + SLACK and self._now >= _OLDEST_CLOCK

    def allowed(self, published: int, marked: str) -> tuple[int, str, int | None]:
        """A time that a source gave, as it may stand: published, mark, and when it is due if it is held back."""
        if marked == "" or not self.ahead(published):
            return published, marked, None
        return (self._now, CLAMPED, None) if self._future == "clamp" else (published, marked, published)

    def _nth(self, day: str) -> int:
        if day not in self._things:
            stored = select(days.c.things).where(days.c.source == self._source, days.c.day == day)
            self._things[day] = self._connection.scalar(stored) or 0
        self._things[day] += 1
        return min(self._things[day], _DAY_SECONDS) - 1

    def settle(self) -> None:
        """Give what waits its time, and remember how far the clock has come."""
        for day, things in self._things.items():
            self._remember_day(day, things)
        waiting = len(self._articles) + len(self._comments)
        if waiting == 0:
            return
        last = self._connection.scalar(select(sources.c.clock).where(sources.c.name == self._source)) or 0
        start = max(self._now - (waiting - 1) * SECOND, last + SECOND)
        self._settle_articles(start)
        last = self._settle_comments(start + len(self._articles) * SECOND)
        reached = start + (waiting - 1) * SECOND
        if self._now < _OLDEST_CLOCK:
            reached = max(reached, last)
        self._connection.execute(update(sources).where(sources.c.name == self._source).values(clock=reached))

    def _remember_day(self, day: str, things: int) -> None:
        known = (days.c.source == self._source) & (days.c.day == day)
        if self._connection.execute(update(days).where(known).values(things=things)).rowcount == 0:
            self._connection.execute(insert(days).values(source=self._source, day=day, things=things))

    def _settle_articles(self, start: int) -> None:
        at: BindParameter[int] = bindparam("at")
        later = case((articles.c.updated < at, at), else_=articles.c.updated)
        change = update(articles).where(articles.c.seq == bindparam("of")).values(published=at, updated=later)
        member = update(memberships).where(memberships.c.article_seq == bindparam("of")).values(published=at)
        for some in _batches(self._articles):
            rows = [{"of": self._articles[i], "at": start + i * SECOND} for i in some]
            self._connection.execute(change, rows)
            self._connection.execute(member, rows)

    def _settle_comments(self, start: int) -> int:
        """Give waiting comments their times; the last one given, or 0."""
        floors = self._floors()
        of, seqs = self._comment_articles, self._comments
        order = sorted(range(len(seqs)), key=lambda i: (floors[of[i]][0], of[i], seqs[i]))
        change = update(comments).where(comments.c.seq == bindparam("of")).values(published=bindparam("at"))
        before = start - SECOND
        for some in _batches(order):
            rows = []
            for i in some:
                place = order[i]
                before = max(start + i * SECOND, before + SECOND, floors[of[place]][1] + SECOND)
                rows.append({"of": seqs[place], "at": before})
            self._connection.execute(change, rows)
        return before

    def _floors(self) -> dict[int, tuple[int, int]]:
        """For each article with waiting comments: when it was published, and what its new comments must come after."""
        floors = {}
        seqs = sorted(set(self._comment_articles))
        for some in _batches(seqs, 500):
            chunk = [seqs[i] for i in some]
            newest = (
                select(comments.c.article_seq, func.max(comments.c.published))
                .where(comments.c.article_seq.in_(chunk), comments.c.given == "")
                .group_by(comments.c.article_seq)
            )
            undated = dict(self._connection.execute(newest).all())
            published = select(articles.c.seq, articles.c.published).where(articles.c.seq.in_(chunk))
            for seq, at in self._connection.execute(published):
                floors[seq] = (at, max(at, undated.get(seq, WAITING)))
        return floors


def _batches(items: "array[int] | list[int]", size: int = _BATCH) -> Iterator[range]:
    for start in range(0, len(items), size):
        yield range(start, min(start + size, len(items)))
