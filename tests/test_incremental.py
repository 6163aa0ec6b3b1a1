"""An incremental run leaves out/ byte for byte as a build from nothing does: random edits, compared after each run."""

import datetime as dt
import json
import random
import shutil
from collections.abc import Callable  # noqa: TC003  it annotates a local list
from pathlib import Path

import pytest

from feeds import pipeline
from feeds.compose import composer, entries
from feeds.formats import rss
from feeds.standing import Standing
from tests.newsroom import NOW, SITE, build, published, traces

CONFIGURATION = (
    SITE
    + """
[[sources]]
name = "desk"
path = "desk"
adapter = "jsonl"
mirror = true
shrink = 1.0

[feeds]
formats = ["rss", "atom", "json"]
entries = 4
archive = 5
conversation = 10
"""
)
SECTIONS, TAGS, PEOPLE = ("World", "City", "Sport"), ("ferry", "bridge", "tide", "rain"), ("Asha", "Bo", "Carl")


class Desk:
    """A newsroom's files, and what may happen to them."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.dice = random.Random(seed)
        self.articles: dict[int, dict[str, object]] = {}
        self.comments: dict[int, list[dict[str, object]]] = {}
        self.count = 0
        (folder / "desk").mkdir(parents=True)
        (folder / "feedhouse.toml").write_text(CONFIGURATION)
        for _ in range(9):
            self.publish()

    def publish(self) -> None:
        number = self.count = self.count + 1
        when = NOW - dt.timedelta(days=40) + dt.timedelta(hours=7 * number - self.dice.choice([0, 0, 100]))
        self.articles[number] = {
            "id": f"a{number}",
            "url": f"https://courier.example/news/{number}-story",
            "title": f"Story {number}",
            "published": when.isoformat() if self.dice.random() < 0.9 else None,
            "content_html": f"<p>{self.text()}</p>",
            "section": self.dice.choice(SECTIONS),
            "categories": self.dice.sample(TAGS, 2),
            "authors": [{"name": self.dice.choice(PEOPLE)}],
        }
        self.comments[number] = []

    def text(self) -> str:
        return " ".join(self.dice.choices("the tide came in over the long stone pier and went out again".split(), k=12))

    def any(self) -> int:
        return self.dice.choice(sorted(self.articles))

    def say(self) -> None:
        number = self.any()
        for _ in range(self.dice.choice([1, 1, 2, 12])):
            thread = self.comments[number]
            comment = {"id": f"c{number}-{self.dice.randrange(10**9)}", "content_html": f"<p>{self.text()}</p>"}
            comment |= {"author": {"name": self.dice.choice(PEOPLE)}}
            comment |= {"published": (NOW - dt.timedelta(minutes=self.dice.randrange(5000))).isoformat()}
            if thread and self.dice.random() < 0.3:
                comment["in_reply_to"] = self.dice.choice(thread)["id"]
            thread.append(comment)

    def edit(self) -> None:
        change = {"title": self.text().capitalize(), "content_html": f"<p>{self.text()}</p>"}
        key = self.dice.choice(sorted(change))
        self.articles[self.any()][key] = change[key]

    def move(self) -> None:
        self.articles[self.any()]["section"] = self.dice.choice(SECTIONS)

    def tag(self) -> None:
        self.articles[self.any()]["categories"] = self.dice.sample(TAGS, self.dice.choice([0, 1, 2]))

    def date(self) -> None:
        self.articles[self.any()]["published"] = (NOW - dt.timedelta(hours=self.dice.randrange(900))).isoformat()

    def withdraw(self) -> None:
        if len(self.articles) > 3:
            number = self.any()
            del self.articles[number], self.comments[number]

    def unsay(self) -> None:
        thread = self.comments[self.any()]
        if thread:
            thread.pop(self.dice.randrange(len(thread)))

    def nothing(self) -> None:
        pass

    def save(self) -> None:
        for old in (self.folder / "desk").iterdir():
            old.unlink()
        half = sorted(self.articles)[: len(self.articles) // 2]
        for name, numbers in (("one", half), ("two", sorted(self.articles.keys() - set(half)))):
            lines = [json.dumps(self.articles[n] | {"comments": self.comments[n]}) for n in numbers]
            (self.folder / "desk" / f"{name}.jsonl").write_text("\n".join(lines) + "\n")

    def happen(self) -> None:
        steps: list[Callable[[], None]] = [
            self.publish, self.publish, self.say, self.say, self.say, self.edit, self.move, self.tag, self.date,
            self.withdraw, self.unsay, self.nothing,
        ]  # fmt: skip
        for _ in range(self.dice.choice([1, 2, 5])):
            self.dice.choice(steps)()
        self.save()


@pytest.mark.parametrize("seed", range(6))
def test_a_run_after_edits_gives_what_a_build_from_nothing_gives(tmp_path, seed):
    desk = Desk(tmp_path / "newsroom", seed)
    desk.save()
    for step in range(12):
        now = NOW + dt.timedelta(hours=step)
        report = build(desk.folder / "feedhouse.toml", now=now, accept=True)
        assert not report.failed, report.sources[0].failed
        assert report.why == ("everything" if step == 0 else report.why)
        assert report.why != "everything" or step == 0
        scratch = tmp_path / "scratch"
        shutil.rmtree(scratch, ignore_errors=True)
        build(desk.folder / "feedhouse.toml", now=now, out=scratch)
        incremental, whole = published(desk.folder / "out"), published(scratch)
        assert incremental.keys() == whole.keys(), step
        assert [name for name in whole if incremental[name] != whole[name]] == [], step
        desk.happen()


def test_a_run_with_nothing_new_touches_nothing_and_makes_nothing(tmp_path):
    desk = Desk(tmp_path / "newsroom", 99)
    desk.save()
    build(desk.folder / "feedhouse.toml")
    before = traces(desk.folder / "out")
    kept = sorted((path.name, path.stat().st_mtime_ns) for path in (desk.folder / "out/.feedhouse").iterdir())
    report = build(desk.folder / "feedhouse.toml", now=NOW + dt.timedelta(hours=1))
    assert (report.why, report.written, report.unchanged) == ("nothing changed", [], 0)
    assert traces(desk.folder / "out") == before
    assert sorted((path.name, path.stat().st_mtime_ns) for path in (desk.folder / "out/.feedhouse").iterdir()) == kept


def test_a_comment_changes_its_conversation_and_the_sites_feeds_alone(tmp_path):
    desk = Desk(tmp_path / "newsroom", 5)
    desk.save()
    build(desk.folder / "feedhouse.toml")
    desk.say()
    desk.save()
    report = build(desk.folder / "feedhouse.toml", now=NOW + dt.timedelta(hours=1))
    changed = {name.rpartition(".")[0] for name in report.written}
    assert report.why == "changes"
    assert changed <= {"feed", "comments", "index", "feeds"} | {
        name for name in changed if name.startswith("articles/")
    }
    assert len([name for name in changed if name.startswith("articles/")]) == 1


def test_only_what_is_new_is_rendered(tmp_path, monkeypatch):
    """All else is put together again from what lies in out/, where that is what was put there."""
    desk = Desk(tmp_path / "newsroom", 7)
    desk.say()
    for _ in range(20):
        desk.publish()
    desk.save()
    configuration = desk.folder / "feedhouse.toml"
    build(configuration)
    rss._item.cache_clear()
    desk.publish()
    desk.save()
    build(configuration, now=NOW + dt.timedelta(hours=1))
    assert rss._item.cache_info().misses == 2  # the article: with and without the count of its comments
    asked = []
    monkeypatch.setattr(Standing, "__call__", lambda _, path: asked.append(path) or {})
    rss._item.cache_clear()
    desk.publish()
    desk.save()
    build(configuration, now=NOW + dt.timedelta(hours=2))
    assert {"feed", "comments"} <= set(asked)
    assert rss._item.cache_info().misses > 5


@pytest.mark.parametrize("formats", [["rss", "json"], ["json"], ["atom"]])
def test_feeds_that_are_cut_are_not_put_together_from_what_is_left(tmp_path, monkeypatch, formats):
    monkeypatch.setattr(composer, "LARGEST", 6_000)  # three entries or four
    monkeypatch.setattr(entries, "EXCERPTS", 2_000)
    desk = Desk(tmp_path / "newsroom", len(formats))
    configuration = desk.folder / "feedhouse.toml"
    configuration.write_text(CONFIGURATION.replace('["rss", "atom", "json"]', json.dumps(formats)))
    desk.save()
    for step in range(12):
        now = NOW + dt.timedelta(hours=step)
        build(configuration, now=now, accept=True)
        scratch = tmp_path / f"scratch{step}"
        build(configuration, now=now, out=scratch)
        assert published(desk.folder / "out") == published(scratch)
        desk.happen()


@pytest.mark.parametrize("killed", [False, True])
def test_a_store_restored_from_a_backup_is_told_by_what_it_counts_anew(tmp_path, killed, monkeypatch):
    """Its next revisions bear numbers that out/ has seen, also when the first run after it is killed."""
    desk = Desk(tmp_path / "newsroom", 11)
    configuration, store = desk.folder / "feedhouse.toml", desk.folder / "feedhouse.db"
    more = [
        f'[[sources]]\nname = "more{number}"\npath = "more{number}.jsonl"\nadapter = "jsonl"\n' for number in (1, 2)
    ]
    configuration.write_text(CONFIGURATION + "".join(more))

    def write(number: int, title: str) -> None:
        story = {"id": title, "title": title, "content_text": title, "url": f"https://courier.example/{title}"}
        story["published"] = (NOW - dt.timedelta(days=60 + number)).isoformat()
        (desk.folder / f"more{number}.jsonl").write_text(json.dumps(story))

    write(1, "one"), write(2, "two")
    desk.save()
    build(configuration)
    shutil.copy(store, tmp_path / "backup.db")
    write(1, "lost")
    build(configuration, now=NOW + dt.timedelta(hours=1))
    shutil.copy(tmp_path / "backup.db", store)
    write(1, "second"), write(2, "third")
    if killed:
        with monkeypatch.context() as patch:
            patch.setattr(pipeline, "publish", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                build(configuration, now=NOW + dt.timedelta(hours=2))
    report = build(configuration, now=NOW + dt.timedelta(hours=2))
    build(configuration, now=NOW + dt.timedelta(hours=2), out=tmp_path / "scratch")
    assert report.why == "everything"
    assert published(desk.folder / "out") == published(tmp_path / "scratch")


def test_a_comment_that_answers_one_under_another_article(tmp_path):
    """An identifier that was one article's, and then no longer only that one's, parts a conversation."""
    folder = tmp_path / "newsroom"
    folder.mkdir()
    names = ("one", "two", "talk")
    sources = "".join(f'\n[[sources]]\nname = "{name}"\npath = "{name}.jsonl"\nadapter = "jsonl"\n' for name in names)
    head = CONFIGURATION.partition("[[sources]]")[0]
    (folder / "feedhouse.toml").write_text(head + sources)

    def story(key: str, name: str) -> dict[str, object]:
        url = f"https://courier.example/{name}"
        return {"id": key, "url": url, "title": key, "content_text": key, "published": "2026-06-01T08:00:00Z"}

    def write(**files: list[dict[str, object]]) -> None:
        for name, records in files.items():
            (folder / f"{name}.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in records))

    def run(hour: int) -> None:
        for out in (None, tmp_path / f"scratch{hour}"):
            build(folder / "feedhouse.toml", now=NOW + dt.timedelta(hours=hour), out=out)
        assert published(folder / "out") == published(tmp_path / f"scratch{hour}")

    said = {"article": "bridge", "content_text": "Yes.", "published": "2026-06-01T09:00:00Z"}
    first, second = said | {"id": "p"}, said | {"id": "c", "in_reply_to": "p", "content_text": "No."}
    write(one=[story("bridge", "x"), story("w", "bridge")], two=[story("other", "o")], talk=[first])
    run(0)
    write(two=[story("other", "o"), story("bridge", "y")], talk=[first, second])
    run(1)
    write(one=[story("bridge", "x-moved"), story("w", "bridge")])
    run(2)


@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_folder_is_healed_by_an_incremental_run(tmp_path, seed):
    desk = Desk(tmp_path / "newsroom", seed)
    for step in range(4):
        desk.happen()
        build(desk.folder / "feedhouse.toml", now=NOW + dt.timedelta(hours=step), accept=True)
    out = desk.folder / "out"
    good = published(out)
    for name in desk.dice.sample(sorted(good), len(good) // 2):
        desk.dice.choice([Path.unlink, lambda path: path.write_bytes(b"torn")])(out / name)
    report = build(desk.folder / "feedhouse.toml", now=NOW + dt.timedelta(hours=9), accept=True)
    assert report.why == "changes"
    assert published(out) == good


def test_a_restored_store_empties_nothing_while_a_source_fails(tmp_path):
    desk = Desk(tmp_path / "newsroom", 8)
    configuration, store = desk.folder / "feedhouse.toml", desk.folder / "feedhouse.db"
    desk.save()
    build(configuration)
    shutil.copy(store, tmp_path / "backup.db")
    desk.publish()
    desk.save()
    build(configuration, now=NOW + dt.timedelta(hours=1))
    before = published(desk.folder / "out")
    shutil.copy(tmp_path / "backup.db", store)
    (desk.folder / "desk").rename(tmp_path / "away")
    assert build(configuration, now=NOW + dt.timedelta(hours=2)).broken
    assert published(desk.folder / "out") == before
    (tmp_path / "away").rename(desk.folder / "desk")
    assert build(configuration, now=NOW + dt.timedelta(hours=3)).why == "everything"
    assert published(desk.folder / "out") == before


def test_a_format_that_is_given_up_goes_also_while_a_source_fails(tmp_path):
    desk = Desk(tmp_path / "newsroom", 4)
    configuration = desk.folder / "feedhouse.toml"
    configuration.write_text(CONFIGURATION + '[[sources]]\nname = "more"\npath = "more.jsonl"\n')
    story = {"id": "m", "title": "More", "content_text": "More.", "url": "https://courier.example/more"}
    (desk.folder / "more.jsonl").write_text(json.dumps(story))
    desk.save()
    build(configuration)
    configuration.write_text(configuration.read_text().replace('["rss", "atom", "json"]', '["rss"]'))
    (desk.folder / "more.jsonl").rename(tmp_path / "away")
    assert build(configuration, now=NOW + dt.timedelta(hours=1)).broken
    (tmp_path / "away").rename(desk.folder / "more.jsonl")
    build(configuration, now=NOW + dt.timedelta(hours=2))
    build(configuration, now=NOW + dt.timedelta(hours=2), out=tmp_path / "scratch")
    assert published(desk.folder / "out") == published(tmp_path / "scratch")


def test_an_answer_is_made_anew_when_what_it_answers_leaves_the_feed_or_comes_into_it(tmp_path):
    """It links to that comment where that stands in the same document, else to the article."""
    desk = Desk(tmp_path / "newsroom", 2)
    configuration = desk.folder / "feedhouse.toml"
    configuration.write_text(CONFIGURATION + 'window = "1m"\n')  # the four newest comments
    said = [
        {"id": f"c{number}", "content_html": f"<p>{number}</p>", "published": f"2026-06-{number:02}T10:00:00Z"}
        for number in range(1, 7)
    ]
    said[3]["in_reply_to"] = "c1"
    for step, count in enumerate((4, 5, 4)):
        desk.comments[1] = said[:count]
        desk.save()
        build(configuration, now=NOW + dt.timedelta(hours=step), accept=True)
        build(configuration, now=NOW + dt.timedelta(hours=step), out=tmp_path / f"scratch{step}")
        assert published(desk.folder / "out") == published(tmp_path / f"scratch{step}"), step
