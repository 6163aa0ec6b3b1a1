"""One document from bytes to findings: what it is, then xml, schema and rules."""

import datetime as dt

from feeds.check import Finding
from feeds.check.code import Code
from feeds.check.inspection import Element, Inspection
from feeds.check.names import ATOM, short
from feeds.check.rules import channel, jsonfeed, opml
from feeds.check.rules.namespaces import namespaces
from feeds.check.rules.uris import MISSING_URL
from feeds.check.schema import conforms
from feeds.check.walk import PLACES, visit_root
from feeds.check.xml import parse

NOT_A_FEED = Code(
    "format-unknown",
    "error",
    "UndefinedElement",
    "Give an RSS, Atom, JSON Feed or OPML document: {value}.",
    "feedhouse",
)
OBSOLETE = Code(
    "format-obsolete", "error", "ObsoleteNamespace", "Write Atom 1.0: Atom 0.3 was given up in 2005.", "RFC 4287"
)
WRONG_NAMESPACE = Code(
    "format-namespace",
    "error",
    "InvalidNamespace",
    "Put {element} into its own namespace, not {value}.",
    "RFC 4287, 2; RSS 2.0",
)
NO_NAMESPACE = Code(
    "format-no-namespace", "error", "MissingNamespace", "Put {element} into Atom's namespace.", "RFC 4287, 2"
)
RDF = Code(
    "format-rdf", "warning", None, "Write RSS 2.0 or Atom: RSS 1.0 is checked for well-formed XML only.", "RSS 1.0"
)

RDF_ROOTS = frozenset({"{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF", "{http://purl.org/net/rss1.1#}Channel"})
ROOTS = {"rss": "rss", f"{ATOM}feed": "atom", f"{ATOM}entry": "atom", "opml": "opml"}
TOPS = {"rss": "rss", f"{ATOM}feed": "feed", f"{ATOM}entry": "entry", "opml": "opml"}


def inspect(body: bytes, url: str | None, now: dt.datetime | None, *, deep: bool) -> tuple[Finding, ...]:
    """All findings of one document, by line. Never raises on what the bytes are."""
    job = Inspection(body=body, format="", url=url, now=now, deep=deep)
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}:
        job.format = "json"
        jsonfeed.document(job)
    else:
        root = parse(job)
        if root is not None:
            feed(job, root)
    return tuple(sorted(job.findings, key=lambda found: found.line or 0))


def feed(job: Inspection, root: Element) -> None:
    """A well-formed document: one of the formats, or none."""
    name = str(root.tag)
    if name not in ROOTS:
        no_feed(job, root, name)
        return
    job.format, job.version = ROOTS[name], str(root.get("version", "2.0"))
    namespaces(job, root)
    if job.format == "rss":
        if root.get("version") is None:
            job.report(MISSING_URL, root, name="version")
        channel.version(job, root)
    elif job.format == "opml":
        opml.version(job, root)
    visit_root(job, root, PLACES[TOPS[name]])
    conforms(job, root)


def no_feed(job: Inspection, root: Element, name: str) -> None:
    """A root element that begins no feed."""
    uri, _, local = name.rpartition("}")
    if uri == "{http://purl.org/atom/ns#":
        job.report(OBSOLETE, root)
    elif name in RDF_ROOTS:
        job.report(RDF, root)
    elif local in {"feed", "entry"} and not uri:
        job.report(NO_NAMESPACE, root)
    elif local in {"feed", "entry", "rss"}:
        job.report(WRONG_NAMESPACE, root, uri[1:])
    else:
        job.report(NOT_A_FEED, root, short(name))
