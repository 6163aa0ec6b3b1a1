"""`feedhouse extract`: what an adapter reads in a file, without a store or a configuration."""

import datetime as dt
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from feeds.cli import locate
from feeds.errors import ConfigError
from feeds.model import Article, Comment, Skipped, When

if TYPE_CHECKING:
    from feeds.http import Http
    from feeds.ingest import Reading, SourceSettings


class Output(StrEnum):
    """How records are printed."""

    jsonl = "jsonl"


def extract(
    paths: Annotated[
        list[str] | None,
        typer.Argument(help="Article pages, files of articles, folders, addresses.", metavar="[PATH|URL]..."),
    ] = None,
    adapter: Annotated[
        str | None, typer.Option("--adapter", help="Read with this one; else chosen by content.")
    ] = None,
    output: Annotated[
        Output | None, typer.Option("--format", help="JSON Lines, one article a line; what is printed by default.")
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say which strategy gave which field; with --format jsonl, as a key more.")
    ] = False,
    source: Annotated[
        str | None, typer.Option("--source", help="Read as this source of the configuration.", metavar="NAME")
    ] = None,
    config: Annotated[
        Path | None, typer.Option("--config", help="The configuration; else $FEEDHOUSE_CONFIG, else ./feedhouse.toml.")
    ] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", min=1, help="Processes that read pages when there are many.")
    ] = os.cpu_count() or 1,
) -> None:
    """Print what is read in files and at addresses: one article a line, with its comments.

    With --source, a source's adapter, selectors and options are used, and without a PATH what it names is read. What
    cannot be read is named on stderr with the reason; exit code 1 when a PATH gave no article at all.

    Example: feedhouse extract --format jsonl page.html
    """
    from feeds import ingest, registry  # noqa: PLC0415  not for --help

    settings, http = _settings(source, config, adapter)
    asked = paths or _own(settings)
    adapters = registry.adapters([settings.adapter] if settings.adapter else None)
    readings = ingest.read(asked, adapters, settings, http=http, explain=explain, jobs=jobs)
    empty = False
    for path, some in groupby(readings, lambda reading: reading.asked):
        found = list(some)
        empty = not any(isinstance(record, Article) for reading in found for record in reading.records) or empty
        for line in _lines(found, path, explain=explain, text=explain and output is None):
            typer.echo(line)
    if empty:
        raise typer.Exit(1)


def _settings(source: str | None, config: Path | None, adapter: str | None) -> "tuple[SourceSettings, Http]":
    """What a source of the configuration says, or nothing; `adapter` outranks it. Raises ConfigError."""
    from dataclasses import replace  # noqa: PLC0415  as above

    from feeds.http import LateClient  # noqa: PLC0415  as above
    from feeds.ingest import SourceSettings  # noqa: PLC0415  as above

    if source is None and config is None:
        return SourceSettings(name="extract", adapter=adapter), LateClient()
    from feeds import config as configuration  # noqa: PLC0415  as above

    newsroom = configuration.load(locate.find(config))
    known = {one.name: one for one in newsroom.sources}
    if source not in known:
        what = f"--source {source}: no such source" if source else "--config: which of its sources? say --source NAME"
        raise ConfigError([f"{what}; there are: {', '.join(known)}"])
    settings = replace(known[source], adapter=adapter or known[source].adapter)
    return settings, LateClient(contact=newsroom.contact, allow_private=newsroom.allow_private)


def _own(settings: "SourceSettings") -> list[str]:
    """What the source itself names. Raises ConfigError if nothing was asked for."""
    if settings.url is None and settings.path is None:
        raise ConfigError(["extract: a PATH, an address or --source NAME is needed; see feedhouse extract --help"])
    return [settings.url or str(settings.folder / (settings.path or ""))]


def _lines(readings: "list[Reading]", path: str, *, explain: bool, text: bool) -> Iterator[str]:
    """What is printed for one PATH."""
    from feeds.cli import explaining  # noqa: PLC0415  as above

    if text:
        for reading in readings:
            yield from explaining.text(reading)
            _tell(reading.records)
        return
    clues = explaining.as_dicts(readings) if explain else {}
    yield from lines((record for reading in readings for record in reading.records), path, clues)


def lines(records: Iterable[object], path: str, explained: Mapping[str, object] | None = None) -> Iterator[str]:
    """The fixed form: a JSON object an article, its comments inside, in the order of the input. `explained` has by
    article what is put into a key more."""
    articles: dict[str, Article] = {}
    comments: dict[str, list[Comment]] = {}
    for record in records:
        if isinstance(record, Article):
            if articles.setdefault(record.key, record) is not record:  # as a build has it: the first counts
                _tell([Skipped(where=path, why=f'article "{record.key}": same key as an earlier one')])
        elif isinstance(record, Comment):
            comments.setdefault(record.article, []).append(record)
        else:
            _tell([record])
    for key, article in articles.items():
        more = {"explain": explained.get(key)} if explained else {}
        yield json.dumps(as_dict(article, comments.get(key, []), path) | more, ensure_ascii=False)


def _tell(records: Iterable[object]) -> None:
    for record in records:
        if isinstance(record, Skipped):
            typer.echo(f"feedhouse: skipped {record.where}: {record.why}", err=True)


def as_dict(article: Article, comments: Iterable[Comment], path: str) -> dict[str, object]:
    """One article with its comments as the fixed form has it."""
    from feeds import clean  # noqa: PLC0415  nh3 and the cleaning tables, not for --help

    quote, dateline = article.pull_quote, article.dateline
    return {
        "id": article.key,
        "url": article.url,
        "title": article.title,
        "published": _when(article.published),
        "updated": _when(article.updated),
        "authors": [{"name": author.name} for author in article.authors],
        "language": article.language,
        "summary": article.summary,
        "content_html": article.content,
        "content_text": clean.plain(article.content),
        "highlights": list(article.highlights),
        "pull_quote": {"text": quote.text, "attribution": quote.attribution} if quote else None,
        "dateline": {"place": dateline.place, "date": dateline.date} if dateline else None,
        "section": article.section,
        "categories": list(article.categories),
        "image": article.image.url if article.image else None,
        "views": article.views,
        "comments": list(_comments(article, comments)),
        "source": path,
    }


def _comments(article: Article, comments: Iterable[Comment]) -> Iterator[dict[str, object]]:
    """The comments; one without a key gets the id that the store would mint for it."""
    from feeds import clean, identity  # noqa: PLC0415  as above

    same: Counter[tuple[str, str]] = Counter()
    labels: dict[str | None, str] = {}
    for comment in comments:
        said = (comment.author.name if comment.author else "", clean.plain(comment.content))
        same[said] += 1
        key = comment.key or identity.unkeyed(article.key, *said, same[said])
        labels[comment.label] = key
        answered = labels.get(comment.parent, comment.parent) if comment.parent else None
        yield _comment(comment, key, said[1], answered)


def _comment(comment: Comment, key: str, text: str, answered: str | None) -> dict[str, object]:
    return {
        "id": key,
        "author": {"name": comment.author.name} if comment.author else None,
        "published": _when(comment.published),
        "content_html": comment.content,
        "content_text": text,
        "in_reply_to": answered,
    }


def _when(when: When | None) -> str | None:
    """ISO 8601; a day without a time stays a day, and what names no zone names none."""
    text = when.isoformat() if when else None
    return (
        text.removesuffix("+00:00") + "Z"
        if text and isinstance(when, dt.datetime) and text.endswith("+00:00")
        else text
    )
