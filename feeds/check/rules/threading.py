"""Conversations: thr:in-reply-to, replies links' counts, thr:total (RFC 4685)."""

from feeds.check.code import Code
from feeds.check.inspection import Element, Inspection
from feeds.check.names import THR, short
from feeds.check.rules.dates import DAY, judge, rfc3339
from feeds.check.rules.enclosures import MIME_TYPE, media_type
from feeds.check.rules.numbers import not_negative
from feeds.check.rules.uris import canonical_uri, iri

NO_REF = Code(
    "reply-ref-missing", "warning", None, "Give thr:in-reply-to the id of what it answers in ref.", "RFC 4685, 3"
)
NOT_REPLIES = Code(
    "replies-attribute",
    "error",
    "UnexpectedAttribute",
    'Write {name} on a link with rel="replies" only.',
    "RFC 4685, 4",
)
WHEN = Code("replies-when", "error", "NoThrWhen", "Write thr:updated: thr:when is from an old draft.", "RFC 4685, 4")
COMMENT_RSS = Code(
    "comment-rss-case", "warning", "CommentRSS", "Write wfw:commentRss, with small letters at the end.", "CommentAPI"
)
SLASH_DATE = Code(
    "comments-date",
    "warning",
    "SlashDate",
    "Give the channel a lastBuildDate: its comments are counted.",
    "RSS profile, slash",
)

COUNT, UPDATED, WHEN_DRAFT = f"{THR}count", f"{THR}updated", f"{THR}when"


def in_reply_to(job: Inspection, element: Element, text: str) -> None:
    """What a comment answers."""
    ref, href, source, kind = (element.get(name) for name in ("ref", "href", "source", "type"))
    if ref is None:
        job.report(NO_REF, element)
    else:
        canonical_uri(job, element, ref)
    for name, value in (("href", href), ("source", source)):
        if value is not None:
            iri(job, element, value, name, absolute=True)
    if kind is not None and not media_type(kind):
        job.report(MIME_TYPE, element, kind)


def counted(job: Inspection, link: Element, rel: str, attributes: dict[str, str]) -> None:
    """thr:count and thr:updated of a link."""
    if rel != "replies":
        for name in (COUNT, UPDATED):
            if name in attributes:
                job.report(NOT_REPLIES, link, name=short(name))
    if COUNT in attributes:
        not_negative(job, link, attributes[COUNT])
    if UPDATED in attributes:
        judge(job, link, attributes[UPDATED], rfc3339(attributes[UPDATED]), DAY)
    if WHEN_DRAFT in attributes:
        job.report(WHEN, link)


def old_comment_rss(job: Inspection, element: Element, text: str) -> None:
    """wfw:commentRSS, a wide-spread misspelling."""
    job.report(COMMENT_RSS, element)


def slash_date(job: Inspection, channel: Element, seen: dict[str, list[Element]]) -> None:
    """A channel whose items count comments says when it was built."""
    if "lastBuildDate" in seen:
        return
    for item in seen.get("item", ()):
        if item.find("{http://purl.org/rss/1.0/modules/slash/}comments") is not None:
            job.report(SLASH_DATE, item)
