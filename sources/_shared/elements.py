"""The texts of JSON values that stand in one array or one after another, found without parsing them.

Only quotes and brackets are looked at, so that a value that is no JSON costs itself and not its neighbours. A line
break inside a string, which JSON forbids, ends the string: a missing quote spoils one value.
"""

import re
from collections.abc import Iterator

LARGEST = 1 << 26
"""The longest value that is read, in characters: 64 Mi."""

_OUTSIDE = re.compile(r'["\[\]{},\n]')
_INSIDE = re.compile(r'\\.|["\n]', re.DOTALL)
_OPENER = {"}": "{", "]": "["}


Element = tuple[int, str | None, bool]
"""The line on which a value begins, from 1; its text, None if it is longer than `LARGEST`; whether its end came, or
only the stream's."""


def elements(chunks: Iterator[str], *, skip: int, array: bool) -> Iterator[Element]:
    """Every value after the first `skip` characters.

    With `array`, values end at the commas and at the closing bracket of the array that was opened before; without, each
    ends with its own closing bracket. An array that is never closed ends in a value without an end, "" if need be."""
    scan = _Scan(array=array)
    for chunk in chunks:
        scan.line += chunk.count("\n", 0, skip)
        yield from scan.feed(chunk[skip:])
        skip = 0
        if scan.done:
            return
    yield from scan.rest()


class _Scan:
    def __init__(self, *, array: bool) -> None:
        self.array, self.done, self.quoted, self.torn = array, False, False, False
        self.line, self.size = 1, 0
        self.open: list[str] = []
        self.begun: int | None = None
        self.parts: list[str] = []
        self.carry = ""

    def feed(self, chunk: str) -> Iterator[Element]:
        text = self.carry + chunk
        # An escape may be cut in two by the end of the chunk.
        cut = len(text) - 1 if self.quoted and text.endswith("\\") else len(text)
        text, self.carry = text[:cut], text[cut:]
        begin = at = 0
        while match := (_INSIDE if self.quoted else _OUTSIDE).search(text, at):
            at = match.end()
            if self._ends(match[0]):
                yield *self._take(text[begin : match.start() if self.array else at]), True
                begin = at if match[0] != "{" else match.start()
            if self.done:
                return
        self._keep(text[begin:])

    def rest(self) -> Iterator[Element]:
        """What is left when the stream ends in the middle of a value, or of the array."""
        self._keep(self.carry)
        if self.array or self.size > LARGEST or "".join(self.parts).strip():
            yield *self._take(""), False

    def _ends(self, mark: str) -> bool:
        """Take one mark in; True if a value ends with it (in an array: before it)."""
        if mark == "\n":
            self.line, self.torn, self.quoted = self.line + 1, self.torn or self.quoted, False
            return False
        if mark != "," or self.open:
            self.begun = self.begun or self.line
        if mark == '"':
            self.quoted = not self.quoted
        if self.quoted or mark == '"':
            return False
        return self._element_ends(mark) if self.array else self._step(mark) and not self.open

    def _element_ends(self, mark: str) -> bool:
        if mark == "]" and not self.open:
            self.done = True
        elif mark == "{" and self.torn:  # the string that was torn lost its value's end: this is the next value
            self.open, self.torn = ["{"], False
            return True
        else:
            self._step(mark)
        return self.done or (mark == "," and not self.open)

    def _step(self, mark: str) -> bool:
        """Follow the brackets; True at a closing one that fits. One that fits nothing is the value's own fault."""
        if mark in "[{":
            self.open.append(mark)
        elif mark in "]}" and _OPENER[mark] in self.open:
            while self.open.pop() != _OPENER[mark]:
                pass
            return True
        return False

    def _keep(self, text: str) -> None:
        self.size += len(text)
        self.parts = [*self.parts, text] if self.size <= LARGEST else []

    def _take(self, last: str) -> tuple[int, str | None]:
        self._keep(last)
        taken = (self.begun or self.line, "".join(self.parts) if self.size <= LARGEST else None)
        self.parts, self.size, self.torn = [], 0, False
        self.begun = self.line if self.open else None
        return taken


def unfinished(text: str) -> bool:
    """Whether a text that is no JSON ends in the middle of a value: its brackets fit, and some are still open."""
    opened: list[str] = []
    quoted = False
    for match in re.finditer(r'\\.|["\[\]{}]', text, re.DOTALL):
        mark = match[0]
        if mark == '"':
            quoted = not quoted
        elif quoted or mark[0] == "\\":
            continue
        elif mark in "[{":
            opened.append(mark)
        elif not opened or opened.pop() != _OPENER[mark]:
            return False
    return quoted or bool(opened)
