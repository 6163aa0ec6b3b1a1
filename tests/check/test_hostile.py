# ruff: noqa: E501 (one line a document)
"""Bytes that want to do harm, or are no feed at all: bounded time, a finding, never an exception."""

import datetime as dt
import json
import random
import time
from collections.abc import Callable

import pytest

from feeds.check import check, errors, schema

HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n'
ITEM = b"<item><title>T</title><guid isPermaLink='false'>%d</guid><description>%s</description></item>"
SECONDS = 30.0


def rss(inside: bytes) -> bytes:
    return (
        HEAD + b'<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>T</title><link>https://a.example/</link>'
        b'<description>D</description><language>en</language><atom:link rel="self" href="https://a.example/f"/>'
        + inside + b"</channel></rss>"
    )  # fmt: skip


def items(count: int) -> bytes:
    return rss(b"".join(ITEM % (number, b"x") for number in range(count)))


def jsonfeed(**members: object) -> bytes:
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [], **members}
    return json.dumps(feed).encode()


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "document-empty"),
    "space": (lambda: b" \n\t ", "document-empty"),
    "nul": (lambda: b"\0" * 1000, "document-empty"),
    "nul inside": (lambda: rss(b"<copyright>\0</copyright>"), "not-well-formed"),
    "random bytes": (lambda: random.Random(1).randbytes(100_000), "encoding-broken"),
    "text": (lambda: b"Dear reader,\nthis is no feed.\n", "not-well-formed"),
    "html page": (lambda: b"<!doctype html><html><head><title>T</title><body><p>One<p>Two", "not-well-formed"),
    "pdf": (lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "encoding-broken"),
    "5 MB": (lambda: rss(b"<copyright>" + b"a" * 5_000_000 + b"</copyright>"), "document-too-large"),
    "just below 5 MB of items": (lambda: items(45_000), "clean"),
    "100,000 nested elements": (lambda: rss(b"<a>" * 100_000 + b"</a>" * 100_000), "not-well-formed"),
    "100,000 nested outlines": (
        lambda: HEAD + b'<opml version="2.0"><head/><body>' + b'<outline text="a">' * 100_000, "not-well-formed"
    ),
    "100,000 attributes": (
        lambda: rss(b"<copyright " + b" ".join(b"a%d='1'" % n for n in range(100_000)) + b">c</copyright>"), "attribute-unexpected"
    ),
    "100,000 attributes of an outline": (
        lambda: HEAD + b'<opml version="2.0"><head/><body><outline text="a" ' + b" ".join(b"a%d='1'" % n for n in range(100_000)) + b"/></body></opml>",
        "attribute-unexpected",
    ),
    "100,000 attributes of a root": (
        lambda: HEAD + b'<rss version="2.0" ' + b" ".join(b"a%d='1'" % n for n in range(100_000)) + b"/>", "attribute-unexpected"
    ),
    "100,000 namespaces": (
        lambda: rss(b"".join(b"<copyright xmlns:a%d='urn:x:%d'/>" % (n, n) for n in range(50_000))), "namespace-unknown"
    ),
    "100,000 unknown elements": (lambda: rss(b"<x/>" * 100_000), "element-undefined"),
    "100,000 categories": (lambda: rss(b"<category>a</category>" * 100_000), "clean"),
    "billion laughs": (
        lambda: HEAD + b"<!DOCTYPE rss [<!ENTITY a 'ha'>" + b"".join(
            b"<!ENTITY a%d '%s'>" % (n, b"&a%s;" % (b"%d" % (n - 1) if n else b"") * 10) for n in range(9)
        ) + b"]>\n<rss version='2.0'><channel><title>&a8;</title></channel></rss>",
        "entity-bomb",
    ),
    "quadratic entities": (
        lambda: HEAD + b"<!DOCTYPE rss [<!ENTITY a '" + b"a" * 100_000 + b"'>]><rss version='2.0'><channel><title>"
        + b"&a;" * 10_000 + b"</title></channel></rss>",
        "entity-declared",
    ),
    "parameter entities": (
        lambda: HEAD + b"<!DOCTYPE rss [<!ENTITY % a SYSTEM 'http://127.0.0.1:1/x'> %a;]><rss version='2.0'><channel/></rss>",
        "entity-external",
    ),
    "xxe": (
        lambda: HEAD + b"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss version='2.0'><channel><title>&x;</title>"
        b"</channel></rss>",
        "entity-external",
    ),
    "xinclude": (
        lambda: rss(b"<x:include xmlns:x='http://www.w3.org/2001/XInclude' href='file:///etc/passwd' parse='text'/>"),
        "namespace-unknown",
    ),
    "utf-16 bomb": (
        lambda: ("<?xml version='1.0' encoding='UTF-16'?><!DOCTYPE rss [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><rss version='2.0'>"
                 "<channel><title>&b;</title></channel></rss>").encode("utf-16"),
        "doctype",
    ),
    "utf-7": (lambda: b"<?xml version='1.0' encoding='UTF-7'?>+ADw-rss/+AD4-", "encoding-rare"),
    "codec that is no text": (lambda: b"<?xml version='1.0' encoding='zlib'?><rss/>", "encoding-unknown"),
    "cut short": (lambda: items(100)[:-50], "not-well-formed"),
    "digits": (lambda: rss(b"<ttl>" + b"9" * 1_000_000 + b"</ttl>"), "number-positive"),
    "long date": (lambda: rss(b"<pubDate>" + b"(" * 400_000 + b"</pubDate>"), "date-rfc822"),
    "long address": (lambda: rss(b"<managingEditor>" + b"a@" * 400_000 + b"</managingEditor>"), "person-no-name"),
    "long url": (lambda: rss(b"<docs>https://a.example/" + b"%2f" * 400_000 + b"</docs>"), "clean"),
    "long style": (
        lambda: rss(ITEM % (1, b"&lt;p style='" + b"a-" * 60_000 + b"'&gt;x&lt;/p&gt;")), "html-style"
    ),
    "unclosed tags": (lambda: rss(ITEM % (1, b"&lt;b&gt;" * 20_000)), "html-unchecked"),
    "unclosed divs": (lambda: rss(ITEM % (1, b"&lt;div id='1'&gt;" * 10_000)), "html-unchecked"),
    "misnested tags": (lambda: rss(ITEM % (1, b"&lt;b&gt;&lt;p&gt;&lt;/b&gt;" * 10_000)), "html-invalid"),
    "attributes in html": (lambda: rss(ITEM % (1, b"&lt;a " + b" ".join(b"a%d" % n for n in range(20_000)) + b"&gt;")), "html-unchecked"),
    "spaces in html": (lambda: rss(ITEM % (1, b"&lt;a href=" + b" " * 1_000_000 + b"x&gt;&amp;script")), "html-unchecked"),
    "sources in html": (lambda: rss(ITEM % (1, b"&lt;img " + b" src='" * 100_000 + b"&gt;")), "html-unchecked"),
    "comments before a doctype": (
        lambda: HEAD + b"<!-- a -->" * 100_000 + b"<rss version='2.0'><channel><title><![CDATA[<!DOCTYPE]]></title></channel></rss>",
        "link-missing",
    ),
    "generators": (lambda: b" " + HEAD + b"<generator wordpress" * 100_000, "not-well-formed"),
    "open entity": (lambda: HEAD + b'<!DOCTYPE rss [<!ENTITY a "' + b"&a" * 100_000, "not-well-formed"),
    "many entities": (lambda: HEAD + b"<!DOCTYPE rss [" + b"<!ENTITY a 'a'>" * 5_000 + b"]><rss version='2.0'/>", "entity-bomb"),
    "open angle brackets": (lambda: rss(ITEM % (1, b"&lt;a " * 200_000)), "html-unchecked"),
    "long html": (lambda: rss(ITEM % (1, b"&lt;p&gt;x&lt;/p&gt;" * 60_000)), "html-unchecked"),
    "much html": (
        lambda: rss(b"".join(ITEM % (n, b"&lt;p&gt;x&lt;/p&gt;" * 10_000) for n in range(20))), "html-unchecked"
    ),
    "json cut short": (lambda: jsonfeed()[:-1], "json-malformed"),
    "json with bom": (lambda: b"\xef\xbb\xbf" + jsonfeed(), "json-bom"),
    "json of 5 MB": (lambda: jsonfeed(description="a" * 5_000_000), "json-too-large"),
    "json above 250 kB": (lambda: jsonfeed(description="a" * 250_000), "json-large"),
    "json nested": (lambda: b"[" * 100_000 + b"]" * 100_000, "json-malformed"),
    "json nested inside": (lambda: b'{"_a":' * 100_000 + b"1" + b"}" * 100_000, "json-malformed"),
    "json NaN": (lambda: b'{"version": NaN}', "json-malformed"),
    "json surrogate": (lambda: b'{"title": "\\ud800"}', "json-malformed"),
    "json in utf-16": (lambda: '{"version": "1"}'.encode("utf-16"), "not-well-formed"),
    "json of nothing but items": (lambda: b'{"items": [1, null, [], "a", true]}', "json-type"),
    "json of wrong types": (lambda: b'{"version": [], "title": {}, "items": {}, "authors": 1, "hubs": [1], "language": 3}', "json-type"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(name: str) -> None:
    make, code = HOSTILE[name]
    body = make()
    for deep in (False, True):
        start = time.perf_counter()
        found = check(body, url="https://a.example/f", now=dt.datetime(2026, 1, 1, tzinfo=dt.UTC), deep=deep)
        assert time.perf_counter() - start < SECONDS
        assert len(found) < 2_000
        assert all(len(finding.message) < 300 for finding in found)
        assert all(finding.line is None or finding.line > 0 for finding in found)
    codes = {finding.code for finding in found}
    assert code in codes or (code == "clean" and not errors(found)), codes


def test_entities_are_never_put_in() -> None:
    body = HOSTILE["xxe"][0]()
    assert "root:" not in " ".join(finding.message for finding in check(body, deep=True))


@pytest.mark.parametrize("seed", range(200))
def test_a_damaged_document_never_raises(seed: int) -> None:
    chance = random.Random(seed)
    body = bytearray(chance.choice([items(2), jsonfeed(items=[{"id": "1", "content_text": "x", "tags": ["a"]}])]))
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(body))
        body[at : at + chance.randrange(4)] = chance.choice(
            [b"", b"<", b"&", b"\xff", b"\0", b'"', b"{", b"}", b"]]>", b"<a/>", b"1"]
        )
    check(bytes(body), url="https://a.example/f", deep=True)


def test_the_json_schema_has_the_last_word(monkeypatch: pytest.MonkeyPatch) -> None:
    from jsonschema import Draft202012Validator

    monkeypatch.setattr(schema, "json_schema", lambda: Draft202012Validator({"required": ["motto"]}))
    body = jsonfeed(home_page_url="https://a.example/", feed_url="https://a.example/f")
    assert "json-schema" in {finding.code for finding in check(body, deep=True)}
    assert "json-schema" not in {finding.code for finding in check(body)}
