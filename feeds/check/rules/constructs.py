"""Atom's text constructs and content: the type, and what follows from it."""

import base64
import binascii
import re

from feeds.check.code import Code
from feeds.check.inspection import Element, Inspection
from feeds.check.names import XHTML, split
from feeds.check.rules.enclosures import MIME_TYPE, media_type
from feeds.check.rules.html import NOT_HTML, fragment, xhtml
from feeds.check.rules.structure import UNDEFINED
from feeds.check.rules.text import BLANK_ATTRIBUTE, NOT_BLANK, TOO_MUCH_MARKUP, UNDECLARED_HTML, markup
from feeds.check.rules.uris import URI_ATTRIBUTE, uri

TEXT_TYPE = Code(
    "text-type", "error", "InvalidTextType", "Use text, html or xhtml in {element}, not {value}.", "RFC 4287, 3.1.1"
)
NO_DIV = Code(
    "xhtml-div-missing",
    "error",
    "MissingXhtmlDiv",
    "Wrap the XHTML of {element} into one xhtml:div.",
    "RFC 4287, 3.1.1.3",
)
NO_TYPE = Code(
    "content-type-missing", "warning", "MissingTypeAttr", "Give {element} with src a type.", "RFC 4287, 4.1.3.2"
)
NOT_BASE64 = Code(
    "content-base64", "error", "NotBase64", "Encode content of this type in base64: {value}.", "RFC 4287, 4.1.3.3"
)
FRAGMENT = Code(
    "content-fragment",
    "warning",
    "HtmlFragment",
    'Say type="html": content of type {value} is a whole document.',
    "RFC 4287, 4.1.3.3",
)
TWICE = Code(
    "description-said-twice",
    "warning",
    "DuplicateDescriptionSemantics",
    "Use RSS's own element in place of {element}.",
    "RSS profile",
)

INLINE = frozenset({"text", "html", "xhtml"})


def text_construct(job: Inspection, element: Element, text: str) -> None:
    """title, subtitle, summary, rights."""
    kind = element.get("type", "text")
    if "/" in kind:
        job.report(TEXT_TYPE, element, kind)
    construct(job, element, text, kind)


def content(job: Inspection, element: Element, text: str) -> None:
    """content, which may be of any media type, or elsewhere."""
    construct(job, element, text, str(element.get("type", "" if element.get("src") is not None else "text")))


def in_rss(job: Inspection, element: Element, text: str) -> None:
    """A text construct inside RSS, which has its own element for the same."""
    if element.get("src") is None:
        job.report(TWICE, element)
    text_construct(job, element, text) if not str(element.tag).endswith("content") else content(job, element, text)


def construct(job: Inspection, element: Element, text: str, kind: str) -> None:
    """Check a value against its type."""
    source = element.get("src")
    if source is not None:
        elsewhere(job, element, source)
    if element.get("type") == "":
        job.report(BLANK_ATTRIBUTE, element, name="type")
    elif (
        (kind not in INLINE or source is not None)
        and kind
        and (not media_type(kind) or kind == "multipart/alternative")
    ):
        job.report(MIME_TYPE, element, kind)
    elif len(element) and kind != "xhtml" and not kind.endswith(("+xml", "/xml")):
        for child in element.iterchildren("{*}*"):
            job.report(UNDEFINED, child)
    if source is None:
        inline(job, element, text, kind)


def elsewhere(job: Inspection, element: Element, source: str) -> None:
    """Content that src points to."""
    uri(job, element, source, code=URI_ATTRIBUTE, absolute=False, name="src")
    if element.get("type") is None:
        job.report(NO_TYPE, element)


def inline(job: Inspection, element: Element, text: str, kind: str) -> None:
    """A value that stands in the document."""
    if not text and not len(element):
        job.report(NOT_BLANK, element)
    elif kind == "html":
        fragment(job, element, text)
    elif kind == "xhtml":
        div(job, element)
    elif "/" in kind:
        foreign(job, element, text, kind)
    elif "<" in text or "&" in text:
        markup(job, element, text, UNDECLARED_HTML)


def div(job: Inspection, element: Element) -> None:
    """XHTML: one xhtml:div and nothing beside it."""
    children = list(element.iterchildren("{*}*"))
    beside = (element.text or "").strip() or any((child.tail or "").strip() for child in children)
    if len(children) != 1 or beside or children[0].tag != f"{XHTML}div":
        job.report(NO_DIV, element)
        if children and split(str(children[0].tag))[1] == "div" and children[0].tag != f"{XHTML}div":
            job.report(NOT_HTML, element, "the div is not in XHTML's namespace")
        return
    inside = children[0]
    xhtml(job, inside)
    if not len(inside) and not (inside.text or "").strip():
        job.report(NOT_BLANK, element)
    elif not len(inside) and ("<" in (inside.text or "") or "&" in (inside.text or "")):
        markup(job, element, inside.text or "", TOO_MUCH_MARKUP)


def foreign(job: Inspection, element: Element, text: str, kind: str) -> None:
    """Content of a media type: base64, a whole HTML document, or plain text."""
    if kind.endswith(("+xml", "/xml")):
        return
    if kind.startswith("text/"):
        if kind.endswith("/html"):
            fragment(job, element, text)
            if "<html" not in text:
                job.report(FRAGMENT, element, kind)
        elif "<" in text or "&" in text:
            markup(job, element, text, UNDECLARED_HTML)
        return
    try:
        base64.b64decode(re.sub(r"\s+", "", text).encode("ascii"), validate=True)
    except (ValueError, binascii.Error):
        job.report(NOT_BASE64, element, text)
