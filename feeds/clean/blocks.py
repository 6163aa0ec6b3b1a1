"""Open blocks, outermost first, and what of them is written: a block is written when the first thing in it is."""

from typing import NamedTuple

from feeds.clean.content import IMPLIED, holds


class Block(NamedTuple):
    """An open block: `implied` if the source did not write it."""

    tag: str
    start: str
    implied: bool = False


class Blocks:
    """The open blocks; the root, called "", is always there."""

    __slots__ = ("open", "out", "written")

    def __init__(self, out: list[str]) -> None:
        self.out = out
        self.open = [Block("", "")]
        self.written = 1

    def push(self, tag: str, start: str) -> None:
        """Open a block, without writing it yet."""
        self.open.append(Block(tag, start))

    def fit(self, tag: str) -> bool:
        """Open and close implied parts until `tag` ("" for text) may stand here; False if it never may."""
        blocks = self.open
        while blocks[-1].implied and not holds(blocks[-1].tag, tag):
            self.pop_to(len(blocks) - 1)
        while (top := blocks[-1].tag) in IMPLIED and not holds(top, tag):
            part = IMPLIED[top]
            blocks.append(Block(part, f"<{part}>", implied=True))
        return holds(blocks[-1].tag, tag)

    def write(self) -> None:
        """Write the start tags that are still due."""
        if self.written < len(self.open):
            self.out.extend(block.start for block in self.open[self.written :])
            self.written = len(self.open)

    def pop_to(self, depth: int) -> None:
        """Close blocks until `depth` are left."""
        while len(self.open) > depth:
            block = self.open.pop()
            if self.written > len(self.open):
                self.out.append(f"</{block.tag}>")
                self.written = len(self.open)
