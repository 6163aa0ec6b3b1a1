"""Which files are read: in a fixed order, each once, and none that has not changed."""

import datetime as dt
import os

import pytest

from feeds.errors import SourceError
from feeds.ingest import files

NOW = dt.datetime(2025, 7, 1, 12, tzinfo=dt.UTC)
LONG_AGO = (1e9, 1e9)  # a file's times: long before the run, so that it counts as read


@pytest.fixture
def folder(tmp_path):
    for name in ("b.txt", "a.txt", "sub/c.html", "sub/deep/d.txt", ".hidden", "e.txt~", "#f#", "g.bak", ".git/h.txt"):
        path = tmp_path / "pages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    return tmp_path


def names(folder, asked):
    return [file.name for file in files.find(folder, asked)]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("pages", ["a.txt", "b.txt", "sub/c.html", "sub/deep/d.txt"]),
        ("pages/", ["a.txt", "b.txt", "sub/c.html", "sub/deep/d.txt"]),
        ("./pages/../pages/a.txt", ["a.txt"]),
        ("pages/*.txt", ["a.txt", "b.txt"]),
        ("pages/[ab].txt", ["a.txt", "b.txt"]),
        ("pages/**/*.txt", ["a.txt", "b.txt", "sub/deep/d.txt"]),
        ("pages/*/*", ["sub/c.html"]),
        ("*/sub/*", ["pages/sub/c.html"]),
        ("pages/**", ["a.txt", "b.txt", "sub/c.html", "sub/deep/d.txt"]),
    ],
)
def test_files_folders_and_globs(folder, asked, found):
    assert names(folder, asked) == found


def test_keys_are_paths_without_suffix(folder):
    assert [file.key for file in files.find(folder, "pages")] == ["a", "b", "sub/c", "sub/deep/d"]
    assert files.find(folder, "pages/sub/c.html")[0].key == "c"


@pytest.mark.parametrize("asked", ["nowhere", "nowhere/*.txt", "pages/*.md", "pages/a.txt/x", "empty", "x\0y"])
def test_what_is_not_there_is_a_failure_with_words(folder, asked):
    (folder / "empty").mkdir()
    with pytest.raises(SourceError, match=r"cannot be read|matches no file|no folder|holds no file"):
        files.find(folder, asked)


def test_a_path_that_looks_like_a_glob(folder):
    (folder / "pages" / "[1].txt").write_text("x")
    assert names(folder, "pages/[1].txt") == ["[1].txt"]


def test_links_in_a_circle_and_to_nowhere(folder):
    (folder / "pages/sub/loop").symlink_to(folder / "pages")
    (folder / "pages/sub/dead").symlink_to(folder / "nowhere")
    (folder / "pages/linked.txt").symlink_to(folder / "pages/a.txt")
    os.mkfifo(folder / "pages/pipe")
    assert names(folder, "pages") == ["a.txt", "b.txt", "linked.txt", "sub/c.html", "sub/deep/d.txt"]
    assert names(folder, "pages/**/*.html") == ["sub/c.html"]


def test_names_that_are_no_text(folder):
    (folder / "pages" / os.fsdecode(b"caf\xe9\n.txt")).write_text("x")
    (file,) = [file for file in files.find(folder, "pages") if file.name.startswith("caf")]
    assert file.name.isprintable()
    assert file.path.read_text() == "x"


def test_many_folders_deep(tmp_path):
    deep = tmp_path / "pages"
    for _ in range(300):
        deep = deep / "d"
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text("x")
    assert len(files.find(tmp_path, "pages")) == 1


def test_unchanged_files_are_not_read_again(desk):
    for name in ("a.jsonl", "b.jsonl"):
        os.utime(desk.write(f"pages/{name}", {"article": {}}, {"comment": {"key": "1"}}), LONG_AGO)
    assert desk.run().files == 2
    again = desk.run()
    assert (again.files, again.files_kept, again.articles.unchanged) == (0, 2, 0)
    assert list(desk.articles()) == ["a", "b"]
    desk.write("pages/b.jsonl", {"article": {"title": "New"}})
    third = desk.run()
    assert (third.files, third.files_kept, third.articles.changed) == (1, 1, 1)


def test_a_file_written_while_it_was_read_is_read_again(desk):
    path = desk.write("pages/a.jsonl", {"article": {}})
    os.utime(path, (NOW.timestamp() - 1,) * 2)
    assert desk.run().files == 1
    assert desk.run().files == 1


def test_other_settings_read_everything_again(desk):
    os.utime(desk.write("pages/a.jsonl", {"article": {}}), LONG_AGO)
    desk.run()
    assert desk.run().files == 0
    assert desk.run(permalink="https://courier.example/{slug}").articles.changed == 1
    assert desk.articles()["a"].article.url == "https://courier.example/a"
    assert desk.run(permalink="https://courier.example/{slug}").files == 0


def test_a_vanished_file_deletes_nothing(desk):
    desk.write("pages/a.jsonl", {"article": {}})
    desk.write("pages/b.jsonl", {"article": {}}).unlink()
    desk.write("pages/b.jsonl", {"article": {}})
    desk.run()
    (desk.folder / "pages/b.jsonl").unlink()
    assert desk.run().failed is None
    assert list(desk.articles()) == ["a", "b"]


def test_two_files_of_one_name_are_one_article_and_the_second_is_named(desk):
    os.utime(desk.write("pages/a.jsonl", {"article": {"title": "First"}}), LONG_AGO)
    desk.write("pages/a.txt", "Second")
    for _ in range(3):  # in later runs a.jsonl is not read, and still keeps its article
        report = desk.run()
        assert [skipped.where for skipped in report.skipped] == ["a.txt"]
        assert desk.articles()["a"].article.title == "First"
    (desk.folder / "pages/a.jsonl").unlink()
    assert not desk.run().skipped
    assert desk.articles()["a"].article.title == "Second"
