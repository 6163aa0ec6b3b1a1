"""Topics: each list of keywords in the head, and the tags that the page shows, as a partial record of its own.

`judge` takes the list that most of them agree on, for the lists differ: some are for search engines, some hold the
site's own switches.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml.html import HtmlElement

from sources.html.page import Page
from sources.html.partial import Partial
from sources.html.select import text

NEWS = "news_keywords"
_METAS = {
    "news_keywords": NEWS,
    "parsely-tags": NEWS,
    "sailthru.tags": NEWS,
    "article:tag": "article:tag",
    "og:article:tag": "article:tag",
    "keywords": "keywords",
    "dc.subject": "keywords",
    "dcterms.subject": "keywords",
}
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:tags?|topics?|keywords?|themen|schlagworte?|schlagwörter|hashtags?|labels|etiquetas|temas|mots-?cles)(?=[\s_-]|$)|[a-z](?:Tags|Topics|Keywords)\b"
)
_HINT = re.compile(
    r"tag|topic|keyword|themen|schlag|label|etiquet|temas|mots"
)  # quick to say that a name is none of them
_ELSEWHERE = re.compile(r"trend|nav|menu|footer|header|cloud|sidebar|popular|teaser|card|related|widget|search|hot")
_BOXES = re.compile(r"trend|\bnav|menu|site-?footer|cloud|sidebar|popular|teaser|card|related|widget")
_MORE = re.compile(
    r"^(?:all|alle|more|mehr|weitere|view|show|see|edit|follow|themen bearbeiten|\+|#?\d+$)\b", re.IGNORECASE
)
_SWITCH = re.compile(
    r"^_|^[\w ]{2,20}:\s*\S|^\w+[-_:]\w+[-_:]\w+[-_:]|[|<>{}]|^(?:web|paywall exclude|comments-enabled)$"
)
_HOLDERS = frozenset({"div", "ul", "p", "section", "nav", "span", "footer", "aside", "ol", "dl"})
_LONGEST, _MOST, _LINE = 50, 30, 600


def read(page: Page) -> Iterator[Partial]:
    """The lists in the head, in the order in which they are believed where they do not agree."""
    found: dict[str, dict[str, list[str]]] = {}
    for meta in (node for node in page.head if node.tag == "meta"):
        name = (meta.get("property") or meta.get("name") or "").strip().lower()
        content = " ".join((meta.get("content") or "").split())
        if name in _METAS and content:
            found.setdefault(_METAS[name], {}).setdefault(name, []).append(content)
    for kind in (NEWS, "article:tag", "keywords"):
        lists = found.get(kind, {})
        told = next((lists[name] for name in _METAS if name in lists), ())  # others say the same for other readers
        if words := clean(tuple(told)):
            yield Partial(strategy="topics", categories=words, evidence={"categories": f"meta {kind}"})


def shown(page: Page) -> Partial | None:
    """The tags that the page shows: less believed than the list for news search, more than the others of the head."""
    words = _shown(page)
    evidence = {"categories": "tags on the page"}
    return Partial(strategy="topics", categories=words, evidence=evidence) if words else None


def is_news(partial: Partial) -> bool:
    """Whether a list of topics is the one for news search."""
    return NEWS in partial.evidence.get("categories", "")


def clean(words: tuple[str, ...]) -> tuple[str, ...]:
    """Topics without a site's own switches ("_commerce", "Section: Sport"); one line of many is parted at commas."""
    if len(words) == 1:
        words = tuple(re.split(r"\s*[,;]\s*", words[0]))
    kept = {
        word.casefold(): word.strip() for word in reversed(words) if word.strip() and not _SWITCH.search(word.strip())
    }
    return tuple(reversed(kept.values()))


def _shown(page: Page) -> tuple[str, ...]:
    """The links of the first list of tags outside of menus."""
    seen: set[HtmlElement] = set()
    index = page.index
    for at in index.called(_may_list):
        node = index.nodes[at]
        lists = node.tag in _HOLDERS and _lists(index.classes.get(at, ""), index.ids.get(at, ""))
        if not lists or node in seen or len(node) > _MOST * 2:
            continue
        seen.update(node.iterdescendants())
        links = list(node.iter("a"))
        if not links or len(links) > _MOST or _away(node):
            continue
        words = [word for link in links if (word := text(link).strip("#, ")) and not _MORE.match(word)]
        if words and all(len(word) <= _LONGEST for word in words) and len(text(node)) < _LINE:
            return tuple(dict.fromkeys(words))
    marked = [index.nodes[at] for at, rel in index.values("rel").items() if "tag" in rel.split()]
    kept = [link for link in marked if link.tag == "a" and not _away(link, marked=True)]
    return tuple(dict.fromkeys(word for link in kept if (word := text(link).strip("#, "))))


@lru_cache(maxsize=8192)
def _may_list(names: str) -> bool:
    return _HINT.search(names.lower()) is not None


def _lists(names: str, own: str) -> bool:
    names = f"{names} {own}"
    return _NAMED.search(names) is not None and _ELSEWHERE.search(names.lower()) is None


def _away(node: HtmlElement, *, marked: bool = False) -> bool:
    """Whether a menu, a box of the site or another story holds the element. One `marked` may stand in <nav>."""
    return any(_is_apart(up, marked=marked) for up in list(node.iterancestors())[:4])


def _is_apart(up: HtmlElement, *, marked: bool) -> bool:
    above = up.getparent()
    if (
        up.tag == "header"
        or (up.tag == "nav" and not marked)
        or (up.tag in {"footer", "aside"} and above is not None and above.tag == "body")
    ):
        return True
    return up.tag not in {"body", "html", "main", "article"} and bool(_BOXES.search((up.get("class") or "").lower()))
