"""What may stand where, and how often: one `Kind` for each element that holds elements, one line of attributes for each
that holds any. No XSD 1.0 can count in RSS's free order; this table does."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from feeds.check.code import Code
from feeds.check.names import clark, names

MISSING_CHANNEL = Code("channel-missing", "error", "MissingElement", "Put one channel into rss.", "RSS 2.0")
MISSING_TITLE = Code("title-missing", "error", "MissingTitle", "Give the {element} a title.", "RSS 2.0")
MISSING_LINK = Code("link-missing", "error", "MissingLink", "Give the {element} a link.", "RSS 2.0")
MISSING_DESCRIPTION = Code(
    "description-missing", "error", "MissingDescription", "Give the {element} a description.", "RSS 2.0"
)
MISSING = Code(
    "element-missing", "error", "MissingElement", "Add {name} to {element}.", "RSS 2.0; RFC 4287, 4; OPML 2.0"
)
MISSING_IN_SOURCE = Code(
    "source-incomplete", "warning", "MissingSourceElement", "Add {name} to atom:source.", "RFC 4287, 4.2.11"
)

DC = "dc:title dc:description dc:type dc:format dc:source dc:language dc:rights"
DC_MANY = "dc:publisher dc:contributor dc:identifier dc:relation dc:coverage dc:creator dc:subject"
MEDIA = "media:adult media:copyright media:description media:title"
MEDIA_MANY = (
    "media:category media:credit media:keywords media:hash media:player media:rating media:restriction media:text "
    "media:thumbnail"
)
ITEM = "slash:comments slash:hit_parade thr:total wfw:comment wfw:commentRss wfw:commentRSS"
ITEM_MANY = "slash:section slash:department thr:in-reply-to media:group media:content"
CHANNEL = "sy:updatePeriod sy:updateFrequency sy:updateBase dc:date"
CHANNEL_MANY = "fh:archive fh:complete thr:in-reply-to itunes:image"
FEED = "atom:id atom:title atom:updated atom:subtitle atom:rights atom:icon atom:logo atom:generator"
FEED_MANY = "atom:author atom:category atom:contributor atom:link"


@dataclass(frozen=True, slots=True)
class Kind:
    """An element that holds elements: what it may hold once, what often, and what it must hold (with the fault's code).
    A child in `nested` is itself of the kind named there."""

    once: frozenset[str]
    many: frozenset[str]
    required: tuple[tuple[str, Code], ...] = ()
    nested: tuple[tuple[str, str], ...] = ()


def kind(once: str, many: str = "", nested: str = "", required: Mapping[str, Code] = MappingProxyType({})) -> Kind:
    """A `Kind` from lists of names; `nested` is pairs "child=kind"."""
    pairs = tuple((clark(child), of) for child, _, of in (pair.partition("=") for pair in nested.split()))
    must = tuple((clark(name), code) for name, code in required.items())
    return Kind(names(once), names(many), must, pairs)


RSS_PARTS = {"title": MISSING_TITLE, "link": MISSING_LINK, "description": MISSING_DESCRIPTION}
ATOM_PARTS = {"atom:title": MISSING, "atom:id": MISSING, "atom:updated": MISSING}
PERSONS = "atom:author=person atom:contributor=person"
GROUPS = "media:group=group media:content=medium"

KINDS = {
    "rss": kind("channel", nested="channel=channel", required={"channel": MISSING_CHANNEL}),
    "channel": kind(
        "title link description language copyright managingEditor webMaster pubDate lastBuildDate generator docs cloud "
        f"ttl image rating textInput skipHours skipDays admin:generatorAgent {FEED} {DC} {CHANNEL} {MEDIA}",
        f"category item {FEED_MANY} {DC_MANY} {CHANNEL_MANY} {MEDIA_MANY}",
        f"item=item image=image textInput=input skipHours=hours skipDays=days {PERSONS}",
        RSS_PARTS,
    ),
    "item": kind(
        f"title link description author comments enclosure guid pubDate source content:encoded {DC} {ITEM} {MEDIA} "
        "atom:id atom:title atom:summary atom:author atom:published atom:updated",
        f"category atom:link atom:contributor atom:content dc:date itunes:image {DC_MANY} {ITEM_MANY} {MEDIA_MANY}",
        f"{PERSONS} {GROUPS}",
    ),
    "image": kind(
        f"url title link width height description dc:date {DC}",
        DC_MANY,
        required={"title": MISSING_TITLE, "url": MISSING, "link": MISSING_LINK},
    ),
    "input": kind(f"title description name link dc:date {DC}", DC_MANY, required={"name": MISSING, **RSS_PARTS}),
    "hours": kind("", "hour", required={"hour": MISSING}),
    "days": kind("", "day", required={"day": MISSING}),
    "feed": kind(
        f"{FEED} {DC} {CHANNEL} {MEDIA}",
        f"{FEED_MANY} atom:entry at:deleted-entry {DC_MANY} {CHANNEL_MANY} {MEDIA_MANY}",
        f"atom:entry=entry at:deleted-entry=tombstone {PERSONS}",
        ATOM_PARTS,
    ),
    "entry": kind(
        "atom:id atom:title atom:updated atom:published atom:rights atom:summary atom:content atom:source dc:date "
        f"{DC} {ITEM} {MEDIA}",
        f"{FEED_MANY} {DC_MANY} {ITEM_MANY} {MEDIA_MANY}",
        f"atom:source=source {PERSONS} {GROUPS}",
        ATOM_PARTS,
    ),
    "source": kind(
        f"{FEED} {DC} {CHANNEL} {MEDIA}",
        f"{FEED_MANY} {DC_MANY} {CHANNEL_MANY} {MEDIA_MANY}",
        PERSONS,
        dict.fromkeys(ATOM_PARTS, MISSING_IN_SOURCE),
    ),
    "person": kind("atom:name atom:email atom:uri", required={"atom:name": MISSING}),
    "tombstone": kind("at:by at:comment", "atom:link atom:source", "at:by=person"),
    "group": kind(MEDIA, f"media:content {MEDIA_MANY}", "media:content=medium"),
    "medium": kind(f"{MEDIA} {DC}", f"{MEDIA_MANY} {DC_MANY}"),
    "opml": kind("", "head body", "head=head body=body", required={"head": MISSING, "body": MISSING}),
    "head": kind(
        "title dateCreated dateModified ownerName ownerEmail ownerId docs expansionState vertScrollState windowTop "
        "windowLeft windowBottom windowRight"
    ),
    "body": kind("", "outline", "outline=outline", {"outline": MISSING}),
    "outline": kind("", "outline", "outline=outline"),
}

ATTRIBUTES = {
    clark(tag): names(attributes)
    for tag, attributes in {
        "rss": "version",
        "category": "domain",
        "cloud": "domain path registerProcedure protocol port",
        "enclosure": "url length type",
        "guid": "isPermaLink",
        "source": "url",
        "atom:category": "term scheme label",
        "atom:content": "type src",
        "atom:generator": "uri version",
        "atom:link": "type title rel href length hreflang thr:count thr:when thr:updated rdf:type rdf:resource",
        "atom:rights": "type src",
        "atom:subtitle": "type src",
        "atom:summary": "type src",
        "atom:title": "type src",
        "at:deleted-entry": "ref when",
        "admin:generatorAgent": "rdf:resource",
        "itunes:image": "href",
        "media:category": "label scheme",
        "media:content": "bitrate channels duration expression fileSize framerate height isDefault lang medium "
        "samplingrate type url width",
        "media:copyright": "url",
        "media:credit": "role scheme",
        "media:description": "type",
        "media:hash": "algo",
        "media:player": "height url width",
        "media:rating": "scheme",
        "media:restriction": "relationship type",
        "media:text": "end lang start type",
        "media:thumbnail": "height time url width",
        "media:title": "type",
        "opml": "version",
        "outline": "category created description htmlUrl isBreakpoint isComment language text title type url "
        "version xmlUrl",
        "thr:in-reply-to": "href ref source type",
    }.items()
}
