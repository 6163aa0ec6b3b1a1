"""Namespaces: the URIs and prefixes that readers and validators know."""

from feeds.check.code import Code
from feeds.check.inspection import Element, Inspection
from feeds.check.names import PREFIXES

MEDIA = Code("namespace-media", "error", "MediaRssNamespace", "End Media RSS's namespace in a slash.", "Media RSS 1.5")
RESERVED = Code(
    "namespace-reserved-prefix",
    "warning",
    "ReservedPrefix",
    "Keep the prefix {name} for its usual namespace.",
    "RSS 2.0, extending",
)
NONSTANDARD = Code(
    "namespace-other-prefix", "info", "NonstdPrefix", "Prefer the usual prefix {value} to {name}.", "RSS 2.0, extending"
)
AVOID = Code(
    "namespace-avoid-prefix",
    "warning",
    "AvoidNamespacePrefix",
    "Do not bind a prefix to it here ({name}): some readers fail.",
    "W3C",
)
UNKNOWN = Code(
    "namespace-unknown",
    "warning",
    "UnknownNamespace",
    "Remove {value} unless your readers know it.",
    "RSS 2.0, extending",
)
UNSUPPORTED = Code(
    "namespace-unsupported",
    "warning",
    "UnsupportedNamespace",
    "Check {value} yourself: its elements are not looked at.",
    "W3C",
)
TOMBSTONES = Code(
    "namespace-tombstones",
    "info",
    "UnknownNamespace",
    "Nothing to do: tombstones stand in RFC 6721, W3C does not know it.",
    "RFC 6721",
)

EXTRA = {
    "http://www.bloglines.com/about/specs/fac-1.0": "access",
    "http://purl.org/rss/1.0/modules/aggregation/": "ag",
    "http://purl.org/rss/1.0/modules/annotate/": "annotate",
    "http://www.w3.org/2007/app": "app",
    "http://media.tangent.org/rss/1.0/": "audio",
    "http://backend.userland.com/blogChannelModule": "blogChannel",
    "http://web.resource.org/cc/": "cc",
    "http://www.microsoft.com/schemas/rss/core/2005": "cf",
    "http://backend.userland.com/creativeCommonsRssModule": "creativeCommons",
    "http://purl.org/rss/1.0/modules/company": "company",
    "http://conversationsnetwork.org/rssNamespace-1.0/": "conversationsNetwork",
    "http://my.theinfo.org/changed/1.0/rss/": "cp",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/email/": "email",
    "http://purl.org/rss/1.0/modules/event/": "ev",
    "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo",
    "http://geourl.org/rss/module/": "geourl",
    "http://www.georss.org/georss": "georss",
    "http://www.opengis.net/gml": "gml",
    "http://postneo.com/icbm": "icbm",
    "http://purl.org/rss/1.0/modules/image/": "image",
    "urn:atom-extension:indexing": "indexing",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://xmlns.com/foaf/0.1/": "foaf",
    "http://purl.org/rss/1.0/modules/link/": "l",
    "http://www.w3.org/1998/Math/MathML": "mathml",
    "http://a9.com/-/spec/opensearchrss/1.0/": "opensearch10",
    "http://a9.com/-/spec/opensearch/1.1/": "opensearch",
    "http://www.opml.org/spec2": "opml",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs",
    "http://purl.org/rss/1.0/modules/reference/": "ref",
    "http://purl.org/rss/1.0/modules/richequiv/": "reqv",
    "http://purl.org/rss/1.0/modules/rss091#": "rss091",
    "http://purl.org/rss/1.0/modules/search/": "search",
    "http://purl.org/rss/1.0/modules/servicestatus/": "ss",
    "http://hacks.benhammersley.com/rss/streaming/": "str",
    "http://purl.org/rss/1.0/modules/subscription/": "sub",
    "http://feedsync.org/2007/feedsync": "sx",
    "http://www.w3.org/2000/svg": "svg",
    "http://purl.org/rss/1.0/modules/taxonomy/": "taxo",
    "http://purl.org/rss/1.0/modules/threading/": "thr",
    "http://madskills.com/public/xml/rss/module/trackback/": "trackback",
    "http://purl.org/rss/1.0/modules/wiki/": "wiki",
    "http://schemas.xmlsoap.org/soap/envelope/": "soap",
    "http://my.netscape.com/rdf/simple/0.9/": "rss090",
    "http://purl.org/rss/1.0/": "rss1",
    "http://purl.org/net/rss1.1#": "rss11",
    "http://base.google.com/ns/1.0": "g",
    "http://openid.net/xmlns/1.0": "openid",
    "http://www.w3.org/1999/xlink": "xlink",
}
KNOWN = {uri: prefix for prefix, uri in PREFIXES.items() if prefix != "at"} | EXTRA
USUAL = frozenset(KNOWN.values())
UNLOOKED = frozenset(
    (
        "http://schemas.google.com/g/2005",
        "http://www.rawvoice.com/rawvoiceRssModule/",
        "https://schema.org/",
        "http://schema.org/",
        "https://podcastindex.org/namespace/1.0",
        "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
    )
)
WITHOUT_SLASH = "http://search.yahoo.com/mrss"


def namespaces(job: Inspection, root: Element) -> None:
    """Look at every declaration of a namespace, once."""
    for prefix, uri in declared(job.body, root):
        if prefix in USUAL and KNOWN.get(uri) != prefix:
            job.report(MEDIA if uri == WITHOUT_SLASH else RESERVED, root, uri, prefix)
        elif uri in KNOWN:
            known(job, root, prefix, KNOWN[uri])
        else:
            unknown(job, root, uri)


def declared(body: bytes, root: Element) -> list[tuple[str, str]]:
    """(prefix, URI) of all declarations; elements below the root are asked only if the bytes speak of more."""
    pairs = {(prefix or "", uri) for prefix, uri in root.nsmap.items()}
    if body.count(b"xmlns") > len(root.nsmap):
        for element in root.iter("{*}*"):
            if element.nsmap != root.nsmap:
                pairs |= {(prefix or "", uri) for prefix, uri in element.nsmap.items()}
    return sorted(pairs)


def known(job: Inspection, root: Element, prefix: str, usual: str) -> None:
    """A namespace that has a usual prefix."""
    if not prefix:
        return
    if prefix != usual:
        job.report(NONSTANDARD, root, usual, prefix)
    if usual in {"atom", "xhtml"} and (job.format == "atom" or prefix != usual):
        job.report(AVOID, root, usual, prefix)


def unknown(job: Inspection, root: Element, uri: str) -> None:
    """A namespace that W3C's validator does not know."""
    if uri == WITHOUT_SLASH:
        job.report(MEDIA, root, uri)
    elif uri == PREFIXES["at"]:
        job.report(TOMBSTONES, root, uri)
    else:
        job.report(UNSUPPORTED if uri in UNLOOKED else UNKNOWN, root, uri)
