"""A newsroom of 999 good articles, poisoned over and over: built once, and put back as it was after each kind."""

import json
import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from feeds.report import Report
from tests.hostile.poisons import Poison
from tests.newsroom import SITE, build

GOOD = 999
CONFIGURATION = (
    SITE
    + """
[[sources]]
name = "desk"
path = "desk"
permalink = "https://courier.example/news/{slug}"

[feeds]
entries = 10
archive = 33
"""
)
IDS = re.compile(rb"<id>([^<]+)</id>")
ATOM = "{http://www.w3.org/2005/Atom}"


def good(number: int) -> dict[str, object]:
    """One of the 999."""
    day = f"2025-{number % 5 + 1:02}-{number % 28 + 1:02}T{number % 24:02}:30:00+00:00"
    said = [
        {"id": f"c{number}-{n}", "author": "Bo", "published": day, "content_text": f"Said {n} on {number}."}
        for n in range(2 if number % 50 == 7 else 0)
    ]
    return {
        "id": f"good-{number}",
        "url": f"https://courier.example/news/story-{number}-of-the-harbour",
        "title": f"Story {number} of the harbour",
        "published": day,
        "content_html": f"<p>The harbour had its day number {number}, and everybody came to see it.</p>",
        "section": ("World", "City", "Sport")[number % 3],
        "categories": [("ferry", "bridge", "tide", "rain")[number % 4]],
        "authors": [{"name": ("Asha", "Bo", "Carl")[number % 3]}],
        "comments": said,
    }


NEIGHBOUR = json.dumps(good(GOOD) | {"comments": []}).encode() + b"\n"


class Bench:
    """One newsroom in a folder, and what it published when it was well."""

    def __init__(self, folder: Path, between: Sequence[bytes] = ()) -> None:
        self.folder = folder
        self.desk, self.out, self.pristine = folder / "desk", folder / "out", folder / "pristine"
        self.desk.mkdir(parents=True)
        self.configuration = folder / "feedhouse.toml"
        self.configuration.write_text(CONFIGURATION)
        lines = [json.dumps(good(number)).encode() for number in range(GOOD)]
        for number, made in enumerate(between, 1):
            lines.insert(GOOD * number // (len(between) + 1), made)
        (self.desk / "good.jsonl").write_bytes(b"\n".join(lines) + b"\n")
        os.utime(self.desk / "good.jsonl", (1_700_000_000, 1_700_000_000))
        self.report = build(self.configuration)
        assert not self.report.failed
        assert self.report.skipped == 0 or between
        shutil.copytree(self.out, self.pristine, copy_function=os.link)
        shutil.rmtree(self.pristine / ".feedhouse")
        shutil.copytree(self.out / ".feedhouse", folder / "ledger")
        shutil.copy(folder / "feedhouse.db", folder / "pristine.db")
        self.stood = files(self.out)
        self.ids = {path: atom_ids(self.out / path) for path in self.stood if path.endswith(".atom")}

    def poisoned(self, poison: Poison) -> Report:
        """A run with the poison among the good ones; behind it in its own file, if that has lines, stands another."""
        made = poison.make()
        self.neighbour = poison.file.endswith(".jsonl") and made.endswith(b"}\n")
        (self.desk / poison.file).write_bytes(made + (NEIGHBOUR if self.neighbour else b""))
        return build(self.configuration)

    def changed(self, now: dict[str, int]) -> dict[str, bytes]:
        """The documents among `now`, the files in out/, that are not those that stood there."""
        return {path: (self.out / path).read_bytes() for path, inode in now.items() if self.stood.get(path) != inode}

    def mend(self, poison: Poison) -> None:
        """Put everything back as it was."""
        (self.desk / poison.file).unlink()
        now = files(self.out)
        wrong = {path for path, inode in now.items() if self.stood.get(path) != inode}
        for path in wrong:
            (self.out / path).unlink()
        for path in (self.stood.keys() - now.keys()) | (wrong & self.stood.keys()):
            (self.out / path).parent.mkdir(parents=True, exist_ok=True)
            os.link(self.pristine / path, self.out / path)
        shutil.rmtree(self.out / ".feedhouse")
        shutil.copytree(self.folder / "ledger", self.out / ".feedhouse")
        for old in self.folder.glob("feedhouse.db*"):
            old.unlink()
        shutil.copy(self.folder / "pristine.db", self.folder / "feedhouse.db")


def files(out: Path) -> dict[str, int]:
    """Every document below out/, with its inode: one that was written again has another."""
    found: dict[str, int] = {}
    folders = [""]
    while folders:
        folder = folders.pop()
        with os.scandir(out / folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders += [f"{folder}{entry.name}/"] if entry.name != ".feedhouse" else []
                else:
                    found[f"{folder}{entry.name}"] = entry.inode()
    return found


def atom_ids(file: Path) -> frozenset[str]:
    """The ids of the entries of an Atom feed."""
    return ids_in(file.read_bytes())


def ids_in(body: bytes) -> frozenset[str]:
    """As `atom_ids`, of its bytes."""
    return frozenset(entry.findtext(f"{ATOM}id") or "" for entry in etree.fromstring(body).iter(f"{ATOM}entry"))
