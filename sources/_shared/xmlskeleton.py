"""What stands around the records of an XML export: whether it is well-formed, and a few of its texts."""

from collections.abc import Collection
from typing import NoReturn
from xml.parsers import expat

from feeds.errors import SourceError
from sources._shared.xmlpieces import Piece

_TAIL = 1 << 16  # bytes after the last record


class Skeleton:
    """Takes every piece of the file called `name`, in order. `fault` is the first thing that is not well-formed, with
    its line; `root` the first element; `texts` the first text of each element named in `wanted`. `broken_off`, at the
    end: the first element is never closed."""

    def __init__(self, name: str, wanted: Collection[str] = ()) -> None:
        self._name = name
        self._wanted = wanted
        self._within = ""
        self._begun = False
        self._tail = b""
        self._parser = expat.ParserCreate("UTF-8")
        self._parser.buffer_text = True
        self._parser.EntityDeclHandler = self._refuse
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self.fault: str | None = None
        self.root: str | None = None
        self.texts: dict[str, str] = {}

    def take(self, piece: Piece) -> None:
        """Look at a gap; of records only the line ends, so that lines are right. Raises SourceError for a file that
        declares entities."""
        data = piece.data if piece.kind == "gap" else b"\n" * piece.data.count(b"\n")
        self._tail = (self._tail + data)[-_TAIL:] if piece.kind == "gap" else b""
        if not self._begun:  # exports begin with a stray character at times
            before, mark, after = data.partition(b"<")
            data, self._begun = b"\n" * (before.count(b"\n") if not mark else 0) + mark + after, bool(mark)
        self._feed(data)

    def end(self) -> None:
        """The file has no more."""
        self._feed(b"", final=True)

    @property
    def broken_off(self) -> bool:
        """Whether the file ends in the middle."""
        return self.root is not None and f"</{self.root}".encode() not in self._tail

    def refuse_if_cut_short(self) -> None:
        """For an answer, which is whole or nothing: raise SourceError if it breaks off."""
        if self.broken_off:
            raise SourceError(f"{self._name}: the answer was cut short: {self.fault or 'it has no end'}")

    def _feed(self, data: bytes, *, final: bool = False) -> None:
        if self.fault is None:
            try:
                self._parser.Parse(data, final)
            except expat.ExpatError as error:
                self.fault = f"line {error.lineno}: {expat.ErrorString(error.code)}"

    def _refuse(self, *_: object) -> NoReturn:
        line = self._parser.CurrentLineNumber
        raise SourceError(f"{self._name}, line {line}: declares entities, which no export does: not read")

    def _start(self, name: str, _: object) -> None:
        self.root = self.root or name
        self._within = name if name in self._wanted and name not in self.texts else ""

    def _end(self, _: str) -> None:
        self._within = ""

    def _text(self, data: str) -> None:
        if self._within and data.strip():
            self.texts[self._within] = self.texts.get(self._within, "") + data
