"""How fast pages are read: `python tests/bench/bench_speed.py` prints two tables over the shared pages.

First one page after another in this process, in time of one processor, beside trafilatura and readability in the same
run, each as far as its own record: all pages, those whose JSON-LD ours could use, and those that a site's selectors
read whole. Then `feedhouse extract` over more than 200 pages as whole processes, with one job and with two, in turns;
both print the same bytes.
"""

import gzip
import hashlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from bench_pages import CORPORA, Reading, programs  # noqa: E402

from sources.html.judge import Verdict  # noqa: E402
from sources.html.page import parse  # noqa: E402
from sources.html.reading import judged  # noqa: E402
from sources.html.selectors import compiled  # noqa: E402

ENOUGH = 200  # pages for the processes
ROUNDS = 3
SELECT = compiled(
    {
        "title": "//meta[@property='og:title']/@content",
        "published": "//meta[@property='article:published_time']/@content",
        "authors": "//meta[@name='author']/@content",
        "content": "//p",
        "comments": "//*[@class='none']",
    }
)


def pages() -> dict[str, bytes]:
    """The shared pages by name."""
    news = {path.stem: gzip.decompress(path.read_bytes()) for path in sorted((CORPORA / "news-pages").glob("*.gz"))}
    more = [*(CORPORA / "readability-pages").glob("*__source.html"), *(CORPORA / "comment-pages").glob("*.html")]
    return news | {path.name: path.read_bytes() for path in sorted(more)}


def read(body: bytes, url: str | None) -> Reading:
    """Ours, as far as the record that the pipeline takes: nothing of it is made ready for a score."""
    judged(parse(body, url=url))
    return Reading({})


def selected(body: bytes, url: str | None) -> Reading:
    """Ours, with a site's selectors."""
    judged(parse(body, url=url), SELECT)
    return Reading({})


def seconds(program: Callable[[bytes, str | None], Reading], body: bytes) -> float:
    """The seconds of a processor that the page takes: the best of some rounds, whatever else the machine does."""
    rounds = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        with suppress(Exception):  # a stranger's program may fail: its time counts all the same
            program(body, None)
        rounds.append(time.process_time() - begun)
    return min(rounds)


def one_process(found: dict[str, bytes]) -> None:
    """Milliseconds a page, by program and kind of page."""
    verdicts = {name: judged(parse(body)) for name, body in found.items()}
    told = [name for name, one in verdicts.items() if isinstance(one, Verdict) and "jsonld" in str(one.evidence)]
    whole = [name for name, body in found.items() if _is_whole(body)]
    for title, names in (("all pages", list(found)), ("with JSON-LD", told), ("with selectors", whole)):
        bodies = [found[name] for name in names]
        print(f"{title}: {len(bodies)}")
        own = [("feedhouse", selected if title == "with selectors" else read), *list(programs())[1:]]
        taken = {name: [seconds(program, body) * 1000 for body in bodies] for name, program in own}
        for name, each in taken.items():
            times = sum(taken["trafilatura"]) / sum(each)
            print(f"  {name:<12}{sum(each) / len(each):7.1f} ms a page, {times:4.1f} x trafilatura's speed")
        pairs = zip(taken["trafilatura"], taken["feedhouse"], strict=True)
        print(f"  feedhouse, the median of the pages: {median(other / ours for other, ours in pairs):.1f} x\n")


def _is_whole(body: bytes) -> bool:
    verdict = judged(parse(body), SELECT)
    fields = ("title", "published", "authors", "body")
    return isinstance(verdict, Verdict) and all(verdict.evidence.get(one, "").startswith("selectors") for one in fields)


def processes(found: dict[str, bytes]) -> None:
    """Whole processes with one job and with two."""
    with tempfile.TemporaryDirectory() as folder:
        copies = -(-ENOUGH // len(found))
        for number in range(copies):
            for name, body in found.items():
                (Path(folder) / f"{number}-{name.removesuffix('.html')}.html").write_bytes(body)
        print(f"feedhouse extract over {copies * len(found)} pages")
        printed = set()
        for _ in range(ROUNDS):
            for jobs in (1, 2):
                begun = time.perf_counter()
                command = [Path(sys.executable).with_name("feedhouse"), "extract", "--jobs", str(jobs), folder]
                run = subprocess.run(command, capture_output=True, check=False)
                printed.add(hashlib.sha256(run.stdout).hexdigest())
                print(f"  --jobs {jobs}    {time.perf_counter() - begun:6.1f} s")
        print(f"  the same bytes: {len(printed) == 1}")


def main() -> None:
    """Print the tables."""
    if not CORPORA.is_dir():
        sys.exit("the shared corpora are not here: name their folder in FEEDHOUSE_CORPORA")
    found = pages()
    one_process(found)
    processes(found)


if __name__ == "__main__":
    main()
