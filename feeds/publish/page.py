"""The subscribe page: every feed of a site on one page that a person likes to look at.

Pure: the same groups, the same bytes. The page loads nothing from anywhere and needs no script; with script its feeds'
addresses are copied with one click. Style and script stand in the page; its content security policy names their hashes.
"""

import base64
import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from feeds.feed import Document
from feeds.model import Site

PATH = "index.html"

GroupKind = Literal["site", "comments", "sections", "tags", "authors", "conversations"]

FORMATS = {"rss": ("RSS", "application/rss+xml"), "atom": ("Atom", "application/atom+xml")}
FORMATS |= {"json": ("JSON Feed", "application/feed+json")}

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

LEFT_TO_RIGHT = frozenset(
    "bg bn ca cs da de el en es et eu fi fil fr ga gl gu hi hr hu id is it ja ka kn ko lt lv mk ml mr mt ne nl no pl "
    "pt ro ru si sk sl sq sr sv sw ta te th uk vi zh".split()
)
"""Languages that are written from left to right in any script that they have: nothing has to be looked up for them."""

RIGHT_TO_LEFT = {"Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg", "Mand", "Samr"}
"""Scripts (ISO 15924) that are written from right to left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One feed as the page shows it. `title` is the feed's own, `label` what stands on the page where that is shorter
    ("Politics"); `urls` are its public addresses as (format, URL) pairs; `entries` is how many it holds, `newest` when
    the newest of them was published, in UTC; `language` is set where it differs from the site's."""

    title: str
    urls: tuple[tuple[str, str], ...]
    label: str | None = None
    description: str = ""
    entries: int = 0
    newest: dt.datetime | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Feeds of one kind, in the order in which they are shown. `total` is how many there are if not all are listed."""

    kind: GroupKind
    feeds: tuple[Listed, ...]
    total: int | None = None


def subscribe_page(site: Site, groups: Iterable[Group], *, opml: str | None = None) -> Document:
    """The page index.html. `opml` is the public address of the OPML list, feeds.opml beside the page if left out."""
    shown = {group.kind: group for group in groups if group.feeds}
    text = _template().render(
        site=site,
        groups=shown,
        discovered=[feed for kind in ("site", "comments", "sections") if kind in shown for feed in shown[kind].feeds],
        opml=opml or f"{site.feeds_url}feeds.opml",
        direction=direction(site.language),
        english=_first(site.language) == "en",
        style=_text("page.css"),
        script=_text("page.js"),
        policy=policy(),
    )
    return Document(path=PATH, url=f"{site.feeds_url}{PATH}", media_type="text/html", body=text.encode())


def direction(language: str) -> Literal["ltr", "rtl"]:
    """Which way a language is written (HTML's `dir`)."""
    if _first(language) in LEFT_TO_RIGHT:
        return "ltr"
    from langcodes import Language  # noqa: PLC0415  50 ms, for the languages that may need it
    from langcodes.tag_parser import LanguageTagError  # noqa: PLC0415  as above

    try:
        return "rtl" if Language.get(language).maximize().script in RIGHT_TO_LEFT else "ltr"
    except LanguageTagError:
        return "ltr"


@cache
def policy() -> str:
    """The page's content security policy: nothing is loaded, and only our own style and script take effect."""
    style, script = (_source(name) for name in ("page.css", "page.js"))
    return f"default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'"


def day(when: dt.datetime) -> str:
    """A day as it is written in an English sentence, in UTC."""
    when = when.astimezone(dt.UTC)
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def stamp(when: dt.datetime) -> str:
    """An instant as HTML's `datetime` takes it."""
    return when.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def count(number: int, noun: str) -> str:
    """A number of things in words: "1 entry", "1,204 entries"."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def name_of(format: str) -> str:
    """A format's name for people."""
    return FORMATS.get(format, (format.upper(), ""))[0]


def type_of(format: str) -> str:
    """A format's media type, "" if unknown."""
    return FORMATS.get(format, ("", ""))[1]


def _first(language: str) -> str:
    """The language of a tag, without its script and region."""
    return language.partition("-")[0].lower()


@cache
def _template() -> Template:
    """Loaded once a process; autoescape is on for everything that an editor or a reader wrote."""
    environment = Environment(
        loader=FileSystemLoader(_folder()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"day": day, "stamp": stamp, "count": count, "format_name": name_of, "media_type": type_of}
    return environment.get_template("page.html")


@cache
def _text(name: str) -> str:
    return (_folder() / name).read_text("utf-8")


def _source(name: str) -> str:
    digest = base64.b64encode(hashlib.sha256(_text(name).encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _folder() -> Path:
    return Path(__file__).with_name("templates")
