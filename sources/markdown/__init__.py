"""The adapter `markdown`: the posts of Hugo, Jekyll, Pelican and Eleventy, as they lie in their folders.

`matter` reads what stands before a text, `body` renders the text, `adapter` decides what is published and makes the
record.
"""

from sources.markdown.adapter import Markdown

__all__ = ["Markdown"]
