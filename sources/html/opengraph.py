"""The head: OpenGraph, Twitter, Dublin Core, citation_* and plain meta elements, canonical link and language."""

import re

from feeds.model import Author, Image, When
from sources._shared.dates import parse_when
from sources.html import names
from sources.html.page import Page
from sources.html.partial import Partial

_TITLE = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "parsely-title", "sailthru.title")
_SUMMARY = ("og:description", "description", "twitter:description", "dc.description", "dcterms.description")
_AUTHOR = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "citation_author",
    "byl", "cxenseparse:author", "article:author_name", "og:article:author",
)  # fmt: skip
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "pubdate",
    "publishdate", "publish_date", "publish-date", "dc.date.issued", "dcterms.created", "dcterms.issued",
    "citation_publication_date", "sailthru.date", "article.published", "cxenseparse:recs:publishtime", "date",
    "dc.date", "dcterms.date", "last-published",
)  # fmt: skip
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified", "dcterms.modified")
_SECTION = ("article:section", "og:article:section", "parsely-section", "section", "cxenseparse:category")

_WRITTEN = re.compile(
    r"(?:written by|verfasst von|geschrieben von|écrit par|escrito por|scritto da|geschreven door|skrevet a[vf]|"
    r"skriven av|kirjoittanut|napisane przez|napsal|написано|автор|yazan)\W*$",
    re.IGNORECASE,
)


def read(page: Page) -> Partial:
    """What the head says. Always something: the language at least may stand there."""
    metas = _metas(page)
    title, summary = _first(metas, _TITLE), _first(metas, _SUMMARY)
    published, updated = _when(metas, _PUBLISHED), _when(metas, _UPDATED)
    url = _canonical(page, metas)
    return Partial(
        strategy="opengraph",
        title=title[0],
        authors=tuple(_authors(metas)),
        published=published[0],
        updated=updated[0],
        summary=summary[0],
        section=_first(metas, _SECTION)[0],
        language=_language(page, metas),
        url=url,
        image=_image(page, metas),
        site=_first(metas, ("og:site_name", "application-name", "twitter:site", "citation_journal_title"))[0],
        is_article="article" in (_first(metas, ("og:type",))[0] or "").lower() or "article:published_time" in metas,
        evidence={
            "title": f"meta {title[1]}",
            "summary": f"meta {summary[1]}",
            "published": f"meta {published[1]}",
            "updated": f"meta {updated[1]}",
            "authors": "meta author",
            "section": "meta article:section",
            "language": "html lang",
            "url": "link canonical or meta og:url",
            "image": "meta og:image",
        },
    )


def _metas(page: Page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in (node for node in page.head if node.tag == "meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            found.setdefault(name, []).append(content)
    return found


def _first(metas: dict[str, list[str]], keys: tuple[str, ...]) -> tuple[str | None, str]:
    return next(((metas[key][0], key) for key in keys if key in metas), (None, ""))


def _when(metas: dict[str, list[str]], keys: tuple[str, ...]) -> tuple[When | None, str]:
    days: tuple[When | None, str] = (None, "")
    for key in keys:
        for content in metas.get(key, []):
            when = parse_when(content)
            if when is not None and hasattr(when, "hour"):
                return when, key
            if when is not None and days[0] is None:
                days = (when, key)
    return days


def _authors(metas: dict[str, list[str]]) -> list[Author]:
    for key in _AUTHOR:
        found = {author.name.casefold(): author for content in metas.get(key, []) for author in names.authors(content)}
        if found:
            return list(found.values())
    return _carded(metas)


def _carded(metas: dict[str, list[str]]) -> list[Author]:
    """The writer in the labels of a Twitter card, as WordPress' plugins print them."""
    for number in ("1", "2"):
        label, data = (_first(metas, (f"twitter:{name}{number}",))[0] for name in ("label", "data"))
        if label and data and _WRITTEN.match(label):
            return names.authors(data)
    return []


def _canonical(page: Page, metas: dict[str, list[str]]) -> str | None:
    links = [
        node.get("href") for node in page.head if node.tag == "link" and "canonical" in (node.get("rel") or "").split()
    ]
    return next((link for link in map(page.absolute, [*links, *metas.get("og:url", [])]) if link), None)


def _language(page: Page, metas: dict[str, list[str]]) -> str | None:
    body = page.tree.find("body")
    equivalents = (node for node in page.head if (node.get("http-equiv") or "").lower() == "content-language")
    told = [
        page.tree.get("lang"), page.tree.get("{http://www.w3.org/XML/1998/namespace}lang"), page.tree.get("xml:lang"),
        body.get("lang") if body is not None else None, *metas.get("og:locale", []), *metas.get("dc.language", []),
        *(node.get("content") for node in equivalents),
    ]  # fmt: skip
    for value in told:
        match = re.match(r"\s*([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)\s*$", value or "")
        if match:
            return match[1].replace("_", "-")
    return None


def _image(page: Page, metas: dict[str, list[str]]) -> Image | None:
    for key in ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"):
        url = page.absolute(metas.get(key, [None])[0])
        if url:
            alt = _first(metas, ("og:image:alt", "twitter:image:alt"))[0]
            width, height = (_pixels(metas, side) for side in ("width", "height"))
            return Image(url=url, alt=alt, width=width, height=height)
    return None


def _pixels(metas: dict[str, list[str]], side: str) -> int | None:
    content = metas.get(f"og:image:{side}", [""])[0]
    return int(content) or None if content.isascii() and content.isdigit() and len(content) < 7 else None  # noqa: PLR2004
