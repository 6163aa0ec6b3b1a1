"""The adapter `wxr`: WordPress's own export files, versions 1.0 to 1.2, of any size and in any state.

`_shared.xmlpieces` cuts the file into items without reading them, `_shared.xmlmending` parses one and mends what is
broken, `scavenging` reads what cannot be mended, `items` says what stands in one, `posts` decides what of it is public
and makes records, `content` (`shortcodes`, `autop`) does to the text what WordPress does when it shows it.
"""

from sources.wxr.adapter import Wxr

__all__ = ["Wxr"]
