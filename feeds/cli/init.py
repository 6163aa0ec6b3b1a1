"""`feedhouse init`: a starter newsroom, or a configuration for a site that there is."""

import re
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from feeds.cli.watching import watched
from feeds.errors import ConfigError, DiskError, PublishError, SourceError

if TYPE_CHECKING:
    from feeds.survey import Survey


def init(
    what: Annotated[
        str,
        typer.Argument(
            metavar="[URL] [FOLDER]", help="The site to read, if there is one, and where the newsroom goes."
        ),
    ] = ".",
    folder: Annotated[Path | None, typer.Argument(hidden=True)] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite what is there.")] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="The site may be on a private or loopback address.")
    ] = False,
) -> None:
    """Write a newsroom that is ready to build: for the site at URL, or a sample with a few articles and comments.

    With a URL it looks at the site (a WordPress API, feeds, a sitemap, a page that lists articles), writes a
    feedhouse.toml that reads the best of these, and says what will be published. Nothing that is there already is
    overwritten, unless --force is given.

    Example: feedhouse init https://courier.example/ newsroom
    """
    if re.match(r"https?://", what, re.IGNORECASE):
        _site(what, folder or Path(), force=force, allow_private=allow_private)
    elif folder is not None:
        raise ConfigError([f"{what}: expected an http or https address before the folder {folder}"])
    else:
        _sample(Path(what), force=force)


PACE = 0.2
"""Seconds between the requests of a look at a site."""


def _site(url: str, folder: Path, *, force: bool, allow_private: bool) -> None:
    target = folder / "feedhouse.toml"
    _refuse([target] if target.exists() and not force else [])
    from feeds import config  # noqa: PLC0415  not for --help
    from feeds.survey import wording  # noqa: PLC0415  as above

    found = _looked(url, allow_private=allow_private)
    text = wording.configuration(found, allow_private=allow_private)
    config.parse(text, str(target))  # raises for a site whose address no feed can have
    _write(target, text.encode())
    for line in wording.told(found):
        typer.echo(line)
    _next(target, f"{target} is written")


def _looked(url: str, *, allow_private: bool) -> "Survey":
    """What the site offers; a terminal is told what is looked at."""
    from feeds import registry  # noqa: PLC0415  not for --help
    from feeds.http import LateClient  # noqa: PLC0415  as above
    from feeds.survey import survey  # noqa: PLC0415  as above

    pace = 0 if allow_private else PACE  # two dozen requests at most, once; a server of one's own needs none
    with watched() as progress, LateClient(allow_private=allow_private, pace=pace, told=progress.fetched) as client:
        try:
            return survey(url, registry.adapters(), client, partial(progress, "look"))
        except SourceError as error:
            if not allow_private and "private address" in str(error):
                raise SourceError(f"{str(error).partition(';')[0]}; --allow-private allows it") from None
            raise


def _sample(folder: Path, *, force: bool) -> None:
    with as_file(files("feeds.cli") / "newsroom") as sample:
        wanted = sorted(path.relative_to(sample) for path in sample.rglob("*") if path.is_file())
        _refuse([folder / name for name in wanted if (folder / name).exists() and not force])
        for name in wanted:
            _write(folder / name, (sample / name).read_bytes())
    _next(
        folder / "feedhouse.toml",
        f"{folder / 'feedhouse.toml'} and {len(wanted) - 1} files with articles and comments are written",
    )


def _refuse(in_the_way: list[Path]) -> None:
    if in_the_way:
        raise ConfigError([f"{path}: is there already; init overwrites nothing without --force" for path in in_the_way])


def _next(target: Path, done: str) -> None:
    typer.echo(f"{done}. Next:")
    typer.echo(f"    feedhouse build --config {target}")


def _write(path: Path, body: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    except (PermissionError, FileExistsError, NotADirectoryError) as error:
        message = f"{path}: cannot be written: {error.strerror}; choose another folder"
        raise PublishError(message) from error
    except OSError as error:
        message = f"{path}: cannot be written: {error.strerror}"
        raise DiskError(message) from error
