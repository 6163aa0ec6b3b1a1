# ruff: noqa: E501 (one line a kind)
"""Poison in keys, names and shapes: what is no path, no record, no JSON; what clashes with a good one."""

import gzip
import io
import zipfile

from tests.hostile.poisons import BODY, COMMENT, DAY, line, poison

TRICKS = (
    "../../../../etc/passwd",
    "/etc/passwd",
    "..",
    ".",
    "C:\\..\\boot.ini",
    "con",
    "a/../../b",
    "~root",
    "%2e%2e%2f",
)


def keyed(key: object) -> bytes:
    """The key wherever a path could be made of one; no address, so that the slug is made of it too."""
    text = key if isinstance(key, str) else "World"
    return line(id=key, url=..., section=text, categories=[text], authors=[text], comments=[COMMENT | {"id": key}])


def zipped() -> bytes:
    """An archive of pages that are full of tricks, one of them outside."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../outside.html", "<script>alert(1)</script>" * 1000)
        archive.writestr("bomb.html", "<div>" * 1_000_000)
    return packed.getvalue()


KEYS = (
    *(poison(f"key: {trick}", "kept", keyed(trick)) for trick in TRICKS),
    poison("key: a NUL and a path", "kept", keyed("..\0/../x")),
    poison("key: a document of ours", "kept", keyed("feed.xml")),
    poison("key: a feed of ours", "kept", keyed("feed")),
    poison("key: the ledger's folder", "kept", keyed(".feedhouse")),
    poison("key: a folder of ours", "kept", keyed("articles/comments")),
    poison("key: the archive", "kept", keyed("archive")),
    poison("key: a trailing dot", "kept", keyed("story. ")),
    poison("key: SQL", "kept", keyed("'; DROP TABLE article; --")),
    poison("key: a template", "kept", keyed("{{7*7}} ${x} %s {0.__class__} `id`")),
    poison("key: empty", "kept", line(id="")),
    poison("key: spaces", "told", line(id=" \t")),
    poison("key: null", "kept", line(id=None)),
    poison("key: true", "told", line(id=True)),
    poison("key: a list", "told", line(id=["a1"])),
    poison("key: a fraction", "told", line(id=1.5)),
    poison("key: 4,000 digits", "told", line(id="@@").replace(b'"@@"', b"9" * 4000)),
    poison("guid: javascript", "kept", line(guid="javascript:alert(1)", id="javascript:alert(1)")),
    poison("guid: another scheme", "kept", line(id="urn:x:<script>")),
    poison("guid: a thousand characters", "kept", line(id=f"https://courier.example/{'x' * 5000}")),
)

CLASHES = (
    poison("the key of a good one", "named", line(id="good-7", comments=...)),
    poison("the key of a good one, with comments", "told", line(id="good-7")),
    poison("the address of a good one", "kept", line(url="https://courier.example/news/story-7-of-the-harbour")),
    poison("the address in capitals", "kept", line(url="https://courier.example/NEWS/STORY-7-OF-THE-HARBOUR")),
    poison("the key in capitals", "kept", line(id="GOOD-7")),
    poison("the title of a good one", "kept", line(title="Story 7 of the harbour", url=...)),
    poison("the same record twice", "told", line() + line()),
    poison("the same record a thousand times", "told", line() * 1000),
    poison("one key, two records", "told", line() + line(title="Another", url="https://courier.example/news/other")),
    poison("keys that differ in case", "kept", line(id="KEY", url=...) + line(id="key", url=...)),
    poison("keys that differ in Unicode form", "told", line(id="caf\u00e9", url=...) + line(id="cafe\u0301", url=...)),
    poison("names that differ in case", "kept", line(section="WORLD", categories=["FERRY", "Ferry", "ferry"], authors=["ASHA"])),
    poison("names that differ in Unicode form", "kept", line(categories=["caf\u00e9", "cafe\u0301", "CAF\u00c9"])),
    poison("comment ids twice", "told", line(comments=[COMMENT, COMMENT | {"content_text": "Another."}])),
    poison("comment ids that differ in case", "kept", line(comments=[COMMENT, COMMENT | {"id": "P1"}])),
    poison("a comment that answers itself", "kept", line(comments=[COMMENT | {"in_reply_to": "p1"}])),
    poison("comments that answer each other", "kept", line(comments=[COMMENT | {"in_reply_to": "p2"}, COMMENT | {"id": "p2", "in_reply_to": "p1"}])),
    poison("a comment that answers nobody", "kept", line(comments=[COMMENT | {"in_reply_to": "nobody"}])),
    poison("a comment on no article", "named", line(article="nobody", content_text="Said.", comments=...)),
    poison("a comment on a good one", "kept", line(article="good-7", content_html="<p>x</p><script>x</script>")),
)  # fmt: skip

WRONG = ("title", "subtitle", "summary", "section", "categories", "authors", "highlights", "pull_quote", "dateline")
WRONG += ("image", "enclosures", "language", "views", "comments_open", "base", "url")

SHAPES = (
    poison("missing everything", "named", b"{}\n"),
    poison("missing everything but a key", "named", line(title=..., content_html=..., comments=...)),
    poison("everything null", "named", line(title=None, content_html=None, id=None, comments=None)),
    poison("everything a list", "told", line(**{name: [[]] for name in WRONG})),
    poison("everything an object", "told", line(**{name: {"a": {"b": 1}} for name in WRONG})),
    poison("everything a number", "told", line(**dict.fromkeys(WRONG, -1.5))),
    poison("everything true", "told", line(**dict.fromkeys(WRONG, True))),
    poison("everything an empty text", "told", line(**dict.fromkeys(WRONG, ""))),
    poison("a language that is none", "kept", line(language="../../x-klingon\0")),
    poison("comments that are none", "told", line(comments=[None, 1, "x", [], {}, {"content_text": ""}, COMMENT])),
    poison("comments in an object", "told", line(comments={"p1": COMMENT})),
    poison("a list of lists", "named", b"[[[[1]]]]\n"),
    poison("a number", "named", b"17\n"),
    poison("a text", "named", b'"story"\n'),
    poison("null", "named", b"null\n"),
    poison("cut short", "named", line()[:90] + b"\n"),
    poison("cut short within an escape", "named", b'{"title": "A \\ud83\n'),
    poison("single quotes", "named", b"{'title': 'A story', 'content_text': 'x'}\n"),
    poison("a comma too many", "named", line().replace(b'"Asha"}]', b'"Asha"},]')),
    poison("keys twice", "kept", line().replace(b'"title"', b'"title": "Another", "title"')),
    poison("line ends of old Macs", "kept", line().replace(b", ", b",\r").replace(b"\n", b"\r")),
    poison("__proto__ and __class__", "kept", line(__proto__={"x": 1}, __class__="x", constructor={"prototype": 1})),
    poison("a PHP notice before it", "named", b"<br />\n<b>Notice</b>: Undefined index in <b>x.php</b>\n" + line() + b"\n"),
    poison("gzip", "named", lambda: gzip.compress(line())),
    poison("zip of HTML tricks", "named", zipped),
    poison("an RSS feed", "kept", f"<rss><channel><item><title>x</title><pubDate>{DAY}</pubDate></item></channel></rss>".encode()),
    poison("an HTML page", "named", f"<!DOCTYPE html><title>x</title>{BODY}".encode()),
    poison("binary", "named", bytes(range(256)) * 400),
    poison("nothing", "named", b""),
    poison("nothing but space", "named", b" \n\t\r\n" * 1000),
    poison("nothing but NULs", "named", b"\0" * 100_000),
)  # fmt: skip
