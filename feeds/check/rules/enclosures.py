"""enclosure and source: what an item brings along."""

import re

from feeds.check.code import Code
from feeds.check.inspection import Element, Inspection
from feeds.check.remember import remember
from feeds.check.rules.numbers import INTEGER_ATTRIBUTE, NOT_NEGATIVE, integer
from feeds.check.rules.text import plain
from feeds.check.rules.uris import MISSING_URL, http_url, uri

UNKNOWN_LENGTH = Code(
    "enclosure-length-unknown",
    "error",
    "UseZeroForUnknown",
    'Write length="0" where the size is not known.',
    "RSS profile, enclosure",
)
MIME = Code(
    "attribute-mime",
    "error",
    "InvalidMIMEAttribute",
    "Write a media type such as image/jpeg, not {value}.",
    "RSS 2.0, enclosure",
)
MIME_TYPE = Code(
    "link-mime", "error", "InvalidMIMEType", "Write a media type such as text/html, not {value}.", "RFC 4287, 4.2.7.3"
)

WORD = r"[^\s()<>,;:\\\"/\[\]?=]+"
MEDIA_TYPE = re.compile(rf"{WORD}/{WORD}(?:\s*;\s*{WORD}=(?:\"(?:\\.|[^\"\\])*\"|{WORD}))*\Z")
UNKNOWN = -1


@remember(256)
def media_type(text: str) -> bool:
    """Whether a text is a media type, with or without parameters."""
    return bool(MEDIA_TYPE.match(text))


def enclosure(job: Inspection, element: Element, text: str) -> None:
    """url, length and type of an enclosure."""
    values = {name: element.get(name) for name in ("url", "length", "type")}
    for name, value in values.items():
        if value is None:
            job.report(MISSING_URL, element, name=name)
    if values["url"] is not None:
        http_url(job, element, values["url"], "url")
    if values["type"] is not None and not media_type(values["type"]):
        job.report(MIME, element, values["type"])
    if values["length"] is not None:
        length(job, element, values["length"])


def length(job: Inspection, element: Element, value: str) -> None:
    """The size in bytes; 0 where it is not known."""
    number = integer(value)
    if number is None:
        job.report(INTEGER_ATTRIBUTE, element, value, "length")
    elif number < 0:
        job.report(UNKNOWN_LENGTH if number == UNKNOWN else NOT_NEGATIVE, element, value)


def source(job: Inspection, element: Element, text: str) -> None:
    """RSS's source: the feed that an item came from."""
    plain(job, element, text)
    url = element.get("url")
    if url is None:
        job.report(MISSING_URL, element, name="url")
    else:
        uri(job, element, url, name="url")


def cloud(job: Inspection, element: Element, text: str) -> None:
    """RSS's cloud: five attributes, all required."""
    for name in ("domain", "path", "port", "protocol", "registerProcedure"):
        value = element.get(name)
        if value is None:
            job.report(MISSING_URL, element, name=name)
        elif name == "port" and (integer(value) or 0) <= 0:
            job.report(INTEGER_ATTRIBUTE, element, value, name)


def picture(job: Inspection, element: Element, text: str) -> None:
    """itunes:image."""
    href = element.get("href")
    if href is None:
        job.report(MISSING_URL, element, name="href")
    else:
        http_url(job, element, href, "href")
