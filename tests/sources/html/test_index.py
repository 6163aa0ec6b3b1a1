"""What is asked of a page's elements by number is what lxml says of each."""

from pathlib import Path

import pytest

from sources.html import body, prose
from sources.html.boilerplate import NEVER, is_boilerplate
from sources.html.page import _is_crowded, parse
from sources.html.select import text

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
P = "<p>{} A sentence of the story stands here, and another one follows it, with more to say.</p>"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_lists_tell_what_the_elements_do(path):
    page = parse(path.read_bytes())
    index = page.index
    in_head = {node for node in page.tree.iter() if next(node.iterancestors("head"), None) is not None}
    assert list(index.nodes) == [node for node in page.tree.iter() if node not in in_head]
    for at, node in enumerate(index.nodes):
        own = "" if node.tag in NEVER else node.text or ""
        assert index.tags[at] == node.tag
        assert at == 0 or index.nodes[index.ups[at]] is node.getparent()
        assert (index.texts[at], index.tails[at]) == tuple(
            said if said.strip() else "" for said in (own, node.tail or "")
        )
        assert (index.classes.get(at, ""), index.ids.get(at, "")) == (node.get("class") or "", node.get("id") or "")
        assert index.is_boilerplate(at) == is_boilerplate(node)
        assert index.text(node) == text(node)
        if node.tag != "head":
            assert index.nodes[at : index.end(at)] == tuple(node.iter()) or in_head.intersection(node.iter())


def test_what_a_page_without_the_end_of_its_head_holds_is_numbered():
    page = parse(b"<head><title>T</title><article><p>Text</p></article>")
    assert "article" in page.index.tags


def test_a_box_is_longer_than_a_line_and_a_line_is_not():
    page = parse(f"<div id=a><p> Comments  (2)\n </p></div><div id=b>{P.format(1)}</div>".encode())
    one, other = page.tree.xpath("//div")
    assert not page.index.is_longer(one, 60)
    assert page.index.is_longer(other, 60)


def paged(outside: str, around: str = "main") -> str:
    story = "".join(map(P.format, range(9)))
    return f"<body><{around}><article><h1>Bridge reopens</h1>{story}</article></{around}>{outside}</body>"


HOME = {
    "menus and links around it": (
        paged("<ul>" + "<li><a href=/x>A story of another day</a></li>" * 99 + "</ul>"),
        True,
    ),
    "as long a text beside it": (paged("<div>" + "".join(map(P.format, range(9))) + "</div>"), False),
    "as long a text in lines beside it": (paged("<div>A line of another text<br></div>" * 60), False),
    "in what is called a sidebar": (paged("", "aside"), False),
}


@pytest.mark.parametrize("case", HOME)
def test_the_headlines_article_is_weighed_alone_where_nothing_else_could_be_the_text(case):
    markup, alone = HOME[case]
    page = parse(markup.encode())
    heading = page.tree.find(".//h1")
    found = body.find_home(page, heading, frozenset())
    assert bool(found) is alone
    if found:
        whole = prose.survey(page.index, page.tree.find("body"), (), page.threads)
        assert found[1] == body.find(whole, page.tree, None, heading)


def test_the_text_is_told_by_its_paragraphs_if_the_page_shows_them_once():
    story = "".join(map(P.format, range(9)))
    again = "<ul>" + "".join(f"<li>{P.format(at)}</li>" for at in range(9)) + "</ul>"
    page = parse(f"<body><div id=story>{story}</div></body>".encode())
    said = text(page.tree.find("body"))
    assert body.told(page.index, said).get("id") == "story"
    assert body.told(parse(f"<body><div>{story}</div>{again}</body>".encode()).index, said) is None


CROWDED = {
    "a thousand attributes": ("<div " + "data-a=b " * 1500 + ">", True),
    "a long script": ("<script>for(i=0;i<n;)" + "a=b;" * 3000 + "</script>", False),
    "a long attribute": ("<div title='" + "word " * 3000 + "'>", False),
}


@pytest.mark.parametrize("case", CROWDED)
def test_a_crowded_tag_is_told_from_a_long_script(case):
    markup, crowded = CROWDED[case]
    assert _is_crowded(f"<html><body>{markup}</body></html>".encode()) is crowded
