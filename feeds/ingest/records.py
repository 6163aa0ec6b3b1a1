"""Records on their way into the store: cleaned, told apart, and handed over in batches; a bad one is skipped by
name.
"""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from feeds import identity
from feeds.ingest.drafts import Drafting, Unusable
from feeds.ingest.guards import Gave
from feeds.ingest.tally import Tally
from feeds.model import Article, Comment, Cursor, Gone, Record, Skipped
from feeds.store import ArticleDraft, CommentDraft, Outcome, Transaction, Words

_BATCH = 1_000
_WAITING = 100_000  # comments that wait for an article that comes later in the run, articles for their old key
_BASES = 10_000  # addresses of articles that are kept for the links in their comments

Draft = TypeVar("Draft", ArticleDraft, CommentDraft)


class Intake:
    """Takes the records of one source, in order. `cursor` is the last resume state that came by, `listed` how much the
    source said with it that it lists."""

    def __init__(self, transaction: Transaction, drafting: Drafting, tally: Tally) -> None:
        self._transaction = transaction
        self._drafting = drafting
        self._tally = tally
        self._articles: list[tuple[str, ArticleDraft]] = []
        self._comments: list[tuple[str, CommentDraft]] = []
        self._orphans: list[tuple[str, CommentDraft]] = []
        self._renamed: list[tuple[str, ArticleDraft]] = []
        self._withheld: list[Gone] = []
        self._leaving: list[Gone] = []  # what is withheld and was published
        self._seen: set[int] = set()  # hashes: 700,000 keys would take 100 MB
        self._again: set[tuple[str, str]] = set()  # articles that came again, by the file that they came with
        self._alike: dict[str, int] = {}
        self._labels: dict[tuple[str, str], Words] = {}  # of answered comments without a key, by their article's
        self._bases: dict[str, str | None] = {}
        self.cursor: str | None = None
        self.listed: int | None = None
        self.gave = Gave()

    def take(self, record: Record, origin: str) -> None:
        """Take one record in; `origin` is the file or address that it is from."""
        try:
            self._take(record, origin)
        except Unusable as reason:
            self._tally.skip(origin, str(reason))
        for note in self._drafting.notes:
            self._tally.skip(origin, note)
        self._drafting.notes.clear()
        if len(self._articles) >= _BATCH or len(self._comments) >= _BATCH:
            self.flush()

    def _take(self, record: Record, origin: str) -> None:
        match record:
            case Comment():
                self._take_comment(record, origin)
            case Article():
                self._take_article(record, origin)
            case Gone(withheld=True):
                self._withhold(record)
            case Gone():
                self._take_gone(record)
            case Skipped():
                self._tally.skipped.append(record)
            case Cursor(state=state, listed=listed):
                self.cursor, self.listed = state, listed
            case _:
                raise Unusable(f"the adapter gave a {type(record).__name__}, which is no record")

    def _take_article(self, record: Article, origin: str) -> None:
        try:
            draft = self._drafting.article(record, origin)
        except Exception as error:
            raise _refused(error, f'article "{record.key}"') from error
        key = draft.article.key
        if not self._first(("article", key)):
            self._again.add((origin, key))
            raise Unusable(f'article "{key}": same key as an earlier one in this run')
        if len(self._bases) >= _BASES:
            self._bases.clear()
        self._bases[key] = draft.article.url or draft.article.base
        self._articles.append((origin, draft))
        self.gave.articles += 1

    def _take_comment(self, record: Comment, origin: str) -> None:
        about = identity.clean_key(record.article)
        try:
            draft = self._drafting.comment(record, self._bases.get(about), origin)
        except Exception as error:
            raise _refused(error, f'a comment on "{about}"') from error
        if not draft.keyed:
            draft = self._numbered(draft)
            if record.label and len(self._labels) < _WAITING:
                self._labels[about, identity.clean_key(record.label)] = draft.words
        elif not self._first(("comment", draft.guid)):
            if (origin, about) in self._again:  # said of the article
                return
            raise Unusable(f'a comment on "{about}": same key as an earlier one in this run ("{draft.comment.key}")')
        answered = self._labels.get((about, draft.comment.parent or ""))
        draft = draft if answered is None else self._drafting.answering(draft, answered)
        self._comments.append((origin, draft))
        self.gave.comments += 1

    def _numbered(self, draft: CommentDraft) -> CommentDraft:
        """Tell a keyless comment from those by the same author with the same text on the same article."""
        if self._first(("comment", draft.guid)):
            return draft
        self._alike[draft.guid] = self._alike.get(draft.guid, 1) + 1
        return self._drafting.again(draft, self._alike[draft.guid])

    def _take_gone(self, record: Gone) -> None:
        self.flush()
        if record.comment:
            self.gave.comments += 1
        else:
            self.gave.articles += 1
        self._remove(self._drafting.gone(record))

    def _withhold(self, record: Gone) -> None:
        """It counts for nothing in what the source gave: an export of nothing but drafts is a suspicious one. What is
        to go is taken out in the end, for a later file may have it as published."""
        self._withheld.append(self._drafting.gone(record))
        if len(self._withheld) >= _BATCH:
            self._sift()

    def _sift(self) -> None:
        self._leaving += self._transaction.published(self._withheld)
        self._withheld.clear()

    def _withdraw(self) -> None:
        self._sift()
        for gone in self._leaving:
            guid = self._drafting.guid(gone.key, gone.comment) if gone.comment else None
            if hash(("comment", guid) if guid else ("article", gone.key)) not in self._seen:
                self._remove(gone)

    def _remove(self, gone: Gone) -> None:
        if self._transaction.remove(gone):
            (self._tally.comments if gone.comment else self._tally.articles)["removed"] += 1

    def _first(self, thing: tuple[str, str]) -> bool:
        mark = hash(thing)
        if mark in self._seen:
            return False
        self._seen.add(mark)
        return True

    def flush(self) -> None:
        """Hand over what has gathered."""
        self._put_articles(self._articles, final=False)
        if len(self._renamed) >= _WAITING:  # so many are no coincidence: the source has new keys
            self._settle_renamed()
        for origin, comment, outcome in _put(self._comments, self._transaction.put_comments, self._tally):
            self._tally.comments[outcome] += 1
            if outcome == "orphan":
                self._orphan(origin, comment)

    def _put_articles(self, drafts: list[tuple[str, ArticleDraft]], *, final: bool) -> None:
        put = partial(self._transaction.put_articles, final=final)
        for origin, draft, outcome in _put(drafts, put, self._tally):
            self._tally.articles[outcome] += 1
            if outcome == "taken":
                what = f'article "{draft.article.key}"'
                self._tally.skip(origin, f"{what}: another file has an article of that key, or one at its address")
            elif outcome == "waiting":
                self._renamed.append((origin, draft))

    def _orphan(self, origin: str, draft: CommentDraft) -> None:
        self._orphans.append((origin, draft))
        if len(self._orphans) >= _WAITING:  # so many are of a source that has comments alone
            self._wait(self._orphans)
            self._orphans.clear()

    def _wait(self, orphans: list[tuple[str, CommentDraft]]) -> None:
        """Their article may come from another source, in this run or a later one."""
        self._transaction.wait([draft for _, draft in orphans])
        for origin, draft in orphans:
            self._tally.orphan(draft.guid, origin, _unknown(draft))

    def _settle_renamed(self) -> None:
        """Articles at the address of one whose key did not come by: they are that one under a new key."""
        self._put_articles(self._renamed, final=True)

    def page_read(self, *, whole: bool = True) -> None:
        """A file or address has no more; `whole` unless it broke off."""
        self.flush()
        self._labels.clear()
        edited, left_out = self._transaction.page_read(whole=whole)
        self._tally.comments["new"] -= edited + left_out
        self._tally.comments["changed"] += edited

    def finish(self) -> None:
        """The source has no more: hand over the rest, and the comments that came before their article."""
        self.flush()
        self._settle_renamed()
        orphans = []
        put = partial(self._transaction.put_comments, final=True)
        for origin, draft, outcome in _put(self._orphans, put, self._tally):
            self._tally.comments[outcome] += 1
            if outcome == "orphan":
                orphans.append((origin, draft))
        self._wait(orphans)
        self.page_read()
        self._withdraw()


def _put(
    waiting: list[tuple[str, Draft]], put: Callable[[list[Draft]], list[Outcome]], tally: Tally
) -> list[tuple[str, Draft, Outcome]]:
    """Hand drafts over, with what became of each. If one holds what no database takes, the others go without it."""
    batch = waiting[:]
    waiting.clear()
    try:
        outcomes = put([draft for _, draft in batch])
    except ValueError as error:
        if len(batch) == 1:
            tally.skip(batch[0][0], f"cannot be stored: {error}")
            return []
        middle = len(batch) // 2
        return _put(batch[:middle], put, tally) + _put(batch[middle:], put, tally)
    return [(origin, draft, outcome) for (origin, draft), outcome in zip(batch, outcomes, strict=True)]


def _refused(error: Exception, what: str) -> Exception:
    """Why there is no draft of a record; whatever a stranger's adapter put into it, the others are not lost with it."""
    if isinstance(error, Unusable | MemoryError):
        return error
    return Unusable(f"{what}: {type(error).__name__}: {error}")


def _unknown(draft: CommentDraft) -> str:
    return f'a comment on "{draft.comment.article}": there is no such article yet; it waits for one'
