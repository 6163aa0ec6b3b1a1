"""A site of 2,000 pages whose conversations grow, taken into a store; what was asked is what its server logged."""

import datetime as dt
import time
from itertools import pairwise

import pytest

from feeds.http import LateClient
from feeds.ingest import SourceSettings, ingest
from feeds.model import Site as Newsroom
from feeds.store import open_store
from sources.sitemap import Sitemap
from tests.sources.sitemap.simulated import Site, serving

START = dt.datetime(2025, 6, 17, 8, 0, tzinfo=dt.UTC)
PAGES = 2_000


class Taking:
    """A newsroom with one such site; each run has a client of its own, as each cron job has."""

    def __init__(self, folder, monkeypatch):
        self.folder, self.monkeypatch = folder, monkeypatch
        self.newsroom = Newsroom(
            title="The Courier", url="https://courier.example/", feeds_url="https://courier.example/", description="d"
        )

    def run(self, site, *, hours=0, path="/sitemap.xml", **manners):
        now = START + dt.timedelta(hours=hours)
        self.monkeypatch.setattr("sources._shared.revisits.now", lambda: now)
        site.log.clear()
        settings = SourceSettings(name="site", url=site.url + path, adapter="sitemap")
        manners = {"allow_private": True, "pace": 0, "cache": self.folder / "cache"} | manners
        store = open_store(f"sqlite:///{self.folder / 'store.db'}", "courier.example,2025")
        with store, LateClient(**manners) as http:
            return ingest(settings, {"sitemap": Sitemap}, store, http, now, self.newsroom)


@pytest.fixture
def taking(tmp_path, monkeypatch):
    return Taking(tmp_path, monkeypatch)


def bodies(site):
    return sorted(asked.path for asked in site.log if asked.status == 200)


@pytest.mark.slow
def test_two_thousand_pages_whose_conversations_grow(taking):
    site = Site(PAGES, robots="User-agent: *\nDisallow: /news/story-7\n", comments=dict.fromkeys(range(0, PAGES, 4), 3))
    refused = [number for number in range(PAGES) if str(number).startswith("7")]
    with serving(site):
        report = taking.run(site)
        assert (report.failed, report.articles.new) == (None, PAGES - len(refused))
        assert report.comments.new == sum(3 for number in range(0, PAGES, 4) if number not in refused)
        assert len(report.skipped) == len(refused)
        assert "robots.txt does not allow it" in report.skipped[0].why
        assert len(site.log) == 2 + PAGES - len(refused)
        assert not [asked for asked in site.log if asked.path.startswith("/news/story-7")]
        assert {asked.agent.partition("/")[0] for asked in site.log} == {"feedhouse"}

        report = taking.run(site)
        assert [(asked.path, asked.status) for asked in site.log] == [("/sitemap.xml", 304)]
        assert not report.skipped

        site.comments |= {4: 5, 8: 4}
        site.changed |= {4: "2025-06-17T07:59:00Z", 1: "2025-06-17T07:58:00Z"}
        report = taking.run(site)
        assert bodies(site) == ["/news/story-4", "/sitemap.xml"]  # 1 + changed: story 1 says so, but is as it was
        assert [asked.path for asked in site.log if asked.status == 304] == ["/news/story-1"]
        assert (report.comments.new, report.articles.new, report.failed) == (2, 0, None)

        report = taking.run(site, hours=6)
        assert bodies(site) == ["/news/story-8"]
        assert {asked.status for asked in site.log} == {200, 304}
        assert len(site.log) > PAGES * 0.9
        assert report.comments.new == 1


def test_the_pace_is_kept_and_a_slower_crawl_delay_wins(taking):
    site = Site(3, robots="User-agent: feedhouse\nCrawl-delay: 0.4\n\nUser-agent: *\nDisallow: /\n")
    with serving(site):
        assert taking.run(site, pace=0.2).articles.new == 3
        gaps = [later.at - one.at for one, later in pairwise(site.log)]
        assert [asked.path for asked in site.log][:2] == ["/sitemap.xml", "/robots.txt"]
        assert all(gap > 0.15 for gap in gaps)
        assert all(gap > 0.35 for gap in gaps[2:])


def test_a_site_s_address_alone_and_its_robots_txt_is_not_asked_for_each_time(taking):
    site = Site(3, robots="Sitemap: {url}/sitemap.xml\n")
    with serving(site):
        site.robots = site.robots.format(url=site.url)
        assert taking.run(site, path="/").articles.new == 3
        started = time.monotonic()
        taking.run(site, path="/", hours=0.1)
        assert [(asked.path, asked.status) for asked in site.log] == [("/sitemap.xml", 304)]
        assert time.monotonic() - started < 5


def test_pages_refused_are_named_once_and_fetched_when_they_may_be(taking):
    site = Site(3, robots="User-agent: *\nDisallow: /news/story-1\n")
    with serving(site):
        assert [one.where for one in taking.run(site).skipped] == [f"{site.url}/news/story-1"]
        assert not taking.run(site).skipped
        report = taking.run(site, robots=False)
        assert bodies(site) == ["/news/story-1"]
        assert (report.articles.new, report.skipped) == (1, ())
        taking.run(site, robots=False)
        assert bodies(site) == []
