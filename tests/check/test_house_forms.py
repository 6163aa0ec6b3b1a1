"""The quick verdict of a build: what it calls sound has no error by the rules, however it was broken."""

import random
import re
from pathlib import Path

import pytest

from feeds import check

GOLDEN = sorted(Path(__file__).parents[1].glob("formats/golden/*.[ra][st]*"))
CORPUS = sorted(path for path in Path(__file__).parent.glob("corpus/**/*") if path.suffix in {".rss", ".atom", ".xml"})
NASTY = (
    "", " ", "x", "0", "-1", "1e3", "true", "True", "javascript:alert(1)", "http://", "http://a b/",
    "https://x.example/é", "https://x.example", "//x.example/", "tag:x,2025:a", "tag:", "tag:x.example,25:a",
    "urn:uuid:1", "mailto:a@b.example", "2025-02-30T00:00:00Z", "2025-06-16T24:00:00Z", "2025-06-16 12:00:00",
    "Mon, 17 Jun 2025 12:00:00 +0000", "Mon, 31 Feb 2025 12:00:00 +0000", "16 Jun 2025", "qqq", "en-IN", "text/html",
    "image", "html", "xhtml", "text", "replies", "alternate", "self",
    "&lt;a href=&quot;java script:x&quot;&gt;y&lt;/a&gt;", "&lt;p&gt;&lt;img src='x y'&gt;&lt;/p&gt;",
    "&lt;a href=javascript:x&gt;y&lt;/a&gt;", "&lt;b&gt;x&lt;/b&gt;", "&amp;nbsp;", "99999999999999999999", "&#10;",
    "\n", "\t2\t", "http://localhost/a.mp3", "https://x.example/%zz", "https://x.example/[1]",
    "https://x.example:99999999/", "&#128;",
)  # fmt: skip
TEXT, VALUE = re.compile(rb">([^<]*)<"), re.compile(rb'="([^"]*)"')
ELEMENT = re.compile(rb"<([\w:\-]+)[^<>]*(?:/>|>[^<]*</\1>)")
ATTRIBUTE = re.compile(rb' [\w:]+="[^"]*"')


def broken(body: bytes, dice: random.Random) -> bytes:
    """The document with one to three things changed: a text, a value, an element or attribute that goes, comes twice,
    moves to another place or gets another name."""
    for _ in range(dice.choice([1, 1, 2, 3])):
        pattern = dice.choice([TEXT, TEXT, VALUE, VALUE, ELEMENT, ELEMENT, ATTRIBUTE])
        found = dice.choice(list(pattern.finditer(body)))
        if pattern in {TEXT, VALUE}:
            donor = dice.choice(list(pattern.finditer(body)))[1]
            fresh = dice.choice([dice.choice(NASTY).encode(), donor])
            body = body[: found.start(1)] + fresh + body[found.end(1) :]
            continue
        way, piece = dice.choice(["gone", "twice", "moved", "other"]), found[0]
        other = dice.choice(list(pattern.finditer(body)))
        if way == "other":
            body = body[: found.start()] + other[0] + body[found.end() :]
        elif way == "moved":
            place = other.start()
            body = body[:place] + piece + body[place:]
        else:
            body = body[: found.start()] + (piece * 2 if way == "twice" else b"") + body[found.end() :]
    return body


def has_error(body: bytes) -> bool:
    return check.errors(check.check(body))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_what_is_called_sound_has_no_error(path):
    body, dice = path.read_bytes(), random.Random(path.name)
    called_sound = 0
    for _ in range(300):
        candidate = broken(body, dice)
        if check.sound(candidate):
            called_sound += 1
            assert not has_error(candidate), check.check(candidate)
    assert called_sound > 9 or not check.sound(body)


def test_our_own_documents_are_sound():
    """All but those with rare forms (a host without a dot, HTML in a title) and those without entries."""
    sound = {path.name for path in GOLDEN if check.sound(path.read_bytes())}
    assert {
        f"{name}.{suffix}" for name in ("everything", "conversation", "archive") for suffix in ("rss", "atom")
    } <= sound


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_no_case_with_an_error_is_called_sound(path):
    body = path.read_bytes()
    assert not (check.sound(body) and has_error(body))
