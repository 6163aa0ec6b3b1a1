"""A news site on loopback with its own log: a sitemap, pages with conversations, validators, a robots.txt."""

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<link rel="canonical" href="{url}"><meta property="og:type" content="article">
<meta property="article:published_time" content="{published}"></head><body><article><h1>{title}</h1>
<p>The council voted on budget number {number} late on Monday, and nobody was surprised by what it decided.</p>
<p>It had talked about the harbour for three hours, said the mayor, who then went home by the last ferry.</p>
<p>The opposition left the room before the vote and came back for the fireworks.</p></article>
<section class="comments" id="comments"><h2>Comments</h2>
<ol class="comment-list">{comments}</ol></section></body></html>"""
COMMENT = """<li class="comment" id="comment-{key}">
<div class="comment-author vcard"><cite class="fn">Mira {n}</cite></div>
<div class="comment-meta"><time datetime="2025-06-16T09:{n:02}:00Z">June 16</time></div>
<div class="comment-content"><p>Comment {n} on story {number}, in so many words.</p></div></li>"""
PUBLISHED = "2025-06-16T08:00:00Z"


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of the server's log. `at` is in seconds; `size` is of the body that was sent."""

    at: float
    path: str
    agent: str
    status: int
    size: int


@dataclass(slots=True)
class Site:
    """The site. `comments` has the number of each story's, `changed` its lastmod."""

    stories: int
    robots: str = ""
    published: str = PUBLISHED
    comments: dict[int, int] = field(default_factory=dict)
    changed: dict[int, str] = field(default_factory=dict)
    log: list[Asked] = field(default_factory=list)
    url: str = ""

    def body(self, path: str) -> tuple[str, bytes] | None:
        """The media type and the bytes at a path."""
        if path == "/robots.txt" and self.robots:
            return "text/plain", self.robots.encode()
        if path == "/sitemap.xml":
            return "application/xml", self.sitemap().encode()
        number = path.removeprefix("/news/story-")
        if number.isdigit() and int(number) < self.stories:
            return "text/html", self.page(int(number)).encode()
        return None

    def sitemap(self) -> str:
        dated = [(f"{self.url}/news/story-{one}", self.changed.get(one, self.published)) for one in range(self.stories)]
        urls = "".join(f"<url><loc>{url}</loc><lastmod>{changed}</lastmod></url>" for url, changed in dated)
        return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'

    def page(self, number: int) -> str:
        said = "".join(
            COMMENT.format(key=number * 100 + n, n=n, number=number) for n in range(self.comments.get(number, 0))
        )
        return PAGE.format(
            title=f"Budget {number} is voted on", url=f"{self.url}/news/story-{number}", number=number,
            published=self.published, comments=said,
        )  # fmt: skip


@contextmanager
def serving(site: Site) -> Iterator[Site]:
    """The site on a port of its own."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # one packet: header and body apart would wait for each other (Nagle, delayed ACK)

        def do_GET(self) -> None:
            found = site.body(self.path)
            kind, body = found or ("text/plain", b"nothing here")
            tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            status = 404 if found is None else 304 if self.headers.get("If-None-Match") == tag else 200
            body = b"" if status == 304 else body
            self.send_response(status)
            for name, value in {"Content-Type": kind, "ETag": tag, "Content-Length": str(len(body))}.items():
                if not (status == 304 and name == "Content-Length"):
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            site.log.append(Asked(time.monotonic(), self.path, self.headers["User-Agent"], status, len(body)))

        def log_message(self, format: str, *args: object) -> None:
            """The site keeps a log of its own."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        site.url = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield site
        server.shutdown()
