"""Compressed answers of a server that closes the connection, and says nothing of their length: whole, and cut short at
every byte."""

import gzip
import zlib

import httpx2
import pytest
from werkzeug import Response as Answer

from feeds.errors import FetchError, SourceError
from feeds.http import Limits
from feeds.http.client import Client
from feeds.http.coding import whole
from tests.http.raw import raw_server

PAGE = b"<p>The council voted on the budget, late on Monday, and nobody was surprised.</p>" * 3
BIG = b"".join(b"%d words of a page that is longer than what is inflated at a time, " % n for n in range(4_000))


def raw_deflate(body):
    packing = zlib.compressobj(wbits=-15)
    return packing.compress(body) + packing.flush()


WAYS = {
    "gzip": ("gzip", gzip.compress),
    "x-gzip": ("x-gzip", gzip.compress),
    "upper case": ("GZIP", gzip.compress),
    "stored": ("gzip", lambda body: gzip.compress(body, compresslevel=0)),
    "deflate": ("deflate", zlib.compress),
    "raw deflate": ("Deflate", raw_deflate),
}


def fetched(coding, body, folder=None):
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {coding}\r\nConnection: close\r\n\r\n"
    with (
        raw_server(lambda connection: connection.sendall(head.encode() + body)) as url,
        Client(allow_private=True, limits=Limits(retries=0), cache=folder) as client,
    ):
        return client.get(url).body


@pytest.mark.parametrize(("coding", "pack"), WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("body", [PAGE, BIG, b"x", b"\0" * 5_000_000], ids=["page", "big", "letter", "zeros"])
def test_a_whole_answer(coding, pack, body):
    assert fetched(coding, pack(body)) == body


def decoded(coding, packed, size):
    """What httpx2 makes of parts of a size."""
    parts = (packed[at : at + size] for at in range(0, len(packed), size))
    answer = httpx2.Response(200, headers={"Content-Encoding": coding}, content=parts)
    whole(answer)
    return b"".join(answer.iter_bytes())


@pytest.mark.parametrize("size", [3, 50, 1_000])
@pytest.mark.parametrize(("coding", "pack"), WAYS.values(), ids=WAYS)
def test_an_answer_that_was_cut_short_fails_wherever_it_was(coding, pack, size):
    packed = pack(PAGE)
    for end in range(3, len(packed)):
        with pytest.raises(httpx2.TransportError, match=r"cut short: its (gzip|deflate) has no end"):
            decoded(coding, packed[:end], size)
    assert decoded(coding, packed, size) == PAGE


def test_it_fails_for_now_and_a_bomb_without_an_end_is_left_at_the_bound():
    for body in (PAGE, BIG, b"\0" * 20_000_000):
        with pytest.raises(FetchError, match="has no end"):
            fetched("gzip", gzip.compress(body)[:-1])
    with pytest.raises(SourceError, match="larger than"):
        fetched("gzip", gzip.compress(b"\0" * 60_000_000)[:-1])


def test_what_follows_the_end_or_is_nothing_at_all_is_no_fault():
    assert fetched("gzip", gzip.compress(PAGE) + b"\n") == PAGE
    assert fetched("gzip", b"") == b""
    assert fetched("identity", PAGE) == PAGE


@pytest.mark.parametrize("body", [b"words", PAGE, b"\x1f\x8b\x08garbage"], ids=["words", "page", "head"])
def test_what_is_not_compressed_as_it_says(body):
    with pytest.raises((SourceError, FetchError)):
        fetched("gzip", body)


@pytest.mark.parametrize("coding", ["br", "zstd", "compress", "BR"])
def test_what_nobody_asked_for_is_refused(coding):
    with pytest.raises(SourceError, match="which was not asked for"):
        fetched(coding, b"\x0b\x02\x80words\x03")


def test_an_answer_that_was_cut_short_is_not_kept(httpserver, tmp_path):
    """Else the server would say 304 of it for ever."""
    cut = gzip.compress(PAGE)[:-9]
    bodies = [cut, gzip.compress(PAGE)]
    asked = []

    def answer(request):
        asked.append(request.headers.get("If-None-Match"))
        return Answer(bodies[len(asked) - 1], headers={"ETag": '"a"', "Content-Encoding": "gzip"}, mimetype="text/html")

    httpserver.expect_request("/").respond_with_handler(answer)
    with Client(allow_private=True, limits=Limits(retries=0), cache=tmp_path) as client:
        with pytest.raises(FetchError, match="has no end"):
            client.get(httpserver.url_for("/"))
        assert client.get(httpserver.url_for("/")).body == PAGE
    assert asked == [None, None]
