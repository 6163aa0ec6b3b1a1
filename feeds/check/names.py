"""Namespaces and names. `names("title atom:link")` gives lxml's form of a list of names, `short` the way back."""

PREFIXES = {
    "admin": "http://webns.net/mvcb/",
    "atom": "http://www.w3.org/2005/Atom",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "fh": "http://purl.org/syndication/history/1.0",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "thr": "http://purl.org/syndication/thread/1.0",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
"""The prefixes that our tables use, each with its namespace."""

TABLED = frozenset(PREFIXES[p] for p in ("atom", "content", "dc", "fh", "media", "slash", "sy", "thr", "wfw"))
"""Namespaces whose every element stands in `feeds.check.cardinality`: what is not there is undefined."""

SHORT = {uri: prefix for prefix, uri in PREFIXES.items()}
ATOM = "{" + PREFIXES["atom"] + "}"
XHTML = "{" + PREFIXES["xhtml"] + "}"
THR = "{" + PREFIXES["thr"] + "}"
XML = "{" + PREFIXES["xml"] + "}"


def clark(name: str) -> str:
    """Lxml's form of one name: "atom:link" is "{http://www.w3.org/2005/Atom}link"."""
    prefix, colon, local = name.partition(":")
    return f"{{{PREFIXES[prefix]}}}{local}" if colon else name


def names(text: str) -> frozenset[str]:
    """Lxml's form of a list of names that spaces part."""
    return frozenset(clark(name) for name in text.split())


def split(tag: str) -> tuple[str, str]:
    """Namespace ("" for none) and local name of lxml's form."""
    if tag[0] != "{":
        return "", tag
    uri, _, local = tag[1:].partition("}")
    return uri, local


def short(tag: object) -> str:
    """A name as a person writes it: "atom:link", "guid"."""
    if not isinstance(tag, str) or not tag:
        return "node"
    uri, local = split(tag)
    return f"{SHORT[uri]}:{local}" if uri in SHORT else local
