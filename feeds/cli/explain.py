"""`feedhouse explain`: where an entry came from and stands, and why a document was, or was not, rewritten."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from feeds.cli import locate
from feeds.errors import StoreError

if TYPE_CHECKING:
    from feeds.last_run import LastRun
    from feeds.newsroom import Newsroom


def explain(
    what: Annotated[str, typer.Argument(help="An address, an id, a key, or the path of a document.", metavar="WHAT")],
    config: Annotated[
        Path | None, typer.Option("--config", help="The configuration; else $FEEDHOUSE_CONFIG, else ./feedhouse.toml.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Where the documents are, instead of [publish] out.")
    ] = None,
) -> None:
    """Say where an article or comment came from, when and why it last changed, and in which documents it stands; or
    why a document was, or was not, rewritten in the last run.

    Exit code 1 when nothing is known by that name.

    Example: feedhouse explain https://courier.example/news/the-bridge
    """
    from dataclasses import replace  # noqa: PLC0415  not for --help

    from feeds import config as configuration  # noqa: PLC0415  as above

    newsroom = configuration.load(locate.find(config))
    newsroom = replace(newsroom, out=out or newsroom.out)
    known = False
    for line in lines(what, newsroom):
        typer.echo(line)
        known = True
    if not known:
        typer.echo(
            f"feedhouse: nothing is known by {what!r}: neither an entry nor a document in {newsroom.out}", err=True
        )
        raise typer.Exit(1)


def lines(what: str, newsroom: "Newsroom") -> Iterator[str]:
    """Everything that is known."""
    from feeds.cli import entries  # noqa: PLC0415  not for --help
    from feeds.store import StoredArticle, open_store  # noqa: PLC0415  as above

    path = _document(what, newsroom)
    if path:
        yield from _about_document(path, newsroom)
    if not _is_there(newsroom.store):
        if path:
            return
        raise StoreError(f"store {newsroom.store}: there is none; feedhouse build makes it")
    with open_store(newsroom.store, newsroom.site.authority) as store:
        for found in store.find(what):
            if isinstance(found, StoredArticle):
                yield from entries.about_article(found, store, newsroom)
            else:
                yield from entries.about_comment(found, store, newsroom)


def _is_there(store: str) -> bool:
    """Whether there is a store to ask: opening a file that is not there would make an empty one."""
    file = store.removeprefix("sqlite:///")
    return file == store or Path(file).exists()


def _document(what: str, newsroom: "Newsroom") -> str | None:
    """The path below out/ that is meant, if such a document is there or was in the last run."""
    from feeds import last_run  # noqa: PLC0415  not for --help

    path = what.removeprefix(newsroom.site.feeds_url)
    if Path(what).exists() and newsroom.out.resolve() in Path(what).resolve().parents:
        path = Path(what).resolve().relative_to(newsroom.out.resolve()).as_posix()
    if path.startswith((".", "/")) or ".." in path.split("/"):
        return None
    run = last_run.read(newsroom.out)
    mentioned = run is not None and path in {*run.written, *run.removed, *run.refused}
    return path if mentioned or (newsroom.out / path).is_file() else None


def _about_document(path: str, newsroom: "Newsroom") -> Iterator[str]:
    from feeds import last_run  # noqa: PLC0415  not for --help
    from feeds.cli.entries import moment  # noqa: PLC0415  as above

    file, run = newsroom.out / path, last_run.read(newsroom.out)
    yield f"document {path}"
    yield f"    served at      {newsroom.site.feeds_url}{path}"
    if file.is_file():
        written = dt.datetime.fromtimestamp(file.stat().st_mtime, dt.UTC)
        yield f"    last written   {moment(written)}, {file.stat().st_size:,} bytes"
    if run:
        revisions = f"revisions {run.since} to {run.revision}"
        yield f"    last run       {moment(run.at)}, looked at: {run.looked_at}, {revisions}"
        yield from (f"    {line}" for line in _fate(path, run))


def _fate(path: str, run: "LastRun") -> Iterator[str]:
    """What the last run that changed anything did to a document."""
    if path in run.refused:
        yield "refused        its last good version stays, because of:"
        yield from (f"               {message}" for message in run.refused[path])
    elif path in run.removed:
        yield "removed        nothing is published there any more"
    elif path in run.written:
        yield "rewritten      what it shows had changed"
    else:
        yield "not rewritten  nothing that it shows had changed"
