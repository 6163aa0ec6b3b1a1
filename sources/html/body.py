"""The element that holds the article's text: by markup, by the names that themes use, or by what JSON-LD says it is."""

import re
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from sources.html.boilerplate import is_boilerplate
from sources.html.select import classes, text, weight
from sources.html.titles import squeezed

_NAMED = re.compile(
    r"[ _-](?:(?:entry|post|article|story|news|single|blog|detail|main|page|text)(?:[_-]*)"
    r"(?:content|body|text|copy|detail)|"
    r"body[_-]?text|content[_-]?body|wp-block-post-content|e-content|rich[_-]?text|the-content|field-name-body|entry|"
    r"textblock|storytext)(?=[ _-])"
)
_PARAGRAPHS = ("p", "li", "blockquote", "h2", "h3", "h4", "pre", "td", "dd", "div")
_WORDS = frozenset({"em", "strong", "b", "i", "span", "font"})
_ENOUGH = 200
_NEARLY, _NEARLY_ALL = 0.6, 0.95
_TELLING = 20


@dataclass(frozen=True, slots=True)
class Found:
    """The element, what led to it, how much text it holds, and whether it is surely the one that the page is about."""

    element: HtmlElement
    evidence: str
    size: int
    sure: bool = False


def find(tree: HtmlElement, reference: str | None = None, heading: HtmlElement | None = None) -> Found | None:
    """The body's element. `reference` is the text that the page's metadata gives for it, `heading`
    its headline's element; None if nothing is convincing."""
    sizes = _own_text(tree)
    if reference and len(reference) >= _ENOUGH:
        same = _by_reference(tree, squeezed(reference))
        if same is not None:
            return Found(same, "the element that holds articleBody of the JSON-LD", _size(same, sizes), sure=True)
    home = next((node for node in heading.iterancestors("article")), None) if heading is not None else None
    found = _by_tiers(home, sizes) if home is not None else None
    if found:
        return replace(found, sure=True, evidence=f"{found.evidence}, beside the headline")
    found = _by_tiers(tree, sizes)
    return replace(found, sure=found.evidence.startswith("itemprop")) if found else None


def _by_tiers(tree: HtmlElement, sizes: dict[HtmlElement, int]) -> Found | None:
    tiers = [
        ("itemprop=articleBody", tree.xpath("descendant-or-self::*[@itemprop and contains(@itemprop, 'articleBody')]")),
        (
            "class of the body",
            [node for node in tree.iter("div", "section", "article", "main") if _NAMED.search(classes(node) + " ")],
        ),
        (
            "<article>",
            tree.xpath("descendant-or-self::article[not(ancestor::article)]")
            or ([tree] if tree.tag == "article" else []),
        ),
        ("<main>", tree.xpath("descendant::main | descendant::*[@role='main']")),
    ]
    best = [_largest(name, nodes, sizes) for name, nodes in tiers]
    most = max((found.size for found in best if found), default=0)
    return next((found for found in best if found and found.size >= max(_ENOUGH, _NEARLY * most)), None)


def _own_text(tree: HtmlElement) -> dict[HtmlElement, int]:
    """How much text paragraphs hold, for each paragraph that is no boilerplate and not mostly links."""
    sizes: dict[HtmlElement, int] = {}
    skipped: set[HtmlElement] = set()
    for node in tree.iter():
        if not isinstance(node.tag, str):
            continue
        parent = node.getparent()
        if parent in skipped or (node.tag != "body" and is_boilerplate(node)):
            skipped.add(node)
        elif node.tag in _PARAGRAPHS:
            size = weight(node.text) + sum(
                weight(child.tail) + (weight(text(child)) if child.tag in _WORDS else 0) for child in node
            )
            if size:
                sizes[node] = size
    return sizes


def _size(top: HtmlElement, sizes: dict[HtmlElement, int]) -> int:
    return sum(sizes.get(node, 0) for node in top.iter(*_PARAGRAPHS))


def _largest(evidence: str, nodes: list[HtmlElement], sizes: dict[HtmlElement, int]) -> Found | None:
    found = [Found(node, evidence, _size(node, sizes)) for node in nodes[:200]]
    most = max((one.size for one in found), default=0)
    # Of nested ones that hold the same text, the innermost.
    near = [one for one in found if one.size >= _NEARLY_ALL * most]
    return near[-1] if near else None


def _by_reference(tree: HtmlElement, reference: str) -> HtmlElement | None:
    """The lowest element that holds nearly all paragraphs whose words stand in the reference."""
    hits = [
        node
        for node in tree.iter("p", "h2", "h3", "li", "blockquote")
        if len(own := squeezed(text(node))) > _TELLING and own in reference
    ]
    covered = sum(len(squeezed(text(node))) for node in hits)
    if covered < _NEARLY * len(reference):
        return None
    counts: dict[HtmlElement, int] = {}
    for node in hits:
        for parent in node.iterancestors():
            counts[parent] = counts.get(parent, 0) + len(text(node))
    total = sum(len(text(node)) for node in hits)
    near = [node for node, count in counts.items() if count >= _NEARLY_ALL * total]
    return min(near, key=lambda node: len(text(node)), default=None)
