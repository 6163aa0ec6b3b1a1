"""A user name and password in a source's address: its server is told them, and nobody else."""

import base64
import json

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from tests.newsroom import build

TOLD = "Basic " + base64.b64encode(b"desk:SECRET pw").decode()
FEED = (
    '<rss version="2.0"><channel><title>T</title><item><title>One</title><link>/one</link>'
    "<description>&lt;a href='/two'&gt;two&lt;/a&gt;</description></item></channel></rss>"
)
PAGE = (
    "<!doctype html><html><head><title>The bridge opens</title><meta property='og:type' content='article'></head><body>"
    "<article><h1>The bridge opens</h1><p>After nine years of work the bridge over the valley was opened on Wednesday,"
    " in the rain, and thousands of people walked across it on its first day.</p></article></body></html>"
)


@pytest.fixture
def site(httpserver: HTTPServer) -> HTTPServer:
    """A site of which all but a redirect to another server asks for the password."""

    def answered(request) -> Response:
        if request.headers.get("Authorization") != TOLD:
            return Response("who are you?", 401)
        if request.path == "/moved":
            return Response("", 301, {"Location": httpserver.url_for("/feed")})
        if request.path == "/list":
            return Response('<a href="/news/the-bridge-opens">The bridge</a>', mimetype="text/html")
        body, kind = (FEED, "application/rss+xml") if request.path == "/feed" else (PAGE, "text/html")
        return Response(body, 200 if request.path != "/broken" else 404, mimetype=kind)

    httpserver.expect_request("/robots.txt").respond_with_data("", 404)
    httpserver.expect_request("/elsewhere").respond_with_data("", 302, {"Location": "http://localhost:1/feed"})
    for path in ("/feed", "/moved", "/list", "/news/the-bridge-opens", "/broken"):
        httpserver.expect_request(path).respond_with_handler(answered)
    return httpserver


@pytest.mark.parametrize(
    ("adapter", "path", "articles"),
    [
        ("feed", "/feed", 1),
        ("feed", "/moved", 1),
        ("page", "/list", 1),
        ("html", "/news/the-bridge-opens", 1),
        ("feed", "/broken", 0),
        ("wordpress", "/", 0),
        ("feed", "/elsewhere", 0),
    ],
)
def test_a_password_goes_to_its_server_alone(tmp_path, site, adapter, path, articles):
    address = site.url_for(path).replace("http://", "http://desk:SECRET%20pw@")
    (tmp_path / "feedhouse.toml").write_text(
        '[site]\ntitle = "C"\nurl = "https://courier.example/"\ndescription = "N"\n'
        "[http]\nallow_private = true\npace = 0.0\n"
        f'[[sources]]\nname = "partner"\nadapter = "{adapter}"\nurl = "{address}"\n'
    )
    report = build(tmp_path / "feedhouse.toml")
    feed = tmp_path / "out/feed.json"
    assert len(json.loads(feed.read_text("utf-8"))["items"] if feed.exists() else []) == articles
    assert "SECRET" not in repr(report)
    written = [one for one in tmp_path.rglob("*") if one.is_file() and one.name != "feedhouse.toml"]
    assert not [one.name for one in written if b"SECRET" in one.read_bytes()]
