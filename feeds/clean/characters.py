"""Characters: what XML, HTML and readers cannot bear is removed, white space is made regular.

XML 1.0 section 2.2 says which characters a document may hold; W3C's validator and HTML5 parsers also object to C1
controls, noncharacters and U+FFFD.
"""

import re

from feeds.clean.mojibake import decoded

_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_DIRTY = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 (but tab and newline), DEL, C1
    "\u200b\u2028\u2029\u202a-\u202e\u2066-\u206f\ufeff"  # see _JUNK and _BREAKS
    "\ufff9-\ufffb\ufffd\ud800-\udfff" + _NONCHARACTERS + "]"
)
_JUNK = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\u202a-\u202e\u206a-\u206f"  # embeddings and overrides reach beyond their text; the isolates replaced them
    "\ufeff\ufff9-\ufffb\ufffd\ud800-\udfff" + _NONCHARACTERS + "]"
    # A zero-width space is a line break in Thai, Lao, Burmese and Khmer, and rubbish everywhere else.
    "|(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b"
)
_BREAKS = str.maketrans({"\x0b": " ", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n\n"})
_MARKS = "\u2066\u2067\u2068\u2069"
_ISOLATES = re.compile("[\u2066-\u2069]")
_SOFT_HYPHEN = "\xad"


def text(value: str) -> str:
    """One line of plain text: illegal and invisible characters removed, white space collapsed and trimmed.

    Entities and tags are left alone: text is text, and an adapter that reads HTML decodes it first.
    """
    return " ".join(_readable(value).split())


def block(value: str) -> str:
    """Plain text in lines: as `text`, but line ends stay, and a blank line between paragraphs."""
    lines = [" ".join(line.split()) for line in _readable(value).split("\n")]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def legal(value: str) -> str:
    """What XML and HTML may hold, line ends as newlines. White space, soft hyphens and isolates stay as they are."""
    if value.isascii() and value.isprintable():
        return value
    if _harmless(value) or not _DIRTY.search(value):
        return value
    value = value.replace("\r\n", "\n").replace("\r", "\n").translate(_BREAKS)
    return _JUNK.sub("", value)


def _harmless(value: str) -> bool:
    """A quick look, ten times as fast as a search: nothing but printable characters, newlines, tabs, no-break spaces
    and the joiners of Indian and Arabic scripts."""
    for usual in "\n\t\xa0\u200d\u200c":
        value = value.replace(usual, "")
    return value.isprintable() and "\ufffd" not in value


def isolated(value: str) -> bool:
    """Whether every directional isolate (U+2066 to U+2068) is closed by a U+2069, and none is closed twice."""
    if value.isascii() or not any(mark in value for mark in _MARKS):
        return True
    depth = 0
    for mark in _ISOLATES.findall(value):
        depth += -1 if mark == "\u2069" else 1
        if depth < 0:
            return False
    return depth == 0


def without_isolates(value: str) -> str:
    """The value without directional isolates: left open, one would turn the text that follows it."""
    return _ISOLATES.sub("", value)


def shortened(value: str, limit: int) -> str:
    """At most `limit` characters, cut at a word where one ends in the last third, with an ellipsis for the rest."""
    if len(value) <= limit:
        return value
    head = value[: limit - 1]
    if not value[limit - 1].isspace() and (space := head.rfind(" ")) > limit * 2 // 3:
        head = head[:space]
    while head and value[len(head)] in _JOINING:
        head = head[:-1]
    return head.rstrip(" ,;:-–—\u200d") + "…"


# Cutting before one of these would take an accent, a skin tone or half a family from the character before it.
_JOINING = frozenset("\u200d\ufe0e\ufe0f\u20e3" + "".join(map(chr, (*range(0x300, 0x370), *range(0x1F3FB, 0x1F400)))))


def _readable(value: str) -> str:
    """Legal characters, decoded once more where they were encoded twice, without soft hyphens (they hide words from
    search) and without open isolates."""
    if value.isascii() and value.isprintable():
        return value
    value = legal(decoded(value)).replace(_SOFT_HYPHEN, "")
    return decoded(value if isolated(value) else without_isolates(value))
