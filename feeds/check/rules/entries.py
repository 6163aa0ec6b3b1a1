"""The Atom feed and its entries as wholes: authors, ids, updated, content or a link to it, metadata first."""

from feeds.check.code import Code
from feeds.check.inspection import Element, Inspection
from feeds.check.names import ATOM
from feeds.check.rules.dates import SPACE, rfc3339
from feeds.check.rules.links import relation
from feeds.check.rules.text import CONTAINS_HTML, NOT_BLANK, markup
from feeds.check.rules.uris import INVALID, MISSING_URL, URI_ATTRIBUTE, canonical_uri, uri

NO_AUTHOR = Code(
    "author-missing", "error", "MissingElement", "Give the entry, or the feed, an author.", "RFC 4287, 4.1.1"
)
DUPLICATE_ENTRY = Code(
    "entry-duplicate",
    "warning",
    "DuplicateEntries",
    "Give each entry an id of its own: {value} comes twice.",
    "RFC 4287, 4.1.1",
)
SAME_IDS = Code(
    "entry-ids-same", "error", "DuplicateIds", "Give each entry an id of its own: all have the same.", "RFC 4287, 4.2.6"
)
DUPLICATE_UPDATED = Code(
    "updated-duplicate",
    "warning",
    "DuplicateUpdated",
    "Let the updated values of entries differ: {value} comes twice.",
    "W3C",
)
NO_CONTENT = Code(
    "entry-content-missing",
    "error",
    "MissingContentOrAlternate",
    "Give the entry content or an alternate link.",
    "RFC 4287, 4.1.2",
)
NO_TEXT = Code(
    "entry-text-missing",
    "warning",
    "MissingTextualContent",
    "Give the entry content or a summary.",
    "RFC 4287, 4.1.1.1",
)
NO_SUMMARY = Code(
    "entry-summary-missing",
    "error",
    "MissingSummary",
    "Give the entry a summary: its content is no text.",
    "RFC 4287, 4.1.2",
)
BACKWARDS = Code("entry-updated-early", "info", None, "Let updated be published or later: {value}.", "RFC 4287, 4.2.15")
MISPLACED = Code("metadata-misplaced", "error", "MisplacedMetadata", "Put {element} before the first entry.", "W3C")
NO_LENGTH = Code(
    "enclosure-length-missing", "info", None, "Give the enclosure link a type and a length.", "RFC 4287, 4.2.7.6"
)

ID, UPDATED, PUBLISHED = f"{ATOM}id", f"{ATOM}updated", f"{ATOM}published"
CONTENT, SUMMARY, LINK, ENTRY = f"{ATOM}content", f"{ATOM}summary", f"{ATOM}link", f"{ATOM}entry"
AUTHOR, SOURCE = f"{ATOM}author", f"{ATOM}source"
METADATA = tuple(
    f"{ATOM}{name}"
    for name in "author category contributor generator id icon link logo title subtitle rights updated".split()
)
FEW = 9
"""With more entries than these, one id for all is an error and not a coincidence."""


def atom_id(job: Inspection, element: Element, text: str) -> None:
    """The id of a feed or an entry."""
    if element.text != text:
        job.report(SPACE, element, text)
    canonical_uri(job, element, text)


def entry_id(job: Inspection, element: Element, text: str) -> None:
    """The id of an entry, unique in its feed."""
    atom_id(job, element, text)
    if not text:
        job.report(NOT_BLANK, element)
    elif not job.first("id", text):
        job.report(DUPLICATE_ENTRY, element, text)


def entry_updated(job: Inspection, element: Element, text: str) -> None:
    """The updated value of an entry, which readers compare as a string."""
    if text and not job.first("updated", text):
        job.report(DUPLICATE_UPDATED, element, text)


def entry(job: Inspection, element: Element, seen: dict[str, list[Element]]) -> None:
    """An entry as a whole."""
    if AUTHOR not in seen and not authored(element, seen):
        job.report(NO_AUTHOR, element)
    if CONTENT in seen:
        content = seen[CONTENT][0]
        kind = content.get("type", "")
        text = "/" not in kind or kind.endswith(("+xml", "/xml")) or kind.startswith("text/")
        if SUMMARY not in seen and (content.get("src") is not None or not text):
            job.report(NO_SUMMARY, element)
    else:
        if SUMMARY not in seen:
            job.report(NO_TEXT, element)
        if not any(relation(link) == "alternate" for link in seen.get(LINK, ())):
            job.report(NO_CONTENT, element)
    order(job, seen)


def authored(element: Element, seen: dict[str, list[Element]]) -> bool:
    """Whether an entry's author stands in its source or in the feed."""
    parent = element.getparent()
    places = [*seen.get(SOURCE, ()), *([] if parent is None else [parent])]
    return any(place.find(AUTHOR) is not None for place in places)


def order(job: Inspection, seen: dict[str, list[Element]]) -> None:
    """Nothing is updated before it is published."""
    if UPDATED in seen and PUBLISHED in seen:
        updated, published = ((seen[tag][0].text or "").strip() for tag in (UPDATED, PUBLISHED))
        if updated == published:
            return
        end, start = rfc3339(updated)[1], rfc3339(published)[1]
        # To the second: two entries that share one get fractions in `updated`.
        if end is not None and start is not None and end < start:
            job.report(BACKWARDS, seen[UPDATED][0], updated)


def same_ids(job: Inspection, feed: Element, seen: dict[str, list[Element]]) -> None:
    """One id for all entries: the feed's template forgot to fill it in."""
    entries = len(seen.get(ENTRY, ()))
    if entries > FEW and job.counts[DUPLICATE_ENTRY.name] == entries - 1:
        job.findings = [found for found in job.findings if found.code != DUPLICATE_ENTRY.name]
        job.report(SAME_IDS, feed)


def metadata_first(job: Inspection, feed: Element, seen: dict[str, list[Element]]) -> None:
    """The feed's own elements stand before its entries."""
    if ENTRY in seen:
        for late in seen[ENTRY][0].itersiblings(*METADATA):
            job.report(MISPLACED, late)


def enclosures(job: Inspection, element: Element, seen: dict[str, list[Element]]) -> None:
    """Enclosure links say what they hold and how much."""
    for link in seen.get(LINK, ()):
        if relation(link) == "enclosure" and (link.get("type") is None or link.get("length") is None):
            job.report(NO_LENGTH, link)


def picture(job: Inspection, element: Element, text: str) -> None:
    """Icon and logo."""
    if not text:
        job.report(NOT_BLANK, element)
    elif element.text != text:
        job.report(SPACE, element, text)
    uri(job, element, text, code=INVALID, absolute=False)


def generator(job: Inspection, element: Element, text: str) -> None:
    """The program that wrote the feed."""
    if not text:
        job.report(NOT_BLANK, element)
    elif "<" in text or "&" in text:
        markup(job, element, text, CONTAINS_HTML)
    address = element.get("uri")
    if address is not None:
        uri(job, element, address, code=URI_ATTRIBUTE, absolute=False, name="uri")


def category(job: Inspection, element: Element, text: str) -> None:
    """term, scheme and label of a category."""
    term, scheme, label = (element.get(name) for name in ("term", "scheme", "label"))
    if term is None:
        job.report(MISSING_URL, element, name="term")
    elif not term:
        job.report(NOT_BLANK, element)
    if scheme is not None:
        uri(job, element, scheme, name="scheme")
    if label and ("<" in label or "&" in label):
        markup(job, element, label, CONTAINS_HTML)
