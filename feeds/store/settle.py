"""The end of a transaction: parents that go in circles are cut, and conversations counted anew."""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, func, select, update

from feeds.store import marks
from feeds.store.state import Replied, State
from feeds.store.tables import articles, comments, echoes, live, memberships, meta, names, sources

_BATCH = 500
_MANY = 1_000


def settle(state: State) -> None:
    """Mend the parents and count the comments of every article whose conversation changed."""
    if not state.replied:
        return
    threaded = sorted(seq for seq, replied in state.replied.items() if replied.threaded)
    for start in range(0, len(threaded), _BATCH):
        _recognise(state, threaded[start : start + _BATCH])
    _answer(state)
    for start in range(0, len(threaded), _BATCH):
        _mend(state, threaded[start : start + _BATCH])
    _count(state)


def look_around(connection: Connection, added: int) -> None:
    """After many new rows, have PostgreSQL count what there is: it does so itself only minutes later, and until then
    it takes 100,000 rows for none, and reads all of them where it should read six."""
    if added >= _MANY and connection.dialect.name == "postgresql":
        for table in (articles, comments, memberships, names):
            connection.exec_driver_sql(f"ANALYZE {table.name}")


def finish(state: State) -> None:
    """Write the new revision, and how many things of each source are published."""
    for source in sorted({source for (_, source), by in state.live.items() if by}):
        more = {
            "articles": sources.c.articles + state.live["articles", source],
            "comments": sources.c.comments + state.live["comments", source],
        }
        state.connection.execute(update(sources).where(sources.c.name == source).values(more))
    if state.changed:
        change = update(meta).where(meta.c.key == "revision")
        state.connection.execute(change.values(value=str(state.revision)))
        marks.add(state.connection, state.revision)


def _answer(state: State) -> None:
    """A reply names its parent only while that is there: it changes when the parent comes or goes."""
    older = comments.c.revision < state.revision
    for start in range(0, len(state.answered), _BATCH):
        some = state.answered[start : start + _BATCH]
        change = update(comments).where(comments.c.parent.in_(some), comments.c.parent.is_not(None), older)
        state.connection.execute(change.values(revision=state.revision))


def _recognise(state: State, article_seqs: list[int]) -> None:
    """A reply whose parent comes by under another id than its own names it by its own."""
    own = comments.alias("own")
    found = select(comments.c.seq, own.c.guid).join(echoes, echoes.c.guid == comments.c.parent)
    found = found.join(own, own.c.seq == echoes.c.comment_seq).where(comments.c.article_seq.in_(article_seqs))
    rows = [{"of": row.seq, "known_as": row.guid} for row in state.connection.execute(found)]
    if rows:
        change = update(comments).where(comments.c.seq == bindparam("of"))
        state.connection.execute(change.values(parent=bindparam("known_as"), revision=state.revision), rows)


def _mend(state: State, article_seqs: list[int]) -> None:
    query = select(comments.c.seq, comments.c.guid, comments.c.parent).order_by(comments.c.seq)
    replies = query.where(comments.c.article_seq.in_(article_seqs), comments.c.parent.is_not(None))
    rows = [(row.seq, row.guid, row.parent) for row in state.connection.execute(replies)]
    cut = [{"of": seq} for seq in circular(rows)]
    if cut:
        change = update(comments).where(comments.c.seq == bindparam("of")).values(parent=None, revision=state.revision)
        state.connection.execute(change, cut)


def circular(replies: Iterable[tuple[int, str, str]]) -> list[int]:
    """Of (seq, guid, parent guid) in order of seq: the seqs that must lose their parent so that no reply is above
    itself; of each circle the one first seen."""
    parents = {guid: (seq, parent) for seq, guid, parent in replies}
    sound: set[str] = set()
    cut = []
    for start in parents:
        path: dict[str, int] = {}
        guid = start
        while guid in parents and guid not in sound and guid not in path:
            path[guid], guid = parents[guid]
        if guid in path:
            names = list(path)
            cut.append(min(path[name] for name in names[names.index(guid) :]))
        sound.update(path)
    return cut


def _count(state: State) -> None:
    fields = ("comments", "newest_comment", "comments_ever", "revision", "changed_at", "why")
    change = update(articles).where(articles.c.seq == bindparam("of"))
    change = change.values({name: bindparam(f"new_{name}") for name in fields})
    seqs = list(state.replied)
    for start in range(0, len(seqs), _BATCH):
        some = seqs[start : start + _BATCH]
        counted = select(comments.c.article_seq, func.count(), func.max(comments.c.published))
        counted = counted.where(comments.c.article_seq.in_(some), live(comments)).group_by(comments.c.article_seq)
        found = {row[0]: (row[1], row[2]) for row in state.connection.execute(counted)}
        rows = []
        for seq in some:
            replied, (count, newest) = state.replied[seq], found.get(seq, (0, None))
            values = (count, newest, replied.ever, state.revision, state.now, _why(state, seq, replied))
            rows.append({"of": seq} | {f"new_{name}": value for name, value in zip(fields, values, strict=True)})
        state.connection.execute(change, rows)


def _why(state: State, seq: int, replied: Replied) -> str:
    article = "first seen" if seq > state.articles_before else state.whys.get(seq)
    return "; ".join(part for part in (article, replied.told()) if part)
