"""The adapter itself: a file read twice, first for names and pictures, then for posts and comments."""

from collections.abc import Iterator
from contextlib import closing

from feeds.errors import SourceError
from feeds.http import Http
from feeds.model import Cursor, Origin, Record
from sources._shared.files import opened, utf8
from sources._shared.options import Options
from sources.wxr.posts import Wanted
from sources.wxr.reading import Reading

_ACCEPT = "application/xml, text/xml, */*;q=0.1"


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
        """Sure of WordPress's export namespace, nearly sure of its elements without it, 0 for the rest. Surer than
        `feed` is of any RSS, which an export is too: read as that, its drafts and spam would be published."""
        plain = head.replace(b"\0", b"")  # UTF-16
        if b"wordpress.org/export/" in plain and b"<" in plain:
            return 0.99
        return 0.98 if b"<wp:post_id>" in plain and b"<item" in plain else 0.0

    def read(self, http: Http, since: Cursor | None) -> Iterator[Record]:
        """Posts in the order of the file, each with its comments after it. `since` has no meaning here."""
        try:
            with closing(opened(self._origin, http, accept=_ACCEPT)) as stream:
                reading = Reading(self._origin, self._wanted)
                reading.look_ahead(utf8(stream))
                stream.seek(0)
                yield from reading.records(utf8(stream))
        except OSError as error:
            raise SourceError(f"{self._origin.name}: cannot be read: {error.strerror or error}") from error
