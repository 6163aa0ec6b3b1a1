"""Times as sources print them."""

import datetime as dt

import pytest

from sources._shared.dates import find_when, from_number, parse_when, relative_when

READ = {
    "2025-06-16": "2025-06-16",
    "20250616": "2025-06-16",
    "2025-06-16T08:00:00+05:30": "2025-06-16T08:00:00+05:30",
    "2025-06-16 08:00:00 +0530": "2025-06-16T08:00:00+05:30",
    "2025-06-16T08:00:00.123Z": "2025-06-16T08:00:00+00:00",
    "2025-06-16T08:00": "2025-06-16T08:00:00",
    "2026-05-24T10:30:00+02:00[Europe/Vienna]": "2026-05-24T10:30:00+02:00",
    "Mon, 16 Jun 2025 08:00:00 +0000": "2025-06-16T08:00:00+00:00",
    "Mon, 16 Jun 2025 08:00:00 EST": "2025-06-16T08:00:00-05:00",
    "Mon, 16 Jun 2025 08:00:00 -0000": "2025-06-16T08:00:00",
    "Mon Jun 16 08:00:00 EST 2025": "2025-06-16T08:00:00-05:00",
    "June 16, 2025": "2025-06-16",
    "16 June 2025 3:30 pm IST": "2025-06-16T15:30:00+05:30",
    "Monday, June 16, 2025 at 10:20 p.m. EDT": "2025-06-16T22:20:00-04:00",
    "Dec. 3, 2024 9:00 AM PT": "2024-12-03T09:00:00-08:00",
    "12:30 pm ET, June 3, 2024": "2024-06-03T12:30:00-04:00",
    "15. Mai 2014 um 17:32 Uhr": "2014-05-15T17:32:00",
    "le 3 août 2014 à 9 h 05": "2014-08-03T09:05:00",
    "3 de mayo de 2014 a las 17:00": "2014-05-03T17:00:00",
    "16.06.2025, 14:05": "2025-06-16T14:05:00",
    "16/06/2025 10:00": "2025-06-16T10:00:00",
    "2025년 6월 16일 오후 3:30": "2025-06-16T15:30:00",
    "2025年6月16日 15:30": "2025-06-16T15:30:00",
    "16 जून 2025": "2025-06-16",
    "3 Μαρτίου 2020": "2020-03-03",
    "1750060800": "2025-06-16T08:00:00+00:00",
    "1750060800000": "2025-06-16T08:00:00+00:00",
}
REFUSED = [
    "", "5", "01/02/2024", "June 16", "2025-02-30", "now", "May 2025", "2024-01-01T00:00:00-99:00", "Version 3.4.2025x",
    "16 June 2025 and more", "2025-06-16T25:00:00", "9" * 5000, "June 99, 2025", "0000-00-00",
]  # fmt: skip


@pytest.mark.parametrize("text", READ)
def test_read(text):
    found = parse_when(text)
    assert found is not None
    assert found.isoformat(*(["T", "seconds"] if isinstance(found, dt.datetime) else [])) == READ[text]


@pytest.mark.parametrize("text", REFUSED)
def test_refused(text):
    assert parse_when(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Published on June 16, 2025 at 3:30 pm by Jo", "2025-06-16T15:30:00"),
        ("Kommentar von X am 3. Mai 2014 um 17:32 Uhr", "2014-05-03T17:32:00"),
        ("IANS June 16, 2025 272 views", "2025-06-16"),
        ("Posted 2024-05-01 in News", "2024-05-01"),
        ("Wed, 2012-05-16 - 10:16", "2012-05-16T10:16:00"),
        ("2012-05-16 02:16:30 PM by Jo", "2012-05-16T14:16:30"),
        ("الثلاثاء 15 مارس 2022 06:42 م", "2022-03-15T18:42:00"),
        ("2022年3月15日 18時42分", "2022-03-15T18:42:00"),
        ("2022年3月15日（火）18:42", "2022-03-15T18:42:00"),
        ("입력 2022.03.15. 오후 6:42", "2022-03-15T18:42:00"),
        ("15 Mart 2022 Salı 18:42", "2022-03-15T18:42:00"),
        ("15 mrt. 2022 om 18:42", "2022-03-15T18:42:00"),
        ("6 мая 2024 г. 12:30", "2024-05-06T12:30:00"),
        ("15.03.2022 / 18:42", "2022-03-15T18:42:00"),
        ("2024-05-21 à 18h30", "2024-05-21T18:30:00"),
        ("2024. április 16. 12:40", "2024-04-16T12:40:00"),
        ("Publicerad 2024-10-17 11.20", "2024-10-17T11:20:00"),
        ("Published 8:14 PM GMT, Tue January 16, 2024", "2024-01-16T20:14:00+00:00"),
    ],
)
def test_found_in_a_line(text, expected):
    assert find_when(text).isoformat() == expected


def test_numbers():
    assert from_number(1750060800.5).year == 2025
    for none in (5, -1, 1e300, float("nan"), float("inf"), True):
        assert from_number(none) is None


def test_words():
    now = dt.datetime(2025, 6, 16, 12, tzinfo=dt.UTC)
    assert relative_when("2 hours ago", now) == now - dt.timedelta(hours=2)
    assert relative_when("an hour ago", now) == now - dt.timedelta(hours=1)
    assert relative_when("yesterday", now) == now - dt.timedelta(days=1)
    assert relative_when("9999 years ago", now) is None
    assert relative_when("long ago", now) is None


@pytest.mark.parametrize(
    ("words", "before"),
    [
        ("2 hours ago", dt.timedelta(hours=2)),
        ("about an hour ago", dt.timedelta(hours=1)),
        ("vor 3 Tagen", dt.timedelta(days=3)),
        ("vor einer Stunde", dt.timedelta(hours=1)),
        ("il y a 2 heures", dt.timedelta(hours=2)),
        ("hace 5 minutos", dt.timedelta(minutes=5)),
        ("2 giorni fa", dt.timedelta(days=2)),
        ("3 uur geleden", dt.timedelta(hours=3)),
        ("för 2 timmar sedan", dt.timedelta(hours=2)),
        ("5 минут назад", dt.timedelta(minutes=5)),
        ("3天前", dt.timedelta(days=3)),
        ("2시간 전", dt.timedelta(hours=2)),
        ("Yesterday", dt.timedelta(days=1)),
        ("3d", dt.timedelta(days=3)),
        ("1y", dt.timedelta(days=365)),
        ("2 years, 3 months ago", dt.timedelta(days=2 * 365 + 3 * 30)),
        ("yesterday at 10:12", dt.timedelta(days=1, hours=1, minutes=48)),
        ("gestern um 10:12 Uhr", dt.timedelta(days=1, hours=1, minutes=48)),
        ("вчера в 10:12", dt.timedelta(days=1, hours=1, minutes=48)),
        ("منذ ساعتين", dt.timedelta(hours=2)),
        ("2 घंटे पहले", dt.timedelta(hours=2)),
        ("yesterday the 10:12 train", None),
        ("for 20 years", None),
        ("hello", None),
        ("9999 years ago", None),
    ],
)
def test_relative_times_in_many_languages(words, before):
    now = dt.datetime(2024, 6, 15, 12, tzinfo=dt.UTC)
    assert relative_when(words, now) == (now - before if before is not None else None)


@pytest.mark.parametrize("number", [10**400, -(10**400), float("inf"), float("-inf"), float("nan"), True, 0, 10**16])
def test_numbers_that_are_no_time(number):
    assert from_number(number) is None
