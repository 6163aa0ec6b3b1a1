"""Every saved page beside the records that it must give. To add one: save pages/<name>.html and pages/<name>.json."""

import json
from pathlib import Path

import pytest

from sources.html import HtmlPage
from sources.html.page import parse
from sources.html.reading import explain
from tests.sources.shared.records import plain, read

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page_gives_its_records(path: Path):
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    assert plain(tuple(read(HtmlPage, path))) == expected


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page_is_recognised(path: Path):
    assert HtmlPage.sniff(path.read_bytes(), path.name) >= (0.5 if path.stem.startswith("refused") else 0.9) or (
        path.stem in {"bare-markup", "wordpress-old", "korean"}
    )


def test_every_field_of_a_page_has_its_evidence():
    evidence = explain(parse((Path(__file__).parent / "pages/newsarticle-jsonld.html").read_bytes()))
    assert evidence["published"] == "jsonld: NewsArticle.datePublished"
    assert evidence["body"].startswith("article: class of the body")
    assert explain(parse(b"<html></html>")) == {}
