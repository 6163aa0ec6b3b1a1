"""The adapter `feed`: RSS 0.9x to 2.0, RDF, Atom 0.3 and 1.0, and JSON Feed.

`document` turns the bytes of one feed into a `Document`, whatever its format: `syndication` through feedparser, `json`
by itself. `adapter` follows what a document points at: its archives, once, and its articles' comment feeds.
"""

from sources.feed.adapter import Feed

__all__ = ["Feed"]
