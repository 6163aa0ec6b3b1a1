"""Comments under a heading such as "Comments", or in an element that is called so, one after the other: boxes, list
items, terms with their descriptions, rows of a table, each in one or a few elements that repeat.

Each is put into an element of its own, copied, and read as any marked comment is.
"""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from lxml import html
from lxml.html import HtmlElement

from sources._shared.dates import span_of_when
from sources.html import signed, soup, thread
from sources.html.boilerplate import NEVER
from sources.html.page import Page
from sources.html.partial import Partial
from sources.html.select import line, text
from sources.html.spoken import NOBODY, TITLE_LINE, elsewhere

_CALLED = re.compile(
    r"(?:^|[\s_-])(?:comments?|cmts?|feedback|guest-?book|responses|replies|reactions|kommentare|commentaires|"
    r"comentarios|discussion|disqus|opinions?|opinie|yorumlar|reacties|komentarze|pinglun)(?=[\s_-]|$)|[Cc]omments?(?:List|Section|Block|Box|Area|Wrap\w*|s)?\b"
)
# Quick to say that a name is none of them.
_HINT = re.compile(
    r"[Cc]omment|cmt|feedback|guest|respons|replies|reactions|kommentare|comentarios|discus|disqus|opini|yorum|reacties|komentarze|pinglun"
)
_TITLES = frozenset({"h2", "h3", "h4", "h5", "h6"})
_CELLS = frozenset({"dt", "dd", "td", "th", "tr", "li", "tbody", "table"})
_HOLDERS = frozenset(
    {"ul", "ol", "dl", "table", "tbody", "div", "section", "main", "article", "td", "tr", "center", "p", "font"}
)
_LISTS = frozenset({"ul", "ol", "dl", "table", "tbody"})
_WHOLE = frozenset({"body", "html", "main", "article"})
_STOP = frozenset({"form", "h1", "h2", "textarea", "footer", "nav", "aside"})
_LONGEST_TITLE, _LONGEST, _MOST_SKIPPED = 60, 3, 4
_MOST_ANCHORS, _MOST_ELEMENTS = 20, 250_000
_SAMPLE, _LARGEST = 20, 400
_ROW = 160
_GOOD, _FEW, _DEEPEST = 0.75, 3, 4
_NAMES = frozenset({"b", "strong", "cite", "h3", "h4", "h5", "h6", "em", "dt", "i"})
_LINKED, _MOSTLY, _LONG_LINK = 0.3, 0.6, 30

TERMS = "terms with descriptions or rows under a heading"
"""The evidence where the markup itself parts one comment from the next."""

Group = list[HtmlElement]


@dataclass(frozen=True, slots=True)
class _Thread:
    groups: list[Group]
    comments: list[thread.Comment]


def read(page: Page, more_than: int = 0) -> Partial | None:
    """The most comments that stand so in one place; None if there are no `more_than` so many."""
    best: _Thread | None = None
    budget = _MOST_ELEMENTS
    for nodes in islice(_sequences(page), _MOST_ANCHORS):
        budget -= len(nodes)
        if budget < 0:
            break
        found = _best(nodes, page)
        if found and len(found.comments) > (len(best.comments) if best else more_than):
            best = found
    if best is None:
        return None
    return Partial(
        strategy="records",
        comments=tuple(one.said for one in best.comments),
        elements=tuple(node for group in best.groups for node in group),
        evidence={"comments": TERMS if best.groups[0][0].tag in {"dt", "tr"} else "repeated elements under a heading"},
    )


def _sequences(page: Page) -> Iterator[Group]:
    """What follows each heading that announces comments, and what stands in each element that is called so."""
    for node in page.tree.iter(
        "h2", "h3", "h4", "h5", "h6", "b", "strong", "p", "div", "font", "legend", "dt", "a", "span", "td", "big"
    ):
        said = node.text if len(node) == 0 else ""
        if said and len(said) < _LONGEST_TITLE and TITLE_LINE.match(said):
            top = node
            for up in node.iterancestors():
                if top.getnext() is not None or text(up) != text(node):
                    break
                top = up
            yield list(_below(top))
    for node in page.tree.iter("hr", "br"):
        if _is_titled(node):
            yield list(node.itersiblings())
    for node, names, own in page.named:
        if node.tag in _HOLDERS and _is_called(f"{names} {own}"):
            yield list(node)


def _is_titled(node: HtmlElement | None) -> bool:
    """Whether a bare line, or the bare text after an element, is a heading of comments."""
    if node is None or (node.tag not in {"hr", "br"} and node.tag not in _NAMES | {"font"}):
        return False
    said = (node.tail or "").strip() or (line(node, _LONGEST_TITLE) or "")
    return 0 < len(said) < _LONGEST_TITLE and TITLE_LINE.match(said) is not None


def _below(heading: HtmlElement) -> Iterator[HtmlElement]:
    """What follows, up to another heading of the kind: one alone begins something else. Nothing if nobody spoke."""
    after = list(heading.itersiblings())
    if after and NOBODY.match(line(after[0], _LONGEST_TITLE * 2) or ""):
        return
    same = [node for node in after if node.tag == heading.tag and heading.tag in _TITLES]
    end = same[0] if 0 < len(same) < _FEW else None
    for node in after:
        if node is end:
            return
        yield node


@lru_cache(maxsize=8192)
def _is_called(names: str) -> bool:
    if not _HINT.search(names):
        return False
    return _CALLED.search(names) is not None


def _best(nodes: Group, page: Page, depth: int = 0) -> _Thread | None:
    """The thread in the elements, or in the one of them that holds it."""
    lines = _in_lines(nodes, page)
    nodes = [node for node in _until_stop(nodes) if node.tag not in NEVER and node.tag not in {"br", "link"}]
    found = []
    for groups in _parted(nodes):
        if one := _thread(groups, page):
            found.append(one)
            if len(groups) > 1 and 2 * len(one.comments) >= len(nodes):
                break  # with two elements or more a comment there are no more
    holders = [node for node in nodes[:_MOST_SKIPPED] if node.tag in _HOLDERS] if depth < _DEEPEST else []
    found += [one for node in holders if (one := _best(list(node), page, depth + 1))]
    return max([*found, *lines], key=lambda one: len(one.comments), default=None)


def _in_lines(nodes: Group, page: Page) -> Iterator[_Thread]:
    """The thread in the lines that the elements are, with the text around them, if these are all that is in one."""
    container = nodes[0].getparent() if nodes else None
    if container is None:
        return
    if _is_titled(nodes[0].getprevious()):
        nodes = soup.run(nodes)
        items = soup.parted("", nodes)
    elif container.tag in _WHOLE or len(container) != len(nodes):
        return
    else:
        items = soup.parted(container.text or "", nodes)
    comments = _good([one for one in thread.read(items, page) if one.whole], len(items))
    if comments:
        yield _Thread([nodes] if _is_titled(nodes[0].getprevious()) else [[container]], comments)


def _until_stop(nodes: Group) -> Iterator[HtmlElement]:
    for node in nodes:
        if node.tag in _STOP or next(node.iter("form", "textarea", "h1"), None) is not None:
            return
        yield node


def _parted(nodes: Group) -> Iterator[list[Group]]:
    """The ways in which the elements may be one comment after the other."""
    if _are_alike(nodes):
        yield [[node] for node in nodes]
    elif any(node.tag in {"dt", "hr"} for node in nodes):
        yield _begun(nodes)
    else:
        if nodes and (len(nodes) == 1 or all(node.tag == "tr" for node in nodes)) and len(nodes) <= _LONGEST:
            yield [nodes] if nodes[0].tag not in _LISTS else []
        yield from _repeating(nodes)


def _begun(nodes: Group) -> list[Group]:
    """Groups that begin with a term, or after a rule."""
    groups: list[Group] = [[]]
    for node in nodes:
        if node.tag in {"dt", "hr"}:
            groups.append([])
        if node.tag != "hr":
            groups[-1].append(node)
    return [group for group in groups if group]


def _repeating(nodes: Group) -> Iterator[list[Group]]:
    """Groups of one to three elements of the same kinds, again and again."""
    kinds = [(node.tag, re.sub(r"\d+", "#", node.get("class") or "")) for node in nodes]
    for length in range(1, _LONGEST + 1):
        for start in range(min(_MOST_SKIPPED, len(nodes))):
            pattern, groups, at = kinds[start : start + length], [], start
            while at < len(nodes) and kinds[at : at + length] == pattern:
                groups.append(nodes[at : at + length])
                at += length
            if len(groups) > 1:
                yield groups
                break


def _are_alike(nodes: Group) -> bool:
    """Whether they are dated rows with as many cells each: a record each, not the halves of one, as members have."""
    rows = nodes[:_SAMPLE]
    cells = {len(node) if node.tag == "tr" else 0 for node in rows}
    return len(rows) > 1 and len(cells) == 1 and min(cells) > 1 and all(span_of_when(line(row, _ROW)) for row in rows)


def _thread(groups: list[Group], page: Page) -> _Thread | None:
    groups = [kept for group in groups if (kept := [node for node in group if not _is_head(node)])]
    if any(map(_is_large, groups)) or (len(groups) > 2 * _SAMPLE and _thread(groups[:_SAMPLE], page) is None):
        return None
    items = [one for group in groups for one in _with_answers(_wrapped(group))]
    read = [one for one in thread.read(items, page) if one.whole]
    comments = _good(read, len(items), groups)
    if not comments and len(groups) >= _FEW and (found := _signed(groups)):
        return _Thread(groups, found)
    # What ends a thread may look like one more comment: "Send us yours".
    if not comments and len(groups) > _FEW and read and items[-1] not in {one.element for one in read}:
        groups = groups[:-1]
        comments = _good(read, len(groups), groups)
    return _Thread(groups, comments) if comments and not any(map(_is_linked, groups)) else None


def _with_answers(item: HtmlElement) -> Iterator[HtmlElement]:
    """A comment, and the elements of the same class in it: its answers."""
    yield item
    if name := item.get("class"):
        yield from (one for one in item.iterdescendants(str(item.tag)) if one.get("class") == name)


def _good(comments: list[thread.Comment], count: int, groups: Sequence[Group] = ()) -> list[thread.Comment]:
    """The comments, if nearly all of `count` are some, of several people, and dated; or, undated, named as only those
    in `groups` are."""
    if elsewhere(one.said.content for one in comments):
        return []
    dated = sum(one.dated for one in comments)
    names = {one.said.author.name for one in comments if one.said.author}
    if len(comments) < max(1, _GOOD * count) or len(names) == 1 < _FEW <= len(comments):
        return []
    return comments if dated >= _GOOD * len(comments) or (groups and _are_named(groups, names)) else []


def _signed(groups: list[Group]) -> list[thread.Comment]:
    """The comments without a time that several people signed below; none if one of them is not signed."""
    found = [one for one in signed.read(groups) if one.whole]
    names = {one.said.author.name for one in found if one.said.author}
    return found if len(found) == len(groups) and len(names) > 1 else []


def _is_large(group: Group) -> bool:
    """Whether the elements hold more than a comment does: a whole conversation, or a page."""
    return sum(1 for node in group for _ in islice(node.iter(), _LARGEST)) >= _LARGEST


def _is_head(node: HtmlElement) -> bool:
    return node.tag in {"th", "thead"} or (node.tag == "tr" and next(node.iter("td"), None) is None)


def _are_named(groups: Sequence[Group], names: set[str]) -> bool:
    """Whether comments without a time all begin with their author's name, set apart, and are no lists of links."""
    firsts = [
        next((one for node in group for one in node.iter() if len(one) == 0 and text(one)), None) for group in groups
    ]
    return len(names) > 1 and all(one is not None and one.tag in _NAMES for one in firsts)


def _is_linked(group: Group) -> bool:
    """Whether links make up much of what is said: other stories, other sites."""
    said = sum(len(text(node)) for node in group)
    links = [len(text(link)) for node in group for link in node.iter("a")]
    return (sum(links) > _LINKED * said and max(links) > _LONG_LINK) or sum(links) > _MOSTLY * said


def _wrapped(group: Group) -> HtmlElement:
    """The comment's elements in one, with cells as blocks: outside of a table or list they mean nothing."""
    top = html.Element("div", {"id": group[0].get("id") or ""})
    for node in group:
        twin = deepcopy(node)
        twin.tail = None
        top.append(twin)
    top = top[0] if len(top) == 1 else top
    for one in top.iter(*_CELLS):
        one.tag = "div"
    return top
