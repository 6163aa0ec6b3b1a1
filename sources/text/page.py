"""The whole page: stages put in order, the refusal of other layouts, and the records."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from feeds.model import Article, Comment, Origin, Skipped
from sources.text.article import Told, read_article
from sources.text.blocks import Blocks, read_blocks, read_tail
from sources.text.conversation import Remark, read_remarks, to_comments
from sources.text.evidence import evidence
from sources.text.lines import Line, read_lines
from sources.text.navigation import without_menu
from sources.text.points import is_sentence
from sources.text.regions import Regions, split

_LONGEST_TITLE = 300
_PROSE = 60  # characters of a line that is a paragraph
_DENSE_PROSE = 20  # the same in scripts that say more in a character
_DENSE = 0x8FF  # beyond it: Indian and East Asian scripts
_ENOUGH = 2  # signs of the layout beside headline and prose
_ENOUGH_WITHOUT_BYLINE = 3
_LOG = re.compile(r"[\[(]?(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\w{3} +\d{1,2} \d\d:\d\d:\d\d|\d{1,3}(?:\.\d{1,3}){3} )")
_MAIL = re.compile(
    r"(?:from|to|subject|date|received|return-path|message-id|mime-version|cc|reply-to)\s?:", re.IGNORECASE
)
_CODE = re.compile(
    r"\s*(?:def |class |import |from \w+ import|#include|function\b|var |let |const |return\b|public |private |if \("
    r"|for \(|\}|\{|//|/\*)|.*[;{}]$"
)
_MARKDOWN = re.compile(r"#{1,6} |```|\[[^\]]+\]\([^)]+\)|!\[|- \[[ x]\]")
_CHAPTER = re.compile(
    r"(?:chapter|part|book|act|scene|canto|prologue|epilogue)\b(?:\s+\w+){0,2}[.:]?|dear\b.*", re.IGNORECASE
)
_URL = re.compile(
    r"(?:(?:url|link|permalink|source url|original url|canonical(?: url)?|read (?:it )?at|web ?page"
    r"|address)\s*:\s*)?(?P<url>https?://[^\s<>\"]+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was read."""

    told: Told
    blocks: Blocks
    regions: Regions
    remarks: Sequence[Remark]
    url: str | None
    language: str | None
    lines: Sequence[Line] = ()

    def records(self, origin: Origin) -> Iterator[Article | Comment | Skipped]:
        """The article under the origin's key, then its comments; one `Skipped` for all that cannot be told apart."""
        source, key, name = origin.source, origin.key, origin.name
        told, blocks, byline = self.told, self.blocks, self.told.byline
        yield Article(
            source=source,
            key=key,
            title=told.title,
            url=self.url or origin.url,
            subtitle=told.subtitle,
            published=byline.published,
            updated=byline.updated,
            summary=told.summary,
            content="".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in told.body),
            highlights=blocks.highlights,
            pull_quote=told.quote,
            dateline=told.dateline,
            authors=byline.authors,
            section=blocks.section or told.section,
            categories=tuple(dict.fromkeys([*blocks.categories, *blocks.tags])),
            language=self.language,
            views=byline.views,
            comments_open=self.regions.comments_open,
            evidence=evidence(self),
        )
        yield from to_comments(self.remarks, source, key)
        talk = self.regions.talk
        if talk and not self.remarks:
            yield Skipped(where=f"{name}, line {talk.lines[0].number}", why="comments without names: not told apart")


def read_page(text: str) -> Page | str:
    """The page that a text is, or why it is none, in words for an editor."""
    lines = read_lines(text)
    why = _other(lines)
    if why:
        return why
    lines, url = _address(without_menu(lines))
    regions = split(lines)
    blocks = read_blocks(regions.article)
    read_tail(regions.tail, blocks)
    told = read_article(blocks)
    if told is None or len(told.title) > _LONGEST_TITLE:
        return "no headline: the first line is no title"
    remarks = read_remarks(regions.talk, regions.count, foreign_end=regions.foreign_end) if regions.talk else []
    return _lacking(told, blocks, regions, remarks) or Page(told, blocks, regions, remarks, url, _language(told), lines)


def _other(lines: Sequence[Line]) -> str | None:
    """Layouts that look like an article page from afar."""
    if not lines:
        return "empty"
    texts = [line.text for line in lines]
    kinds = (
        (_LOG, 0.3, "a log file, not an article page"),
        (_CODE, 0.25, "source code, not an article page"),
        (_MARKDOWN, 0.1, "Markdown, not an article page in plain text"),
    )
    for pattern, share, why in kinds:
        if sum(bool(pattern.match(text)) for text in texts) > share * len(texts):
            return why
    if sum(bool(_MAIL.match(text)) for text in texts[:5]) > 2:  # noqa: PLR2004
        return "an e-mail message, not an article page"
    return "no headline: a letter or a chapter" if _CHAPTER.fullmatch(texts[0]) else None


def _address(lines: list[Line]) -> tuple[list[Line], str | None]:
    """The lines without one that is only the page's address near the top or the bottom, and the address."""
    for at in [*range(min(8, len(lines))), *range(max(0, len(lines) - 3), len(lines))]:
        match = _URL.fullmatch(lines[at].text)
        if match:
            return [*lines[:at], *lines[at + 1 :]], match["url"]
    return lines, None


def _lacking(told: Told, blocks: Blocks, regions: Regions, remarks: Sequence[Remark]) -> str | None:
    """What an article page must have and this text has not."""
    byline = told.byline
    prose = [text for text in told.body if _is_prose(text)]
    if not prose or sum(map(is_sentence, told.body)) * 3 < len(told.body):
        return "no paragraphs of prose: not an article page"
    dated = bool(byline.published or byline.updated)
    signs = (
        byline.authors,
        dated,
        byline.views is not None,
        told.dateline,
        blocks.highlights,
        remarks,
        blocks.tags,
        regions.headed,
        told.quote,
        blocks.section,
    )
    if not (byline.authors or dated) and sum(map(bool, signs)) < _ENOUGH_WITHOUT_BYLINE:
        return "no byline and no date below the headline: not an article page in a known layout"
    if sum(map(bool, signs)) < _ENOUGH:
        return "a byline or a date, and no other part of an article page"
    return None


def _is_prose(text: str) -> bool:
    dense = sum(ord(letter) > _DENSE for letter in text) * 2 > len(text)
    return len(text) >= (_DENSE_PROSE if dense else _PROSE) and (is_sentence(text) or len(text) > 120)  # noqa: PLR2004


def _language(told: Told) -> str | None:
    """The language, where the script alone tells it."""
    letters = [letter for letter in told.title + "".join(told.body[:3]) if letter.isalpha()]
    for code, low, high in (("ko", 0xAC00, 0xD7A3), ("hi", 0x900, 0x97F)):
        if sum(low <= ord(letter) <= high for letter in letters) * 2 > len(letters):
            return code
    return None
