"""A newsroom of any size, the same for the same seed: JSON Lines, a hundred articles a file, six comments each.

    python tests/bench/newsroom.py FOLDER 10000        writes FOLDER/feedhouse.toml and FOLDER/articles/
    python tests/bench/newsroom.py FOLDER --more 1     adds a day: 20 new articles, 200 new comments on recent ones
"""

import argparse
import datetime as dt
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WORDS = (
    "harbour council bridge school river market garden station weather library morning engine bakery island letter "
    "winter orchard signal captain festival village museum council budget teacher window railway summer meadow lantern"
).split()
SECTIONS = [f"Section {number}" for number in range(12)]
TAGS = [f"{word} {number}" for number in range(10) for word in WORDS]
AUTHORS = [f"Author {number}" for number in range(60)]
START = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
A_FILE = 100
COMMENTS = 6

CONFIGURATION = """
[site]
title = "The Courier"
url = "https://courier.example/"
feeds_url = "https://courier.example/feeds/"
description = "A newsroom for measurements."

[[sources]]
name = "articles"
path = "articles"
adapter = "jsonl"

[feeds]
formats = ["rss", "atom"]
"""


def sentence(chance: random.Random, words: int) -> str:
    """Some words with a capital and a full stop."""
    return " ".join(chance.choices(WORDS, k=words)).capitalize() + "."


def article(number: int) -> dict[str, Any]:
    """One article with a body of about 2 kB."""
    chance = random.Random(number)
    published = START + dt.timedelta(minutes=25 * number, seconds=chance.randrange(60))
    return {
        "id": f"article-{number}",
        "url": f"https://courier.example/news/{number}-{chance.choice(WORDS)}",
        "title": sentence(chance, 8)[:-1],
        "published": published.isoformat(),
        "summary": sentence(chance, 20),
        "content_html": "".join(f"<p>{sentence(chance, 50)}</p>" for _ in range(6)),
        "authors": [{"name": chance.choice(AUTHORS)}],
        "section": chance.choice(SECTIONS),
        "categories": chance.sample(TAGS, 3),
    }


def comment(number: int, of: int, after: dt.timedelta) -> dict[str, Any]:
    """One comment on the article `of`."""
    chance = random.Random(-(number + 1))
    return {
        "article": f"article-{of}",
        "id": f"comment-{number}",
        "author": {"name": f"Reader {chance.randrange(5000)}"},
        "published": (START + dt.timedelta(minutes=25 * of) + after).isoformat(),
        "content_html": f"<p>{sentence(chance, 35)}</p>",
    }


def lines(first: int, last: int) -> Iterator[str]:
    """Articles with their six comments."""
    for number in range(first, last):
        yield json.dumps(article(number))
        for place in range(COMMENTS):
            after = dt.timedelta(hours=1 + place, seconds=number % 1800)
            yield json.dumps(comment(number * COMMENTS + place, number, after))


def write(folder: Path, articles: int) -> Path:
    """A whole newsroom; its configuration."""
    (folder / "articles").mkdir(parents=True)
    for first in range(0, articles, A_FILE):
        text = "\n".join(lines(first, min(first + A_FILE, articles)))
        (folder / "articles" / f"{first:07}.jsonl").write_text(text + "\n")
    configuration = folder / "feedhouse.toml"
    configuration.write_text(CONFIGURATION)
    (folder / "articles.txt").write_text(str(articles))
    return configuration


def more(folder: Path, day: int) -> None:
    """A file more: 20 new articles, and 200 comments on the newest 400."""
    count = int((folder / "articles.txt").read_text())
    chance = random.Random(f"day {day}")
    new = [json.dumps(article(number)) for number in range(count, count + 20)]
    said = [
        json.dumps(comment(10**9 + day * 200 + number, chance.randrange(max(0, count - 400), count), dt.timedelta(days=2, seconds=day * 200 + number)))
        for number in range(200)
    ]
    (folder / "articles" / f"more-{day:05}.jsonl").write_text("\n".join([*new, *said]) + "\n")
    (folder / "articles.txt").write_text(str(count + 20))


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("articles", type=int, nargs="?", default=1000)
    arguments.add_argument("--more", type=int, metavar="DAY")
    given = arguments.parse_args()
    if given.more is None:
        write(given.folder, given.articles)
    else:
        more(given.folder, given.more)
