"""The adapter `ghost`: the JSON that Ghost writes under Settings, Labs, Export."""

import html
import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from urllib.parse import urljoin

from feeds.errors import SourceError
from feeds.http import Http
from feeds.model import Article, Author, Cursor, Gone, Image, Origin, Record, Skipped
from sources._shared.fields import Fields, mapping, text_of
from sources._shared.files import opened
from sources._shared.markup import paragraphs
from sources._shared.names import without_address
from sources._shared.options import Options
from sources._shared.plain import plain
from sources._shared.whole import json_object

_LARGEST = 500_000_000
_SITE = "__GHOST_URL__"
# Blocks of a public post that its editor shows to members alone.
_GATED = re.compile(
    r"<!--\s*kg-gated-block:begin\b[^>]*?nonMember:false.*?(?:<!--\s*kg-gated-block:end\s*-->|\Z)", re.DOTALL
)

Json = Mapping[str, object]


class Ghost:
    """The adapter `ghost`."""

    name = "ghost"

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        options = Options(origin, {"site", "types", "visibility"})
        self._site = options.text("site")
        self._types = options.texts("types", ("post",))
        self._visibility = options.texts("visibility", ("public",))

    @staticmethod
    def sniff(head: bytes, name: str) -> float:
        """Sure of an export's own tables, 0 for the rest."""
        text = head[:65536].lstrip(b"\xef\xbb\xbf \t\r\n")
        if text[:1] != b"{" or b'"exported_on"' not in text:
            return 0.0
        return 0.97 if b'"data"' in text or b'"db"' in text else 0.5

    def read(self, http: Http, since: Cursor | None) -> Iterator[Record]:
        """Published posts in the order of the export. `since` has no meaning here."""
        with closing(opened(self._origin, http, accept="application/json")) as stream:
            body = stream.read(_LARGEST + 1)
        data = self._tables(body)
        users, tags = _by_id(data, "users"), _by_id(data, "tags")
        wrote, tagged = _joined(data, "posts_authors", "author_id"), _joined(data, "posts_tags", "tag_id")
        metas = {text_of(one.get("post_id")): one for one in _rows(data, "posts_meta")}
        for number, post in enumerate(_rows(data, "posts"), 1):
            key = text_of(post.get("id")) or text_of(post.get("uuid"))
            if not self._public(post):
                yield from [Gone(source=self._origin.source, key=key, withheld=True)] if key else []
                continue
            fields = Fields(post, f"{self._origin.name}, post {key or number}")
            authors = wrote.get(key or "") or [text_of(post.get("author_id")) or ""]
            article = self._article(
                fields, post, [users[one] for one in authors if one in users],
                [tags[one] for one in tagged.get(key or "", ()) if one in tags], metas.get(key) or {},
            )  # fmt: skip
            yield article or Skipped(where=fields.where, why="no id, or neither title nor content")
            yield from fields.faults()

    def _tables(self, body: bytes) -> Json:
        name = self._origin.name
        found = json_object(body, name, "Ghost export", largest=_LARGEST) or {}
        database = found.get("db")
        first = mapping(database[0]) if isinstance(database, list) and database else found
        data = mapping((first or {}).get("data"))
        if data is None or not isinstance(data.get("posts"), list):
            raise SourceError(f"{name}: no Ghost export: there is no table of posts in it")
        return data

    def _public(self, post: Json) -> bool:
        kind = text_of(post.get("type")) or ("page" if post.get("page") == 1 else "post")
        seen = text_of(post.get("visibility")) or "public"
        return post.get("status") == "published" and kind in self._types and seen in self._visibility

    def _article(self, fields: Fields, post: Json, users: list[Json], tags: list[Json], meta: Json) -> Article | None:
        key, title = fields.identifier("id", "uuid"), plain(fields.text("title"))
        marked, simple = fields.text("html"), fields.text("plaintext")
        content = self._absolute(_GATED.sub("", marked or "") if marked else paragraphs(simple or "")) or ""
        if key is None or not (title or content):
            return None
        shown = [
            plain(fields_name)
            for tag in tags
            if tag.get("visibility", "public") == "public" and (fields_name := _name(tag))
        ]
        names = [name for name in shown if not name.startswith("#")]  # internal tags
        picture = self._absolute(fields.text("feature_image", "image"))
        return Article(
            source=self._origin.source,
            key=key,
            title=title,
            url=self._url(fields),
            base=self._site,
            published=fields.when("published_at"),
            updated=fields.when("updated_at"),
            summary=plain(fields.text("custom_excerpt")) or None,
            content=content,
            authors=tuple(dict.fromkeys(filter(None, map(_author, users)))),
            section=names[0] if names else None,
            categories=tuple(dict.fromkeys(names)),
            image=Image(url=picture, alt=text_of(meta.get("feature_image_alt"))) if picture else None,
            language=fields.text("locale", "language"),
            slug=fields.text("slug"),
        )

    def _url(self, fields: Fields) -> str | None:
        given, slug = fields.text("canonical_url", "url"), fields.text("slug")
        if given:
            return self._absolute(given)
        return urljoin(self._site, f"{slug}/") if self._site and slug else None

    def _absolute(self, text: str | None) -> str | None:
        """Ghost writes its own address as a placeholder."""
        return text.replace(_SITE, (self._site or "").rstrip("/")) if text else None


def _rows(data: Json, name: str) -> Iterator[Json]:
    rows = data.get(name)
    return (row for one in (rows if isinstance(rows, list) else ()) if (row := mapping(one)) is not None)


def _by_id(data: Json, name: str) -> dict[str, Json]:
    return {key: row for row in _rows(data, name) if (key := text_of(row.get("id")))}


def _joined(data: Json, name: str, other: str) -> dict[str, list[str]]:
    """A table that joins posts to others, in its own order."""
    found: dict[str, list[tuple[int, str]]] = {}
    for row in _rows(data, name):
        post, key, place = text_of(row.get("post_id")), text_of(row.get(other)), row.get("sort_order")
        if post and key:
            found.setdefault(post, []).append((place if isinstance(place, int) else 0, key))
    return {post: [key for _, key in sorted(keys, key=lambda one: one[0])] for post, keys in found.items()}


def _name(row: Json) -> str:
    return html.unescape(text_of(row.get("name")) or "")


def _author(user: Json) -> Author | None:
    name = without_address(plain(_name(user)))
    return Author(name=name, url=text_of(user.get("website"))) if name else None
