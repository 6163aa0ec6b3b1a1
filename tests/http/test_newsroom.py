"""Sources over HTTP in one newsroom, run after run: what did not change costs one 304; runs at once share the cache."""

import hashlib
import json
import multiprocessing
import os
import re
import signal
import time

import pytest
from werkzeug import Response as Answer

from feeds.http.client import Client
from tests.newsroom import SITE, build, published

CONFIGURATION = (
    SITE
    + """
[http]
allow_private = true
pace = 0

[[sources]]
name = "feed"
adapter = "feed"
url = "{url}feed"
options = {{ every_run = true }}

[[sources]]
name = "export"
adapter = "jsonl"
url = "{url}export"
"""
)
FEED = """<rss version="2.0" xmlns:wfw="http://wellformedweb.org/CommentAPI/"><channel><title>T</title>
<link>https://courier.example/</link><description>D</description>
<item><title>One</title><link>https://courier.example/one</link><guid isPermaLink="false">one</guid>
<description>Words.</description><pubDate>Mon, 16 Jun 2025 10:00:00 GMT</pubDate>
<wfw:commentRss>{url}comments</wfw:commentRss></item></channel></rss>"""
COMMENTS = """<rss version="2.0"><channel><title>T</title><link>https://courier.example/one</link><description>D</description>
{items}</channel></rss>"""
SAID = """<item><title>Mira</title><guid isPermaLink="false">c{n}</guid><description>Comment {n}.</description>
<pubDate>Mon, 16 Jun 2025 11:0{n}:00 GMT</pubDate></item>"""


@pytest.fixture
def web(httpserver):
    """A site by its pages; its log has paths and statuses."""
    pages, log = {}, []

    def answer(asked):
        body = pages.get(asked.path)
        tag = f'"{hashlib.sha256((body or "").encode()).hexdigest()[:9]}"'
        status = 404 if body is None else 304 if asked.headers.get("If-None-Match") == tag else 200
        log.append((asked.path, status))
        return Answer("" if status == 304 else body or "", status=status, headers={"ETag": tag}, mimetype="text/xml")

    httpserver.expect_request(re.compile(".*")).respond_with_handler(answer)
    return httpserver.url_for("/"), pages, log


def test_what_did_not_change_costs_one_304(web, tmp_path):
    url, pages, log = web
    pages["/feed"] = FEED.format(url=url)
    pages["/comments"] = COMMENTS.format(items=SAID.format(n=1))
    pages["/export"] = json.dumps(
        {"id": "a", "url": "https://courier.example/a", "title": "A", "content_text": "Words."}
    )
    configuration = tmp_path / "feedhouse.toml"
    configuration.write_text(CONFIGURATION.format(url=url))
    assert not build(configuration).failed
    assert log == [("/feed", 200), ("/robots.txt", 404), ("/comments", 200), ("/export", 200)]
    before = published(tmp_path / "out")
    log.clear()
    assert build(configuration).why == "nothing changed"
    assert log == [("/feed", 304), ("/comments", 304), ("/export", 304)]
    assert published(tmp_path / "out") == before
    pages["/comments"] = COMMENTS.format(items=SAID.format(n=1) + SAID.format(n=2))
    log.clear()
    build(configuration)
    assert log == [("/feed", 304), ("/comments", 200), ("/export", 304)]
    assert b"Comment 2." in published(tmp_path / "out")["comments.rss"]


def test_a_run_that_failed_after_fetching_loses_nothing(web, tmp_path):
    """The answer is in the cache, and 304 from now on; yet nobody has read it."""
    url, pages, log = web
    pages["/feed"] = "no feed at all"
    pages["/export"] = json.dumps(
        {"id": "a", "url": "https://courier.example/a", "title": "A", "content_text": "Words."}
    )
    configuration = tmp_path / "feedhouse.toml"
    wrong = CONFIGURATION.format(url=url).replace('"jsonl"', '"wxr"')
    configuration.write_text(wrong)
    assert build(configuration).failed
    configuration.write_text(CONFIGURATION.format(url=url))
    log.clear()
    build(configuration)
    assert ("/export", 304) in log
    assert b"<title>A</title>" in published(tmp_path / "out")["feed.rss"]


def fetching(url, folder):
    """Fetch a few pages again and again, until killed; the body says what it should be."""
    with Client(allow_private=True, cache=folder) as client:
        for number in range(10**9):
            path = f"page{number % 5}"
            assert client.get(url + path).body == path.encode() * 5_000


def test_processes_at_once_some_of_them_killed(httpserver, tmp_path):
    def answer(asked):
        return Answer(
            asked.path[1:].encode() * 5_000, headers={"Cache-Control": "max-age=0", "ETag": f'"{time.time()}"'}
        )

    httpserver.expect_request(re.compile(".*")).respond_with_handler(answer)
    spawning = multiprocessing.get_context("spawn")
    running = [spawning.Process(target=fetching, args=(httpserver.url_for("/"), tmp_path)) for _ in range(3)]
    for process in running:
        process.start()
    until = time.monotonic() + 30
    while len(httpserver.log) < 150 and time.monotonic() < until:
        time.sleep(0.01)
    for process in running:
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
        assert process.exitcode == -signal.SIGKILL
    with Client(allow_private=True, cache=tmp_path) as client:
        for number in range(5):
            assert client.get(httpserver.url_for(f"/page{number}")).body == f"page{number}".encode() * 5_000
