"""What failed for now is tried again, within its time; Retry-After; the pace. Sleeps are counted, not slept."""

import email.utils
import socket
import struct
import threading
import time
from contextlib import contextmanager, suppress

import pytest
from werkzeug import Response as Answer

from feeds.errors import FetchError, SourceError
from feeds.http import Limits
from feeds.http.client import Client
from feeds.http.guard import Deadline
from feeds.http.pace import SLOWEST, Pace
from feeds.http.retry import retry_after


@pytest.fixture
def slept():
    return []


@pytest.fixture
def client(slept):
    with Client(allow_private=True, sleep=slept.append) as opened:
        yield opened


def answering(server, *answers):
    """The answers one after the other, and the last one for ever."""
    left = list(answers)
    server.expect_request("/").respond_with_handler(lambda asked: left.pop(0) if len(left) > 1 else left[0])
    return server.url_for("/")


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_twice_more(client, httpserver, slept, status):
    url = answering(httpserver, Answer(status=status), Answer(status=status), Answer("well"))
    assert client.get(url).body == b"well"
    assert 0.25 <= slept[0] <= 0.75
    assert 0.5 <= slept[1] <= 1.5
    assert len(httpserver.log) == 3


def test_and_then_it_is_an_error(client, httpserver):
    with pytest.raises(FetchError, match="answered 503"):
        client.get(answering(httpserver, Answer(status=503)))
    assert len(httpserver.log) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 501])
def test_what_will_not_pass_is_tried_once(client, httpserver, slept, status):
    with pytest.raises(SourceError):
        client.get(answering(httpserver, Answer(status=status)))
    assert (len(httpserver.log), slept) == (1, [])


def test_retry_after_is_waited_for_if_there_is_time(client, httpserver, slept):
    busy = Answer(status=503, headers={"Retry-After": "7"})
    assert client.get(answering(httpserver, busy, Answer("well"))).body == b"well"
    assert len(slept) == 1
    assert 6.5 < slept[0] <= 7


def test_a_long_retry_after_is_told_and_the_host_left_alone(client, httpserver, slept):
    url = answering(httpserver, Answer(status=429, headers={"Retry-After": "3600"}), Answer("well"))
    with pytest.raises(FetchError, match="answered 429 and asks to try again after 3,600 seconds"):
        client.get(url)
    with pytest.raises(FetchError, match=r"asked to be left alone for 3,\d+ more seconds"):
        client.get(httpserver.url_for("/other"))
    assert (len(httpserver.log), slept) == (1, [])


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120), (" 0 ", 0), ("9" * 5000, 1e9), (None, None), ("", None), ("soon", None), ("-5", None),
        ("1.5", None), ("٣", None), ("Fri, 99 Foo 2025", None),
        (email.utils.formatdate(1_000_090, usegmt=True), 90), (email.utils.formatdate(1, usegmt=True), 0),
    ],
)  # fmt: skip
def test_retry_after(header, seconds):
    assert retry_after(header, 1_000_000) == seconds


@contextmanager
def breaking_off(times):
    """A server that breaks off so many connections in the middle of the body, and then answers."""
    listening = socket.create_server(("127.0.0.1", 0))
    asked = []

    def serve():
        with suppress(OSError):
            while True:
                connection, _ = listening.accept()
                with connection:
                    asked.append(connection.recv(4096))
                    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nwe")
                    if len(asked) <= times:
                        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    else:
                        connection.sendall(b"ll")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/", asked
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    thread.join(3)


def test_connections_that_break_off_are_tried_again(client):
    with breaking_off(2) as (url, asked):
        assert client.get(url).body == b"well"
        assert len(asked) == 3
    with breaking_off(3) as (url, asked), pytest.raises(FetchError):
        client.get(url)


def test_a_silent_server_costs_no_more_than_the_whole_time():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        started = time.monotonic()
        limits = Limits(seconds=1.5, silence=0.4)
        with Client(allow_private=True, limits=limits) as client, pytest.raises(FetchError):
            client.get(f"http://127.0.0.1:{silent.getsockname()[1]}/")
        assert time.monotonic() - started < 3


def test_one_host_at_its_pace_and_the_others_meanwhile(slept):
    pace = Pace(5, Deadline(), slept.append)
    for host in ("a.example", "b.example", "a.example", "a.example"):
        pace.wait(host)
    assert [round(one) for one in slept] == [5, 5]


def test_a_crawl_delay_wins_if_it_is_longer_and_is_bounded(slept):
    pace = Pace(5, Deadline(), slept.append)
    for asked, kept in ((2, 5), (12, 12), (3_600, SLOWEST)):
        pace.slow("a.example", asked)
        pace.wait("a.example")
        slept.clear()
        pace.wait("a.example")
        assert [round(one) for one in slept] == [kept]


def test_a_crawl_delay_counts_from_the_request_before_it_was_known(slept):
    """The robots.txt was that request: the first page waits, too."""
    pace = Pace(0, Deadline(), slept.append)
    pace.wait("a.example")
    pace.slow("a.example", 12)
    pace.wait("a.example")
    assert [round(one) for one in slept] == [12]


def test_waiting_for_its_turn_is_not_the_time_of_the_fetch(httpserver):
    httpserver.expect_request("/").respond_with_data("well")
    limits = Limits(seconds=0.5)
    with Client(allow_private=True, pace=0.8, limits=limits) as client:
        assert [client.get(httpserver.url_for("/")).body for _ in range(2)] == [b"well"] * 2


def test_who_watches_is_told_of_each_answer(httpserver):
    httpserver.expect_request("/").respond_with_data("well")
    told = []
    with Client(allow_private=True, told=told.append) as client:
        client.get(httpserver.url_for("/"))
        with pytest.raises(SourceError):
            client.get("ftp://courier.example/")
    assert told == [httpserver.url_for("/")]
