"""What a source remembers from one good run to the next: which files it read and how they looked, and resume states.

It is one JSON text, the source's cursor in the store. A file is not read again while its size, time and inode are the
same and the adapter, its options and feedhouse itself are too; what was skipped in it is then reported again from
here.
"""

import hashlib
from collections.abc import Collection
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import msgspec

from feeds.ingest import SourceSettings
from feeds.ingest.files import File
from feeds.ingest.guards import Gave
from feeds.model import Site, Skipped

_SKIPPED = 50  # how many skipped records of one file are remembered
_RACE = 2_000_000_000  # ns: a file written so shortly before it was read may have been written again within one tick


class Page(msgspec.Struct, array_like=True):
    """How one file looked when it was read, what was skipped in it, how to resume, and how much it gave."""

    size: int
    modified: int
    inode: int
    skipped: list[tuple[str, str]] = []
    cursor: str | None = None
    articles: int = 0
    comments: int = 0


class _Kept(msgspec.Struct):
    made_by: str = ""
    files: dict[str, Page] = {}
    cursor: str | None = None
    articles: int = 0
    comments: int = 0
    listed: int | None = None


class Memory:
    """The memory of one source. `gave` is how much the last good read gave, and is to become how much this one did;
    `listed` likewise how much stood on the list that it reads, None if it reads none, or not by these options."""

    def __init__(self, text: str | None, settings: SourceSettings, site: Site) -> None:
        self._made_by = _fingerprint(settings, site)
        self._before = _decoded(text)
        self._files = frozenset(self._before.files)
        if self._before.made_by != self._made_by:
            self._before.files, self._before.listed = {}, None
        self._after = _Kept(made_by=self._made_by, cursor=self._before.cursor)
        self.gave = Gave(self._before.articles, self._before.comments)
        self.listed = self._before.listed

    @property
    def cursor(self) -> str | None:
        """The resume state of a source that is read from an address."""
        return self._before.cursor

    @cursor.setter
    def cursor(self, state: str) -> None:
        self._after.cursor = state

    def known(self, file: File) -> Page | None:
        """What is remembered of a file that looks as it did; None if it must be read."""
        page = self._before.files.get(file.name)
        same = page is not None and (page.size, page.modified, page.inode) == (file.size, file.modified, file.inode)
        return page if same else None

    def resume(self, file: File) -> str | None:
        """The resume state that a file's adapter gave last time."""
        page = self._before.files.get(file.name)
        return page.cursor if page else None

    def vanished(self, present: Collection[str]) -> frozenset[str]:
        """The files that the last good run had and that are there no more."""
        return self._files.difference(present)

    def keep(self, file: File, page: Page) -> None:
        """The file was not read; it is as it was."""
        self._after.files[file.name] = page

    def learn(self, file: File, now: int, skipped: list[Skipped], cursor: str | None, gave: Gave) -> None:
        """The file was read to its end; `now` in nanoseconds since 1970."""
        trusted = file.modified < now - _RACE
        self._after.files[file.name] = Page(
            file.size,
            file.modified if trusted else -1,
            file.inode,
            [(one.where, one.why) for one in skipped[:_SKIPPED]],
            cursor,
            gave.articles,
            gave.comments,
        )

    def dump(self) -> str:
        """The text for the store."""
        self._after.articles, self._after.comments = self.gave.articles, self.gave.comments
        self._after.listed = self.listed
        return msgspec.json.encode(self._after).decode()


def _decoded(text: str | None) -> _Kept:
    try:
        return msgspec.json.decode(text, type=_Kept) if text else _Kept()
    except msgspec.DecodeError:  # of another release: everything is read again
        return _Kept()


def _fingerprint(settings: SourceSettings, site: Site) -> str:
    """What else the reading hangs on, so that a change of it reads everything again."""
    try:
        release = version("feedhouse")
    except PackageNotFoundError:
        release = ""
    options: Any = sorted((key, repr(value)) for key, value in settings.options.items())
    parts = [release, settings.adapter, settings.permalink, options, site.timezone, site.url, settings.future]
    return hashlib.blake2b(msgspec.json.encode(parts), digest_size=8).hexdigest()
