"""An origin opened as bytes, whether a file or an address; and a text of any declared encoding as UTF-8 chunks."""

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from feeds.errors import SourceError
from feeds.http import Http
from feeds.model import Origin
from sources._shared.decode import charset_of_bom

CHUNK = 1 << 20
_ENCODING = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")


def opened(origin: Origin, http: Http, *, accept: str) -> BinaryIO:
    """The bytes of an origin, seekable. Raises SourceError if there are none."""
    if origin.path is not None:
        try:
            return origin.path.open("rb")
        except OSError as error:
            raise SourceError(f"{origin.name}: cannot be opened: {error.strerror or error}") from error
    if origin.url is None:
        raise SourceError(f"{origin.name}: neither a file nor an address")
    return io.BytesIO(http.get(origin.url, accept=accept).body)


def utf8(stream: BinaryIO) -> Iterator[bytes]:
    """An XML file as UTF-8, whatever it declares. Bytes that are none stay, for its reader to judge."""
    first = stream.read(CHUNK)
    charset = charset_of_bom(first[:64])
    if charset is None and (declared := _ENCODING.search(first[:200])):
        charset = declared[1].decode("ascii").lower()
    chunks = iter(lambda: stream.read(CHUNK), b"")
    try:
        decoder = codecs.getincrementaldecoder(charset or "utf-8")("replace")
    except LookupError:
        charset = None
    if charset in {None, "utf-8", "utf8", "us-ascii", "ascii"}:
        yield first.removeprefix(codecs.BOM_UTF8)
        yield from chunks
        return
    yield decoder.decode(first).removeprefix("\ufeff").encode("utf-8", "replace")
    for chunk in chunks:
        yield decoder.decode(chunk).encode("utf-8", "replace")
    yield decoder.decode(b"", True).encode("utf-8", "replace")
