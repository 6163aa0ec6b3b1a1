"""The client against real servers on loopback: bounds, redirects, private addresses."""

import gzip
import socket
import time
from collections.abc import Iterator

import pytest
from werkzeug import Request, Response

from feeds.errors import FetchError, SourceError
from feeds.http import Limits
from feeds.http.client import Client
from feeds.http.guard import is_public
from tests.http.raw import raw_server

LIMITS = Limits(seconds=2, silence=1, size=1_000_000)


@pytest.fixture
def client() -> Iterator[Client]:
    opened = Client(contact="desk@courier.example", allow_private=True, limits=LIMITS, sleep=lambda seconds: None)
    with opened:
        yield opened


def test_an_answer_with_its_type_charset_and_address(client, httpserver):
    httpserver.expect_request("/old").respond_with_response(Response(status=301, headers={"Location": "/new"}))
    httpserver.expect_request("/new").respond_with_data(
        "ü".encode("latin-1"), content_type="text/html; charset=ISO-8859-1"
    )
    response = client.get(httpserver.url_for("/old"))
    assert (response.url, response.status) == (httpserver.url_for("/new"), 200)
    assert (response.media_type, response.charset, response.body) == ("text/html", "iso-8859-1", b"\xfc")
    assert response.fetched.tzinfo is not None


def test_it_says_who_it_is(client, httpserver):
    def agent(request: Request) -> Response:
        return Response(request.headers["User-Agent"])

    httpserver.expect_request("/").respond_with_handler(agent)
    assert client.get(httpserver.url_for("/")).body.startswith(b"feedhouse/")
    assert b"(+desk@courier.example)" in client.get(httpserver.url_for("/")).body


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 408])
def test_what_may_pass_is_a_fetch_error(client, httpserver, status):
    httpserver.expect_request("/").respond_with_data("", status=status)
    with pytest.raises(FetchError, match=str(status)):
        client.get(httpserver.url_for("/"))


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_what_will_not_pass_is_a_source_error(client, httpserver, status):
    httpserver.expect_request("/").respond_with_data("", status=status)
    with pytest.raises(SourceError, match=str(status)):
        client.get(httpserver.url_for("/"))


@pytest.mark.parametrize("target", ["/", "file:///etc/passwd", "ftp://127.0.0.1/", "//", "http://[", "http://\udc80/"])
def test_redirects_end(client, httpserver, target):
    header = {"Location": target.encode("utf-8", "surrogatepass").decode("latin-1")}
    httpserver.expect_request("/").respond_with_response(Response(status=302, headers=header))
    with pytest.raises((SourceError, FetchError)):
        client.get(httpserver.url_for("/"))


def test_a_gzip_bomb_is_left_at_the_bound(client, httpserver):
    bomb = gzip.compress(bytes(100_000_000))
    httpserver.expect_request("/").respond_with_data(bomb, headers={"Content-Encoding": "gzip"})
    with pytest.raises(SourceError, match="larger than 1,000,000"):
        client.get(httpserver.url_for("/"))


def test_compressed_twice_is_refused(client, httpserver):
    body = gzip.compress(gzip.compress(b"x"))
    httpserver.expect_request("/").respond_with_data(body, headers={"Content-Encoding": "gzip, gzip"})
    with pytest.raises(SourceError, match="more than once"):
        client.get(httpserver.url_for("/"))


def test_garbage_said_to_be_gzip(client, httpserver):
    httpserver.expect_request("/").respond_with_data(b"no gzip at all", headers={"Content-Encoding": "gzip"})
    with pytest.raises(SourceError):
        client.get(httpserver.url_for("/"))


def _drip_header(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for _ in range(60):
        connection.sendall(b"a")
        time.sleep(0.1)


def _drip_body(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    for _ in range(60):
        connection.sendall(b"a")
        time.sleep(0.1)


def _endless(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        connection.sendall(bytes(65536))


def _silent(_: socket.socket) -> None:
    time.sleep(1.5)


def _cut_short(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")


def _no_http(connection: socket.socket) -> None:
    connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")


@pytest.mark.parametrize("answer", [_drip_header, _drip_body, _endless, _silent, _cut_short, _no_http])
def test_a_server_that_drips_floods_or_breaks_off(client, answer):
    started = time.monotonic()
    with raw_server(answer) as url, pytest.raises((FetchError, SourceError)):
        client.get(url)
    assert time.monotonic() - started < LIMITS.seconds + 2


def test_nobody_there(client):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(FetchError):
        client.get(f"http://127.0.0.1:{port}/")


def test_private_addresses_are_refused_unless_allowed(httpserver):
    httpserver.expect_request("/").respond_with_data("inside")
    port = httpserver.port
    with Client() as guarded:
        for host in ("127.0.0.1", "localhost", "0x7f.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]"):
            with pytest.raises(SourceError, match="private address"):
                guarded.get(f"http://{host}:{port}/")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("64:ff9b::5db8:d822", True),
        ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False), ("169.254.169.254", False),
        ("0.0.0.0", False),  # noqa: S104
        ("100.64.0.1", False), ("224.0.0.1", False), ("255.255.255.255", False), ("::", False), ("fe80::1", False),
        ("fc00::1", False), ("::ffff:10.0.0.1", False), ("2002:7f00:1::", False), ("64:ff9b::7f00:1", False),
        ("::127.0.0.1", False), ("::ffff:0:127.0.0.1", False), ("64:ff9b:1::7f00:1", False), ("fec0::1", False),
    ],
)  # fmt: skip
def test_public_or_not(address, public):
    import ipaddress

    assert is_public(ipaddress.ip_address(address)) is public


def test_a_private_address_behind_a_redirect_is_refused(monkeypatch, httpserver):
    """The first hop is made public by hand; the second, to loopback, is judged again."""
    httpserver.expect_request("/").respond_with_response(
        Response(status=302, headers={"Location": "http://localhost:1/"})
    )
    real = is_public
    seen = []

    def once(address):
        seen.append(address)
        return len(seen) == 1 or real(address)

    monkeypatch.setattr("feeds.http.guard.is_public", once)
    with Client() as guarded, pytest.raises(SourceError, match="private address"):
        guarded.get(httpserver.url_for("/"))
