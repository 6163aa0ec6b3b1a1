"""The adapter `page`: the article pages that a listing page links to, read by `html`."""

import re
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import etree
from lxml import html as markup

from feeds.errors import SourceError
from feeds.http import Http, Response
from feeds.model import Cursor, Origin, Record
from sources._shared.decode import decode
from sources._shared.options import Options
from sources.sitemap import fetching
from sources.sitemap.document import Listed
from sources.sitemap.memory import Memory

_MOST = 5_000
_NO_PAGE = re.compile(
    r"/(?:tags?|category|categories|authors?|users?|page|search|feed|rss|login|register|wp-\w+|cdn-cgi|static|assets)(?:/|$)"
    r"|\.(?:jpe?g|png|gif|webp|svg|pdf|zip|mp[34]|css|js|xml|json|rss|atom)$",
    re.IGNORECASE,
)
_DATED = re.compile(r"/(?:19|20)\d\d/")
_NUMBERED = re.compile(r"\d{4,}")


class Page:
    """The adapter `page`."""

    name = "page"

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        options = Options(origin, fetching.OPTIONS | {"links"})
        self._fetching = fetching.Fetching(origin, options)
        self._all = "include" in origin.options
        try:
            self._links = etree.XPath(options.text("links") or "//a[@href]")
        except etree.XPathSyntaxError as error:
            raise SourceError(f"{origin.name}: options.links: not an XPath expression: {error}") from None

    @staticmethod
    def sniff(head: bytes, name: str) -> float:
        """0: a listing is an address's, and pages are fetched from it."""
        return 0.0

    def read(self, http: Http, since: Cursor | None) -> Iterator[Record]:
        """The articles of pages that are linked for the first time, then recent ones again. Raises SourceError if the
        page links to none."""
        if self._origin.url is None:
            raise SourceError(f"{self._origin.name}: a listing is read from its address (url), not from a file")
        answer = http.get(self._origin.url, accept="text/html, application/xhtml+xml;q=0.9, */*;q=0.1")
        listed = [Listed(url=url) for url in self._addresses(answer)]
        if not listed:
            raise SourceError(
                f"{self._origin.name}: it links to no page that looks like an article; options.include helps"
            )
        memory = Memory(since, fetching.now(), self._fetching.days)
        yield from self._fetching.records(http, listed, memory, len(listed))

    def _addresses(self, answer: Response) -> list[str]:
        """The links of the page, in its order: to pages of the same site that are shaped like articles' addresses,
        unless the options say which."""
        text = decode(answer.body, answer.charset, html=True)
        try:
            tree = markup.document_fromstring(re.sub(r"^\s*<\?xml[^>]*>", "", text) or "<p>")
        except (etree.ParserError, ValueError) as error:
            raise SourceError(f"{self._origin.name}: not HTML: {error}") from None
        bases = tree.xpath("//base/@href")
        base = urljoin(answer.url, str(bases[0])) if isinstance(bases, list) and bases else answer.url
        found: dict[str, None] = {}
        hits = self._links(tree)
        for hit in hits[:_MOST] if isinstance(hits, list) else ():
            if (href := _href(hit)) and (url := _joined(base, href)) and self._is_article(url, answer.url):
                found[url] = None
        return list(found)

    def _is_article(self, url: str, listing: str) -> bool:
        one, other = urlsplit(url), urlsplit(listing)
        if one.netloc != other.netloc or url == urldefrag(listing)[0]:
            return False
        return self._all or "links" in self._origin.options or _shaped(one.path)


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
