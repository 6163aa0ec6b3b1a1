"""How well pages are read: `python tests/bench/bench_pages.py [--misses]` prints tables over the shared pages.

Beside ours in the same run: trafilatura and readability-lxml. Bodies are compared by shingles of four
words, as the public article benchmark does. `--misses` names the pages and fields that were missed.
"""

import datetime as dt
import gzip
import json
import os
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import html

from sources.html.judge import Verdict
from sources.html.page import parse
from sources.html.reading import judged

CORPORA = Path(os.environ.get("FEEDHOUSE_CORPORA", Path(__file__).parents[3] / "shared" / "corpora"))
MISSES = "--misses" in sys.argv
_BLOCKS = ("p", "h1", "h2", "h3", "h4", "li", "br", "figcaption", "td", "th", "blockquote", "div", "dd", "dt", "pre")


@dataclass(slots=True)
class Reading:
    """What one program read on one page: fields by the model's names, and comments as text."""

    fields: dict
    comments: str = ""
    said: tuple = ()


def plain(markup: str | None) -> str:
    if not markup or not markup.strip():
        return ""
    tree = html.fragment_fromstring(markup, create_parent="div")
    for node in tree.iter(*_BLOCKS):
        node.tail = f" {node.tail or ''}"
    return " ".join(tree.text_content().split())


def shingles(text: str) -> Counter:
    words = re.findall(r"\w+", text.lower())
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3))) if words else Counter()


def bag(text: str) -> Counter:
    return Counter(re.findall(r"\w+", text.lower()))


def score(found: Counter, expected: Counter) -> tuple[float, float, float]:
    common = (found & expected).total()
    precision = common / found.total() if found else float(not expected)
    recall = common / expected.total() if expected else 1.0
    return 2 * precision * recall / (precision + recall) if common else 0.0, precision, recall


def ours(body: bytes, url: str | None) -> Reading:
    verdict = judged(parse(body, url=url))
    if not isinstance(verdict, Verdict):
        return Reading({"refused": verdict})
    fields = {**verdict.fields, "body": plain(verdict.fields.get("body")), "why": verdict.evidence}
    fields["authors"] = {one.name for one in fields.get("authors", ())}
    return Reading(fields, " ".join(plain(one.content) for one in verdict.comments), verdict.comments)


def trafilatura_(body: bytes, url: str | None) -> Reading:
    import trafilatura

    found = trafilatura.bare_extraction(body, url=url, include_comments=True, with_metadata=True)
    if found is None:
        return Reading({})
    fields = {"title": found.title, "authors": set(filter(None, (found.author or "").split("; "))), "body": found.text}
    fields |= {"categories": tuple(found.tags or ()), "published": found.date}
    return Reading(fields, " ".join((found.comments or "").split()))


def readability_(body: bytes, url: str | None) -> Reading:
    from readability import Document

    document = Document(body.decode("utf-8", "replace"))
    return Reading({"title": document.short_title(), "body": plain(document.summary(html_partial=True))})


def programs() -> Iterator[tuple[str, Callable[[bytes, str | None], Reading]]]:
    yield "feedhouse", ours
    yield "trafilatura", trafilatura_
    try:
        import readability  # noqa: F401
    except ImportError:
        print("  (no readability: pip install -r requirements/dev.txt)")
        return
    yield "readability", readability_


class Table:
    """Shares by measure, and the seconds that reading took."""

    def __init__(self, program: str) -> None:
        self.program, self.seconds, self.pages = program, 0.0, 0
        self.hits: dict[str, list[float]] = defaultdict(list)

    def read(self, program: Callable, body: bytes, url: str | None) -> Reading:
        started = time.perf_counter()
        try:
            reading = program(body, url)
        except Exception as error:  # noqa: BLE001 - a stranger's program may fail: that counts as nothing found
            reading = Reading({"refused": repr(error)})
        self.seconds, self.pages = self.seconds + time.perf_counter() - started, self.pages + 1
        if MISSES and "refused" in reading.fields and program is ours:
            print(f"    refused: {reading.fields['refused']}")
        return reading

    def add(self, page: str, measure: str, hit: float, why: object = "", floor: float = 0.97) -> None:
        self.hits[measure].append(float(hit))
        if MISSES and self.program == "feedhouse" and hit < floor:
            print(f"    {page[:60]} {measure} {float(hit):.3f} {why}")

    def line(self) -> str:
        cells = "  ".join(f"{name} {sum(hits) / len(hits):.3f} ({len(hits)})" for name, hits in self.hits.items())
        return f"  {self.program:<12}{cells}  {self.seconds / max(1, self.pages) * 1000:.0f} ms a page"


def same_minute(found: object, expected: str) -> bool:
    truth = dt.datetime.fromisoformat(expected)
    if not isinstance(found, dt.datetime):
        return False
    if truth.tzinfo is None or found.tzinfo is None:
        found, truth = found.replace(tzinfo=None), truth.replace(tzinfo=None)
    return abs((found - truth).total_seconds()) < 60


def news(table: Table, program: Callable) -> None:
    for name, case in json.loads((CORPORA / "news-pages/truth.json").read_text("utf-8")).items():
        truth = case["truth"]
        got = table.read(program, gzip.decompress((CORPORA / f"news-pages/{name}.gz").read_bytes()), case["url"]).fields
        why = got.get("why", {})
        title = " ".join((got.get("title") or "").split())
        table.add(name, "title", title == truth["title"], f"{title!r} for {truth['title']!r} {why.get('title')}")
        if truth.get("authors") is not None:
            told = got.get("authors", set())
            table.add(name, "authors", told == set(truth["authors"]), f"{told} for {truth['authors']}")
        when = got.get("published")
        table.add(name, "time", same_minute(when, truth["publishing_date"]), f"{when} for {truth['publishing_date']}")
        if truth.get("topics") is not None:
            one, two = ({str(word).lower() for word in words} for words in (got.get("categories", ()), truth["topics"]))
            table.add(
                name, "topics", one == two, f"{got.get('categories')} for {truth['topics']} {why.get('categories')}"
            )
        parts = [text for part in truth["body"]["sections"] for text in [*part["headline"], *part["paragraphs"]]]
        bodies = [" ".join(parts), " ".join([*truth["body"]["summary"], *parts])]
        best = max((score(shingles(got.get("body") or ""), shingles(text)) for text in bodies), key=lambda one: one[0])
        for measure, value in zip(("body", "precision", "recall"), best, strict=True):
            table.add(name, measure, value, why.get("body"), 0.97 if measure == "body" else 0)
        table.add(name, "words", max(score(bag(got.get("body") or ""), bag(text))[0] for text in bodies), floor=0)


def conversations(table: Table, program: Callable) -> None:
    def squeezed(text: str) -> str:
        return " ".join(text.split())

    for name, case in json.loads((CORPORA / "comment-pages/truth.json").read_text("utf-8")).items():
        got = table.read(program, (CORPORA / "comment-pages" / name).read_bytes(), case["url"])
        body, said = squeezed(got.fields.get("body") or ""), squeezed(got.comments)
        for text in map(squeezed, case["comments"]):
            table.add(name, "comments", text in said, text)
            table.add(name, "not in body", text not in body, text)
        for text in map(squeezed, case["with"]):
            table.add(name, "with", text in body, text)
        for text in map(squeezed, case["without"]):
            table.add(name, "without", text not in f"{body} {said}", text)
        table.add(name, "title", squeezed(got.fields.get("title") or "") == squeezed(case["title"]))


def readable(table: Table, program: Callable) -> None:
    """What Readability itself finds is no human truth: agreement, not correctness."""
    for path in sorted((CORPORA / "readability-pages").glob("*__source.html")):
        expected = path.with_name(path.name.replace("__source", "__expected")).read_text("utf-8")
        got = table.read(program, path.read_bytes(), None).fields
        values = score(shingles(got.get("body") or ""), shingles(plain(expected)))
        for measure, value in zip(("body", "precision", "recall"), values, strict=True):
            why = f"{values[1]:.2f} {values[2]:.2f} {got.get('why', {}).get('body')}"
            table.add(path.name, measure, value, why, 0.95 if measure == "body" else 0)


def main() -> None:
    """Print the tables."""
    if not CORPORA.is_dir():
        sys.exit("the shared corpora are not here: name their folder in FEEDHOUSE_CORPORA")
    for _, program in programs():
        program(b"<html><p>warm</p></html>", None)
    for title, measure in (("news-pages", news), ("comment-pages", conversations), ("readability-pages", readable)):
        print(title)
        for name, program in programs():
            table = Table(name)
            measure(table, program)
            print(table.line())


if __name__ == "__main__":
    main()
