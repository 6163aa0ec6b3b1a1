"""HTML that is canonical as it stands: plain paragraphs, headings and links, which is what nearly every comment is and
many an article. It is known by its looks and needs no parser; tests/clean/test_finished.py holds it to the long way.
"""

import re
from functools import cache

from feeds.clean.urls import url

LONGEST = 40_000
"""Characters; below every bound at which a body is looked at more closely."""

# No possessive quantifiers here, which Python 3.11 mistakes beside groups: wherever a part may end, only one thing can
# follow, so that a text that does not match is known for it in the time that it takes to read it.
_TEXT = "[^<>&]*(?:&(?:amp|lt|gt);[^<>&]*)*"
_HREF = r"https?://(?![^/]*xn--)[a-z0-9.-]+\.[a-z]{2,}/[^<>&\"\s]*"  # a name in letters at the end: no number is a host
_INSIDE = rf"(?! |</){_TEXT}(?<! )"
_MARKS = "|".join(
    (
        *(f"<{tag}>{_INSIDE}</{tag}>" for tag in "em strong b i u s small cite code sub sup mark q".split()),
        f'<a href="{_HREF}">{_INSIDE}</a>',
    )
)
_INLINE = rf"(?! |</){_TEXT}(?:(?:{_MARKS}|(?<![> ])<br>(?![< ])){_TEXT})*(?<! )"
_ITEMS = f"(?:<li>{_INLINE}</li>)+"
_LEAF = rf"<(p|h[1-6])>{_INLINE}</\1>"
_BLOCKS = rf"(?:{_LEAF}|<ul>{_ITEMS}</ul>|<ol>{_ITEMS}</ol>|<blockquote>(?:<p>{_INLINE}</p>)+</blockquote>)+"
_BETWEEN = re.compile(r"(?<=>)\n+(?=</?(?:p|h[1-6]|ul|ol|li|blockquote)>)")
_LINK = re.compile('<a href="([^"]*)')
_ODD = re.compile("[\xc2\xc3\ufffd]")  # half a character, perhaps (see `mojibake`)


def finished(value: str) -> str | None:
    """The canonical form of HTML or text for which hardly anything has to be done; None if a parser has to look."""
    if len(value) > LONGEST or "  " in value:
        return None
    if "\n" in value:
        value = _BETWEEN.sub("", value)
    if not (value.isprintable() and (value.isascii() or not _ODD.search(value))):
        return None
    if "<" not in value and "&" not in value:
        whole = bool(value) and value[0] != " " and value[-1] != " "
        return f"<p>{value.replace('>', '&gt;')}</p>" if whole else None
    if "& " in value:
        value = value.replace("& ", "&amp; ")
    if not _blocks().fullmatch(value):
        return None
    return value if "<a " not in value or all(url(one) == one for one in _LINK.findall(value)) else None


@cache
def _blocks() -> re.Pattern[str]:
    """Compiled when it is needed: 6 ms, which a run in which nothing changed is spared."""
    return re.compile(_BLOCKS)
