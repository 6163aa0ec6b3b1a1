"""A server on loopback that can fail in 19 ways: its mood decides how it answers."""

import json
import socket
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

HTML = b"<!DOCTYPE html><html><head><title>The Courier</title></head><body><h1>We will be back soon</h1></body></html>"
CAPTCHA = (
    b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><form action='/cdn-cgi/challenge'>"
    b"<h1>Verify that you are human</h1><p>Type the letters that you see in the picture.</p><input name='captcha'>"
    b"</form></body></html>"
)

Mood = Callable[["Server", socket.socket], None]


def answer(status: str, body: bytes = b"", *headers: str) -> bytes:
    """A whole answer as it goes over the wire."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def says(status: str, body: bytes = b"", *headers: str) -> Mood:
    return lambda server, connection: connection.sendall(answer(status, body, *headers))


def well(server: "Server", connection: socket.socket) -> None:
    connection.sendall(answer("200 OK", server.body, f"Content-Type: {server.kind}"))


def cut_short(server: "Server", connection: socket.socket) -> None:
    connection.sendall(answer("200 OK", server.body, f"Content-Type: {server.kind}")[: -len(server.body) // 2])


def reset(server: "Server", connection: socket.socket) -> None:
    connection.sendall(answer("200 OK", server.body)[:200])
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def gzip_bomb(server: "Server", connection: socket.socket) -> None:
    connection.sendall(answer("200 OK", server.bomb, "Content-Encoding: gzip", "Content-Type: application/json"))


def slow_drip(server: "Server", connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\nConnection: close\r\n\r\n")
    for at in range(100):
        connection.sendall(server.body[at : at + 1])
        time.sleep(0.5)


def endless(server: "Server", connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    while True:
        connection.sendall(server.body)


FAILING: dict[str, Mood | None] = {
    "slow drip": slow_drip,
    "500": says("500 Internal Server Error", HTML, "Content-Type: text/html"),
    "503": says("503 Service Unavailable", HTML, "Content-Type: text/html", "Retry-After: 3600"),
    "429": says("429 Too Many Requests", b"", "Retry-After: 86400"),
    "404": says("404 Not Found", HTML, "Content-Type: text/html"),
    "410": says("410 Gone", b"[]", "Content-Type: application/json"),
    "403": says("403 Forbidden", HTML, "Content-Type: text/html"),
    "empty": says("200 OK", b"", "Content-Type: application/json"),
    "[]": says("200 OK", b"[]", "Content-Type: application/json"),
    "captcha page": says("200 OK", CAPTCHA, "Content-Type: text/html"),
    "cut short": cut_short,
    "garbage": says("200 OK", bytes(range(256)) * 1000, "Content-Type: application/json"),
    "reset": reset,
    "redirect loop": says("302 Found", b"", "Location: /export"),
    "redirect to file:": says("302 Found", b"", "Location: file:///etc/passwd"),
    "gzip bomb": gzip_bomb,
    "endless": endless,
    "down": None,
    "HTML for JSON": says("200 OK", HTML, "Content-Type: application/json"),
}
"""The 19 ways; None is a server that nobody can reach."""


def cut_without_a_length(server: "Server", connection: socket.socket) -> None:
    body = server.body.rstrip()[:-9]
    connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body)


def broken_chunks(server: "Server", connection: socket.socket) -> None:
    head = f"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{len(server.body) - 1:x}\r\n"
    connection.sendall(head.encode() + server.body[:-1] + b"\r\n")


SHORT: dict[str, Mood] = {
    "cut without a length": cut_without_a_length,
    "broken chunks": broken_chunks,
    "no entries": says("200 OK", b"<rss version='2.0'><channel><title>T</title></channel></rss>"),
}
"""Ways to give too little; the last one is for feeds."""


@dataclass(slots=True)
class Server:
    """One server. `body` is what it has when it is well; `mood` how it answers now, None when it does not listen."""

    body: bytes
    kind: str = "application/x-ndjson"
    mood: Mood | None = well
    port: int = 0
    bomb: bytes = b""
    listening: socket.socket | None = field(default=None)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Listen, on the same port as before."""
        self.listening = socket.create_server(("127.0.0.1", self.port))
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self._serve, args=(self.listening,), daemon=True).start()

    def stop(self) -> None:
        """Be down: connections are refused."""
        if self.listening:
            with suppress(OSError):
                self.listening.shutdown(socket.SHUT_RDWR)
            self.listening.close()
            self.listening = None

    @contextmanager
    def failing(self, mood: Mood | None) -> Iterator[None]:
        """Answer in that mood for a while."""
        if mood is None:
            self.stop()
        self.mood = mood
        try:
            yield
        finally:
            self.mood = well
            if mood is None:
                self.start()

    def _serve(self, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                connection, _ = listening.accept()
                threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.recv(65536)
            if self.mood:
                self.mood(self, connection)


def bomb(size: int) -> bytes:
    """JSON of that many bytes, in a thousandth of them."""
    packer = zlib.compressobj(wbits=31)
    parts = [packer.compress(b'{"title": "x", "content_text": "')]
    parts += [packer.compress(bytes(1_000_000).replace(b"\0", b"x")) for _ in range(size // 1_000_000)]
    return b"".join([*parts, packer.compress(b'"}'), packer.flush()])


def export(count: int) -> bytes:
    """So many articles, one a line."""
    return b"".join(
        json.dumps(
            {
                "id": f"a{number}",
                "url": f"https://courier.example/news/{number}-ferry",
                "title": f"Story {number}",
                "published": f"2025-06-01T{number % 24:02}:00:00Z",
                "content_text": f"The ferry came in for the time number {number}.",
                "comments": [{"id": "c", "author": "Asha", "content_text": f"Said on {number}."}],
            }
        ).encode()
        + b"\n"
        for number in range(count)
    )


def feed(count: int) -> bytes:
    """So many entries."""
    items = "".join(
        f"<item><title>Story {n}</title><guid isPermaLink='false'>a{n}</guid><pubDate>Sun, 01 Jun 2025 10:00:00 GMT"
        f"</pubDate><link>https://courier.example/news/{n}-ferry</link><description>Ferry {n}.</description></item>"
        for n in range(count)
    )
    return f"<rss version='2.0'><channel><title>T</title>{items}</channel></rss>".encode()


def page(number: int) -> bytes:
    """One article as a page."""
    prose = "<p>The ferry came in at noon, and nobody was hurt, said the harbour master, who saw it.</p>" * 5
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>Story {number}</title>'
        '<meta property="og:type" content="article"><link rel="canonical" href="https://courier.example/news/ferry">'
        '<meta property="article:published_time" content="2025-06-01T10:00:00Z"></head>'
        f"<body><article><h1>Story {number}</h1>{prose}</article></body></html>"
    ).encode()
