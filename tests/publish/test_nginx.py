"""The nginx snippet of docs/publishing.md, given to a real nginx."""

import os
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from feeds.feed import Document
from feeds.publish import Edition

DOCS = Path(__file__).parents[2] / "docs" / "publishing.md"
TYPES = {
    "feed.rss": "application/rss+xml; charset=utf-8",
    "feed.atom": "application/atom+xml; charset=utf-8",
    "feed.json": "application/feed+json; charset=utf-8",
    "feeds.opml": "text/x-opml; charset=utf-8",
    "index.html": "text/html; charset=utf-8",
}


def snippet(out, port):
    """The server of the docs on loopback without TLS."""
    block = re.search(r"^    server \{.*?^    \}$", DOCS.read_text(), re.MULTILINE | re.DOTALL).group()
    assert "listen 443 ssl;" in block
    assert "/srv/courier/out/" in block
    return block.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};").replace("/srv/courier/out/", f"{out}/")


@pytest.fixture
def nginx(tmp_path):
    program = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
    if not program:
        words = "no nginx: the snippet in docs/publishing.md is not tried"
        pytest.fail(words) if os.environ.get("CI") == "true" else pytest.skip(words)
    out = tmp_path / "out"
    with Edition.open(out, 0) as edition:
        for path in TYPES:
            edition.put(Document(path=path, url="", media_type="", body=b"x" * 3000))
        edition.commit("1", complete=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    places = "".join(
        f"{what}_temp_path {tmp_path}/{what};" for what in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.geteuid() == 0 else ""
    config = tmp_path / "nginx.conf"
    config.write_text(
        f"{user} daemon off; pid {tmp_path}/pid; error_log {tmp_path}/log; events {{}}\n"
        f"http {{ access_log off; {places}\n{snippet(out, port)}\n}}"
    )
    process = subprocess.Popen([program, "-c", config, "-p", tmp_path, "-e", tmp_path / "log"], stderr=subprocess.PIPE)
    base = f"http://127.0.0.1:{port}/feeds/"
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(base).close()
                break
            except OSError:
                assert process.poll() is None, process.stderr.read().decode()
                time.sleep(0.05)
        yield base
    finally:
        process.terminate()
        process.communicate()


def ask(url, **headers):
    request = urllib.request.Request(url, headers={key.replace("_", "-"): value for key, value in headers.items()})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as error:
        error.close()
        return error.code, error.headers


def test_documents_are_served_as_what_they_are(nginx):
    for path, media_type in TYPES.items():
        status, headers = ask(nginx + path)
        assert (status, headers["Content-Type"]) == (200, media_type)
        assert ask(nginx + path, If_None_Match=headers["ETag"])[0] == 304
        assert ask(nginx + path, Accept_Encoding="gzip")[1]["Content-Encoding"] == "gzip"
    assert ask(nginx)[1]["Content-Type"] == TYPES["index.html"]


@pytest.mark.parametrize("path", [".feedhouse/ledger.db", ".feedhouse/lock", ".feedhouse/", "./.feedhouse/ledger.db"])
def test_our_own_folder_is_not_served(nginx, path):
    assert ask(nginx + path)[0] == 404
