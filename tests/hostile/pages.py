# ruff: noqa: E501 (one line a kind)
"""Poison in saved pages: text and HTML files that lie among the good ones."""

from collections.abc import Callable

from tests.hostile.markup import BOMB, XXE
from tests.hostile.poisons import DAY, Fate, Poison, poison
from tests.hostile.shapes import zipped
from tests.newsroom import page

HEAD = (
    '<meta charset="utf-8"><title>A poisoned page</title><meta property="og:type" content="article">'
    '<link rel="canonical" href="https://courier.example/news/poisoned-page">'
    f'<meta property="article:published_time" content="{DAY}"><meta name="author" content="Asha">'
)
PROSE = (
    "<p>The ferry came in at noon, and nobody was hurt, said the harbour master, who had seen it all before.</p>" * 8
)


def html(head: str = "", inside: str = "") -> bytes:
    text = f"<!DOCTYPE html><html><head>{HEAD}{head}</head><body><article><h1>A poisoned page</h1>{PROSE}{inside}"
    return f"{text}</article></body></html>".encode("utf-8", "surrogatepass")


def text(said: str = "", title: str = "A poisoned text") -> bytes:
    made = page(1).replace("Story 1 about the harbour", title).replace("Nobody minded the rain.", said or "Rain.")
    return made.encode("utf-8", "surrogatepass")


def page_of(name: str, fate: Fate, made: Callable[[], bytes] | bytes) -> Poison:
    return poison(f"HTML: {name}", fate, made, "poison.html")


def text_of(name: str, fate: Fate, made: Callable[[], bytes] | bytes) -> Poison:
    return poison(f"text: {name}", fate, made, "poison.txt")


LD = '<script type="application/ld+json">%s</script>'

PAGES = (
    page_of("script and handlers", "kept", html("<script>x</script>", "<script>x</script><p onclick=x>y</p>")),
    page_of("javascript: in its addresses", "kept", html('<base href="javascript:x"><meta property="og:image" content="javascript:x">')),
    page_of("javascript: as its canonical address", "kept", html().replace(b"https://courier.example/news/", b"javascript:")),
    page_of("an entity bomb", "kept", html(inside=BOMB)),
    page_of("an external entity", "kept", XXE.encode() + html()),
    page_of("JSON-LD that is cut short", "kept", html(LD % '{"@type": "NewsArticle", "headline": "x')),
    page_of("JSON-LD nested 100,000 deep", "kept", lambda: html(LD % ("[" * 100_000))),
    page_of("JSON-LD of wrong types", "kept", html(LD % '{"@type": ["NewsArticle"], "headline": [[1]], "author": 7, "datePublished": {}, "image": true}')),
    page_of("JSON-LD that points to itself", "kept", html(LD % '{"@type": "NewsArticle", "@id": "#a", "author": {"@id": "#a"}, "isPartOf": {"@id": "#a"}}')),
    page_of("100,000 divs within each other", "kept", lambda: html(inside="<div>" * 100_000)),
    page_of("a comment of 10 MB", "kept", lambda: html(inside=f"<!--{'x' * 10_000_000}-->")),
    page_of("controls and surrogates", "kept", html(inside="<p>The \0\x01\x1b\ud83d\ufffe ferry.</p>")),
    page_of("a charset that is a lie", "kept", html().replace(b"utf-8", b"utf-16")),
    page_of("a charset that there is not", "kept", html().replace(b"utf-8", b"x-klingon")),
    page_of("UTF-16", "kept", html().decode().encode("utf-16")),
    page_of("bytes that are no UTF-8", "kept", html().replace(b"noon", b"n\xff\xfeon")),
    page_of("an absurd date", "told", html().replace(DAY.encode(), b"9999-12-31T23:59:59-12:00")),
    page_of("nothing", "named", b""),
    page_of("nothing but a doctype", "named", b"<!DOCTYPE html>"),
    page_of("a frameset", "named", b'<!DOCTYPE html><frameset><frame src="javascript:x"></frameset>'),
    page_of("a captcha", "named", b"<!DOCTYPE html><title>Are you a robot?</title><form>Type the letters</form>"),
    page_of("zip of HTML tricks", "named", zipped),
    page_of("binary", "named", bytes(range(256)) * 400),
    text_of("script", "kept", text("<script>alert(1)</script> <img src=x onerror=alert(1)> javascript:alert(1)")),
    text_of("script in the title", "named", text(title="<script>alert(1)</script> A poisoned text")),
    text_of("controls and surrogates", "named", text("The \0\x01\x1b[2J\ud83d\ufffe ferry.")),
    text_of("an entity bomb", "kept", text(BOMB)),
    text_of("a line of 2 MB", "kept", lambda: text("x" * 2_000_000)),
    text_of("a line of 30 MB", "named", lambda: text("x" * 30_000_000)),
    text_of("nothing", "named", b""),
    text_of("nothing but NULs", "named", b"\0" * 100_000),
    text_of("binary", "named", bytes(range(256)) * 400),
    poison("a picture", "passed", b"\x89PNG\r\n\x1a\n" + bytes(1000), "poison.png"),
    poison("a file with a name of markup", "kept", text(), "<script>alert(1)<.txt"),
    poison("a file with a name of escapes", "kept", text(), "\x1b[2J\r\n\u202e.txt"),
    poison("a hidden file", "passed", b"\0", ".poison.jsonl"),
)  # fmt: skip
