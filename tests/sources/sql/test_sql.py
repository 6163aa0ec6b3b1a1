"""A newsroom in a database: what is read, what is read again, and what is refused, in three databases alike."""

import datetime as dt
import json
import tracemalloc
from zoneinfo import ZoneInfo

import pytest

from feeds.errors import FetchError, SourceError
from feeds.model import Article, Author, Comment, Cursor, Gone, Origin, Skipped
from sources.sql import Sql
from tests.newsroom import build
from tests.sources.shared.records import plain

VARIABLE = "CMS_PASSWORD"
KOLKATA = ZoneInfo("Asia/Kolkata")


def keys(kind, found):
    return [one.key for one in found if isinstance(one, kind)]


def test_articles_and_their_comments(base):
    base.post(1)
    base.post(2, writer='[{"name": "Asha Rao", "email": "SECRET@desk.example"}, "Ben <SECRET@desk.example>"]',
              body="<p>As <em>HTML</em>.</p>", shown=False if base.kind == "postgresql" else 0)  # fmt: skip
    base.reply(10, 1)
    base.reply(11, 1, 10)
    base.reply(12, 1, 12)
    found = base.read(timezone="Asia/Kolkata")
    first, second = (one for one in found if isinstance(one, Article))
    at = dt.datetime(2025, 6, 16, 8, tzinfo=KOLKATA)
    assert first == Article(
        source="s", key="1", title="Story 1", url="https://courier.example/news/story-1", published=at, updated=at,
        content="<p>Words of 1.</p>", authors=(Author(name="Asha Rao"), Author(name="Ben Lee")), section="World",
        categories=("Sea", "Wind, salt"), comments_open=True,
    )  # fmt: skip
    assert (second.content, second.comments_open) == ("<p>As <em>HTML</em>.</p>", False)
    assert second.authors == (Author(name="Asha Rao"), Author(name="Ben"))
    said = [one for one in found if isinstance(one, Comment)]
    assert [(one.article, one.key, one.parent, one.content) for one in said] == [
        ("1", "10", None, "<p>Yes, 10.</p>"),
        ("1", "11", "10", "<p>Yes, 11.</p>"),
        ("1", "12", None, "<p>Yes, 12.</p>"),
    ]  # fmt: skip
    assert said[0].author == Author(name="Mira")
    assert said[0].published == dt.datetime(2025, 6, 16, 9, tzinfo=KOLKATA)
    told = json.dumps([plain(one) for one in found])
    assert "SECRET" not in told
    assert "192.0.2.77" not in told
    (naive, *_) = base.read()
    assert naive.published == dt.datetime(2025, 6, 16, 8)  # noqa: DTZ001  the site's zone


def test_the_next_run_begins_where_the_last_one_came_and_loses_no_row_of_that_second(base):
    base.post(1)
    base.post(2, "2025-06-20 08:00:00")
    base.reply(10, 1)
    *_, cursor = base.read()
    assert isinstance(cursor, Cursor)
    base.post(3, "2025-06-20 08:00:00")
    base.post(4, "2099-01-01 00:00:00")  # a clock that is wrong must not stop everything after it
    base.reply(11, 1, 10, "2025-06-16 09:00:00")
    found = base.read(cursor)
    assert keys(Article, found) == ["2", "3", "4"]
    assert keys(Comment, found) == ["10", "11"]
    base.post(5, "2025-06-20 08:00:01")
    assert "5" in keys(Article, base.read(found[-1]))
    changed = base.articles(columns=base.articles()["columns"] | {"subtitle": "section"})
    assert keys(Article, base.read(found[-1], articles=changed)) == ["1", "2", "3", "5", "4"]
    assert keys(Article, base.read(Cursor("of another release"))) == ["1", "2", "3", "5", "4"]


def test_a_cursor_of_numbers_and_what_was_written_late(base):
    for number in (1, 2, 30):
        base.post(number)
    query = {
        "query": "SELECT id, headline AS title FROM posts WHERE id >= :cursor ORDER BY id",
        "cursor": "ID",
        "start": 2,
    }
    found = base.read(articles=query, comments=None)
    assert keys(Article, found) == ["2", "30"]
    base.post(29)
    assert keys(Article, base.read(found[-1], articles=query | {"overlap": 1}, comments=None)) == ["29", "30"]


def test_rows_that_are_bad_are_named_by_their_key(base):
    base.post(1, headline="", body=None)
    base.post(2, posted=None, tags=None, writer=None)
    base.run("INSERT INTO posts (id, headline, changed) VALUES (3, 'Words', '2025-06-16 08:00:00')")
    base.run("INSERT INTO replies (id, post_id, said) VALUES (9, 2, '2025-06-16 08:00:00')")
    columns = base.articles()["columns"] | {"views": "slug"}
    found = base.read(articles=base.articles(columns=columns))
    assert keys(Article, found) == ["2", "3"]
    told = {one.where.rpartition(", ")[2]: one.why for one in found if isinstance(one, Skipped)}
    assert told["article 1"] == "no title and no content"
    assert "'story-2' is not a count" in told["article 2"]
    assert told["comment 9"] == "a comment without text"


def test_what_is_gone(base):
    query = {"query": "SELECT id AS k, CASE id WHEN 2 THEN '17' END AS c FROM posts ORDER BY id",
             "columns": {"key": "k", "comment": "c"}}  # fmt: skip
    base.post(1)
    base.post(2)
    found = base.read(comments=None, gone=query)
    assert [one for one in found if isinstance(one, Gone)] == [
        Gone(source="s", key="1"), Gone(source="s", key="2", comment="17"),
    ]  # fmt: skip


def test_a_time_of_removal_without_a_zone_is_in_the_site_s(base):
    base.post(1)
    query = {"query": "SELECT id, '2025-06-17 08:00:00' AS removed FROM posts", "columns": {"when": "removed"}}
    (gone,) = [one for one in base.read(comments=None, gone=query, timezone=None) if isinstance(one, Gone)]
    assert gone.when == dt.datetime(2025, 6, 17, 8)  # noqa: DTZ001  the database names none


def test_many_rows_take_the_memory_of_a_few(base):
    rows = 20_000
    digits = " UNION ALL ".join(f"SELECT {digit} AS n" for digit in range(10))
    crossed = " CROSS JOIN ".join(f"({digits}) AS {name}" for name in "abcde")
    number = "a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n"
    repeat = "replace(hex(zeroblob(1000)), '00', 'words ')" if base.kind == "sqlite" else "repeat('words ', 1000)"
    query = {"query": f"SELECT {number} AS id, {repeat} AS content FROM {crossed} WHERE e.n < 2"}  # noqa: S608
    base.read(articles=query | {"query": query["query"] + " AND 1 = 0"}, comments=None)  # imports
    options = {"articles": query}
    adapter = Sql(Origin(source="s", name="s", key="s", url=base.url, options=options))
    tracemalloc.start()
    assert sum(1 for _ in adapter.read(None, None)) == rows
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 12_000_000  # the rows are 120 MB


WRITES = ["INSERT INTO posts (id) VALUES (7)", "DELETE FROM posts", "DROP TABLE replies", "UPDATE posts SET id = 8"]


@pytest.mark.parametrize("statement", WRITES)
def test_nothing_is_written(base, statement):
    base.post(1)
    with pytest.raises(SourceError):
        base.read(articles={"query": statement})
    assert keys(Article, base.read()) == ["1"]


def test_two_queries_see_one_state(base):
    base.post(1)
    base.reply(10, 1)
    options = {
        "articles": base.articles(),
        "comments": {"query": "SELECT id, post_id AS article, body AS content FROM replies"},
    }
    records = Sql(Origin(source="s", name="s", key="s", url=base.url, options=options)).read(None, None)
    first = next(records)
    if base.kind != "sqlite":  # its readers and writers exclude each other
        base.run("DELETE FROM replies")
    assert keys(Comment, [first, *records]) == ["10"]


def wrong(base, **options):
    with pytest.raises(SourceError) as caught:
        base.read(**options)
    return str(caught.value)


def test_faults_say_where_and_what(base):
    base.post(1)
    assert "options.articles.query: the database says: " in wrong(base, articles={"query": "SELECT * FROM nowhere"})
    assert "nowhere" in wrong(base, articles={"query": "SELECT * FROM nowhere"})
    assert "syntax" in wrong(base, articles={"query": "SELEKT 1"})
    assert "options.articles.query" in wrong(base, articles={"query": "SELECT * FROM posts WHERE id = :other"})
    lacking = wrong(base, articles=base.articles(columns={"title": "kopf"}))
    assert 'columns.title: the query gives no column "kopf"; it gives: id, slug, headline' in lacking
    assert "no column for key" in wrong(base, articles={"query": "SELECT headline AS title FROM posts"})
    assert "cursor" in wrong(base, articles=base.articles(cursor="when"))
    private = {
        "query": "SELECT * FROM replies",
        "columns": {"author": "email", "article": "post_id", "content": "body"},
    }
    assert "never read" in wrong(base, comments=private)


def test_the_words_of_a_database_hold_no_values_of_rows(base):
    base.reply(1, 1)
    turned = "CAST(email AS INTEGER)" if base.kind == "postgresql" else "no_function(email)"
    told = wrong(base, articles={"query": f"SELECT {turned} AS id FROM replies WHERE ip = '192.0.2.77'"})  # noqa: S608
    assert "SECRET" not in told
    assert "192.0.2.77" not in told


@pytest.mark.parametrize("base", ["postgresql"], indirect=True)  # the others make of such a value a 0
def test_a_value_that_a_database_complains_of_is_not_repeated(base):
    base.reply(1, 1)
    for turned in ("CAST(name AS INTEGER)", "CAST(name AS DATE)", "CAST(name AS JSON)", "CAST(body AS UUID)"):
        told = wrong(base, articles={"query": f"SELECT {turned} AS id FROM replies"})  # noqa: S608
        assert "the database says: invalid input" in told, turned
        assert "Mira" not in told, turned
        assert "Yes" not in told, turned


def opened(url, **options):
    options = {"articles": {"query": "SELECT 1 AS id, 'x' AS title"}} | options
    return list(Sql(Origin(source="s", name=url, key="s", url=url, options=options)).read(None, None))


@pytest.mark.parametrize("kind", ["postgresql", "postgresql+psycopg", "mysql+pymysql", "mariadb", "mysql"])
def test_a_server_that_is_not_there_is_for_later(kind, monkeypatch):
    monkeypatch.setenv("CMS_PASSWORD", "hunter-22")
    with pytest.raises(FetchError) as caught:
        opened(f"{kind}://reader@127.0.0.1:1/cms", password_env=VARIABLE)
    assert "reader@127.0.0.1:1/cms" in str(caught.value)
    assert "hunter" not in str(caught.value)


def test_a_file_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(SourceError, match="unable to open"):
        opened(f"sqlite:///{tmp_path}/none.db")
    (tmp_path / "words.db").write_text("words " * 1000)
    with pytest.raises(SourceError, match="not a database"):
        opened(f"sqlite:///{tmp_path}/words.db", articles={"query": "SELECT 1 AS id FROM posts"})
    assert [path.name for path in tmp_path.iterdir()] == ["words.db"]


@pytest.mark.parametrize("base", ["postgresql", "mariadb"], indirect=True)
def test_a_password_from_a_file_or_the_environment(base, tmp_path, monkeypatch):
    name = f"reader_{base.url[-6:]}"
    if base.kind == "mariadb":
        base.run(f"CREATE USER {name}@'%' IDENTIFIED BY 'hunter-22'")
        base.run(f"GRANT SELECT ON *.* TO {name}@'%'")
        url = base.url.replace("://feedhouse@", f"://{name}@")
        (tmp_path / "secret").write_text("hunter-22\n")
        assert len(opened(url, password_file=str(tmp_path / "secret"))) == 1
        monkeypatch.setenv("CMS_PASSWORD", "wrong-22")
        with pytest.raises(SourceError, match="Access denied") as caught:
            opened(url, password_env=VARIABLE)
        assert "wrong-22" not in str(caught.value)
        base.run(f"DROP USER {name}@'%'")
    else:
        with pytest.raises(SourceError, match=r"does not exist|authentication"):
            opened(base.url.replace("://", "://nobody_", 1), password_env="HOME")  # noqa: S106


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"artikel": {}}, "options.artikel: no such option; there are: articles, comments, gone"),
        ({"articles": "SELECT 1"}, "options.articles: expected a table"),
        ({"articles": {}}, "options.articles.query: expected a SELECT"),
        ({"articles": {"query": "SELECT :cursor"}}, "options.articles.cursor: expected the name of the column"),
        ({"articles": {"query": "SELECT :cursor", "cursor": "x"}}, "options.articles.start: expected the value"),
        ({"articles": {"query": "SELECT 1", "cursor": "x"}}, "options.articles.query: expected a condition with"),
        ({"articles": {"query": "SELECT 1", "format": "bb"}}, "options.articles.format: expected one of auto"),
        ({"articles": {"query": "SELECT 1", "columns": {"titel": "x"}}}, "options.articles.columns.titel: no such"),
        ({"comments": {"query": "SELECT 1", "columns": {"email": "x"}}}, "options.comments.columns.email: no such"),
        ({"timezone": "Mars/One"}, "options.timezone: expected an IANA time zone"),
        ({"password_env": "NO_SUCH_VARIABLE"}, "options.password_env: expected a variable"),
        ({"password_file": "secret"}, "options.password_file: expected an absolute path"),
        ({"articles": None, "gone": {"query": "SELECT 1"}}, "options.articles: expected a table with a query"),
    ],
)
def test_wrong_options_are_told(options, words):
    with pytest.raises(SourceError) as caught:
        opened("sqlite:///x.db", **options)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "url", ["postgresql://me:hunter22@db.example/cms", "mysql://db.example/cms?user=me&password=hunter22"]
)
def test_a_password_in_the_address_is_refused_and_not_repeated(url):
    with pytest.raises(SourceError, match="password_env") as caught:
        opened(url)
    assert "hunter22" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("oracle+nothing://db.example/cms", "no database that SQLAlchemy knows"),
        ("nothing://db.example/cms", "no database that SQLAlchemy knows"),
        ("postgresql+pg8000://db.example/cms", "needs the driver pg8000; install it"),
        ("mysql+mysqldb://db.example/cms", "needs the driver MySQLdb; install it"),
    ],
)
def test_a_driver_that_is_missing_is_named(url, words):
    with pytest.raises(SourceError) as caught:
        opened(url)
    assert words in str(caught.value)


NEWSROOM = '''
[site]
title = "The Courier"
url = "https://courier.example/"
description = "News."

[[sources]]
name = "cms"
adapter = "sql"
url = "{url}"
[sources.options.articles]
query = """SELECT id, headline AS title, body AS content, posted AS published, changed
  FROM posts WHERE changed >= :cursor"""
cursor = "changed"
start = 1970-01-01T00:00:00
[sources.options.comments]
query = "SELECT id, post_id AS article, name AS author, body AS content, said AS published FROM replies"
'''


def test_a_newsroom_out_of_a_database(base, tmp_path):
    configuration = tmp_path / "feedhouse.toml"
    url = "sqlite:///cms.db" if base.kind == "sqlite" else base.url  # beside feedhouse.toml
    configuration.write_text(NEWSROOM.format(url=url))
    base.post(1)
    base.reply(10, 1)
    first = build(configuration)
    (report,) = first.sources
    assert (report.articles.new, report.comments.new, report.skipped, report.failed) == (1, 1, (), None)
    assert "Yes, 10." in (tmp_path / "out/articles/story-1/comments.rss").read_text()
    assert build(configuration).why == "nothing changed"
    base.post(1, headline="Another word")
    base.post(2)
    base.reply(11, 1)
    (report,) = build(configuration).sources
    assert (report.articles.new, report.articles.changed, report.comments.new) == (1, 1, 1)
    assert "Yes, 11." in (tmp_path / "out/articles/story-1/comments.rss").read_text()
    assert "Another word" in (tmp_path / "out/feed.rss").read_text()


def test_a_time_that_python_has_none_for_is_one_row_s_fault(base):
    strange = {"sqlite": "'0000-00-00'", "postgresql": "TIMESTAMPTZ 'infinity'"}
    strange["mariadb"] = "CAST('0000-00-00 00:00:00' AS DATETIME)"
    base.run("INSERT INTO posts (id, headline) VALUES (1, 'a'), (2, 'b')")
    when = f"CASE id WHEN 1 THEN {strange[base.kind]} END"
    sql = f"SELECT id, headline AS title, {when} AS published FROM posts"  # noqa: S608
    found = base.read(articles={"query": sql}, comments=None)
    assert keys(Article, found) == ["1", "2"]
    (note,) = (one for one in found if isinstance(one, Skipped))
    assert "article 1" in note.where
    start = dt.datetime(1970, 1, 1)  # noqa: DTZ001  as TOML gives it
    query = {"query": sql.replace("FROM", ", changed FROM") + " WHERE 1 = 1 OR changed > :cursor", "start": start}
    assert Cursor not in {type(one) for one in base.read(articles=query | {"cursor": "published"}, comments=None)}
    assert "is not a date" in note.why


def test_colons_and_percent_signs_stand_for_themselves(base):
    base.post(1)
    sql = """SELECT id, '{"a":1} 12:30 100% :other' AS title FROM posts WHERE headline LIKE 'Story%'"""
    (article,) = (one for one in base.read(articles={"query": sql}) if isinstance(one, Article))
    assert article.title == '{"a":1} 12:30 100% :other'
