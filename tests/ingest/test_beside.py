"""A large file that a process of its own reads: the store is that of a run without it, whatever befalls the process."""

import pickle
from dataclasses import replace

import pytest

from feeds import clean
from feeds.ingest import beside, run
from feeds.ingest.parcel import cleaned, packed
from feeds.model import Article, Author, Comment, Enclosure, Image, Skipped
from tests.ingest import test_ahead
from tests.ingest.test_ahead import rows, write

ARTICLE = Article(
    source="s",
    key=" k\x00 ",
    title="T",
    url="HTTPS://C.example/a/b",
    base="../x/",
    content="<p onclick=x>A <a href=c>link</a> <img src=d></p>",
    authors=(Author(name="A", kind="organisation"),),
    image=Image(url="https://c.example/i.png", width=3),
    enclosures=(Enclosure(url="https://c.example/e.mp3", type="audio/mpeg"),),
    evidence={"title": "x"},
)
RECORDS = [
    ARTICLE,
    Comment(source="s", article="k", content="<b>c", author=Author(name="B"), parent="1", approximate=True),
    Skipped(where="w", why="y"),
]


@pytest.mark.parametrize("words", ["plain", "plain many", "kill", "kill many", "fetch many", "lock many", "error os"])
def test_the_store_is_that_of_one_process(tmp_path, monkeypatch, words):
    monkeypatch.setattr(run, "LEAST", 0)
    write(tmp_path / "pages", [words, "plain last"])
    one, two = test_ahead.run(tmp_path, "one.db", 1), test_ahead.run(tmp_path, "two.db", 2)
    assert one == two
    assert rows(tmp_path / "one.db") == rows(tmp_path / "two.db")


@pytest.mark.parametrize(("word", "there"), [("plain", True), ("plain many", True), ("kill", False), ("fetch", False)])
def test_who_reads_it(tmp_path, monkeypatch, word, there):
    monkeypatch.setattr(run, "LEAST", 0)
    write(tmp_path / "pages", [word])
    test_ahead.run(tmp_path, "store.db", 2)
    assert (
        '{"read":"there"}'
        in test_ahead.sqlite3.connect(tmp_path / "store.db")
        .execute("SELECT evidence FROM feedhouse_articles")
        .fetchone()[0]
    ) is there


def test_a_small_file_is_read_here(tmp_path, monkeypatch):
    monkeypatch.setattr(beside, "beside", None)
    monkeypatch.setattr(run, "beside", None)
    write(tmp_path / "pages", ["plain"])
    assert test_ahead.run(tmp_path, "store.db", 2).articles.new == 1


def sent(records):
    return pickle.loads(packed(records))  # noqa: S301  our own


def test_what_is_sent_is_what_comes():
    came = sent(RECORDS)
    assert came == RECORDS
    assert came[0].evidence == ARTICLE.evidence


def test_an_article_that_was_begun_is_finished_the_same():
    came = sent(list(cleaned(RECORDS)))
    assert came[0].content != ARTICLE.content
    assert came[1:] == RECORDS[1:]
    assert clean.article(came[0]) == clean.article(ARTICLE)
    assert type(clean.article(came[0]).content) is str


def test_what_cannot_be_cleaned_goes_as_it_is():
    odd = replace(ARTICLE, content=None)
    assert list(cleaned([odd])) == [odd]
