"""The adapter `wxr`: WordPress's own export files, versions 1.0 to 1.2, of any size and in any state.

`pieces` cuts the file into items without reading them, `mending` parses one and mends what is broken, `items` reads
what one says, `posts` decides what of it is public and makes records, `content` (`shortcodes`, `autop`) does to the
text what WordPress does when it shows it.
"""

from sources.wxr.adapter import Wxr

__all__ = ["Wxr"]
