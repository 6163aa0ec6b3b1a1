"""The cache on disk (RFC 9111): hishel decides, and each answer lies in a file of its own.

A file has a line of JSON (address, the request headers that Vary names, status, response headers), the body as it came,
and a digest of both: whatever is damaged is not there. The name is a digest, too. Nothing that was asked for with a
password is kept, no cookie, and no header of ours.
"""

import hashlib
import json
import os
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import cast

from hishel import BaseStorage, Entry, Headers, Request, Response

from feeds.http import files
from feeds.http.freshness import is_to_come

LARGEST = 20_000_000
"""Bytes of an answer that is kept, as it came."""

_DIGEST = 16
_NEVER = frozenset({"set-cookie", "set-cookie2"})
_SECRET = frozenset({"authorization", "cookie", "proxy-authorization"})


class Files(BaseStorage):
    """hishel's storage: one answer an address, the newest."""

    def __init__(self, folder: Path) -> None:
        super().__init__(max_stream_size=LARGEST)
        self._folder = folder
        self._written = files.LARGEST  # sweep before the first

    def create_entry(
        self, request: Request, response: Response, key: str, *, ttl: float | None = None, tti: float | None = None
    ) -> Entry:
        """As hishel's: the answer is kept when its body was read to its end."""
        entry = Entry(id=uuid.UUID(hex=key[:32]), request=_kept(request, response), response=_public(response))
        stream = self._saving(entry, cast("Iterable[bytes]", response.stream or ()))
        return replace(entry, response=replace(response, stream=stream))

    def get_entries(self, key: str) -> list[Entry]:
        """As hishel's: the one answer, if it is there and whole."""
        found = self._read(uuid.UUID(hex=key[:32]))
        return [found] if found and not is_to_come(found.response.headers.get("date"), time.time()) else []

    def update_headers(self, id: uuid.UUID, headers: Headers) -> None:
        """As hishel's: what a 304 told. One that told nothing new is no reason to write the body again."""
        found = self._read(id)
        if found and _lasting(found.response.headers) == _lasting(headers):
            with suppress(OSError):
                os.utime(self._path(id))  # it was used: others are swept before it
        elif found:
            body = b"".join(cast("Iterable[bytes]", found.response.stream))
            self._write(replace(found, response=_public(replace(found.response, headers=headers))), body)

    def remove_entry(self, id: uuid.UUID) -> None:
        """As hishel's."""
        with suppress(OSError):
            self._path(id).unlink(missing_ok=True)

    def _saving(self, entry: Entry, stream: Iterable[bytes]) -> Iterator[bytes]:
        parts, size = [], 0
        for part in stream:
            size += len(part)
            if size <= LARGEST:
                parts.append(part)
            else:
                parts.clear()
            yield part
        if size <= LARGEST:
            self._write(entry, b"".join(parts))

    def _write(self, entry: Entry, body: bytes) -> None:
        head = _dumped(entry)
        digest = hashlib.blake2b(head + body, digest_size=_DIGEST).digest()
        with suppress(OSError):  # a full disk, a folder of someone else: then it is fetched again next time
            self._make_room(len(body))
            files.write(self._path(entry.id), [head, body, digest])

    def _make_room(self, size: int) -> None:
        self._written += size
        if self._written >= files.LARGEST // 10:
            files.sweep(self._folder)
            self._written = 0

    def _read(self, id: uuid.UUID) -> Entry | None:
        try:
            text = self._path(id).read_bytes()
            head, newline, body = text[:-_DIGEST].partition(b"\n")
            digest = hashlib.blake2b(head + newline + body, digest_size=_DIGEST).digest()
            return _loaded(id, head, body) if digest == text[-_DIGEST:] else None
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def _path(self, id: uuid.UUID) -> Path:
        return self._folder / id.hex[:2] / id.hex


def _kept(request: Request, response: Response) -> Request:
    """The request, with those headers alone that Vary makes its answer depend on."""
    varying = {name.strip().lower() for name in (response.headers.get("vary") or "").split(",")} - _SECRET
    told = {name: value for name, value in request.headers.items() if name.lower() in varying}
    return Request(method=request.method, url=request.url, headers=Headers(told))


def _public(response: Response) -> Response:
    told = {name: value for name, value in response.headers.items() if name.lower() not in _NEVER}
    return replace(response, headers=Headers(told))


def _lasting(headers: Headers) -> dict[str, str]:
    """What has to be kept of headers: a new Date counts where it makes the answer fresh again."""
    told = {name.lower(): value for name, value in headers.items() if name.lower() not in _NEVER}
    fresh = "max-age" in told.get("cache-control", "")
    return told if fresh else {name: value for name, value in told.items() if name not in {"date", "age"}}


def _dumped(entry: Entry) -> bytes:
    told = {
        "url": entry.request.url,
        "method": entry.request.method,
        "asked": dict(entry.request.headers.items()),
        "status": entry.response.status_code,
        "headers": dict(entry.response.headers.items()),
    }
    return json.dumps(told).encode() + b"\n"


def _loaded(id: uuid.UUID, head: bytes, body: bytes) -> Entry:
    told = json.loads(head)
    return Entry(
        id=id,
        request=Request(method=told["method"], url=told["url"], headers=Headers(told["asked"])),
        response=Response(status_code=told["status"], headers=Headers(told["headers"]), stream=iter([body])),
    )
