"""Polite fetching, as sources see it: bounded in size, time and redirects, kept off private addresses, slow on purpose.

`Http` is what an adapter is given; `client.Client` is the one implementation (opened late: httpx2 is slow to import).
Behind it: `guard` says where and until when, `pace` how often, `robots` which pages, `retry` how often again, `cache`
what need not be fetched at all. docs/fetching.md tells it whole.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from feeds.errors import SourceError

if TYPE_CHECKING:
    from feeds.http.client import Client

PACE = 1.0
"""Seconds between the starts of two requests to one host, unless the configuration says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one fetch may cost: seconds in all, seconds without a byte, bytes after decompression, redirects, and how
    often what failed for now is tried again, within the same seconds. What it waits for its turn is not counted."""

    seconds: float = 30.0
    silence: float = 10.0
    size: int = 50_000_000
    redirects: int = 5
    retries: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One answer: the address after redirects, the status, the media type without parameters, the charset that the
    header names (or None), the decoded body, and when it was asked for. `headers` have names in lower case, several of
    one name joined by commas. `unchanged`: the body is one that was kept, because it is still fresh or the server said
    304. It does not tell that the caller has seen it: a run that failed may have been the one that fetched it."""

    url: str
    status: int
    media_type: str
    charset: str | None
    body: bytes
    fetched: dt.datetime
    headers: Mapping[str, str] = field(default_factory=dict)
    unchanged: bool = False


class RobotsError(SourceError):
    """The robots.txt of a site does not allow a page that was found there."""


class Http(Protocol):
    """The one client that sources share. It is polite and bounded; it refuses private addresses unless allowed."""

    def get(self, url: str, *, accept: str = "*/*", found: bool = False, renew: bool = False) -> Response:
        """Fetch `url`. `found`: it was found in a document and configured by nobody, so robots.txt decides. `renew`: it
        is known to have changed, so the server is asked even about what is still fresh. Raises
        `feeds.errors.FetchError` for what may pass (connection, time-out, 429, 5xx) and `feeds.errors.SourceError` for
        what will not (404, a private address, too large), `RobotsError` among them."""


class LateClient:
    """A `client.Client` that is opened by the first fetch, closed by `with`: a run without addresses does not pay for
    its imports. `cache` is a folder, `told` is called with the address of each answer."""

    def __init__(
        self,
        *,
        contact: str | None = None,
        allow_private: bool = False,
        robots: bool = True,
        pace: float = PACE,
        cache: Path | None = None,
        told: Callable[[str], None] | None = None,
    ) -> None:
        self._opened: Callable[[type[Client]], Client] = lambda client: client(
            contact=contact, allow_private=allow_private, robots=robots, pace=pace, cache=cache, told=told
        )
        self._client: Client | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client is not None:
            self._client.close()

    def get(self, url: str, *, accept: str = "*/*", found: bool = False, renew: bool = False) -> Response:
        """As `Http.get`."""
        if self._client is None:
            from feeds.http.client import Client  # noqa: PLC0415  httpx2 takes 150 ms to import

            self._client = self._opened(Client)
        return self._client.get(url, accept=accept, found=found, renew=renew)
