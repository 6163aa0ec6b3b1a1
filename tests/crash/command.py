"""The whole command as a process that is killed, starved or crowded, and what is looked at afterwards."""

import datetime as dt
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.newsroom import CONFIGURATION, build, page, published

ROOT = Path(__file__).resolve().parents[2]
MAIN = "from feeds.cli import main; main()"

SMALL = (
    "import feeds.executor as e, feeds.publish.edition as p; e.HERE, e.BATCH, p.BATCH = 5, 3, 20; "
    "p.Disk.sync = lambda *_: None; "
)
"""A small newsroom that behaves as a large one: processes are started early, an edition is put in place in many steps.
Without flushes to the disk: a kill takes nothing from the kernel's memory, and they would be most of the time."""

MORE = """
[[sources]]
name = "desk"
path = "desk.jsonl"
adapter = "jsonl"
mirror = true
shrink = 1.0

[feeds]
formats = ["rss", "atom"]
entries = 6
archive = 6
conversation = 10
"""


def newsroom(folder: Path, version: int, *, undated: bool = True) -> Path:
    """A newsroom as it is in one of its versions; its configuration. Undated comments and articles are among what it
    has, unless told otherwise."""
    (folder / "pages").mkdir(parents=True, exist_ok=True)
    for number in range(2 + version):
        (folder / "pages" / f"story-{number}.txt").write_text(
            page(number, comments=1 + (number + version) % 3 if undated else 0)
        )
    lines = [json.dumps(article(number, version, undated)) for number in range(2 * version, 12 + 3 * version)]
    (folder / "desk.jsonl").write_text("\n".join(lines) + "\n")
    configuration = folder / "feedhouse.toml"
    configuration.write_text(CONFIGURATION + MORE)
    return configuration


def article(number: int, version: int, undated: bool) -> dict[str, object]:
    """An article; in later versions every third has more comments, every fifth another text, every seventh other
    tags."""
    said = range(1 + number % 3 + (12 * version if number % 3 == 0 else 0))
    return {
        "id": f"a{number}",
        "url": f"https://courier.example/news/{number}-story",
        "title": f"Story {number}",
        "published": f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}T10:{number % 60:02}:00Z"
        if number % 8 or not undated
        else None,
        "content_html": f"<p>The tide went out {number + (version if number % 5 == 0 else 0)} times.</p>",
        "section": ("World", "City")[number % 2],
        "categories": ["tide", f"tag {(number + version) % 4}" if number % 7 == 0 else "rain"],
        "authors": [{"name": ("Asha", "Bo")[number % 2]}],
        "comments": [
            {"id": f"c{number}-{one}", "content_html": f"<p>Comment {one}.</p>", "author": {"name": "Carl"}}
            | ({} if one == 2 and undated else {"published": f"2026-01-{number % 28 + 1:02}T10:{one:02}:00Z"})
            for one in said
        ],
    }


def start(
    configuration: Path, *more: object, prelude: str = "", stderr: int = subprocess.PIPE, **options: object
) -> subprocess.Popen[str]:
    """`feedhouse build`, in a process group of its own."""
    # Ctrl-C is heard even where a parent of the tests had it turned off, as pytest-xdist has.
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    command = [sys.executable, "-c", heard + prelude + MAIN, "build", "--config", str(configuration), *map(str, more)]
    return subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": str(ROOT)}, text=True, start_new_session=True, stderr=stderr,
        stdout=subprocess.PIPE, **options,
    )  # fmt: skip


def run(configuration: Path, *more: object, prelude: str = "", **options: object) -> tuple[int, str]:
    """One run to its end: its exit code, and what it said."""
    process = start(configuration, *more, prelude=prelude, **options)
    said = "".join(last_words(process))
    assert "Traceback" not in said, said
    return process.returncode, said


def last_words(process: subprocess.Popen[str]) -> tuple[str, str]:
    """What a process says until its end. One that hangs is ended with its group, and does not outlive its test."""
    try:
        return process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise


def ended(process: subprocess.Popen[str], patience: float = 5.0) -> bool:
    """Whether no process of its group lives on, within some seconds; what does is ended now."""
    end = time.monotonic() + patience
    while (alive := _members(process.pid)) and time.monotonic() < end:
        time.sleep(0.01)
    if alive:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    return not alive


def _members(group: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, pgrp = stat.read_text().rpartition(") ")[2].split()[:3]
        except OSError:  # it has just ended
            continue
        if int(pgrp) == group and state != "Z":
            found.append(int(stat.parent.name))
    return found


LINK = re.compile(rb"https://courier\.example/feeds/([^\"'<>\s\\#&]*)")


def links(body: bytes) -> set[str]:
    """The documents that a document links to."""
    return {link.decode() or "index.html" for link in LINK.findall(body)}


def dangling(found: dict[str, bytes], known: set[str]) -> set[tuple[str, str]]:
    """Links that lead nowhere, in every document that a reader can know: those `known` before, the site's own at their
    fixed addresses, and what these link to, and so on."""
    todo = [name for name in found if name in known or "/" not in name]
    seen, wrong = set(todo), set()
    while todo:
        name = todo.pop()
        for link in links(found[name]):
            if link not in found:
                wrong.add((name, link))
            elif link not in seen:
                seen.add(link)
                todo.append(link)
    return wrong


def leftovers(folder: Path) -> list[str]:
    """Files that a run in good order leaves nowhere."""
    ours = {"ledger.db", "lock", "last-run.json", "place"}
    room = [path for path in (folder / "out/.feedhouse").rglob("*") if path.is_file() and path.name not in ours]
    strange = [path for path in folder.iterdir() if path.name not in {"pages", "desk.jsonl", "feedhouse.toml", "out"}]
    return [str(path) for path in [*room, *strange] if path.name != "feedhouse.db"]


def clean(configuration: Path, scratch: Path, now: dt.datetime | None = None) -> dict[str, bytes]:
    """What a build from nothing makes with a copy of the same store."""
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(configuration.parent, scratch, ignore=shutil.ignore_patterns("out"))
    assert not build(scratch / configuration.name, now=now or dt.datetime.now(dt.UTC), accept=True).failed
    return published(scratch / "out")
