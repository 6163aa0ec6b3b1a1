"""An empty, older or damaged out/, and a ledger that is lost: the next run brings the same bytes."""

import os
import random
import shutil
import sqlite3

import pytest

from feeds.publish import Edition
from feeds.publish import ledger as ledgers

WORDS = {f"articles/{number}/comments.rss": f"words {number}" for number in range(40)} | {"feed.rss": "feed"}


def publish(out, document, words=WORDS, state="1", **more):
    with Edition.open(out, 0, **more) as edition:
        known = edition.state
        written = [path for path, body in words.items() if edition.put(document(path, body))]
        edition.commit(state, complete=True)
    return known, written


def truncate(path):
    os.truncate(path, path.stat().st_size // 2)


def garbage(path):
    path.write_bytes(random.Random(1).randbytes(9000))


def garbage_inside(path):
    body = bytearray(path.read_bytes())
    body[5000:9000] = random.Random(2).randbytes(4000)
    path.write_bytes(body)


def other_version(path):
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()


def other_tables(path):
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE stranger (x)")
        connection.execute(f"PRAGMA user_version = {ledgers.FORMAT}")
    connection.close()


def emptied(path):
    path.write_bytes(b"")


def missing(path):
    path.unlink()


@pytest.mark.parametrize(
    "harm", [truncate, garbage, garbage_inside, other_version, other_tables, emptied, missing], ids=lambda f: f.__name__
)
def test_a_damaged_ledger_costs_no_byte_and_no_mtime(tmp_path, document, files, harm):
    publish(tmp_path, document)
    before = files(tmp_path)
    harm(tmp_path / ".feedhouse/ledger.db")
    assert publish(tmp_path, document) == (None, [])
    assert files(tmp_path) == before
    assert publish(tmp_path, document) == ("1", [])


@pytest.mark.parametrize("start", [4096, 8192, 20000, 60000, 100_000])
def test_a_large_ledger_that_breaks_under_our_hands(tmp_path, document, bodies, monkeypatch, start):
    monkeypatch.setattr(ledgers, "SMALL", 0)
    words = {f"articles/{number:05}-with-a-long-name/comments.rss": "x" for number in range(2000)}
    publish(tmp_path, document, words)
    ledger = tmp_path / ".feedhouse/ledger.db"
    body = bytearray(ledger.read_bytes())
    assert len(body) > 110_000
    body[start : start + 4096] = random.Random(start).randbytes(4096)
    ledger.write_bytes(body)
    changed = dict.fromkeys(words, "y")
    publish(tmp_path, document, changed, "2")
    assert bodies(tmp_path) == changed
    publish(tmp_path, document, changed, "3")
    assert publish(tmp_path, document, changed, "3") == ("3", [])


def test_no_folder_of_ours_at_all(tmp_path, document, files):
    publish(tmp_path, document)
    before = files(tmp_path)
    shutil.rmtree(tmp_path / ".feedhouse")
    assert publish(tmp_path, document) == (None, [])
    assert files(tmp_path) == before


def test_what_a_lost_ledger_forgot_is_found_by_its_claim(tmp_path, document, bodies):
    publish(tmp_path, document, {**WORDS, "articles/gone/comments.rss": "old"})
    (tmp_path / "articles/gone/picture.png").write_text("a stranger's")
    (tmp_path / ".feedhouse/ledger.db").unlink()
    publish(tmp_path, document, claims=lambda path: path.startswith("articles/") and path.endswith("/comments.rss"))
    assert bodies(tmp_path) == {**WORDS, "articles/gone/picture.png": "a stranger's"}


def incremental(out, document, budget):
    """A run with nothing new: only what is damaged is made again."""
    with Edition.open(out, 0) as edition:
        assert edition.state == "1"
        found = edition.damaged(budget)
        for path in sorted(found):
            edition.put(document(path, WORDS[path]))
        edition.commit("1", complete=False)
    return found


@pytest.mark.parametrize("harm", ["missing", "cut", "other", "same size", "link", "older"])
def test_a_damaged_document_is_found_and_healed(tmp_path, document, bodies, harm):
    publish(tmp_path, document)
    victim = tmp_path / "articles/7/comments.rss"
    if harm == "missing":
        victim.unlink()
    elif harm == "cut":
        os.truncate(victim, 3)
    elif harm == "other":
        victim.write_text("something else")
    elif harm == "same size":
        victim.write_text("WORDS 7")
    elif harm == "link":
        victim.unlink()
        victim.symlink_to(tmp_path / "feed.rss")
    else:
        victim.write_text("words 0")
        os.utime(victim, (1, 1))
    assert incremental(tmp_path, document, 1000) == {"articles/7/comments.rss"}
    assert bodies(tmp_path) == WORDS
    assert not victim.is_symlink()
    assert incremental(tmp_path, document, 1000) == set()


def test_what_is_undamaged_is_found_to_be_so(tmp_path, document, files):
    publish(tmp_path, document)
    before = files(tmp_path)
    os.utime(tmp_path / "feed.rss", (5, 5))
    assert incremental(tmp_path, document, 1000) == set()
    after = files(tmp_path)
    assert after["feed.rss"][0] == b"feed"
    assert after["feed.rss"][1] == 5_000_000_000, "the same bytes are not written again"
    assert {path for path in after if after[path] != before[path]} == {"feed.rss"}


def test_an_emptied_folder_is_seen_at_once_with_a_small_budget(tmp_path, document, bodies):
    publish(tmp_path, document)
    shutil.rmtree(tmp_path / "articles")
    assert incremental(tmp_path, document, 3) == WORDS.keys() - {"feed.rss"}
    assert bodies(tmp_path) == WORDS


def test_the_front_page_is_looked_at_in_every_run(tmp_path, document):
    publish(tmp_path, document)
    (tmp_path / "feed.rss").unlink()
    assert incremental(tmp_path, document, 1) == {"feed.rss"}


@pytest.mark.parametrize("budget", [1, 7, 20, 41, 42])
def test_the_look_goes_round(tmp_path, document, budget):
    publish(tmp_path, document)
    for path in ("articles/0/comments.rss", "articles/21/comments.rss", "articles/9/comments.rss"):
        (tmp_path / path).unlink()
        rounds = -(-len(WORDS) // budget) + 1
        assert {path} in [incremental(tmp_path, document, budget) for _ in range(rounds)]


def test_an_older_out_is_brought_up(tmp_path, document, bodies):
    out, backup = tmp_path / "out", tmp_path / "backup"
    publish(out, document)
    shutil.copytree(out, backup)
    words = {**WORDS, "feed.rss": "newer", "articles/new/comments.rss": "new"}
    publish(out, document, words, "2")
    shutil.rmtree(out)
    shutil.copytree(backup, out)
    known, written = publish(out, document, words, "2")
    assert known == "1"
    assert sorted(written) == ["articles/new/comments.rss", "feed.rss"]
    assert bodies(out) == words


def test_the_place_of_the_round_may_be_garbage(tmp_path, document):
    publish(tmp_path, document)
    (tmp_path / ".feedhouse/place").write_bytes(b"\xff\xfe\x00~~~")
    assert incremental(tmp_path, document, 3) == set()
    (tmp_path / "articles/0/comments.rss").unlink()
    assert incremental(tmp_path, document, 1000) == {"articles/0/comments.rss"}
