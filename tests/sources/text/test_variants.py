"""Generated pages: whatever the portal's style, every field is right."""

import re
from html import unescape
from pathlib import Path

import pytest

from feeds.model import Article, Comment, Origin
from sources.text import TextPage
from tests.sources.text.variants import Truth, make

PAGES = 240


def lines_of(content: str) -> str:
    return "\n".join(unescape(line) for part in re.findall(r"<p>(.*?)</p>", content) for line in part.split("<br>"))


def told_by(path: Path) -> Truth:
    records = list(TextPage(Origin(source="pages", name=path.name, key=path.stem, path=path)).read(None, None))
    article = records[0]
    assert isinstance(article, Article), records[0]
    comments = [record for record in records[1:] if isinstance(record, Comment)]
    quote, dateline = article.pull_quote, article.dateline
    return Truth(
        title=article.title,
        authors=[author.name for author in article.authors],
        published=article.published.isoformat() if article.published else None,
        updated=article.updated.isoformat() if article.updated else None,
        views=article.views,
        summary=article.summary,
        quote=(quote.text, quote.attribution) if quote else None,
        dateline=(dateline.place, dateline.date) if dateline else None,
        highlights=list(article.highlights),
        paragraphs=[unescape(part) for part in re.findall(r"<p>(.*?)</p>", article.content)],
        categories=list(article.categories),
        section=article.section,
        comments=[
            (c.author.name, lines_of(c.content), c.published.isoformat() if c.published else None) for c in comments
        ],
        comments_open=article.comments_open,
        language=article.language,
    )


@pytest.mark.parametrize("seed", range(PAGES))
def test_page(seed, tmp_path):
    body, truth = make(seed)
    path = tmp_path / f"{seed}.txt"
    path.write_bytes(body)
    assert told_by(path) == truth
    assert TextPage.sniff(body[:65536], path.name) >= 0.8


def test_pages_are_diverse():
    assert len({make(seed)[0] for seed in range(PAGES)}) == PAGES
