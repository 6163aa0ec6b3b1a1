"""The one file that knows feedgen: it builds every item, entry, channel and feed; our extensions add what it lacks.

feedgen is given only what the format at hand needs, since each of its setters costs. It is never given a date to write
in RSS: its formatter switches the locale of the whole process.
"""

import datetime as dt
from collections.abc import Callable

import lxml.etree  # noqa: F401 - feedgen's modules expect that somebody has imported it
from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml.etree import _Element

from feeds.extensions import EXTENSIONS
from feeds.extensions.media import enclosures
from feeds.extensions.text import as_html, has_end_tag, reads_as_html
from feeds.feed import Entry, Feed

GENERATOR = "feedhouse"  # without a version: an upgrade shall not touch every document
_TEXT_CONSTRUCTS = frozenset(("title", "subtitle", "summary", "rights"))
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

RSS_NAMESPACES = {"content": "http://purl.org/rss/1.0/modules/content/"} | {
    prefix: uri for extension in EXTENSIONS for prefix, uri in extension.rss
}
ATOM_NAMESPACES = {prefix: uri for extension in EXTENSIONS for prefix, uri in extension.atom}

_ITEM_HOOKS = tuple(extension.item for extension in EXTENSIONS if extension.item)
_ENTRY_HOOKS = tuple(extension.entry for extension in EXTENSIONS if extension.entry)
_CHANNEL_HOOKS = tuple(extension.channel for extension in EXTENSIONS if extension.channel)
_FEED_HOOKS = tuple(extension.feed for extension in EXTENSIONS if extension.feed)


class _Unsaid(dt.datetime):
    """A date that is false: feedgen, which would take the clock's time for a date that it was not given, leaves it out
    of RSS. The extension `dates` writes lastBuildDate."""

    def __bool__(self) -> bool:
        return False


_UNSAID = _Unsaid(2000, 1, 1, tzinfo=dt.UTC)


class _House:
    """The extension that feedgen calls when it has built a head: it runs all of ours."""

    def __init__(self, namespaces: dict[str, str], write: Callable[[_Element], None]) -> None:
        self.namespaces = namespaces
        self.write = write

    def extend_ns(self) -> dict[str, str]:
        return self.namespaces

    def extend_rss(self, rss: _Element) -> None:
        self.write(rss[0])

    def extend_atom(self, feed: _Element) -> None:
        self.write(feed)


def title_of(entry: Entry) -> str:
    """An entry's title; its address where it has none, since Atom and feedgen require one."""
    return entry.title or entry.url or entry.id


def rss_text(text: str) -> str:
    """Plain text as it stands in an element for which RSS readers guess between text and HTML."""
    return as_html(text) if reads_as_html(text) else text


def rss_item(entry: Entry) -> _Element:
    """The RSS item of an entry, with every extension in it."""
    built = FeedEntry()
    built.title(rss_text(title_of(entry)))
    if entry.url:
        built.link(href=entry.url)
    if entry.summary:
        built.description(as_html(entry.summary))
    if entry.content:
        built.content(entry.content)  # alone it becomes the description, behind one content:encoded
    built.guid(entry.id, permalink=entry.id == entry.url)
    if entry.categories:
        built.category([{"term": rss_text(category)} for category in entry.categories if category])
    if entry.replies is not None and entry.replies.page:
        built.comments(entry.replies.page)
    for enclosure in enclosures(entry)[:1] if entry.enclosures else ():
        built.enclosure(enclosure.url, enclosure.length, enclosure.type)
    item: _Element = built.rss_entry()
    for hook in _ITEM_HOOKS:
        hook(item, entry)
    return item


def atom_entry(entry: Entry) -> _Element:
    """The Atom entry of an entry, with every extension in it. Elements of Atom bear no namespace yet."""
    built = FeedEntry()
    built.id(entry.id)
    title = title_of(entry)
    built.title(title)
    built.updated(entry.updated)
    if entry.authors:
        built.author([_author(author.name, author.url) for author in entry.authors])
    if entry.url:
        built.link(href=entry.url, type="text/html")
    _texts(built, entry, title)
    if entry.categories:
        built.category([{"term": category} for category in entry.categories if category])
    element: _Element = built.atom_entry()
    if has_end_tag(title) or has_end_tag(entry.summary):
        _mark_html(element)
    if entry.language:
        element.set(_XML_LANG, entry.language)
    for hook in _ENTRY_HOOKS:
        hook(element, entry)
    return element


def _texts(built: FeedEntry, entry: Entry, title: str) -> None:
    """Content, summary or both: Atom wants a text, and without a permalink it wants content (RFC 4287 4.1.1.1)."""
    summary = entry.summary
    if entry.content:
        built.content(entry.content, type="html")
    elif not entry.url:
        built.content(as_html(summary or title), type="html")
    elif not summary:
        summary = title
    if summary:
        built.summary(summary, type="text")


def _mark_html(element: _Element) -> None:
    """Text constructs that a validator would take for undeclared HTML become declared HTML of the same text."""
    for child in element:
        if child.tag in _TEXT_CONSTRUCTS and child.text and has_end_tag(child.text):
            child.text = as_html(child.text)
            child.set("type", "html")


def _author(name: str, url: str | None) -> dict[str, str]:
    return {"name": name, "uri": url} if url else {"name": name}


def rss_head(feed: Feed) -> bytes:
    """A whole RSS document of this feed, without its items."""

    def write(channel: _Element) -> None:
        for hook in _CHANNEL_HOOKS:
            hook(channel, feed)

    built = FeedGenerator()
    built.title(rss_text(feed.title))
    built.link(href=feed.home)
    built.description(rss_text(feed.description or feed.title))
    built.generator(GENERATOR)
    built.language(feed.language)
    if feed.rights:
        built.rights(rss_text(feed.rights))
    built.lastBuildDate(_UNSAID)
    built.register_extension("house", lambda: _House(RSS_NAMESPACES, write))
    document: bytes = built.rss_str(pretty=True)
    return document


def atom_head(feed: Feed) -> bytes:
    """A whole Atom document of this feed, without its entries."""

    def write(element: _Element) -> None:
        _mark_html(element)
        for hook in _FEED_HOOKS:
            hook(element, feed)

    built = FeedGenerator()
    built.id(feed.id)
    built.title(feed.title)
    built.updated(feed.updated)
    built.author([_author(author.name, author.url) for author in feed.authors] or [_author(feed.title, None)])
    built.generator(GENERATOR)
    built.language(feed.language)
    built.subtitle(feed.description)
    if feed.rights:
        built.rights(feed.rights)
    namespaces = dict(pair for extension in EXTENSIONS if extension.needed(feed) for pair in extension.atom)
    built.register_extension("house", lambda: _House(namespaces, write))
    document: bytes = built.atom_str(pretty=True)
    return document
