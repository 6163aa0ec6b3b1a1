"""Bytes to text."""

import pytest

from sources._shared.decode import decode
from sources._shared.markup import paragraphs
from sources._shared.names import without_address

TEXT = "Für Köln wäre das ärgerlich, sagte die Bürgermeisterin: „Schöne Straßen“."


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_by_evidence(charset):
    assert decode(TEXT.encode(charset)) == TEXT


def test_valid_utf8_is_utf8_whatever_is_declared():
    page = f'<meta charset="iso-8859-1">{TEXT}'
    assert decode(page.encode(), "iso-8859-1", html=True) == page


def test_declarations_are_believed_where_they_can_be():
    russian = "Приветствие всем читателям газеты"
    assert decode(russian.encode("koi8-r"), "koi8-r") == russian
    page = f'<meta charset="windows-1251">{russian}'
    assert decode(page.encode("cp1251"), html=True) == page
    assert decode(TEXT.encode("cp1252"), "utf-8") == TEXT
    assert decode(b"abc\xe9", "no-such-charset") == "abcé"


def test_one_wrong_byte_spoils_itself_only():
    assert decode(TEXT.encode() + b"\xff") == TEXT + "\ufffd"


def test_what_was_pasted_in_from_windows_is_read_as_it_is_there():
    page = "Die Hafenbehörde sperrt das Becken für neun Wochen, schöne Grüße. " * 4
    assert decode(page.encode() + b"\x93schw\xe4re\x94 Sch\xe4den.") == page + "“schwäre” Schäden."
    assert decode((page + "„").encode()[:-1]) == page + "\ufffd"


def test_paragraphs():
    assert paragraphs("a < b\nc\r\n\r\n  d  ") == "<p>a &lt; b<br>c</p><p>d</p>"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Jo <jo@x.example>", "Jo"),
        ("jo@x.example (Jo Doe)", "Jo Doe"),
        ("jo@x.example", ""),
        ("@jo", "@jo"),
        ("Jo", "Jo"),
    ],
)
def test_names_without_addresses(name, expected):
    assert without_address(name) == expected


def test_header_before_meta_and_a_byte_order_mark_before_both():
    russian = "Приветствие всем читателям газеты"
    page = f'<meta charset="iso-8859-1">{russian}'
    assert decode(page.encode("cp1251"), "windows-1251", html=True) == page
    assert decode(page.encode("utf-16"), "windows-1251", html=True) == page
    assert decode(page.encode("utf-8-sig"), "windows-1251", html=True) == page
