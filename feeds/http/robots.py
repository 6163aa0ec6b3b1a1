"""robots.txt (RFC 9309): whether a page that was found may be fetched, and how slowly.

protego reads and matches the rules. Kept for a day in the cache's folder, so that a cron job does not ask each time.
"""

import hashlib
import re
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from protego import Protego

from feeds.errors import FetchError, SourceError
from feeds.http import Response, RobotsError, files

PRODUCT = "feedhouse"
"""Our product token (section 2.2.1)."""

DAY = 86_400
"""Seconds for which a robots.txt is believed (section 2.4)."""

LARGEST = 512_000
"""Bytes of a robots.txt that are read (section 2.5 asks for at least 500 KiB)."""

# A group is ours by its token: what follows that, a version or a star, does not count (section 2.2.1).
_OURS = re.compile(rf"^(\s*user-?\s?agent\s*:\s*{PRODUCT})(?![\w-])[^\r\n]*", re.IGNORECASE | re.MULTILINE)


class Robots:
    """The robots.txt of every host that a run meets. `fetch` gets one; `folder` keeps them, None: the run alone."""

    def __init__(self, fetch: Callable[[str], Response], folder: Path | None) -> None:
        self._fetch = fetch
        self._folder = folder
        self._known: dict[str, _Rules | FetchError] = {}

    def check(self, url: str) -> float:
        """The seconds that the host wants between two requests, 0 if it does not say. Raises `RobotsError` if the page
        may not be fetched, `FetchError` if that cannot be known for now (section 2.3.1.4)."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}".lower()
        if site not in self._known:
            self._known[site] = self._read(f"{site}/robots.txt")
        rules = self._known[site]
        if isinstance(rules, FetchError):
            raise FetchError(f"{url}: not fetched, since {rules}")
        if not rules.allow(url):
            raise RobotsError(f"{url}: its robots.txt does not allow it; if you may all the same: http.robots = false")
        return rules.delay

    def _read(self, url: str) -> "_Rules | FetchError":
        """The rules; a host without a robots.txt (4xx) allows everything (section 2.3.1.3)."""
        if (kept := self._kept(url, DAY)) is not None:
            return _Rules(kept)
        try:
            body = self._fetch(url).body[:LARGEST]
        except SourceError:
            body = b""
        except FetchError as error:
            stale = self._kept(url, float("inf"))  # section 2.4 allows this much while it cannot be reached
            return error if stale is None else _Rules(stale)
        if self._folder:
            with suppress(OSError):  # then it is asked for again in the next run
                files.write(self._path(url), [body])
        return _Rules(body)

    def _kept(self, url: str, longest: float) -> bytes | None:
        if self._folder is None:
            return None
        try:
            with self._path(url).open("rb") as file:
                age = time.time() - self._path(url).stat().st_mtime
                return file.read(LARGEST) if -DAY < age < longest else None
        except OSError:
            return None

    def _path(self, url: str) -> Path:
        folder = self._folder or Path()
        return folder / "robots" / hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class _Rules:
    """One robots.txt, as it concerns us."""

    def __init__(self, body: bytes) -> None:
        text = body.decode("utf-8", "replace").removeprefix("\ufeff")
        text, ours = _OURS.subn(r"\1", text)
        self._parsed = Protego.parse(text)
        # A group of ours, else that of all: protego alone would take a group "feed" for one of "feedhouse".
        self._agent = PRODUCT if ours else "*"
        self.delay = max(0.0, self._parsed.crawl_delay(self._agent) or 0.0)

    def allow(self, url: str) -> bool:
        return bool(self._parsed.can_fetch(url, self._agent))
