"""The comment feeds that a feed's entries name: those that are new, told to have changed, or due."""

from collections.abc import Iterator

from feeds.errors import FetchError, SourceError
from feeds.model import Comment, Record, Skipped
from sources._shared.threads import sound
from sources.feed.document import Document, Entry
from sources.feed.fetching import Fetching
from sources.feed.memory import Memory


class Conversations:
    """The conversations of one source in one run, which fetches `most` comment feeds at most."""

    def __init__(self, source: str, fetching: Fetching, memory: Memory, most: int) -> None:
        self._source = source
        self._fetching = fetching
        self._memory = memory
        self._left = self._most = most

    def of(self, entry: Entry) -> Iterator[Record]:
        """The comments on an article that was just read, if its comment feed is to be fetched now."""
        url = entry.comment_feed
        if url and self._most and self._memory.wants(url, entry):
            news = self._memory.is_news(entry)
            yield from self._fetched(url, entry.article.key, told=entry.conversation, renew=news)

    def further(self) -> Iterator[Record]:
        """Those on articles that the feed does not list any more, and those for which earlier runs had no room."""
        for url, article in self._memory.due() if self._most else ():
            yield from self._fetched(url, article)

    def _fetched(self, url: str, article: str, *, told: str | None = None, renew: bool = False) -> Iterator[Record]:
        if self._left <= 0:
            return
        self._left -= 1
        self._memory.ask(article)
        try:
            document, _ = self._fetching.document(url, renew=renew)
        except (SourceError, FetchError) as error:
            yield Skipped(where=url, why=f"the comment feed could not be read: {str(error).removeprefix(f'{url}: ')}")
            if isinstance(error, FetchError):  # what failed for now is asked for again by the next run
                return
        else:
            yield from self._comments(document, article)
        self._memory.learn(article, told)

    def _comments(self, document: Document, article: str) -> Iterator[Comment]:
        entries = {entry.article.key: entry for entry in reversed(document.entries)}
        answered = sound({key: entry.in_reply_to for key, entry in reversed(entries.items())})
        for key, parent in answered.items():
            if (comment := self._comment(entries[key], article, parent)) is not None:
                yield comment

    def _comment(self, entry: Entry, article: str, parent: str | None) -> Comment | None:
        said = entry.article
        if not said.content.strip():
            return None
        return Comment(
            source=self._source,
            article=article,
            key=said.guid or said.url,
            parent=parent,
            content=said.content,
            author=said.authors[0] if said.authors else None,
            url=said.url,
            published=said.published,
        )
