"""What a request passes on its way out: the cache, then the pace, then the guarded connection."""

import email.utils
import re
from pathlib import Path

import httpcore2
import httpx2
from hishel.httpx2 import CacheTransport

from feeds.http.cache import Files
from feeds.http.guard import Deadline, GuardedBackend
from feeds.http.pace import Pace

FRESHEST = 86_400
"""Seconds for which an answer is used unasked, whatever it says: a feed once sent with a year's max-age is not lost."""

_MAX_AGE = re.compile(r"""\bmax-age\s*=\s*"?(\d+)"?""", re.IGNORECASE)


class Network(httpx2.BaseTransport):
    """The network at the host's pace."""

    def __init__(self, deadline: Deadline, pace: Pace, *, allow_private: bool) -> None:
        self._inner = _guarded(GuardedBackend(deadline, allow_private=allow_private))
        self._pace = pace

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """As httpx2's."""
        self._pace.wait(host(str(request.url)))
        response = self._inner.handle_request(request)
        if told := freshness(response):
            response.headers["cache-control"] = told
        return response

    def close(self) -> None:
        """As httpx2's."""
        self._inner.close()


class Caching(httpx2.BaseTransport):
    """The cache before the network, except for what is asked for with a password."""

    def __init__(self, network: Network, folder: Path) -> None:
        self._network = network
        # A private cache (section 1): `private` concerns others. No stale answers: a source that fails is told.
        self._cache = CacheTransport(network, Files(folder), rfc={"shared": False, "allow_stale": False})

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """As httpx2's."""
        secret = "authorization" in request.headers
        return (self._network if secret else self._cache).handle_request(request)

    def close(self) -> None:
        """As httpx2's."""
        self._cache.close()


def host(url: str) -> str:
    """Who is asked: the host of an address, with its port."""
    parts = httpx2.URL(url)
    return parts.netloc.decode("ascii", "replace").lower()


def freshness(response: httpx2.Response) -> str:
    """The Cache-Control of an answer, so that nothing is fresh unless the server says so, and nothing for more than a
    day. The heuristic of RFC 9111, section 4.2.2, would not ask for three days after a month of quiet."""
    told = ", ".join(response.headers.get_list("cache-control"))
    if (named := _MAX_AGE.search(told)) is not None:
        return told if int(named[1][:12]) <= FRESHEST else _MAX_AGE.sub(f"max-age={FRESHEST}", told)
    until = _seconds(response.headers.get("expires"))
    if until is None:  # a 304 that says nothing leaves what was said before
        more = "" if response.status_code == httpx2.codes.NOT_MODIFIED else "no-cache"
    else:
        lifetime = until - (_seconds(response.headers.get("date")) or 0.0)
        more = f"max-age={FRESHEST}" if lifetime > FRESHEST else ""
    return ", ".join(filter(None, (told, more)))


def _seconds(date: str | None) -> float | None:
    """An HTTP date in seconds since 1970. An Expires that is none means the past (section 5.3)."""
    if date is None:
        return None
    try:
        return email.utils.parsedate_to_datetime(date).timestamp()
    except (ValueError, TypeError, OverflowError):
        return 0.0


def _guarded(backend: httpcore2.NetworkBackend) -> httpx2.HTTPTransport:
    """httpx2 has no argument for the network backend; its pool has."""
    transport = httpx2.HTTPTransport(trust_env=False)
    transport._pool = httpcore2.ConnectionPool(  # noqa: SLF001
        ssl_context=httpx2.create_ssl_context(trust_env=False),
        network_backend=backend,
        max_connections=4,
    )
    return transport
