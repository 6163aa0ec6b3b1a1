"""Runs of text: white space made regular, line breaks and marks where something follows them, a leaf around it all."""

import re
from typing import NamedTuple

from feeds.clean.blocks import Blocks

_WHITE = re.compile(r"[ \t\n]*[\t\n][ \t\n]*|  +")
_NBSP = "\xa0"


class Leaf(NamedTuple):
    """What a run is wrapped in."""

    tag: str
    start: str


PARAGRAPH = Leaf("p", "<p>")


Mark = tuple[str, str]
"""End tag and start tag of an element inside a run. Two that are equal are still two: they are compared by identity."""


class Runs:
    """The run that is being written, if any. `leaf` is None where text stands in its block without a wrapper."""

    __slots__ = ("_breaks", "_gap", "_naked_end", "_running", "_shown", "blocks", "leaf", "marks", "out")

    def __init__(self, out: list[str], blocks: Blocks) -> None:
        self.out = out
        self.blocks = blocks
        self.leaf: Leaf | None = PARAGRAPH
        self.marks: list[Mark] = []  # wanted
        self._shown: list[Mark] = []  # written and open
        self._running = False  # whether the run holds something
        self._naked_end = -1  # where the last run without a leaf ended
        self._gap = ""  # white space that is due if something follows
        self._breaks = 0  # the same for line breaks

    def kind(self) -> str:
        """The tag of the leaf, "" for none."""
        return self.leaf.tag if self.leaf else ""

    def text(self, text: str) -> None:
        """Text as HTML, escaped."""
        if self.leaf is not None and self.leaf.tag == "pre":
            self._preformatted(text)
            return
        core = text.lstrip()
        if core is not text:
            if text == " ":  # most often, between two elements
                self._gap = self._gap or " "
                return
            self._widen(text[: len(text) - len(core)])
            if not core:
                return
        text = core.rstrip()
        self.write(_WHITE.sub(" ", text) if "\n" in text or "  " in text or "\t" in text else text)
        if text is not core:
            self._widen(core[len(text) :])

    def line_break(self) -> None:
        """A `<br>`; none at the beginning or end of a run."""
        if self.kind() == "pre":
            self._preformatted("\n")
        elif self._running:
            self._breaks += 1

    def pause(self) -> None:
        """What is left of a block's edge inside a leaf that takes no block."""
        if self.kind() == "pre":
            self._preformatted("\n")
        else:
            self._widen(" ")

    def write(self, piece: str) -> None:
        """Text or an element, with the white space, breaks and marks that are due before it."""
        out = self.out
        if not self._running:
            self._start()
        elif self._breaks > 1 and self.kind() == "p":
            self.end()  # two breaks are how old pages part paragraphs
            self._start()
        if self._shown:
            self._close_marks()
        if self._breaks:
            out.append("<br>" * min(self._breaks, 2))
            self._breaks = 0
        elif self._gap:
            out.append(self._gap)
        self._gap = ""
        if len(self._shown) < len(self.marks):
            for mark in self.marks[len(self._shown) :]:
                self._shown.append(mark)
                out.append(mark[1])
        out.append(piece)

    def end(self) -> None:
        """End the run; the leaf stays and may hold another one."""
        if self._running:
            while self._shown:
                self.out.append(self._shown.pop()[0])
            if self.leaf is not None:
                self.out.append(f"</{self.leaf.tag}>")
            else:
                self._naked_end = len(self.out)
        self._running, self._gap, self._breaks = False, "", 0

    def _start(self) -> None:
        self.blocks.fit(self.kind())
        self.blocks.write()
        if self.leaf is not None:
            self.out.append(self.leaf.start)
        elif self._naked_end == len(self.out):
            self.out.append("<br>")  # a paragraph ended here, and nothing else is left of it
        self._running, self._gap, self._breaks = True, "", 0

    def _close_marks(self) -> None:
        """End the marks that are shown and no longer wanted."""
        shown, marks = self._shown, self.marks
        kept = 0
        while kept < len(shown) and kept < len(marks) and shown[kept] is marks[kept]:
            kept += 1
        while len(shown) > kept:
            self.out.append(shown.pop()[0])

    def _widen(self, white: str) -> None:
        self._gap = _NBSP if _NBSP in white else self._gap or " "

    def _preformatted(self, text: str) -> None:
        if not self._running:
            text = text.lstrip("\n")  # parsers drop the first one
            if not text.strip():
                return
        self._gap = ""
        self.write(text)
