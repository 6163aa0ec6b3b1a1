"""Small judgements, each with the case that forced it."""

import pytest
from lxml import html

from sources.html.jsonrepair import loads
from sources.html.names import authors
from sources.html.tidy import tidy
from sources.html.titles import without_site


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("By Jane Doe and John Roe", ["Jane Doe", "John Roe"]),
        ("IANS", ["IANS"]),
        ("Von Jörg Müller, Anna Weiß und Tim Groß", ["Jörg Müller", "Anna Weiß", "Tim Groß"]),
        ("Jane Doe, Senior Reporter", ["Jane Doe"]),
        ("https://www.facebook.com/courier", []),
        ("Jane Doe (jane@courier.example)", ["Jane Doe"]),
        ("Martin Luther King, Jr.", ["Martin Luther King, Jr."]),
        ("Par Léa Martin avec AFP", ["Léa Martin", "AFP"]),
        ("", []),
    ],
)
def test_bylines(byline, expected):
    assert [author.name for author in authors(byline)] == expected


def test_agencies_and_desks_are_organisations():
    assert [one.kind for one in authors("Jane Doe, Reuters; Courier Staff")] == [
        "person",
        "organisation",
        "organisation",
    ]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Bridge opens | The Courier", "Bridge opens"),
        ("The Courier - Bridge opens", "Bridge opens"),
        ("Bridge opens - City - The Courier", "Bridge opens - City"),
        ("Life – death – and tax", "Life – death – and tax"),
        ("The Courier", "The Courier"),
    ],
)
def test_titles(title, expected):
    assert without_site(title, ["The Courier", "courier"]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<!-- {"a": 1} -->', {"a": 1}),
        ('//<![CDATA[\n{"a": 1}\n//]]>', {"a": 1}),
        ('{"a": [1, 2,], "b": ",]",}', {"a": [1, 2], "b": ",]"}),
        ('{"a": "line\nbreak\tand \\x"}', {"a": "line\nbreak\tand \\x"}),
        ('{"a": 1};', {"a": 1}),
        ("{&quot;a&quot;: 1}", {"a": 1}),
        ('{"a": ', None),
        ("7", None),
    ],
)
def test_torn_json(text, expected):
    assert loads(text) == expected


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("one<br><br>two<br>three", "<p>one</p><p>two<br>three</p>"),
        ("<div>a<p>b</p>c</div>", "<p>a</p><p>b</p><p>c</p>"),
        ("<b><p>a</p></b>", "<p>a</p>"),
        ("<p>a <i> </i>b</p><p> </p>", "<p>a b</p>"),
        ("<ul><li>x</li></ul><script>bad()</script>", "<ul><li>x</li></ul>"),
        ('<p onclick="x()" style="y">a &amp; b &lt; c</p>', "<p>a &amp; b &lt; c</p>"),
        ('<img src="blank.gif" srcset="s.jpg 300w, l.jpg 900w">', '<p><img src="l.jpg"></p>'),
        ("<pre>a\n  b</pre>", "<pre>a\n  b</pre>"),
        ("<table><tr><td></td><td>x</td></tr></table>", "<table><tr><td></td><td>x</td></tr></table>"),
    ],
)
def test_tidy(inside, expected):
    assert tidy(html.fragment_fromstring(inside, create_parent="div")) == expected
