"""`feedhouse build`: the cron job."""

import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from feeds.pipeline import Newsroom, Progress, Report

WORDS = {"read": "reading", "publish": "publishing"}


def build(
    config: Annotated[
        Path | None, typer.Option("--config", help="The configuration; else $FEEDHOUSE_CONFIG, else ./feedhouse.toml.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Where the documents go, instead of [publish] out.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 when a record was skipped.")] = False,
) -> None:
    """Read every source and bring out/ up to date: whole documents, checked, and only what changed.

    Quiet unless something is wrong or a terminal watches. Exit codes: 0 done, 1 a source failed or a document was
    refused, 2 wrong configuration, 75 try again.

    Example: feedhouse build --config newsroom/feedhouse.toml
    """
    from feeds import config as configuration  # noqa: PLC0415

    newsroom = configuration.load(configuration.find(config))
    newsroom = replace(newsroom, out=out) if out else newsroom
    report = _run(newsroom)
    tell(report, newsroom)
    if report.failed or (strict and report.skipped):
        raise typer.Exit(1)


def _run(newsroom: "Newsroom") -> "Report":
    from feeds import pipeline, registry  # noqa: PLC0415
    from feeds.http import LateClient  # noqa: PLC0415

    formats = registry.formats(newsroom.shape.formats)
    http = LateClient(contact=newsroom.contact, allow_private=newsroom.allow_private)
    now = dt.datetime.now(dt.UTC)
    with watched() as progress:
        return pipeline.build(
            newsroom, adapters=registry.adapters(), formats=formats, http=http, now=now, progress=progress
        )


def tell(report: "Report", newsroom: "Newsroom") -> None:
    """What went wrong goes to stderr, always; a summary goes to a terminal only, so that cron mails nothing."""
    for source in report.sources:
        for skipped in source.skipped:
            typer.echo(f"feedhouse: source {source.name}: skipped {skipped.where}: {skipped.why}", err=True)
        if source.failed:
            typer.echo(
                f"feedhouse: source {source.name} failed, its entries stay as they were: {source.failed}", err=True
            )
    for path, findings in report.refused.items():
        for finding in findings:
            typer.echo(f"feedhouse: refused {path}: line {finding.line}: {finding.code}: {finding.message}", err=True)
        typer.echo(f"feedhouse: refused {path}: its last good version stays", err=True)
    if sys.stderr.isatty():
        typer.echo(f"{report.written} documents written, {report.unchanged} unchanged, in {newsroom.out}", err=True)


@contextmanager
def watched() -> Iterator["Progress"]:
    """A line that tells what is going on, on a terminal; silence elsewhere."""
    if not sys.stderr.isatty():
        from feeds.pipeline import silent  # noqa: PLC0415

        yield silent
        return
    from rich.console import Console  # noqa: PLC0415

    with Console(stderr=True).status("starting") as status:
        yield lambda stage, name: status.update(f"{WORDS[stage]} {name}")
