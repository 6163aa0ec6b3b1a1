"""An export cut into items, in the memory of one item, whatever its state.

The file is not parsed here: only the marks that begin and end items, CDATA sections, comments and processing
instructions are looked at, so that a broken item costs itself and not its neighbours.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

LARGEST = 1 << 26
"""The longest item that is read, in bytes: 64 MiB."""

_CLOSERS = {b"<![CDATA[": b"]]>", b"<!--": b"-->", b"<?": b"?>"}
_MARK = re.compile(rb"<!\[CDATA\[|<!--|<\?|<(/?)(item|(?:[\w.-]{1,30}:)?author)(?=[\s/>])")
_LONGEST_MARK = 64
_GAP = 1 << 18
_NAIVE = re.compile(rb"</item\s*>\s*(?=<item[\s>])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of the file that begins on `line`: an `item`, an `author`, or a `gap` between them. An item that is not
    `whole` has no end tag: the file, or another item, cuts it off. `data` is empty if longer than `LARGEST`."""

    kind: Literal["item", "author", "gap"]
    line: int
    data: bytes
    whole: bool = True


def pieces(chunks: Iterable[bytes]) -> Iterator[Piece]:
    """The whole file in pieces, in order; `chunks` are UTF-8."""
    return _Cutter(chunks).cut()


def apart(piece: Piece) -> list[Piece]:
    """An item that was cut by the rules of CDATA, cut again without them: a section that is never closed swallows the
    items after it. One piece if there is nothing to cut."""
    parts, at, line = [], 0, piece.line
    for match in _NAIVE.finditer(piece.data):
        data = piece.data[at : match.start()] + b"</item>"
        parts.append(Piece(kind="item", line=line, data=data))
        line += piece.data.count(b"\n", at, match.end())
        at = match.end()
    parts.append(Piece(kind="item", line=line, data=piece.data[at:], whole=piece.whole))
    return parts


class _Cutter:
    """`buffer[start:]` is the piece that is being read, `at` is where to look on."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._buffer = b""
        self._start = self._at = 0
        self._line = 1
        self._before = 0  # bytes of the file before the buffer
        self._clear = dict.fromkeys(_CLOSERS.values(), 0)  # up to which byte of the file there is no such closer
        self._ended = False
        self._kind: Literal["item", "author", "gap"] = "gap"
        self._name = b""

    def cut(self) -> Iterator[Piece]:
        while True:
            match = _MARK.search(self._buffer, self._at)
            if match is None:
                self._at = max(self._at, len(self._buffer) - _LONGEST_MARK, self._start)
                yield from self._too_long()
                if not self._more():
                    break
            elif match[0] in _CLOSERS:
                self._skip(match)
            else:
                yield from self._tag(match)
        yield from self._take(len(self._buffer), whole=self._kind == "gap")

    def _more(self) -> bool:
        """Read on; False at the end of the file."""
        chunk = b"" if self._ended else next(self._chunks, b"")
        if not chunk:
            self._ended = True
            return False
        self._buffer = self._buffer[self._start :] + chunk
        self._at -= self._start
        self._before += self._start
        self._start = 0
        return True

    def _too_long(self) -> Iterator[Piece]:
        if self._kind == "gap" and self._at - self._start > _GAP:
            yield from self._take(self._at)
        elif self._at - self._start > LARGEST:
            self._line += self._buffer.count(b"\n", self._start, self._at)
            self._start = self._at
            yield Piece(kind=self._kind, line=self._line, data=b"", whole=False)
            self._kind = "gap"

    def _skip(self, match: re.Match[bytes]) -> None:
        """Go behind a section; one that is never closed is no section."""
        closer = _CLOSERS[match[0]]
        self._at = match.end()
        while (end := self._buffer.find(closer, max(self._at, self._clear[closer] - self._before))) < 0:
            self._clear[closer] = self._before + len(self._buffer) - len(closer) + 1
            if len(self._buffer) - self._start > LARGEST or not self._more():
                return
        self._at = end + len(closer)

    def _tag(self, match: re.Match[bytes]) -> Iterator[Piece]:
        closing, name = bool(match[1]), match[2]
        if self._kind == "gap":
            if closing:
                self._at = match.end()
                return
            yield from self._take(match.start())
            self._kind, self._name, self._at = ("item" if name == b"item" else "author"), name, match.end()
            if self._kind == "item":
                yield from self._plain_item()
        elif closing and name == self._name:
            yield from self._close(match.end())
        elif not closing and name == b"item":  # the end tag of the one before is missing
            yield from self._take(match.start(), whole=False)
            self._kind, self._name, self._at = "item", name, match.end()
            yield from self._plain_item()
        else:
            self._at = match.end()

    def _plain_item(self) -> Iterator[Piece]:
        """The short way, for nearly all: up to the next end tag, unless anything says that it may not be the item's."""
        end = self._buffer.find(b"</item>", self._at)
        if end < 0 or self._buffer.find(b"<item", self._at, end) >= 0:
            return
        span = (self._start, end)
        for opener, closer in ((b"<!--", b"-->"), (b"<?", b"?>")):
            if self._buffer.rfind(opener, *span) > self._buffer.rfind(closer, *span):
                return
        if self._buffer.count(b"<![CDATA[", *span) == self._buffer.count(b"]]>", *span):
            yield from self._take(end + len(b"</item>"))

    def _close(self, at: int) -> Iterator[Piece]:
        while (end := self._buffer.find(b">", at)) < 0:
            at -= self._start
            if not self._more():
                yield from self._take(len(self._buffer), whole=False)
                return
        yield from self._take(end + 1)

    def _take(self, end: int, *, whole: bool = True) -> Iterator[Piece]:
        data = self._buffer[self._start : end]
        if data:
            yield Piece(kind=self._kind, line=self._line, data=data, whole=whole)
        self._line += data.count(b"\n")
        self._start = self._at = end
        self._kind = "gap"
