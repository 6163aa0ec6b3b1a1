"""Whole runs as cron sees them, beside a plain feedgen script: `python tests/bench/bench_runs.py [ARTICLES …]`.

For each size: a cold build, a run with 20 new articles and 200 new comments, a run with nothing new, and the imports
that any such program has. Whole processes, wall clock in seconds, peak memory in megabytes.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

import newsroom  # noqa: E402  it lies beside this file

CONFIGURATION = """
[site]
title = "The Courier"
url = "https://courier.example/"
feeds_url = "https://courier.example/feeds/"
description = "A newsroom for measurements."

[[sources]]
name = "articles"
path = "articles"
adapter = "jsonl"

[feeds]
formats = ["rss", "atom"]
"""
IMPORTS = "import typer, sqlalchemy, lxml.etree, feedgen.feed"
BUILD = "from feeds.cli import main; main()"


def timed(*command: str) -> tuple[float, float]:
    """How long a process takes, and the peak of its memory."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = time.perf_counter()
    process = subprocess.Popen([sys.executable, *command], env=environment, cwd=HERE.parents[1])
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(command)[:60]} failed")
    return time.perf_counter() - before, usage.ru_maxrss / 1024


def build(folder: Path) -> tuple[float, float]:
    """One run of ours."""
    return timed("-c", BUILD, "build", "--config", str(folder / "feedhouse.toml"))


def script(folder: Path, out: Path) -> tuple[float, float]:
    """One run of the script."""
    return timed(str(HERE / "script.py"), str(folder / "articles"), str(out))


def best(times: int, run: Callable[[], tuple[float, float]]) -> tuple[float, float]:
    """The quickest of several."""
    return min(run() for _ in range(times))


def measure(articles: int, folder: Path) -> None:
    """One size: a row a run."""
    newsroom.write(folder / "articles", articles)
    (folder / "feedhouse.toml").write_text(CONFIGURATION)
    time.sleep(2.5)  # a file that is younger than two seconds is read again by the next run
    os.sync()
    rows = {"script, cold": script(folder, folder / "script")}
    shutil.rmtree(folder / "script")
    os.sync()
    rows["feedhouse, cold"] = build(folder)
    changes = []
    for round_ in range(1, 4):
        newsroom.more(folder / "articles", articles, round_)
        time.sleep(2.5)
        changes.append(build(folder))
    rows["feedhouse, 20 articles and 200 comments"] = min(changes)
    build(folder)
    rows["feedhouse, nothing new"] = best(5, lambda: build(folder))
    rows["imports alone"] = best(5, lambda: timed("-c", IMPORTS))
    imports, whole = rows["imports alone"][0], rows["script, cold"][0]
    print(f"\n{articles:,} articles, {articles * newsroom.COMMENTS:,} comments")
    for name, (seconds, memory) in rows.items():
        ratios = f"{seconds / imports:8.1f} x imports {seconds / whole:7.3f} x script"
        print(f"  {name:42} {seconds:8.2f} s {memory:7.0f} MB {ratios}", flush=True)


if __name__ == "__main__":
    for size in map(int, sys.argv[1:] or ["10000"]):
        with tempfile.TemporaryDirectory() as temporary:
            measure(size, Path(temporary))
