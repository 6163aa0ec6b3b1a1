"""What one would write with feedgen in an afternoon: it reads every article, and rewrites the site feed and every
comment feed, in RSS and Atom, unchecked, remembering nothing. The peer of bench_runs.py.

    python tests/bench/script.py ARTICLES_FOLDER OUT
"""

import json
import sys
from pathlib import Path
from typing import Any

import lxml.etree  # noqa: F401  feedgen's modules expect that somebody has imported it
from feedgen.feed import FeedGenerator

SITE = "https://courier.example/"


def feed(path: str, title: str, link: str) -> FeedGenerator:
    """An empty feed."""
    made = FeedGenerator()
    made.id(f"{SITE}feeds/{path}")
    made.title(title)
    made.description(title)
    made.author({"name": "The Courier"})
    made.link(href=f"{SITE}feeds/{path}.atom", rel="self")
    made.link(href=link, rel="alternate")
    return made


def add(made: FeedGenerator, key: str, title: str, link: str, content: str, when: str) -> None:
    """One entry."""
    entry = made.add_entry(order="append")
    entry.id(f"urn:x:{key}")
    entry.title(title)
    entry.link(href=link)
    entry.content(content, type="html")
    entry.published(when)
    entry.updated(when)


def write(made: FeedGenerator, out: Path, path: str) -> None:
    """Both formats."""
    file = out / path
    file.parent.mkdir(parents=True, exist_ok=True)
    made.rss_file(f"{file}.rss")
    made.atom_file(f"{file}.atom")


def main(folder: Path, out: Path) -> None:
    """Everything, every time."""
    articles: dict[str, dict[str, Any]] = {}
    comments: dict[str, list[dict[str, Any]]] = {}
    for file in sorted(folder.glob("*.jsonl")):
        with file.open() as lines:
            for record in map(json.loads, lines):
                if "article" in record:
                    comments.setdefault(record["article"], []).append(record)
                else:
                    articles[record["id"]] = record
                    comments.setdefault(record["id"], []).extend(record.get("comments", []))
    for number, (key, record) in enumerate(articles.items()):
        talk = feed(f"articles/{key}/comments", f"Comments on {record['title']}", record["url"])
        for place, said in enumerate(comments[key]):
            title = f"Comment by {said['author']}"
            add(talk, f"{number}-{place}", title, record["url"], said["content_text"], said["published"])
        write(talk, out, f"articles/{key}/comments")
    newest = sorted(articles.values(), key=lambda one: one["published"], reverse=True)[:50]
    site = feed("feed", "The Courier", SITE)
    for one in newest:
        add(site, one["id"], one["title"], one["url"], one["content_html"], one["published"])
    write(site, out, "feed")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
