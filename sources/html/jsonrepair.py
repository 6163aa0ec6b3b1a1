"""JSON as it stands in script elements: wrapped, torn and hand-written."""

import html
import json
import re
from collections.abc import Iterator

_OPENING = re.compile(r"\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)?\s*")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_TRAILING = re.compile(r",(?=\s*[}\]])")
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')
_LARGEST = 8 << 20


def loads(text: str) -> object:
    """The value of a script, repaired as far as that cannot change its meaning; None if it cannot be read.

    Mended are: HTML comments and CDATA around it, a semicolon after it, line breaks and control characters in strings,
    commas before a closing bracket, backslashes before what cannot be escaped, entities for its quotes; text after the
    first value, such as the end of a wrapper, is not read."""
    if len(text) > _LARGEST:
        return None
    opening = _OPENING.match(text)
    for candidate in _candidates(text[opening.end() :] if opening else text):
        try:
            value, _ = json.JSONDecoder(strict=False).raw_decode(candidate)
        except (ValueError, RecursionError):
            continue
        return value if isinstance(value, dict | list) else None
    return None


def _candidates(text: str) -> Iterator[str]:
    yield text
    mended = _BAD_ESCAPE.sub(r"\\\\", text)
    yield mended
    tidy = _outside_strings(mended)
    yield tidy
    if "&quot;" in tidy:
        yield html.unescape(tidy)


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
