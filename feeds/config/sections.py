"""The tables of feedhouse.toml, every key with its default."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ModelWrapValidatorHandler, ValidationError, model_validator

from feeds.config import between
from feeds.config.values import Address, Duration, Folder, Language, Name, Pattern, Text, Timezone, Url, Words
from feeds.http import PACE


class Section(BaseModel):
    """A table of the file: unknown keys are faults, numbers are not made of strings."""

    model_config = ConfigDict(extra="forbid", strict=True)

    @classmethod
    def _rules(cls, given: between.Table) -> Iterator[str]:
        """What is wrong between keys."""
        return iter(())

    @model_validator(mode="wrap")
    @classmethod
    def _whole(cls, given: object, check: ModelWrapValidatorHandler[Self]) -> Self:
        """All faults of a table at once: those of its keys, and those between them."""
        section, error = None, None
        try:
            section = check(given)
        except ValidationError as caught:
            error = caught
        faults = list(cls._rules(between.right(given, error))) if isinstance(given, dict) else []
        if section is None or faults:
            raise between.joined(cls.__name__, error, given, faults)
        return section


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

    @classmethod
    def _rules(cls, given: between.Table) -> Iterator[str]:
        return between.one_place(given)


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

    @classmethod
    def _rules(cls, given: between.Table) -> Iterator[str]:
        return between.archive_holds_a_feed(given, cls.model_fields["entries"].default)


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

    @classmethod
    def _rules(cls, given: between.Table) -> Iterator[str]:
        return between.names_differ(given)
