"""The adapter itself: a file read twice, first for names and pictures, then for posts and comments."""

import codecs
import io
import re
from collections.abc import Iterator
from contextlib import closing
from typing import BinaryIO

from feeds.errors import SourceError
from feeds.http import Http
from feeds.model import Cursor, Origin, Record
from sources._shared.decode import charset_of_bom
from sources._shared.options import Options
from sources.wxr.posts import Wanted
from sources.wxr.reading import Reading

_CHUNK = 1 << 20
_ENCODING = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")


class Wxr:
    """The adapter `wxr`."""

    name = "wxr"

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        options = Options(origin, {"types", "pingbacks", "taxonomies"})
        self._wanted = Wanted(
            types=frozenset(name.lower() for name in options.texts("types", ("post",))),
            pingbacks=options.flag("pingbacks", default=False),
            taxonomies=Wanted().taxonomies | {name.lower() for name in options.texts("taxonomies")},
        )

    @staticmethod
    def sniff(head: bytes, name: str) -> float:
        """Sure of WordPress's export namespace, nearly sure of its elements without it, 0 for the rest."""
        plain = head.replace(b"\0", b"")  # UTF-16
        if b"wordpress.org/export/" in plain and b"<" in plain:
            return 0.97
        return 0.9 if b"<wp:post_id>" in plain and b"<item" in plain else 0.0

    def read(self, http: Http, since: Cursor | None) -> Iterator[Record]:
        """Posts in the order of the file, each with its comments after it. `since` has no meaning here."""
        try:
            with closing(self._open(http)) as stream:
                reading = Reading(self._origin, self._wanted)
                reading.look_ahead(_utf8(stream))
                stream.seek(0)
                yield from reading.records(_utf8(stream))
        except OSError as error:
            raise SourceError(f"{self._origin.name}: cannot be read: {error.strerror or error}") from error

    def _open(self, http: Http) -> BinaryIO:
        origin = self._origin
        if origin.path is not None:
            return origin.path.open("rb")
        if origin.url is None:
            raise SourceError(f"{origin.name}: neither a file nor an address")
        return io.BytesIO(http.get(origin.url, accept="application/xml, text/xml, */*;q=0.1").body)


def _utf8(stream: BinaryIO) -> Iterator[bytes]:
    """The file as UTF-8, whatever it declares. Bytes that are none stay, for `mending` to judge."""
    first = stream.read(_CHUNK)
    charset = charset_of_bom(first[:64])
    if charset is None and (declared := _ENCODING.match(first.lstrip()[:200])):
        charset = declared[1].decode("ascii").lower()
    chunks = iter(lambda: stream.read(_CHUNK), b"")
    try:
        decoder = codecs.getincrementaldecoder(charset or "utf-8")("replace")
    except LookupError:
        charset = None
    if charset in {None, "utf-8", "utf8", "us-ascii", "ascii"}:
        yield first.removeprefix(codecs.BOM_UTF8)
        yield from chunks
        return
    yield decoder.decode(first).removeprefix("\ufeff").encode()
    for chunk in chunks:
        yield decoder.decode(chunk).encode()
    yield decoder.decode(b"", True).encode()
