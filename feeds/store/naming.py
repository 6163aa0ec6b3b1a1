"""Slugs and the sections, tags and authors that articles stand under: minted once, unique whatever their case."""

import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence

from sqlalchemy import Column, ColumnElement, Connection, and_, bindparam, func, insert, select, tuple_, update

from feeds.identity import slug as slug_of
from feeds.store import ArticleDraft, NameKind
from feeds.store.tables import memberships, names

NameKey = tuple[NameKind, str]


class Slugs:
    """Gives out slugs that are unique in one column, among the rows that `where` picks."""

    def __init__(self, connection: Connection, column: Column[str], *where: ColumnElement[bool]) -> None:
        self._connection = connection
        self._column = column
        self._where = where
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}

    def look_up(self, bases: Collection[str]) -> None:
        """Find out in one query which of these are taken; `mint` needs it for every base."""
        query = select(self._column).where(self._column.in_(set(bases) - self._taken), *self._where)
        self._taken.update(self._connection.scalars(query))

    def mint(self, base: str) -> str:
        """`base`, or with the first of "-2", "-3" … that is free."""
        if base not in self._taken:
            self._taken.add(base)
            return base
        if base not in self._next:
            family = and_(self._column >= f"{base}-", self._column < f"{base}.")  # "." follows "-" in ASCII
            self._taken.update(self._connection.scalars(select(self._column).where(family, *self._where)))
        number = self._next.get(base, 2)
        while f"{base}-{number}" in self._taken:
            number += 1
        self._next[base] = number + 1
        self._taken.add(f"{base}-{number}")
        return f"{base}-{number}"


class Names:
    """Sections, tags and authors: found or made, and their articles counted."""

    def __init__(self, connection: Connection, revision: int) -> None:
        self._connection = connection
        self._revision = revision
        self._places: dict[int, int] = {}
        self._known: dict[NameKey, tuple[int, str]] = {}
        self._slugs = {
            kind: Slugs(connection, names.c.slug, names.c.kind == kind) for kind in ("section", "tag", "author")
        }
        self._seq = connection.scalar(select(func.max(names.c.seq))) or 0
        self._count: Counter[int] = Counter()
        self._moved: set[int] = set()

    def look_up(self, drafts: Sequence[ArticleDraft]) -> None:
        """Make sure that every name of these articles is known, in the order first seen."""
        asked: dict[NameKey, str] = {}
        for draft in drafts:
            for kind, name in draft.names:
                asked.setdefault((kind, fold(name)), name)
        missing = {key: name for key, name in asked.items() if key not in self._known}
        if missing:
            self._load(missing)
            self._make({key: name for key, name in missing.items() if key not in self._known})

    def of(self, draft: ArticleDraft) -> dict[int, tuple[NameKind, str]]:
        """An article's names by number, each with its kind and slug; in the order given, each once."""
        found = {}
        for kind, name in draft.names:
            seq, slug = self._known[kind, fold(name)]
            found[seq] = (kind, slug)
        return found

    def of_slugs(self, pairs: Sequence[tuple[NameKind, str]]) -> dict[int, tuple[NameKind, str]]:
        """The same for an article that has them already, by kind and slug."""
        query = select(names).where(tuple_(names.c.kind, names.c.slug).in_(list(pairs)))
        found = {(row.kind, row.slug): row for row in self._connection.execute(query)}
        for row in found.values():
            self._places.setdefault(row.seq, row.places)
        return {found[pair].seq: pair for pair in pairs if pair in found}

    def joined(self, seq: int) -> int:
        """An article came under this name: its place there."""
        self._count[seq] += 1
        self._moved.add(seq)
        self._places[seq] += 1
        return self._places[seq] - 1

    def left(self, seq: int) -> None:
        """An article left this name."""
        self._count[seq] -= 1
        self._moved.add(seq)

    def moved(self, seq: int) -> None:
        """An article under this name has another time."""
        self._moved.add(seq)

    def settle(self) -> None:
        """Write how many articles each name has now, and when its newest was published."""
        newest = select(func.max(memberships.c.published)).where(memberships.c.name_seq == bindparam("of"))
        latest = func.coalesce(newest.scalar_subquery(), names.c.newest)
        count = names.c.articles + bindparam("by")
        change = (
            update(names)
            .where(names.c.seq == bindparam("of"))
            .values(
                articles=count,
                newest=latest,
                places=func.coalesce(bindparam("given"), names.c.places),
                revision=self._revision,
            )
        )
        rows = [{"of": seq, "by": self._count[seq], "given": self._places.get(seq)} for seq in sorted(self._moved)]
        if rows:
            self._connection.execute(change, rows)

    def _load(self, keys: Collection[NameKey]) -> None:
        query = select(names).where(tuple_(names.c.kind, names.c.folded).in_(list(keys)))
        for row in self._connection.execute(query):
            self._known[row.kind, row.folded] = (row.seq, row.slug)
            self._places.setdefault(row.seq, row.places)

    def _make(self, missing: dict[NameKey, str]) -> None:
        for kind, slugs in self._slugs.items():
            slugs.look_up([slug_of(name) for (of, _), name in missing.items() if of == kind])
        rows = []
        for (kind, folded), name in missing.items():
            self._seq += 1
            slug = self._slugs[kind].mint(slug_of(name))
            self._known[kind, folded] = (self._seq, slug)
            self._places[self._seq] = 0
            rows.append(
                {
                    "seq": self._seq,
                    "kind": kind,
                    "folded": folded,
                    "slug": slug,
                    "name": name,
                    "articles": 0,
                    "newest": 0,
                    "places": 0,
                    "revision": self._revision,
                }
            )
        if rows:
            self._connection.execute(insert(names), rows)


def fold(name: str) -> str:
    """What makes two spellings one name: case, Unicode form and white space do not count."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
