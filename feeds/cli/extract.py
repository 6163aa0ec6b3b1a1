"""`feedhouse extract`: what an adapter reads in a file, without a store or a configuration."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from feeds.model import Article, Comment, Skipped, When


class Output(StrEnum):
    """How records are printed."""

    jsonl = "jsonl"


def extract(
    paths: Annotated[list[Path], typer.Argument(help="Article pages, or files of articles.", metavar="PATH...")],
    adapter: Annotated[
        str | None, typer.Option("--adapter", help="Read with this one; else chosen by content.")
    ] = None,
    output: Annotated[Output, typer.Option("--format", help="JSON Lines, one article a line.")] = Output.jsonl,
) -> None:
    """Print what is read in files: one article a line, with its comments.

    What cannot be read is named on stderr with the reason; exit code 1 when a PATH gave no article at all.

    Example: feedhouse extract --format jsonl page.html
    """
    from feeds import ingest, registry  # noqa: PLC0415

    adapters = registry.adapters([adapter] if adapter else None)
    empty = False
    for path in paths:
        records = (record for _, record in ingest.read([path], adapters, adapter))
        count = 0
        for line in lines(records, str(path)):
            typer.echo(line)
            count += 1
        empty = empty or not count
    if empty:
        raise typer.Exit(1)


def lines(records: Iterable[object], path: str) -> Iterator[str]:
    """The fixed form: a JSON object an article, its comments inside, in the order of the input."""
    articles: dict[str, Article] = {}
    comments: dict[str, list[Comment]] = {}
    for record in records:
        if isinstance(record, Article):
            articles[record.key] = record
        elif isinstance(record, Comment):
            comments.setdefault(record.article, []).append(record)
        elif isinstance(record, Skipped):
            typer.echo(f"feedhouse: skipped {record.where}: {record.why}", err=True)
    for key, article in articles.items():
        yield json.dumps(as_dict(article, comments.get(key, []), path), ensure_ascii=False)


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
