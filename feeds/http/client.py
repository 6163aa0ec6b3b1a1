"""The one HTTP client."""

import datetime as dt
from email.message import Message
from importlib.metadata import version
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpcore2
import httpx2

from feeds.errors import FetchError, SourceError
from feeds.http import Limits, Response
from feeds.http.guard import Deadline, GuardedBackend

LATER = {408, 425, 429, 500, 502, 503, 504}
REDIRECTS = {301, 302, 303, 307, 308}


class Client:
    """One fetch at a time, within `Limits`; use it as a context manager."""

    def __init__(
        self, *, contact: str | None = None, allow_private: bool = False, limits: Limits | None = None
    ) -> None:
        self._limits = limits or Limits()
        self._deadline = Deadline()
        about = f"feedhouse/{version('feedhouse')}" + (f" (+{contact})" if contact else "")
        self._client = httpx2.Client(
            transport=_transport(GuardedBackend(self._deadline, allow_private=allow_private)),
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
        self._client.close()

    def get(self, url: str, *, accept: str = "*/*") -> Response:
        """As `feeds.http.Http.get`."""
        self._deadline.start(self._limits.seconds)
        for _ in range(self._limits.redirects + 1):
            answer = self._hop(url, accept)
            if isinstance(answer, Response):
                return answer
            url = answer
        raise SourceError(f"{url}: more than {self._limits.redirects} redirects")

    def _hop(self, url: str, accept: str) -> Response | str:
        """One request: the answer, or the address to which it sends us on."""
        if urlsplit(url).scheme not in {"http", "https"}:
            raise SourceError(f"{url}: only http and https addresses are fetched")
        try:
            with self._client.stream("GET", url, headers={"Accept": accept}) as response:
                if response.status_code in REDIRECTS and "location" in response.headers:
                    return urljoin(url, response.headers["location"])
                self._judge(url, response)
                return _response(url, response, self._body(url, response))
        except (httpx2.TransportError, httpcore2.NetworkError, httpcore2.TimeoutException) as error:
            raise FetchError(f"{url}: {error or type(error).__name__}") from error
        except (httpx2.DecodingError, httpx2.InvalidURL, httpx2.UnsupportedProtocol, UnicodeError, ValueError) as error:
            raise SourceError(f"{url}: {error}") from error

    def _judge(self, url: str, response: httpx2.Response) -> None:
        status = response.status_code
        if status in LATER:
            raise FetchError(f"{url}: the server answered {status}")
        if not response.is_success:
            raise SourceError(f"{url}: the server answered {status}")
        if "," in response.headers.get("content-encoding", ""):
            raise SourceError(f"{url}: the answer is compressed more than once")

    def _body(self, url: str, response: httpx2.Response) -> bytes:
        parts, size = [], 0
        for part in response.iter_bytes(65536):
            size += len(part)
            if size > self._limits.size:
                raise SourceError(f"{url}: larger than {self._limits.size:,} bytes")
            parts.append(part)
        return b"".join(parts)


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
    )


def _transport(backend: httpcore2.NetworkBackend) -> httpx2.HTTPTransport:
    """httpx2 has no argument for the network backend; its pool has."""
    transport = httpx2.HTTPTransport(trust_env=False)
    transport._pool = httpcore2.ConnectionPool(  # noqa: SLF001
        ssl_context=httpx2.create_ssl_context(trust_env=False),
        network_backend=backend,
        max_connections=4,
    )
    return transport
