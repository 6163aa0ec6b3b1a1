"""`feedhouse check`: what is wrong with feed documents, ours or anybody's."""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from feeds.errors import ConfigError

if TYPE_CHECKING:
    from feeds.check import Finding

SUFFIXES = {".rss", ".atom", ".json", ".opml", ".xml", ".rdf"}


class Output(StrEnum):
    """How findings are printed."""

    text = "text"
    json = "json"


def check(
    paths: Annotated[list[Path], typer.Argument(help="Feed documents, or folders of them.", metavar="FILE...")],
    output: Annotated[Output, typer.Option("--format", help="Lines for people, or JSON for scripts.")] = Output.text,
    url: Annotated[
        str | None, typer.Option("--url", help="Where the one document is served: its self link has to say so.")
    ] = None,
) -> None:
    """Check RSS, Atom, JSON Feed and OPML documents against their specifications.

    Exit code 1 when there is an error; warnings and remarks are printed only.

    Example: feedhouse check out/feed.rss
    """
    from feeds.check import check as findings_of  # noqa: PLC0415

    now = dt.datetime.now(dt.UTC)
    found = [(path, findings_of(_read(path), url=url, now=now, deep=True)) for path in _files(paths)]
    if output is Output.json:
        typer.echo(as_json(found))
    else:
        for line in as_text(found):
            typer.echo(line)
    if any(finding.level == "error" for _, findings in found for finding in findings):
        raise typer.Exit(1)


def as_json(found: Sequence[tuple[Path, Sequence["Finding"]]]) -> str:
    """The fixed form that others' scripts rely on."""
    return json.dumps(
        [
            {
                "file": str(path),
                "findings": [
                    {"severity": f.level, "code": f.code, "w3c": f.w3c, "line": f.line, "message": f.message}
                    for f in findings
                ],
            }
            for path, findings in found
        ],
        ensure_ascii=False,
        indent=1,
    )


def as_text(found: Sequence[tuple[Path, Sequence["Finding"]]]) -> Iterator[str]:
    """A line a finding, as compilers print, then the sum."""
    counts = {"error": 0, "warning": 0, "info": 0}
    for path, findings in found:
        for finding in findings:
            counts[finding.level] += 1
            w3c = f" [{finding.w3c}]" if finding.w3c else ""
            yield f"{path}:{finding.line or 1}: {finding.level}: {finding.code}: {finding.message}{w3c}"
    yield f"{len(found)} documents: {counts['error']} errors, {counts['warning']} warnings, {counts['info']} remarks"


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            found = sorted(
                file
                for file in path.rglob("*")
                if file.suffix in SUFFIXES and not any(part.startswith(".") for part in file.relative_to(path).parts)
            )
            if not found:  # an emptied folder shall not pass for a good one
                raise ConfigError([f"{path}: no feed document in it; expected {', '.join(sorted(SUFFIXES))}"])
            yield from found
        else:
            yield path


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError([f"{path}: cannot be read: {error.strerror}"]) from None
