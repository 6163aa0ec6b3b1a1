"""HTML that stands where the model wants plain text."""

import html
import re

_TAG = re.compile(r"<!--.*?(?:-->|\Z)|</?[a-zA-Z][^<>]*>", re.DOTALL)
_BREAK = re.compile(r"<(?:br|/?(?:p|div|li|h[1-6]|blockquote|tr))\b[^<>]*>", re.IGNORECASE)


def plain(markup: str | None) -> str:
    """The text of an HTML fragment in one line: without tags and comments, entities decoded. "" for None."""
    if not markup:
        return ""
    if "<" in markup:
        markup = _TAG.sub("", _BREAK.sub(" ", markup))
    return " ".join((html.unescape(markup) if "&" in markup else markup).split())
