"""`feedhouse init`: a starter newsroom, ready to build."""

from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

from feeds.errors import ConfigError, DiskError, PublishError


def init(
    folder: Annotated[Path, typer.Argument(help="Where the newsroom goes; made if it is not there.")] = Path(),
) -> None:
    """Write a starter newsroom: feedhouse.toml and a few articles with comments, ready to build.

    Nothing that is there already is overwritten.

    Example: feedhouse init newsroom
    """
    with as_file(files("feeds.cli") / "newsroom") as sample:
        wanted = sorted(path.relative_to(sample) for path in sample.rglob("*") if path.is_file())
        in_the_way = [name for name in wanted if (folder / name).exists()]
        if in_the_way:
            raise ConfigError([f"{folder / name}: is there already; init overwrites nothing" for name in in_the_way])
        for name in wanted:
            _write(folder / name, (sample / name).read_bytes())
    typer.echo(f"{folder / 'feedhouse.toml'} and {len(wanted) - 1} files with articles and comments are written. Next:")
    typer.echo(f"    feedhouse build --config {folder / 'feedhouse.toml'}")


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
