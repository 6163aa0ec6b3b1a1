"""A page in the making, and the truth that it will tell."""

import random
from dataclasses import dataclass, field

from tests.sources.text import stories


@dataclass
class Truth:
    title: str = ""
    authors: list[str] = field(default_factory=list)
    published: str | None = None
    updated: str | None = None
    views: int | None = None
    summary: str | None = None
    quote: tuple[str, str | None] | None = None
    dateline: tuple[str, str | None] | None = None
    highlights: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    section: str | None = None
    comments: list[tuple[str, str, str | None]] = field(default_factory=list)  # name, lines, time
    comments_open: bool | None = None
    language: str | None = None


class Page:
    """One page in the making: blocks of lines with `air` blank lines between them."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(f"page {seed}")
        self.story = stories.STORIES[seed % 5] if seed % 10 < 8 else self.dice.choice(stories.STORIES[:3])
        self.truth = Truth(title=self.story.title, language=self.story.language)
        self.blocks: list[list[str]] = []
        self.air = self.dice.choice((1, 1, 1, 1, 2, 0))

    def chance(self, share: float) -> bool:
        return self.dice.random() < share

    def add(self, *lines: str) -> None:
        self.blocks.append(list(lines))

    def add_apart(self, *lines: str) -> None:
        self.blocks.extend([line] for line in lines)

    def text(self) -> str:
        return ("\n" * (self.air + 1)).join("\n".join(block) for block in self.blocks) + "\n"
