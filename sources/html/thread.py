"""Comments out of the elements that hold them, one element each, whatever the markup: author, time, text, parent."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import islice

from lxml.html import HtmlElement

from feeds.model import Author
from sources._shared.dates import span_of_when
from sources.html import answers, nesting, saying
from sources.html.clock import is_relative, settled, time_of
from sources.html.controls import ACTION
from sources.html.page import Page
from sources.html.partial import Said
from sources.html.roles import role
from sources.html.select import beginning, line, text
from sources.html.speaker import SAYS, begins, name_in

_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_TEXT_ID, _NUMBER = re.compile(r"message|text|body|content", re.IGNORECASE), re.compile(r"\d+")
_LABEL = re.compile(
    r"^\W*(?:(?:from|date|name|subject|posted|title|re|e-?mail|url|website|location)\W*)?$", re.IGNORECASE
)
_BY = re.compile(
    r"^\W*(?:(?:posted|submitted|written|comment)\s+by|by|von|par|por)\s+[^(|,\d]{1,60}(?=\s*(?:[(|,\d]|\bon\b|\bat\b))",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"\w{3}\.$|[!?]$")
_ANSWERS = re.compile(r"repl|child|indent|nest|thread|level|answer|respons|sub", re.IGNORECASE)
_LINE, _LONG_NAME, _NEAR, _AFTER = 160, 4, 3, 20


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment and the element that holds it; `whole` says that author and text are both there, and `dated` a time."""

    element: HtmlElement
    said: Said
    whole: bool
    dated: bool


def read(items: Sequence[HtmlElement], page: Page, known: AbstractSet[HtmlElement] = frozenset()) -> list[Comment]:
    """The comments in `items`, elements in the page's order, of which some may stand inside others; `known` are further
    elements that hold comments."""
    known = known or frozenset(items)
    parts = {node: list(nesting.own(node, known)) for node in [*items, *(known - frozenset(items))]}
    keys = answers.names_of(parts)
    outer = nesting.outer(items, known)
    found, above = [], answers.Depths()
    alone = nesting.alone(items, known)
    for node in items:
        nodes, holder = parts[node], outer[node]
        parent = answers.told_parent(nodes, page) or (keys[holder] if holder is not None else None)
        depth = answers.depth_of([*alone[node], *nodes[:3]]) or answers.spaced(nodes[3:9])
        deeper = above.parent(depth, keys[node])
        inside = _wrapped_answer(node, keys)
        comment = _comment(node, nodes, known, page, key=keys[node], parent=parent or inside or deeper)
        if comment:
            found.append(comment)
    return _with_known_parents(found)


def _wrapped_answer(node: HtmlElement, keys: dict[HtmlElement, str]) -> str | None:
    """The key of the comment after which an element for answers stands that holds this one."""
    for up in islice(node.iterancestors(), _NEAR):
        if _ANSWERS.search(up.get("class") or ""):
            before = next((one for one in islice(up.itersiblings(preceding=True), _AFTER) if one in keys), None)
            if before is not None:
                return keys[before]
    return None


def _comment(
    node: HtmlElement,
    nodes: list[HtmlElement],
    known: AbstractSet[HtmlElement],
    page: Page,
    *,
    key: str,
    parent: str | None,
) -> Comment | None:
    roles = {one: role(f"{one.get('class') or ''} {one.get('itemprop') or ''} {_text_id(one)}") for one in nodes[1:]}
    when, approximate, clock = time_of(nodes[1:], page)
    author, writer = _author(nodes, roles, page)
    if writer is not None and clock is not None and _in_title(writer, node):
        near = (settled(beginning(one, 2 * _LINE), page) for one in (clock, clock.getparent()))
        told = next((found for said in near if (found := _BY.match(said))), None)
        signed = name_in(told[0]) if told else None
        author = Author(name=signed) if signed else author
    if author is None and clock is not None and (name := name_in(settled(beginning(clock, 2 * _LINE), page))):
        author = Author(name=name)
    content = SAYS.sub("", saying.html(node, nodes, roles, known, [one for one in (clock, writer) if one is not None]))
    if not content:
        return None
    url = _permalink(node, nodes, clock, page)
    said = Said(
        content=content,
        **answers.named(key),
        parent=parent,
        author=author,
        url=url,
        published=when,
        approximate=approximate and when is not None,
    )
    return Comment(node, said, author is not None, clock is not None)


def _in_title(writer: HtmlElement, node: HtmlElement) -> bool:
    """Whether a name was taken from a heading: it may be the comment's title."""
    return writer.tag in _HEADINGS or any(up.tag in _HEADINGS for up in nesting.inside(writer, node))


def _text_id(node: HtmlElement) -> str:
    """An id such as "post_message_12" without its number, if it names a text."""
    own = node.get("id") or ""
    return _NUMBER.sub("", own) if own and _TEXT_ID.search(own) else ""


def _author(
    nodes: list[HtmlElement], roles: dict[HtmlElement, str | None], page: Page
) -> tuple[Author | None, HtmlElement | None]:
    told = nodes[0].get("data-author") or nodes[0].get("data-username") or nodes[0].get("data-author-name")
    candidates = [one for one in nodes[1:] if roles[one] == "name"]
    candidates += [one for one in nodes[1:] if "author" in (one.get("rel") or "").split() or one.tag == "cite"]
    # Of a box about the author, the linked name; the rest is rank, age and the number of posts.
    boxes = [one for one in nodes[1:] if roles[one] == "author"]
    candidates += [link for one in boxes if len(one) for link in islice(_named_links(one), 1) if name_in(_words(link))]
    candidates += sorted(boxes, key=_tells_of_parent)
    candidates += [one for one in nodes[1:] if "nofollow" in (one.get("rel") or "") and "ugc" in (one.get("rel") or "")]
    said = {one for one in nodes[1:] if roles[one] == "text"}
    candidates += [
        one
        for one in nodes[1:]
        if one.tag in {"strong", "b", "h3", "h4", "h5", "a"}
        and _LABEL.match(_words(one)) is None
        and said.isdisjoint(nesting.inside(one, nodes[0]))
    ][:3]
    for one in candidates:
        name = name_in(_words(one))
        if name:
            links = [
                one.get("href"),
                *(link.get("href") for link in one.iter("a")),
                *(up.get("href") for up in one.iterancestors("a")),
            ]
            return Author(name=name, url=_profile(links, page)), one
    if told and name_in(told):
        return Author(name=told), None
    first = _first_line(nodes, said)
    return (Author(name=name_in(text(first)) or text(first)), first) if first is not None else (None, None)


def _tells_of_parent(box: HtmlElement) -> bool:
    """Whether a box about the author names whom they answer, too: "Jo » Ann"."""
    return any("parent" in (link.get("class") or "") for link in box.iter("a"))


def _named_links(box: HtmlElement) -> Iterator[HtmlElement]:
    """The links in a box about the author, without that to the comment that is answered."""
    return (link for link in box.iter("a") if "parent" not in (link.get("class") or ""))


def _first_line(nodes: list[HtmlElement], said: set[HtmlElement]) -> HtmlElement | None:
    """The comment's first line, if it can be a name and nothing says that it is the text."""
    for one in nodes[1:]:
        words = _words(one) if len(one) == 0 and one.tag not in {"p", "blockquote", "time", "li", "pre"} else ""
        if not words or ACTION.match(words) or is_relative(words) or span_of_when(words):
            continue
        name = name_in(words)
        counted = words if name and words.startswith(name) else name or ""
        plain = name and begins(words, name) and len(counted.split()) <= _LONG_NAME and _SENTENCE.search(words) is None
        return one if plain and one not in said and said.isdisjoint(nesting.inside(one, nodes[0])) else None
    return None


def _words(node: HtmlElement) -> str:
    """The element's text, if it is no longer than a line."""
    return line(node, _LINE + 1) or ""


def _profile(links: list[str | None], page: Page) -> str | None:
    return next((url for link in links if (url := page.absolute(link)) and "#" not in url and url != page.base), None)


def _permalink(node: HtmlElement, nodes: list[HtmlElement], clock: HtmlElement | None, page: Page) -> str | None:
    own = node.get("id") or ""
    around = [
        clock,
        *(clock.iterancestors("a") if clock is not None else ()),
        *(clock.iter("a") if clock is not None else ()),
    ]
    links = [one.get("href") for one in around if one is not None and one.get("href")]
    links += [
        one.get("href") for one in nodes if one.tag == "a" and own and (one.get("href") or "").endswith(f"#{own}")
    ]
    links += [
        one.get("href")
        for one in nodes
        if one.tag == "a"
        and "permalink" in f"{one.get('class') or ''} {one.get('rel') or ''} {one.get('title') or ''}".lower()
    ]
    url = next((url for link in links if (url := page.absolute(link))), None)
    return url or (page.absolute(f"#{own}") if own and page.base else None)


def _with_known_parents(found: list[Comment]) -> list[Comment]:
    keys = {one.said.key or one.said.label for one in found}
    answered = {one.said.parent for one in found}
    seen: set[str | None] = set()
    kept = []
    for one in found:
        parent = one.said.parent
        if parent is not None and (parent not in keys or parent in {one.said.key, one.said.label}):
            one = replace(one, said=replace(one.said, parent=None))  # noqa: PLW2901
        if one.said.label is not None and one.said.label not in answered:
            one = replace(one, said=replace(one.said, label=None))  # noqa: PLW2901
        if one.said.key in seen:
            one = replace(one, said=replace(one.said, key=None))  # noqa: PLW2901
        seen.add(one.said.key)
        kept.append(one)
    return kept
