"""The quick verdict on what our own formats write.

The exact bytes are parsed and held against the schema, as always. The rules, which cost most, look at the document
without its entries; an entry that has one of the forms below, which are narrower than what the specs allow, needs no
look: a test breaks documents in every way to hold that. Anything else is left to the rules as a whole.
"""

import re
from html import unescape

from feeds.check import LIMIT
from feeds.check.document import inspect
from feeds.check.inspection import Inspection
from feeds.check.names import PREFIXES
from feeds.check.rules.dates import Found, rfc822, rfc3339
from feeds.check.rules.html import SCHEME, scanned
from feeds.check.rules.language import registered
from feeds.check.rules.uris import ILLEGAL
from feeds.check.schema import conforms
from feeds.check.xml import parse

BEGINNING = re.compile(rb"<\?xml version='1.0' encoding='UTF-8'\?>\n<(rss|feed)[ >]")

REFERENCES = rb"&(?:amp|lt|gt|#13|#x26|#x3C|#xA);"
WORDS = rb"(?:[^<&]++|%b)++" % REFERENCES
VALUE = rb'(?:[^<&"]++|%b|&quot;)++' % REFERENCES
HTTP = rb"https?://[0-9a-zA-Z.\-]++(?::[0-9]++)?"
PATH = rb"[0-9a-zA-Z;/?:@=+$.\-_!~*'()%,#]"
URI = rb"%b(?:/(?:%b++|&amp;)*+)?" % (HTTP, PATH)
FETCHABLE = rb"https?://(?:[0-9a-z\-]++\.)++[0-9a-z][0-9a-z\-]*+(?::[0-9]++)?(?:/(?:%b++|&amp;)*+)?" % PATH
TAG = rb"tag:[a-z0-9.\-]++,[0-9]{4}:[0-9a-zA-Z;/:@=+$.\-_!~*'(),?%]*+"
ID = rb"(?:%b|%b/(?:%b++|&amp;)*+)" % (TAG, HTTP, PATH)
NUMBER, POSITIVE = rb"[0-9]{1,15}", rb"[1-9][0-9]{0,14}"
MEDIA_TYPE = rb"[a-z0-9.+\-]++/[a-z0-9.+\-]++"
TIME = rb"[0-9TZ:.\-]++"


def _element(name: bytes, inside: bytes) -> bytes:
    return rb"<%b>%b</%b>" % (name, inside, name)


def _maybe(form: bytes) -> bytes:
    return rb"(?:%b)?+" % form


def _many(form: bytes) -> bytes:
    return rb"(?:%b)*+" % form


COUNTED = rb'(?: thr:count="%b")?+(?: thr:updated="(?P<counted>%b)")?+' % (NUMBER, TIME)
ANSWER = rb'<thr:in-reply-to ref="%b"(?: href="%b" type="text/html")?+(?: source="%b")?+/>' % (ID, URI, URI)
TOTAL = _maybe(_element(b"thr:total", NUMBER))
PICTURE = (
    rb'<media:content url="%b"(?: type="%b")?+(?: medium="(?:image|audio|video)")?+(?: fileSize="%b")?+'
    rb'(?: width="%b")?+(?: height="%b")?+(?:/>|>(?:<media:description type="plain">%b</media:description>)?+'
    rb"(?:<media:credit>%b</media:credit>)?+</media:content>)"
) % (FETCHABLE, MEDIA_TYPE, POSITIVE, POSITIVE, POSITIVE, WORDS, WORDS)

ITEM = re.compile(
    rb"<item>"
    + _element(b"title", WORDS)
    + _maybe(_element(b"link", URI))
    + _maybe(_element(b"description", rb"(?P<description>%b)" % WORDS))
    + _maybe(_element(b"content:encoded", rb"(?P<content>%b)" % WORDS))
    + _many(_element(b"dc:creator", WORDS))
    + _maybe(_element(b"dc:language", rb"(?P<language>[a-zA-Z\-]++)"))
    + _many(_element(b"category", WORDS))
    + _maybe(_element(b"comments", URI))
    + _maybe(rb'<enclosure url="%b" length="%b" type="%b"/>' % (FETCHABLE, NUMBER, MEDIA_TYPE))
    + rb'<guid isPermaLink="(?:false">(?P<id>%b)|true">(?P<address>%b))</guid>' % (ID, URI)
    + _element(b"pubDate", rb"(?P<date>[A-Za-z0-9, :+]++)")
    + _maybe(_element(b"slash:comments", NUMBER))
    + _maybe(_element(b"wfw:commentRss", URI))
    + _maybe(ANSWER)
    + _maybe(rb'<atom:link rel="replies" type="%b" href="%b"%b/>' % (MEDIA_TYPE, URI, COUNTED))
    + TOTAL
    + _many(PICTURE)
    + rb"</item>\n"
)
TYPED = rb'(?: type="text")?+>%b' % WORDS
ATOM_ENTRY = re.compile(
    rb'<entry(?: xml:lang="(?P<language>[a-zA-Z\-]++)")?+>'
    + _element(b"id", rb"(?P<id>%b)" % ID)
    + rb"<title%b</title>" % TYPED
    + _element(b"updated", rb"(?P<date>%b)" % TIME)
    + _many(rb"<author><name>%b</name>(?:<uri>%b</uri>)?+</author>" % (WORDS, URI))
    + rb'(?:<content type="html">(?P<content>%b)</content>' % WORDS
    + rb'(?:<link href="%b" rel="alternate" type="text/html"/>)?+|' % URI
    + rb'<link href="%b" rel="alternate" type="text/html"/>)' % URI
    + _maybe(rb"<summary%b</summary>" % TYPED)
    + _many(rb'<category term="%b"/>' % VALUE)
    + _element(b"published", rb"(?P<published>%b)" % TIME)
    + _maybe(rb'<link rel="related" type="text/html" href="%b"/>' % URI)
    + _many(rb'<link rel="enclosure" type="%b" href="%b"(?: length="%b")?+/>' % (MEDIA_TYPE, URI, NUMBER))
    + _maybe(ANSWER)
    + _maybe(rb'<link rel="replies" type="text/html" href="%b"/>' % URI)
    + _maybe(rb'<link rel="replies" type="%b" href="%b"%b/>' % (MEDIA_TYPE, URI, COUNTED))
    + TOTAL
    + _maybe(PICTURE)
    + rb"</entry>\n"
)
FORMS = {b"rss": (b"<item>", b"</channel>", ITEM), b"feed": (b"<entry", b"</feed>", ATOM_ENTRY)}


def sound(body: bytes) -> bool:
    """Whether an RSS or Atom document surely has no error. False says nothing but: look closely."""
    begun = BEGINNING.match(body)
    if begun is None or len(body) > LIMIT or b"<!" in body:
        return False
    opening, closing, form = FORMS[begun[1]]
    first, last = body.find(opening), body.rfind(closing)
    if not 0 <= first < last or (form is ATOM_ENTRY and b"<author>" not in body[:first]):
        return False
    return _entries_sound(body, first, last, form) and _whole_sound(body) and _rest_sound(body[:first] + body[last:])


def _entries_sound(body: bytes, first: int, last: int, form: re.Pattern[bytes]) -> bool:
    """Whether what stands there is entries of the form, one after the other, each with an id of its own."""
    ids: set[bytes] = set()
    place = first
    while place < last:
        found = form.match(body, place, last)
        if found is None or not _said_well(found.groupdict(), ids):
            return False
        place = found.end()
    return place == last


def _said_well(said: dict[str, bytes | None], ids: set[bytes]) -> bool:
    """What no pattern can tell: ids that differ, days that there are, languages, HTML that runs nothing."""
    id = said["id"] or said.get("address") or b""
    if id in ids:
        return False
    ids.add(id)
    read = rfc822 if "address" in said else rfc3339
    others = (said.get("published"), said["counted"])
    return (
        _meant(read((said["date"] or b"").decode()))
        and all(_meant(rfc3339(date.decode())) for date in others if date)
        and (said["language"] is None or registered(said["language"].decode()))
        and all(_harmless(said.get(name)) for name in ("content", "description"))
    )


def _meant(found: Found) -> bool:
    code, _ = found
    return code is None or code.level != "error"


def _harmless(escaped: bytes | None) -> bool:
    """Whether HTML runs nothing and its addresses are some; without an attribute it does neither."""
    if not escaped or b"=" not in escaped:
        return True
    refs, _, scripts = scanned(unescape(escaped.decode()))
    return not scripts and not any(ILLEGAL.search(ref) for ref in refs if not SCHEME.match(ref))


def _whole_sound(body: bytes) -> bool:
    """Whether the exact bytes parse, with every prefix bound as usual, and conform to the schema."""
    job = Inspection(body=body, format="rss" if body.find(b"<rss", 0, 60) > 0 else "atom")
    root = parse(job)
    if root is None or any(prefix and PREFIXES.get(prefix) != uri for prefix, uri in root.nsmap.items()):
        return False
    conforms(job, root)
    return not any(found.level == "error" for found in job.findings)


def _rest_sound(rest: bytes) -> bool:
    """Whether the document has no error apart from its entries."""
    return not any(found.level == "error" for found in inspect(rest, None, None, deep=False))
