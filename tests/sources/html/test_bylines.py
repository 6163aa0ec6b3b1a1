"""Every line of bylines.txt below a headline, and the names that it must give."""

from pathlib import Path

import pytest

from sources.html.judge import Verdict
from sources.html.page import parse
from sources.html.reading import judged

LINES = [
    tuple(part.strip() for part in line.split("|"))
    for line in Path(__file__).with_name("bylines.txt").read_text("utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]
STORY = "The stone bridge over the river opened to traffic on Monday morning, two years after engineers found cracks. "


@pytest.mark.parametrize(("line", "names"), LINES)
def test_line_gives_its_names(line, names):
    story = "".join(f"<p>{STORY * 2}</p>" for _ in range(4))
    page = (
        f"<title>Bridge reopens</title><h1>Bridge reopens</h1><div>{line}</div><div class='article-body'>{story}</div>"
    )
    verdict = judged(parse(page.encode()))
    assert isinstance(verdict, Verdict)
    assert [one.name for one in verdict.fields.get("authors", ())] == [name for name in names.split("; ") if name]
