"""Which line of the page told which field, and which lines told nothing: for `feedhouse extract --explain`.

The stages note what they find by its place (`Blocks.found`); what stands under a label is looked up here.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from feeds.model import Article, Clue, Comment
from sources.text.lines import Line

if TYPE_CHECKING:
    from sources.text.page import Page

_SHOWN = 100  # characters of a value
_KEY = 40  # characters by which a value is looked up in a line
_NONE: tuple[object, ...] = (None, "", ())


def evidence(page: "Page") -> dict[str, str]:
    """Field by field, by the model's names, the stage that told it and the line."""
    blocks, told = page.blocks, page.told
    found = dict(blocks.found)
    labelled = {"highlights": blocks.highlights, "categories": (*blocks.categories, *blocks.tags)}
    for name, values in labelled.items():
        if values:
            found[name] = f"label: {_where(values[0], page.lines)}"
    if blocks.section:
        found["section"] = f"label: {_where(blocks.section, page.lines)}"
    elif told.section and "section" not in found:
        found["section"] = f"place: {_where(told.section, page.lines)}"
    if blocks.summary:
        found["summary"] = f"label: {_where(blocks.summary[0], page.lines)}"
    if page.url:
        found["url"] = "a line that is an address"
    if page.language:
        found["language"] = "script of the text"
    if page.remarks and page.regions.talk:
        numbers = [line.number for line in page.regions.talk.lines]
        found["comments"] = f"conversation: lines {numbers[0]} to {numbers[-1]}"
    return found


def clues(page: "Page", records: Sequence[object]) -> Iterator[Clue]:
    """What was taken, then the lines of the article and of the page's end that told nothing."""
    article = next(record for record in records if isinstance(record, Article))
    comments = [record for record in records if isinstance(record, Comment)]
    for name, how in article.evidence.items():
        value = f"{len(comments)} comments" if name == "comments" else getattr(article, name)
        if value not in _NONE:
            yield Clue(field=name, by=how, found=_short(value), taken=True)
    for line in _left_out(page, article):
        yield Clue(field="left out", by=f"line {line.number}", found=line.text[:_SHOWN])


def _left_out(page: "Page", article: Article) -> Iterator[Line]:
    told = [*page.told.body, article.title, article.subtitle, article.summary, *article.highlights]
    told += [page.told.quote.text if page.told.quote else None]
    text = "\n".join(one for one in told if one)
    parts = (*article.highlights, *article.categories)
    used = {how.rpartition("line ")[2] for how in article.evidence.values() if " to " not in how}
    for line in (*page.regions.article, *page.regions.tail):
        labelled = any(part in line.text for part in parts)
        if line.text not in text and str(line.number) not in used and not labelled:
            yield line


def _where(value: str, lines: Sequence[Line]) -> str:
    number = next((line.number for line in lines if value[:_KEY].lower() in line.text.lower()), None)
    return f"line {number}" if number else "several lines"


def _short(value: object) -> str:
    if isinstance(value, tuple):
        value = ", ".join(str(getattr(one, "name", one)) for one in value)
    text = str(getattr(value, "text", None) or getattr(value, "place", None) or value)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
