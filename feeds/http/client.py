"""The one HTTP client."""

import datetime as dt
import threading
import time
from collections.abc import Callable
from email.message import Message
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpcore2
import httpx2

from feeds.errors import FetchError, SourceError
from feeds.http import Limits, Response
from feeds.http.coding import UNKNOWN
from feeds.http.guard import Deadline
from feeds.http.pace import BusyError, Pace
from feeds.http.retry import LATER, Retrying, busy
from feeds.http.robots import Robots
from feeds.http.transport import Caching, Network, host

REDIRECTS = {301, 302, 303, 307, 308}


class Client:
    """One fetch at a time, within `Limits`; use it as a context manager. `pace` is in seconds, `cache` a folder; `told`
    is called with the address of each answer, `sleep` is how it waits."""

    def __init__(
        self,
        *,
        contact: str | None = None,
        allow_private: bool = False,
        robots: bool = True,
        pace: float = 0.0,
        cache: Path | None = None,
        limits: Limits | None = None,
        told: Callable[[str], None] | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._limits = limits or Limits()
        self._told = told or (lambda url: None)
        self._turn = threading.Lock()
        self._deadline = Deadline()
        self._pace = Pace(pace, self._deadline, sleep)
        self._retrying = Retrying(self._limits.retries, self._deadline, sleep)
        self._robots = Robots(self._machine_readable, cache) if robots else None
        network = Network(self._deadline, self._pace, allow_private=allow_private)
        about = f"feedhouse/{version('feedhouse')}" + (f" (+{contact})" if contact else "")
        self._client = httpx2.Client(
            transport=Caching(network, cache) if cache else network,
            headers={"User-Agent": about, "Accept-Encoding": "gzip"},
            timeout=self._limits.silence,
            follow_redirects=False,
            trust_env=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def get(self, url: str, *, accept: str = "*/*", found: bool = False, renew: bool = False) -> Response:
        """As `feeds.http.Http.get`."""
        headers = {"Accept": accept} | ({"Cache-Control": "no-cache"} if renew else {})
        with self._turn:
            answer = self._fetched(url, headers, found=found)
        self._told(url)
        return answer

    def _machine_readable(self, url: str) -> Response:
        """A robots.txt, on the way to another fetch."""
        with self._deadline.paused():
            return self._fetched(url, {"Accept": "text/plain, */*;q=0.1"}, found=False)

    def _fetched(self, url: str, headers: dict[str, str], *, found: bool) -> Response:
        self._deadline.start(self._limits.seconds)
        return self._retrying(lambda: self._followed(url, headers, found=found))

    def _followed(self, url: str, headers: dict[str, str], *, found: bool) -> Response:
        """The answer behind the redirects; each address is judged like the first."""
        for _ in range(self._limits.redirects + 1):
            _judge_address(url)
            if found and self._robots is not None:
                self._pace.slow(host(url), self._robots.check(url))
            answer = self._hop(url, headers)
            if isinstance(answer, Response):
                return answer
            url = answer
        raise SourceError(f"{url}: more than {self._limits.redirects} redirects")

    def _hop(self, url: str, headers: dict[str, str]) -> Response | str:
        """One request: the answer, or the address to which it sends us on."""
        try:
            with self._client.stream("GET", url, headers=headers) as response:
                if response.status_code in REDIRECTS and "location" in response.headers:
                    return _onward(url, response.headers["location"])
                self._judge(url, response)
                return _response(url, response, self._body(url, response))
        except BusyError as error:
            raise BusyError(f"{url}: {str(error).removeprefix(f'{url}: ')}", error.after) from None
        except (httpx2.TransportError, httpcore2.NetworkError, httpcore2.TimeoutException) as error:
            raise FetchError(f"{url}: {error or type(error).__name__}") from error
        except (httpx2.DecodingError, httpx2.InvalidURL, httpx2.UnsupportedProtocol, UnicodeError, ValueError) as error:
            raise SourceError(f"{url}: {error}") from error

    def _judge(self, url: str, response: httpx2.Response) -> None:
        status = response.status_code
        if status in LATER:
            error = busy(url, status, response.headers.get("retry-after"), time.time())
            if error.after:
                self._pace.hold(host(url), error.after)
            raise error
        if not response.is_success:
            raise SourceError(f"{url}: the server answered {status}")
        coding = response.headers.get("content-encoding", "").strip().lower()
        if "," in coding:
            raise SourceError(f"{url}: the answer is compressed more than once")
        if coding in UNKNOWN:
            raise SourceError(f"{url}: the answer is compressed as {coding}, which was not asked for")

    def _body(self, url: str, response: httpx2.Response) -> bytes:
        parts, size = [], 0
        for part in response.iter_bytes(65536):
            size += len(part)
            if size > self._limits.size:
                raise SourceError(f"{url}: larger than {self._limits.size:,} bytes")
            parts.append(part)
        return b"".join(parts)


def _judge_address(url: str) -> None:
    try:
        known = urlsplit(url).scheme in {"http", "https"}
        host(url)
    except (httpx2.InvalidURL, ValueError) as error:
        raise SourceError(f"{url}: {error}") from error
    if not known:
        raise SourceError(f"{url}: only http and https addresses are fetched")


def _onward(url: str, location: str) -> str:
    """Where a redirect leads; to the same server with the user name and password that it was asked with."""
    onward = urljoin(url, location)
    before, after = urlsplit(url), urlsplit(onward)
    secret, at, server = before.netloc.rpartition("@")
    same = (before.scheme, server.lower()) == (after.scheme, after.netloc.lower())
    return after._replace(netloc=f"{secret}@{server}").geturl() if at and same else onward


def _response(url: str, response: httpx2.Response, body: bytes) -> Response:
    header = Message()
    header["content-type"] = response.headers.get("content-type") or "application/octet-stream"
    return Response(
        url=url,
        status=response.status_code,
        media_type=header.get_content_type(),
        charset=header.get_content_charset(),
        body=body,
        fetched=dt.datetime.now(dt.UTC),
        headers=dict(response.headers.items()),
        unchanged=bool(response.extensions.get("caching", {}).get("from_cache")),
    )
