"""What a terminal shows while pages are fetched, and that cron is shown nothing."""

import os
import pty
import re
import subprocess
import sys
import time
from pathlib import Path

from werkzeug import Response

from feeds.cli.watching import Watching
from tests.newsroom import SITE
from tests.sources.sitemap.simulated import Site, serving

CONFIGURATION = (
    SITE
    + """
[http]
allow_private = true
pace = 0.1

[[sources]]
name = "site"
adapter = "sitemap"
url = "{url}/sitemap.xml"
"""
)

RSS = """<rss version="2.0"><channel><title>T</title><link>https://courier.example/</link><description>D</description>
<item><title>The bridge</title><link>https://courier.example/bridge/</link><description>Open.</description></item>
</channel></rss>"""


def test_the_line():
    lines = []
    watching = Watching(lines.append)
    watching("read", "site")
    for _ in range(2):
        watching.fetched("https://courier.example:8443/a")
    watching("publish", "out")
    assert lines[0] == "reading site"
    assert re.fullmatch(r"reading site: 1 page, [\d.]+ a second, courier\.example", lines[1])
    assert re.fullmatch(r"reading site: 2 pages, [\d.]+ a second, courier\.example", lines[2])
    assert lines[3] == "publishing out"


def test_a_terminal_sees_it_and_cron_does_not(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    command = [Path(sys.executable).parent / "feedhouse", "build", "--jobs", "1", "--config"]
    with serving(Site(5)) as site:
        for folder in ("a", "b"):
            (tmp_path / folder / "feedhouse.toml").write_text(CONFIGURATION.format(url=site.url))
        quiet = subprocess.run([*command, tmp_path / "a" / "feedhouse.toml"], capture_output=True, check=True)
        assert (quiet.stdout, quiet.stderr) == (b"", b"")
        ours, theirs = pty.openpty()
        with subprocess.Popen([*command, tmp_path / "b" / "feedhouse.toml"], stderr=theirs) as watched:
            os.close(theirs)
            shown = read(ours)
        assert watched.returncode == 0
        assert re.search(rb"reading site: [3-7] pages, [\d.]+ a second, 127\.0\.0\.1", shown)
    assert (tmp_path / "a" / ".feedhouse_cache").is_dir()


def test_init_tells_a_terminal_what_it_looks_at_and_nobody_else(tmp_path, httpserver):
    link = '<link rel="alternate" type="application/rss+xml" href="/news.rss">'
    httpserver.expect_request("/").respond_with_data(
        f"<html><head><title>The Courier</title>{link}</head><body></body>"
    )
    httpserver.expect_request("/news.rss").respond_with_handler(slow)
    command = [Path(sys.executable).parent / "feedhouse", "init", "--allow-private", httpserver.url_for("/")]
    quiet = subprocess.run([*command, tmp_path / "a"], capture_output=True, check=True)
    assert quiet.stderr == b""
    ours, theirs = pty.openpty()
    with subprocess.Popen([*command, tmp_path / "b"], stderr=theirs, stdout=subprocess.PIPE) as watched:
        os.close(theirs)
        shown = read(ours)
        told = watched.stdout.read()
    assert told == quiet.stdout.replace(b"/a/", b"/b/") != b""
    assert re.search(rb"looking at .*/news\.rss", re.sub(rb"\x1b\[[\d;?]*\w", b"", shown))


def slow(_):
    """The terminal is written to twelve times a second: what takes less may not be seen."""
    time.sleep(0.5)
    return Response(RSS, content_type="application/rss+xml")


def read(terminal):
    parts = []
    while True:
        try:
            parts.append(os.read(terminal, 65536))
        except OSError:  # the other side closed it
            os.close(terminal)
            return b"".join(parts)
