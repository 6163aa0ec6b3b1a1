"""One run of one source, as one database transaction: everything becomes permanent at once, or nothing does."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, insert, select, update

from feeds.model import Gone
from feeds.store import ArticleDraft, CommentDraft, Missing, Outcome, Run, joining
from feeds.store.clock import Clock
from feeds.store.connect import WRITE, wrapped
from feeds.store.naming import Names
from feeds.store.put_articles import ArticleWriter
from feeds.store.put_comments import CommentWriter
from feeds.store.removal import Remover
from feeds.store.settle import finish, look_around, settle
from feeds.store.shelf import Shelf
from feeds.store.state import State
from feeds.store.tables import sources
from feeds.store.withheld import published


@contextmanager
def transaction(engine: Engine, name: str, authority: str, run: Run) -> Iterator["SqlTransaction"]:
    """Begin one, and end it: in peace with everything settled and kept, on an exception with nothing kept."""
    with wrapped(name), engine.connect() as plain:
        connection = plain.execution_options(**WRITE)
        with connection.begin():
            opened = SqlTransaction(connection, authority, run)
            yield opened
            opened.settle()


class SqlTransaction:
    """`feeds.store.Transaction` on an SQL database."""

    def __init__(self, connection: Connection, authority: str, run: Run) -> None:
        self._connection = connection
        self._source = sources.c.name == run.source
        self._state = State(connection, authority, run)
        self._clock = Clock(connection, run)
        self._names = Names(connection, self._state.revision)
        shelf = Shelf(self._state, self._names)
        self._articles = ArticleWriter(self._state, self._clock, self._names, shelf)
        self._comments = CommentWriter(self._state, self._clock, shelf)
        self._remover = Remover(self._state, shelf, self._articles, self._comments)
        if connection.scalar(select(sources.c.name).where(self._source)) is None:
            connection.execute(insert(sources).values(name=run.source, clock=0, articles=0, comments=0))

    def cursor(self) -> str | None:
        """See `feeds.store.Transaction`."""
        return self._connection.scalar(select(sources.c.cursor).where(self._source))

    def remember(self, cursor: str) -> None:
        """See `feeds.store.Transaction`."""
        self._connection.execute(update(sources).where(self._source).values(cursor=cursor))

    def keep(self, origins: frozenset[str], present: frozenset[str] = frozenset()) -> None:
        """See `feeds.store.Transaction`."""
        self._state.kept, self._state.present = origins, origins | present

    def put_articles(self, drafts: Sequence[ArticleDraft], *, final: bool = False) -> list[Outcome]:
        """See `feeds.store.Transaction`."""
        return self._articles.put(drafts, final=final) if drafts else []

    def put_comments(self, drafts: Sequence[CommentDraft], *, final: bool = False) -> list[Outcome]:
        """See `feeds.store.Transaction`."""
        return self._comments.put(drafts, final=final) if drafts else []

    def wait(self, drafts: Sequence[CommentDraft]) -> None:
        """See `feeds.store.Transaction`."""
        joining.wait(self._state, drafts)

    def wait_no_more(self, guids: Sequence[str] | None = None) -> None:
        """See `feeds.store.Transaction`."""
        joining.forget(self._state, guids)

    def page_read(self, *, whole: bool = True) -> tuple[int, int]:
        """See `feeds.store.Transaction`."""
        return self._comments.page_read(whole=whole)

    def remove(self, gone: Gone) -> bool:
        """See `feeds.store.Transaction`."""
        return self._remover.remove(gone)

    def published(self, withheld: Sequence[Gone]) -> list[Gone]:
        """See `feeds.store.Transaction`."""
        return published(self._state, withheld)

    def missing(self, origins: Collection[str]) -> Missing:
        """See `feeds.store.Transaction`."""
        return self._remover.missing(origins)

    def remove_missing(self, missing: Missing) -> None:
        """See `feeds.store.Transaction`."""
        self._remover.remove_missing(missing)

    def settle(self) -> None:
        """What can only be told at the end: waiting times, counts, parents; then the revision, if anything changed."""
        self._comments.page_read(whole=True)
        look_around(self._connection, self._state.added)
        self._clock.settle()
        settle(self._state)
        self._names.settle()
        self._connection.execute(update(sources).where(self._source).values(last_good=self._state.now))
        finish(self._state)
