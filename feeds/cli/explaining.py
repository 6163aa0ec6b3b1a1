"""How a page was understood, for `feedhouse extract --explain`: in words, or as a value for a script.

For each field: its value, the strategy and the place that gave it, and what other strategies would have given. For each
selector of the configuration: how many places of the page it found.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from feeds.ingest import Reading
from feeds.model import Article, Clue, Comment

FIELDS = (
    "title", "subtitle", "authors", "published", "updated", "summary", "content", "highlights", "pull_quote",
    "dateline", "section", "categories", "language", "url", "image", "views", "comments",
)  # fmt: skip
_LOST = 6  # candidates of a field that are shown
_LINES = 20  # of a page that told nothing
_WIDE = 100


def text(reading: Reading) -> Iterator[str]:
    """The lines about one file or address."""
    articles = [record for record in reading.records if isinstance(record, Article)]
    who = f"read by {reading.adapter}" if reading.adapter else "not read"
    yield f"{reading.where}: {who}{'' if articles or not reading.adapter else ', no article taken'}"
    if reading.clues:
        yield from _clues(reading.clues)
    else:
        for article in articles:
            yield from _article(article, _comments(reading, article))


def as_dicts(readings: Iterable[Reading]) -> dict[str, dict[str, Any]]:
    """The same by the key of an article: its adapter, its fields, each with what was not taken, and the selectors."""
    found = {}
    for reading in readings:
        for article in (record for record in reading.records if isinstance(record, Article)):
            clues = reading.clues or tuple(_told(article, _comments(reading, article)))
            selectors = [clue for clue in clues if clue.matches is not None]
            found[article.key] = {
                "adapter": reading.adapter,
                "fields": {name: _field(name, clues) for name in _names(clues)},
                "select": [
                    {"field": one.field, "selector": one.by, "matches": one.matches, "taken": one.taken}
                    for one in selectors
                ],
            }
    return found


def _field(name: str, clues: Iterable[Clue]) -> dict[str, Any]:
    mine = [clue for clue in clues if clue.field == name and clue.matches is None]
    taken = next((clue for clue in mine if clue.taken), None)
    others = [{"by": clue.by, "found": clue.found} for clue in mine if not clue.taken]
    return {"by": taken.by if taken else None, "found": taken.found if taken else None, "others": others}


def _names(clues: Iterable[Clue]) -> list[str]:
    """The fields that the clues are about, an article's own first."""
    known = dict.fromkeys(clue.field for clue in clues if clue.matches is None)
    return [*(name for name in FIELDS if name in known), *(name for name in known if name not in FIELDS)]


def _clues(clues: tuple[Clue, ...]) -> Iterator[str]:
    for name in _names(clues):
        mine = [clue for clue in clues if clue.field == name and clue.matches is None]
        yield from _candidates(name, mine, _LOST if name in FIELDS else _LINES)
    known = {clue.field for clue in clues if clue.matches is None}
    if missing := [name for name in FIELDS if name not in known]:
        yield f"  not found     {', '.join(missing)}"
    selectors = [clue for clue in clues if clue.matches is not None]
    if selectors:
        yield "  select"
        yield from _selectors(selectors)


def _candidates(name: str, clues: list[Clue], most: int) -> Iterator[str]:
    taken = next((clue for clue in clues if clue.taken), None)
    if taken:
        yield f"  {name:<13} {taken.found}"
        yield f"  {'':<13}   by {taken.by}"
    others = [clue for clue in clues if not clue.taken]
    for number, clue in enumerate(others[:most]):
        start = name if not (taken or number) else ""
        same = taken is not None and clue.found == taken.found
        word = "also" if same else "not " if name in FIELDS else "    "
        yield f"  {start:<13}   {word} {clue.by}{'' if same else f': {clue.found}'}"
    if len(others) > most:
        yield f"  {'':<13}   and {len(others) - most} more"


def _selectors(clues: list[Clue]) -> Iterator[str]:
    width = min(40, max(len(clue.by) for clue in clues))
    answered: set[str] = set()
    for clue in clues:
        yield f"    {clue.field:<18} {clue.by:<{width}}  {_matches(clue, later=clue.field in answered)}"
        if clue.matches:
            answered.add(clue.field)


def _matches(clue: Clue, *, later: bool) -> str:
    if not clue.matches:
        return "matched nothing"
    count = f"matched {clue.matches}"
    shown = f": {clue.found}" if clue.found else ""
    if later:
        return f"{count}, not needed: a selector before it matched"
    return count + (shown if clue.taken else f", but nothing was made of it{shown}")


def _article(article: Article, comments: int) -> Iterator[str]:
    """An article whose adapter tells no more than its evidence, or nothing."""
    for clue in _told(article, comments):
        yield f"  {clue.field:<13} {clue.found}"
        if clue.by:
            yield f"  {'':<13}   by {clue.by}"


def _told(article: Article, comments: int) -> Iterator[Clue]:
    for name in FIELDS:
        value = _counted(comments) if name == "comments" else getattr(article, name)
        if value not in (None, "", ()):
            yield Clue(field=name, by=article.evidence.get(name, ""), found=_short(value), taken=True)


def _counted(comments: int) -> str | None:
    return None if not comments else f"{comments} comment{'s' if comments > 1 else ''}"


def _short(value: object) -> str:
    from feeds import clean  # noqa: PLC0415  nh3 and the cleaning tables, not for --help

    if isinstance(value, tuple):
        value = ", ".join(str(getattr(one, "name", one)) for one in value)
    shown = " ".join(clean.plain(str(getattr(value, "url", None) or getattr(value, "text", None) or value)).split())
    return shown if len(shown) <= _WIDE else f"{shown[: _WIDE - 1]}…"


def _comments(reading: Reading, article: Article) -> int:
    return sum(isinstance(record, Comment) and record.article == article.key for record in reading.records)
