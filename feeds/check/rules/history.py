"""Paged and archived feeds (RFC 5005)."""

from feeds.check.code import Code
from feeds.check.inspection import Element, Inspection
from feeds.check.names import ATOM, clark

IN_ENTRY = Code(
    "history-in-entry",
    "warning",
    "FeedHistoryRelInEntry",
    "Move the link {value} from the entry to the feed.",
    "RFC 5005, 1",
)
IN_COMPLETE = Code(
    "history-in-complete",
    "error",
    "FeedRelInCompleteFeed",
    "Remove the link {value}: a complete feed has no other pages.",
    "RFC 5005, 2",
)
CURRENT_OTHER = Code(
    "history-current-other",
    "error",
    "CurrentNotSelfInCompleteFeed",
    'Point rel="current" of a complete feed to itself.',
    "RFC 5005, 2",
)
PAST_END = Code(
    "history-past-end",
    "error",
    "LinkPastEnd",
    "Remove the link {value}: this is the last page on that side.",
    "RFC 5005, 3",
)
NO_CURRENT = Code(
    "archive-current-missing",
    "warning",
    "MissingCurrentInArchive",
    'Add rel="current" with the feed that people subscribe to.',
    "RFC 5005, 4",
)
NO_ARCHIVE_LINK = Code(
    "archive-incomplete",
    "warning",
    "ArchiveIncomplete",
    "Link the archive to its neighbours, or mark it complete.",
    "RFC 5005, 4",
)
NOT_EMPTY = Code("history-not-empty", "error", "UnexpectedText", "Leave {element} empty.", "RFC 5005, 2")

PAGING = frozenset("current first last next next-archive prev-archive previous".split())
LINK, ARCHIVE, COMPLETE = f"{ATOM}link", clark("fh:archive"), clark("fh:complete")
OPPOSITE = {"first": "previous", "last": "next"}


def flag(job: Inspection, element: Element, text: str) -> None:
    """fh:archive and fh:complete say all with their name."""
    if text:
        job.report(NOT_EMPTY, element)


def places(seen: dict[str, list[Element]]) -> list[tuple[str, str, Element]]:
    """The relation and address of each link."""
    return [(node.get("rel", "alternate"), node.get("href", ""), node) for node in seen.get(LINK, ())]


def history(job: Inspection, feed: Element, seen: dict[str, list[Element]]) -> None:
    """The links of a feed that has pages, archives or neither."""
    links = places(seen)
    rels = {rel for rel, _, _ in links}
    if not rels & PAGING and ARCHIVE not in seen:
        return
    own = {href for rel, href, _ in links if rel == "self"} | ({job.url} if job.url else set())
    if COMPLETE in seen:
        complete(job, links, own)
    elif ARCHIVE in seen:
        if not rels & {"prev-archive", "next-archive"}:
            job.report(NO_ARCHIVE_LINK, feed)
        if "current" not in rels:
            job.report(NO_CURRENT, feed)
    for rel, href, _ in links:
        if rel in OPPOSITE and href in own:
            for other, _, node in links:
                if other == OPPOSITE[rel]:
                    job.report(PAST_END, node, other)


def complete(job: Inspection, links: list[tuple[str, str, Element]], own: set[str]) -> None:
    """A feed that says it is complete has no other page."""
    for rel, href, node in links:
        if rel == "current" and href not in own:
            job.report(CURRENT_OTHER, node)
        elif rel in PAGING and rel != "current":
            job.report(IN_COMPLETE, node, rel)
