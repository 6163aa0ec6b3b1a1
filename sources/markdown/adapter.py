"""The adapter itself: one file, one article, if it is published."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import PurePosixPath
from urllib.parse import urljoin
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from feeds.errors import SourceError
from feeds.http import Http
from feeds.model import Article, Author, Cursor, Gone, Image, Origin, Record, Skipped, When
from sources._shared.dates import parse_when
from sources._shared.decode import decode
from sources._shared.files import opened
from sources._shared.names import without_address
from sources._shared.options import Options
from sources._shared.plain import plain
from sources.markdown.matter import MatterError, split, text_of

_LARGEST = 2_000_000
_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mkdn")
_NO_ARTICLES = frozenset("_index readme license changelog contributing code_of_conduct security".split())
_DATED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})[-_.]")
_HEADING = re.compile(r"\s*#[ \t]+([^\n]+?)[ \t#]*(?:\n|\Z)|\s*([^\n]+)\n=+[ \t]*(?:\n|\Z)")
_NO = frozenset({"false", "no", "off", "0", "n", ""})
_YES = frozenset({"true", "yes", "on", "1", "y"})
_PUBLIC = frozenset({"", "published", "publish", "public"})

Matter = Mapping[str, object]


class Markdown:
    """The adapter `markdown`."""

    name = "markdown"

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        options = Options(origin, {"site", "timezone"})
        self._site = options.text("site")
        try:
            self._zone = ZoneInfo(options.text("timezone") or "UTC")
        except (ZoneInfoNotFoundError, ValueError):
            raise SourceError(f"{origin.name}: options.timezone: expected an IANA name") from None

    @staticmethod
    def sniff(head: bytes, name: str) -> float:
        """Sure of front matter in a file named as Markdown, doubtful of Markdown without, 0 for other names."""
        if not name.lower().endswith(_SUFFIXES):
            return 0.0
        return (
            0.97 if re.match(rb"(?:\xef\xbb\xbf)?\s*(?:---|\+\+\+|;;;|\{|title:)", head[:200], re.IGNORECASE) else 0.6
        )

    def read(self, http: Http, since: Cursor | None) -> Iterator[Record]:
        """One article, or none if the file is a draft. A post that is scheduled raises SourceError, so that the file is
        looked at again in the next run, though it has not changed."""
        name = self._origin.name
        with closing(opened(self._origin, http, accept="text/markdown, text/plain, */*;q=0.1")) as stream:
            body = stream.read(_LARGEST + 1)
        if len(body) > _LARGEST:
            raise SourceError(f"{name}: longer than 2 MB: not read as an article")
        if PurePosixPath(self._origin.path or "x.md").stem.lower() in _NO_ARTICLES:
            return
        try:
            matter, text = split(decode(body))
            if _hidden(matter or {}, name):
                yield self._withheld()
                return
            yield from self._records(self._spaced(matter or {}), text)
        except MatterError as error:
            yield Skipped(where=name, why=str(error))
        except RecursionError:
            yield Skipped(where=name, why="nested too deeply")

    def _is_jekyll(self) -> bool:
        return "_posts" in PurePosixPath(self._origin.path or "").parts

    def _slug(self) -> str | None:
        """The name in a Jekyll post's address: its file's without the date. Elsewhere the key has it."""
        name = PurePosixPath(self._origin.name)
        match = _DATED.match(name.name) if self._is_jekyll() else None
        return name.stem[match.end() :] or None if match else None

    def _spaced(self, matter: Matter) -> Matter:
        """Jekyll parts tags and categories that are one text at the blanks."""
        if not self._is_jekyll():
            return matter
        texts = {key: text for key in ("tags", "categories") if isinstance(text := matter.get(key), str)}
        return {**matter, **{key: text.split() for key, text in texts.items() if "," not in text}}

    def _records(self, matter: Matter, text: str) -> Iterator[Record]:
        from sources.markdown.body import rendered  # noqa: PLC0415  markdown-it takes 60 ms to import

        title, text = _title(matter, text)
        published, fault = self._published(matter)
        self._refuse_scheduled(published)
        if (expires := self._over(matter)) is not None:
            yield self._withheld()
            raise SourceError(f"{self._origin.name}: expired on {expires.isoformat()}")
        content = text.strip() if str(self._origin.path or "").lower().endswith((".html", ".htm")) else rendered(text)
        if not title and not content:
            yield Skipped(where=self._origin.name, why="no title and no content")
            return
        url = self._url(matter)
        yield Article(
            source=self._origin.source,
            key=self._origin.key,
            guid=text_of(matter.get("guid")),
            title=title,
            url=url,
            base=url or self._site,
            subtitle=text_of(matter.get("subtitle")),
            published=published,
            updated=_when(matter, "lastmod", "modified", "updated", "last_modified_at", "last-modified-at"),
            summary=_summary(matter, text),
            content=content,
            authors=tuple(dict.fromkeys(_authors(matter))),
            section=next(iter(_names(matter, "section", "category", "categories")), None),
            categories=_categories(matter),
            image=_image(matter),
            language=text_of(matter.get("lang")) or text_of(matter.get("language")),
            comments_open=_flag(matter, "comments"),
            slug=text_of(matter.get("slug")) or self._slug(),
        )
        if fault:
            yield Skipped(where=self._origin.name, why=fault)

    def _published(self, matter: Matter) -> tuple[When | None, str | None]:
        """When a post was published: by its front matter, else by the date in its file's name."""
        given = next(
            (text for key in ("publishdate", "date", "pubdate", "published_at") if (text := text_of(matter.get(key)))),
            None,
        )
        found = parse_when(given)
        if found is None and (match := _DATED.match(PurePosixPath(self._origin.name).name)):
            found = _day(match)
        fault = None
        if given and found is None and not re.match(r"(?:git )?(?:created|last modified)", given, re.IGNORECASE):
            fault = f"date {given[:60]!r} cannot be read; the article is kept without it"
        return found, fault

    def _refuse_scheduled(self, published: When | None) -> None:
        if published is not None and _after(published, _now().astimezone(self._zone)):
            raise SourceError(f"{self._origin.name}: scheduled for {published.isoformat()}: left out until then")

    def _over(self, matter: Matter) -> When | None:
        """When a post's time ran out, if it has."""
        expires = _when(matter, "expirydate", "unpublishdate")
        return expires if expires is not None and not _after(expires, _now().astimezone(self._zone)) else None

    def _withheld(self) -> Gone:
        """The post is there, but it is not, or no longer, for the public."""
        return Gone(source=self._origin.source, key=self._origin.key, withheld=True)

    def _url(self, matter: Matter) -> str | None:
        given = text_of(matter.get("canonicalurl")) or text_of(matter.get("url")) or text_of(matter.get("permalink"))
        if given is None or re.search(r"[{}]|(?:^|/):\w", given):  # a pattern of the site's generator
            return None
        if re.match(r"https?://", given):
            return given
        return urljoin(self._site, given) if self._site and given.startswith("/") else None


def _now() -> dt.datetime:
    """The one look at the clock: whether a post is due cannot be told without it."""
    return dt.datetime.now(dt.UTC)


def _after(when: When, now: dt.datetime) -> bool:
    if not isinstance(when, dt.datetime):
        return when > now.date()
    return (when if when.tzinfo else when.replace(tzinfo=now.tzinfo)) > now


def _hidden(matter: Matter, name: str) -> bool:
    """Whether a post is a draft, in the words of any of the four generators. What is no clear no counts as one."""
    drafted = any(
        (text_of(matter.get(key)) or "").lower() not in _NO for key in ("draft", "private", "hidden", "unlisted")
    )
    unpublished = (text_of(matter.get("published")) or "true").lower() in _NO or text_of(
        matter.get("permalink")
    ) == "false"
    status = (text_of(matter.get("status")) or "").lower() not in _PUBLIC
    excluded = (text_of(matter.get("eleventyexcludefromcollections")) or "").lower() in _YES
    built = matter.get("build") or matter.get("_build")
    unbuilt = isinstance(built, dict) and {str(built.get(key)).lower() for key in ("render", "list")} & {
        "never",
        "false",
    }
    return drafted or unpublished or status or excluded or bool(unbuilt) or "_drafts" in PurePosixPath(name).parts


def _title(matter: Matter, text: str) -> tuple[str, str]:
    """The title, and the text without the heading that says it again."""
    match = _HEADING.match(text)
    heading = (match[1] or match[2]).strip() if match else ""
    title = plain(text_of(matter.get("title")) or "")
    if match and (not title or heading.casefold() == title.casefold()):
        return title or plain(heading), text[match.end() :]
    return title, text


def _summary(matter: Matter, text: str) -> str | None:
    from sources.markdown.body import before_more, rendered  # noqa: PLC0415

    for key in ("summary", "excerpt", "description"):
        if given := text_of(matter.get(key)):
            return plain(rendered(given)) or None
    before = before_more(text)
    return plain(rendered(before)) or None if before else None


def _authors(matter: Matter) -> Iterator[Author]:
    value = matter.get("authors") or matter.get("author")
    if isinstance(value, str) and "authors" in matter:  # Pelican's list
        value = value.split(";" if ";" in value else ",")
    for item in value if isinstance(value, list) else [value]:
        record = {str(key).lower(): inner for key, inner in item.items()} if isinstance(item, dict) else {"name": item}
        name = without_address(plain(text_of(record.get("name")) or ""))
        if name:
            url = text_of(record.get("url"))
            yield Author(name=name, url=url)


def _categories(matter: Matter) -> tuple[str, ...]:
    names = (
        *_names(matter, "category"),
        *_names(matter, "categories"),
        *_names(matter, "tags"),
        *_names(matter, "tag"),
    )
    return tuple(dict.fromkeys(names))


def _names(matter: Matter, *keys: str) -> tuple[str, ...]:
    """A list of names, or names with commas between them, of the first key that is there."""
    value = next((matter[key] for key in keys if matter.get(key)), None)
    items = value if isinstance(value, list) else (text_of(value) or "").split(",")
    found = (" ".join(plain(text_of(item) or "").split()) for item in items)
    return tuple(name for name in found if name)


def _image(matter: Matter) -> Image | None:
    for key in ("image", "featured_image", "cover", "images", "banner", "thumbnail", "header", "og_image", "hero"):
        value = matter.get(key)
        value = value[0] if isinstance(value, list) and value else value
        record = value if isinstance(value, dict) else {"url": value}
        url = next(
            (found for name in ("url", "src", "image", "path", "teaser") if (found := text_of(record.get(name)))), None
        )
        if url and url.lower() not in _YES | _NO:
            return Image(url=url, alt=text_of(record.get("alt")) or text_of(matter.get("image_alt")))
    return None


def _when(matter: Matter, *keys: str) -> When | None:
    return next((found for key in keys if (found := parse_when(text_of(matter.get(key))))), None)


def _flag(matter: Matter, key: str) -> bool | None:
    text = (text_of(matter.get(key)) or "").lower()
    return True if text in _YES else False if text in _NO - {""} else None


def _day(match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(*map(int, match.groups()))
    except ValueError:
        return None
