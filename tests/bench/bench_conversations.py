"""How well conversations are read that programs wrote: `python tests/bench/bench_conversations.py` prints a table.

The same conversations in every kind of markup of tests/sources/html/markups.py and bare.py, and articles that have
none. Beside ours in the same run: trafilatura, which gives the comments' text alone; readability knows no comments, and
is asked whether it takes them into the body.
"""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from bench_pages import Reading, Table, bag, plain, programs, score  # noqa: E402

from tests.sources.html import bare, markups  # noqa: E402

SIZES = (3, 8, 21)
MARKUPS = {**markups.KINDS, **{kind: partial(bare.written, kind) for kind in bare.KINDS}}


def measure(table: Table, program: Callable[[bytes, str | None], Reading]) -> None:
    """Every kind of markup at every size."""
    for kind, markup in MARKUPS.items():
        for size in SIZES:
            told = markups.thread(size, size)
            got = table.read(program, markup(told).encode(), None)
            words = " ".join(text for one in told for text in one.paragraphs)
            table.add(kind, "text", score(bag(got.comments), bag(words))[0])
            body = got.fields.get("body") or ""
            table.add(kind, "not in body", not any(text in body for one in told for text in one.paragraphs[:1]))
            if got.said:
                _fields(table, kind, told, got.said)


def _fields(table: Table, kind: str, told: list[markups.Told], said: tuple) -> None:
    """Who, when and what is answered, where the comments are as many as were written."""
    pairs = list(zip(told, said, strict=False))
    table.add(kind, "author", sum(one.author == (got.author and got.author.name) for one, got in pairs) / len(told))
    days = (str(got.published)[:10] for _, got in pairs)
    table.add(kind, "day", sum(one.day == day for (one, _), day in zip(pairs, days, strict=True)) / len(told))
    if kind in markups.KINDS and kind not in markups.FLAT:
        numbers = {got.key: one.number for one, got in pairs}
        table.add(kind, "parent", sum(one.parent == numbers.get(got.parent) for one, got in pairs) / len(told))


def none(table: Table, program: Callable[[bytes, str | None], Reading]) -> None:
    """An article without a conversation, with a form or without."""
    form = '<div id="comments"><h3>Leave a comment</h3><p>Your e-mail address will not be published.</p></div>'
    for name, end in (("no form", ""), ("form", form)):
        got = table.read(program, markups.page(end).encode(), None)
        table.add(name, "no false alarm", not plain(got.comments).strip())


def main() -> None:
    """Print the tables."""
    for title, what in ((f"{len(MARKUPS)} kinds of markup", measure), ("no conversation", none)):
        print(title)
        for name, program in programs():
            table = Table(name)
            what(table, program)
            print(table.line())


if __name__ == "__main__":
    main()
