"""The shape of JSON Feed 1.1: which members an object may have, and of which type each is."""

import re
from collections.abc import Callable
from typing import Any

from feeds.check.code import Code
from feeds.check.inspection import Inspection
from feeds.check.rules.dates import DAY, EARLIEST, rfc3339
from feeds.check.rules.uris import FULL

SPEC = "JSON Feed 1.1"
REQUIRED = Code("json-required", "error", None, "Add {name}, which is required.", SPEC)
TYPE = Code("json-type", "error", None, "Write {element} as {name}, not {value}.", SPEC)
RELATIVE = Code("json-relative", "warning", None, "Write {element} as an absolute address, not {value}.", SPEC)
DATE = Code("json-date", "error", None, "Write {element} as RFC 3339 does (2025-06-16T08:00:00Z), not {value}.", SPEC)
DATE_ODD = Code(
    "json-date-implausible", "warning", None, "Check {element}: {value} lies before 1990 or in the future.", SPEC
)
EXTENSION = Code(
    "json-extension", "warning", None, "Begin an extension with _ and a letter, and use no dot: {value}.", SPEC
)
UNKNOWN = Code("json-unknown", "info", None, "Remove {value}, or begin its name with _.", SPEC)

KINDS: dict[str, tuple[tuple[type, ...], str]] = {
    "text": ((str,), "a string"),
    "url": ((str,), "an address"),
    "date": ((str,), "a date"),
    "flag": ((bool,), "true or false"),
    "number": ((int, float), "a number"),
    "list": ((list,), "an array"),
    "object": ((dict,), "an object"),
}
TOP = {
    "version": "text",
    "title": "text",
    "items": "list",
    "home_page_url": "url",
    "feed_url": "url",
    "description": "text",
    "user_comment": "text",
    "next_url": "url",
    "icon": "url",
    "favicon": "url",
    "author": "object",
    "authors": "list",
    "language": "text",
    "expired": "flag",
    "hubs": "list",
}
ITEM = {
    "id": "text",
    "url": "url",
    "external_url": "url",
    "title": "text",
    "content_html": "text",
    "content_text": "text",
    "summary": "text",
    "image": "url",
    "banner_image": "url",
    "date_published": "date",
    "date_modified": "date",
    "author": "object",
    "authors": "list",
    "tags": "list",
    "language": "text",
    "attachments": "list",
}
AUTHORS = {"name": "text", "url": "url", "avatar": "url"}
HUBS = {"type": "text", "url": "url"}
ATTACHMENTS = {
    "url": "url",
    "mime_type": "text",
    "title": "text",
    "size_in_bytes": "number",
    "duration_in_seconds": "number",
}
EXTENSION_NAME = re.compile(r"_[A-Za-z][^.]*\Z")
Object = dict[str, Any]


def rows(owner: Object, name: str) -> list[Any]:
    """An array, or none where something else stands in its place."""
    value = owner.get(name)
    return value if isinstance(value, list) else []


def shaped(job: Inspection, owner: Object, path: str, members: dict[str, str]) -> None:
    """Every member has its type; what the spec does not name begins with an underscore."""
    for name, member in owner.items():
        kind = members.get(name)
        if kind is None:
            extra(job, name, path)
            continue
        place = f"{path}.{name}".lstrip(".")
        types, words = KINDS[kind]
        if not isinstance(member, types) or (kind == "number" and isinstance(member, bool)):
            job.report(TYPE, place, str(member), words)
        elif kind == "url" and not FULL.match(str(member)):
            job.report(RELATIVE, place, str(member))
        elif kind == "date":
            dated(job, place, str(member))


def extra(job: Inspection, name: str, path: str) -> None:
    """A member that the spec does not name."""
    if name.startswith("_"):
        if not EXTENSION_NAME.match(name):
            job.report(EXTENSION, f"{path}.{name}".lstrip("."), name)
    else:
        job.report(UNKNOWN, f"{path}.{name}".lstrip("."), name)


def dated(job: Inspection, path: str, value: str) -> None:
    """A date, by the form and by the calendar."""
    code, when = rfc3339(value)
    if when is None or code is not None:
        job.report(DATE, path, value)
    elif when < EARLIEST or (job.now is not None and when > job.now + DAY):
        job.report(DATE_ODD, path, value)


def each(
    job: Inspection,
    owner: Object,
    name: str,
    members: dict[str, str],
    required: tuple[str, ...],
    path: str = "",
    more: Callable[[Inspection, Object, str], None] | None = None,
) -> None:
    """Check an array of objects."""
    for number, value in enumerate(rows(owner, name)):
        place = f"{path}.{name}[{number}]".lstrip(".")
        if not isinstance(value, dict):
            job.report(TYPE, place, str(value), "an object")
            continue
        shaped(job, value, place, members)
        for member in required:
            if member not in value:
                job.report(REQUIRED, f"{place}.{member}", name=member)
        if more is not None:
            more(job, value, place)
