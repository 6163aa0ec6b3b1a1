"""Articles and comments into feeds: what stands in an entry, what a feed is called, what links to what.

Pure: the store's values and the site's settings in, `feeds.feed` values out. Nothing here knows a format's syntax.
`entries` makes entries, `content` their text, `paths` says where feeds lie, `composer` puts feeds together.
"""

from feeds.compose.composer import Composer

__all__ = ["Composer"]
