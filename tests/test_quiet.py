"""A run that finds nothing new is told by file stamps alone; whatever may have changed makes it a full run."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from feeds import quiet
from tests.newsroom import harbour, page, published

RUN = "import sys; from feeds.cli import main\ntry: main()\nfinally: print(*sorted(sys.modules), file=sys.stderr)"


def run(configuration: Path, *more: str) -> set[str]:
    """The modules that a run of the command loaded."""
    command = [sys.executable, "-c", RUN, "build", "--config", str(configuration), *more]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=False, cwd=Path(__file__).parents[1]
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    """A built newsroom whose files are old enough to be trusted."""
    configuration = harbour(tmp_path / "newsroom", 3)
    before = time.time() - 60
    for file in (tmp_path / "newsroom/pages").iterdir():
        os.utime(file, (before, before))
    run(configuration)
    return configuration


def test_a_quiet_run_loads_no_heavy_library(newsroom):
    before = published(newsroom.parent / "out")
    loaded = run(newsroom)
    assert not loaded & {"sqlalchemy", "lxml", "lxml.etree", "feedgen", "nh3", "jinja2", "langcodes"}
    assert "feeds.pipeline" not in loaded
    assert published(newsroom.parent / "out") == before


def grow(file: Path) -> None:
    """Another section for the configuration."""
    file.write_text(file.read_text() + "\n[feeds]\nentries = 5\n")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a page is edited": lambda folder: (folder / "pages/story-001.txt").write_text(page(1, comments=3)),
    "a page is added": lambda folder: (folder / "pages/story-009.txt").write_text(page(9)),
    "a page goes": lambda folder: (folder / "pages/story-002.txt").unlink(),
    "the folder goes": lambda folder: (folder / "pages").rename(folder / "elsewhere"),
    "the configuration is edited": lambda folder: grow(folder / "feedhouse.toml"),
    "the configuration breaks": lambda folder: (folder / "feedhouse.toml").write_text("[site"),
    "the store goes": lambda folder: (folder / "feedhouse.db").unlink(),
    "a document goes": lambda folder: (folder / "out/articles/story-001/comments.atom").unlink(),
    "a document is torn": lambda folder: (folder / "out/feed.rss").write_text("torn"),
    "the ledger goes": lambda folder: (folder / "out/.feedhouse/ledger.db").unlink(),
    "the note is torn": lambda folder: (folder / "out/.feedhouse/quiet.json").write_text('{"release": 1}'),
    "out/ goes": lambda folder: (folder / "out").rename(folder / "away"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_may_have_changed_makes_a_full_run(newsroom, change):
    assert quiet.nothing_new(newsroom, None)
    CHANGES[change](newsroom.parent)
    assert not quiet.nothing_new(newsroom, None)


def test_a_report_is_always_of_a_full_run(newsroom, tmp_path):
    assert "feeds.pipeline" in run(newsroom, "--report", str(tmp_path / "report.json"))
    assert (tmp_path / "report.json").read_text().startswith("{")


def test_a_run_with_something_skipped_leaves_no_note(newsroom):
    (newsroom.parent / "pages/list.txt").write_text("eggs\nmilk\n")
    run(newsroom)
    assert not (newsroom.parent / "out/.feedhouse/quiet.json").exists()


def test_a_file_that_is_too_young_leaves_no_note(newsroom):
    (newsroom.parent / "pages/story-001.txt").write_text(page(1, comments=3))
    run(newsroom)
    assert not quiet.nothing_new(newsroom, None)
