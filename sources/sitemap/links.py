"""The links of an HTML page: those that are shaped like articles' addresses, and those to its feeds."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import etree
from lxml import html as markup

from feeds.errors import SourceError
from feeds.http import Response
from sources._shared.decode import decode

ACCEPT = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"
"""What is asked for where a page is wanted."""

_MOST = 5_000
_EVERY = etree.XPath("//a[@href]")
_FEEDS = etree.XPath("//link[contains(concat(' ', normalize-space(@rel), ' '), ' alternate ')][@href]")
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"})
_NO_PAGE = re.compile(
    r"/(?:tags?|category|categories|authors?|users?|page|search|feed|rss|login|register|wp-\w+|cdn-cgi|static|assets)(?:/|$)"
    r"|\.(?:jpe?g|png|gif|webp|svg|pdf|zip|mp[34]|css|js|xml|json|rss|atom)$",
    re.IGNORECASE,
)
_DATED = re.compile(r"/(?:19|20)\d\d/")
_NUMBERED = re.compile(r"\d{4,}")


@dataclass(frozen=True, slots=True)
class Links:
    """One page that was fetched. Raises SourceError, when it is asked, if it is no HTML."""

    answer: Response

    def articles(self, expression: etree.XPath = _EVERY, *, all: bool = False) -> list[str]:
        """The links to pages of the same site, in the page's order, each once; only those that are shaped like
        articles' addresses, unless `all`."""
        hits = self._hits(expression)
        return [url for url in dict.fromkeys(hits) if self._same_site(url) and (all or _shaped(urlsplit(url).path))]

    def feeds(self) -> list[str]:
        """The feeds that it names (autodiscovery), in its order; a feed of comments comes last."""
        tree, base = self._tree()
        hits = _FEEDS(tree)
        named = [
            (url, one)
            for one in (hits if isinstance(hits, list) else ())
            if isinstance(one, etree._Element)  # noqa: SLF001  lxml's own name for it
            and (one.get("type") or "").lower().strip() in _FEED_TYPES
            and (url := _joined(base, one.get("href") or ""))
        ]
        named.sort(key=lambda pair: "comment" in f"{pair[0]} {pair[1].get('title')}".lower())
        return list(dict.fromkeys(url for url, _ in named))

    def _hits(self, expression: etree.XPath) -> Iterator[str]:
        tree, base = self._tree()
        hits = expression(tree)
        found: Iterable[object] = hits[:_MOST] if isinstance(hits, list) else ()
        return (url for hit in found if (href := _href(hit)) and (url := _joined(base, href)))

    def _tree(self) -> tuple[etree._Element, str]:
        answer = self.answer
        text = decode(answer.body, answer.charset, html=True)
        try:
            tree = markup.document_fromstring(re.sub(r"^\s*<\?xml[^>]*>", "", text) or "<p>")
        except (etree.ParserError, ValueError) as error:
            raise SourceError(f"{answer.url}: not HTML: {error}") from None
        bases = tree.xpath("//base/@href")
        return tree, urljoin(answer.url, str(bases[0])) if isinstance(bases, list) and bases else answer.url

    def _same_site(self, url: str) -> bool:
        return urlsplit(url).netloc == urlsplit(self.answer.url).netloc and url != urldefrag(self.answer.url)[0]


def _href(hit: object) -> str | None:
    """The address of what an expression found: a link, something that holds one, or the attribute itself."""
    if isinstance(hit, str):
        return hit
    if not isinstance(hit, etree._Element):  # noqa: SLF001  lxml's own name for it
        return None
    inner = hit.get("href") or next((one.get("href") for one in hit.iter("a") if one.get("href")), None)
    return str(inner) if inner else None


def _joined(base: str, href: str) -> str | None:
    try:
        url = urldefrag(urljoin(base, href.strip()))[0]
    except ValueError:
        return None
    return url if re.match(r"https?://[^/\s]+/\S+$", url) else None


def _shaped(path: str) -> bool:
    """Whether a path looks like an article's: dated, numbered, or with a name of several words at its end."""
    last = path.rstrip("/").rpartition("/")[2]
    if _NO_PAGE.search(path):
        return False
    return bool(_DATED.search(path) and last) or bool(_NUMBERED.search(last)) or len(re.findall(r"[-_]", last)) >= 2  # noqa: PLR2004
