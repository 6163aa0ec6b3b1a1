"""Plain text that an HTML reader would misread, and the same text as HTML.

RSS does not say whether a title is text or HTML, and readers guess. "AT&T" and "2 < 3" are safe in every reader when
their "&" and "<" travel as hexadecimal references (RSS Profile 1.0, character data); "&copy;" and "</b>" are not, and
are written as the HTML of that text.
"""

import re
from html import escape, unescape

_END_TAG = re.compile(r"</\w")
_TAG = re.compile(r"<(?:/\w|[a-zA-Z!?])")


def has_end_tag(text: str) -> bool:
    """Whether a validator would take this plain text for HTML by its end tags [W3C: ContainsHTML]."""
    return "</" in text and _END_TAG.search(text) is not None


def reads_as_html(text: str) -> bool:
    """Whether a reader that guesses would show something else than this plain text."""
    return ("<" in text and _TAG.search(text) is not None) or ("&" in text and unescape(text) != text)


def as_html(text: str) -> str:
    """Plain text as HTML that shows it: "2 &lt; 3"."""
    return escape(text, quote=False) if "&" in text or "<" in text else text
