"""One page as a survey sees it: what the site says of itself, and what it links to."""

import json
import re
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml import html as markup
from w3lib.encoding import html_to_unicode

from feeds import clean
from feeds.errors import SourceError
from feeds.http import Response

FEEDS = {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}
"""Media types of feeds in a link."""

_PAGE = re.compile(rb"<!doctype\s+html|<(?:html|head|body)\b", re.IGNORECASE)
_NO_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<[?!][^>]*>\s*)*<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b")
_OFFSET = re.compile(rb"(\d{4}-\d\d-\d\dT\d\d:\d\d)(?::\d\d(?:\.\d+)?)?([+-]\d\d:?\d\d)\b")
_MAIL = re.compile(rb"(\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d)(?::\d\d)? ([+-]\d{4})\b")
_PARTED = re.compile(r"\s+[|·•»–—-]\s+")
_DATES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link of the head: what it is for, its media type, its title, where it leads."""

    rel: str
    type: str
    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """A site by one of its pages. `dates` are times as printed, each with its offset from UTC; `zone` is what the site
    itself calls its time zone; `page` tells whether it is a page at all."""

    url: str
    page: bool = True
    title: str = ""
    description: str = ""
    language: str | None = None
    generator: str = ""
    links: tuple[Link, ...] = ()
    dates: tuple[tuple[str, str], ...] = ()
    zone: str | None = None

    @property
    def site(self) -> str:
        """The site's address: that of the page without its last name and query."""
        parts = urlsplit(self.url)
        forum = self.generator.lower().startswith("discourse")
        path = "/" if forum or not self.page else parts.path.rpartition("/")[0] + "/"
        return f"{parts.scheme}://{parts.netloc}{path}"


def front(answer: Response) -> Front:
    """The page that an address answered with. Raises SourceError for what nobody could read: an empty answer."""
    if not answer.body.strip():
        raise SourceError(f"{answer.url}: an empty answer: there is no page")
    marked = "html" in answer.media_type or _PAGE.search(answer.body[:2000])
    if not marked or _NO_PAGE.match(answer.body[:2000]):  # feeds are often served as HTML
        return Front(url=answer.url, page=False, dates=_dates(answer.body))
    header = f"{answer.media_type}; charset={answer.charset}" if answer.charset else answer.media_type
    try:
        text = html_to_unicode(header, answer.body)[1]
        tree = markup.document_fromstring(re.sub(r"^\s*<\?xml[^>]*>", "", text))
    except (etree.ParserError, ValueError, LookupError) as error:
        raise SourceError(f"{answer.url}: not HTML: {error}") from None
    title, description = _title(tree), _meta(tree, "description", "og:description", "twitter:description")
    return Front(
        url=answer.url,
        title=title,
        description=clean.text(description),
        language=_language(tree),
        generator=_meta(tree, "generator"),
        links=tuple(_links(tree, answer.url)),
        dates=_dates(answer.body),
    )


def with_dates(found: Front, body: bytes) -> Front:
    """The same with the dates of another document of the site."""
    return replace(found, dates=(*found.dates, *_dates(body))[:_DATES])


def from_wordpress(found: Front, body: bytes) -> Front:
    """The same with what WordPress's REST API says of its site."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return found
    if not isinstance(told, dict):
        return found
    name, about, zone = (str(told.get(key) or "") for key in ("name", "description", "timezone_string"))
    title, description = clean.name(clean.plain(name)) or found.title, clean.plain(about) or found.description
    return replace(found, title=title, description=description, zone=zone or found.zone)


def _meta(tree: markup.HtmlElement, *names: str) -> str:
    for name in names:
        for element in tree.iter("meta"):
            known = (element.get("name") or element.get("property") or "").strip().lower()
            if known == name and (content := (element.get("content") or "").strip()):
                return str(content)
    return ""


def _title(tree: markup.HtmlElement) -> str:
    """What the site is called; of "Front page | The Courier" the last part, of "The Courier - News" the first."""
    if named := clean.name(_meta(tree, "og:site_name", "application-name")):
        return named
    whole = clean.text(tree.findtext(".//title") or "")
    parts = [part for part in _PARTED.split(whole) if part]
    generic = {"home", "start", "startseite", "homepage", "front page", "accueil", "inicio"}
    return clean.name(parts[-1] if len(parts) > 1 and parts[0].lower() in generic else parts[0] if parts else "")


def _language(tree: markup.HtmlElement) -> str | None:
    root = tree.getroottree().getroot()
    told = (root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang"), _meta(tree, "og:locale"))
    return next((known for one in told if one and (known := clean.language(one.replace("_", "-")))), None)


def _links(tree: markup.HtmlElement, url: str) -> list[Link]:
    bases = [element.get("href") for element in tree.iter("base") if element.get("href")]
    base = urljoin(url, bases[0]) if bases else url
    found = []
    for element in tree.iter("link"):
        href = clean.url(element.get("href"), base)
        if href:
            kind, title = (element.get(name) or "" for name in ("type", "title"))
            rel = " ".join((element.get("rel") or "").lower().split())
            found.append(Link(rel=rel, type=kind.partition(";")[0].strip().lower(), title=title.strip(), url=href))
    return found


def _dates(body: bytes) -> tuple[tuple[str, str], ...]:
    found = [*_OFFSET.finditer(body), *_MAIL.finditer(body)][:_DATES]
    return tuple((match[1].decode(), match[2].decode().replace(":", "")) for match in found)
