"""Polite fetching, as sources see it."""

import datetime as dt
from dataclasses import dataclass
from typing import Protocol


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
        """Fetch `url`. Raises `feeds.errors.FetchError` for what may pass, `feeds.errors.SourceError` for what will not."""
