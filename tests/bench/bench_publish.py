"""How fast an edition is put in place: bench_publish.py [DOCUMENTS], beside a plain loop that writes every file anew.

The plain loop neither syncs, nor renames, nor knows what changed; it is the disk's own speed for so many files.
"""

import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from feeds.feed import Document
from feeds.publish import Edition


def documents(count, version=0):
    """Comment feeds of about two kilobytes, two an article, in an order that is not that of their paths."""
    for number in range(count):
        article, format = divmod(number * 7919 % count, 2)
        path = f"articles/{article:06}-what-the-article-is-about/comments.{('rss', 'atom')[format]}"
        body = f"<item>{number} {version}</item>\n".encode() * 90
        yield Document(path=path, url="", media_type="application/rss+xml", body=body)


def plain(out, count):
    for document in documents(count):
        target = out / document.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(document.body)


def edition(out, words, state, *, complete=True):
    with Edition.open(out, 0) as edition:
        written = sum(edition.put(document) for document in words)
        edition.commit(state, complete=complete)
    return written


def nothing_new(out):
    with Edition.open(out, 0) as edition:
        return len(edition.damaged(2000)) if edition.state else -1


def timed(label, count, act):
    begin = time.perf_counter()
    result = act()
    seconds = time.perf_counter() - begin
    rate = f"{count / seconds:10,.0f} a second" if count else ""
    print(f"  {label:48}{seconds * 1000:10,.1f} ms {rate}  {'' if result is None else f'(written: {result:,})'}")


def main(count=20_000):
    print(f"{count:,} documents of 2 kB")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        timed("plain loop: write every file", count, lambda: plain(out / "plain", count))
        timed("edition: first run", count, lambda: edition(out / "e", documents(count), "1"))
        timed("edition: every document put, none changed", count, lambda: edition(out / "e", documents(count), "1"))
        timed("edition: 600 changed, nothing else put", 600, lambda: edition(
            out / "e", islice(documents(count, 1), 600), "2", complete=False))  # fmt: skip
        timed("edition: nothing new, 2,000 looked at", 0, lambda: nothing_new(out / "e"))
        ledger = out / "e/.feedhouse/ledger.db"
        print(f"  {'ledger':48}{ledger.stat().st_size / count:10,.0f} bytes a document")
        ledger.unlink()
        timed("edition: ledger lost, every file compared", count, lambda: edition(out / "e", documents(count, 0), "3"))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
