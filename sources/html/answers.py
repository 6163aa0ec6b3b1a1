"""What a comment answers: keys, attributes, links "in reply to", and how deep it stands."""

import re
from collections.abc import Mapping, Sequence

from lxml.html import HtmlElement

from sources.html.page import Page
from sources.html.roles import role
from sources.html.select import beginning, line

_NUMBER = re.compile(r"(\d+)(?!.*\d)")
_DEPTH = re.compile(r"(?:^|[\s_-])(?:depth|level|lvl|indent|nest(?:ed|ing)?)[-_]?(\d{1,2})(?=\s|$)", re.IGNORECASE)
_INDENT = re.compile(
    r"(?:margin|padding)(?:-inline-start|-left)?\s*:\s*(?:0\s+){0,3}(\d{1,4}(?:\.\d+)?)\s*(px|em|rem|%)?", re.IGNORECASE
)
_PARENTS = tuple(
    f"data-{name}"
    for name in (
        "parent parent-id parentid parent_id parent-comment parent-comment-id comment-parent reply-to reply-to-id "
        "replyto in-reply-to reply-to-post-number"
    ).split()
)
_KEYS = (
    "data-comment-id",
    "data-commentid",
    "data-id",
    "data-post-id",
    "data-cid",
    "data-comment",
    "data-post-number",
    "data-message-id",
)
IN_REPLY = re.compile(
    r"^\W*(?:in\s+reply\s+to|replying\s+to|reply\s+to|in\s+response\s+to|als\s+antwort\s+auf|antwort\s+auf|"
    r"en\s+réponse\s+à|en\s+respuesta\s+a|"
    r"in\s+risposta\s+a|em\s+resposta\s+a)\b", re.IGNORECASE)  # fmt: skip
"""A line that names whom a comment answers."""

LABEL = "at "
"""What begins the label of a comment without a key; no key holds a blank."""

_REPLIED = re.compile(
    r"\b(?:repl(?:ied|ying|y)\s+to|in\s+response\s+to|antwort(?:et)?\s+auf|en\s+réponse\s+à|en\s+respuesta\s+a|"
    r"in\s+risposta\s+a|em\s+resposta\s+a)\s*$", re.IGNORECASE)  # fmt: skip
_LINE = 160
_FEW = 3
_NUMBERED = frozenset({"a", "div", "article", "span"})


def key_of(nodes: Sequence[HtmlElement]) -> str | None:
    """A comment's own key: what an attribute says, the number of its id, or its id. `nodes` are its elements, the one
    that holds the others first."""
    node = nodes[0]
    own = node.get("id") or ""
    inner = (
        next(
            (
                one.get("id") or one.get("name") or ""
                for one in nodes
                if one.tag in _NUMBERED
                if _NUMBER.search(one.get("id") or (one.get("name") if one.tag == "a" else "") or "")
            ),
            "",
        )
        if not own
        else ""
    )
    told = next((node.get(name) for name in _KEYS if node.get(name)), None)
    if told and told.strip():
        return told.strip()
    number = _NUMBER.search(own or inner or _anchor_before(node))
    return number[1] if number else own or None


def _anchor_before(node: HtmlElement) -> str:
    """The name of an empty <a id="comment-41"> just before a comment: Drupal's."""
    before = node.getprevious()
    if before is None or before.tag != "a" or len(before) or (before.text or before.tail or "").strip():
        return ""
    return before.get("id") or before.get("name") or ""


def named(name: str) -> dict[str, str | None]:
    """A name out of `names_of` as a key or a label."""
    return {"key": None, "label": name} if name.startswith(LABEL) else {"key": name}


def names_of(parts: Mapping[HtmlElement, Sequence[HtmlElement]]) -> dict[HtmlElement, str]:
    """For each comment, by its element, what answers know it by: its key, or else a label for this page alone."""
    return {node: key_of(nodes) or f"{LABEL}{at}" for at, (node, nodes) in enumerate(parts.items(), 1)}


def told_parent(nodes: list[HtmlElement], page: Page) -> str | None:
    """The parent that an attribute names, or a link "in reply to"."""
    for name in _PARENTS:
        told = (nodes[0].get(name) or "").strip()
        if told and told not in {"0", "null", "none", "-1", "false", "root"}:
            return key_in(told)
    for one in nodes[1:]:
        if one.tag == "a" and "#" in (one.get("href") or ""):
            said = role(one.get("class") or "")
            around = line(one.getparent(), _LINE) or ""
            if (
                IN_REPLY.match(beginning(one, _LINE))
                or IN_REPLY.match(around)
                or _REPLIED.search(_text_before(one))
                or (said == "other" and "parent" in (one.get("class") or ""))
            ):
                return key_in((one.get("href") or "").rsplit("#", 1)[1])
    return None


def _text_before(link: HtmlElement) -> str:
    """The bare text just before a link."""
    before, above = link.getprevious(), link.getparent()
    return (before.tail if before is not None else above.text if above is not None else "") or ""


def key_in(told: str) -> str:
    """The key in what names a comment: "#comment-41" and "41" give "41"."""
    number = _NUMBER.search(told) if "-" in told or "_" in told or not told.isdigit() else None
    return number[1] if number else told


def depth_of(nodes: list[HtmlElement]) -> float:
    """How deep a comment stands, by class, attribute or indent; 0 if nothing tells."""
    for node in nodes:
        told = (
            node.get("data-depth") or node.get("data-level") or node.get("aria-level") or node.get("data-indent") or ""
        )
        if told.isdigit():
            return int(told) + 1
        match = _DEPTH.search(node.get("class") or "")
        if match:
            return int(match[1]) + 1
        match = _INDENT.search(node.get("style") or "")
        if match:
            return float(match[1]) + 1
    return 0


def spaced(nodes: list[HtmlElement]) -> float:
    """How deep a comment stands by the first spacer in it, a cell or a flat picture as wide as it is deep."""
    for node in nodes:
        if (node.get("indent") or "").isdigit():
            return int(node.get("indent", "")) + 1
        wide, high = node.get("width") or "", node.get("height") or ""
        if node.tag == "img" and high in {"0", "1"} and wide.isdigit() and len(wide) <= _FEW:
            return int(wide) + 1
    return 0


class Depths:
    """The comments above, one a depth: in a flat list, a comment answers the last one that stands less deep."""

    def __init__(self) -> None:
        self._above: list[tuple[float, str | None]] = []

    def parent(self, depth: float, key: str | None) -> str | None:
        """The key of what a comment so deep answers; the comment itself is kept for those that follow."""
        self._above = [one for one in self._above if one[0] < depth]
        found = self._above[-1][1] if self._above else None
        self._above.append((depth, key))
        return found
