"""The adapter `discourse`: topics of a Discourse forum as conversations, or as articles with their replies."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from urllib.parse import urljoin, urlsplit

from feeds.errors import SourceError
from feeds.http import Http
from feeds.model import Article, Author, Comment, Cursor, Gone, Image, Origin, Record, Skipped
from sources._shared.fields import Fields, mapping, text_of
from sources._shared.files import opened
from sources._shared.names import without_address
from sources._shared.options import Options
from sources._shared.plain import plain
from sources._shared.whole import json_object

_LARGEST = 50_000_000
_CHUNK = 20  # posts that Discourse gives at once
_REGULAR = 1  # of post types: 2 is a moderator's act, 3 a small action, 4 a whisper among staff

Json = Mapping[str, object]


class Discourse:
    """The adapter `discourse`."""

    name = "discourse"

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        options = Options(origin, {"article", "posts"})
        self._article_url = options.text("article")
        self._most = options.count("posts", 2_000, least=1, most=100_000)

    @staticmethod
    def sniff(head: bytes, name: str) -> float:
        """Sure of a topic's post stream, 0 for the rest."""
        text = head[:65536].lstrip(b"\xef\xbb\xbf \t\r\n")
        return 0.97 if text[:1] == b"{" and b'"post_stream"' in text and b'"cooked"' in text else 0.0

    def read(self, http: Http, since: Cursor | None) -> Iterator[Record]:
        """The topic's first post as an article and the others as comments; all but the first as comments only, if the
        topic was opened for an article elsewhere."""
        topic = self._topic(http)
        if why := self._hidden(topic):
            raise SourceError(f"{self._origin.name}: {why}: not published")
        stream = mapping(topic.get("post_stream")) or {}
        posts = {key: post for post in _list(stream, "posts") if (key := text_of(post.get("id")))}
        if self._origin.url is not None:
            posts |= self._further(http, stream, posts)
        elif (missing := len(set(map(text_of, _values(stream, "stream"))) - posts.keys())) > 0:
            yield Skipped(where=self._origin.name, why=f"{missing} posts of the topic are not in the file")
        ordered = sorted(posts.values(), key=lambda post: _number(post.get("post_number")) or 0)
        if not ordered:
            raise SourceError(f"{self._origin.name}: no topic of Discourse: there are no posts in it")
        yield from self._records(topic, ordered)

    def _hidden(self, topic: Json) -> str | None:
        """Why a topic is not for all. One that was opened for an article is often unlisted until somebody answers."""
        if topic.get("archetype", "regular") == "private_message":
            return "a private message"
        if topic.get("deleted_at") is not None:
            return "a deleted topic"
        own = self._article_url is None and self._elsewhere(topic) is None
        return "an unlisted topic" if own and topic.get("visible") is False else None

    def _records(self, topic: Json, posts: list[Json]) -> Iterator[Record]:
        first, base = posts[0], self._base(topic)
        article = self._article_url or self._elsewhere(topic)
        if article is None and _number(first.get("post_number")) == 1 and _public(first):
            record = self._article(topic, first, base)
            article = record.key
            yield record
        if article is None:
            raise SourceError(f"{self._origin.name}: its first post is missing or hidden: there is no article")
        yield from self._comments(posts, article, base)

    def _comments(self, posts: list[Json], article: str, base: str | None) -> Iterator[Record]:
        keys: dict[int, str] = {}
        for post in posts:
            number, key = _number(post.get("post_number")), text_of(post.get("id"))
            if number == 1 or number is None or key is None:
                continue
            if not _public(post):
                yield Gone(source=self._origin.source, key=article, comment=key, withheld=True)
                continue
            answered = _number(post.get("reply_to_post_number"))
            keys[number] = key
            yield Comment(
                source=self._origin.source,
                article=article,
                key=key,
                parent=keys.get(answered) if answered is not None and answered < number else None,
                content=text_of(post.get("cooked")) or "",
                author=_author(post),
                url=urljoin(base, f"{base}/{number}") if base else None,
                published=Fields(post, self._origin.name).when("created_at"),
            )

    def _article(self, topic: Json, post: Json, base: str | None) -> Article:
        fields, author = Fields(topic, self._origin.name), _author(post)
        picture = fields.text("image_url")
        tags = [text_of((mapping(tag) or {}).get("name")) or text_of(tag) for tag in _values(topic, "tags")]
        return Article(
            source=self._origin.source,
            key=fields.identifier("id") or self._origin.key,
            title=plain(fields.text("title")),
            url=base,
            published=fields.when("created_at"),
            updated=Fields(post, self._origin.name).when("updated_at"),
            content=text_of(post.get("cooked")) or "",
            authors=(author,) if author else (),
            categories=tuple(dict.fromkeys(filter(None, tags))),
            image=Image(url=picture) if picture else None,
            views=fields.count("views"),
            comments_open=not (topic.get("closed") or topic.get("archived")),
        )

    def _elsewhere(self, topic: Json) -> str | None:
        """The article that a topic was opened for, when it was embedded in a page."""
        links = (mapping(one) or {} for one in _values(mapping(topic.get("details")) or {}, "links"))
        return text_of(topic.get("embed_url")) or next(
            (text_of(one.get("url")) for one in links if one.get("embedded") is True), None
        )

    def _base(self, topic: Json) -> str | None:
        """The topic's own address, which only an address tells the host of."""
        if self._origin.url is None:
            return None
        parts = urlsplit(self._origin.url)
        slug, key = text_of(topic.get("slug")), text_of(topic.get("id"))
        return f"{parts.scheme}://{parts.netloc}{_root(parts.path)}/t/{slug or '-'}/{key}" if key else None

    def _topic(self, http: Http) -> Json:
        if self._origin.url is not None:
            parts = urlsplit(self._origin.url)
            path = parts.path.rstrip("/")
            return self._read(
                http, f"{parts.scheme}://{parts.netloc}{path if path.endswith('.json') else path + '.json'}"
            )
        with closing(opened(self._origin, http, accept="application/json")) as stream:
            return self._parsed(stream.read(_LARGEST + 1), self._origin.name)

    def _further(self, http: Http, stream: Json, posts: Mapping[str, Json]) -> dict[str, Json]:
        """The posts that the topic's first answer only names, twenty at a time."""
        missing = [key for key in map(text_of, _values(stream, "stream")) if key and key.isdigit() and key not in posts]
        found: dict[str, Json] = {}
        topic = self._origin.url or ""
        parts = urlsplit(topic)
        number = next((part for part in reversed(parts.path.removesuffix(".json").split("/")) if part.isdigit()), "")
        start = f"{parts.scheme}://{parts.netloc}{_root(parts.path)}/t/{number}/posts.json?"
        for at in range(0, min(len(missing), self._most), _CHUNK):
            asked = "&".join(f"post_ids[]={key}" for key in missing[at : at + _CHUNK])
            answer = mapping(self._read(http, start + asked).get("post_stream")) or {}
            found |= {key: post for post in _list(answer, "posts") if (key := text_of(post.get("id")))}
        return found

    def _read(self, http: Http, url: str) -> Json:
        return self._parsed(http.get(url, accept="application/json").body, url)

    def _parsed(self, body: bytes, name: str) -> Json:
        found = json_object(body, name, "topic of Discourse", largest=_LARGEST)
        if found is None or mapping(found.get("post_stream")) is None:
            raise SourceError(f"{name}: no topic of Discourse: there is no post stream in it")
        return found


def _root(path: str) -> str:
    """The folder that a forum lies in, before /t/."""
    return path.partition("/t/")[0].rstrip("/")


def _public(post: Json) -> bool:
    """A post by a person that is neither hidden, deleted nor a note of the forum's own."""
    hidden = any(post.get(name) for name in ("hidden", "deleted_at", "user_deleted"))
    return post.get("post_type", _REGULAR) == _REGULAR and not hidden and bool(text_of(post.get("cooked")))


def _author(post: Json) -> Author | None:
    name = without_address(text_of(post.get("name")) or "") or without_address(text_of(post.get("username")) or "")
    return Author(name=name) if name else None


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _values(record: Json, name: str) -> list[object]:
    found = record.get(name)
    return found if isinstance(found, list) else []


def _list(record: Json, name: str) -> list[Json]:
    return [known for one in _values(record, name) if (known := mapping(one)) is not None]
