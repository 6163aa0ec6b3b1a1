"""Media RSS: media:content, media:group, media:credit and their kin."""

import re

from feeds.check.code import Code
from feeds.check.inspection import Element, Inspection
from feeds.check.names import clark
from feeds.check.rules.enclosures import MIME, media_type
from feeds.check.rules.html import fragment
from feeds.check.rules.language import language
from feeds.check.rules.media_roles import ROLES
from feeds.check.rules.numbers import FLOAT, NOT_NEGATIVE, POSITIVE, boolean, integer
from feeds.check.rules.text import CONTAINS_HTML, UNDECLARED_HTML, markup
from feeds.check.rules.uris import MISSING_URL, uri

GROUP = Code(
    "media-group-small",
    "error",
    "MediaGroupWithoutAlternatives",
    "Put two or more media:content into a group, or none.",
    "Media RSS 1.5",
)
MEDIUM = Code(
    "media-medium",
    "error",
    "InvalidMediaMedium",
    "Use image, audio, video, document or executable, not {value}.",
    "Media RSS 1.5",
)
EXPRESSION = Code(
    "media-expression", "error", "InvalidMediaExpression", "Use sample, full or nonstop, not {value}.", "Media RSS 1.5"
)
ROLE = Code(
    "media-role",
    "error",
    "InvalidCreditRole",
    "Use a role of the EBU's list, in lower case, not {value}.",
    "Media RSS 1.5",
)
TEXT_TYPE = Code("media-text-type", "error", "InvalidMediaTextType", "Use plain or html, not {value}.", "Media RSS 1.5")
HASH = Code(
    "media-hash",
    "error",
    "InvalidMediaHash",
    "Write the hash in hexadecimal, with algo md5 or sha-1, not {value}.",
    "Media RSS 1.5",
)
RATING = Code(
    "media-rating", "error", "InvalidMediaRating", "Use a rating of the scheme, not {value}.", "Media RSS 1.5"
)
RELATION = Code(
    "media-restriction-relation",
    "error",
    "InvalidMediaRestrictionRel",
    "Use allow or deny, not {value}.",
    "Media RSS 1.5",
)
RESTRICTION = Code(
    "media-restriction", "error", "InvalidMediaRestriction", "Use all or none, not {value}.", "Media RSS 1.5"
)
RESTRICTION_TYPE = Code(
    "media-restriction-type",
    "error",
    "InvalidMediaRestrictionType",
    "Use country or uri, not {value}.",
    "Media RSS 1.5",
)
ADULT = Code(
    "media-adult", "warning", "DeprecatedMediaAdult", "Use media:rating in place of media:adult.", "Media RSS 1.5"
)
TIME = Code(
    "media-time", "error", "InvalidNPTTime", "Write the time as 12.3 or 0:00:12.3, not {value}.", "Media RSS 1.5"
)

CONTENT = clark("media:content")
ALTERNATIVES = 2
NPT = re.compile(r"now|\d")
LENGTHS = {"sha-1": 40}
MD5_LENGTH = 32
RATINGS = {
    "urn:simple": frozenset({"adult", "nonadult"}),
    "urn:mpaa": frozenset({"g", "m", "nc-17", "pg", "pg-13", "r", "x"}),
    "urn:v-chip": frozenset("14+ 18+ c c8 g pg tv-14 tv-g tv-ma tv-pg tv-y tv-y7 tv-y7-fv".split()),
}


def content(job: Inspection, element: Element, text: str) -> None:
    """media:content's attributes."""
    for key, raw in element.items():
        name, value = str(key), str(raw)
        if not value:
            continue
        if name in {"width", "height", "fileSize"}:
            positive(job, element, value, name)
        elif name in {"bitrate", "duration", "framerate", "samplingrate"} and not value[:1].isdigit():
            job.report(FLOAT, element, value, name)
        elif name == "url":
            uri(job, element, value, name=name)
        elif name == "type" and not media_type(value):
            job.report(MIME, element, value)
        elif name == "medium" and value not in {"image", "audio", "video", "document", "executable"}:
            job.report(MEDIUM, element, value)
        elif name in {"channels", "expression", "isDefault", "lang"}:
            detail(job, element, name, value)


def detail(job: Inspection, element: Element, name: str, value: str) -> None:
    """The rarer attributes of media:content."""
    if name == "channels" and (integer(value) is None or (integer(value) or 0) < 0):
        job.report(NOT_NEGATIVE, element, value)
    elif name == "expression" and value not in {"sample", "full", "nonstop"}:
        job.report(EXPRESSION, element, value)
    elif name == "isDefault":
        boolean(job, element, value, name)
    elif name == "lang":
        language(job, element, value)


def positive(job: Inspection, element: Element, value: str, name: str) -> None:
    """An attribute that is a size."""
    if (integer(value) or 0) <= 0:
        job.report(POSITIVE, element, value, name)


def group(job: Inspection, element: Element, seen: dict[str, list[Element]]) -> None:
    """media:group: several forms of one thing."""
    if len(seen.get(CONTENT, ())) < ALTERNATIVES:
        job.report(GROUP, element)


def credit(job: Inspection, element: Element, text: str) -> None:
    """media:credit's role and scheme."""
    scheme, role = element.get("scheme") or "urn:ebu", element.get("role")
    if role and (role != role.lower() or (scheme == "urn:ebu" and role not in ROLES)):
        job.report(ROLE, element, role)
    if scheme != "urn:ebu":
        uri(job, element, scheme, name="scheme")


def words(job: Inspection, element: Element, text: str) -> None:
    """media:title, media:description and media:text."""
    kind = element.get("type")
    if kind and kind not in {"plain", "html"}:
        job.report(TEXT_TYPE, element, kind)
    if kind == "html":
        fragment(job, element, text)
    elif "<" in text or "&" in text:
        markup(job, element, text, UNDECLARED_HTML)
    for name in ("start", "end"):
        value = element.get(name)
        if value and not NPT.match(value):
            job.report(TIME, element, value)
    lang = element.get("lang")
    if lang:
        language(job, element, lang)


def thumbnail(job: Inspection, element: Element, text: str) -> None:
    """media:thumbnail and media:player: an address and a size."""
    url = element.get("url")
    if url:
        uri(job, element, url, name="url")
    else:
        job.report(MISSING_URL, element, name="url")
    for name in ("width", "height"):
        value = element.get(name)
        if value:
            positive(job, element, value, name)
    time = element.get("time")
    if time and not NPT.match(time):
        job.report(TIME, element, time)


def category(job: Inspection, element: Element, text: str) -> None:
    """media:category's label and scheme, media:copyright's url."""
    label = element.get("label")
    if label and ("<" in label or "&" in label):
        markup(job, element, label, CONTAINS_HTML)
    for name in ("scheme", "url"):
        value = element.get(name)
        if value:
            uri(job, element, value, name=name)


def adult(job: Inspection, element: Element, text: str) -> None:
    """media:adult, which media:rating replaced."""
    job.report(ADULT, element)
    boolean(job, element, text, "media:adult")


def digest(job: Inspection, element: Element, text: str) -> None:
    """media:hash."""
    algorithm = element.get("algo") or ""
    if algorithm not in {"", "md5", "sha-1"}:
        job.report(HASH, element, algorithm)
    if not re.match(r"[0-9A-Za-z]+\Z", text) or len(text) != LENGTHS.get(algorithm, MD5_LENGTH):
        job.report(HASH, element, text)


def rating(job: Inspection, element: Element, text: str) -> None:
    """media:rating: a word of its scheme."""
    scheme = element.get("scheme") or "urn:simple"
    if scheme in RATINGS:
        if text not in RATINGS[scheme]:
            job.report(RATING, element, text)
    elif scheme != "urn:icra":
        uri(job, element, scheme, name="scheme")


def restriction(job: Inspection, element: Element, text: str) -> None:
    """media:restriction: allow or deny, by country, by address, or for all."""
    relation, kind = element.get("relationship"), element.get("type")
    if not relation:
        job.report(MISSING_URL, element, name="relationship")
    elif relation not in {"allow", "deny"}:
        job.report(RELATION, element, relation)
    if not kind and text not in {"", "all", "none"}:
        job.report(RESTRICTION, element, text)
    elif kind == "uri":
        uri(job, element, text)
    elif kind and kind != "country":
        job.report(RESTRICTION_TYPE, element, kind)
