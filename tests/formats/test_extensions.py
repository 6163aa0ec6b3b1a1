"""Dates and plain text, and that an extension's namespaces are those that W3C's validator knows."""

import datetime as dt
from email.utils import format_datetime

import pytest

from feeds.extensions import EXTENSIONS
from feeds.extensions.dates import rfc822, rfc3339, rfc3339_seconds
from feeds.extensions.media import has_media_type, is_public
from feeds.extensions.text import as_html, has_end_tag, reads_as_html
from feeds.model import Enclosure

TIMES = [dt.datetime(1990, 1, 1, tzinfo=dt.UTC) + dt.timedelta(days=37 * n, seconds=86_399 - n) for n in range(400)]


@pytest.mark.parametrize("when", TIMES[::40])
def test_rfc822_as_the_standard_library_writes_it(when: dt.datetime) -> None:
    assert rfc822(when) == format_datetime(when)


def test_all_weekdays_and_months() -> None:
    assert [rfc822(when) for when in TIMES] == [format_datetime(when) for when in TIMES]


@pytest.mark.parametrize(
    ("microsecond", "expected"),
    [(0, "T08:00:00Z"), (1000, "T08:00:00.001Z"), (1, "T08:00:00.000001Z"), (500_000, "T08:00:00.5Z")],
)
def test_rfc3339(microsecond: int, expected: str) -> None:
    when = dt.datetime(2025, 6, 16, 8, 0, 0, microsecond, tzinfo=dt.UTC)
    assert rfc3339(when) == f"2025-06-16{expected}"
    assert rfc3339_seconds(when) == "2025-06-16T08:00:00Z"
    assert dt.datetime.fromisoformat(rfc3339(when)) == when


@pytest.mark.parametrize(
    ("text", "end_tag", "html"),
    [
        ("AT&T", False, False),
        ("2 < 3", False, False),
        ("a <b> c", False, True),
        ("<img src=x onerror=alert(1)>", False, True),
        ("a <!-- b", False, True),
        ("I <3 it", False, False),
        ("</b>", True, True),
        ("a </ b", False, False),
        ("&copy;", False, True),
        ("&#169;", False, True),
        ("R&D;", False, False),
        ("", False, False),
    ],
)
def test_what_a_reader_would_take_for_html(text: str, end_tag: bool, html: bool) -> None:
    assert has_end_tag(text) is end_tag
    assert reads_as_html(text) is html


def test_as_html() -> None:
    assert as_html('a & <b> "c"') == 'a &amp; &lt;b&gt; "c"'


@pytest.mark.parametrize(
    ("url", "public"),
    [
        ("https://media.courier.example/a.mp3", True),
        ("http://127.0.0.1:8000/a.mp3", True),
        ("HTTPS://A.B", True),
        ("http://localhost/a.mp3", False),
        ("http://localhost:8000/a.mp3", False),
        ("ftp://a.example/a", False),
        ("https://a.example?x", False),
        ("https://user@a.example/", False),
        ("http://[::1]/a", False),
    ],
)
def test_public_hosts(url: str, public: bool) -> None:
    assert is_public(url) is public


@pytest.mark.parametrize(("type", "known"), [("audio/mpeg", True), ("audio", False), ("", False), ("a/b; c=d", False)])
def test_media_types(type: str, known: bool) -> None:
    assert has_media_type(Enclosure(url="https://a.example/", type=type)) is known


def test_a_prefix_has_one_meaning() -> None:
    for format in ("rss", "atom"):
        pairs = [pair for extension in EXTENSIONS for pair in getattr(extension, format)]
        assert len({prefix for prefix, _ in pairs}) == len(pairs)
