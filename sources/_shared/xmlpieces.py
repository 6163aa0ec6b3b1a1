"""An XML export cut into its records, in the memory of one record, whatever its state.

The file is not parsed here: only the marks that begin and end records, CDATA sections, comments and processing
instructions are looked at, so that a broken record costs itself and not its neighbours.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LARGEST = 1 << 26
"""The longest record that is read, in bytes: 64 MiB."""

_CLOSERS = {b"<![CDATA[": b"]]>", b"<!--": b"-->", b"<?": b"?>"}
_LONGEST_MARK = 64
_GAP = 1 << 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of the file that begins on `line`: an element, named by `kind` without prefix, or a "gap" between them. An
    element that is not `whole` has no end tag: the file, or another record, cuts it off. `data` is empty if longer than
    `LARGEST`."""

    kind: str
    line: int
    data: bytes
    whole: bool = True


def pieces(chunks: Iterable[bytes], main: str, other: str) -> Iterator[Piece]:
    """The whole file in pieces, in order; `chunks` are UTF-8. Records are elements `main`, which never stand in one
    another, and between them elements `other`, with any prefix."""
    return _Cutter(chunks, main.encode(), other.encode()).cut()


def apart(piece: Piece) -> list[Piece]:
    """A record that was cut by the rules of CDATA, cut again without them: a section that is never closed swallows the
    records after it. One piece if there is nothing to cut."""
    parts, at, line, name = [], 0, piece.line, piece.kind.encode()
    for match in re.finditer(rb"</%s\s*>\s*(?=<%s[\s>])" % (name, name), piece.data):
        data = piece.data[at : match.start()] + b"</%s>" % name
        parts.append(Piece(kind=piece.kind, line=line, data=data))
        line += piece.data.count(b"\n", at, match.end())
        at = match.end()
    parts.append(Piece(kind=piece.kind, line=line, data=piece.data[at:], whole=piece.whole))
    return parts


class _Cutter:
    """`buffer[start:]` is the piece that is being read, `at` is where to look on."""

    def __init__(self, chunks: Iterable[bytes], main: bytes, other: bytes) -> None:
        self._chunks = iter(chunks)
        self._main = main
        self._begin, self._end = b"<%s" % main, b"</%s>" % main
        self._mark = re.compile(
            rb"<!\[CDATA\[|<!--|<\?|<(/?)(%s|(?:[\w.-]{1,30}:)?%s)(?=[\s/>])" % (re.escape(main), re.escape(other))
        )
        self._buffer = b""
        self._start = self._at = 0
        self._line = 1
        self._before = 0  # bytes of the file before the buffer
        self._clear = dict.fromkeys(_CLOSERS.values(), 0)  # up to which byte of the file there is no such closer
        self._ended = False
        self._kind = "gap"
        self._name = b""

    def cut(self) -> Iterator[Piece]:
        while True:
            match = self._mark.search(self._buffer, self._at)
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
            self._kind, self._name, self._at = name.rpartition(b":")[2].decode(), name, match.end()
            if name == self._main:
                yield from self._plain()
        elif closing and name == self._name:
            yield from self._close(match.end())
        elif not closing and name == self._main:  # the end tag of the one before is missing
            yield from self._take(match.start(), whole=False)
            self._kind, self._name, self._at = name.decode(), name, match.end()
            yield from self._plain()
        else:
            self._at = match.end()

    def _plain(self) -> Iterator[Piece]:
        """The short way, for nearly all: up to the next end tag, unless anything says that it may not be the one."""
        end = self._buffer.find(self._end, self._at)
        if end < 0 or self._buffer.find(self._begin, self._at, end) >= 0:
            return
        span = (self._start, end)
        for opener, closer in ((b"<!--", b"-->"), (b"<?", b"?>")):
            if self._buffer.rfind(opener, *span) > self._buffer.rfind(closer, *span):
                return
        if self._buffer.count(b"<![CDATA[", *span) == self._buffer.count(b"]]>", *span):
            yield from self._take(end + len(self._end))

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
