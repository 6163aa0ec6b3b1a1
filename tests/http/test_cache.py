"""The cache on disk, by what a real server is asked: freshness, validators, Vary, damage, secrets, room."""

import email.utils
import os
import time

import pytest
from werkzeug import Response as Answer

from feeds.errors import FetchError
from feeds.http import Limits, cache, files
from feeds.http.client import Client
from tests.http.raw import raw_server


class Web:
    """One address: `headers`, `body`, `status`; an ETag is honoured. `asked` has the headers of each request."""

    def __init__(self, server):
        self.headers, self.body, self.status, self.asked = {}, b"one", 200, []
        self.server, self.url = server, server.url_for("/feed?of=news")
        server.expect_request("/feed").respond_with_handler(self.answer)

    def answer(self, asked):
        self.asked.append(dict(asked.headers))
        headers = {"Date": email.utils.formatdate(usegmt=True)} | self.headers
        if self.status == 200 and "ETag" in headers and asked.headers.get("If-None-Match") == headers["ETag"]:
            return Answer(status=304, headers=headers)
        return Answer(self.body, status=self.status, headers=headers)


@pytest.fixture
def web(httpserver):
    return Web(httpserver)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "cache"


def get(web, folder, url=None, **more):
    """In a client of its own, as the next cron job's is; and how many requests that took."""
    before = len(web.asked)
    with Client(allow_private=True, cache=folder, limits=Limits(retries=0)) as client:
        answer = client.get(url or web.url, **more)
    return answer, len(web.asked) - before


def kept(folder):
    return [path for path in folder.glob("??/*") if path.is_file()]


def at(seconds):
    return email.utils.formatdate(time.time() + seconds, usegmt=True)


def dated(headers):
    """The headers, in which a number stands for the date so many seconds from now."""
    return {name: at(value) if isinstance(value, int) else value for name, value in headers.items()}


@pytest.mark.parametrize(
    ("headers", "asked"),
    [
        ({"Cache-Control": "max-age=60"}, 0),
        ({"Cache-Control": "private, max-age=60"}, 0),
        ({"Cache-Control": "must-revalidate, max-age=60"}, 0),
        ({"Cache-Control": "s-maxage=0, max-age=60"}, 0),
        ({"Cache-Control": "max-age=60", "Expires": "0"}, 0),
        ({"Expires": 60}, 0),
        ({"Expires": 10**9}, 0),
        ({"Cache-Control": "max-age=60", "Vary": "Accept-Encoding"}, 0),
        ({}, 1),
        ({"Last-Modified": -(10**8)}, 1),
        ({"Cache-Control": "public"}, 1),
        ({"Cache-Control": "max-age=0"}, 1),
        ({"Cache-Control": "s-maxage=60"}, 1),
        ({"Cache-Control": "max-age=60", "Age": "61"}, 1),
        ({"Cache-Control": "max-age=60", "Age": "9"}, 0),
        ({"Cache-Control": "max-age=60", "Date": -90}, 1),
        ({"Cache-Control": "max-age=60", "Date": 10**8}, 0),
        ({"Cache-Control": "max-age=60, max-age=0"}, 1),
        ({"Cache-Control": "max-age=soon"}, 1),
        ({"Cache-Control": "max-age=" + "9" * 50}, 0),
        ({"Cache-Control": "no-cache, max-age=60"}, 1),
        ({"Cache-Control": "no-store, max-age=60"}, 1),
        ({"Expires": -60}, 1),
        ({"Expires": "0"}, 1),
        ({"Cache-Control": "max-age=60", "Vary": "*"}, 1),
    ],
    ids=str,
)
def test_freshness(web, folder, headers, asked):
    web.headers = dated(headers)
    assert not get(web, folder)[0].unchanged
    answer, requests = get(web, folder)
    assert requests == asked
    assert answer.body == b"one"
    assert answer.unchanged is (asked == 0)


@pytest.mark.parametrize(
    "headers",
    [
        {"Cache-Control": "public, max-age=31536000, immutable"},
        {"Expires": 10**9},
        {"Cache-Control": "max-age=999999999", "Date": 10**9},
        {"Cache-Control": "max-age=999999999", "Date": "yesterday"},
    ],
    ids=str,
)
def test_nothing_is_fresh_for_more_than_a_day(web, folder, monkeypatch, headers):
    web.headers = dated(headers)
    get(web, folder)
    assert get(web, folder)[1] == 0
    now = time.time
    monkeypatch.setattr("time.time", lambda: now() + 86_500)
    assert get(web, folder)[1] == 1


def test_a_clock_that_was_ahead_leaves_nothing_fresh(web, folder, monkeypatch):
    web.headers = {"Cache-Control": "max-age=60"}
    now = time.time
    with monkeypatch.context() as patch:
        patch.setattr("time.time", lambda: now() + 10**8)
        web.headers["Date"] = at(0)
        get(web, folder)
        assert get(web, folder)[1] == 0
    assert get(web, folder)[1] == 1


def test_validators_cost_a_304_whose_headers_count(web, folder):
    web.headers = {
        "ETag": '"a"',
        "Last-Modified": at(-9000),
        "X-Told": "first",
        "Content-Type": "text/html; charset=koi8-r",
    }
    get(web, folder)
    web.headers |= {"X-Told": "second", "Cache-Control": "max-age=60"}
    answer, requests = get(web, folder)
    assert (requests, answer.body, answer.unchanged, answer.status) == (1, b"one", True, 200)
    assert web.asked[-1]["If-None-Match"] == '"a"'
    assert web.asked[-1]["If-Modified-Since"] == web.headers["Last-Modified"]
    assert (answer.headers["x-told"], answer.charset) == ("second", "koi8-r")
    answer, requests = get(web, folder)
    assert (requests, answer.headers["x-told"]) == (0, "second")
    assert get(web, folder, renew=True)[1] == 1


def test_a_304_that_tells_nothing_new_writes_nothing(web, folder):
    web.headers = {"ETag": '"a"'}
    get(web, folder)
    (path,) = kept(folder)
    os.utime(path, (1, 1))
    before = path.stat()
    assert get(web, folder)[0].unchanged
    assert path.stat().st_ino == before.st_ino
    assert path.stat().st_mtime > 1


def test_a_change_replaces_what_is_kept(web, folder):
    web.headers = {"ETag": '"a"'}
    get(web, folder)
    web.headers, web.body = {"ETag": '"b"'}, b"two"
    answer, _ = get(web, folder)
    assert (answer.body, answer.unchanged) == (b"two", False)
    assert get(web, folder)[0].body == b"two"
    assert len(kept(folder)) == 1


def test_vary_is_minded(web, folder):
    web.headers = {"Cache-Control": "max-age=60", "Vary": "Accept"}
    get(web, folder, accept="text/html")
    assert get(web, folder, accept="text/html")[1] == 0
    assert get(web, folder, accept="application/json")[1] == 1


def test_a_source_that_fails_is_not_answered_from_the_cache(web, folder):
    web.headers = {"Cache-Control": "max-age=0, stale-if-error=9999", "ETag": '"a"'}
    get(web, folder)
    web.status = 503
    with pytest.raises(FetchError):
        get(web, folder)
    web.status = 200
    assert get(web, folder)[0].unchanged


def test_without_a_folder_nothing_is_kept(web, tmp_path):
    web.headers = {"Cache-Control": "max-age=60"}
    with Client(allow_private=True) as client:
        assert [client.get(web.url).unchanged for _ in range(2)] == [False, False]
    (tmp_path / "in the way").write_text("a file")
    assert get(web, tmp_path / "in the way")[0].body == b"one"


@pytest.mark.parametrize("harm", ["cut", "flip", "empty", "folder", "garbage"])
def test_what_is_damaged_is_not_there(web, folder, harm):
    web.headers, web.body = {"Cache-Control": "max-age=60", "ETag": '"a"'}, b"a long body " * 1000
    get(web, folder)
    (path,) = kept(folder)
    text = path.read_bytes()
    if harm == "folder":
        path.unlink()
        path.mkdir()
    else:
        middle = len(text) // 2
        flipped = text[:middle] + bytes([text[middle] ^ 1]) + text[middle + 1 :]
        path.write_bytes({"cut": text[:-1], "flip": flipped, "empty": b"", "garbage": b"{}\n" * 9}[harm])
    answer, requests = get(web, folder)
    assert (answer.body, requests, answer.unchanged) == (web.body, 1, False)
    assert "If-None-Match" not in web.asked[-1]


def test_half_an_answer_is_not_kept(folder):
    half = b"HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 10\r\n\r\nhalf"
    client = Client(allow_private=True, cache=folder, limits=Limits(retries=0))
    with raw_server(lambda connection: connection.sendall(half)) as url, client, pytest.raises(FetchError):
        client.get(url)
    assert kept(folder) == []


def test_no_secret_lies_in_the_cache(web, folder):
    web.headers = {"Cache-Control": "max-age=60", "Set-Cookie": "session=SECRET", "Vary": "Authorization, Cookie"}
    get(web, folder)
    (path,) = kept(folder)
    assert path.stat().st_mode & 0o077 == 0
    assert "news" not in str(path.relative_to(folder))
    assert b"SECRET" not in path.read_bytes()
    path.unlink()
    secret = web.url.replace("http://", "http://me:SECRET@")
    assert [get(web, folder, url=secret)[1] for _ in range(2)] == [1, 1]
    assert web.asked[-1]["Authorization"].startswith("Basic ")
    assert kept(folder) == []


def test_an_answer_that_is_too_large_is_read_and_not_kept(web, folder, monkeypatch):
    monkeypatch.setattr(cache, "LARGEST", 100_000)
    web.headers, web.body = {"Cache-Control": "max-age=60"}, os.urandom(200_000)
    assert get(web, folder)[0].body == web.body
    assert kept(folder) == []


def test_there_is_a_bound_and_what_was_used_last_stays(tmp_path):
    ours = [tmp_path / "ab" / f"{number:032x}" for number in range(10)]
    others = [tmp_path / "ab" / "story.txt", tmp_path / "pages" / f"{1:032x}", tmp_path / "ab" / "old.new"]
    left, young = tmp_path / "ab" / "half-x.new", tmp_path / "ab" / "half-y.new"
    for number, path in enumerate([*ours, *others, left]):
        files.write(path, [bytes(100)])
        os.utime(path, (number, number))
    files.write(young, [b""])
    files.sweep(tmp_path, largest=1_000)
    assert set(tmp_path.glob("*/*")) == {*ours, *others, young}
    files.sweep(tmp_path, largest=500)
    assert set(tmp_path.glob("*/*")) == {*ours[6:], *others, young}


def test_a_full_disk_costs_the_cache_only(web, folder, monkeypatch):
    def full(path, parts):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "write", full)
    assert get(web, folder)[0].body == b"one"
