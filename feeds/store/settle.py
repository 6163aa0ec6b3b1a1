"""The end of a transaction: parents that go in circles are cut, and conversations counted anew."""

from collections.abc import Iterable

from sqlalchemy import and_, bindparam, func, select, update

from feeds.store.state import State
from feeds.store.tables import articles, comments

_BATCH = 500


def settle(state: State) -> None:
    """Mend the parents and count the comments of every article whose conversation changed."""
    if not state.replied:
        return
    threaded = sorted(seq for seq, replied in state.replied.items() if replied.threaded)
    for start in range(0, len(threaded), _BATCH):
        _mend(state, threaded[start : start + _BATCH])
    _count(state)


def _mend(state: State, article_seqs: list[int]) -> None:
    query = select(comments.c.seq, comments.c.guid, comments.c.parent).order_by(comments.c.seq)
    replies = query.where(comments.c.article_seq.in_(article_seqs), comments.c.parent.is_not(None))
    rows = [(row.seq, row.guid, row.parent) for row in state.connection.execute(replies)]
    cut = [{"of": seq} for seq in circular(rows)]
    if cut:
        change = update(comments).where(comments.c.seq == bindparam("of")).values(parent=None)
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
    mine = and_(comments.c.article_seq == bindparam("of"), comments.c.gone.is_(None))
    change = (
        update(articles)
        .where(articles.c.seq == bindparam("of"))
        .values(
            comments=select(func.count()).select_from(comments).where(mine).scalar_subquery(),
            newest_comment=select(func.max(comments.c.published)).where(mine).scalar_subquery(),
            comments_ever=bindparam("ever"),
            revision=bindparam("at"),
        )
    )
    rows = [{"of": seq, "ever": replied.ever, "at": state.revision} for seq, replied in state.replied.items()]
    for start in range(0, len(rows), _BATCH * 4):
        state.connection.execute(change, rows[start : start + _BATCH * 4])
