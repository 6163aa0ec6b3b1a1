"""`feedhouse build`: the cron job."""

import datetime as dt
import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from feeds.cli import locate
from feeds.cli.watching import watched
from feeds.errors import ConfigError, PublishError

if TYPE_CHECKING:
    from feeds.http import LateClient
    from feeds.ingest import SourceSettings
    from feeds.newsroom import Newsroom
    from feeds.report import Report

MOST = 50  # lines about skipped records of one source: garbage must not fill the mailbox of cron's reader


def build(
    config: Annotated[
        Path | None, typer.Option("--config", help="The configuration; else $FEEDHOUSE_CONFIG, else ./feedhouse.toml.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Where the documents go, instead of [publish] out.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 when a record was skipped.")] = False,
    accept: Annotated[
        list[str] | None, typer.Option("--accept", help="A source whose shrinking is right, this once.", metavar="NAME")
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="Processes that read or render at once.")] = os.cpu_count()
    or 1,
    file: Annotated[Path | None, typer.Option("--report", help="Write what the run did to this file, as JSON.")] = None,
) -> None:
    """Read every source and bring out/ up to date: whole documents, checked, and only what changed.

    Quiet unless something is wrong or a terminal watches. Exit codes: 0 done, 1 a source failed or a document was
    refused, 2 wrong configuration, 75 try again.

    Example: feedhouse build --config newsroom/feedhouse.toml
    """
    from feeds import quiet  # noqa: PLC0415  not for --help

    where = locate.find(config)
    if not (accept or file) and quiet.nothing_new(where, out):
        if sys.stderr.isatty():
            typer.echo("nothing changed", err=True)
        return
    newsroom, report = _run(where, out, jobs, accept or ())
    tell(report, newsroom)
    if file:
        _write(file, report)
    if report.failed or (strict and report.skipped):
        raise typer.Exit(1)


def _run(where: Path, out: Path | None, jobs: int, accepted: "Sequence[str]") -> "tuple[Newsroom, Report]":
    """A full run; a good one leaves a note, so that the next one is spared if nothing changes."""
    from feeds import config, pipeline, quiet, registry  # noqa: PLC0415  not for a run that is spared

    newsroom = config.load(where)
    sources = accepting(newsroom.sources, accepted)
    newsroom = replace(newsroom, out=out or newsroom.out, jobs=jobs, sources=sources)
    quiet.forget(newsroom.out)
    now = dt.datetime.now(dt.UTC)
    with stopping(), watched() as progress, fetching(newsroom, progress.fetched) as http:
        report = pipeline.build(newsroom, adapters=registry.adapters(), http=http, now=now, progress=progress)
    if not (report.failed or report.skipped or any(source.held for source in report.sources)):
        quiet.remember(where, newsroom.out, now)
    return newsroom, report


def fetching(newsroom: "Newsroom", told: "Callable[[str], None]") -> "LateClient":
    """The client as the configuration has it; `told` hears of each address that was fetched."""
    from feeds.http import LateClient  # noqa: PLC0415  not for a run that is spared

    return LateClient(
        contact=newsroom.contact,
        allow_private=newsroom.allow_private,
        robots=newsroom.robots,
        pace=newsroom.pace,
        cache=newsroom.cache,
        told=told,
    )


def accepting(sources: "Sequence[SourceSettings]", accepted: "Sequence[str]") -> "tuple[SourceSettings, ...]":
    """The sources, with those named accepted as they are now. Raises `ConfigError` for a name that there is not."""
    names = {source.name for source in sources}
    if unknown := sorted(set(accepted) - names):
        raise ConfigError(
            [f"--accept {name}: no such source; there are: {', '.join(sorted(names))}" for name in unknown]
        )
    return tuple(replace(source, accept=source.name in accepted) for source in sources)


def tell(report: "Report", newsroom: "Newsroom") -> None:
    """What went wrong goes to stderr, always; a summary goes to a terminal only, so that cron mails nothing."""
    for source in report.sources:
        for skipped in source.left_out[:MOST]:
            typer.echo(f"feedhouse: source {source.name}: skipped {skipped.where}: {skipped.why}", err=True)
        if more := len(source.left_out[MOST:]):
            typer.echo(f"feedhouse: source {source.name}: skipped {more:,} more; see --report FILE", err=True)
        if source.failed:
            typer.echo(
                f"feedhouse: source {source.name} failed, its entries stay as they were: {source.failed}", err=True
            )
    for path, findings in report.refused.items():
        for finding in findings:
            typer.echo(f"feedhouse: refused {path}: line {finding.line}: {finding.code}: {finding.message}", err=True)
        typer.echo(f"feedhouse: refused {path}: its last good version stays", err=True)
    if sys.stderr.isatty():
        for source in report.sources:
            if source.orphans:  # they may wait for ever: cron's reader shall not hear of them every five minutes
                told = f"{len(source.orphans):,} comments wait for their article; --report FILE names them"
                typer.echo(f"feedhouse: source {source.name}: {told}", err=True)
        typer.echo(_summary(report, newsroom.out), err=True)


def _summary(report: "Report", out: Path) -> str:
    if report.why == "nothing changed":
        return f"nothing changed in {out}"
    counts = f"{len(report.written)} documents written, {report.unchanged} unchanged, {len(report.removed)} removed"
    return f"{counts}, in {out}; {sum(report.seconds.values()):.1f} seconds"


def _write(file: Path, report: "Report") -> None:
    try:
        file.write_text(json.dumps(report.as_dict(), ensure_ascii=False, indent=1, default=str) + "\n", "utf-8")
    except OSError as error:
        message = f"{file}: the report cannot be written: {error.strerror}"
        raise PublishError(message) from error


@contextmanager
def stopping() -> Iterator[None]:
    """SIGTERM ends the run as Ctrl-C does, cleaning up behind it, with the exit code that shells give it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
