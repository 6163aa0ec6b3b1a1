"""One contract suite, every store: SQLite in a file, and a real PostgreSQL (a schema of its own for each test).

$FEEDHOUSE_TEST_POSTGRESQL names the server. Without it a Debian server on this machine is tried, where we are root and
may make ourselves a role; in CI an absent server is a failure."""

import datetime as dt
import os
import pwd
import secrets
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import create_engine, make_url, text

from feeds import identity
from feeds.model import Article, Author, Comment
from feeds.store import ArticleDraft, CommentDraft, Given, Outcome, Run, Store, open_store
from feeds.store.drafts import names_of

NOW = dt.datetime(2025, 7, 1, 12, tzinfo=dt.UTC)
AUTHORITY = "courier.example,2025"
UNDATED = Given()
ROLE = f"feedhouse_test_{secrets.token_hex(4)}"  # test runs side by side do not share it


def at(*when: int) -> Given:
    return Given(precision="time", at=dt.datetime(*when, tzinfo=dt.UTC))


def day(*when: int) -> Given:
    date = dt.date(*when)
    return Given(precision="day", at=dt.datetime.combine(date, dt.time(), dt.UTC), day=date.isoformat())


@dataclass
class Newsroom:
    """A store and short words for what is put into it."""

    store: Store
    source: str = "pages"
    permalink: str | None = None
    at: Callable[..., Given] = field(default=staticmethod(at))
    day: Callable[..., Given] = field(default=staticmethod(day))

    def article(self, key: str, given: Given = UNDATED, **more: object) -> ArticleDraft:
        updated = more.pop("updated", None)
        aliases = identity.aliases(self.source, url=more.get("url"), key=key, own=more.get("guid"))  # type: ignore[arg-type]
        origin = str(more.pop("origin", ""))
        fields: dict[str, object] = {"title": f"About {key}", "content": "<p>Text.</p>"} | more
        article = Article(source=self.source, key=key, **fields)  # type: ignore[arg-type]
        return ArticleDraft(
            article=article,
            guids=identity.article_guids(AUTHORITY, self.source, key, article.guid),
            slug=identity.article_slug(article.url, key, article.title),
            given=given,
            updated=updated,  # type: ignore[arg-type]
            names=names_of(article),
            origin=origin,
            aliases=aliases,
        )

    def comment(
        self,
        article: str,
        key: str,
        given: Given = UNDATED,
        *,
        text: str = "",
        parent: str | None = None,
    ) -> CommentDraft:
        comment = Comment(
            source=self.source,
            article=article,
            key=key,
            content=f"<p>{text or key}</p>",
            author=Author(name="Asha"),
            parent=parent,
        )
        return CommentDraft(
            comment=comment,
            guid=identity.comment_guid(AUTHORITY, self.source, article, key),
            given=given,
            parent=identity.comment_guid(AUTHORITY, self.source, article, parent) if parent else None,
        )

    def put(self, *drafts: ArticleDraft | CommentDraft, now: dt.datetime = NOW) -> list[Outcome]:
        run = Run(source=self.source, now=now, zone=ZoneInfo("UTC"), permalink=self.permalink)
        with self.store.transaction(run) as transaction:
            articles = transaction.put_articles([draft for draft in drafts if isinstance(draft, ArticleDraft)])
            return articles + transaction.put_comments([draft for draft in drafts if isinstance(draft, CommentDraft)])

    def articles(self) -> dict[str, "object"]:
        return {stored.article.key: stored for stored in self.store.changed_articles(0)}


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    url = os.environ.get("FEEDHOUSE_TEST_POSTGRESQL") or _local_server()
    if url is None:
        reason = "no PostgreSQL: set FEEDHOUSE_TEST_POSTGRESQL or start Debian's"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    yield url
    if not os.environ.get("FEEDHOUSE_TEST_POSTGRESQL"):
        _as_postgres(f"DROP OWNED BY {ROLE}; DROP ROLE {ROLE}")


def _local_server() -> str | None:
    """Debian's server lets in only its own user by socket: a role with a password of the moment is made through it."""
    password = secrets.token_hex(8)
    _as_postgres(f"CREATE ROLE {ROLE} LOGIN")
    made = _as_postgres(f"ALTER ROLE {ROLE} PASSWORD '{password}'; GRANT CREATE ON DATABASE postgres TO {ROLE}")
    return f"postgresql://{ROLE}:{password}@127.0.0.1/postgres" if made else None


def _as_postgres(sql: str) -> bool:
    try:
        pwd.getpwnam("postgres")
        command = ["runuser", "-u", "postgres", "--", "psql", "-qXc", sql]
        return subprocess.run(command, cwd="/", capture_output=True, check=False, timeout=20).returncode == 0
    except (KeyError, OSError, subprocess.TimeoutExpired):
        return False


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/feedhouse.db"
        return
    server = make_url(request.getfixturevalue("postgresql")).set(drivername="postgresql+psycopg")
    schema = f"t{secrets.token_hex(6)}"
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    yield server.update_query_dict({"options": f"-csearch_path={schema}"}).render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture
def newsroom(url: str) -> Iterator[Newsroom]:
    with open_store(url, AUTHORITY) as store:
        yield Newsroom(store)


@pytest.fixture
def newsroom_of() -> Callable[..., Newsroom]:
    """Makes a newsroom over another store, or of another source."""
    return Newsroom
