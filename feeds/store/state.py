"""What the parts of one transaction share."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from feeds.store import Run
from feeds.store.rows import micros
from feeds.store.tables import articles, comments, meta

BATCH = 1_000
"""How many rows one query asks for or writes."""


@dataclass(slots=True)
class Replied:
    """An article whose conversation changed: how many comments it ever had, and whether parents are to be looked at."""

    ever: int
    threaded: bool = False


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
        self.replied: dict[int, Replied] = {}
        self._article_seq = connection.scalar(select(func.max(articles.c.seq))) or 0
        self._comment_seq = connection.scalar(select(func.max(comments.c.seq))) or 0

    def next_article(self) -> int:
        """The next article's place in the order first seen."""
        self._article_seq += 1
        return self._article_seq

    def next_comment(self) -> int:
        """The next comment's place in the order first seen."""
        self._comment_seq += 1
        return self._comment_seq
