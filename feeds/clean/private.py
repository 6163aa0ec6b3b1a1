"""What a page prints of a commenter beside the text: lines that are an e-mail or IP address and nothing else.

An adapter may take such a line for the comment's first or last. What a commenter writes in a sentence is not touched.
"""

import re

_MAIL = r"[<(\[]?\s*[^\s<>()\[\],;:@\"'&]+@[\w-]+(?:\.[\w-]+)+\s*[>)\]]?"
_IP = r"[(\[]?(?<![\d.])(?:\d{1,3}\.){3}(?:\d{1,3}|x{1,3})(?![\d.])[)\]]?"
_LABEL = r"(?:(?:e-?mail|mail|ip|address|adresse|from|by|posted|logged|host)\b[\s:.-]*)*"
_WHEN = r"(?:[\s,|·•–-]*(?:on\b)?[\w\s,.:/|·•–-]{0,40}\b(?:19|20)\d\d\b[\w\s,.:/|·•–-]{0,30})?"
_ALONE = re.compile(
    rf"\s*{_LABEL}(?:{_MAIL}|{_IP})(?:[\s,;]+{_LABEL}(?:{_MAIL}|{_IP}))*{_WHEN}[\s,;.|·–-]*", re.IGNORECASE
)
_MAY = re.compile(r"@|\d\.\d{1,3}\.(?:\d|x)", re.IGNORECASE)
_LINES = re.compile(r"((?:<br>|</?(?:p|div|li|ul|ol|dl|dt|dd|blockquote|h[1-6]|tr|td|th|pre)(?: [^<>]*)?>)+)")
_TAGS = re.compile(r"<[^<>]*>")
_LONGEST = 300
_ENTITIES = str.maketrans({"\xa0": " "})


def without_addresses(content: str) -> str:
    """A comment's clean HTML without the lines that are nothing but addresses, labels ("IP:") and a date behind them.
    What is left of the tags around them is not clean."""
    if not _MAY.search(content):
        return content
    return "".join(map(_line, _LINES.split(content)))


def _line(piece: str) -> str:
    if not _MAY.search(piece):
        return piece
    said = _TAGS.sub("", piece).replace("&lt;", "<").replace("&gt;", ">").translate(_ENTITIES)
    return "" if len(said) <= _LONGEST and _ALONE.fullmatch(said) else piece
