"""`feedhouse explain`: where an entry came from and stands, and why a document was, or was not, rewritten."""

import datetime as dt
import html
import json
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from feeds.cli import locate
from feeds.model import Article

if TYPE_CHECKING:
    from feeds.last_run import LastRun
    from feeds.newsroom import Newsroom
    from feeds.store import Store, StoredArticle, StoredComment


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
    from feeds.store import StoredArticle, open_store  # noqa: PLC0415  not for --help

    path = _document(what, newsroom)
    if path:
        yield from _about_document(path, newsroom)
    with open_store(newsroom.store, newsroom.site.authority) as store:
        for found in store.find(what):
            if isinstance(found, StoredArticle):
                yield from _about_article(found, newsroom)
            else:
                yield from _about_comment(found, store, newsroom)


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

    file, run = newsroom.out / path, last_run.read(newsroom.out)
    yield f"document {path}"
    yield f"    served at      {newsroom.site.feeds_url}{path}"
    if file.is_file():
        written = dt.datetime.fromtimestamp(file.stat().st_mtime, dt.UTC)
        yield f"    last written   {_moment(written)}, {file.stat().st_size:,} bytes"
    if run:
        revisions = f"revisions {run.since} to {run.revision}"
        yield f"    last run       {_moment(run.at)}, looked at: {run.looked_at}, {revisions}"
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


def _about_article(stored: "StoredArticle", newsroom: "Newsroom") -> Iterator[str]:
    from feeds.compose.paths import conversation_path  # noqa: PLC0415  not for --help

    article = stored.article
    yield f"article {article.title}"
    yield f"    id             {stored.guid}"
    yield f"    address        {article.url or 'none: set permalink for its source'}"
    yield f"    source         {article.source}, key {article.key}, from {stored.origin or article.source}"
    yield f"    published      {_moment(stored.published)}"
    yield f"    updated        {_moment(stored.updated)}"
    yield f"    first seen     {_moment(stored.first_seen)}"
    if stored.changed_at:
        yield f"    last change    {_moment(stored.changed_at)}, revision {stored.revision}: {stored.why}"
    yield f"    comments       {stored.comments}"
    yield from (f"    found by       {line}" for line in _evidence(stored.evidence))
    for path in _stands_in(stored.guid, _of_article(stored, newsroom), newsroom):
        yield f"    stands in      {path}"
    for path in _documents(conversation_path(stored), newsroom):
        yield f"    comments in    {path}"


def _evidence(told: str) -> Iterator[str]:
    """How each field was found, in the order of an article's fields."""
    try:
        known = json.loads(told or "{}")
    except ValueError:
        known = {}
    if not known:
        yield "not told: its adapter reads named fields, or an older release read it"
    order = [field.name for field in fields(Article)]
    for name in sorted(known, key=lambda name: (order.index(name) if name in order else len(order), name)):
        yield f"{name:<14} {known[name]}"


def _about_comment(stored: "StoredComment", store: "Store", newsroom: "Newsroom") -> Iterator[str]:
    comment = stored.comment
    yield f"comment by {comment.author.name if comment.author else 'Anonymous'}"
    yield f"    id             {stored.guid}"
    yield f"    source         {comment.source}, article {comment.article}, key {comment.key}"
    yield f"    published      {_moment(stored.published)}"
    yield f"    first seen     {_moment(stored.first_seen)}"
    if stored.parent_guid:
        yield f"    answers        {stored.parent_guid}"
    for article in store.articles([stored.article_seq]).values():
        yield f"    stands under   {article.article.title} ({article.guid})"
        for path in _stands_in(stored.guid, _of_comment(stored, article, newsroom), newsroom):
            yield f"    stands in      {path}"


def _of_article(stored: "StoredArticle", newsroom: "Newsroom") -> list[str]:
    """The feeds that may carry an article."""
    from feeds.compose.paths import FOLDERS, SITE  # noqa: PLC0415  not for --help

    folders = [SITE, *(f"{FOLDERS[kind]}/{slug}/feed" for kind, slug in stored.names)]
    page = stored.place // newsroom.shape.archive + 1 if newsroom.shape.archive else 0
    return [*folders, f"archive/{page}"]


def _of_comment(stored: "StoredComment", article: "StoredArticle", newsroom: "Newsroom") -> list[str]:
    """The feeds that may carry a comment."""
    from feeds.compose.paths import COMMENTS, conversation_page_path, conversation_path  # noqa: PLC0415  as above

    page = conversation_page_path(article, stored.place // newsroom.shape.conversation)
    return [COMMENTS, conversation_path(article), page]


def _stands_in(guid: str, feeds: list[str], newsroom: "Newsroom") -> Iterator[str]:
    """The documents of these feeds that carry an entry, looked up in the documents themselves: as an entry of its own,
    not as what another one answers, nor as what was removed."""
    said, written = re.escape(json.dumps(guid, ensure_ascii=False)), re.escape(html.escape(guid, quote=False))
    whole = re.compile(rf'\n{{"id":{said}|>{written}</(?:guid|id)>'.encode())
    for path in (path for feed in feeds for path in _documents(feed, newsroom)):
        if whole.search((newsroom.out / path).read_bytes()):
            yield path


def _documents(feed: str, newsroom: "Newsroom") -> Iterator[str]:
    """The documents of a feed that there are."""
    paths = (f"{feed}.{format}" for format in newsroom.shape.formats)
    yield from (path for path in paths if (newsroom.out / path).is_file())


def _moment(when: dt.datetime) -> str:
    return when.strftime("%Y-%m-%d %H:%M:%S UTC")
