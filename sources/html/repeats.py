"""What an article's element says twice or of others: the headline, captions shown again, links to other stories."""

import re

from lxml.html import HtmlElement

from sources._shared.dates import parse_when
from sources.html.index import Index
from sources.html.prose import Prose
from sources.html.select import Measure, text
from sources.html.titles import squeezed

_LABELLED = re.compile(r"^[^|:»>–-]{3,45}\s*[|:»>–-]\s*\S")
_COUNTER = re.compile(r"^\d{1,3}\s*/\s*\d{1,3}$")
_DIGIT = re.compile(r"\d")
_LONG = 30
_LISTED, _LARGELY, _ALONE = 0.8, 0.4, 0.97  # shares of a block's text that are links
_MANY = 3
_DATE = 60
_TOP = 20  # blocks at the beginning, among which a lone date is the page's and not the text's


def headings(index: Index, root: HtmlElement, title: str) -> set[HtmlElement]:
    """The headline, with the header around it, and lines at the top that are nothing but a date."""
    said, found = squeezed(title), set()
    for node in root.iterdescendants("h1", "h2"):
        own = squeezed(index.text(node))
        if node.tag == "h1" or _same(own, said):
            above = [parent for parent in node.iterancestors("header", "hgroup") if root in parent.iterancestors()]
            found.add(above[0] if above else node)
    for number, node in enumerate(root.iterdescendants("p", "div", "span", "time")):
        if number > _TOP:
            break
        if len(node) < _MANY and not index.is_longer(node, _DATE):
            line = index.text(node)
            if len(line) < _DATE and _DIGIT.search(line) and parse_when(line):
                found.add(node)
    return found


def _same(heading: str, title: str) -> bool:
    """Whether a heading is the headline, with a kicker before it or cut short."""
    if not heading or not title:
        return False
    return (heading in title and len(heading) > len(title) / 2) or (title in heading and len(title) > len(heading) / 2)


def link_blocks(root: HtmlElement, prose: Prose) -> set[HtmlElement]:
    """Lists of links, and paragraphs that are a label and a link ("Read also: …")."""
    found = set()
    for node in root.iterdescendants("ul", "ol", "p", "div", "h2", "h3", "h4"):
        own = prose.size(node) if prose.holds(node) else None
        if own is None or own.images:
            continue
        listed = (node.tag in {"ul", "ol"} and own.links > 1) or (node.tag == "div" and own.links > _MANY)
        if (listed and own.share > _LISTED) or (
            node.tag not in {"ul", "ol", "div"} and own.links == 1 and _refers(node, own)
        ):
            found.add(node)
    return found


def repeated(index: Index, root: HtmlElement) -> set[HtmlElement]:
    """Paragraphs and captions that stand there before, and the counters of galleries. One that repeats the paragraph
    directly before it is a refrain of the text; boxes for narrow screens repeat others."""
    seen: dict[str, HtmlElement] = {}
    found = set()
    for node in root.iterdescendants("p", "figcaption"):
        own = index.text(node)
        said = squeezed(own)
        if (len(said) > _LONG and said in seen and seen[said] is not node.getprevious()) or _COUNTER.match(own):
            found.add(node)
        seen[said] = node
    return found


def _refers(node: HtmlElement, own: Measure) -> bool:
    """Whether a block with one link is nothing but that link, or a label before it."""
    ends = not (next(node.iter("a")).tail or "").strip()
    return own.share > _ALONE or (
        node.tag == "p" and own.share > _LARGELY and ends and bool(_LABELLED.match(text(node)))
    )
