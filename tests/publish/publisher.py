"""A run as a process of its own, for tests that kill it or take its disk away.

    publisher.py OUT VERSION COUNT [WAIT [LIMIT]]

Publishes COUNT leaves and an index that links them, in the words of VERSION. Says "flushing" on a line when it begins.
LIMIT bounds the size of a file that it may write, in bytes. Exits as feedhouse does: 75 for what may pass, else 1.
"""

import resource
import sys
from pathlib import Path

from feeds.errors import PublishError, TemporaryError
from feeds.feed import Document
from feeds.publish import Edition


def documents(version, count):
    leaves = [f"articles/{number}-{version if number % 3 == 0 else 'all'}/comments.rss" for number in range(count)]
    for number, path in enumerate(leaves):
        body = f"{version if number % 2 else 'same'} {number}\n" * 200
        yield Document(path=path, url="", media_type="", body=body.encode())
    yield Document(path="index.html", url="", media_type="", body="\n".join([version, *leaves]).encode())


def run(out, version, count, wait=0.0, *, batch=0):
    with Edition.open(Path(out), wait) as edition:
        print("flushing", flush=True)
        for number, document in enumerate(documents(version, count), 1):
            edition.put(document)
            if batch and number % batch == 0:
                edition.flush()
        edition.commit(version, complete=True)


def main(out, version, count, wait="0", limit="0"):
    if int(limit):
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    try:
        run(out, version, int(count), float(wait), batch=50)
    except TemporaryError as error:
        print(error, file=sys.stderr)
        return 75
    except PublishError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
