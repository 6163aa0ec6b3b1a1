"""JSON Feed 1.0 and 1.1."""

from collections.abc import Mapping

from feeds.errors import SourceError
from feeds.model import Article, Image, Skipped
from sources._shared.fields import Fields, mapping, text_of
from sources._shared.markup import paragraphs
from sources._shared.whole import json_object
from sources.feed.document import LARGEST, Document, Entry, Place, Told, published_first


def read(body: bytes, place: Place) -> Document:
    """A JSON Feed as a document. Raises SourceError if it is none."""
    feed = json_object(body, place.name, "feed", largest=LARGEST)
    items = feed.get("items") if feed else None
    if feed is None or not isinstance(items, list):
        raise SourceError(f"{place.name}: no feed: JSON without a list of items")
    head = Fields(feed, place.name)
    told = Told(language=head.text("language"), authors=head.authors("authors", "author"))
    entries, skipped = [], list(head.faults())
    for number, item in enumerate(items, 1):
        fields = Fields(mapping(item) or {}, f"{place.name}, item {number}")
        entry = _entry(fields, mapping(item) or {}, place, told)
        skipped += fields.faults()
        if entry is None:
            skipped.append(Skipped(where=fields.where, why="neither an id nor an address"))
        else:
            entries.append(entry)
    return Document(entries=tuple(entries), skipped=tuple(skipped), older=text_of(feed.get("next_url")))


def _entry(fields: Fields, item: Mapping[str, object], place: Place, told: Told) -> Entry | None:
    guid, url = fields.identifier("id"), fields.text("url")
    marked, plain = fields.text("content_html"), fields.text("content_text")
    title, key = fields.text("title"), guid or url
    if key is None:
        return None
    published, updated = published_first(fields.when("date_published"), fields.when("date_modified"))
    summary = fields.text("summary")
    picture = fields.text("image") or fields.text("banner_image")
    article = Article(
        source=place.source,
        key=key,
        guid=guid,
        title=title or "",
        url=url or fields.text("external_url"),
        base=url or place.url,
        published=published,
        updated=updated,
        summary=summary if marked or plain else None,
        content=marked or paragraphs(plain or summary or ""),
        authors=fields.authors("authors", "author") or told.authors,
        categories=fields.texts("tags"),
        image=Image(url=picture) if picture else None,
        enclosures=fields.enclosures(),
        language=fields.text("language") or told.language,
    )
    ours = mapping(item.get("_feedhouse")) or {}
    answered = mapping(ours.get("in_reply_to")) or {}
    talk = mapping(ours.get("comments")) or {}
    return Entry(
        article=article,
        comment_feed=_comment_feed(talk),
        conversation=" ".join(filter(None, (text_of(talk.get(name)) for name in ("count", "updated")))),
        in_reply_to=text_of(answered.get("id")),
    )


def _comment_feed(talk: Mapping[str, object]) -> str | None:
    """The comment feed that feedhouse's own JSON feeds name (docs/formats.md)."""
    feeds = mapping(talk.get("feeds")) or {}
    return text_of(feeds.get("json")) or next(filter(None, map(text_of, feeds.values())), None)
