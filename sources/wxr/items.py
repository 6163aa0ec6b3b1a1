"""What an item of an export says, as plain values: every field that is needed and no other.

A commenter's e-mail and IP address, and an author's e-mail, are not among them.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from sources.wxr.members import META

_WORDPRESS = re.compile(r"https?://wordpress\.org/export/[^/]*/?$")
_DC = "http://purl.org/dc/elements/1.1/"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_EXCERPT = re.compile(r"https?://wordpress\.org/export/[^/]*/excerpt/?$")
_TAG = re.compile(r"\{([^}]*)\}(.*)")
_POST = frozenset(
    "post_id post_date post_date_gmt post_modified post_modified_gmt comment_status status post_type post_password "
    "attachment_url".split()
)
_COMMENT = frozenset(
    "comment_id comment_author comment_author_url comment_date comment_date_gmt comment_content comment_approved "
    "comment_type comment_parent".split()
)
_AUTHOR = frozenset("author_login author_display_name author_first_name author_last_name".split())
_PAIR = frozenset({"meta_key", "meta_value"})
_META = META | {"_thumbnail_id", "_wp_attachment_image_alt", "enclosure", "cap-user_login", "cap-display_name"}

Values = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One category, tag or other term of an item: its taxonomy, its slug and its name."""

    domain: str
    slug: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """`fields` by WordPress's and RSS's names without prefix; `content`, `excerpt` and `creator` are the modules'. A
    status or password that stands there twice is in `statuses` and `passwords` twice."""

    fields: Values
    permalink: bool
    statuses: tuple[str, ...]
    passwords: tuple[str, ...]
    terms: tuple[Term, ...]
    meta: dict[str, list[str]]
    comments: tuple[Values, ...] = field(repr=False)


def item(element: etree._Element) -> Item:
    """Read an item. The first of two fields of one name counts."""
    fields: Values = {}
    terms, comments, meta = [], [], dict[str, list[str]]()
    statuses, passwords, permalink = [], [], True
    for child in element:
        space, name = _NAMES.get(child.tag) or _named(child)
        if space == "wp" and name == "comment":
            comments.append(_values(child, _COMMENT))
        elif space == "wp" and name == "postmeta":
            pair = _values(child, _PAIR)
            if (meta_key := pair.get("meta_key", "").strip()) in _META:
                meta.setdefault(meta_key, []).append(pair.get("meta_value", ""))
        elif space == "" and name == "category":
            terms.append(_term(child))
        elif (key := _field(space, name)) is not None:
            value = text(child)
            fields.setdefault(key, value)
            statuses += [value.strip()] if key == "status" else []
            passwords += [_password(value)] if key == "post_password" else []
            if key == "guid":
                permalink = child.get("isPermaLink", "true").strip().lower() != "false"
    return Item(
        fields=fields,
        permalink=permalink,
        statuses=tuple(statuses),
        passwords=tuple(passwords),
        terms=tuple(terms),
        meta=meta,
        comments=tuple(comments),
    )


def author(element: etree._Element) -> tuple[str, str] | None:
    """The login and the name of an author; None if the element is not WordPress's or names nobody."""
    if _named(element) != ("wp", "author"):
        return None
    values = {key: " ".join(value.split()) for key, value in _values(element, _AUTHOR).items()}
    whole = f"{values.get('author_first_name', '')} {values.get('author_last_name', '')}".strip()
    login = values.get("author_login", "")
    return (login, values.get("author_display_name") or whole or login) if login else None


def text(element: etree._Element) -> str:
    """An element's text; tags that stand in it unescaped are text too."""
    if not len(element):
        return element.text or ""
    inner = "".join(etree.tostring(child, encoding="unicode") for child in element)
    return f"{element.text or ''}{inner}"


def _password(value: str) -> str:
    """WordPress asks for a password of one blank, too; only with a line end are blanks the layout of the file."""
    return value if value.strip() or "\n" not in value else ""


def _values(element: etree._Element, wanted: frozenset[str]) -> Values:
    found: Values = {}
    for child in element:
        space, name = _NAMES.get(child.tag) or _named(child)
        if space == "wp" and name in wanted and name not in found:
            found[name] = text(child)
    return found


def _term(element: etree._Element) -> Term:
    name = " ".join(text(element).split())
    return Term(domain=element.get("domain", "").strip().lower(), slug=element.get("nicename", "").strip(), name=name)


def _field(space: str, name: str) -> str | None:
    if space == "wp":
        return name if name in _POST else None
    if space == "":
        return name if name in {"title", "link", "guid", "pubDate", "description"} else None
    return {"content encoded": "content", "excerpt encoded": "excerpt", "dc creator": "creator"}.get(f"{space} {name}")


def _named(element: etree._Element) -> tuple[str, str]:
    """The module and the name of an element, in one look."""
    tag = element.tag
    found = _NAMES.get(tag)
    if found is None:
        if len(_NAMES) > 1000:  # noqa: PLR2004  a file with more is a joke
            _NAMES.clear()
        match = _TAG.match(tag) if isinstance(tag, str) else None  # an entity's tag is a function
        found = (_space(match[1]), match[2]) if match else ("" if isinstance(tag, str) else "other", str(tag))
        _NAMES[tag] = found
    return found


_NAMES: dict[object, tuple[str, str]] = {}


def _space(uri: str) -> str:
    if _WORDPRESS.match(uri):
        return "wp"
    if _EXCERPT.match(uri):
        return "excerpt"
    return {_DC: "dc", _CONTENT: "content", "": ""}.get(uri, "other")
