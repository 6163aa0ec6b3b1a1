"""What the parts of one transaction share."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from feeds.store import Run
from feeds.store.rows import micros
from feeds.store.tables import articles, comments, meta

BATCH = 1_000
"""How many rows one query asks for or writes."""


@dataclass(slots=True)
class Replied:
    """An article whose conversation changed: how many places it has given out, whether parents are to be looked at,
    what happened."""

    ever: int
    threaded: bool = False
    new: int = 0
    edited: int = 0
    removed: int = 0

    def place(self) -> int:
        """The next place."""
        self.ever += 1
        return self.ever - 1

    def told(self) -> str:
        """What happened, in words."""
        counts = ((self.new, "new"), (self.edited, "edited"), (self.removed, "removed"))
        return "comments: " + ", ".join(f"{count} {word}" for count, word in counts if count)


class State:
    """The run, its revision, the next numbers, and what is to be settled at the end."""

    def __init__(self, connection: Connection, authority: str, run: Run) -> None:
        self.connection = connection
        self.authority = authority
        self.run = run
        self.now = micros(run.now)
        stored = connection.scalar(select(meta.c.value).where(meta.c.key == "revision"))
        self.revision = int(stored or 0) + 1
        self.changed = False
        self.kept: frozenset[str] = frozenset()
        self.present: frozenset[str] = frozenset()
        self.replied: dict[int, Replied] = {}
        self.whys: dict[int, str] = {}  # of articles that were there before this run
        self.live: Counter[tuple[str, str]] = Counter()  # by kind and source: how many more are published
        self.answered: list[str] = []  # ids of comments that came or went: replies to them change
        self._article_seq = connection.scalar(select(func.max(articles.c.seq))) or 0
        self._comment_seq = connection.scalar(select(func.max(comments.c.seq))) or 0
        self.articles_before = self._article_seq
        self.comments_before = self._comment_seq

    def replied_to(self, article_seq: int, ever: int) -> Replied:
        """The conversation of an article, which changes; `ever` as stored."""
        if (known := self.replied.get(article_seq)) is None:
            known = self.replied[article_seq] = Replied(ever)
        return known

    @property
    def added(self) -> int:
        """How many articles and comments are new."""
        return self._article_seq - self.articles_before + self._comment_seq - self.comments_before

    def next_article(self) -> int:
        """The next article's place in the order first seen."""
        self._article_seq += 1
        return self._article_seq

    def next_comment(self) -> int:
        """The next comment's place in the order first seen."""
        self._comment_seq += 1
        return self._comment_seq
