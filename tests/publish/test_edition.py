"""What an edition promises when nothing goes wrong."""

import os
import stat

import pytest

from feeds.errors import PublishError
from feeds.publish import Edition
from feeds.publish import edition as module

WORDS = {"a/comments.rss": "one", "b/comments.rss": "two", "feed.rss": "three", "index.html": "four"}


def publish(out, words, document, *, state="1", complete=True, **more):
    with Edition.open(out, 0, **more) as edition:
        written = [path for path, body in words.items() if edition.put(document(path, body))]
        edition.commit(state, complete=complete)
    return written


def test_what_is_put_lies_there(tmp_path, document, bodies, leftovers):
    out = tmp_path / "deep" / "out"
    assert publish(out, WORDS, document) == list(WORDS)
    assert bodies(out) == WORDS
    assert leftovers(out) == []


def test_nothing_is_visible_before_the_flush(tmp_path, document, bodies):
    publish(tmp_path, {"a.rss": "a"}, document)
    with Edition.open(tmp_path, 0) as edition:
        edition.put(document("feed.rss", "x"))
        assert bodies(tmp_path) == {"a.rss": "a"}
        edition.flush()
        assert bodies(tmp_path) == {"a.rss": "a", "feed.rss": "x"}


def test_a_first_edition_is_seen_when_it_is_whole(tmp_path, document, bodies, leftovers, monkeypatch):
    """In batches, too, and a path that is put again; files of others stay, as does a folder that came meanwhile."""
    monkeypatch.setattr(module, "BATCH", 2)
    (tmp_path / "robots.txt").write_text("theirs")
    theirs = {"robots.txt": "theirs"}
    with Edition.open(tmp_path, 0) as edition:
        for path, body in [("a/1.rss", "first"), *WORDS.items(), ("a/1.rss", "second"), ("b/c/d.rss", "deep")]:
            edition.put(document(path, body))
        edition.flush()
        assert bodies(tmp_path) == theirs
        (tmp_path / "a").mkdir()
        (tmp_path / "a/note.txt").write_text("theirs")
        edition.commit("1", complete=True)
    assert bodies(tmp_path) == WORDS | theirs | {"a/1.rss": "second", "b/c/d.rss": "deep", "a/note.txt": "theirs"}
    assert leftovers(tmp_path) == []


def test_a_first_edition_with_an_obstacle(tmp_path, document, bodies):
    (tmp_path / "b").write_text("a file where a folder should be")
    for _ in range(2):
        with pytest.raises(PublishError, match="b: a file lies where a folder should be"):
            publish(tmp_path, WORDS, document)
    (tmp_path / "b").unlink()
    publish(tmp_path, WORDS, document)
    assert bodies(tmp_path) == WORDS


def test_unchanged_is_untouched_everywhere(tmp_path, document):
    publish(tmp_path, WORDS, document)
    everything = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    assert publish(tmp_path, WORDS, document) == []
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()} == everything


def test_only_what_differs_is_written(tmp_path, document, files):
    publish(tmp_path, WORDS, document)
    before = files(tmp_path)
    assert publish(tmp_path, {**WORDS, "feed.rss": "new"}, document, state="2") == ["feed.rss"]
    after = files(tmp_path)
    assert after["feed.rss"][0] == b"new"
    assert {path for path in after if after[path] != before[path]} == {"feed.rss"}


def test_state_is_what_the_last_commit_said(tmp_path, document):
    with Edition.open(tmp_path, 0) as edition:
        assert edition.state is None
        edition.commit("store 7 – ß", complete=True)
    with Edition.open(tmp_path, 0) as edition:
        assert edition.state == "store 7 – ß"
        edition.put(document("feed.rss", "x"))
        edition.flush()
    with Edition.open(tmp_path, 0) as edition:
        assert edition.state == "store 7 – ß"


def test_a_complete_commit_removes_what_was_not_put(tmp_path, document, bodies):
    (tmp_path / "robots.txt").write_text("a stranger's")
    publish(tmp_path, WORDS, document)
    with Edition.open(tmp_path, 0) as edition:
        edition.put(document("feed.rss", "three"))
        edition.keep("b/comments.rss")
        edition.commit("2", complete=True)
    assert bodies(tmp_path) == {"b/comments.rss": "two", "feed.rss": "three", "robots.txt": "a stranger's"}
    assert not (tmp_path / "a").exists()


def test_an_incomplete_commit_removes_nothing(tmp_path, document, bodies):
    publish(tmp_path, WORDS, document)
    publish(tmp_path, {"feed.rss": "new"}, document, state="2", complete=False)
    assert bodies(tmp_path) == {**WORDS, "feed.rss": "new"}


def test_remove_takes_ours_at_the_commit_and_no_stranger(tmp_path, document, bodies):
    publish(tmp_path, WORDS, document)
    (tmp_path / "a" / "stranger.txt").write_text("mine")
    with Edition.open(tmp_path, 0) as edition:
        edition.remove("a/comments.rss")
        edition.remove("a/stranger.txt")
        edition.remove("never/there.rss")
        edition.flush()
        assert (tmp_path / "a/comments.rss").exists(), "what links to it is not replaced yet"
        edition.commit("2", complete=False)
    assert bodies(tmp_path) == {key: WORDS[key] for key in WORDS if key != "a/comments.rss"} | {
        "a/stranger.txt": "mine"
    }


def test_the_last_word_on_a_path_counts(tmp_path, document, bodies):
    publish(tmp_path, WORDS, document)
    with Edition.open(tmp_path, 0) as edition:
        edition.put(document("feed.rss", "new"))
        edition.put(document("feed.rss", "three"))
        edition.remove("index.html")
        edition.put(document("index.html", "back"))
        edition.put(document("a/comments.rss", "changed"))
        edition.remove("a/comments.rss")
        edition.commit("2", complete=False)
    assert bodies(tmp_path) == {"b/comments.rss": "two", "feed.rss": "three", "index.html": "back"}


def test_renames_keep_the_order_of_put(tmp_path, document):
    order = []

    class Watched(module.Disk):
        def place(self, temporary, target):
            order.append(target.removeprefix(f"{tmp_path}/"))
            super().place(temporary, target)

    publish(tmp_path, {"a.rss": "a"}, document)
    publish(tmp_path, WORDS, document, disk=Watched())
    assert order == list(WORDS)


def test_everything_is_on_the_disk_before_the_first_rename(tmp_path, document):
    events = []

    class Watched(module.Disk):
        def sync(self, folder, paths):
            events.append(("sync", len(paths)))
            super().sync(folder, paths)

        def place(self, temporary, target):
            events.append(("place", 1))
            super().place(temporary, target)

    many = {f"{number}/comments.rss": "x" for number in range(30)}
    publish(tmp_path, {"a.rss": "a"}, document)
    publish(tmp_path, many, document, disk=Watched())
    assert events == [("sync", 30), *[("place", 1)] * 30, ("sync", 30)]


def test_many_documents_go_in_batches(tmp_path, document, bodies, monkeypatch):
    monkeypatch.setattr(module, "BATCH", 10)
    words = {f"articles/{number}/comments.rss": str(number) for number in range(35)}
    publish(tmp_path, {"a.rss": "a"}, document)
    with Edition.open(tmp_path, 0) as edition:
        for path, body in words.items():
            edition.put(document(path, body))
        assert len(bodies(tmp_path)) == 31
        edition.commit("1", complete=True)
    assert bodies(tmp_path) == words


@pytest.mark.parametrize(
    "path",
    ["", "/etc/passwd", "../x", "a/../../x", "a/./b", "a//b", "a/", "a\0b", "a\\..\\b", ".feedhouse/ledger.db", "."],
)
def test_no_document_leaves_out(tmp_path, document, path):
    with Edition.open(tmp_path, 0) as edition, pytest.raises(PublishError, match="no path below out/"):
        edition.put(document(path, "x"))


@pytest.mark.parametrize(("umask", "file", "folder"), [(0o022, 0o644, 0o755), (0o027, 0o640, 0o750)])
def test_the_web_server_can_read_it(tmp_path, document, umask, file, folder):
    out, before = tmp_path / "out", os.umask(umask)
    try:
        publish(out, WORDS, document)
    finally:
        os.umask(before)
    assert {stat.S_IMODE((out / path).stat().st_mode) for path in WORDS} == {file}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (out, out / "a")} == {folder}


def test_an_edition_of_nothing(tmp_path, document, bodies):
    publish(tmp_path, WORDS, document)
    publish(tmp_path, {}, document, state="2")
    assert bodies(tmp_path) == {}
    assert sorted(path.name for path in tmp_path.iterdir()) == [".feedhouse"]


def test_what_is_new_comes_before_what_may_link_to_it(tmp_path, document, monkeypatch):
    """Across the batches that `put` flushes by itself, too: archive 1 comes to link to archive 2."""
    monkeypatch.setattr(module, "BATCH", 2)
    placed = []

    class Watched(module.Disk):
        def place(self, temporary, target):
            placed.append(target.removeprefix(f"{tmp_path}/"))
            super().place(temporary, target)

    def publish(words):
        with Edition.open(tmp_path, 0, disk=Watched()) as edition:
            for path in words:
                edition.put(document(path, " ".join(words)))
            edition.commit(" ".join(words), complete=True)

    publish(["archive/1.rss", "feed.rss"])
    placed.clear()
    publish(["archive/1.rss", "archive/2.rss", "archive/3.rss", "archive/4.rss", "feed.rss"])
    assert placed == ["archive/2.rss", "archive/3.rss", "archive/4.rss", "archive/1.rss", "feed.rss"]
