"""robots.txt: saved ones with what they say in comments; hosts that have none; for how long one is believed."""

import os
import re
import time
from pathlib import Path

import pytest
from werkzeug import Response as Answer

from feeds.errors import FetchError, SourceError
from feeds.http import Limits, RobotsError
from feeds.http.client import Client
from feeds.http.robots import Robots

CASES = sorted((Path(__file__).parent / "robots").glob("*.txt"))
SAID = re.compile(r"^# (yes|no|delay) (\S+)\s*$", re.MULTILINE)


class Fetched:
    """What `Robots` asks for, and what it gets."""

    def __init__(self, body):
        self.body = body
        self.asked = []

    def __call__(self, url):
        self.asked.append(url)
        if isinstance(self.body, Exception):
            raise self.body
        return type("Response", (), {"body": self.body})


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path):
    robots = Robots(Fetched(path.read_bytes()), None)
    said = SAID.findall(path.read_text("utf-8", "replace"))
    assert len(said) >= 2
    for word, what in said:
        if word == "delay":
            assert robots.check("https://courier.example/robots.txt") == float(what)
        elif word == "yes":
            robots.check(f"https://courier.example{what}")
        else:
            with pytest.raises(RobotsError, match=r"its robots\.txt does not allow it.*http\.robots = false"):
                robots.check(f"https://courier.example{what}")


def test_bytes_of_any_kind():
    robots = Robots(Fetched(b"\xef\xbb\xbfUser-agent: *\r\n\xff\xfe\0 garbage\r\nDisallow: /a\r\n"), None)
    robots.check("https://a.example/b")
    with pytest.raises(RobotsError):
        robots.check("https://a.example/a")


def test_one_is_asked_for_once_a_host():
    fetched = Fetched(b"")
    robots = Robots(fetched, None)
    for url in (
        "https://a.example/1",
        "https://me:secret@A.example/2",
        "http://a.example/3",
        "https://a.example:8443/",
    ):
        robots.check(url)
    assert fetched.asked == [
        f"{one}/robots.txt" for one in ("https://a.example", "http://a.example", "https://a.example:8443")
    ]


def test_none_allows_everything_and_an_unreachable_one_nothing_for_now():
    Robots(Fetched(SourceError("404")), None).check("https://a.example/1")
    fetched = Fetched(FetchError("https://a.example/robots.txt: the server answered 503"))
    robots = Robots(fetched, None)
    for _ in range(3):
        with pytest.raises(
            FetchError, match=r"a\.example/1: not fetched, since .*robots\.txt: the server answered 503"
        ):
            robots.check("https://a.example/1")
    assert len(fetched.asked) == 1


def test_one_is_kept_for_a_day_and_longer_only_while_it_cannot_be_reached(tmp_path):
    Robots(Fetched(b"User-agent: *\nDisallow: /a"), tmp_path).check("https://a.example/")
    later = Fetched(b"")
    with pytest.raises(RobotsError):
        Robots(later, tmp_path).check("https://a.example/a")
    assert later.asked == []
    (kept,) = (tmp_path / "robots").iterdir()
    assert "a.example" not in kept.name
    old = time.time() - 86_500
    os.utime(kept, (old, old))
    with pytest.raises(RobotsError):
        Robots(Fetched(FetchError("down")), tmp_path).check("https://a.example/a")
    Robots(later, tmp_path).check("https://a.example/a")
    assert len(later.asked) == 1
    Robots(Fetched(FetchError("down")), tmp_path).check("https://a.example/a")


def test_a_huge_one_is_read_to_its_bound():
    body = b"User-agent: *\n" + b"Disallow: /a\n" + b"# nothing\n" * 60_000 + b"Disallow: /b\n"
    robots = Robots(Fetched(body), None)
    robots.check("https://a.example/b")
    with pytest.raises(RobotsError):
        robots.check("https://a.example/a")


def test_it_is_for_what_is_found_and_for_where_that_redirects_to(httpserver):
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /secret")
    httpserver.expect_request("/secret").respond_with_data("inside")
    httpserver.expect_request("/open").respond_with_response(Answer(status=302, headers={"Location": "/secret"}))
    with Client(allow_private=True) as client, Client(allow_private=True, robots=False) as careless:
        assert client.get(httpserver.url_for("/secret")).body == b"inside"
        assert [request.path for request, _ in httpserver.log] == ["/secret"]
        for path in ("/secret", "/open"):
            with pytest.raises(RobotsError):
                client.get(httpserver.url_for(path), found=True)
            assert careless.get(httpserver.url_for(path), found=True).body == b"inside"


def test_a_robots_txt_that_fails_for_now_is_no_leave(httpserver):
    httpserver.expect_request("/robots.txt").respond_with_data("", status=503)
    httpserver.expect_request("/a").respond_with_data("page")
    limits = Limits(retries=0)
    with Client(allow_private=True, limits=limits) as client, pytest.raises(FetchError, match="not fetched, since"):
        client.get(httpserver.url_for("/a"), found=True)
    assert [request.path for request, _ in httpserver.log] == ["/robots.txt"]
