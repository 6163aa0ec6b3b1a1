"""The subscribe page without a browser: valid, deterministic, and harmless whatever a title says."""

import datetime as dt
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

import html5lib
import pytest
from lxml import html

from feeds.publish.page import Group, Listed, count, day, direction, stamp, subscribe_page

KINDS = ["usual", "hostile", "rtl", "hindi", "empty", "one"]


@pytest.fixture(params=KINDS)
def page(request, samples):
    return subscribe_page(*samples.sites()[request.param])


def test_it_is_valid_html5(page):
    html5lib.HTMLParser(strict=True).parse(page.body.decode())


def test_it_is_a_document_of_the_edition(page):
    assert (page.path, page.media_type) == ("index.html", "text/html")
    assert page.url == "https://courier.example/feeds/index.html"


def test_it_loads_nothing_and_has_one_script(page):
    tree = html.fromstring(page.body)
    assert not tree.xpath("//img | //iframe | //object | //embed | //link[not(@rel='alternate')] | //*[@src] | //form")
    assert len(tree.xpath("//script")) == len(tree.xpath("//style")) == 1
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on") or name == "style"]
    assert re.findall(r"url\(|@import|https?:", tree.xpath("string(//style)") + tree.xpath("string(//script)")) == []


def test_every_field_has_a_name_and_ids_are_unique(page):
    tree = html.fromstring(page.body)
    assert all(element.get("aria-label") for element in tree.xpath("//input | //button"))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert set(tree.xpath("//@aria-labelledby")) <= set(ids)


def test_every_address_of_every_feed_is_linked_and_copied(samples):
    site, groups = samples.sites()["usual"]
    tree = html.fromstring(subscribe_page(site, groups).body)
    urls = {url for group in groups for feed in group.feeds for _, url in feed.urls}
    links = {
        urljoin(f"{site.feeds_url}index.html", href) for href in tree.xpath("//main//a[@type != 'text/x-opml']/@href")
    }
    assert links == urls
    assert not any(href.startswith("http") for href in tree.xpath("//main//a/@href"))
    assert set(tree.xpath("//button/@data-copy")) == urls
    assert tree.xpath("//a[@type='text/x-opml']/@href") == ["feeds.opml"]


def test_readers_discover_the_site_its_comments_and_its_sections(samples):
    site, groups = samples.sites()["usual"]
    tree = html.fromstring(subscribe_page(site, groups).body)
    links = tree.xpath("//head/link[@rel='alternate']")
    expected = [url for group in groups[:3] for feed in group.feeds for _, url in feed.urls]
    assert [link.get("href") for link in links] == expected
    assert [link.get("type") for link in links[:3]] == [
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
    ]
    assert links[0].get("title") == "The Courier: The Courier (RSS)"


def test_buttons_are_hidden_until_the_script_runs(page):
    assert all(button.get("hidden") is not None for button in html.fromstring(page.body).xpath("//button"))


def test_titles_are_text(samples):
    site, groups = samples.sites()["hostile"]
    tree = html.fromstring(subscribe_page(site, groups).body)
    assert tree.xpath("string(//title)") == f"{site.title}: feeds"
    shown = {heading.text_content() for heading in tree.xpath("//h3")}
    assert {feed.label for group in groups for feed in group.feeds} <= shown


def test_long_lists_fold(samples):
    tree = html.fromstring(subscribe_page(*samples.sites()["usual"]).body)
    assert [summary.text for summary in tree.xpath("//summary")] == ["30 more tags", "12 more conversations"]
    assert "Listed here: 18 of 10,204 conversations." in tree.text_content()


def test_the_language_and_its_direction(samples):
    tree = html.fromstring(subscribe_page(*samples.sites()["rtl"]).body)
    assert (tree.get("lang"), tree.get("dir")) == ("ar", "rtl")
    assert {element.get("lang") for element in tree.xpath("//h2 | //summary | //button")} == {"en"}
    tree = html.fromstring(subscribe_page(*samples.sites()["usual"]).body)
    assert (tree.get("lang"), tree.get("dir")) == ("en-IN", "ltr")
    assert tree.xpath("//h2/@lang") == []


@pytest.mark.parametrize(
    ("language", "way"),
    [("en", "ltr"), ("ar", "rtl"), ("he-IL", "rtl"), ("ur", "rtl"), ("fa", "rtl"), ("az-Arab", "rtl"), ("pa", "ltr"),
     ("hi", "ltr"), ("ko-KR", "ltr"), ("dv", "rtl"), ("yi", "rtl"), ("", "ltr"), ("no such tag!", "ltr")],
)  # fmt: skip
def test_direction(language, way):
    assert direction(language) == way


def test_words():
    when = dt.datetime(2025, 12, 31, 23, 30, tzinfo=dt.timezone(dt.timedelta(hours=-5)))
    assert (day(when), stamp(when)) == ("1 January 2026", "2026-01-01T04:30:00Z")
    assert [count(n, "entry") for n in (0, 1, 1204)] == ["0 entries", "1 entry", "1,204 entries"]


def test_an_unknown_format_has_a_name_too(samples):
    feed = Listed(title="x", urls=(("twt", "https://courier.example/feed.twt"),))
    body = subscribe_page(samples.site(), [Group(kind="site", feeds=(feed,))]).body
    html5lib.HTMLParser(strict=True).parse(body.decode())
    assert b">TWT</a>" in body


def test_same_groups_same_bytes_in_any_process_locale_and_zone(samples):
    here = subscribe_page(*samples.sites()["usual"]).body
    code = "import sys, samples; from feeds.publish.page import subscribe_page as page; "
    code += "sys.stdout.buffer.write(page(*samples.sites()['usual']).body)"
    root = Path(__file__).parents[2]
    for seed, zone in (("1", "Asia/Kolkata"), ("2", "America/Lima")):
        path = os.pathsep.join([str(root), str(root / "tests" / "publish")])
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", "PYTHONPATH": path}
        assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, env=env).stdout == here
