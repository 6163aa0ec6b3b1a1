"""Comments that nothing marks: lines with a name and a time, again and again, with a text after or before each.

Each line is climbed up from while no other is inside; what follows it (or goes before it, where pages sign below the
text) up to the next is the comment. Definition lists, tables and paragraphs are all read so.
"""

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace

from lxml.html import HtmlElement

from feeds.model import Author
from sources._shared.dates import span_of_when
from sources.html import answers, heads, thread
from sources.html.page import Page
from sources.html.partial import Partial, Said
from sources.html.roles import role
from sources.html.select import text
from sources.html.speaker import name_in
from sources.html.tidy import tidy

_STOP = frozenset({"form", "h1", "h2", "textarea", "input", "hr", "script", "footer", "nav"})
_LINE, _LONGEST_PART, _MOST = 160, 40, 200_000
_HEADINGS = frozenset({"h3", "h4", "h5", "h6"})
_FIRST = re.compile(r"^(<p>|).*?(?:<br>\s*|</p>(?=<p>))")  # up to the first line break
_LAST = re.compile(r"(?:<br>(?:(?!<br>).)*(?=</p>$)|<p>(?:(?!<br>|<p>).)*</p>$|<br>(?:(?!<br>).)*$)")
_LEAST, _TITLE = 2, 30
_REST, _BEFORE = 40, 90  # how much else stands before and after the time in such a line
_SENTENCES = re.compile(r"[a-zà-ÿ]{3}[.!?] \w")
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
    marks = heads.alike(marks)
    if not marks or not heads.spoken_of(marks, page):
        return []
    tops = _tops(marks)
    known = set(tops.values())
    parts = [(mark, *_part(tops[mark.node], known)) for mark in marks]
    below = _signs_below(parts)
    usual = {
        (str(node.tag), node.get("class"))
        for _, _, before, after in parts[:-1]
        for node in (before if below else after)
    }
    found = []
    for mark, top, before, after in parts:
        nodes = before if below else after
        if (mark is parts[0][0] and below) or (mark is parts[-1][0] and not below):
            nodes = _usual(nodes, usual) if usual or (len(parts) == 1 and not mark.inside) else []
        part = ([*reversed(nodes), top] if below else [top, *nodes])[:_LONGEST_PART]
        said = _said(mark, part, page, known)
        if said:
            found.append((said, part))
    names = {said.author.name for said, _ in found if said.author}
    enough = len(found) >= max(1, _GOOD * len(marks)) and (len(names) > 1 or len(found) < 3)  # noqa: PLR2004
    found = _related(found, page)
    return found if enough and (len(found) >= _LEAST or heads.headed(marks[0].node, page)) else []


def _signs_below(parts: list[tuple[heads.Mark, HtmlElement, list[HtmlElement], list[HtmlElement]]]) -> bool:
    """Whether each line stands below its text: then the first one has a text above it, under the heading."""
    _, top, before, _ = parts[0]
    if not before or text(top).rstrip().endswith(":"):
        return False
    above = before[-1].getprevious()
    headed = (
        above is None
        or above.tag in {"h1", "h2", "h3", "h4", "h5", "h6", "a", "hr"}
        or (len(text(above)) < _LINE and bool(heads.SPOKEN.search(text(above))))
    )
    return headed or not parts[-1][3]


def _usual(nodes: list[HtmlElement], usual: set[tuple[str, str | None]]) -> list[HtmlElement]:
    """The nodes up to the first that is of another kind than those of the other comments."""
    known = usual or ({(str(nodes[0].tag), nodes[0].get("class"))} if nodes else set())
    end = next((at for at, node in enumerate(nodes) if (str(node.tag), node.get("class")) not in known), len(nodes))
    return nodes[:end]


def _tops(marks: list[heads.Mark]) -> dict[HtmlElement, HtmlElement]:
    """For each line, the highest element around it in which no other line is; as high for all as for the lowest, since
    an answer alone in its list would take the list and more."""
    counts: dict[HtmlElement, int] = defaultdict(int)
    for mark in marks:
        for up in mark.node.iterancestors():
            counts[up] += 1
    paths = []
    for mark in marks:
        path = [mark.node]
        for up in mark.node.iterancestors():
            if (
                counts[up] > 1
                or up.tag in {"body", "html", "main"}
                or (len(marks) == 1 and up.tag not in {"p", "span", "small", "a", "b", "i", "em", "strong", "dt", "li"})
            ):
                break
            path.append(up)
        paths.append(path)
    height = min(len(path) for path in paths)
    return {path[0]: path[height - 1] for path in paths}


def _part(top: HtmlElement, tops: set[HtmlElement]) -> tuple[HtmlElement, list[HtmlElement], list[HtmlElement]]:
    """The element, what goes before it, and what follows it, up to the next line of the thread."""

    def until(*, preceding: bool) -> list[HtmlElement]:
        found: list[HtmlElement] = []
        for node in top.itersiblings(preceding=preceding):
            if len(found) >= _LONGEST_PART or node in tops or not isinstance(node.tag, str):
                break
            if node.tag in _HEADINGS and (heads.SPOKEN.search(text(node)) or next(node.iter("a"), None) is not None):
                break
            if (
                heads.TITLE_LINE.match(text(node))
                or node.tag in _STOP
                or next(node.iter("form", "h1", "h2", "textarea"), None) is not None
            ):
                break
            found.append(node)
            if any(one in tops for one in node.iterdescendants()):
                break  # the answers stand in it
        while found and found[-1].tag in _HEADINGS and not preceding:
            found.pop()  # the title of the next one
        return [node for node in found if text(node)] and found

    return top, until(preceding=True), until(preceding=False)


def _related(found: list[tuple[Said, list[HtmlElement]]], page: Page) -> list[tuple[Said, list[HtmlElement]]]:
    """With parents: as an attribute or a link says, as they stand inside each other, or as they are indented."""
    holders: dict[HtmlElement, str | None] = {}
    above, related = answers.Depths(), []
    keys = {said.key for said, _ in found}
    for said, part in found:
        outer = next((holders[up] for up in part[0].iterancestors() if up in holders), None)
        nodes = [one for node in part for one in node.iter() if isinstance(one.tag, str)]
        deeper = above.parent(answers.depth_of(nodes[:6]), said.key)
        parent = (
            next((told for told in (answers.told_parent([node, *nodes], page) for node in part) if told), None)
            or outer
            or deeper
        )
        related.append((replace(said, parent=parent if parent in keys and parent != said.key else None), part))
        holders |= dict.fromkeys(part, said.key)
    return related


def _answers(part: list[HtmlElement], tops: Collection[HtmlElement]) -> set[HtmlElement]:
    """What of a comment's elements holds other comments."""
    found = set()
    for node in part:
        for one in node.iterdescendants():
            if one in tops:
                found.add(
                    one if one.getparent() is node else next(up for up in one.iterancestors() if up.getparent() is node)
                )
    return found


def _said(mark: heads.Mark, part: list[HtmlElement], page: Page, tops: Collection[HtmlElement]) -> Said | None:
    if mark.inside:
        return _inside(mark, part, page)
    line = _line(mark.node, part)
    author, writer = _author(mark, line, part, page)
    if author is None:
        return None
    left_out = {mark.node, line} | ({writer} if writer is not None else set())
    left_out |= {
        one
        for node in part
        for one in node.iter("h2", "h3", "h4", "h5", "h6")
        if len(text(one)) < _LINE and text(one).lower().startswith("re:")
    }
    left_out |= _answers(part, tops)
    content = "".join(tidy(node, left_out=left_out, without=_is_control) for node in part if node not in left_out)
    own = [node for node in part if node not in left_out]
    words = " ".join(text(node) for node in own)
    linked = sum(len(text(link)) for node in own for link in node.iter("a"))
    if (
        not content
        or linked > 0.6 * max(1, len(words))
        or any(any(_is_headline(one) for one in node.iter("h2", "h3", "h4")) for node in own)
    ):
        return None
    key = next((told for node in part if (told := node.get("data-id") or node.get("data-comment-id"))), None) or next(
        (
            one.get("id") or one.get("name")
            for node in part
            for one in [node, *node.iter("a", "div", "li", "dt")]
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


def _inside(mark: heads.Mark, part: list[HtmlElement], page: Page) -> Said | None:
    """The comment in a paragraph that begins or ends with the line that tells who and when."""
    name = name_in(mark.inside)
    whole = tidy(mark.node, without=_is_control)
    content = _LAST.sub("", whole) if mark.last else _FIRST.sub(r"\1", whole)
    if name is None or content == whole:
        return None
    content += "".join(tidy(node, without=_is_control) for node in part if node is not mark.node)
    key = mark.node.get("id") or next((one.get("name") for one in mark.node.iter("a") if one.get("name")), None)
    return Said(
        content=content,
        key=answers.key_in(f"-{key}") if key else None,
        author=Author(name=name),
        published=mark.when,
        url=page.absolute(f"#{key}") if key and page.base else None,
    )


def _is_headline(heading: HtmlElement) -> bool:
    """Whether a heading leads to another story: a long one with a link. A name or a title is short or leads nowhere."""
    return any(len(text(link)) > _TITLE for link in heading.iter("a") if not (link.get("href") or "#").startswith("#"))


def _line(node: HtmlElement, part: list[HtmlElement]) -> HtmlElement:
    """The whole line around a time: the highest element that holds little else."""
    line = node
    for up in node.iterancestors():
        if (
            line in part
            or len(text(up)) > _LINE
            or up.tag in {"tr", "ul", "ol", "dl"}
            or next(up.iter("p", "blockquote", "dd", "td"), up) not in {up, line}
        ):
            break
        line = up
    return line


def _author(
    mark: heads.Mark, line: HtmlElement, part: list[HtmlElement], page: Page
) -> tuple[Author | None, HtmlElement | None]:
    told = [
        one
        for one in line.iter()
        if one is not mark.node and isinstance(one.tag, str) and role(one.get("class") or "") in {"name", "author"}
    ]
    strong = list(line.iter("b", "strong", "cite", "a", "em"))
    for one in [*told, *strong]:
        name = name_in(text(one)) if one is not mark.node or one.tag == "b" else None
        if name and not span_of_when(text(one)):
            return Author(name=name, url=page.absolute(one.get("href"))), None
    name = name_in(text(line))
    if name:
        return Author(name=name), None
    # The name stands in a line, a cell or a term of its own.
    for node in part:
        for one in [node, *node.iter("dt", "td", "th", "b", "strong", "cite", "a", "span", "h4", "h5", "p")]:
            if one is line or one in set(line.iter()) or line in set(one.iter()):
                continue
            name = name_in(text(one))
            if name and len(name.split()) <= 4 and not re.search(r"\w{3}[.!?]$", text(one).replace("...", "")):  # noqa: PLR2004
                return Author(name=name, url=page.absolute(one.get("href"))), heads.said_line(one, name, part)
            if len(text(one)) > _LINE:
                break
    return None, None


def _is_control(node: HtmlElement) -> bool:
    return thread.is_control(node) or (node.tag == "a" and not text(node) and next(node.iter("img"), None) is not None)
