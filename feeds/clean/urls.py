"""Addresses: one canonical ASCII spelling of an http(s) URL, or None (RFC 3986 section 6, and what W3C checks)."""

import re
from functools import lru_cache
from urllib.parse import urljoin

LONGEST = 2000
_NAME = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_CANONICAL = re.compile(rf"https?://{_NAME}(?:\.{_NAME}){{1,2}}/(?:[A-Za-z0-9_~!$&'()*+,;=:@/-]++|(?<!/)\.)*")
_PARTS = re.compile(r"(?i)(https?)://([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)
_BEFORE_QUERY = re.compile(r"[^?#]*")  # where browsers take a backslash for a slash
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_UNUSABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffd\ufffe\uffff]")
_ENCODE = re.compile(rb"%([0-9A-Fa-f]{2})|[^A-Za-z0-9._~!$&'()*+,;=:@/?-]")
_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_LONGEST_NAME, _LAST_PORT = 253, 65535
_PORTS = {"http": 80, "https": 443}


@lru_cache(maxsize=4096)
def url(value: str | None, base: str | None = None) -> str | None:
    """The absolute http(s) URI that `value` means, read against `base` if it is relative; None if there is none.

    Lower-case scheme and host, IDN as punycode, no user name or password, no default port, a path, no dot segments,
    percent-encoding in upper case and only where it is needed, the fragment kept. None for other schemes, for a
    relative address without a usable base, for control characters, hosts that cannot be, and over 2,000 characters.
    None for an IPv6 address too: W3C's validator refuses the brackets (it reads a URI as RFC 2396 did).
    """
    if not value or len(value) > LONGEST:
        return None
    if _CANONICAL.fullmatch(value):
        return _unless_long(value)
    value = re.sub(r"[\t\r\n]", "", value.strip())  # as browsers do: pages break long addresses over lines
    if not value or _UNUSABLE.search(value):
        return None
    try:
        return _canonical(value) if _SCHEME.match(value) else _against(value, base)
    except ValueError:  # UnicodeError among them: a host that no name server could hold
        return None


def dotted(value: str | None) -> bool:
    """Whether a URL from `url` has a host that W3C takes for an enclosure's: with a dot, without "_"."""
    host = value.split("/", 3)[2] if value else ""
    return "." in host and "_" not in host


def _against(value: str, base: str | None) -> str | None:
    """A relative reference (RFC 3986 section 5), read against a base that is itself usable."""
    base = url(base)
    if base is None:
        return None
    return _canonical(urljoin(base, _BEFORE_QUERY.sub(lambda head: head[0].replace("\\", "/"), value, count=1)))


def _canonical(value: str) -> str | None:
    parts = _PARTS.fullmatch(_BEFORE_QUERY.sub(lambda head: head[0].replace("\\", "/"), value, count=1))
    if parts is None:
        return None
    scheme, authority, path, query, fragment = parts.groups()
    scheme = scheme.lower()
    host = _host(authority.rpartition("@")[2], scheme)
    if host is None:
        return None
    whole = f"{scheme}://{host}{_without_dots(_encoded(path)) or '/'}"
    if query is not None:
        whole += "?" + _encoded(query)
    if fragment:
        whole += "#" + _encoded(fragment)
    return _unless_long(whole)


def _unless_long(value: str) -> str | None:
    return value if len(value) <= LONGEST else None


def _host(authority: str, scheme: str) -> str | None:
    """Host and port in canonical form; None if no host can have that name."""
    name, _, port = authority.rpartition(":") if re.search(r":[0-9]*$", authority) else (authority, "", "")
    name = _ascii(name).removesuffix(".")
    if len(name) > _LONGEST_NAME or not all(_LABEL.fullmatch(label) for label in name.split(".")):
        return None
    if not port or int(port) == _PORTS[scheme]:
        return name
    return f"{name}:{int(port)}" if 0 < int(port) <= _LAST_PORT else None


def _ascii(name: str) -> str:
    """The host name as it goes over the wire: lower case, IDN in punycode (IDNA 2008 with UTS 46, as browsers do)."""
    if name.isascii():
        return name.lower()
    import idna  # noqa: PLC0415 - 20 ms, and few hosts need it

    return idna.encode(name, uts46=True).decode("ascii")


def _encoded(part: str) -> str:
    """Percent-encode what may not stand in a URI, decode what need not be encoded (RFC 3986 sections 2 and 6.2.2.2)."""
    return _ENCODE.sub(_octet, part.encode()).decode("ascii")


def _octet(match: re.Match[bytes]) -> bytes:
    if match[1] is None:
        return b"%%%02X" % match[0][0]
    octet = int(match[1], 16)
    return bytes((octet,)) if octet in _PLAIN else match[0].upper()


def _without_dots(path: str) -> str:
    """The path without "." and ".." segments (RFC 3986 section 5.2.4)."""
    if "/." not in path:
        return path
    kept: list[str] = []
    for segment in path.split("/")[1:]:
        if segment == "..":
            kept = kept[:-1]
        elif segment != ".":
            kept.append(segment)
    last = "/" if path.endswith(("/.", "/..")) and kept else ""
    return "/" + "/".join(kept) + last
