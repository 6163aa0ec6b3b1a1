"""Persons: RSS's "a@b.example (Name)", Atom's name, email and uri."""

import re
from email.utils import getaddresses
from urllib.parse import unquote

from feeds.check.code import Code
from feeds.check.inspection import Element, Inspection
from feeds.check.rules.dates import SPACE
from feeds.check.rules.text import CONTAINS_HTML, NOT_BLANK, markup
from feeds.check.rules.uris import iri

CONTACT = Code(
    "person-no-address",
    "error",
    "InvalidContact",
    "Write a@b.example (Name), or use dc:creator for a name: {value}.",
    "RSS 2.0, author",
)
REAL_NAME = Code(
    "person-no-name",
    "warning",
    "MissingRealName",
    "Write the name in brackets behind the address: {value}.",
    "RSS profile, author",
)
FORM = Code(
    "person-form",
    "warning",
    "EmailFormat",
    "Write the address first, the name in brackets behind it: {value}.",
    "RSS profile, author",
)
ADDRESS = Code(
    "person-address",
    "error",
    "InvalidAddrSpec",
    "Write an e-mail address and nothing else, not {value}.",
    "RFC 4287, 3.2.3",
)
ADDRESS_IN_NAME = Code(
    "person-address-in-name",
    "warning",
    "ContainsEmail",
    "Take the e-mail address out of the name: {value}.",
    "RFC 4287, 3.2.1",
)

DOMAIN = r"(?:(?:[0-9]{1,3}\.){3}|(?:[A-Z0-9\-]+\.)+)[A-Z0-9][-A-Z0-9]*"
EMAIL = re.compile(rf"[A-Z0-9_\-+.']+@{DOMAIN}\Z", re.IGNORECASE)
ANY_EMAIL = re.compile(r"[\w._%+-]+@[A-Za-z][\w.-]+\Z")
IN_NAME = re.compile(rf"<[A-Z0-9_\-+.']+@{DOMAIN}>", re.IGNORECASE)
LONGEST = 1_000


def address(text: str) -> bool:
    """Whether a text is an e-mail address."""
    return len(text) < LONGEST and bool(EMAIL.match(text) or ANY_EMAIL.match(text))


def contact(job: Inspection, element: Element, text: str) -> None:
    """OPML's ownerEmail, and the address of an RSS person."""
    found = getaddresses([text]) if len(text) < LONGEST else []
    if "<" in text or "&" in text:
        markup(job, element, text, CONTAINS_HTML)
    if not address(found[0][1] if len(found) == 1 and found[0][1] else text):
        job.report(CONTACT, element, text)


def person(job: Inspection, element: Element, text: str) -> None:
    """author, managingEditor, webMaster."""
    if text.startswith("mailto:"):
        text = unquote(text.removeprefix("mailto:"))
    if text.find("@") > 0 and not text.endswith(")"):
        job.report(FORM if " " in text else REAL_NAME, element, text)
    else:
        contact(job, element, text)


def name(job: Inspection, element: Element, text: str) -> None:
    """atom:name."""
    if not text:
        job.report(NOT_BLANK, element)
    if "<" in text or "&" in text:
        markup(job, element, text, CONTAINS_HTML)
        if len(text) < LONGEST and IN_NAME.search(text):
            job.report(ADDRESS_IN_NAME, element, text)


def email(job: Inspection, element: Element, text: str) -> None:
    """atom:email."""
    if not address(text):
        job.report(ADDRESS, element, text)


def home(job: Inspection, element: Element, text: str) -> None:
    """atom:uri."""
    if element.text != text and text:
        job.report(SPACE, element, text)
    if not text:
        job.report(NOT_BLANK, element)
    iri(job, element, text)
