"""A seeded newsroom of any size, as JSON Lines: newsroom.py FOLDER [ARTICLES] writes one.

Files of 100 articles, one a day, the last one on 2025-06-30; 12 sections, 300 tags, 60 authors; bodies of 2 kB; 6
comments on each article, every third without an id, every sixth a reply. `more` adds what a busy five minutes bring.
The same arguments always write the same bytes.
"""

import datetime as dt
import json
import os
import random
import sys
from pathlib import Path

PER_FILE, COMMENTS = 100, 6
SECTIONS, TAGS, AUTHORS, READERS = 12, 300, 60, 2000
LAST = dt.datetime(2025, 6, 30, tzinfo=dt.UTC)
WORDS = (
    "harbour bridge council tide ferry market budget river school station engineer mayor storm light festival water"
    " evening morning people street garden museum library concert hospital village winter summer repair opening vote"
    " says begins closes returns finds plans asks keeps builds shows near after before under with without about again"
).split()
SITE = "https://courier.example"


def write(folder: Path, articles: int, seed: int = 2026) -> None:
    """Fill `folder` with the newsroom's articles and their comments."""
    folder.mkdir(parents=True, exist_ok=True)
    days = -(-articles // PER_FILE)
    for day in range(days):
        when = LAST - dt.timedelta(days=days - 1 - day)
        numbers = range(day * PER_FILE, min((day + 1) * PER_FILE, articles))
        lines = [json.dumps(article(number, when, seed), ensure_ascii=False) for number in numbers]
        put(folder / f"{when:%Y-%m-%d}.jsonl", lines, when + dt.timedelta(days=1))


def more(folder: Path, articles: int, round_: int = 1, *, new: int = 20, comments: int = 200, seed: int = 2026) -> None:
    """Add `new` articles and `comments` comments on old ones (most on the newest 2,000) to a newsroom of so many
    `articles`, as two new files; each round is another five minutes of 2025-07-01 and another set of both."""
    dice = random.Random(seed * 1000 + round_)
    when = LAST + dt.timedelta(days=1, minutes=5 * round_)
    first = articles + (round_ - 1) * new
    lines = [json.dumps(article(first + n, when, seed, said=0), ensure_ascii=False) for n in range(new)]
    put(folder / f"{when:%Y-%m-%dT%H%M}.jsonl", lines, when)
    lines = []
    for n in range(comments):
        oldest = max(0, articles - 2000) if dice.random() < 0.8 else 0
        about = article(dice.randrange(oldest, articles), when, seed, said=0)
        said = comment(dice, f"r{round_}-{n}", when + dt.timedelta(seconds=n))
        lines.append(json.dumps({"article": about["id"]} | said, ensure_ascii=False))
    put(folder / f"{when:%Y-%m-%dT%H%M}-comments.jsonl", lines, when)


def put(path: Path, lines: list[str], when: dt.datetime) -> None:
    """Write a file as if at `when`: one younger than the run would be read twice."""
    path.write_text("\n".join(lines) + "\n")
    os.utime(path, (when.timestamp(), when.timestamp()))


def article(number: int, day: dt.datetime, seed: int = 2026, *, said: int = COMMENTS) -> dict[str, object]:
    """One article of that day with so many comments."""
    dice = random.Random(seed * 1_000_000_000 + number)
    when = day + dt.timedelta(seconds=dice.randrange(60, 280)) + dt.timedelta(minutes=13 * (number % PER_FILE))
    title = " ".join(dice.choices(WORDS, k=7)).capitalize()
    return {
        "id": f"story-{number:06}",
        "url": f"{SITE}/news/{number:06}-{'-'.join(title.lower().split()[:4])}.html",
        "title": f"{title} ({number})",
        "published": min(when, day + dt.timedelta(hours=23)).isoformat(),
        "summary": sentence(dice, 20),
        "content_html": "".join(f"<p>{sentence(dice, 56)}</p>" for _ in range(6)),
        "authors": [f"Reporter {dice.randrange(AUTHORS)}"],
        "section": f"Section {number % SECTIONS}",
        "categories": [f"Tag {tag}" for tag in dice.sample(range(TAGS), 3)],
        "comments": replies(dice, number, when, said),
    }


def replies(dice: random.Random, number: int, when: dt.datetime, count: int) -> list[dict[str, object]]:
    """The conversation under an article, an hour apart."""
    found = []
    for n in range(count):
        one = comment(dice, f"{number}-{n}" if n % 3 != 2 else None, when + dt.timedelta(hours=n + 1))
        if n % 6 == 4:
            one["in_reply_to"] = f"{number}-{n - 1}"
        found.append(one)
    return found


def comment(dice: random.Random, key: str | None, when: dt.datetime) -> dict[str, object]:
    """What one reader says."""
    said: dict[str, object] = {
        "author": f"Reader {dice.randrange(READERS)}",
        "published": when.isoformat(),
        "content_text": sentence(dice, dice.randrange(8, 40)),
    }
    return said | ({"id": key} if key else {})


def sentence(dice: random.Random, words: int) -> str:
    """So many words and a full stop."""
    return " ".join(dice.choices(WORDS, k=words)).capitalize() + "."


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000)
