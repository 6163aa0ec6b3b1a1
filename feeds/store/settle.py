"""The end of a transaction: parents that go in circles are cut, and conversations counted anew."""

from collections.abc import Iterable

from sqlalchemy import and_, bindparam, func, select, update

from feeds.store.state import Replied, State
from feeds.store.tables import articles, comments, live, meta, sources

_BATCH = 500


def settle(state: State) -> None:
    """Mend the parents and count the comments of every article whose conversation changed."""
    if not state.replied:
        return
    _answer(state)
    threaded = sorted(seq for seq, replied in state.replied.items() if replied.threaded)
    for start in range(0, len(threaded), _BATCH):
        _mend(state, threaded[start : start + _BATCH])
    _count(state)


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


def _answer(state: State) -> None:
    """A reply names its parent only while that is there: it changes when the parent comes or goes."""
    older = comments.c.revision < state.revision
    for start in range(0, len(state.answered), _BATCH):
        some = state.answered[start : start + _BATCH]
        change = update(comments).where(comments.c.parent.in_(some), comments.c.parent.is_not(None), older)
        state.connection.execute(change.values(revision=state.revision))


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
    mine = and_(comments.c.article_seq == bindparam("of"), live(comments))
    change = (
        update(articles)
        .where(articles.c.seq == bindparam("of"))
        .values(
            comments=select(func.count()).select_from(comments).where(mine).scalar_subquery(),
            newest_comment=select(func.max(comments.c.published)).where(mine).scalar_subquery(),
            comments_ever=bindparam("ever"),
            revision=bindparam("at"),
            changed_at=bindparam("now"),
            why=bindparam("because"),
        )
    )
    common = {"at": state.revision, "now": state.now}
    rows = [
        {"of": seq, "ever": replied.ever, "because": _why(state, seq, replied)} | common
        for seq, replied in state.replied.items()
    ]
    for start in range(0, len(rows), _BATCH * 4):
        state.connection.execute(change, rows[start : start + _BATCH * 4])


def _why(state: State, seq: int, replied: Replied) -> str:
    article = "first seen" if seq > state.articles_before else state.whys.get(seq)
    return "; ".join(part for part in (article, replied.told()) if part)
