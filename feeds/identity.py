"""Identities: ids, slugs and permalinks. Pure functions; that a thing gets its identity only once is the store's part.

An id is a URI that is the same in RSS, Atom and JSON: the source's own one where it has a good one, else a `tag:` URI
(RFC 4151) that hangs on the newsroom's tagging entity, the source's name and the source's key:

    tag:courier.example,2025:pages/news%2Fbridge                      an article
    tag:courier.example,2025:pages/news%2Fbridge/comments/17          a comment on it

docs/identity.md tells what survives what.
"""

import hashlib
import re
import string
import unicodedata
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlencode, urlsplit

from anyascii import anyascii

SLUG_LENGTH = 72
"""The longest slug as it is first made; with a suffix such as "-12" it stays within 80 characters."""

KEY_LENGTH = 500
"""The longest key that is kept as it is; a longer one is cut and ends in a digest of the whole."""

UNKEYED = "unkeyed-"
"""How the key of a comment begins that has none of its own."""

PLACEHOLDERS = frozenset({"slug", "key", "year", "month", "day"})

_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
_NAMELESS = frozenset(
    {"index", "default", "amp", "home", "main", "article", "articles", "story", "post", "page", "print"}
)
_OPAQUE = re.compile(r"[0-9._-]*|[0-9a-f-]{16,}", re.IGNORECASE)
_ESCAPE = re.compile(r"%(..?)?")
_HTTP = re.compile(
    r"https?://(?P<host>[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::(?P<port>[1-9][0-9]*))?"
    r"/[A-Za-z0-9\-._~!$&'()*+,;=:@/%]*(?:\?[A-Za-z0-9\-._~!$&'()*+,;=:@/?%]*)?(?:#[A-Za-z0-9\-._~!$&'()*+,;=:@/?%]*)?"
)
_TAG = re.compile(
    r"tag:(?:[a-z0-9._-]+@)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?"
    r",[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?:[A-Za-z0-9\-._~!$&'()*+,;=:@/%]+"
)
_URN = re.compile(r"urn:(?!uuid:)[a-z0-9][a-z0-9-]{1,31}:[A-Za-z0-9\-._!$'()*+,;=:@%]+")
_UUID = re.compile(r"urn:uuid:[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_PATTERN = re.compile(
    r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]+)?/(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?#{}]|%[0-9A-Fa-f]{2})*"
)
"""A permalink pattern of which every permalink is a URI for W3C's validator (RFC 2396: no "[")."""
_ADDRESS = re.compile(r"https?://([^/?#\s\x00-\x1f]+)([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.IGNORECASE | re.DOTALL)
_TRACKING = re.compile(
    r"(?:utm|mtm|pk|piwik|matomo|hsa|itm|stm)_.*|(?:fb|g|d|msc?lk|tw|tt|y)clid|gclsrc|[gw]braid|msclkid|srsltid"
    r"|igsh(?:id)?|mc_[ce]id|_hs(?:enc|mi)|mkt_tok|cmp(?:id)?|_g[al]|gaa_.*|li_fat_id|vero_id|oly_(?:anon|enc)_id"
    r"|at_(?:medium|campaign|format|link_.*|ptr_.*|bbc_.*|custom\d|creation)|ns_(?:mchannel|source|campaign|linkname|fee)"
    r"|xtor|wt_mc.*|[ino]cid|ocid|s_(?:cid|kwcid)|wpisrc|wpmm|smid|smtyp|ito|ref_?(?:src|url)|fb_(?:action_.*|ref|source)"
    r"|__twitter_impression|guccounter|guce_referrer.*|dicbo|epik|_openstat|wickedid|soc_(?:src|trk)|amp_js_v",
    re.IGNORECASE,
)
"""Query parameters that tell where a reader came from, and never which article it is."""
_PLAIN = re.compile(r"[A-Za-z0-9_.-]*")
_FRAGMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")


def clean_key(key: str) -> str:
    """A source's key as it is kept: NFC, without white space around it, what no file or database takes replaced by its
    code point ("U+0000"), and at most `KEY_LENGTH` characters. "" if nothing is left."""
    if len(key) <= KEY_LENGTH and key.isascii() and key.isprintable():
        return key.strip()
    text = printable(key.strip())
    if len(text) > KEY_LENGTH:
        return f"{text[: KEY_LENGTH - 33]}-{_digest(text, 16)}"
    return text


def printable(text: str) -> str:
    """`text` in NFC (macOS spells file names otherwise), with what cannot be printed replaced by its code point."""
    normal = unicodedata.normalize("NFC", text)
    if normal.isprintable():
        return normal
    return "".join(letter if letter.isprintable() else f"U+{ord(letter):04X}" for letter in normal)


def article_guids(authority: str, source: str, key: str, own: str | None) -> tuple[str, ...]:
    """The ids that an article may have, best first: the source's own if it can stand as atom:id, else one minted from
    it; then one minted from the key. The store takes the first that no other article has."""
    minted = f"tag:{authority}:{_part(source)}/{_part(key)}"
    if own is None or not (own := own.strip()):
        return (minted,)
    if is_atom_id(own):
        return (own, minted)
    return (f"tag:{authority}:{_part(source)}/{_part(clean_key(own))}", minted)


def aliases(source: str, *, url: str | None = None, key: str = "", own: str | None = None) -> tuple[str, ...]:
    """What an article is known by besides its key, surest first: its address, its key if that is one, and its source's
    own guid. An address and a global id are the same article in every source, any other guid only in `source`."""
    found = [f"at {known}" for text in (url, key) if text and (known := address(text))]
    if own and (own := own.strip()):
        if (known := address(own)) is not None:
            found.append(f"at {known}")
        elif not own.lower().startswith(("http://", "https://")):
            found.append(f"id {own}" if is_atom_id(own) else f"id {source} {clean_key(own)}")
    return tuple(dict.fromkeys(found))


def address(url: str) -> str | None:
    """An http(s) address without what does not tell articles apart: scheme, "www.", case of the host, default port,
    trailing slash, order of the query, tracking parameters, fragment (but for a page made by script, "#!/story/5").
    None for any other text, and for a site's front page, which stands for no article."""
    match = _ADDRESS.fullmatch(url.encode(errors="replace").decode().strip())
    if match is None:
        return None
    host = match[1].rpartition("@")[2].lower().removeprefix("www.")
    host = re.sub(r"\.?(?::(?:80|443)?)?$", "", host)
    path = quote(unquote_to_bytes(match[2]), safe="/~!$&'()*+,;=:@").rstrip("/")
    pairs = sorted(
        pair for pair in parse_qsl(match[3] or "", keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])
    )
    page = match[4] if match[4] and match[4].startswith(("!", "/")) else ""
    if not (path or pairs or page):
        return None
    return host + path + (f"?{urlencode(pairs)}" if pairs else "") + (f"#{page}" if page else "")


def comment_guid(authority: str, source: str, article: str, key: str) -> str:
    """The id of the comment `key` on the article `article` (both keys of `source`)."""
    return f"tag:{authority}:{_part(source)}/{_part(article)}/comments/{_part(key)}"


def unkeyed(article: str, author: str, text: str, ordinal: int) -> str:
    """The key for a comment that has none: a digest of its article's key, its author's name, its text (Unicode form,
    case and white space do not count) and its `ordinal`, from 1, among the same author's same texts on that article."""
    parts = (article, _fold(author), _fold(text), str(ordinal))
    return f"{UNKEYED}{_digest(chr(31).join(parts), 10)}"


def is_atom_id(uri: str) -> bool:
    """Whether `uri` can stand as atom:id as it is (RFC 4287 section 4.2.6): an absolute http, https, tag or urn URI in
    ASCII and in the normal form of RFC 3986 section 6.2.2, with the parts that RFC 4151 (tag), 2141 (urn) and 9562
    (urn:uuid) ask for: what W3C's validator takes without a word."""
    match = _HTTP.fullmatch(uri)
    if match is None:
        return any(form.fullmatch(uri) for form in (_TAG, _URN, _UUID)) and _normal_escapes(uri)
    if match["port"] in {"80", "443"} or ".." in match["host"] or len(uri) > 2000:  # noqa: PLR2004
        return False
    return not {".", ".."}.intersection(urlsplit(uri).path.split("/")) and _normal_escapes(uri)


def slug(text: str) -> str:
    """`text` as a file name and a part of an address: ASCII lower case letters, digits and single hyphens, at most
    `SLUG_LENGTH`, never empty, never a name that some file system keeps for itself."""
    words = re.sub(r"[^a-z0-9]+", "-", anyascii(text[:400]).lower()).strip("-")
    if len(words) > SLUG_LENGTH:
        words = words[: SLUG_LENGTH + 1].rpartition("-")[0] or words[:SLUG_LENGTH]
    if not words:
        return f"x-{_digest(text, 4)}"
    return f"{words}-x" if words in _DEVICES else words


def article_slug(url: str | None, key: str, title: str) -> str:
    """The slug that an article asks for: from its address, else its key, else its title. A name that says nothing
    ("index.html", "amp", a number, a digest) gives way to the title."""
    for address in (url, key):
        if address:
            name = _last_name(address)
            return slug(name) if _telling(name) else slug(title)
    return slug(title)


def permalink(pattern: str, *, slug: str, key: str, when: datetime) -> str:
    """An article's address by its source's `permalink` pattern; `when` is in the site's zone. Raises ValueError with
    the reason if the pattern has a placeholder that there is not."""
    check_pattern(pattern)
    day = {"year": f"{when.year:04d}", "month": f"{when.month:02d}", "day": f"{when.day:02d}"}
    return pattern.format(slug=slug, key=quote(key, safe="/"), **day)


def check_pattern(pattern: str) -> None:
    """Raise ValueError with the reason unless `pattern` is a permalink pattern: an absolute http(s) address with at
    least {slug} or {key}, and no placeholder but `PLACEHOLDERS`."""
    try:
        pieces = [(name, spec, conversion) for _, name, spec, conversion in string.Formatter().parse(pattern)]
    except ValueError as error:
        raise ValueError(f'permalink "{pattern}": {error}') from error
    names = {name for name, _, _ in pieces if name is not None}
    if any(spec or conversion for _, spec, conversion in pieces) or names - PLACEHOLDERS:
        raise ValueError(
            f'permalink "{pattern}": only {{slug}}, {{key}}, {{year}}, {{month}} and {{day}} can stand in it'
        )
    if not names & {"slug", "key"}:
        raise ValueError(
            f'permalink "{pattern}": {{slug}} or {{key}} must stand in it, or every article has one address'
        )
    if not re.match(r"https?://[^/\s{]+", pattern) or re.search(r"\s", pattern):
        raise ValueError(f'permalink "{pattern}": an absolute http(s) address is expected')
    if not _PATTERN.fullmatch(pattern):
        raise ValueError(
            f'permalink "{pattern}": an address as it goes over the wire is expected: punycode for a host that is not '
            "ASCII, percent escapes for what no address holds, [ and ] among it"
        )


def comment_fragment(key: str | None, ordinal: int) -> str:
    """The fragment of a comment's permalink, stable as its identity: from its own key, else from its place in the
    order in which the article's comments were first seen."""
    if key is None:
        return f"comment-{ordinal}"
    return f"comment-{key if _FRAGMENT.fullmatch(key) else slug(key)[:40] + '-' + _digest(key, 4)}"


def comment_url(url: str | None, article_url: str | None, fragment: str) -> str | None:
    """A comment's permalink: its own address, else its article's with the fragment, else None."""
    if url or not article_url:
        return url
    return f"{article_url.partition('#')[0]}#{fragment}"


def free(base: str, taken: Callable[[str], bool]) -> str:
    """`base`, or with the first of "-2", "-3" … that is not `taken`."""
    name, number = base, 1
    while taken(name):
        number += 1
        name = f"{base}-{number}"
    return name


@lru_cache(maxsize=1024)  # an article's key comes again with each of its comments
def _part(text: str) -> str:
    """A key within a tag URI, unambiguously: "/" is escaped, and "%" goes as "~25" since "%25" before two hex digits is
    no normal form for W3C's validator, which unescapes twice."""
    if _PLAIN.fullmatch(text):
        return text
    return quote(text.replace("~", "~7E").replace("%", "~25"), safe="")


def _normal_escapes(uri: str) -> bool:
    """Whether every percent escape is in upper case, needed, and no escape of an escape; the text they spell is NFC."""
    for match in _ESCAPE.finditer(uri):
        code = match[1] or ""
        if not re.fullmatch(r"[0-9A-F]{2}", code) or code == "25":
            return False
        if re.fullmatch(r"[A-Za-z0-9\-._~]", chr(int(code, 16))):
            return False
    try:
        return unicodedata.is_normalized("NFC", unquote_to_bytes(uri).decode())
    except UnicodeDecodeError:
        return False


def _last_name(address: str) -> str:
    """The last segment of an address or key, unescaped and without suffix."""
    path = urlsplit(address).path if re.match(r"https?://[^\[\]]*$", address) else address
    name = unquote_to_bytes(path.rstrip("/").rpartition("/")[2]).decode(errors="replace")
    stem, dot, suffix = name.rpartition(".")
    return stem if dot and stem and re.fullmatch(r"[A-Za-z][A-Za-z0-9]{0,5}", suffix) else name


def _telling(name: str) -> bool:
    return bool(name) and name.lower() not in _NAMELESS and not _OPAQUE.fullmatch(name)


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _digest(text: str, size: int) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()
