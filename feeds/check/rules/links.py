"""atom:link, in Atom and in RSS: relation, type, address; the link to the document itself."""

from urllib.parse import urljoin, urlsplit

from feeds.check.code import Code
from feeds.check.inspection import Element, Inspection
from feeds.check.names import ATOM, XML
from feeds.check.rules.enclosures import MIME_TYPE, media_type
from feeds.check.rules.history import IN_ENTRY, PAGING
from feeds.check.rules.language import language
from feeds.check.rules.numbers import not_negative
from feeds.check.rules.text import BLANK_ATTRIBUTE, CONTAINS_HTML, markup
from feeds.check.rules.threading import COUNT, UPDATED, WHEN_DRAFT, counted
from feeds.check.rules.uris import FULL, canonical, iri

NO_HREF = Code("link-href-missing", "error", "MissingHref", "Give the link an href.", "RFC 4287, 4.2.7.1")
NOT_EMPTY = Code("link-not-empty", "warning", "AtomLinkNotEmpty", "Leave atom:link empty: {value}.", "RFC 4287, 4.2.7")
REL = Code(
    "link-rel-unregistered",
    "warning",
    "UnregisteredAtomLinkRel",
    "Use a registered relation or a full URI, not {value}.",
    "RFC 4287, 4.2.7.2",
)
NO_SELF_RSS = Code(
    "self-missing-rss",
    "warning",
    "MissingAtomSelfLink",
    'Add atom:link rel="self" with the channel\'s own address.',
    "RSS profile, atom:link",
)
NO_SELF = Code(
    "self-missing", "warning", "MissingSelf", 'Add a link rel="self" with the feed\'s own address.', "RFC 4287, 4.1.1"
)
RELATIVE_SELF = Code(
    "self-relative", "warning", "RelativeSelf", "Make the self link absolute, not {value}.", "RFC 4287, 4.2.7.2"
)
OTHER_SELF = Code(
    "self-other",
    "warning",
    "SelfDoesntMatchLocation",
    "Make the self link the address where the document is served, not {value}.",
    "RFC 4287, 4.1.1",
)
SELF_TYPE = Code("self-type", "warning", "SelfNotAtom", "Give the self link the type of a feed, not {value}.", "W3C")
DUPLICATE = Code(
    "link-duplicate",
    "error",
    "DuplicateAtomLink",
    "Keep one alternate link for each type and hreflang.",
    "RFC 4287, 4.1.1",
)

RELS = PAGING | frozenset(
    "alternate describedby edit edit-media enclosure hub license payment related replies search self service up "
    "via".split()
)
FEED_TYPES = frozenset({"application/atom+xml", "application/rss+xml", "application/rdf+xml"})
IANA = "http://www.iana.org/assignments/relation/"
BASE = f"{XML}base"
LINK = f"{ATOM}link"
ENTRY = f"{ATOM}entry"
TOPS = frozenset({f"{ATOM}feed", "channel"})


def relation(link: Element) -> str:
    """The relation of a link, "alternate" where it names none."""
    return link.get("rel", "alternate").removeprefix(IANA)


def link(job: Inspection, element: Element, text: str) -> None:
    """One atom:link."""
    if text:
        job.report(NOT_EMPTY, element, text)
    attributes = dict(element.items())
    rel = attributes.get("rel", "alternate").removeprefix(IANA)
    if rel not in RELS and not FULL.match(rel):
        job.report(REL if rel else BLANK_ATTRIBUTE, element, rel, "rel")
    href = attributes.get("href")
    if href is None:
        job.report(NO_HREF, element)
    else:
        iri(job, element, href, "href")
    if rel in PAGING or rel == "self":
        placed(job, element, rel, href)
    described(job, element, rel, attributes)
    if COUNT in attributes or UPDATED in attributes or WHEN_DRAFT in attributes:
        counted(job, element, rel, attributes)


def placed(job: Inspection, element: Element, rel: str, href: str | None) -> None:
    """Links that only a feed as a whole has."""
    parent = element.getparent()
    tag = None if parent is None else parent.tag
    if rel in PAGING and tag == ENTRY:
        job.report(IN_ENTRY, element, rel)
    elif rel == "self" and href is not None and tag in TOPS:
        itself(job, element, href)


def described(job: Inspection, element: Element, rel: str, attributes: dict[str, str]) -> None:
    """type, title, length and hreflang of a link."""
    kind, title = attributes.get("type"), attributes.get("title")
    if kind is not None and not media_type(kind):
        job.report(MIME_TYPE, element, kind)
    elif kind is not None and rel == "self" and kind.partition(";")[0] not in FEED_TYPES:
        job.report(SELF_TYPE, element, kind)
    if title == "":
        job.report(BLANK_ATTRIBUTE, element, name="title")
    elif title and ("<" in title or "&" in title):
        markup(job, element, title, CONTAINS_HTML)
    if "length" in attributes:
        not_negative(job, element, attributes["length"])
    if "hreflang" in attributes:
        language(job, element, attributes["hreflang"])


def itself(job: Inspection, element: Element, href: str) -> None:
    """The self link is absolute, and where the document is."""
    base = ""
    try:
        for node in (*reversed(list(element.iterancestors())), element):
            base = urljoin(base, node.get(BASE, ""))
        address = urljoin(base, href)
        absolute = bool(urlsplit(address).netloc)
    except ValueError:
        return  # `iri` has said so
    if not absolute:
        job.report(RELATIVE_SELF, element, href)
    elif job.url is not None and canonical(address.partition("#")[0]) != canonical(job.url.partition("#")[0]):
        job.report(OTHER_SELF, element, href)


def rss_self(job: Inspection, channel: Element, seen: dict[str, list[Element]]) -> None:
    """A channel's link to itself."""
    if job.version == "2.0" and not any(relation(node) == "self" for node in seen.get(LINK, ())):
        job.report(NO_SELF_RSS, channel)


def atom_self(job: Inspection, feed: Element, seen: dict[str, list[Element]]) -> None:
    """A feed's link to itself."""
    if not any(relation(node) == "self" for node in seen.get(LINK, ())):
        job.report(NO_SELF, feed)


def alternates(job: Inspection, element: Element, seen: dict[str, list[Element]]) -> None:
    """One alternate link for each pair of type and hreflang."""
    known: set[tuple[object, object]] = set()
    for node in seen.get(LINK, ()):
        if relation(node) == "alternate":
            pair = (node.get("type", ""), node.get("hreflang", ""))
            if pair in known:
                job.report(DUPLICATE, node)
            known.add(pair)
