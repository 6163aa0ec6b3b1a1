"""Compressed answers (RFC 9110, section 8.4.1): one whose end is missing was cut short, whoever kept silent about it.

A connection that closes tells nothing where the server gave no Content-Length, and httpx2 gives what could be decoded.
A text that was cut short looks like one that was not; its compression knows better.
"""

import zlib
from collections.abc import Iterator

import httpx2

UNKNOWN = frozenset({"br", "zstd", "compress", "x-compress"})
"""Codings that nobody asked for: their answers cannot be read."""

_PIECE = 1 << 16  # bytes inflated at a time, of what may be a bomb
_ZLIB = {"gzip": 31, "deflate": 15}


def whole(response: httpx2.Response) -> None:
    """Let the body of a compressed answer fail at its end, as a broken connection does, unless it is complete."""
    coding = response.headers.get("content-encoding", "").strip().lower().removeprefix("x-")
    if coding in _ZLIB and isinstance(response.stream, httpx2.SyncByteStream):
        response.headers["content-encoding"] = coding  # httpx2 does not know the older name
        response.stream = _Whole(response.stream, coding)


class _Whole(httpx2.SyncByteStream):
    """A body as it came."""

    def __init__(self, stream: httpx2.SyncByteStream, coding: str) -> None:
        self._stream = stream
        self._coding = coding

    def __iter__(self) -> Iterator[bytes]:
        ending = _Ending(_ZLIB[self._coding])
        for part in self._stream:
            ending.take(part)
            yield part
        if ending.missing:
            raise httpx2.RemoteProtocolError(f"the answer was cut short: its {self._coding} has no end")

    def close(self) -> None:
        self._stream.close()


class _Ending:
    """Whether the end of a compressed body is `missing`. Of an empty one, and of one that is no such thing, it is not:
    that is for others to tell."""

    def __init__(self, kind: int) -> None:
        self._inflating = zlib.decompressobj(kind)
        self._raw = kind == _ZLIB["deflate"]  # what many a server calls deflate has no header
        self.missing = False

    def take(self, part: bytes) -> None:
        if not part or self._inflating.eof:
            return
        try:
            self._inflate(part)
            self.missing = not self._inflating.eof
        except zlib.error:
            self.missing = False
            if self._raw:
                self._inflating, self._raw = zlib.decompressobj(-15), False
                self.take(part)
        self._raw = False

    def _inflate(self, data: bytes) -> None:
        while self._inflating.decompress(data, _PIECE):
            data = self._inflating.unconsumed_tail
