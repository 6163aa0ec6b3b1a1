"""JSON as it stands in script elements: wrapped, torn and hand-written."""

import html
import json
import re

_WRAPPED = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)?\s*;?\s*$"
)
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_TRAILING = re.compile(r",(?=\s*[}\]])")
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')
_LARGEST = 8 << 20


def loads(text: str) -> object:
    """The value of a script, repaired as far as that cannot change its meaning; None if it cannot be read.

    Mended are: HTML comments and CDATA around it, a semicolon after it, line breaks and control characters in strings,
    commas before a closing bracket, backslashes before what cannot be escaped, entities for its quotes, and text after
    the first value."""
    if len(text) > _LARGEST:
        return None
    text = _WRAPPED.sub("", _WRAPPED.sub("", text, count=1)).strip()
    for candidate in _candidates(text):
        try:
            value, _ = json.JSONDecoder(strict=False).raw_decode(candidate)
        except (ValueError, RecursionError):
            continue
        return value if isinstance(value, dict | list) else None
    return None


def _candidates(text: str) -> list[str]:
    mended = _BAD_ESCAPE.sub(r"\\\\", text)
    tidy = _outside_strings(mended)
    return [text, mended, tidy, html.unescape(tidy) if "&quot;" in tidy else tidy]


def _outside_strings(text: str) -> str:
    """Trailing commas removed, but not from inside a string."""
    pieces, at = [], 0
    for match in _STRING.finditer(text):
        pieces += [text[at : match.start()], match[0]]
        at = match.end()
    pieces.append(text[at:])
    marked = [piece if number % 2 else piece.replace("\0", "") for number, piece in enumerate(pieces)]
    skeleton = "\0".join(marked[::2])
    strings = iter(marked[1::2])
    return re.sub("\0", lambda _: next(strings), _TRAILING.sub("", skeleton))
