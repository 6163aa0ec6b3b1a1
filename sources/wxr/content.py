"""The text of a post as WordPress shows it."""

from sources._shared.plain import plain
from sources.wxr.autop import paragraphed
from sources.wxr.members import without_members_part
from sources.wxr.shortcodes import without_shortcodes


def shown(text: str) -> str:
    """A post's text as HTML, as every visitor sees it."""
    return paragraphed(without_shortcodes(without_members_part(text)))


def said(text: str) -> str:
    """A comment's text as HTML: WordPress expands no shortcodes in comments."""
    return paragraphed(text)


def excerpt(text: str) -> str | None:
    """A post's excerpt as plain text."""
    return plain(without_shortcodes(without_members_part(text))) or None
