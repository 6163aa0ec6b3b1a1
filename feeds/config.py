"""feedhouse.toml: every key with its meaning and default, and every fault told at once.

`load` reads a file into `feeds.pipeline.Newsroom`. Paths in it are relative to the file's own folder.
"""

import datetime as dt
import difflib
import os
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from feeds import clean, identity
from feeds.errors import ConfigError
from feeds.feed import Shape
from feeds.ingest import SourceSettings
from feeds.model import Site
from feeds.newsroom import Newsroom

DURATION = re.compile(r"(\d+)\s*(m|h|d|w)")
UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
VARIABLE = "FEEDHOUSE_CONFIG"
FILE = "feedhouse.toml"


def _url(value: str) -> str:
    """One spelling, in ASCII, that every reader and W3C's validator takes."""
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        message = "expected an absolute http or https address, such as https://courier.example/"
        raise ValueError(message)
    if "?" in value or "#" in value or parts.username is not None:
        message = "expected an address without ?, # and user name"
        raise ValueError(message)
    address = clean.url(value if value.endswith("/") else value + "/")
    if address is None or "_" in (urlsplit(address).hostname or "_"):
        message = "expected a host name of letters, digits, hyphens and dots: feed readers refuse others, and [::1]"
        raise ValueError(message)
    return address


def _words(value: str) -> str:
    return _some(clean.text(value))


def _name(value: str) -> str:
    """The site's title is the author of its feeds: a name."""
    return _some(clean.name(value))


def _some(value: str) -> str:
    if not value:
        message = "expected some text"
        raise ValueError(message)
    return value


def _timezone(value: str) -> str:
    if value not in available_timezones():
        message = f'expected an IANA time zone, such as "Asia/Kolkata"{_nearest(value, available_timezones())}'
        raise ValueError(message)
    return ZoneInfo(value).key


def _language(value: str) -> str:
    known = clean.language(value)
    if known is None:
        message = 'expected a language tag of ISO 639-1 or 639-2, such as "en" or "en-IN"'
        raise ValueError(message)
    return known


def _duration(value: object) -> dt.timedelta:
    match = DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if not match:
        message = 'expected a number and a unit (m, h, d, w), such as "48h"'
        raise ValueError(message)
    return dt.timedelta(**{UNITS[match[2]]: int(match[1])})


def _pattern(value: str) -> str:
    identity.check_pattern(value)
    return value


Url = Annotated[str, AfterValidator(_url)]
Text = Annotated[str, AfterValidator(_some)]
Words = Annotated[str, AfterValidator(_words)]
Duration = Annotated[dt.timedelta, BeforeValidator(_duration)]


class Section(BaseModel):
    """A table of the file: unknown keys are faults, numbers are not made of strings."""

    model_config = ConfigDict(extra="forbid", strict=True)


class SiteSection(Section):
    """[site]: the newsroom itself."""

    title: Annotated[str, AfterValidator(_name)]
    url: Url
    feeds_url: Url | None = None
    description: Words
    language: Annotated[str, AfterValidator(_language)] = "en"
    timezone: Annotated[str, AfterValidator(_timezone)] = "UTC"
    since: Annotated[int, Field(ge=1990, le=2100)] = 2025


class SourceSection(Section):
    """[[sources]]: one place where articles and comments come from."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=40)]
    adapter: Text | None = None
    path: Text | None = None
    url: Annotated[str, Field(pattern=r"^https?://[^\s/]+")] | None = None
    permalink: Annotated[str, AfterValidator(_pattern)] | None = None
    mirror: bool = False
    shrink: Annotated[float, Field(ge=0, le=1)] = 0.5
    shrink_least: Annotated[int, Field(ge=1)] = 10
    future: Literal["hold", "clamp"] = "hold"
    options: dict[str, Any] = {}

    @model_validator(mode="after")
    def _one_place(self) -> "SourceSection":
        if (self.path is None) == (self.url is None):
            message = "expected either path or url"
            raise ValueError(message)
        return self


class FeedsSection(Section):
    """[feeds]: which feeds, and how long."""

    formats: Annotated[list[Literal["rss", "atom", "json"]], Field(min_length=1)] = ["rss", "atom", "json"]
    entries: Annotated[int, Field(ge=1, le=1000)] = 50
    window: Duration = dt.timedelta(hours=48)
    full_text: bool = True
    comment_feeds: bool = True
    conversation: Annotated[int, Field(ge=10, le=1000)] = 200
    archive: Annotated[int, Field(ge=0, le=1000)] | None = None
    tombstones: Annotated[int, Field(ge=0, le=1000)] = 50
    tombstone_age: Duration = dt.timedelta(days=30)

    @model_validator(mode="after")
    def _archive_holds_a_feed(self) -> "FeedsSection":
        if self.archive and self.archive < self.entries:
            message = f"archive: expected 0 or at least entries ({self.entries}), found {self.archive}"
            raise ValueError(message)
        return self


class CommentsSection(Section):
    """[comments]: what every comment feed says of itself."""

    policy: Words | None = None
    disclaimer: Words | None = None


class StoreSection(Section):
    """[store]: where the newsroom's history is kept."""

    url: Annotated[str, Field(pattern=r"^(sqlite|postgresql)(\+\w+)?://")] = "sqlite:///feedhouse.db"


class PublishSection(Section):
    """[publish]: where the documents go."""

    out: Text = "out"


class HttpSection(Section):
    """[http]: how addresses are fetched."""

    contact: Text | None = None
    allow_private: bool = False


class Configuration(Section):
    """The whole file."""

    site: SiteSection
    sources: Annotated[list[SourceSection], Field(min_length=1)]
    feeds: FeedsSection = FeedsSection()
    comments: CommentsSection = CommentsSection()
    store: StoreSection = StoreSection()
    publish: PublishSection = PublishSection()
    http: HttpSection = HttpSection()

    @model_validator(mode="after")
    def _names_differ(self) -> "Configuration":
        names = [source.name for source in self.sources]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            message = f"sources: expected every name once; more than once: {', '.join(twice)}"
            raise ValueError(message)
        return self


def find(given: Path | None) -> Path:
    """The configuration file: the one given, else $FEEDHOUSE_CONFIG, else ./feedhouse.toml."""
    return given or Path(os.environ.get(VARIABLE) or FILE)


def load(path: Path) -> Newsroom:
    """Read and check a file. Raises `ConfigError` with every fault: file, key, what is expected."""
    configuration = parse(_read(path), str(path))
    return _newsroom(configuration, path.resolve().parent)


def parse(text: str, name: str) -> Configuration:
    """Check a configuration's text; `name` is how the faults call it. Raises `ConfigError` with every fault."""
    try:
        return Configuration.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([f"{name}: not valid TOML: {error}"]) from None
    except ValidationError as error:
        raise ConfigError([f"{name}: {_fault(detail)}" for detail in error.errors()]) from None


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise ConfigError([f"{path}: no such file; write one with: feedhouse init"]) from None
    except UnicodeDecodeError as error:
        raise ConfigError([f"{path}: expected UTF-8 text (byte {error.start})"]) from None
    except OSError as error:
        raise ConfigError([f"{path}: cannot be read: {error.strerror}"]) from None


def _fault(detail: ErrorDetails) -> str:
    place = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in detail["loc"]).lstrip(".")
    key = str(detail["loc"][-1]) if detail["loc"] else ""
    if detail["type"] == "extra_forbidden":
        return f"{place}: no such key{_nearest(key, _keys(Configuration))}"
    if detail["type"] == "missing":
        return f"{place}: missing; every configuration needs it"
    message = detail["msg"].removeprefix("Value error, ")
    message = message[0].lower() + message[1:]
    value = f", found {_shown(detail['input'])}" if place and not isinstance(detail["input"], dict | list) else ""
    return f"{place}: {message}{value}" if place else message


def _shown(value: object) -> str:
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 80 else text[:77] + '…"'  # noqa: PLR2004


def _nearest(word: str, words: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, words, n=1)
    return f"; did you mean {near[0]}?" if near else ""


def _keys(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield name
        for part in (field.annotation, *getattr(field.annotation, "__args__", ())):
            if isinstance(part, type) and issubclass(part, BaseModel):
                yield from _keys(part)


def _newsroom(configuration: Configuration, folder: Path) -> Newsroom:
    feeds = configuration.feeds
    return Newsroom(
        site=_site(configuration),
        sources=tuple(SourceSettings(folder=folder, **source.model_dump()) for source in configuration.sources),
        shape=Shape(
            formats=tuple(dict.fromkeys(feeds.formats)),
            entries=feeds.entries,
            window=feeds.window,
            full_text=feeds.full_text,
            comment_feeds=feeds.comment_feeds,
            conversation=feeds.conversation,
            archive=max(100, feeds.entries) if feeds.archive is None else feeds.archive,
            tombstones=feeds.tombstones,
            tombstone_age=feeds.tombstone_age,
        ),
        store=_store_url(configuration.store.url, folder),
        out=folder / configuration.publish.out,
        contact=configuration.http.contact,
        allow_private=configuration.http.allow_private,
    )


def _site(configuration: Configuration) -> Site:
    site, comments = configuration.site, configuration.comments
    return Site(
        title=site.title,
        url=site.url,
        feeds_url=site.feeds_url or site.url,
        description=site.description,
        language=site.language,
        timezone=site.timezone,
        authority=f"{urlsplit(site.url).hostname},{site.since}",
        policy=comments.policy,
        disclaimer=comments.disclaimer,
    )


def _store_url(url: str, folder: Path) -> str:
    """A SQLite file is named from the configuration's folder, as every path is."""
    scheme, separator, path = url.partition(":///")
    return f"{scheme}{separator}{folder / path}" if scheme.startswith("sqlite") else url
