"""URIs and IRIs: RFC 3986 and 3987 as far as feeds need them, and the canonical form that ids are compared in."""

import re
from unicodedata import normalize
from urllib.parse import quote

from feeds.check.code import Code
from feeds.check.inspection import Element, Inspection
from feeds.check.remember import remember

NOT_ABSOLUTE = Code(
    "link-not-absolute", "error", "InvalidFullLink", "Write an absolute address, not {value}.", "RSS 2.0, link"
)
INVALID = Code("link-invalid", "error", "InvalidLink", "Write a valid address, not {value}.", "RFC 3986")
INVALID_IRI = Code("iri-invalid", "error", "InvalidIRI", "Write a valid IRI, not {value}.", "RFC 3987")
URI_ATTRIBUTE = Code(
    "attribute-uri", "error", "InvalidURIAttribute", "Write a valid address into the attribute: {value}.", "RFC 3986"
)
CHARACTER = Code(
    "uri-character",
    "error",
    "InvalidUriChar",
    "Percent-encode characters that no URI holds (space, | and the like): {value}.",
    "RFC 3986, 2",
)
NOT_ASCII = Code("uri-not-ascii", "error", "UriNotIri", "Percent-encode what is not ASCII: {value}.", "RFC 3986, 2")
INVALID_TAG = Code(
    "uri-tag", "error", "InvalidTAG", "Write a tag URI as tag:site,year:thing, not {value}.", "RFC 4151, 2.1"
)
INVALID_URN = Code("uri-urn", "error", "InvalidURN", "Write a URN as urn:space:thing, not {value}.", "RFC 8141, 2")
INVALID_UUID = Code(
    "uri-uuid", "error", "InvalidUUID", "Write a UUID of 32 digits in five groups, not {value}.", "RFC 9562, 4"
)
SCHEME = Code(
    "uri-scheme",
    "warning",
    "SchemeNotIANARegistered",
    "Use a registered scheme (https, tag, urn …), not {value}.",
    "RFC 7595",
)
NOT_CANONICAL = Code(
    "uri-not-canonical",
    "warning",
    "NonCanonicalURI",
    "Write the id in its canonical form: lower-case host, no default port: {value}.",
    "RFC 4287, 4.2.6.1",
)
HTTP = Code(
    "url-not-http",
    "error",
    "InvalidURLAttribute",
    "Write an http or https address whose host has a dot, not {value}.",
    "RSS 2.0, enclosure",
)
MISSING_URL = Code(
    "attribute-missing",
    "error",
    "MissingAttribute",
    "Give {element} the attribute {name}.",
    "RSS 2.0; OPML 2.0; Media RSS",
)

SCHEMES = frozenset(
    "aaa aaas acap cap cid crid data dav dict dns fax file ftp go gopher h323 http https iax icap im imap info ipp "
    "iris iris.beep iris.lwz iris.xpc iris.xpcs ldap mailto mid modem msrp msrps mtqp mupdate news nfs nntp "
    "opaquelocktoken pop pres prospero rtsp service shttp sip sips snmp soap.beep soap.beeps tag tel telnet tftp "
    "thismessage tip tv urn vemmi wais xmlrpc.beep xmlrpc.beeps xmpp z39.50r z39.50s".split()
)
LEGAL = r"[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]"
FULL = re.compile(rf"[a-zA-Z][0-9a-zA-Z+\-.]*:(?://)?{LEGAL}+\Z")
REFERENCE = re.compile(rf"(?:[a-zA-Z][0-9a-zA-Z+\-.]*:)?/{{0,2}}(?:\[[0-9A-Fa-f:]+\])?{LEGAL}*\Z")
ILLEGAL = re.compile(r"[^0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#\u0080-\U0010ffff]")
TAG = re.compile(
    r"tag:(?:[a-z0-9\-._]+@)?[a-z0-9.\-]+,\d{4}(?:-\d\d(?:-\d\d)?)?:[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,]*"
    r"(?:#[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,]*)?\Z"
)
URN = re.compile(r"urn:[a-z0-9][a-z0-9\-]{1,31}:(?:[a-z0-9()+,\-.:=@;$_!*']|%[0-9a-f]{2})+\Z", re.IGNORECASE)
UUID = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z", re.IGNORECASE)
HTTP_URL = re.compile(
    r"https?://(?:(?:[0-9]{1,3}\.){3}|(?:[a-z0-9\-]+\.)+)[a-z0-9][\-a-z0-9]*(?::\d+)?(?:/|\Z)", re.IGNORECASE
)
PARTS = re.compile(r"(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?\Z", re.DOTALL)
TRIPLET = re.compile("(%[0-9a-fA-F]{2})")
QUICK = re.compile(
    r"(?:https?://(?:[a-z0-9\-]+\.)*[a-z0-9\-]+/|tag:[a-z0-9.\-]+,[0-9\-]+:)[0-9a-zA-Z;/:@&=+$.\-_!~*'(),]*\Z"
)
"""The form that most ids have, and that is canonical already."""
PORTS = {"http": "80", "https": "443", "ftp": "21"}
SAFE = "-._~!$&'()*+,;=:@"


@remember(8192)
def fault(value: str, absolute: bool) -> tuple[bool, Code | None]:
    """Whether a URI is one (a warning leaves it one), and what is wrong; None leaves the code to the caller."""
    scheme = value.partition(":")[0].lower()
    if scheme == "tag":
        return (True, None) if TAG.match(value) else (False, INVALID_TAG)
    if scheme == "urn":
        return urn(value)
    if not (FULL if absolute else REFERENCE).match(value):
        return False, broken(value, absolute)
    if scheme in {"http", "ftp"} and not re.match(r"\w+://[^/]", value):
        return False, None
    if ":" in value and scheme.isalpha() and scheme not in SCHEMES:
        return True, SCHEME
    return True, None


def urn(value: str) -> tuple[bool, Code | None]:
    """A URN; one that calls itself a UUID has its form."""
    if value.lower().startswith("urn:uuid:") and not UUID.match(value):
        return False, INVALID_UUID
    return (True, None) if URN.match(value) else (False, INVALID_URN)


def broken(value: str, absolute: bool) -> Code | None:
    """Why the characters of a value make no URI: an ASCII one that needs encoding, or an IRI where a URI belongs."""
    if ILLEGAL.search(value):
        return CHARACTER
    try:
        ascii_form = value.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    return NOT_ASCII if (FULL if absolute else REFERENCE).match(ascii_form) else None


def uri(
    job: Inspection, element: Element, value: str, *, code: Code = NOT_ABSOLUTE, absolute: bool = True, name: str = ""
) -> bool:
    """Report what is wrong with a URI; `code` where nothing more exact is. True if it can be used."""
    usable, found = fault(value, absolute)
    if found is not None or not usable:
        job.report(found or code, element, value, name)
    return usable


def iri(job: Inspection, element: Element, value: str, name: str = "", *, absolute: bool = False) -> bool:
    """Report what is wrong with an IRI reference, as Atom's links and persons have them; `absolute` for a whole IRI."""
    if not value.isascii():
        try:
            value = value.encode("idna").decode("ascii")
        except UnicodeError:
            job.report(INVALID_IRI, element, value, name)
            return False
    return uri(job, element, value, code=INVALID_IRI, absolute=absolute, name=name)


def link(job: Inspection, element: Element, text: str) -> None:
    """An element whose text is an absolute URI."""
    uri(job, element, text)


def http_url(job: Inspection, element: Element, value: str, name: str = "") -> None:
    """An address that a player must be able to fetch."""
    if not HTTP_URL.match(value) or not FULL.match(value):
        job.report(HTTP, element, value, name)


def http_text(job: Inspection, element: Element, text: str) -> None:
    """An element whose text is such an address."""
    http_url(job, element, text)


def canonical_uri(job: Inspection, element: Element, value: str) -> None:
    """An id: an absolute URI in the form in which ids compare character by character."""
    if uri(job, element, value) and canonical(value) != value:
        job.report(NOT_CANONICAL, element, value)


@remember(8192)
def canonical(value: str) -> str:
    """The canonical form of RFC 3986 section 6.2.2 and 6.2.3."""
    if QUICK.match(value) and "/." not in value:
        return value
    found = PARTS.match(value)
    if found is None:
        return value
    scheme, authority, path, query, fragment = found.groups()
    scheme = (scheme or "").lower()
    text = f"{scheme}:" if scheme else ""
    if authority is not None:
        text += "//" + host(authority, PORTS.get(scheme)) + (dots(path) or "/")
    else:
        text += dots(path) if path.startswith("/") else encoded(path, SAFE + "/")
    text += "" if query is None else "?" + encoded(query, SAFE + "/?")
    return text + ("" if fragment is None else "#" + encoded(fragment, SAFE + "/?"))


def host(authority: str, port: str | None) -> str:
    """User, host and port, the host in lower case, a default port left out."""
    user, at, place = authority.rpartition("@")
    place = place.lower()
    name, colon, number = place.rpartition(":")
    if colon and (number in {"", port}) and not place.endswith("]"):
        place = name
    return f"{user}@{place}" if at and user and user != ":" else place


def dots(path: str) -> str:
    """A path without "." and ".." steps, each part with its percent-encoding in canonical form."""
    kept: list[str] = []
    parts = path.split("/")
    for number, part in enumerate(parts):
        if part == "..":
            del kept[max(1, len(kept) - 1) :]
        if part in {".", ".."}:
            if number == len(parts) - 1:
                kept.append("")
        else:
            kept.append(part)
    return "/".join(encoded(part, SAFE) for part in kept)


def encoded(text: str, safe: str) -> str:
    """Percent-encode what must be, decode what need not be, hex digits in upper case."""
    if "%" not in text:
        return quote(normalize("NFC", text), safe)
    done, octets = "", bytearray()
    for piece in TRIPLET.split(text):
        if TRIPLET.fullmatch(piece) and chr(int(piece[1:], 16)) in safe and chr(int(piece[1:], 16)) not in "-._~":
            done += plain(octets, safe) + piece.upper()  # an encoded delimiter means something else decoded
            octets.clear()
        else:
            octets += bytes([int(piece[1:], 16)]) if TRIPLET.fullmatch(piece) else piece.encode()
    return done + plain(octets, safe)


def plain(octets: bytearray, safe: str) -> str:
    """Octets as URI characters. Octets that are no UTF-8 stay as they are."""
    try:
        return quote(normalize("NFC", octets.decode()), safe)
    except UnicodeDecodeError:
        return quote(bytes(octets), safe)
