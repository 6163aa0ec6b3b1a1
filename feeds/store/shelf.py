"""Where live articles stand: in the site's archive and under their names. A place is given once; who leaves it leaves a
hole, and who comes back gets the next one."""

from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from feeds.store import NameKind
from feeds.store.naming import Names
from feeds.store.rows import add
from feeds.store.state import State
from feeds.store.tables import articles, graves, holes, memberships

NamesOf = dict[int, tuple[NameKind, str]]
"""An article's names by number."""

_LEAVE = delete(memberships).where(
    memberships.c.article_seq == bindparam("article"), memberships.c.name_seq == bindparam("of")
)


class Shelf:
    """Puts articles where they belong, a batch at a time: `write` after some calls of the others."""

    def __init__(self, state: State, names: Names) -> None:
        self._state = state
        self._names = names
        self._next: int = state.connection.scalar(select(func.coalesce(func.max(articles.c.place) + 1, 0))) or 0
        self._joined: list[tuple[int, int, int, int]] = []
        self._left: list[dict[str, Any]] = []
        self._holes: list[dict[str, Any]] = []

    def join(self, seq: int, names: NamesOf, published: int) -> int:
        """An article goes live: its place in the site's archive."""
        self._join(seq, names, published)
        self._next += 1
        return self._next - 1

    def leave(self, seq: int, place: int | None, gone: int | None) -> None:
        """An article is live no more; if it was removed, when: then its names remember it."""
        if place is not None:
            self.hole("site", 0, place)
        mine = self._mine(seq)
        self._leave(seq, mine)
        if gone is not None and mine:
            rows = [{"article_seq": seq, "name_seq": name, "gone": gone} for name in mine]
            self._state.connection.execute(insert(graves), rows)

    def back(self, seq: int) -> None:
        """A removed article is removed no more: the names that it stood under lose its tombstone."""
        mine = graves.c.article_seq == seq
        for name in self._state.connection.scalars(select(graves.c.name_seq).where(mine)).all():
            self._names.moved(name)
        self._state.connection.execute(delete(graves).where(mine))

    def move(self, seq: int, names: NamesOf, published: int) -> None:
        """A live article may have other names or another time."""
        mine = self._mine(seq)
        self._leave(seq, {name: place for name, place in mine.items() if name not in names})
        self._join(seq, {name: names[name] for name in names if name not in mine}, published)
        stayed = [name for name in names if name in mine]
        change = update(memberships).where(memberships.c.article_seq == seq, memberships.c.published != published)
        if stayed and self._state.connection.execute(change.values(published=published)).rowcount:
            for name in stayed:
                self._names.moved(name)

    def hole(self, kind: str, owner: int, place: int) -> None:
        """A place was left."""
        self._holes.append({"revision": self._state.revision, "kind": kind, "owner": owner, "place": place})

    def write(self) -> None:
        """Write what has gathered."""
        connection = self._state.connection
        if self._left:
            connection.execute(_LEAVE, self._left)
        if self._holes:
            connection.execute(insert(holes), self._holes)
        if self._joined:
            add(connection, memberships, self._joined)
        self._left.clear()
        self._holes.clear()
        self._joined.clear()

    def _mine(self, seq: int) -> dict[int, int]:
        query = select(memberships.c.name_seq, memberships.c.place).where(memberships.c.article_seq == seq)
        return {row.name_seq: row.place for row in self._state.connection.execute(query)}

    def _join(self, seq: int, names: NamesOf, published: int) -> None:
        self._joined += [(name, self._names.joined(name), seq, published) for name in names]

    def _leave(self, seq: int, places: dict[int, int]) -> None:
        for name, place in places.items():
            self._left.append({"article": seq, "of": name})
            self._names.left(name)
            self.hole("name", name, place)
