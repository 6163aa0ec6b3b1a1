"""A newsroom whose one source is an address, and one bad night after the other at its server."""

from pathlib import Path

from tests.hostile.moods import FAILING, SHORT, Server, bomb, export, feed, page
from tests.hostile.processes import run
from tests.newsroom import SITE, build, published, traces

SECONDS = 45.0
KINDS = {"jsonl": "application/x-ndjson", "html": "text/html", "feed": "application/rss+xml"}
MEGABYTES = 600
CONFIGURATION = (
    SITE
    + """
[http]
allow_private = true

[[sources]]
name = "wire"
adapter = "{adapter}"
url = "http://127.0.0.1:{port}/export"
"""
)


class Wire:
    """A newsroom whose one source is an address, and the server behind it; `count` grows with each night."""

    def __init__(self, folder: Path, adapter: str) -> None:
        self.folder, self.adapter, self.count = folder, adapter, 30
        folder.mkdir(parents=True)
        self.server = Server(self.body(), kind=KINDS[adapter])
        self.configuration = folder / "feedhouse.toml"
        self.configuration.write_text(CONFIGURATION.format(adapter=adapter, port=self.server.port))
        assert not build(self.configuration).failed

    def body(self) -> bytes:
        return {"jsonl": export, "html": page, "feed": feed}[self.adapter](self.count)

    def night(self, mood: str) -> None:
        """One bad run changes nothing and is told; the next good one brings the news."""
        before = traces(self.folder / "out")
        self.server.bomb = self.server.bomb or (bomb(300_000_000) if mood == "gzip bomb" else b"")
        with self.server.failing((FAILING | SHORT)[mood]):
            bad = run(self.folder)
        assert len(before) > 6
        assert traces(self.folder / "out") == before
        assert bad.code == 1, bad.said
        assert "source wire failed, its entries stay as they were: " in bad.said
        assert "Traceback" not in bad.said
        assert len(bad.said) < 10_000
        assert bad.seconds < SECONDS
        assert bad.megabytes < MEGABYTES
        self.count += 1
        self.server.body = self.body()
        well = build(self.configuration)
        assert not well.failed
        assert well.skipped == 0
        documents = published(self.folder / "out")
        news = f"Story {self.count - (self.adapter != 'html')}".encode()
        assert all(news in documents[f"feed.{name}"] for name in ("rss", "atom", "json"))
        assert (
            self.adapter != "jsonl"
            or len({path for path in documents if path.startswith("articles/")}) == 3 * self.count
        )
