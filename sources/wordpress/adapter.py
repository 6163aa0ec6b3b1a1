"""The adapter itself: everything in the first run, what has changed since in the next ones."""

import datetime as dt
import json
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import replace

from feeds.errors import SourceError
from feeds.http import Http
from feeds.model import Comment, Cursor, Origin, Record, Skipped
from sources._shared.fields import mapping, text_of
from sources._shared.files import opened
from sources._shared.options import Options
from sources._shared.values import values
from sources.wordpress.api import Api
from sources.wordpress.records import Json, article, comment, moment, withheld

_OVERLAP = dt.timedelta(days=1)  # WordPress compares with its site's clock
_NEW = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class WordPress:
    """The adapter `wordpress`."""

    name = "wordpress"

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        options = Options(origin, {"types", "comments", "revisit_days", "per_page"})
        self._types = options.texts("types", ("posts",))
        self._comments = options.flag("comments", default=True)
        self._revisit = dt.timedelta(days=options.count("revisit_days", 14, least=0, most=36_500))
        self._per_page = options.count("per_page", 100, least=1, most=100)

    @staticmethod
    def sniff(head: bytes, name: str) -> float:
        """Sure of a saved answer of the API, 0 for the rest."""
        text = head[:65536].lstrip(b"\xef\xbb\xbf \t\r\n")
        ours = b'"rendered"' in text and (b'"_links"' in text or b"wp/v2/" in text or b'"date_gmt"' in text)
        return 0.97 if text[:1] in {b"{", b"["} and ours else 0.0

    def read(self, http: Http, since: Cursor | None) -> Iterator[Record]:
        """Posts, then comments, then the cursor. With `since`: posts modified and comments written after it."""
        if self._origin.path is not None:
            yield from self._saved(http)
            return
        if self._origin.url is None:
            raise SourceError(f"{self._origin.name}: neither a file nor an address")
        api = Api(http, self._origin.url, self._per_page)
        posts, said = _times(since)
        known: set[str] | None = set() if posts is None else None
        newest = posts or _NEW
        for collection in self._types:
            for post in self._posts(api, collection, posts):
                newest = max(newest, _utc(post, "modified"))
                if (found := article(post, self._origin.source)) is not None:
                    if known is not None:
                        known.add(found.key)
                    yield found
        latest = said or _NEW
        if self._comments:
            latest = yield from self._conversations(api, said, known, latest)
        yield Cursor(json.dumps({"posts": newest.isoformat(), "comments": latest.isoformat()}))

    def _posts(self, api: Api, collection: str, since: dt.datetime | None) -> Iterator[Json]:
        """All posts in the order of their ids, or those modified since, the newest first. WordPress before 5.7 does not
        know `modified_after` and gives all: the first page of older ones is the last that is asked for."""
        query = {"_embed": "author,wp:featuredmedia,wp:term", "orderby": "id", "order": "asc"}
        if since is not None:
            after = f"{since - _OVERLAP:%Y-%m-%dT%H:%M:%SZ}"
            query |= {"orderby": "modified", "order": "desc", "modified_after": after}
        for page in api.pages(collection, **query):
            yield from page
            if since is not None and page and all(_utc(post, "modified") < since - _OVERLAP for post in page):
                return

    def _conversations(
        self, api: Api, since: dt.datetime | None, known: set[str] | None, latest: dt.datetime
    ) -> Generator[Record, None, dt.datetime]:
        """Comments by id. Returns the time of the newest. A parent is one that came before: no circle can be."""
        query = {"orderby": "id", "order": "asc"}
        if since is not None:
            query["after"] = f"{since - max(self._revisit, _OVERLAP):%Y-%m-%dT%H:%M:%SZ}"
        seen: set[str] = set()
        try:
            for page in api.pages("comments", **query):
                for item in page:
                    latest = max(latest, _utc(item, "date"))
                    found = comment(item, self._origin.source)
                    if found is None or not self._about_article(item, found, known):
                        continue
                    yield _sound(found, seen, whole=since is None)
                    seen.add(str(found.key))
        except SourceError as error:
            yield Skipped(where=self._origin.name, why=f"its comments cannot be read: {error}")
        return latest

    def _about_article(self, item: Json, found: Comment, known: set[str] | None) -> bool:
        if known is not None:
            return found.article in known
        up = (mapping(item.get("_links")) or {}).get("up")
        kinds = {text_of((mapping(one) or {}).get("post_type")) for one in (up if isinstance(up, list) else ())} - {
            None
        }
        return not kinds or any(f"{kind}s" in self._types or kind in self._types for kind in kinds)

    def _saved(self, http: Http) -> Iterator[Record]:
        """A file with posts or comments, as the API gave them."""
        seen: set[str] = set()
        with closing(opened(self._origin, http, accept="application/json")) as stream:
            for value in values(stream):
                record = mapping(value.value)
                where = f"{self._origin.name}, line {value.line}"
                if record is None or "rendered" not in str(record.get("content", ""))[:20]:
                    yield Skipped(where=where, why=value.fault or "neither a post nor a comment")
                elif "post" in record:
                    if (said := comment(record, self._origin.source)) is not None:
                        yield _sound(said, seen, whole=True)
                        seen.add(str(said.key))
                elif (found := article(record, self._origin.source)) is not None:
                    yield found
                if record is not None and (gone := withheld(record, self._origin.source)) is not None:
                    yield gone


def _sound(found: Comment, seen: set[str], *, whole: bool) -> Comment:
    """The comment with a parent that is there: one of this run, or in a later run one with a smaller id."""
    parent = found.parent
    if parent is None or parent in seen:
        return found
    earlier = parent.isdigit() and str(found.key).isdigit() and int(parent) < int(str(found.key))
    return found if earlier and not whole else replace(found, parent=None)


def _utc(record: Json, name: str) -> dt.datetime:
    found = moment(record, name)
    return found.replace(tzinfo=dt.UTC) if found else _NEW


def _times(since: Cursor | None) -> tuple[dt.datetime | None, dt.datetime | None]:
    """The times in a cursor; None for one of another release."""
    try:
        state = json.loads(since.state) if since else {}
        times = [dt.datetime.fromisoformat(state[key]) for key in ("posts", "comments")]
    except (ValueError, KeyError, TypeError):
        return None, None
    return times[0], times[1]
