"""Polite fetching, as sources see it: bounded in size, time and redirects, kept off private addresses.

`Http` is what an adapter is given; `client.Client` is the one implementation (opened late: httpx2 is slow to import).
"""

import datetime as dt
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one fetch may cost: seconds in all, seconds without a byte, bytes after decompression, redirects."""

    seconds: float = 30.0
    silence: float = 10.0
    size: int = 50_000_000
    redirects: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One answer: the address after redirects, the status, the media type without parameters, the charset that the
    header names (or None), the decoded body, and when it was fetched."""

    url: str
    status: int
    media_type: str
    charset: str | None
    body: bytes
    fetched: dt.datetime


class Http(Protocol):
    """The one client that sources share. It is polite and bounded; it refuses private addresses unless allowed."""

    def get(self, url: str, *, accept: str = "*/*") -> Response:
        """Fetch `url`. Raises `feeds.errors.FetchError` for what may pass (connection, time-out, 429, 5xx) and
        `feeds.errors.SourceError` for what will not (404, a private address, too large)."""


class LateClient:
    """A `client.Client` that is opened by the first fetch: a run without addresses does not pay for its imports."""

    def __init__(self, *, contact: str | None = None, allow_private: bool = False) -> None:
        self._contact = contact
        self._allow_private = allow_private
        self._client: Http | None = None

    def get(self, url: str, *, accept: str = "*/*") -> Response:
        """As `Http.get`."""
        if self._client is None:
            from feeds.http.client import Client  # noqa: PLC0415  httpx2 takes 150 ms to import

            self._client = Client(contact=self._contact, allow_private=self._allow_private)
        return self._client.get(url, accept=accept)
