"""What is known of a feed's conversations from run to run: when each was fetched, and the age of its article."""

import datetime as dt
import json
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from feeds.model import Cursor
from sources._shared.revisits import Revisits
from sources.feed.document import Entry

_MOST = 50_000  # conversations that are remembered
_BEFORE = {"archives read": True, "archives not all read": False}  # the whole state, in releases that had no schedule


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation: its article's key, when the comment feed was fetched (0: never), when the article was
    published, in seconds since 1970, and what the article's feed said of it then."""

    article: str
    fetched: int
    born: int
    told: str = ""


class Memory:
    """The memory of one source; `days` is for how long a conversation is looked at again, None: without end, in every
    run. `archives` tells whether they were read, None if nobody asked for them; `talks` are by the address of the
    comment feed."""

    def __init__(self, since: Cursor | None, now: dt.datetime, days: int | None) -> None:
        self._revisits = Revisits.on(now, days or 0)
        self._every_run = days is None
        self._listed: set[str] = set()
        self._asked: set[str] = set()
        self.archives: bool | None = _BEFORE.get(since.state) if since else None
        self.talks: dict[str, Talk] = {}
        with suppress(ValueError, KeyError, TypeError, AttributeError):  # none yet, or of another release
            self._load(json.loads(since.state) if since else {})

    def _load(self, state: dict[str, Any]) -> None:
        talks = state["talks"].items()
        self.talks = {
            str(url): Talk(str(article), int(fetched), int(born), str(told))
            for url, (article, fetched, born, told) in talks
        }
        self.archives = None if state["archives"] is None else bool(state["archives"])

    def wants(self, url: str, entry: Entry) -> bool:
        """Whether the comment feed of an entry is to be fetched: for the first time, because the feed tells something
        else of the conversation, or because it is time."""
        known = self.talks.get(url)
        self._listed.add(url)
        if known is None:
            born = self._revisits.born(entry.article.published, self._revisits.now)
            known = self.talks[url] = Talk(entry.article.key, 0, born)
        return url not in self._asked and (self._every_run or self.is_news(url, entry) or self._is_due(known))

    def is_news(self, url: str, entry: Entry) -> bool:
        """Whether the feed says that a conversation is not as it was."""
        known = self.talks[url]
        return bool(known.fetched) and known.told != entry.conversation

    def due(self) -> list[tuple[str, str]]:
        """The further ones that it is time for, as address and article; the one that waited longest comes first."""
        talks = self.talks.items()
        return [(url, talk.article) for url, talk in talks if url not in self._asked and self._is_due(talk)]

    def _is_due(self, talk: Talk) -> bool:
        return not talk.fetched or self._revisits.is_due(talk.fetched, talk.born)

    def ask(self, url: str) -> None:
        """It is asked for now: not once more in this run."""
        self._asked.add(url)

    def learn(self, url: str, told: str | None = None) -> None:
        """It was fetched; `told` is what the article's feed says of it, None if the article is not there any more."""
        known = self.talks.pop(url)  # the newest at the end
        self.talks[url] = replace(known, fetched=self._revisits.now, told=known.told if told is None else told)

    def cursor(self, listed: int) -> Cursor | None:
        """The state for the next run, with how much is listed now; None if there is nothing to remember: all was read,
        and will be. A conversation that is neither listed nor looked at again is forgotten."""
        talks = {
            url: [talk.article, talk.fetched, talk.born, talk.told]
            for url, talk in list(self.talks.items())[-_MOST:]
            if not self._every_run and (url in self._listed or not talk.fetched or self._revisits.is_recent(talk.born))
        }
        if self.archives is None and not talks:
            return None
        return Cursor(json.dumps({"archives": self.archives, "talks": talks}, separators=(",", ":")), listed)
