"""A newsroom in a folder, built in this process with a clock of our own: what tests of the whole story share."""

import datetime as dt
import hashlib
import shutil
from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path

from feeds import config, pipeline, registry
from feeds.http import LateClient
from feeds.report import Report

NOW = dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC)


def sample(folder: Path) -> Path:
    """The newsroom that `feedhouse init` writes; its configuration."""
    with as_file(files("feeds.cli") / "newsroom") as origin:
        shutil.copytree(origin, folder)
    return folder / "feedhouse.toml"


def build(
    configuration: Path, *, now: dt.datetime = NOW, out: Path | None = None, accept: bool = False, jobs: int = 1
) -> Report:
    """One run, as `feedhouse build` does it; `accept` stands for --accept with every source."""
    newsroom = config.load(configuration)
    sources = tuple(replace(source, accept=accept) for source in newsroom.sources)
    newsroom = replace(newsroom, out=out or newsroom.out, sources=sources, jobs=jobs)
    with LateClient(allow_private=newsroom.allow_private, pace=newsroom.pace, cache=newsroom.cache) as http:
        return pipeline.build(newsroom, adapters=registry.adapters(), http=http, now=now)


def published(out: Path) -> dict[str, bytes]:
    """Every document in an output folder, by its path."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".feedhouse" not in path.parts
    }


def traces(out: Path) -> dict[str, tuple[int, int, str]]:
    """For every document its inode, its time of change and a digest: a document that was touched has another trace."""
    result = {}
    for name, body in published(out).items():
        stat = (out / name).stat()
        result[name] = (stat.st_ino, stat.st_mtime_ns, hashlib.sha256(body).hexdigest())
    return result


def page(number: int, comments: int = 2) -> str:
    """A small article page as text, in the layout that the text adapter reads."""
    said = "".join(f"{'ABC'[n]}\n{'ABC'[n]}sha {'ABC'[n]}.\nComment {n} on story {number}.\n" for n in range(comments))
    return (
        f"Story {number} about the harbour\n\nLNA June {number % 28 + 1}, 2025 {100 + number} views\n\n"
        f"A summary of story {number} that says what happened at the harbour.\n\n"
        f"Velampur, June {number % 28 + 1}: The harbour had its day number {number}, and everybody came to see it.\n\n"
        f"Key Points\n\n1\n\nThe harbour stands\n\n2\n\nThe boats float\n\n"
        f"It went on for a while, said the harbour master, and then the tide number {number} went out.\n\n"
        f"Nobody minded the rain.\n\nReader Comments\n\n{said}\n"
        "We welcome thoughtful discussions from our readers. Please keep comments respectful and on-topic.\n\n"
        "Leave a Comment\n\nYour email won't be published\n\nTags:\n"
    )


SITE = """
[site]
title = "The Courier"
url = "https://courier.example/"
feeds_url = "https://courier.example/feeds/"
description = "News from the harbour."
"""
CONFIGURATION = (
    SITE
    + """timezone = "Asia/Kolkata"

[[sources]]
name = "pages"
path = "pages"
permalink = "https://courier.example/news/{slug}"
"""
)


def harbour(folder: Path, pages: int) -> Path:
    """A newsroom of so many small pages; its configuration."""
    (folder / "pages").mkdir(parents=True)
    for number in range(pages):
        (folder / "pages" / f"story-{number:03}.txt").write_text(page(number))
    configuration = folder / "feedhouse.toml"
    configuration.write_text(CONFIGURATION)
    return configuration
