"""What of an item is public, as records: published posts and approved comments, and nothing else."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from feeds.model import Article, Author, Comment, Enclosure, Gone, Image, When
from sources._shared.dates import parse_when
from sources._shared.names import without_address
from sources._shared.plain import plain
from sources._shared.threads import sound
from sources.wxr.content import excerpt, said, shown
from sources.wxr.items import Item, Term, Values
from sources.wxr.members import for_members

_NEVER = re.compile(r"^0000|^-|^0001")
_APPROVED = {"1", "approve", "approved"}
_SPOKEN = {"", "comment"}
_PINGS = {"pingback", "trackback"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The options: which types of post are articles, whether pings are comments, which taxonomies are categories."""

    types: frozenset[str] = frozenset({"post"})
    pingbacks: bool = False
    taxonomies: frozenset[str] = frozenset({"", "category", "post_tag", "tag"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What the rest of the file says: names by login, pictures by their attachment's id, the channel's language."""

    authors: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, Image] = field(default_factory=dict)
    language: str | None = None


def hidden(item: Item, wanted: Wanted, *, doubtful: bool) -> str | None:
    """Why an item is no article: "" for what is not meant to be one, a reason for what may have been. None if it is.
    Of a `doubtful` one, a field that says whether it is public is lost."""
    kind = item.fields.get("post_type", "post").strip().lower()
    if kind not in wanted.types or any(status.lower() != "publish" for status in item.statuses):
        return ""
    if any(item.passwords) or for_members(item.meta):
        return ""
    if not item.statuses:
        return "no wp:status, so that it is not known to be published"
    if doubtful:
        return "without wp:post_type or wp:post_password, so that it is not known to be public"
    return None


def article(item: Item, site: Site, wanted: Wanted, source: str) -> Article | None:
    """The record of a published post; None if there is neither title nor text."""
    fields = item.fields
    title, content = plain(fields.get("title")), shown(fields.get("content", ""))
    link, guid = _line(fields.get("link")), _line(fields.get("guid"))
    if not title and not content:
        return None
    published, updated = _time(fields, "post_date"), _time(fields, "post_modified")
    names = [term.name for term in item.terms if term.name and term.domain in wanted.taxonomies]
    return Article(
        source=source,
        key=_post_key(fields) or _digest(title, content),
        title=title,
        guid=guid,
        url=link or (guid if item.permalink else None),
        published=published or parse_when(_line(fields.get("pubDate"))),
        updated=updated if updated != published else None,
        summary=excerpt(fields.get("excerpt", "")),
        content=content,
        authors=tuple(_authors(item, site)),
        section=_section(item),
        categories=tuple(dict.fromkeys(map(plain, names))),
        image=next(filter(None, map(site.pictures.get, map(str.strip, item.meta.get("_thumbnail_id", ())))), None),
        enclosures=tuple(filter(None, map(_enclosure, item.meta.get("enclosure", ())))),
        language=site.language,
        comments_open=_open(fields),
    )


def comments(item: Item, article: str, source: str, wanted: Wanted, *, whole: bool) -> Iterator[Comment]:
    """The approved comments on a post, in the order of the file, every reply to one that is there. Of an item that is
    not `whole`, one that does not say what it is (it may be a ping) is none."""
    kinds = _SPOKEN | _PINGS if wanted.pingbacks else _SPOKEN
    public = [values for values in item.comments if _public(values, kinds) and (whole or "comment_type" in values)]
    parents = {key: _line(values.get("comment_parent")) for values in reversed(public) if (key := _key(values))}
    threads = sound(dict(reversed(parents.items())))
    for values in public:
        key = _key(values)
        yield Comment(
            source=source,
            article=article,
            key=key,
            parent=threads[key] if key else None,
            content=said(values.get("comment_content", "")),
            author=_commenter(values),
            published=_time(values, "comment_date"),
        )


def withheld(item: Item, wanted: Wanted, source: str) -> Gone | None:
    """What an item says that is an article, but not for the public: a draft, one in the trash, one with a password."""
    kind, key = item.fields.get("post_type", "").strip().lower(), _post_key(item.fields)
    told = any(status.lower() != "publish" for status in item.statuses) or any(item.passwords) or for_members(item.meta)
    return Gone(source=source, key=key, withheld=True) if kind in wanted.types and told and key else None


def unapproved(item: Item, article: str, source: str) -> Iterator[Gone]:
    """The comments of a post of which WordPress says that they wait, are spam or in the trash."""
    for values in item.comments:
        key, said = _key(values), values.get("comment_approved", "").strip().lower()
        if key and said and said not in _APPROVED:
            yield Gone(source=source, key=article, comment=key, withheld=True)


def picture(item: Item) -> tuple[str, Image] | None:
    """The id and the picture of an attachment."""
    key, url = _line(item.fields.get("post_id")), _line(item.fields.get("attachment_url"))
    if key is None or url is None:
        return None
    alt = next(iter(item.meta.get("_wp_attachment_image_alt", ())), None)
    return key, Image(url=url, alt=plain(alt) or None)


def guest(item: Item) -> tuple[str, str] | None:
    """The login and the name of a guest author, whom Co-Authors Plus keeps as a post; None for any other item."""
    if item.fields.get("post_type", "").strip() != "guest-author":
        return None
    login = _line(next(iter(item.meta.get("cap-user_login", ())), None))
    name = _line(next(iter(item.meta.get("cap-display_name", ())), None)) or _line(item.fields.get("title"))
    return (login, name) if login and name else None


def _public(values: Values, kinds: set[str]) -> bool:
    return (
        values.get("comment_approved", "").strip().lower() in _APPROVED
        and values.get("comment_type", "").strip().lower() in kinds
        and bool(values.get("comment_content", "").strip())
    )


def _post_key(fields: Values) -> str | None:
    return _line(fields.get("post_id")) or _line(fields.get("guid")) or _line(fields.get("link"))


def _key(values: Values) -> str | None:
    return _line(values.get("comment_id"))


def _commenter(values: Values) -> Author | None:
    name = without_address(plain(values.get("comment_author")))
    return Author(name=name, url=_line(values.get("comment_author_url"))) if name else None


def _time(values: Values, name: str) -> When | None:
    """A time that WordPress keeps twice: in GMT, and as its site's clocks showed it."""
    gmt = _moment(values.get(f"{name}_gmt"))
    return gmt.replace(tzinfo=dt.UTC) if gmt else _moment(values.get(name))


def _moment(text: str | None) -> dt.datetime | None:
    text = " ".join(text.split()) if text else ""
    if not text or _NEVER.match(text):
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
        return moment if moment.tzinfo is None else moment.replace(tzinfo=None)
    except ValueError:
        return None


def _authors(item: Item, site: Site) -> Iterator[Author]:
    """The byline: the terms that the plugin Co-Authors Plus adds, else the one that WordPress knows."""
    named = [_byline(term, site) for term in item.terms if term.domain == "author"]
    creator = " ".join(item.fields.get("creator", "").split())
    for name in dict.fromkeys(named or [site.authors.get(creator, creator)]):
        if bare := without_address(plain(name)):
            yield Author(name=bare)


def _byline(term: Term, site: Site) -> str:
    """The plugin's term is named by the login, and its slug is that behind "cap-"."""
    return site.authors.get(term.name) or site.authors.get(term.slug.removeprefix("cap-")) or term.name


def _section(item: Item) -> str | None:
    names = (term for term in item.terms if term.domain == "category" and term.slug != "uncategorized")
    return next((plain(term.name) for term in names if term.name and term.name != "Uncategorized"), None)


def _enclosure(text: str) -> Enclosure | None:
    """WordPress keeps an enclosure as lines: address, bytes, media type."""
    lines = [line.strip() for line in text.strip().splitlines()]
    if len(lines) < 3 or "/" not in lines[2]:  # noqa: PLR2004
        return None
    size = int(lines[1]) if lines[1].isascii() and lines[1].isdigit() and len(lines[1]) < 16 else 0  # noqa: PLR2004
    return Enclosure(url=lines[0], type=lines[2], length=size)


def _open(fields: Values) -> bool | None:
    return {"open": True, "closed": False}.get(fields.get("comment_status", "").strip().lower())


def _line(text: str | None) -> str | None:
    return (" ".join(text.split()) or None) if text else None


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:24]
