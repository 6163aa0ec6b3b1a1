"""Comments that nothing marks: lines with a name and a time, again and again, with a text after or before each.

Each line is climbed up from while no other is inside; what follows it (or goes before it, where pages sign below the
text) up to the next is the comment. Definition lists, tables and paragraphs are all read so.
"""

import re
from collections import defaultdict
from collections.abc import Set as AbstractSet
from dataclasses import replace

from lxml.html import HtmlElement

from feeds.model import Author
from sources.html import answers, extent, heads, nesting, writers
from sources.html.controls import is_control
from sources.html.page import Page
from sources.html.partial import Partial, Said
from sources.html.select import line, text
from sources.html.speaker import SAYS, name_in
from sources.html.spoken import elsewhere
from sources.html.tidy import tidy

_LINE, _LONGEST_PART = 160, 40
_FIRST = re.compile(r"^(<p>|).*?(?:<br>\s*|</p>(?=<p>))")  # up to the first line break
_LAST = re.compile(r"(?:<br>(?:(?!<br>).)*(?=</p>$)|<p>(?:(?!<br>|<p>).)*</p>$|<br>(?:(?!<br>).)*$)")
_LEAST, _TITLE = 2, 30
_FIRST_BLOCK, _LAST_BLOCK = re.compile(r"^<p>.*?</p>"), re.compile(r"<p>(?:(?!<p>).)*</p>$")
_CELL = re.compile(r"</?(?:tbody|thead|tfoot|tr|t[dh])\b[^>]*>")
_BLOCKS = ("<p>", "<ul", "<ol", "<blockquote", "<h", "<pre", "<dl", "<figure")
_TITLES, _KEYED = frozenset({"h2", "h3", "h4", "h5", "h6"}), frozenset({"a", "div", "li", "dt"})
_LINKS, _TAGS = re.compile(r"<a [^>]*>(.*?)</a>", re.DOTALL), re.compile(r"<[^>]*>")
_GOOD = 0.6


def read(page: Page) -> Partial | None:
    """The comments by their shape; None if nothing on the page repeats as comments do."""
    groups: dict[tuple[str, ...], list[heads.Mark]] = defaultdict(list)
    for mark in heads.marks(page):
        groups[heads.signature(mark.node)].append(mark)
    best: list[tuple[Said, list[HtmlElement]]] = []
    for marks in sorted(groups.values(), key=len, reverse=True)[:20]:
        found = _thread(marks, page)
        if len(found) > len(best):
            best = found
    if not best:
        return None
    elements = tuple(node for _, part in best for node in part)
    return Partial(
        strategy="shapes",
        comments=tuple(said for said, _ in best),
        elements=elements,
        evidence={"comments": "lines with a name and a time"},
    )


def _thread(marks: list[heads.Mark], page: Page) -> list[tuple[Said, list[HtmlElement]]]:
    marks = heads.settled_kinds(heads.alike(marks))
    if not marks or not heads.spoken_of(marks, page):
        return []
    tops = extent.tops(marks)
    known = set(tops.values())
    holding = nesting.around(known)
    held, stops = known | holding, nesting.around(page.tree.iter("form", "h1", "h2", "textarea"))
    parts = [(mark, *extent.part(tops[mark.node], known, holding, stops)) for mark in marks]
    below = extent.signs_below(parts)
    usual = {
        (str(node.tag), node.get("class"))
        for _, _, before, after in (parts[1:] if below else parts[:-1])  # the first may have the article above it
        for node in (before if below else after)
    }
    found = []
    for mark, top, before, after in parts:
        nodes = before if below else after
        if (mark is parts[0][0] and below) or (mark is parts[-1][0] and not below):
            nodes = extent.usual(nodes, usual) if usual or (len(parts) == 1 and not mark.inside) else []
        part = ([*reversed(nodes), top] if below else [top, *nodes])[:_LONGEST_PART]
        said = _said(mark, part, page, held)
        if said:
            found.append((said, part))
    names = {said.author.name for said, _ in found if said.author}
    enough = len(found) >= max(1, _GOOD * len(marks)) and (len(names) > 1 or len(found) < 3)  # noqa: PLR2004
    found = _related(found, page, held)
    if elsewhere(said.content for said, _ in found):
        return []
    return found if enough and (len(found) >= _LEAST or heads.headed(marks[0].node, page)) else []


def _related(
    found: list[tuple[Said, list[HtmlElement]]], page: Page, held: AbstractSet[HtmlElement]
) -> list[tuple[Said, list[HtmlElement]]]:
    """With parents: as an attribute or a link says, as they stand inside each other, or as they are indented."""
    holders: dict[HtmlElement, str | None] = {}
    above, related = answers.Depths(), []
    found = [
        (said if said.key else replace(said, label=f"{answers.LABEL}{at}"), part)
        for at, (said, part) in enumerate(found)
    ]
    keys = {said.key or said.label for said, _ in found}
    alone = nesting.alone([part[0] for _, part in found], held)
    for said, part in found:
        own = said.key or said.label
        outer = next((holders[up] for up in part[0].iterancestors() if up in holders), None)
        nodes = [one for node in part for one in nesting.own(node, held)]
        deeper = above.parent(answers.depth_of([*alone[part[0]], *nodes[:6]]), own)
        parent = (
            next((told for node in part if (told := answers.told_parent([node], page))), None)
            or answers.told_parent(nodes, page)
            or outer
            or deeper
        )
        related.append((replace(said, parent=parent if parent in keys and parent != own else None), part))
        holders |= dict.fromkeys(part, own)
    answered = {said.parent for said, _ in related}
    return [(said if said.label in answered else replace(said, label=None), part) for said, part in related]


def _said(mark: heads.Mark, part: list[HtmlElement], page: Page, held: AbstractSet[HtmlElement]) -> Said | None:
    """The comment in `part`. `held` are the elements of other comments and what holds them."""
    if mark.inside:
        return _inside(mark, part, page, held)
    row = _line(mark.node, part)
    signed = writers.signed(mark)
    author, writer = (signed, None) if signed else writers.author(mark, row, part, page)
    if author is None:
        return None
    left_out = {mark.node, row} | ({writer} if writer is not None else set())
    left_out |= {child for node in part for child in node if child in held}
    inner = [one for node in part if node not in left_out for one in nesting.own(node, left_out)]
    headings = [one for one in inner if one.tag in _TITLES]
    left_out |= {one for one in headings if (line(one, _LINE) or "").lower().startswith("re:")}
    content = "".join(tidy(node, left_out=left_out, without=_is_control) for node in part if node not in left_out)
    content = SAYS.sub("", _without_cells(content))
    if not content or _is_linked(content) or any(_is_headline(one, author.name) for one in headings):
        return None
    key = next((told for node in part if (told := node.get("data-id") or node.get("data-comment-id"))), None) or next(
        (
            one.get("id") or one.get("name")
            for node in part
            for one in nesting.own(node, held)
            if one is node or one.tag in _KEYED
            if re.search(r"\d", one.get("id") or one.get("name") or "")
        ),
        None,
    )
    number = re.search(r"(\d+)\D*$", key or "")
    return Said(
        content=content, key=number[1] if number else key, author=author, published=mark.when,
        approximate=mark.approximate and mark.when is not None,
        url=page.absolute(f"#{key}") if key and page.base else None,
    )  # fmt: skip


def _inside(mark: heads.Mark, part: list[HtmlElement], page: Page, held: AbstractSet[HtmlElement]) -> Said | None:
    """The comment in a paragraph that begins or ends with the line that tells who and when."""
    name = name_in(mark.inside)
    answers_in = {child for child in mark.node if child in held}
    whole = tidy(mark.node, left_out=answers_in, without=_is_control)
    if mark.blocks:
        content = (_LAST_BLOCK if mark.last else _FIRST_BLOCK).sub("", whole)
    else:
        content = _LAST.sub("", whole) if mark.last else _FIRST.sub(_opened, whole)
    if name is None or content == whole:
        return None
    content += "".join(tidy(node, without=_is_control) for node in part if node is not mark.node and node not in held)
    if not content:
        return None
    key = mark.node.get("id") or next((one.get("name") for one in mark.node.iter("a") if one.get("name")), None)
    return Said(
        content=content,
        key=answers.key_in(f"-{key}") if key else None,
        author=Author(name=name),
        published=mark.when,
        url=page.absolute(f"#{key}") if key and page.base else None,
    )


def _opened(first: re.Match[str]) -> str:
    """What stays of the first line: the tag that opens the paragraph, if this goes on after the line."""
    return "" if first[0].endswith("</p>") else first[1]


def _is_headline(heading: HtmlElement, name: str) -> bool:
    """Whether a heading leads to another story: with a link that is long, or that is not the `name` of who wrote."""
    links = [link for link in heading.iter("a") if "#" not in (link.get("href") or "#")]
    return any(len(said) > _TITLE or (len(said.split()) > 1 and name not in said) for said in map(text, links))


def _without_cells(content: str) -> str:
    """What stands in the cells of a table that holds one comment, as paragraphs."""
    if "<table" in content or not _CELL.search(content):
        return content
    pieces = (piece.strip() for piece in _CELL.split(content))
    return "".join(piece if piece.startswith(_BLOCKS) else f"<p>{piece}</p>" for piece in pieces if piece)


def _is_linked(content: str) -> bool:
    """Whether most of what is said are links: other stories."""
    links = sum(len(_TAGS.sub("", inner)) for inner in _LINKS.findall(content))
    return links > _GOOD * max(1, len(_TAGS.sub("", content)))


def _line(node: HtmlElement, part: list[HtmlElement]) -> HtmlElement:
    """The whole line around a time: the highest element that holds little else."""
    row = node
    for up in node.iterancestors():
        inside = set(row.iter())
        if (
            row in part
            or (up in part and len(part) == 1)
            or line(up, _LINE + 1) is None
            or up.tag in {"tr", "ul", "ol", "dl"}
            or up.find("hr") is not None
            or any(one is not up and one not in inside for one in up.iter("p", "blockquote", "dd", "td"))
        ):
            break
        row = up
    return row


def _is_anchor(node: HtmlElement) -> bool:
    """Whether a line is nothing but a link into the page: the comment's title."""
    link = node[0] if node.tag in {"div", "p"} and len(node) == 1 and node[0].tag == "a" else None
    return link is not None and (link.get("href") or "").startswith("#") and text(link) == text(node)


def _is_control(node: HtmlElement) -> bool:
    return (
        is_control(node)
        or _is_anchor(node)
        or (node.tag == "a" and not text(node) and next(node.iter("img"), None) is not None)
    )
