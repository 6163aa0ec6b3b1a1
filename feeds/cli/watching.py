"""What is going on, in one line on a terminal; silence elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

WORDS = {"read": "reading", "publish": "publishing", "look": "looking at"}


class Watching:
    """The line: the stage and its name, and for what is fetched the pages done, a second, and their host."""

    def __init__(self, show: Callable[[str], None]) -> None:
        self._show = show
        self._line = ""
        self._pages = 0
        self._since = 0.0

    def __call__(self, stage: str, name: str) -> None:
        """As `feeds.pipeline.Progress`."""
        self._line = f"{WORDS[stage]} {name}"
        self._pages, self._since = 0, time.monotonic()
        self._show(self._line)

    def fetched(self, url: str) -> None:
        """An address was fetched."""
        self._pages += 1
        pace = self._pages / max(time.monotonic() - self._since, 0.001)
        pages = "page" if self._pages == 1 else "pages"
        host = urlsplit(url).hostname or url
        self._show(f"{self._line}: {self._pages:,} {pages}, {pace:.1f} a second, {host}")


@contextmanager
def watched() -> Iterator[Watching]:
    """A line that tells what is going on, on a terminal; silence elsewhere: cron mails what is said."""
    if not sys.stderr.isatty():
        yield Watching(lambda line: None)
        return
    from rich.console import Console  # noqa: PLC0415  not for cron
    from rich.text import Text  # noqa: PLC0415  as above

    with Console(stderr=True).status("starting") as status:
        yield Watching(lambda line: status.update(Text(line)))  # as text: a name may look like rich's markup
