"""Formats: one file each, a `Feed` in, a `Document` out.

To add a format: write `formats/<name>.py` with a `Format` in it, and one line under the entry points
`feedhouse.formats` in pyproject.toml. A format is pure: no clock, no network, no disk, same feed, same bytes.
"""

from typing import Protocol

from feeds.feed import Document, Feed


class Format(Protocol):
    """One output format. `name` is its suffix and its key in the configuration ("rss")."""

    name: str
    media_type: str

    def render(self, feed: Feed) -> Document:
        """The document of a feed at `feed.path + "." + name`, served at `feed.url(name)`."""
