"""JSON values out of a stream, one at a time, in the memory of one value.

`values` reads JSON Lines, one array of values, `{"articles": […]}`, and pretty-printed values one after another. A
value that is no JSON is reported in its place, with the line on which it begins, and the next one is read.
"""

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import BinaryIO

from sources._shared.decode import charset_of_bom, decode
from sources._shared.elements import LARGEST, Element, elements, unfinished

_CHUNK = 1 << 18
_WRAPPER = re.compile(r'\s*\{\s*"articles"\s*:\s*\[')
_LONE = re.compile("[\ud800-\udfff]")

_EMPTY = " \t\r\n\0\x1a\x1e"
# \x1e begins a value in RFC 7464, NULs and \x1a end a file that was padded or comes from DOS.


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One JSON value and the line (from 1) on which it begins; `fault` says why there is none. `cut`: because the
    stream ends in the middle of it, or of the array that it should stand in."""

    line: int
    value: object = None
    fault: str | None = None
    cut: bool = False


def values(stream: BinaryIO) -> Iterator[Value]:
    """Every value of the stream, in order. Raises OSError if it cannot be read; never anything for what it holds."""
    chunks = _chunks(stream)
    head = next(chunks, "")
    whole = chain([head], chunks)
    wrapper = _WRAPPER.match(head)
    if wrapper:
        texts = elements(whole, skip=wrapper.end(), array=True)
    elif head.lstrip().startswith("["):
        texts = elements(whole, skip=head.index("[") + 1, array=True)
    else:
        texts = elements(whole, skip=0, array=False) if _spread(head) else _lines(whole)
    listed = bool(wrapper) or head.lstrip().startswith("[")
    for line, text, ended in texts:
        if text is None:
            yield Value(line=line, fault=f"longer than {LARGEST >> 20} MB: not read")
            continue
        found = _value(line, text) if text.strip(_EMPTY) else _hole(line, text) if ended else None
        if found is not None:
            yield replace(found, cut=True) if found.fault and not ended and unfinished(text) else found
        if listed and not ended and (found is None or found.fault is None):
            yield Value(line=line, fault="the array is not closed: something is missing after this", cut=True)


def _hole(line: int, text: str) -> Value | None:
    """What a crash leaves of a line whose bytes never came to the disk. Zeros at the end are padding, and no loss."""
    return Value(line=line, fault=f"{text.count(chr(0))} zero bytes: something was lost here") if "\0" in text else None


def _value(line: int, text: str) -> Value:
    text = _mended(text).strip(_EMPTY)
    try:
        # NaN and Infinity are no JSON: a field that holds them is empty.
        return Value(line=line, value=json.loads(text, strict=False, parse_constant=lambda _: None))
    except json.JSONDecodeError as error:
        place = f"line {line + error.lineno - 1}, column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        return Value(line=line, fault=f"not JSON: {error.msg} at {place}")
    except RecursionError:
        return Value(line=line, fault="nested too deeply")
    except ValueError:  # Python reads no integer of more than 4,300 digits
        return Value(line=line, fault="a number of too many digits")


def _mended(text: str) -> str:
    """Text whose bytes were no UTF-8 (they stand there as lone surrogates), decoded by evidence."""
    return decode(text.encode("utf-8", "surrogateescape")) if _LONE.search(text) else text


def _chunks(stream: BinaryIO) -> Iterator[str]:
    first = stream.read(_CHUNK)
    charset = charset_of_bom(first[:64]) or "utf-8"
    # UTF-8 that is none survives as surrogates until its value is whole and can be judged.
    decoder = codecs.getincrementaldecoder(charset)("surrogateescape" if charset == "utf-8" else "replace")
    yield decoder.decode(first).removeprefix("\ufeff")
    for raw in iter(lambda: stream.read(_CHUNK), b""):
        yield decoder.decode(raw)
    yield decoder.decode(b"", True)


def _spread(head: str) -> bool:
    """Whether values go over many lines: the first line is no whole value, and the second does not begin one."""
    lines = [line for line in head.split("\n", 8)[:8] if line.strip()]
    if len(lines) < 2 or not lines[0].lstrip().startswith("{"):  # noqa: PLR2004
        return False
    return _value(1, lines[0]).fault is not None and not lines[1].startswith("{")


def _lines(chunks: Iterator[str]) -> Iterator[Element]:
    number, size = 1, 0
    parts: list[str] = []
    for chunk in chunks:
        *complete, tail = chunk.split("\n")
        for piece in complete:
            yield number, "".join([*parts, piece]) if size + len(piece) <= LARGEST else None, True
            number, size, parts = number + 1, 0, []
        size += len(tail)
        parts = [*parts, tail] if size <= LARGEST else []
    yield number, "".join(parts) if size <= LARGEST else None, False
