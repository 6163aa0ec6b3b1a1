"""What is not asked would have changed nothing: pages read as ever, and with every strategy asked (`thorough`)."""

import gzip
import importlib.util
import json
import os
from functools import partial
from pathlib import Path

import pytest

from sources.html.judge import Verdict
from sources.html.page import parse
from sources.html.reading import weighed

HERE = Path(__file__).parent
CORPORA = Path(os.environ.get("FEEDHOUSE_CORPORA", HERE.parents[3] / "shared" / "corpora"))
PAGES = sorted((HERE / "pages").glob("*.html"))
SHARED = [
    *(CORPORA / "news-pages").glob("*.gz"),
    *(CORPORA / "readability-pages").glob("*__source.html"),
    *(CORPORA / "comment-pages").glob("*.html"),
]


def loaded(name: str):
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    __import__("sys").modules[name] = module
    spec.loader.exec_module(module)
    return module


markups = loaded("markups")
bare = loaded("bare")
KINDS = {**markups.KINDS, **{kind: partial(bare.written, kind) for kind in bare.KINDS}}
ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Bridge reopens",
    "datePublished": "2024-04-03T08:00:00+02:00",
    "author": {"@type": "Person", "name": "Jane Doe"},
}


def told(page: str, **more: object) -> bytes:
    """The page, its article told in JSON-LD."""
    script = f'<script type="application/ld+json">{json.dumps(ARTICLE | more)}</script>'
    return page.replace("<head>", f"<head>{script}", 1).encode()


def same(body: bytes) -> tuple[Verdict, Verdict]:
    one, other = weighed(parse(body)), weighed(parse(body), thorough=True)
    assert one.fields == other.fields
    assert one.evidence == other.evidence
    assert one.comments == other.comments
    return one, other


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page(path):
    same(path.read_bytes())


@pytest.mark.skipif(not SHARED, reason="the shared corpora are not here")
@pytest.mark.parametrize("path", sorted(SHARED), ids=lambda path: path.stem[:40])
def test_shared_page(path):
    body = path.read_bytes()
    same(gzip.decompress(body) if path.suffix == ".gz" else body)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [1, 3, 8])
def test_conversation_on_a_page_with_json_ld(kind, size):
    verdict, _ = same(told(KINDS[kind](markups.thread(size, size))))
    assert len(verdict.comments) == len(weighed(parse(KINDS[kind](markups.thread(size, size)).encode())).comments)


def head(**metas: str) -> str:
    return "".join(f"<meta property='{name.replace('_', ':')}' content='{value}'>" for name, value in metas.items())


STORY = "".join(f"<p>{text}</p>" for text in markups.STORY)
PAGE = "<html><head>{}</head><body><article><h1>Bridge reopens</h1>{}{}</article>{}</body></html>"

ASKED = {
    "a byline that gives another name the most votes": (
        {}, head(author="John Roe"), "<p class=byline>By John Roe</p>", "", "authors", "John Roe",
    ),
    "a byline with a name where JSON-LD names the site": (
        {"author": {"@type": "Organization", "name": "The Courier"}}, "", "<p class=byline>By John Roe</p>", "",
        "authors", "John Roe",
    ),
    "a clock that mends a time called UTC": (
        {"datePublished": "2024-04-03T08:00:00Z"}, "", "<time datetime='2024-04-03T08:00:00+05:30'>8 am</time>", "",
        "published", "tzinfo=datetime.timezone(datetime.timedelta(seconds=19800))",
    ),
    "a time where JSON-LD tells the day": (
        {"datePublished": "2024-04-03"}, "", "<time datetime='2024-04-03T08:15:00+02:00'>8:15</time>", "", "published",
        "8, 15",
    ),
    "a time of change where JSON-LD has none": (
        {}, "", "<time class=updated datetime='2024-04-04T09:30:00+02:00'>9:30</time>", "", "updated", "9, 30",
    ),
    "a standfirst": ({}, "", "<p class=standfirst>It was shut for a year.</p>", "", "subtitle", "shut for a year"),
    "tags that give another list the most votes": (
        {"keywords": ["Page", "Site"]}, head(article_tag="Bridges"), "",
        "<ul class=tags><li><a href=/t/b>Bridges</a></li></ul>", "categories", "Bridges",
    ),
    "tags before the list for search engines": (
        {}, "<meta name=keywords content='news, local'>", "", "<ul class=tags><li><a href=/t/b>Bridges</a></li></ul>",
        "categories", "Bridges",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ASKED)
def test_what_is_in_doubt_is_asked(case):
    more, metas, above, below, field, expected = ASKED[case]
    verdict, _ = same(told(PAGE.format(metas, above, STORY, below), **more))
    assert expected in repr(verdict.fields[field])


def test_what_json_ld_settles_is_not_looked_for_but_for_the_explanation():
    shown = "<ul class=tags><li><a href=/t/b>Bridges</a></li></ul>"
    verdict, all_ = same(
        told(PAGE.format("", "<p class=byline>By John Roe</p>", STORY, shown), keywords=["Bridge", "River"])
    )
    named, every = (
        {(one.strategy, author.name) for one in found.partials for author in one.authors} for found in (verdict, all_)
    )
    assert ("article", "John Roe") in every - named
    assert verdict.fields["authors"][0].name == "Jane Doe"


UNSIGNED = (
    "<div><div><b>Joan Kay</b> May 1, 2024 8:15 am<p>{}</p></div>"
    "<div><b>Max Em</b> May 2, 2024 9:20 am<p>{}</p></div></div>"
)
SIGNS = {
    "a class": "<section class='story-comments'>{}</section>",
    "an id": "<div id=reactions>{}</div>",
    "a heading": "<h3>What do you think?</h3>{}",
    "a heading in a span": "<h3><span>2 Comments</span></h3>{}",
    "a bold line": "<b>Kommentare (2)</b>{}",
}


@pytest.mark.parametrize("sign", SIGNS)
def test_what_speaks_of_comments_has_them_looked_for(sign):
    below = SIGNS[sign].format(UNSIGNED.format("I walked over it today and it held.", "So did I, with my two dogs."))
    verdict, _ = same(told(PAGE.format("", "", STORY, below)))
    assert [said.author.name for said in verdict.comments] == ["Joan Kay", "Max Em"]
