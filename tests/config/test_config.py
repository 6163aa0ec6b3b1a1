"""The configuration: good files give a newsroom, bad ones give every fault at once. A case is a file in bad/."""

import datetime as dt
from pathlib import Path

import pytest

from feeds.cli.locate import find
from feeds.config import load, parse
from feeds.errors import ConfigError
from feeds.identity import is_atom_id

BAD = sorted((Path(__file__).parent / "bad").glob("*.toml"))

SMALL = """
[site]
title = "The Courier"
url = "https://courier.example"
description = "News."

[[sources]]
name = "pages"
path = "pages"
"""


def test_defaults(tmp_path):
    (tmp_path / "feedhouse.toml").write_text(SMALL)
    newsroom = load(tmp_path / "feedhouse.toml")
    assert newsroom.site.url == newsroom.site.feeds_url == "https://courier.example/"
    assert newsroom.site.authority == "courier.example,2025"
    assert newsroom.shape.formats == ("rss", "atom", "json")
    assert newsroom.shape.window == dt.timedelta(hours=48)
    assert newsroom.store == f"sqlite:///{tmp_path / 'feedhouse.db'}"
    assert newsroom.out == tmp_path / "out"
    assert not newsroom.allow_private
    assert (newsroom.robots, newsroom.pace, newsroom.cache) == (True, 1.0, tmp_path / ".feedhouse_cache")


def test_paths_are_relative_to_the_file(tmp_path, monkeypatch):
    (tmp_path / "feedhouse.toml").write_text(
        SMALL + '[store]\nurl = "sqlite:///var/x.db"\n[publish]\nout = "/srv/feeds"\n'
    )
    monkeypatch.chdir(tmp_path.parent)
    newsroom = load(Path(tmp_path.name) / "feedhouse.toml")
    assert newsroom.store == f"sqlite:///{tmp_path / 'var/x.db'}"
    assert newsroom.out == Path("/srv/feeds")


def test_a_postgresql_store_is_left_as_it_is(tmp_path):
    (tmp_path / "feedhouse.toml").write_text(SMALL + '[store]\nurl = "postgresql+psycopg://a@b/c"\n')
    assert load(tmp_path / "feedhouse.toml").store == "postgresql+psycopg://a@b/c"


@pytest.mark.parametrize(
    ("given", "url", "authority"),
    [
        ("HTTPS://Courier.Example:443/News", "https://courier.example/News/", "courier.example,2025"),
        ("https://भारत.example/समाचार", None, "xn--h2brj9c.example,2025"),
        ("http://10.0.0.1:8080/a b/[c]/|x", "http://10.0.0.1:8080/a%20b/%5Bc%5D/%7Cx/", "10.0.0.1,2025"),
        ("https://courier.example/a/./feeds/../f/", "https://courier.example/a/f/", "courier.example,2025"),
    ],
)
def test_the_site_s_address_is_one_that_feeds_can_hold(tmp_path, given, url, authority):
    (tmp_path / "feedhouse.toml").write_text(SMALL.replace("https://courier.example", given))
    site = load(tmp_path / "feedhouse.toml").site
    assert site.url == url or (url is None and site.url.isascii())
    assert site.authority == authority
    assert is_atom_id(f"tag:{site.authority}:pages/a")


def test_texts_are_cleaned_and_the_title_can_be_an_author():
    text = SMALL.replace("The Courier", "Post <me@post.example> \\u0085</b>").replace('"News."', '"  a\\u2028b  "')
    configuration = parse(text + '[comments]\npolicy = " Be\\tkind\\uFFFD "\n', "f")
    assert (configuration.site.title, configuration.site.description) == ("Post", "a b")
    assert configuration.comments.policy == "Be kind"


def test_a_language_that_readers_do_not_know_is_the_one_that_it_is_part_of():
    assert parse(SMALL.replace("[[", 'language = "yue-Hant"\n[['), "f").site.language == "zh-Hant"


@pytest.mark.parametrize(("text", "hours"), [("48h", 48), ("30m", 0.5), ("2d", 48), ("1w", 168), ("12 h", 12)])
def test_durations(text, hours):
    assert parse(SMALL + f'[feeds]\nwindow = "{text}"\n', "f").feeds.window == dt.timedelta(hours=hours)


def test_which_file(monkeypatch):
    monkeypatch.delenv("FEEDHOUSE_CONFIG", raising=False)
    assert find(None) == Path("feedhouse.toml")
    monkeypatch.setenv("FEEDHOUSE_CONFIG", "/etc/courier.toml")
    assert find(None) == Path("/etc/courier.toml")
    assert find(Path("here.toml")) == Path("here.toml")


def test_a_missing_file_says_what_to_do(tmp_path):
    with pytest.raises(ConfigError, match="no such file; write one with: feedhouse init"):
        load(tmp_path / "nothing.toml")


@pytest.mark.parametrize("body", [b"\xff\xfe", b"title = "])
def test_no_text_and_no_toml(tmp_path, body):
    (tmp_path / "feedhouse.toml").write_bytes(body)
    with pytest.raises(ConfigError, match=r"feedhouse\.toml: "):
        load(tmp_path / "feedhouse.toml")


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_every_fault_at_once(path):
    """A bad file names its faults in comments: each `# fault:` line is one, in order, and there are no others."""
    text = path.read_text()
    expected = [line.removeprefix("# fault: ") for line in text.splitlines() if line.startswith("# fault: ")]
    with pytest.raises(ConfigError) as caught:
        parse(text, "feedhouse.toml")
    assert list(caught.value.faults) == [f"feedhouse.toml: {fault}" for fault in expected]
