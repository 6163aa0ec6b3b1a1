"""What a request passes on its way out: the cache, then the pace, then the guarded connection."""

import time
from pathlib import Path

import httpcore2
import httpx2
from hishel.httpx2 import CacheTransport

from feeds.http.cache import Files
from feeds.http.coding import whole
from feeds.http.freshness import settle
from feeds.http.guard import Deadline, GuardedBackend
from feeds.http.pace import Pace


class Network(httpx2.BaseTransport):
    """The network at the host's pace."""

    def __init__(self, deadline: Deadline, pace: Pace, *, allow_private: bool) -> None:
        self._inner = _guarded(GuardedBackend(deadline, allow_private=allow_private))
        self._pace = pace

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """As httpx2's."""
        self._pace.wait(host(str(request.url)))
        response = self._inner.handle_request(request)
        settle(response, time.time())
        whole(response)  # before the cache, which would keep what was cut short
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


def _guarded(backend: httpcore2.NetworkBackend) -> httpx2.HTTPTransport:
    """httpx2 has no argument for the network backend; its pool has."""
    transport = httpx2.HTTPTransport(trust_env=False)
    transport._pool = httpcore2.ConnectionPool(  # noqa: SLF001
        ssl_context=httpx2.create_ssl_context(trust_env=False),
        network_backend=backend,
        max_connections=4,
    )
    return transport
