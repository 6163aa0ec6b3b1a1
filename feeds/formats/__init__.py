"""Formats: one file each, a `Feed` in, a `Document` out.

To add a format: write `formats/<name>.py` with a `Format` in it, and one line under the entry points
`feedhouse.formats` in pyproject.toml. A format is pure: no clock, no network, no disk, same feed, same bytes.
"""

import datetime as dt
from typing import NamedTuple, Protocol

from feeds.feed import Document, Feed


class Piece(NamedTuple):
    """An entry as it stands in a document: its bytes, how many of them (or more) its content would take in XML, and its
    `updated` if that is written exactly."""

    body: bytes
    content: int
    updated: dt.datetime | None = None


class Format(Protocol):
    """One output format. `name` is its suffix and its key in the configuration ("rss")."""

    name: str
    media_type: str

    def render(self, feed: Feed) -> Document:
        """The document of a feed at `feed.path + "." + name`, served at `feed.url(name)`. An entry that is `Kept` is
        put in as the bytes that it has for this format; `Document.fresh` is then the rest, for whoever judges it."""

    def pieces(self, body: bytes) -> dict[str, Piece]:
        """The entries of a document that `render` made, by id: joined between another head and tail of its making, they
        are a document again. A format that cannot tell them apart gives none."""
