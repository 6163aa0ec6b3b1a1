"""JSON Feed 1.1. Written out by hand, since a general validator takes several times as long as a build has. The schema
in `schemas/jsonfeed.schema.json` says the same, and a test and every deep check hold the two together."""

import re

import msgspec

from feeds.check.code import Code
from feeds.check.inspection import Inspection
from feeds.check.rules.enclosures import media_type
from feeds.check.rules.html import SCHEME, scanned
from feeds.check.rules.json_shape import (
    ATTACHMENTS,
    AUTHORS,
    HUBS,
    ITEM,
    REQUIRED,
    SPEC,
    TOP,
    TYPE,
    Object,
    each,
    rows,
    shaped,
)
from feeds.check.rules.language import registered

NOT_JSON = Code("json-malformed", "error", None, "Mend the JSON: {value}.", "RFC 8259")
BOM = Code("json-bom", "error", None, "Remove the byte order mark.", "RFC 8259, 8.1")
TOO_LARGE = Code("json-too-large", "error", None, "Cut the document below 5,000,000 bytes.", "feedhouse")
NOT_OBJECT = Code("json-not-object", "error", None, "Write one object with version, title and items.", SPEC)
VERSION = Code("json-version", "error", None, "Write version as https://jsonfeed.org/version/1.1, not {value}.", SPEC)
OLD_VERSION = Code("json-version-old", "info", None, "Write version 1.1: 1.0 knows no authors and no language.", SPEC)
NO_CONTENT = Code("json-content-missing", "error", None, "Give the item content_html or content_text.", SPEC)
DUPLICATE = Code("json-id-duplicate", "error", None, "Give each item an id of its own: {value} comes twice.", SPEC)
NO_URL = Code("json-item-url", "info", None, "Give the item a url.", SPEC)
NO_HOME = Code("json-address-missing", "info", None, "Add {name}: a public feed should have it.", SPEC)
SELF = Code("json-self", "warning", None, "Make feed_url the address where the document is served, not {value}.", SPEC)
AUTHOR = Code("json-author-empty", "error", None, "Give the author a name, a url or an avatar.", SPEC)
OLD_AUTHOR = Code("json-author-old", "warning", None, "Write authors, not author.", SPEC)
LANGUAGE = Code("json-language", "warning", None, "Use a registered language tag such as en-IN, not {value}.", SPEC)
NEXT = Code("json-next-self", "error", None, "Point next_url to another document than this.", SPEC)
MIME = Code("json-mime", "error", None, "Write mime_type as type/subtype, not {value}.", SPEC)
RISK = Code("json-html-risk", "warning", None, "Remove {value} from content_html: readers strip it.", SPEC)
SCRIPT = Code("json-script-url", "error", None, "Remove the address that runs a script: {value}.", SPEC)
HTML_RELATIVE = Code(
    "json-html-relative", "warning", None, "Make the addresses in content_html absolute: {value}.", SPEC
)
PLAIN = Code("json-text-html", "info", None, "Write plain text into {element}, without {value}.", SPEC)
LARGE = Code("json-large", "info", None, "Keep a JSON Feed under 250 kB.", SPEC)
SCHEMA = Code("json-schema", "error", None, "Mend what the schema refuses: {value}.", SPEC)

LIMIT, COMFORTABLE = 5_000_000, 250_000
VERSIONS = ("https://jsonfeed.org/version/1.1", "https://jsonfeed.org/version/1")
END_TAG = re.compile(r"</[a-zA-Z]\w*>")


def document(job: Inspection) -> None:
    """A whole JSON Feed."""
    if len(job.body) > LIMIT:
        job.report(TOO_LARGE, 1)
        return
    if job.body.startswith(b"\xef\xbb\xbf"):
        job.report(BOM, 1)
    try:
        feed = msgspec.json.decode(job.body.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, ValueError, RecursionError) as fault:
        job.report(NOT_JSON, line_of(job.body, str(fault)), str(fault) or "nested too deep")
        return
    if not isinstance(feed, dict):
        job.report(NOT_OBJECT, 1)
        return
    top(job, feed)
    if job.deep and not any(found.level == "error" for found in job.findings):
        schema(job, feed)


def line_of(body: bytes, message: str) -> int:
    """The line of a decoder's "(byte 12)"."""
    found = re.search(r"byte (\d+)", message)
    return body.count(b"\n", 0, int(found[1])) + 1 if found else 1


def top(job: Inspection, feed: Object) -> None:
    """The feed's own members, then its items."""
    job.version = str(feed.get("version"))
    shaped(job, feed, "", TOP)
    for name in ("version", "title", "items"):
        if name not in feed:
            job.report(REQUIRED, name, name=name)
    version = feed.get("version")
    if isinstance(version, str) and version not in VERSIONS:
        job.report(VERSION, "version", version)
    elif version == VERSIONS[1]:
        job.report(OLD_VERSION, "version")
    addresses(job, feed)
    people(job, feed, "")
    each(job, feed, "hubs", HUBS, ("type", "url"))
    for number, item in enumerate(rows(feed, "items")):
        entry(job, item, f"items[{number}]")
    if len(job.body) > COMFORTABLE:
        job.report(LARGE)


def addresses(job: Inspection, feed: Object) -> None:
    """Where the feed is, where its site is, where it goes on."""
    for name in ("home_page_url", "feed_url"):
        if name not in feed:
            job.report(NO_HOME, name, name=name)
    own = feed.get("feed_url")
    if isinstance(own, str) and job.url is not None and own != job.url:
        job.report(SELF, "feed_url", own)
    if feed.get("next_url") is not None and feed["next_url"] in {own, job.url}:
        job.report(NEXT, "next_url")
    tongue(job, feed, "")


def entry(job: Inspection, item: object, path: str) -> None:
    """One item."""
    if not isinstance(item, dict):
        job.report(TYPE, path, str(item), "an object")
        return
    shaped(job, item, path, ITEM)
    ident = item.get("id")
    if ident is None:
        job.report(REQUIRED, f"{path}.id", name="id")
    elif isinstance(ident, str) and not job.first("json id", ident):
        job.report(DUPLICATE, f"{path}.id", ident)
    if "content_html" not in item and "content_text" not in item:
        job.report(NO_CONTENT, path)
    if "url" not in item:
        job.report(NO_URL, path)
    words(job, item, path)
    people(job, item, path)
    tongue(job, item, path)
    for number, tag in enumerate(rows(item, "tags")):
        if not isinstance(tag, str):
            job.report(TYPE, f"{path}.tags[{number}]", str(tag), "a string")
    each(job, item, "attachments", ATTACHMENTS, ("url", "mime_type"), path, attached)


def words(job: Inspection, item: Object, path: str) -> None:
    """Plain text is plain, HTML harmless and absolute."""
    for name in ("title", "summary"):
        value = item.get(name)
        if isinstance(value, str) and "</" in value and (found := END_TAG.search(value)):
            job.report(PLAIN, f"{path}.{name}", found[0])
    html = item.get("content_html")
    if not isinstance(html, str) or "<" not in html:
        return
    refs, risks, scripts = scanned(html)
    for code, values in (
        (RISK, risks),
        (SCRIPT, scripts),
        (HTML_RELATIVE, [ref for ref in refs if not SCHEME.match(ref)]),
    ):
        for each_value in values:
            job.report(code, f"{path}.content_html", each_value)


def people(job: Inspection, owner: Object, path: str) -> None:
    """authors, and the author of version 1.0."""
    each(job, owner, "authors", AUTHORS, (), path, named)
    old = owner.get("author")
    if isinstance(old, dict):
        place = f"{path}.author".lstrip(".")
        shaped(job, old, place, AUTHORS)
        named(job, old, place)
        if "authors" not in owner and job.version != VERSIONS[1]:
            job.report(OLD_AUTHOR, place)


def named(job: Inspection, author: Object, path: str) -> None:
    """An author has at least one member."""
    if not any(name in author for name in AUTHORS):
        job.report(AUTHOR, path)


def attached(job: Inspection, attachment: Object, path: str) -> None:
    """An attachment's media type."""
    kind = attachment.get("mime_type")
    if isinstance(kind, str) and not media_type(kind):
        job.report(MIME, f"{path}.mime_type", kind)


def tongue(job: Inspection, owner: Object, path: str) -> None:
    """The language of a feed or an item."""
    tag = owner.get("language")
    if isinstance(tag, str) and not registered(tag):
        job.report(LANGUAGE, f"{path}.language".lstrip("."), tag)


def schema(job: Inspection, feed: Object) -> None:
    """The reference has the last word in a deep check."""
    from feeds.check.schema import json_schema  # noqa: PLC0415 (0.17 s that only a deep check needs)

    for fault in json_schema().iter_errors(feed):
        job.report(SCHEMA, fault.json_path.removeprefix("$."), fault.message)
