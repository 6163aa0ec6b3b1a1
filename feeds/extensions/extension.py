"""What an extension is: the namespaces it declares, and what it adds to an item, an entry, a channel or a feed."""

from collections.abc import Callable
from dataclasses import dataclass

from lxml.etree import _Element

from feeds.feed import Entry, Feed

EntryHook = Callable[[_Element, Entry], None]
FeedHook = Callable[[_Element, Feed], None]

ATOM = "http://www.w3.org/2005/Atom"


def _always(_: Feed) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """One extension. `rss` and `atom` are the (prefix, URI) pairs that a document of that format declares on its root,
    if `needed` says so of its feed. `item` and `entry` write into an RSS item and an Atom entry, `channel` and `feed`
    into the head of a document. Elements of Atom itself bear no namespace in an Atom tree (feedgen builds it so) and
    `ATOM` in an RSS tree."""

    rss: tuple[tuple[str, str], ...] = ()
    atom: tuple[tuple[str, str], ...] = ()
    needed: Callable[[Feed], bool] = _always
    item: EntryHook | None = None
    entry: EntryHook | None = None
    channel: FeedHook | None = None
    feed: FeedHook | None = None
