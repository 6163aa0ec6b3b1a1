"""Everything that a configuration says, as the pipeline takes it."""

from dataclasses import dataclass
from pathlib import Path

from feeds.feed import Shape
from feeds.http import PACE
from feeds.ingest import SourceSettings
from feeds.model import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsroom:
    """One newsroom. `store` is a database URL; `wait` the seconds to wait for the lock; `jobs` how many processes may
    render at once. `contact` to `cache` are how addresses are fetched: see `feeds.http.LateClient`."""

    site: Site
    sources: tuple[SourceSettings, ...]
    shape: Shape
    store: str
    out: Path
    wait: float = 10.0
    jobs: int = 1
    contact: str | None = None
    allow_private: bool = False
    robots: bool = True
    pace: float = PACE
    cache: Path | None = None
