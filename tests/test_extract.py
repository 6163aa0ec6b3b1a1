"""`feedhouse extract --explain`, as somebody sets up a site with it; the steps of docs/sources/html.md."""

import json
import re
import sqlite3
import tomllib
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from typer.testing import CliRunner

from feeds.cli import app
from feeds.errors import ConfigError

DOCS = (Path(__file__).parent.parent / "docs/sources/html.md").read_text("utf-8")
SECTION = DOCS.partition("## Set up a site in ten minutes")[2].partition("\n## ")[0]
PAGE = """<!doctype html><html lang="en"><head><title>Valley Herald: your news</title></head>
<body><h1>Valley Herald: your news</h1>
<div class="head">The bridge opens</div><div data-when="2024-05-01T08:00:00+02:00">Wednesday</div>
<div class="story"><p>After nine years of work the bridge over the valley was opened on Wednesday, in the rain.</p>
<p>Thousands of people walked across it on its first day, said the mayor, who was the first of them.</p></div>
<ul><li class="say" id="c1"><i>ann &lt;ann@mail.example&gt;</i><p>It is open!</p></li>
<li class="say" id="c2"><i>bob</i><p>At last.</p></li></ul></body></html>"""
SITE = '[site]\ntitle = "C"\nurl = "https://courier.example/"\ndescription = "N"\n[http]\nallow_private = true\n'


def extract(*arguments: object):
    return CliRunner().invoke(app, ["extract", *map(str, arguments)])


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """The configuration and the saved page that the documentation speaks of."""
    monkeypatch.chdir(tmp_path)
    example = re.search(r"```toml\n(.*?)```", SECTION, re.DOTALL)[1]
    (tmp_path / "feedhouse.toml").write_text(SITE + "\n".join(line.strip() for line in example.splitlines()))
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved/bridge.html").write_text(PAGE)
    return tmp_path


def documented(number: int) -> list[str]:
    """The lines of one of the section's examples of output, but for those left out."""
    text = re.findall(r"```text\n(.*?)```", SECTION, re.DOTALL)[number]
    return [line.removeprefix("   ").rstrip() for line in text.splitlines() if "…" not in line and line.strip()]


def test_first_look_is_as_documented(folder):
    run = extract("--explain", "saved/bridge.html")
    assert run.exit_code == 0
    assert set(documented(0)) <= set(run.stdout.splitlines())
    assert re.search(r"^  not found     subtitle, authors, published, .*comments$", run.stdout, re.MULTILINE)


def test_selectors_are_tried_as_documented(folder):
    run = extract("--explain", "--source", "valley")
    assert run.exit_code == 0
    assert documented(1) == run.stdout.splitlines()[-5:]
    assert "  title         The bridge opens\n                  by selectors: div.head\n" in run.stdout
    assert "not  article: h1: Valley Herald: your news\n" in run.stdout


def test_no_address_of_a_commenter_is_shown(folder):
    select = tomllib.loads((folder / "feedhouse.toml").read_text())["sources"][0]["select"] | {"comment_author": "i"}
    told = "\n".join(f"{name} = '''{selector}'''" for name, selector in (select | {"section": "li.say i"}).items())
    text = (folder / "feedhouse.toml").read_text().partition("select")[0]
    (folder / "feedhouse.toml").write_text(f"{text}\n[sources.select]\n{told}\n")
    for more in ([], ["--format", "jsonl"]):
        run = extract("--explain", "--source", "valley", *more)
        assert run.exit_code == 0
        assert "matched 2" in run.stdout or '"matches": 2' in run.stdout
        shown = json.dumps(json.loads(run.stdout)["explain"]) if more else run.output
        assert "mail.example" not in shown


def test_the_fixed_form_is_as_ever_and_explain_adds_one_key(folder):
    plain = json.loads(extract("--source", "valley").stdout)
    assert plain == json.loads(extract("--source", "valley", "--format", "jsonl").stdout)
    told = json.loads(extract("--source", "valley", "--explain", "--format", "jsonl").stdout)
    assert list(told) == [*plain, "explain"]
    explained = told.pop("explain")
    assert told == plain
    assert explained["adapter"] == "html"
    assert explained["fields"]["title"]["by"] == "selectors: div.head"
    assert {"by": "article: h1", "found": "Valley Herald: your news"} in explained["fields"]["title"]["others"]
    assert explained["select"][0] == {"field": "title", "selector": "div.head", "matches": 1, "taken": True}


def test_a_page_that_is_refused_is_explained_too(folder):
    (folder / "saved/list.html").write_text(
        "<html><head><meta property=og:title content='Log in'></head><body><input type=password></body>"
    )
    run = extract("--explain", "saved/list.html")
    assert run.exit_code == 1
    assert "saved/list.html: read by html, no article taken\n" in run.stdout
    assert "  title           not  opengraph: meta og:title: Log in\n" in run.stdout
    assert "skipped saved/list.html: no article" in run.stderr


def test_addresses(folder, httpserver: HTTPServer):
    httpserver.expect_request("/news/bridge").respond_with_data(PAGE, content_type="text/html")
    url = httpserver.url_for("/news/bridge")
    told = json.loads(extract("--source", "valley", url).stdout)
    assert (told["title"], told["url"], told["source"]) == ("The bridge opens", url, url)
    assert len(httpserver.log) == 1
    refused = extract(url)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "private address" in refused.stderr
    (folder / "feedhouse.toml").write_text((folder / "feedhouse.toml").read_text().replace('adapter = "html"\n', ""))
    assert json.loads(extract("--source", "valley", url).stdout)["title"] == "The bridge opens"
    assert len(httpserver.log) == 2, "it is not fetched once to see who reads it, and once to read it"
    assert extract("--source", "valley", httpserver.url_for("/gone")).exit_code == 1


def test_a_database_is_read_as_its_source_names_it(tmp_path):
    with sqlite3.connect(tmp_path / "cms.db") as base:
        base.execute("CREATE TABLE posts (id, title, content)")
        base.execute("INSERT INTO posts VALUES (7, 'The bridge opens', 'It opened.\n\nAt last.')")
    source = '[[sources]]\nname = "cms"\nadapter = "sql"\nurl = "sqlite:///cms.db"\n'
    queries = '[sources.options.articles]\nquery = "SELECT * FROM posts"\n'
    (tmp_path / "feedhouse.toml").write_text(SITE + source + queries)
    asked = ("--source", "cms", "--config", tmp_path / "feedhouse.toml")
    assert json.loads(extract(*asked).stdout)["title"] == "The bridge opens"
    told = extract(*asked, "--explain").stdout
    assert told.startswith(f"sqlite:///{tmp_path}/cms.db: read by sql\n")
    assert "content       It opened. At last.\n" in told


def test_what_is_not_there_is_named_once(tmp_path):
    run = extract(tmp_path / "nothing.html")
    assert run.exit_code == 1
    assert run.stderr.count("(") == 0


def test_of_two_articles_with_one_key_the_first_counts_as_in_a_build(tmp_path):
    items = "".join(f"<item><title>{name}</title><guid>tag:1</guid></item>" for name in ("First", "Second"))
    (tmp_path / "feed.xml").write_text(f'<rss version="2.0"><channel>{items}</channel></rss>')
    run = extract(tmp_path / "feed.xml")
    assert [json.loads(line)["title"] for line in run.stdout.splitlines()] == ["First"]
    assert 'article "tag:1": same key as an earlier one' in run.stderr


def test_an_adapter_of_named_fields_shows_its_fields(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": "7", "title": "Seven", "content_text": "Text."}\n{"broken\n')
    run = extract("--explain", tmp_path / "a.jsonl")
    assert "a.jsonl: read by jsonl\n  title         Seven\n  content       Text.\n" in run.stdout
    assert "skipped" in run.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "a PATH, an address or --source NAME is needed"),
        (["--source", "vally"], "--source vally: no such source; there are: valley"),
        (["--config", "feedhouse.toml"], "say --source NAME; there are: valley"),
        (["--config", "none.toml", "--source", "valley"], "none.toml: no such file"),
        (["--adapter", "htm", "saved/bridge.html"], "'htm' is not installed"),
    ],
)
def test_wrong_use(folder, arguments, message):
    run = extract(*arguments)
    assert isinstance(run.exception, ConfigError)
    assert message in str(run.exception)


def test_a_text_page_is_explained_by_its_lines(tmp_path):
    lines = [
        "The bridge opens", "", "By Asha Rao, June 16, 2025 10:00", "",
        "After nine years of work the bridge over the valley was opened on Wednesday, in the rain.", "",
        "Thousands of people walked across it on its first day, said the mayor, who was the first.", "",
        "Advertisement", "", "Comments (1)", "", "Ann", "June 17, 2025", "It is open!", "", "Leave a Comment",
    ]  # fmt: skip
    (tmp_path / "bridge.txt").write_text("\n".join(lines))
    told = extract("--explain", tmp_path / "bridge.txt").stdout
    assert "  title         The bridge opens\n                  by headline: line 1\n" in told
    assert "                  by byline: line 3\n" in told
    assert "  comments      1 comment" in told
    assert "line 9: Advertisement\n" in told
