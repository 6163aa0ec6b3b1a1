"""The tables of feedhouse.toml, every key with its default."""

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from feeds.config.values import Address, Duration, Folder, Language, Name, Pattern, Text, Timezone, Url, Words
from feeds.http import PACE


class Section(BaseModel):
    """A table of the file: unknown keys are faults, numbers are not made of strings."""

    model_config = ConfigDict(extra="forbid", strict=True)


class SiteSection(Section):
    """[site]: the newsroom itself."""

    title: Name
    url: Url
    feeds_url: Url | None = None
    description: Words
    language: Language = "en"
    timezone: Timezone = "UTC"
    since: Annotated[int, Field(ge=1990, le=2025)] = 2025


class SourceSection(Section):
    """[[sources]]: one place where articles and comments come from."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=40)]
    adapter: Text | None = None
    path: Text | None = None
    url: Address | None = None
    permalink: Pattern | None = None
    mirror: bool = False
    shrink: Annotated[float, Field(ge=0, le=1)] = 0.5
    shrink_least: Annotated[int, Field(ge=1)] = 10
    future: Literal["hold", "clamp"] = "hold"
    select: dict[str, str | list[str]] = {}
    options: dict[str, Any] = {}

    @model_validator(mode="after")
    def _one_place(self) -> "SourceSection":
        if (self.path is None) == (self.url is None):
            message = "expected either path or url"
            raise ValueError(message)
        if self.url and self.adapter is not None and (self.adapter == "sql") == self.url.lower().startswith("http"):
            kind = "a database's" if self.adapter == "sql" else "an http or https"
            message = f'expected {kind} address with adapter = "{self.adapter}"'
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
    robots: bool = True
    pace: Annotated[float, Field(ge=0, le=3600)] = PACE
    cache: Folder = ".feedhouse_cache"


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
