"""Identities: ids that W3C's validator takes, slugs that every file system takes, permalinks."""

import datetime as dt
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feeds import identity

AUTHORITY = "courier.example,2025"
WHEN = dt.datetime(2025, 6, 1, tzinfo=dt.UTC)


def test_tag_uris_of_articles_and_comments():
    assert identity.article_guids(AUTHORITY, "pages", "news/bridge", None) == (
        "tag:courier.example,2025:pages/news%2Fbridge",
    )
    comment = identity.comment_guid(AUTHORITY, "pages", "news/bridge", "17")
    assert comment == "tag:courier.example,2025:pages/news%2Fbridge/comments/17"


@given(st.lists(st.text(min_size=1), min_size=4, max_size=4))
@example(["a/b", "c", "a", "b/c"])
@example(["~25", "x", "%", "x"])
def test_no_two_comments_share_an_id(parts):
    one, two = [identity.clean_key(key) for key in parts[:2]], [identity.clean_key(key) for key in parts[2:]]
    same = identity.comment_guid(AUTHORITY, "s", *one) == identity.comment_guid(AUTHORITY, "s", *two)
    assert same == (one == two)


@given(st.text(min_size=1))
@example("e\u0301 %41 \ud800 \x00 [x]#?")
def test_what_is_minted_can_stand_as_atom_id(key):
    key = identity.clean_key(key)
    if key:
        (guid,) = identity.article_guids(AUTHORITY, "pages", key, None)
        assert identity.is_atom_id(guid)
        assert identity.is_atom_id(identity.comment_guid(AUTHORITY, "pages", key, key))


@pytest.mark.parametrize(
    "uri",
    [
        "https://courier.example/?p=12",
        "http://courier.example/a/b#c",
        "https://courier.example:8443/",
        "urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8",
        "urn:uuid:F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6",
        "urn:isbn:0451450523",
        "urn:nbn:de:101:1-2019",
        "tag:courier.example,2025-01-01:a/b",
        "tag:jane@courier.example,2025:a",
        "https://courier.example/%E0%A4%AA",
    ],
)
def test_a_good_id_is_kept(uri):
    assert identity.is_atom_id(uri)
    assert identity.article_guids(AUTHORITY, "pages", "k", f" {uri}\n")[0] == uri


@pytest.mark.parametrize(
    "uri",
    [
        "17",
        "https://courier.example",
        "HTTP://courier.example/",
        "https://Courier.example/",
        "https://courier.example:443/",
        "https://courier.example/a b",
        "https://courier.example/ä",
        "https://courier.example/%7Ea",
        "https://courier.example/%c3%a4",
        "https://courier.example/%C3",
        "https://courier.example/%2541",
        "https://courier.example/%4",
        "https://courier.example/a/../b",
        "https://courier.example/a|b",
        "https://courier.example/e%CC%81",
        "https://[::1]/",
        "https://user@courier.example/",
        "javascript:alert(1)",
        "tag:courier.example:no-date",
        "tag:ex_ample.com,2025:a",
        "tag:example.com,25:x",
        "tag:example.com,2025-1:x",
        "tag:example.com,2025-13-45:x",
        "tag:example.com,2025:",
        "tag:.,2025:x",
        "urn:x",
        "urn:x:a",
        "urn:uuid:not-a-uuid",
        "urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8-1",
        "urn:x-foo:bar/baz",
        "urn:ab:a~b",
        "urn:ab:a&b",
        "urn:ab:%41",
        "https://courier.example/" + "a" * 3000,
    ],
)
def test_a_bad_id_is_minted_anew(uri):
    assert not identity.is_atom_id(uri)
    assert all(map(identity.is_atom_id, identity.article_guids(AUTHORITY, "pages", "k", uri)))
    assert len(identity.article_guids(AUTHORITY, "pages", "k", uri)) == 2


def test_keys_are_kept_printable_and_bounded():
    assert identity.clean_key("  news/e\u0301 ") == "news/é"
    assert identity.clean_key("a\x00\ud800b") == "aU+0000U+D800b"
    long = identity.clean_key("x" * 10_000)
    assert len(long) == identity.KEY_LENGTH
    assert long != identity.clean_key("x" * 10_001)
    assert identity.clean_key(" \n") == ""


def test_a_comment_without_key_is_known_by_its_words():
    key = identity.unkeyed("a", "Asha", "Well said.", 1)
    assert key == identity.unkeyed("a", "asha ", "Well\n said.", 1)
    others = [("b", "Asha", "Well said.", 1), ("a", "Min", "Well said.", 1), ("a", "Asha", "Well", 1)]
    others.append(("a", "Asha", "Well said.", 2))
    assert len({key, *(identity.unkeyed(*other) for other in others)}) == 5


@given(st.text())
@example("")
@example("..")
@example("CON")
@example("x" * 1000)
def test_slugs_are_safe(text):
    slug = identity.slug(text)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= identity.SLUG_LENGTH
    assert slug not in {"con", "prn", "aux", "nul", "com1", "lpt9"}


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Bridge opens — at last!", "bridge-opens-at-last"),
        ("한국 뉴스", "hangug-nyuseu"),
        ("पुल खुला", "pul-khula"),
        ("Straße № 5", "strasse-no-5"),
        ("con", "con-x"),
        ("a " * 60, "-".join("a" * 36)),
    ],
)
def test_slugs_are_readable(text, slug):
    assert identity.slug(text) == slug


@pytest.mark.parametrize(
    ("url", "key", "slug"),
    [
        ("https://courier.example/2025/06/bridge-opens.html?x=1", "k", "bridge-opens"),
        ("https://courier.example/bridge-opens/", "k", "bridge-opens"),
        ("https://courier.example/%ED%95%9C%EA%B5%AD", "k", "hangug"),
        ("https://courier.example/2025/06/index.html", "k", "the-title"),
        ("https://courier.example/story/amp", "k", "the-title"),
        ("https://courier.example/12345", "k", "the-title"),
        ("https://courier.example/", "k", "the-title"),
        (None, "news/bridge", "bridge"),
        (None, "17", "the-title"),
        (None, "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "the-title"),
        (None, "https://courier.example/?p=12", "the-title"),
        ("https://[broken/", "k", "broken"),
    ],
)
def test_article_slugs(url, key, slug):
    assert identity.article_slug(url, key, "The title") == slug


def test_permalinks():
    pattern = "https://courier.example/{year}/{month}/{day}/{slug}?k={key}"
    made = identity.permalink(pattern, slug="bridge", key="news/a b", when=WHEN)
    assert made == "https://courier.example/2025/06/01/bridge?k=news/a%20b"


@pytest.mark.parametrize(
    "pattern",
    [
        "https://courier.example/{title}",
        "https://courier.example/{slug.__class__}",
        "https://courier.example/{slug!r}",
        "https://courier.example/{slug:>9}",
        "https://courier.example/{}",
        "https://courier.example/{slug",
        "https://courier.example/{year}",
        "/news/{slug}",
        "https://courier.example/a b/{slug}",
        "javascript:{slug}",
        "https://भारत.example/{slug}",
        "https://courier.example/समाचार/{slug}",
        "https://courier.example/{slug}?a=[b]",
        "https://courier.example/a|b/{slug}",
        "https://courier.example/100%/{slug}",
        "https://[2001:db8::1]/{slug}",
        "https://my_site.example/{slug}",
        "https://me@courier.example/{slug}",
        "https://a.{slug}.example/",
        "https://courier.example{slug}",
    ],
)
def test_wrong_permalink_patterns_are_told(pattern):
    with pytest.raises(ValueError, match="permalink"):
        identity.check_pattern(pattern)


def test_comment_permalinks():
    fragment = identity.comment_fragment
    assert fragment("17", 3) == "comment-17"
    assert fragment(None, 3) == "comment-3"
    assert fragment("a b/ü", 3) != fragment("a-b/ü", 3)
    assert re.fullmatch(r"comment-[a-z0-9-]+", fragment("a b/ü", 3))
    assert identity.comment_url("https://c.example/#x", "https://a.example/", "f") == "https://c.example/#x"
    assert identity.comment_url(None, "https://a.example/b#top", "f") == "https://a.example/b#f"
    assert identity.comment_url(None, None, "f") is None


SAME = "https://courier.example/news/bridge"


@pytest.mark.parametrize(
    "url",
    [
        "http://courier.example/news/bridge",
        "HTTPS://WWW.Courier.Example/news/bridge/",
        "https://courier.example:443/news/bridge",
        "http://courier.example.:80/news/bridge",
        "https://user:secret@courier.example/news/bridge",
        "https://courier.example/news/bridge?utm_source=rss&utm_medium=feed&fbclid=x&gclid=y&mc_cid=1&igshid=2",
        "https://courier.example/news/bridge?at_medium=RSS&at_campaign=KARANGA&xtor=RSS-1&ns_mchannel=rss&CMP=share_btn",
        "https://courier.example/news/bridge?wt_mc=rss.news&ref_src=twsrc%5Etfw&icid=a&ocid=b&smid=url&itm_source=x",
        "https://courier.example/news/bridge#comments",
        "https://courier.example/news/%62ridge?",
        " https://courier.example/news/bridge\n",
    ],
)
def test_what_does_not_tell_articles_apart(url):
    assert identity.address(url) == identity.address(SAME) == "courier.example/news/bridge"


@pytest.mark.parametrize(
    "url",
    [
        "https://courier.example/news/Bridge",
        "https://courier.example/news/bridge?page=2",
        "https://courier.example/news/bridge.html",
        "https://m.courier.example/news/bridge",
        "https://courier.example:8443/news/bridge",
        "https://courier.example/#!/news/bridge",
        "https://courier.example/news%2Fbridge/x",
    ],
)
def test_what_does(url):
    assert identity.address(url) not in {None, identity.address(SAME)}


@pytest.mark.parametrize(
    "url",
    ["https://courier.example", "https://courier.example/?utm_source=x#top", "news/bridge", "ftp://a.example/b", ""],
)
def test_what_is_no_article_s_address(url):
    assert identity.address(url) is None


def test_the_order_of_a_query_does_not_count():
    first, second = (identity.address(f"https://courier.example/?{query}") for query in ("a=1&b=", "b&a=1&utm_id=3"))
    assert first == second == "courier.example?a=1&b="


@given(st.text())
@example("https://[broken/a")
@example("https://courier.example/\ud800")
@example("https://courier.example/%ff%00")
def test_any_text_has_an_address_or_none(text):
    for url in (text, f"https://courier.example/{text}"):
        found = identity.address(url)
        assert found is None or identity.address(f"https://{found}") == found


def test_what_an_article_is_known_by():
    known = identity.aliases(
        "pages", url=f"{SAME}?utm_source=x", key="http://www.courier.example/?p=1", own=" tag:a.example,2025:1 "
    )
    assert known == ("at courier.example/news/bridge", "at courier.example?p=1", "id tag:a.example,2025:1")
    assert identity.aliases("pages", url=SAME, key=SAME, own=SAME) == ("at courier.example/news/bridge",)
    assert identity.aliases("pages", key="a", own="17") == ("id pages 17",)
    assert identity.aliases("pages", url="https://courier.example/", own="https://courier.example/") == ()
