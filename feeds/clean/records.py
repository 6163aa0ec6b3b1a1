"""Whole records made safe, field by field. What cannot be used is None or left out; nothing is raised."""

import re
from collections.abc import Iterable
from dataclasses import replace

from feeds.clean.characters import legal, shortened, text
from feeds.clean.languages import language
from feeds.clean.markup import Canonical, html
from feeds.clean.private import without_addresses
from feeds.clean.urls import dotted, url
from feeds.model import Article, Author, Comment, Dateline, Enclosure, Image, PullQuote

TITLE, NAME, SUMMARY = 500, 200, 5000
"""The longest title, name (of a person, place, section, category) and summary, in characters."""

MANY = 100
"""The most authors, categories, highlights and enclosures of one article: each category is a feed of its own."""

_LARGEST = 2**53  # integers that JSON carries exactly, in every language
_WIDEST = 100_000  # pixels
_ADDRESS = re.compile(
    r"<[^<>\s]*@[^<>\s]*>?"
    r"|[<(\[]?\s*(?:mailto:)?[^\s<>()\[\],;:@\"']+@[^\s<>()\[\],;:@\"']+\.[^\s<>()\[\],;:@\"']+\s*[>)\]]?"
    r"|(?<![\w.+-])[\w.+-]{1,64}\s*[\[({]\s*at\s*[\])}]\s*[\w-]+(?:(?:\.|\s*[\[({]\s*dot\s*[\])}]\s*)[\w-]+)+"
    r"|(?<![\d.])(?:\d{1,3}\.){3}(?:\d{1,3}|x{1,3})(?![\d.])"
    r"|</\w+\s*>|<(?:a|b|big|br|em|font|i|p|small|span|strong|u)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
"""E-mail addresses in angle brackets, without and with "[at]", IPv4 addresses, tags."""
_WIDE = str.maketrans("\uff20\ufe6b", "@@")
_ASKING = re.compile(r"[@<.:\[({]")
"""What stands in every address and tag: nearly no name."""
_NUMERIC = re.compile(r"https?://(?:[^/@]*@)?(?:\[|(?:\d{1,3}\.){3}\d{1,3}(?:[:/]|$))")
"""An http address whose host is an IP address."""
_IPV6 = re.compile(r"(?=.*:.*:)[0-9a-fA-F:.]{3,45}")
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}")


def article(given: Article) -> Article:
    """The article with every field clean. Links in it are read against its `base`, else its `url`."""
    address = url(given.url)
    own = url(given.base, address)
    base = own or address
    return Article(  # said in full, here and below: `replace` costs as much as to clean a short comment
        source=given.source,
        key=legal(given.key),
        title=shortened(text(given.title), TITLE),
        guid=_or_none(given.guid, SUMMARY),
        url=address,
        base=own,
        subtitle=_or_none(given.subtitle, TITLE),
        published=given.published,
        updated=given.updated,
        summary=_or_none(given.summary, SUMMARY),
        content=html(given.content, base),
        highlights=tuple(filter(None, (shortened(text(point), SUMMARY) for point in given.highlights[:MANY]))),
        pull_quote=_pull_quote(given.pull_quote),
        dateline=_dateline(given.dateline),
        authors=tuple(_unique(filter(None, map(author, given.authors[:MANY])))),
        section=_or_none(given.section, NAME),
        categories=tuple(_categories(given.categories[:MANY])),
        image=_image(given.image, base),
        enclosures=tuple(_enclosures(given.enclosures[:MANY], base)),
        language=language(given.language),
        views=given.views if given.views is not None and 0 <= given.views < _LARGEST else None,
        comments_open=given.comments_open,
        slug=given.slug,
        evidence=given.evidence,
    )


def begun(given: Article) -> Article:
    """The article with its content clean, which is most of the work: `article` does the rest, with the same result."""
    address = url(given.url)
    return replace(given, content=Canonical(html(given.content, url(given.base, address) or address)))


def comment(given: Comment, base: str | None) -> Comment:
    """The comment with every field clean; `base` is its article's address."""
    who, address, content = said(given, base)
    return Comment(
        source=given.source,
        article=legal(given.article),
        content=content,
        key=legal(given.key or "") or None,
        parent=legal(given.parent or "") or None,
        author=who,
        url=address,
        published=given.published,
        approximate=given.approximate,
        label=given.label,
    )


def said(given: Comment, base: str | None) -> tuple[Author | None, str | None, str]:
    """What of a comment is published and no key: its author, its address and its content, clean."""
    address = url(given.url, base)
    content = html(given.content, address or base)
    if (bare := without_addresses(content)) != content:
        content = html(bare, address or base)
    return author(given.author) if given.author else None, address, content


def author(given: Author) -> Author | None:
    """The author without any e-mail or IP address in the name, or a site that is at one; None if no name is left."""
    known, home = name(given.name), url(given.url)
    if home and _NUMERIC.match(home):
        home = None
    return Author(name=known, url=home, kind=given.kind) if known else None


def name(value: str) -> str:
    """The name of a person or house without e-mail or IP address and without tags: Atom's validators take "</b>" and
    "<a@b.example>" in a name for mistakes. "" if no name is left."""
    left = text(value)[: 10 * NAME].translate(_WIDE).strip(" ,;:")
    if left.isascii() and not _ASKING.search(left):
        return shortened(left, NAME)
    while (bare := text(_ADDRESS.sub(" ", left))) != left:
        # What stood around an address goes with it; a name such as "Ines (9)" keeps its brackets.
        left = bare.strip(" ,;:<>()[]\"'")
    return "" if _IPV6.fullmatch(left) else shortened(left, NAME)


def _or_none(value: str | None, limit: int) -> str | None:
    return shortened(text(value), limit) or None if value else None


def _pull_quote(given: PullQuote | None) -> PullQuote | None:
    quote = _or_none(given.text, SUMMARY) if given else None
    return PullQuote(text=quote, attribution=_or_none(given.attribution, NAME)) if given and quote else None


def _dateline(given: Dateline | None) -> Dateline | None:
    place = _or_none(given.place, NAME) if given else None
    return Dateline(place=place, date=_or_none(given.date, NAME)) if given and place else None


def _categories(given: Iterable[str]) -> list[str]:
    """Each once, whatever its case, in the spelling that comes first."""
    names = (shortened(text(name), NAME) for name in given)
    return list({name.casefold(): name for name in reversed([*filter(None, names)])}.values())[::-1]


def _unique(given: Iterable[Author]) -> list[Author]:
    return list(dict.fromkeys(given))


def _image(given: Image | None, base: str | None) -> Image | None:
    """The image; None without an address that W3C takes for an enclosure's: absolute, with a dot in its host."""
    address = url(given.url, base) if given else None
    if given is None or address is None or not dotted(address):
        return None
    return Image(
        url=address,
        alt=_or_none(given.alt, TITLE),
        credit=_or_none(given.credit, NAME),
        width=_pixels(given.width),
        height=_pixels(given.height),
    )


def _pixels(value: int | None) -> int | None:
    return value if value is not None and 0 < value <= _WIDEST else None


def _enclosures(given: Iterable[Enclosure], base: str | None) -> list[Enclosure]:
    """Each address once, with a media type that can be one."""
    clean: dict[str, Enclosure] = {}
    for one in given:
        address = url(one.url, base)
        if address and dotted(address):
            kind = one.type.partition(";")[0].strip().lower()
            kind = kind if _MEDIA_TYPE.fullmatch(kind) else "application/octet-stream"
            clean.setdefault(
                address, Enclosure(url=address, type=kind, length=one.length if 0 <= one.length < _LARGEST else 0)
            )
    return list(clean.values())
