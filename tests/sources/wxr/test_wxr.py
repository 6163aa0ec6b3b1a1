"""Saved exports beside their records, the shared exports against an independent reading, and hostile ones."""

import contextlib
import dataclasses
import html
import json
import os
import random
import re
import time
import tracemalloc
from pathlib import Path

import pytest

from feeds import registry
from feeds.errors import SourceError
from feeds.ingest.choosing import HEAD as FIRST
from feeds.ingest.choosing import surest
from feeds.model import Article, Comment, Origin, Skipped
from sources.wxr import Wxr
from sources.wxr.content import shown
from tests.sources.shared.records import plain, read
from tests.sources.wxr import naive

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases").glob("*.xml"))
CORPORA = Path(os.environ.get("FEEDHOUSE_CORPORA", HERE.parents[3] / "shared" / "corpora"))
SHARED = sorted((CORPORA / "wxr").glob("*.xml"))
REFUSED = {"importer_malformed.xml": "line 90"}
HEAD = (HERE / "cases/threads.xml").read_text("utf-8").partition("<item>")[0]
POST = (
    "<item><title>T</title><content:encoded><![CDATA[{text}]]></content:encoded><wp:post_id>{id}</wp:post_id>"
    "<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>{more}</item>\n"
)


def records(tmp_path, text, **options):
    path = tmp_path / "export.xml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    origin = Origin(source="s", name=path.name, key="k", path=path, options=options)
    return list(Wxr(origin).read(None, None))


def of(kind, found):
    return [record for record in found if isinstance(record, kind)]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_case(path):
    expected = json.loads(path.with_name(path.name + ".expected.json").read_text("utf-8"))
    found = plain(tuple(read(Wxr, path)))
    assert found == expected
    assert not re.search(r"SECRET|@|192\.0\.2\.", json.dumps(found))
    assert Wxr.sniff(path.read_bytes(), path.name) >= 0.9


@pytest.mark.parametrize("path", [*CASES, *SHARED], ids=lambda path: path.name)
def test_an_export_is_chosen_by_content_and_never_read_as_a_feed(path, tmp_path):
    """As a feed its drafts, its private posts and its spam would go out: a feed holds nothing that may not."""
    bare = tmp_path / path.name
    bare.write_bytes(path.read_bytes()[:FIRST].replace(b"wordpress.org/export/", b"example.org/"))
    asked = [path, *([bare] if b"<wp:post_id>" in bare.read_bytes() else [])]
    assert {surest(registry.adapters(), one, one.name)[0] for one in asked} == {"wxr"}


@pytest.mark.skipif(not SHARED, reason="the shared corpora are not here (FEEDHOUSE_CORPORA)")
@pytest.mark.parametrize("path", SHARED, ids=lambda path: path.name)
def test_shared_exports_give_what_is_published_and_nothing_else(path):
    assert Wxr.sniff(path.read_bytes(), path.name) >= 0.9
    if path.name in REFUSED:
        with pytest.raises(SourceError, match=REFUSED[path.name]):
            read(Wxr, path)
        return
    found = read(Wxr, path)
    expected = naive.posts(path)
    articles = {one.key: one for one in of(Article, found)}
    assert list(articles) == list(expected)
    for key, post in expected.items():
        article = articles[key]
        given = article.published.isoformat() if article.published else None
        assert post["published"] in (given, None)
        assert {html.unescape(name) for name in post["categories"]} == set(article.categories)
        bylined = {one.name for one in article.authors}
        assert not bylined or post["author"] in bylined or "@" in post["author"]
        assert bylined or not post["author"] or "@" in post["author"]
        said = {one.key: (one.parent, one.published.isoformat()) for one in of(Comment, found) if one.article == key}
        assert said == post["comments"]


@pytest.mark.skipif(not SHARED, reason="the shared corpora are not here (FEEDHOUSE_CORPORA)")
@pytest.mark.parametrize("path", SHARED, ids=lambda path: path.name)
def test_shared_exports_leak_no_address_and_no_hidden_text(path):
    raw = path.read_text("utf-8", "replace")
    private = set(re.findall(r"author_email>(?:<!\[CDATA\[)?\s*([^\s<>\]]+@[^\s<>\]]+)", raw))
    private |= set(re.findall(r"author_IP>(?:<!\[CDATA\[)?\s*([^\s<>\]]+)", raw))
    try:
        found = json.dumps([plain(one) for one in read(Wxr, path)], ensure_ascii=False)
    except SourceError:
        return
    assert [one for one in private if one in found] == []


def test_a_truncated_file_gives_only_what_is_known_to_be_public(tmp_path):
    whole = (HERE / "cases/hidden.xml").read_bytes()
    for end in range(len(HEAD), len(whole), 97):
        try:
            found = records(tmp_path, whole[:end])
        except SourceError:  # cut off in its head
            continue
        assert "SECRET" not in json.dumps([plain(one) for one in found])


def test_damage_leaks_nothing(tmp_path):
    chance = random.Random(7)
    whole = (HERE / "cases/hidden.xml").read_bytes()
    marks = [match.span() for match in re.finditer(rb"<!\[CDATA\[|\]\]>|</?[\w:]+>", whole)]
    for _ in range(300):
        start, end = chance.choice(marks)
        try:
            found = records(tmp_path, whole[:start] + whole[end:])
        except SourceError:
            continue
        told = json.dumps([plain(one) for one in found])
        assert "@" not in told
        assert "192.0.2." not in told
        assert "SECRET" not in json.dumps([plain(one) for one in of(Article, found)])


def test_pages_pings_and_taxonomies_on_request(tmp_path):
    text = (HERE / "cases/hidden.xml").read_text("utf-8")
    found = records(tmp_path, text, types=["page"])
    assert [one.key for one in of(Article, found)] == ["20"]
    found = records(tmp_path, text, pingbacks=True)
    assert [one.key for one in of(Comment, found)] == ["1", "6", "7", "9", "10"]
    term = '<category domain="genre" nicename="x"><![CDATA[Essay]]></category>'
    found = records(tmp_path, HEAD + POST.format(id=1, text="x", more=term) + "</channel></rss>", taxonomies="genre")
    assert found[0].categories == ("Essay",)


@pytest.mark.parametrize("options", [{"types": 3}, {"pingbacks": "yes"}, {"typo": True}], ids=str)
def test_wrong_options_are_named(tmp_path, options):
    with pytest.raises(SourceError, match=rf"options\.{next(iter(options))}"):
        records(tmp_path, HEAD, **options)


@pytest.mark.parametrize(
    ("encode", "declared"),
    [
        (lambda text: text.encode("utf-16"), "UTF-16"),
        (lambda text: b"\xef\xbb\xbf" + text.encode(), "UTF-8"),
        (lambda text: text.encode("latin-1"), "ISO-8859-1"),
        (lambda text: text.encode("latin-1"), "UTF-8"),
        (lambda text: text.replace("\n", "\r\n").encode(), "UTF-8"),
    ],
    ids=["utf-16", "BOM", "latin-1", "latin-1 as utf-8", "CRLF"],
)
def test_encodings(tmp_path, encode, declared):
    text = HEAD.replace("UTF-8", declared) + POST.format(id=1, text="Café größer, élan", more="") + "</channel></rss>"
    (article,) = records(tmp_path, encode(text))
    assert article.content == "<p>Café größer, élan</p>"


def test_the_same_whatever_the_chunks(tmp_path, monkeypatch):
    for path in CASES:
        expected = [plain(one) for one in read(Wxr, path)]
        for size in (1, 7, 333):
            monkeypatch.setattr("sources._shared.files.CHUNK", size)
            if size > 1 or path.stat().st_size < 10_000:
                assert [plain(one) for one in read(Wxr, path)] == expected


@pytest.mark.parametrize(
    "text",
    ["", "plain words", "<html><body>x</body></html>", '{"a": 1}', "<rss", "<rss><channel>", "\0\0\0\0"],
    ids=repr,
)
def test_what_is_no_export_fails_with_its_reason(tmp_path, text):
    with pytest.raises(SourceError, match="export"):
        records(tmp_path, text)


def test_a_bomb_and_an_outside_entity_are_refused(tmp_path):
    for declared in ('<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">', '<!ENTITY a SYSTEM "file:///etc/hostname">'):
        bomb = HEAD.replace("<rss", f"<!DOCTYPE rss [{declared}]>\n<rss", 1)
        with pytest.raises(SourceError, match="line 2: declares entities"):
            records(tmp_path, bomb + POST.format(id=1, text="x", more="").replace("<title>T", "<title>&a;"))


@pytest.mark.parametrize(
    "body",
    [
        "<item>" * 20_000,
        "<item><title>" * 20_000,
        "<item><title><![CDATA[" * 20_000,
        "<item>" + "<a>" * 200_000,
        "<item>" + "<wp:comment_content><![CDATA[" * 40_000,
        "<item>" + "<wp:comment>" * 100_000 + "</item>",
        "<item><content:encoded>" + "&" * 500_000 + "</item>",
        "<item><content:encoded><![CDATA[" + "[a " * 200_000 + "]]></content:encoded></item>",
        "<!--" * 200_000,
        "<wp:author>" * 100_000,
    ],
    ids=range(10),
)
def test_hostile_input_takes_bounded_time(tmp_path, body):
    start = time.process_time()
    with contextlib.suppress(SourceError):
        records(tmp_path, HEAD + body)
    assert time.process_time() - start < 20


@pytest.mark.parametrize(
    "text",
    ["[caption]" * 30_000, "[x a=1]" * 50_000, "[audio]" * 30_000 + "[/audio]", "<div>\n\n" * 50_000, "<pre>" * 50_000,
     "[a" + "b" * 100_000, "\n \n" * 100_000, "".join(f"[/n{n}]" for n in range(30_000)), "<p" * 100_000],
    ids=range(9),
)  # fmt: skip
def test_hostile_content_takes_bounded_time(text):
    start = time.process_time()
    shown(text)
    assert time.process_time() - start < 5


def test_memory_does_not_grow_with_the_file(tmp_path):
    path = tmp_path / "export.xml"
    with path.open("w") as file:
        file.write(HEAD)
        for number in range(4_000):
            file.write(POST.format(id=number, text="word " * 1_000, more=""))
        file.write("</channel></rss>")
    tracemalloc.start()
    try:
        count = sum(1 for _ in Wxr(Origin(source="s", name="x", key="k", path=path)).read(None, None))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 4_000
    assert peak < 8_000_000 < path.stat().st_size


def test_a_section_left_open_does_not_swallow_the_next_comment(tmp_path):
    text = (HERE / "cases/ordinary.xml").read_text("utf-8")
    found = records(tmp_path, text.replace("<b>years</b>.]]>", "<b>years</b>.", 1))
    assert [plain(one) for one in found] == [plain(one) for one in read(Wxr, HERE / "cases/ordinary.xml")]


SHOWN = {
    "[sic] and [1] and [his]": "<p>[sic] and [1] and [his]</p>",
    '[vc_row][vc_column width="1/2"]Text[/vc_column][/vc_row]': "<p>Text</p>",
    "[youtube https://video.example/v?x=1&amp;y=2]": (
        '<p><a href="https://video.example/v?x=1&amp;y=2">https://video.example/v?x=1&amp;y=2</a></p>'
    ),
    "[code]if a < b: [gallery][/code]": "<pre>if a &lt; b: [gallery]</pre>",
    "[contact-form-7 id=1 title='Write']": "",
    "one\ntwo<br />\nthree": "<p>one<br>two<br>three</p>",
    "<p>given</p>\n\n<p>twice</p>": "<p>given</p><p>twice</p>",
    "<blockquote>a\n\nb</blockquote>": "<blockquote><p>a</p><p>b</p></blockquote>",
    "https://video.example/7": '<p><a href="https://video.example/7">https://video.example/7</a></p>',
    "<!-- wp:paragraph --><p>x</p><!-- /wp:paragraph -->": "<p>x</p>",
    "before<!--more-->after": "<p>beforeafter</p>",
    "[quote]said[/quote] by [name withheld]": "<p>said by [name withheld]</p>",
    '[caption width="9" caption="Old &amp; new"]<a href="/b"><img src="/i.jpg"></a>[/caption]': (
        '<figure><a href="/b"><img src="/i.jpg"></a><figcaption>Old &amp; new</figcaption></figure>'
    ),
}


@pytest.mark.parametrize("text", SHOWN, ids=repr)
def test_a_text_is_shown_as_wordpress_shows_it(text):
    assert shown(text) == SHOWN[text]


def test_no_field_of_a_record_can_hold_an_address():
    names = {field.name for kind in (Article, Comment) for field in dataclasses.fields(kind)}
    assert not names & {"email", "ip"}
    assert Skipped
