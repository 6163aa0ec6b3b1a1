"""Posts of four generators beside their records, what is not published, and hostile ones."""

import datetime as dt
import json
import time
from pathlib import Path

import pytest

from feeds.errors import SourceError
from feeds.model import Article, Gone, Origin, Skipped
from sources.markdown import Markdown
from sources.markdown.body import rendered
from tests.newsroom import build
from tests.sources.shared.records import plain

CASES = Path(__file__).parent / "cases"
PAGES = sorted(CASES.rglob("*.md"))
SITE = "https://courier.example"


def read_page(path, name=None, **options):
    name = name or path.name
    origin = Origin(source="s", name=name, key=name.rpartition(".")[0], path=path, options={"site": SITE, **options})
    return list(Markdown(origin).read(None, None))


def records(tmp_path, text, name="post.md", **options):
    path = tmp_path / Path(name).name
    path.write_text(text, "utf-8")
    return read_page(path, name, **options)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(CASES).as_posix())
def test_case(path):
    found = plain(tuple(read_page(path, path.relative_to(CASES).as_posix())))
    expected = path.with_name(path.name + ".expected.json")
    assert found == (json.loads(expected.read_text("utf-8")) if expected.exists() else [])
    assert "SECRET" not in json.dumps(found)
    assert "@" not in json.dumps(found)
    assert Markdown.sniff(path.read_bytes(), path.name) >= 0.6


@pytest.mark.parametrize(
    ("folder", "head", "address"),
    [
        ("_posts", "title: T", "/2025/06/bridge-opens.html"),
        ("_posts", "title: T\nslug: on-the-bridge", "/2025/06/on-the-bridge.html"),
        ("posts", "title: T\ndate: 2025-06-16", "/2025/06/2025-06-16-bridge-opens.html"),
    ],
    ids=["jekyll", "own", "hugo"],
)
def test_a_permalink_is_the_one_that_the_site_s_generator_makes(tmp_path, folder, head, address):
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "2025-06-16-bridge-opens.md").write_text(f"---\n{head}\n---\nText.\n")
    (tmp_path / "feedhouse.toml").write_text(
        f'[site]\ntitle = "C"\nurl = "{SITE}/"\ndescription = "N"\n[[sources]]\nname = "posts"\n'
        f'adapter = "markdown"\npath = "{folder}"\npermalink = "{SITE}/{{year}}/{{month}}/{{slug}}.html"\n'
    )
    assert not build(tmp_path / "feedhouse.toml").failed
    (item,) = json.loads((tmp_path / "out/feed.json").read_text("utf-8"))["items"]
    assert item["url"] == f"{SITE}{address}"


def test_drafts_of_every_kind_are_withheld():
    found = {path.stem: read_page(path, path.relative_to(CASES).as_posix()) for path in PAGES}
    withheld = {name for name, records in found.items() if records and isinstance(records[0], Gone)}
    assert withheld == {"idea", "2025-06-17-hidden", "draft", "excluded"}
    assert [name for name, records in found.items() if not records] == ["_index"]


@pytest.mark.parametrize(
    "line",
    ["draft: true", "draft: on", "draft: maybe", "Draft: TRUE", "published: false", "status: hidden",
     "status: private", "private: true", "permalink: false", "build: {render: never}", "_build: {list: never}",
     "draft: [1]x"],
)  # fmt: skip
def test_what_is_hidden_stays_hidden(tmp_path, line):
    assert not any(isinstance(one, Article) for one in records(tmp_path, f"---\ntitle: T\n{line}\n---\nwords"))
    assert [type(one) for one in records(tmp_path, "---\ntitle: T\ndraft: no\nstatus: published\n---\nwords")] == [
        Article
    ]


def test_a_scheduled_post_waits_and_is_looked_at_again(tmp_path, monkeypatch):
    text = "---\ntitle: T\ndate: {}\n---\nwords"
    monkeypatch.setattr("sources.markdown.adapter._now", lambda: dt.datetime(2025, 6, 16, 12, 0, tzinfo=dt.UTC))
    for due in ("2025-06-16T11:59:00Z", "2025-06-16 12:00", "2025-06-16", "2025-06-16T14:00:00+05:30"):
        assert [type(one) for one in records(tmp_path, text.format(due))] == [Article]
    for later in ("2025-06-16T12:01:00Z", "2025-06-16 12:01", "2025-06-17", "2025-06-16T17:31:00+05:30"):
        with pytest.raises(SourceError, match="scheduled for"):
            records(tmp_path, text.format(later))
    assert records(tmp_path, text.format("2025-06-16 17:00"), timezone="Asia/Kolkata")
    with pytest.raises(SourceError, match="expired"):
        records(tmp_path, "---\ntitle: T\nexpiryDate: 2025-06-01\n---\nwords")
    with pytest.raises(SourceError, match=r"options\.timezone"):
        records(tmp_path, "words", timezone="Mars/Olympus")


def test_a_date_that_cannot_be_read_is_named(tmp_path):
    article, skipped = records(tmp_path, "---\ntitle: T\ndate: 03/04/2025\n---\nwords")
    assert article.published is None
    assert "'03/04/2025'" in skipped.why
    (article,) = records(tmp_path, "words", name="2025-06-16-x.md")
    assert article.published == dt.date(2025, 6, 16)


@pytest.mark.parametrize(
    "text",
    ["---\ntitle: &a [x, x]\nb: *a\n---\nx", "---\n" + "[" * 30_000 + "\n---\nx", "---\ntitle: x\n" + "y" * 70_000,
     "+++\ntitle = \n+++\nx", ";;;\n{\n;;;\nx", "---\n\t: {\n---\nx", ""],
    ids=range(7),
)  # fmt: skip
def test_what_cannot_be_read_is_skipped_with_its_reason(tmp_path, text):
    (skipped,) = records(tmp_path, text)
    assert isinstance(skipped, Skipped)
    assert 5 < len(skipped.why) < 250


@pytest.mark.parametrize(
    "text",
    [">" * 100_000, "[" * 50_000, "*a " * 50_000, "`" * 50_000, "{{<" * 50_000, "{% a" * 50_000, "<!--" * 50_000,
     "- " * 20_000, "|a" * 50_000, "```\n" * 30_001, "![" * 30_000, "a](" * 30_000],
    ids=range(12),
)  # fmt: skip
def test_hostile_text_takes_bounded_time(text):
    start = time.process_time()
    rendered(text)
    assert time.process_time() - start < 10


def test_only_markdown_is_sniffed():
    assert Markdown.sniff(b"---\ntitle: x\n---\n", "a.txt") == 0
    assert Markdown.sniff(b"words", "a.md") == 0.6
    assert Markdown.sniff(b"+++\n", "a.markdown") > 0.9


def test_addresses_are_made_absolute_with_the_site(tmp_path):
    (article,) = records(tmp_path, "---\ntitle: T\npermalink: /a/b/\n---\nx")
    assert article.url == f"{SITE}/a/b/"
    (article,) = records(tmp_path, "---\ntitle: T\npermalink: /:year/:title/\n---\nx")
    assert (article.url, article.base) == (None, SITE)
