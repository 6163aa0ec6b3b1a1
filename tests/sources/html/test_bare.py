"""Comments in bare lines (bare.py) read back as they were written, and none is left in the body."""

import pytest

from sources.html.judge import Verdict
from sources.html.page import parse
from sources.html.reading import judged
from tests.sources.html import bare
from tests.sources.html.markups import STORY, thread
from tests.sources.html.test_conversations import plain


def read(page: str) -> Verdict:
    verdict = judged(parse(page.encode()))
    assert isinstance(verdict, Verdict), verdict
    return verdict


@pytest.mark.parametrize("kind", bare.KINDS)
@pytest.mark.parametrize("size", [3, 8, 21])
def test_comments_in_bare_lines_read_back(kind, size):
    told = thread(size, size)
    verdict = read(bare.written(kind, told))
    assert [(one.author.name, f"{one.published:%Y-%m-%d %H:%M}", plain(one.content)) for one in verdict.comments] == [
        (one.author, f"{one.day} {one.clock}", " ".join(one.paragraphs)) for one in told
    ]
    assert plain(verdict.fields["body"]) == " ".join(STORY)


ARTICLES = {
    "a dated line below a word for comments": "<h2>Opinion</h2><div>By Jane Roe, May 1, 2024{story}</div>",
    "dated lines above sections": "<h2>Discussion</h2><div>Jane Roe, May 1, 2024<p>{story}</p></div><h2>More</h2>",
    "bold lines and rules": "<h3>Responses</h3><div><b>Monday</b><br>{line}<hr><b>Tuesday</b><br>{line}</div>",
}


@pytest.mark.parametrize("kind", ARTICLES)
def test_what_looks_like_it_is_no_comment(kind):
    story = "".join(f"<p>{line}</p>" for line in STORY)
    body = ARTICLES[kind].format(story=story, line=STORY[0])
    page = f"<html><head><title>Bridge reopens</title></head><body><h1>Bridge reopens</h1>{body}{story}</body></html>"
    assert read(page).comments == ()
