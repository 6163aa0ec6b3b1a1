"""Plain text, and the text of HTML."""

import pytest

from feeds import clean


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("plain", "plain"),
        ("  a \t b\r\nc\xa0\xa0d\u3000e ", "a b c d e"),
        ("a\x00\x01\x08b\x7f\x92\ud800\udc00\ufffe\uffff\ufffd\ufdd0\U0010ffffc", "abc"),
        ("a\x0bb\x0cc\x85d\u2028e\u2029f", "a b c d e f"),
        ("\u202aa\u202eb\u202c", "ab"),
        ("\u2067open", "open"),
        ("\u2067closed\u2069", "\u2067closed\u2069"),
        ("\u2069\u2067", ""),
        ("a\u200bb\ufeffc\xadd", "abcd"),
        ("ก\u200bข", "ก\u200bข"),  # where Thai lines may break
        ("می\u200cخواهم", "می\u200cخواهم"),  # Persian spelling
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d👧 🇮🇳 👍🏽 ❤️", "👩\u200d👧 🇮🇳 👍🏽 ❤️"),
        ("a\u200eb\u200f", "a\u200eb\u200f"),
        ("cafÃ© news", "café news"),  # encoded twice
        ("Ã©tÃ©", "été"),
        ("SÃ£o Paulo, JoÃ£o", "São Paulo, João"),
        ("Ã\x83Â©", "é"),  # three times
        ("donâ\x80\x99t", "don’t"),
        ("voilÃ\xa0 Â«ÃªtreÂ»", "voilà «être»"),
        ("Ã\u2069©", "é"),
        ("AMANHÃ FRIA, CÂMARA", "AMANHÃ FRIA, CÂMARA"),
        ("«AMANH\xc3\xbb é", "«AMANHA\u0303» é"),  # honest, and still no pair that a validator doubts
        ("Spaß» à «l’été»", "Spaß» à «l’été»"),
        ("\xe0\x80\x80Ã\xbf", "àA\u0303\xbf"),  # no UTF-8
        ("Fish &amp; <b>chips</b>", "Fish &amp; <b>chips</b>"),  # text is text: adapters decode
        ("", ""),
        (" \n\xa0 ", ""),
    ],
)
def test_text(given, expected):
    assert clean.text(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("a  b\nc", "a b\nc"),
        ("\n\na\r\n\r\n\r\n\r\nb\n \n", "a\n\nb"),
        ("a\u2029b\u2028c", "a\n\nb\nc"),
        ("a\rb", "a\nb"),
    ],
)
def test_block(given, expected):
    assert clean.block(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("<p>One &amp;\ntwo</p><p>three<br>four</p>", "One & two\n\nthree\nfour"),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\n\nc"),
        ("a<script>x</script><style>y</style><!-- z -->b", "ab"),
        ("<pre>x\n  y</pre>z", "x\ny\n\nz"),
        ("&lt;b&gt; &#x41; 5 &gt; 3 & 2", "<b> A 5 > 3 & 2"),
        ("<p title='>'>a < b</p>", "a < b"),
        ("no markup\n at all", "no markup at all"),
        ("", ""),
    ],
)
def test_plain(given, expected):
    assert clean.plain(given) == expected


SENTENCES = (
    "<p>The council met on Monday. It voted on the budget.</p><p>Nobody was surprised by the outcome of the vote.</p>"
)


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (300, "The council met on Monday. It voted on the budget. Nobody was surprised by the outcome of the vote."),
        (60, "The council met on Monday. It voted on the budget. …"),
        (40, "The council met on Monday. …"),
        (25, "The council met on…"),
    ],
)
def test_excerpt(limit, expected):
    assert clean.excerpt(SENTENCES, limit) == expected


def test_excerpt_in_scripts_without_spaces():
    assert clean.excerpt("新华社北京电" * 20, 20) == ("新华社北京电" * 20)[:19] + "…"
    assert clean.excerpt("<p>परिषद की बैठक हुई। " + "बजट पर मतदान " * 20, 30) == "परिषद की बैठक हुई। …"


def test_excerpt_does_not_split_a_family():
    assert clean.excerpt("a" * 15 + "👩\u200d👩\u200d👧" * 3, 18) == "a" * 15 + "👩…"
