"""feedhouse.toml: every key with its meaning and default, and every fault told at once.

`sections` has the tables, `values` what their values may be, `between` what two keys may be together, `faults` the
words for what is wrong. `load` reads a file into `feeds.newsroom.Newsroom`. Paths in it are relative to the file's own
folder.
"""

import tomllib
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import ValidationError

from feeds.config.faults import fault
from feeds.config.sections import Configuration, SourceSection
from feeds.errors import ConfigError
from feeds.feed import Shape
from feeds.ingest import SourceSettings
from feeds.model import Site
from feeds.newsroom import Newsroom


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
        raise ConfigError([f"{name}: {fault(detail)}" for detail in error.errors()]) from None


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise ConfigError([f"{path}: no such file; write one with: feedhouse init"]) from None
    except UnicodeDecodeError as error:
        raise ConfigError([f"{path}: expected UTF-8 text (byte {error.start})"]) from None
    except OSError as error:
        raise ConfigError([f"{path}: cannot be read: {error.strerror}"]) from None


def _newsroom(configuration: Configuration, folder: Path) -> Newsroom:
    feeds = configuration.feeds
    return Newsroom(
        site=_site(configuration),
        sources=tuple(_source(source, folder) for source in configuration.sources),
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
        robots=configuration.http.robots,
        pace=configuration.http.pace,
        cache=folder / configuration.http.cache if configuration.http.cache else None,
    )


def _source(section: SourceSection, folder: Path) -> SourceSettings:
    """One source; its selectors go to the adapter with the other options."""
    told = section.model_dump()
    select = told.pop("select")
    if select:
        told["options"] = told["options"] | {"select": select}
    if told["url"]:
        told["url"] = _store_url(told["url"], folder)
    return SourceSettings(folder=folder, **told)


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
