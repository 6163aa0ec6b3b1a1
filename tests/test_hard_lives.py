"""Harder lives than those of test_incremental: dates to come, addresses that move, comments that join from another
source, runs that are killed, files in out/ that somebody edits. After each run out/ is what a build from
nothing makes."""

import datetime as dt
import json
import shutil
from contextlib import suppress

import pytest

from feeds.publish.disk import Disk
from tests.newsroom import NOW, build, published
from tests.test_incremental import CONFIGURATION, Desk

MORE = """
[[sources]]
name = "talk"
path = "talk.jsonl"
adapter = "jsonl"
mirror = true
shrink = 1.0

[[sources]]
name = "twin"
path = "twin.jsonl"
adapter = "jsonl"
"""


class Killed(BaseException):
    """The run ends here."""


class Hard(Desk):
    """A desk with two sources more: one of comments alone, one that has some of the articles too."""

    def __init__(self, folder, seed):
        self.talk, self.twins, self.withdrawn = {}, {}, {}
        self.hour = 0
        super().__init__(folder, seed)
        (folder / "feedhouse.toml").write_text(CONFIGURATION + 'window = "1m"\n' + MORE)

    @property
    def now(self):
        return NOW + dt.timedelta(hours=self.hour)

    def _later(self):
        return (self.now + dt.timedelta(hours=self.dice.choice([1, 2]))).isoformat()

    def _change(self, **change):
        if thread := self.comments[self.any()]:
            self.dice.choice(thread).update(change)

    def hold(self):
        self.articles[self.any()]["published"] = self._later()

    def hold_comment(self):
        self._change(published=self._later())

    def move_page(self):
        number = self.any()
        self.articles[number]["url"] = f"https://courier.example/news/{number}-moved-{self.dice.randrange(99)}"

    def move_comment(self):
        self._change(url=f"https://courier.example/c/{self.dice.randrange(999)}")

    def correct_comment(self):
        self._change(content_html=self.text())

    def answer(self):
        thread = self.comments[self.any()]
        if len(thread) > 1:
            one, other = self.dice.sample(thread, 2)
            one["in_reply_to"] = other["id"]

    def join(self):
        """A comment of the other source, now and then on an article that is still to come."""
        number = self.dice.choice([self.any(), self.count + 1, self.count + 2])
        about, key = f"https://courier.example/news/{number}-story", f"t{len(self.talk)}-{self.hour}"
        said = {"id": key, "article": about, "content_html": self.text(), "published": "2026-06-30T10:00:00Z"}
        if beside := [one["id"] for one in self.talk.values() if one["article"] == about]:
            said["in_reply_to"] = self.dice.choice(beside)
        self.talk[key] = said

    def leave(self):
        if self.talk:
            del self.talk[self.dice.choice(sorted(self.talk))]

    def twin(self):
        number = self.any()
        more = {"title": "Twin", "summary": self.text(), "language": self.dice.choice(["de", "en"])}
        self.twins[number] = {"id": f"w{number}", "url": self.articles[number]["url"], "content_text": "Twin."} | more

    def withdraw(self):
        before, said = dict(self.articles), dict(self.comments)
        super().withdraw()
        self.withdrawn |= {number: (before[number], said[number]) for number in before.keys() - self.articles.keys()}

    def restore(self):
        if gone := sorted(self.withdrawn.keys() - self.articles.keys()):
            number = self.dice.choice(gone)
            self.articles[number], self.comments[number] = self.withdrawn[number]

    def same_second(self):
        for number in (self.any(), self.any()):
            self.articles[number]["published"] = "2026-07-01T10:00:00+00:00"
        for comment in self.comments[self.any()]:
            comment["published"] = "2026-07-01T10:00:00+00:00"

    def save(self):
        super().save()
        for name, records in (("talk", self.talk), ("twin", self.twins)):
            lines = "".join(f"{json.dumps(one)}\n" for one in records.values())
            nothing = json.dumps({"id": "none", "article": "https://courier.example/none", "content_html": "None."})
            (self.folder / f"{name}.jsonl").write_text(lines or nothing)

    def happen(self):
        self.hour += 1
        steps = [
            self.hold, self.hold_comment, self.move_page, self.move_comment, self.correct_comment, self.answer,
            self.join, self.join, self.leave, self.twin, self.restore, self.same_second, self.withdraw,
            self.unsay, self.say,
        ]  # fmt: skip
        for _ in range(self.dice.choice([1, 2, 4])):
            self.dice.choice(steps)()
        super().happen()

    def meddle(self):
        """Somebody edits, empties and touches files in out/."""
        files = sorted(path for path in (self.folder / "out").rglob("*.*") if ".feedhouse" not in path.parts)
        for path in self.dice.sample(files, 3):
            body = path.read_bytes()
            edited = {"d": None, "e": body.replace(b"the", b"THE"), "t": body, "s": body[:-10]}[
                self.dice.choice("dets")
            ]
            if edited is None:
                path.unlink()
            else:
                path.write_bytes(edited)


def killed_after(monkeypatch, places, run):
    """A run that ends when it has put so many documents in place."""
    place, left = Disk.place, iter(range(places))

    def placed(self, *paths):
        if next(left, None) is None:
            raise Killed
        return place(self, *paths)

    with monkeypatch.context() as patch, suppress(Killed):
        patch.setattr(Disk, "place", placed)
        run()


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_hard_life_leaves_what_a_build_from_nothing_makes(tmp_path, monkeypatch, seed):
    desk, scratch = Hard(tmp_path / "newsroom", seed), tmp_path / "scratch"
    desk.save()
    configuration = desk.folder / "feedhouse.toml"
    for step in range(12):
        if step and desk.dice.random() < 0.3:
            killed_after(monkeypatch, desk.dice.randrange(40), lambda: build(configuration, now=desk.now, accept=True))
            desk.happen()
        if step and desk.dice.random() < 0.3:
            desk.meddle()
        report = build(configuration, now=desk.now, accept=True)
        assert not report.failed, [source.failed for source in report.sources]
        shutil.rmtree(scratch, ignore_errors=True)
        build(configuration, now=desk.now, out=scratch)
        incremental, whole = published(desk.folder / "out"), published(scratch)
        assert incremental.keys() == whole.keys(), step
        assert [name for name in whole if incremental[name] != whole[name]] == [], step
        desk.happen()
