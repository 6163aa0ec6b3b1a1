"""What stands in out/: the entries of the last edition as bytes, for feeds that are made again.

Of a feed of 50 articles one is new, and 49 are as they were: their bytes were made and checked before, and only have to
be put together again.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

from feeds.formats import Format, Piece
from feeds.gathering import Stood

Read = Callable[[str], bytes | None]
"""The bytes of a document that lies in out/ as it was put there, else None."""


class Standing:
    """The entries of the feeds of one edition, by id; none of a feed that lacks a document, or whose bytes are not
    those recorded, or that is in `barred`: refused, damaged, or cut when it was made."""

    def __init__(self, read: Read, formats: Sequence[Format], barred: Collection[str]) -> None:
        self._read = read
        self._formats = formats
        self._barred = barred

    def __call__(self, path: str) -> Mapping[str, Stood]:
        """The entries of the feed at `path` that are in each of its documents."""
        if path in self._barred:
            return {}
        documents: dict[str, dict[str, Piece]] = {}
        for format in self._formats:
            body = self._read(f"{path}.{format.name}")
            if body is None:
                return {}
            documents[format.name] = format.pieces(body)
        first = next(iter(documents.values()), {})
        return {id: _stood(id, documents) for id in first if all(id in pieces for pieces in documents.values())}


def _stood(id: str, documents: Mapping[str, Mapping[str, Piece]]) -> Stood:
    pieces = {name: pieces[id] for name, pieces in documents.items()}
    updated = next((piece.updated for piece in pieces.values() if piece.updated), None)
    content = min(piece.content for piece in pieces.values())
    return Stood({name: piece.body for name, piece in pieces.items()}, content, updated)
