"""The list of feeds."""

import datetime as dt

import lxml.etree

from feeds.feed import Outline
from feeds.formats import opml

from .cases import NOON, SITE, urls

EXPECTED = """<?xml version='1.0' encoding='UTF-8'?>
<opml version="2.0">
  <head>
    <title>The Courier &amp;amp; sons</title>
    <dateModified>Mon, 16 Jun 2025 12:00:00 +0000</dateModified>
  </head>
  <body>
    <outline type="rss" text="दुनिया &amp;lt;b&amp;gt;" title="दुनिया &amp;lt;b&amp;gt;" \
xmlUrl="https://courier.example/feeds/world.rss" htmlUrl="https://courier.example/"/>
    <outline type="rss" text="Atom" title="Atom" xmlUrl="https://courier.example/feeds/a.atom" \
htmlUrl="https://courier.example/"/>
    <outline type="rss" text="JSON" title="JSON" xmlUrl="https://courier.example/feeds/j.json" \
htmlUrl="https://courier.example/"/>
  </body>
</opml>
"""


def test_opml() -> None:
    outlines = (
        Outline(title="दुनिया <b>", home=SITE, urls=urls("world")),
        Outline(title="Atom", home=SITE, urls=urls("a")[1:]),
        Outline(title="JSON", home=SITE, urls=urls("j")[2:]),
    )
    document = opml.render("The Courier & sons", f"{SITE}feeds/feeds.opml", outlines, NOON)
    assert document.body.decode() == EXPECTED
    assert (document.path, document.media_type) == ("feeds.opml", "text/x-opml")
    assert document.url == f"{SITE}feeds/feeds.opml"
    assert lxml.etree.fromstring(document.body).tag == "opml"


def test_date_in_utc() -> None:
    zone = dt.timezone(dt.timedelta(hours=-5))
    outlines = (Outline(title="A", home=SITE, urls=urls("a")),)
    assert b"12:00:00 +0000" in opml.render("A", SITE, outlines, NOON.astimezone(zone)).body
