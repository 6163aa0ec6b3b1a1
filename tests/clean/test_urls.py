"""Addresses and language tags."""

import pytest

from feeds import clean

BASE = "https://courier.example/news/a?b#c"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("http://example.org", "http://example.org/"),
        ("HTTPS://Example.ORG:443/A", "https://example.org/A"),
        ("http://example.org:8080/?", "http://example.org:8080/?"),
        (" http://example.org/a\n b ", "http://example.org/a%20b"),
        ('http://example.org/a|b[c]{d}^`"<>\\e', "http://example.org/a%7Cb%5Bc%5D%7Bd%7D%5E%60%22%3C%3E/e"),
        ("http://example.org/é?q=ü#日", "http://example.org/%C3%A9?q=%C3%BC#%E6%97%A5"),
        ("http://example.org/%7euser/%c3%a9/100%", "http://example.org/~user/%C3%A9/100%25"),
        ("http://example.org/a/./b/../c/..", "http://example.org/a/"),
        ("http://example.org/../..", "http://example.org/"),
        ("http://example.org./", "http://example.org/"),
        ("http://user:secret@example.org/", "http://example.org/"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("http://straße.example/", "http://xn--strae-oqa.example/"),
        ("http://[2001:DB8::1]:80/", None),  # W3C's validator refuses the brackets
        ("//[::1]/x", None),
        ("http:\\\\example.org\\a?b\\c", "http://example.org/a?b%5Cc"),
        ("http://localhost:8000/x", "http://localhost:8000/x"),
        ("c", "https://courier.example/news/c"),
        ("/c d", "https://courier.example/c%20d"),
        ("//Other.example/x", "https://other.example/x"),
        ("#top", "https://courier.example/news/a?b#top"),
        ("?page=2", "https://courier.example/news/a?page=2"),
        ("", None),
        (None, None),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("mailto:jane@example.org", None),
        ("ftp://example.org/", None),
        ("http://", None),
        ("http:///path", None),
        ("http:path", None),
        ("http://exa mple.org/", None),
        ("http://a..b/", None),
        ("http://-a.example/", None),
        ("http://[::1/", None),
        ("http://[v1.x]/", None),
        ("http://[fe80::1%25eth0]/", None),
        ("http://example.org:99999/", None),
        ("http://example.org:x/", None),
        ("http://example.org/\x00", None),
        ("http://example.org/\ud800", None),
        ("http://example.org/" + "a" * 2000, None),
        ("http://example.org/" + "ü" * 400, None),
        ("http://" + "a" * 64 + ".example/", None),
    ],
)
def test_url(given, expected):
    assert clean.url(given, BASE) == expected
    if expected:
        assert clean.url(expected) == expected


@pytest.mark.parametrize("given", ["a", "/a", "//example.org/", "#a", "?a"])
@pytest.mark.parametrize("base", [None, "", "relative", "ftp://example.org/"])
def test_relative_url_without_a_usable_base(given, base):
    assert clean.url(given, base) is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("en", "en"),
        ("en_in", "en-IN"),
        ("EN-us", "en-US"),
        ("hi_IN.UTF-8", "hi-IN"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("ko ", "ko"),
        ("fil", "fil"),
        ("yue", "zh"),  # W3C knows ISO 639-1 and 639-2 only: the macrolanguage
        ("yue-Hant-HK", "zh-Hant-HK"),
        ("zh-yue", "zh"),
        ("cmn", "zh"),
        ("nan", "zh"),
        ("ckb-IR", "ku-IR"),
        ("arz", "ar"),
        ("pnb", "lah"),
        ("azb", "az"),
        ("sh", "sr-Latn"),
        ("bho", "bho"),
        ("eng", "en"),
        ("vec", None),  # Venetian is part of no other language
        ("ase", None),
        ("mul", None),
        ("i-klingon", None),
        ("xx", None),
        ("und", None),
        ("english", None),
        ("e", None),
        ("", None),
        (None, None),
        ("en-", None),
        ("../en", None),
    ],
)
def test_language(given, expected):
    assert clean.language(given) == expected
