"""The same article from several sources: the first that had it owns the fields, the others fill in what is empty."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from sqlalchemy import delete, insert, select, update

from feeds.model import Article
from feeds.store import ArticleDraft, Given, codec
from feeds.store.clock import mark
from feeds.store.drafts import names_of
from feeds.store.rows import Row, instant, micros
from feeds.store.state import State
from feeds.store.tables import articles, followers

_FILLABLE = (
    "subtitle summary content highlights pull_quote dateline authors section categories image enclosures language"
).split()


def filled(draft: ArticleDraft, others: Sequence[Row]) -> ArticleDraft:
    """A draft with what it leaves empty from the records that follow it."""
    article, given = draft.article, draft.given
    for other in others:
        article = _filled(article, codec.article(other.body))
        if given.precision == "none" and other.published is not None:
            given = marked(other.given, other.published)
    return draft if not others else replace(draft, article=article, given=given, names=names_of(article))


def _filled(article: Article, other: Article) -> Article:
    missing = {name: getattr(other, name) for name in _FILLABLE if not getattr(article, name)}
    return replace(article, **{name: value for name, value in missing.items() if value})


def marked(given: str, published: int) -> Given:
    """The time that a source gave, from how the store marked it."""
    if given == "":
        return Given()
    if given in {"=", "<", "~"}:
        return Given(precision="about" if given == "~" else "time", at=instant(published))
    return Given(precision="day", at=instant(published), day=given)


class Followers:
    """The records of this run's source about articles that other sources own, and all that an article has."""

    def __init__(self, state: State) -> None:
        self._state = state

    def of(self, seqs: Collection[int]) -> dict[int, list[Row]]:
        """The records that follow these articles, in a fixed order."""
        found: dict[int, list[Row]] = {}
        if seqs:
            query = select(followers).where(followers.c.article_seq.in_(seqs))
            for row in self._state.connection.execute(query.order_by(followers.c.source, followers.c.key)):
                found.setdefault(row.article_seq, []).append(row)
        return found

    def put(self, draft: ArticleDraft, seq: int, digest: str, first_key: Callable[[str], str]) -> bool:
        """Keep a record about the article `seq`; False if it is as it was."""
        connection, source, key = self._state.connection, self._state.run.source, draft.article.key
        stored = [row for row in self.of([seq]).get(seq, []) if row.source == source]
        values = {
            "key": key,
            "origin": draft.origin,
            "digest": digest,
            "given": mark(draft.given),
            "published": micros(draft.given.at) if draft.given.at else None,
            "body": codec.encode(draft.article),
        }
        if not stored:
            first = {"source": source, "first_key": first_key(key), "article_seq": seq}
            connection.execute(insert(followers).values(first | values))
            more = update(articles).where(articles.c.seq == seq).values(followers=articles.c.followers + 1)
            connection.execute(more)
            return True
        row = next((row for row in stored if row.key == key), stored[0])
        if row.digest == digest and row.key == key and row.origin == draft.origin:
            return False
        mine = (followers.c.source == source) & (followers.c.key == row.key)
        connection.execute(update(followers).where(mine).values(values))
        return bool(row.digest != digest)

    def drop(self, key: str) -> int | None:
        """This run's source has the record no more: the article that it was about."""
        mine = (followers.c.source == self._state.run.source) & (followers.c.key == key)
        seq = self._state.connection.scalar(select(followers.c.article_seq).where(mine))
        if seq is not None:
            self._state.connection.execute(delete(followers).where(mine))
            less = update(articles).where(articles.c.seq == seq).values(followers=articles.c.followers - 1)
            self._state.connection.execute(less)
        return seq


def owners_draft(row: Row) -> ArticleDraft:
    """What the owner last put, from its row, with the address that it was published under."""
    article = codec.article(row.own or row.body)
    article = replace(article, key=row.key, url=article.url or codec.article(row.body).url)
    return ArticleDraft(
        article=article,
        guids=(row.guid,),
        slug=row.slug,
        given=marked(row.given, row.published),
        names=names_of(article),
        origin=row.origin,
        evidence=row.evidence or "",
    )
