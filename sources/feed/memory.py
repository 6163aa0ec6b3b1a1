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
    """One conversation: the address of its comment feed, when that was fetched (0: never), when its article was
    published, in seconds since 1970, and what the article's feed said of it then."""

    url: str
    fetched: int
    born: int
    told: str = ""


class Memory:
    """The memory of one source; `days` is for how long a conversation is looked at again, None: without end, in every
    run. `archives` tells whether they were read, None if nobody asked for them; `talks` are by the article's key, since
    an address may differ from run to run."""

    def __init__(self, since: Cursor | None, now: dt.datetime, days: int | None) -> None:
        self._revisits = Revisits.on(now, days or 0)
        self._every_run = days is None
        self._listed: set[str] = set()
        self._asked: set[str] = set()
        self.archives: bool | None = _BEFORE.get(since.state) if since else None
        self.talks: dict[str, Talk] = {}
        with suppress(ValueError, KeyError, TypeError, AttributeError):  # none yet, or of another release
            self._load(json.loads(since.state) if since else {})
        self._owners = {talk.url: article for article, talk in self.talks.items()}

    def _load(self, state: dict[str, Any]) -> None:
        talks = state["talks"].items()
        self.talks = {
            str(article): Talk(str(url), int(fetched), int(born), str(told))
            for article, (url, fetched, born, told) in talks
        }
        self.archives = None if state["archives"] is None else bool(state["archives"])

    def wants(self, url: str, entry: Entry) -> bool:
        """Whether the comment feed of an entry is to be fetched: for the first time, because the feed tells something
        else of the conversation, or because it is time. One that two articles name is the first one's."""
        article = entry.article.key
        if self._owners.setdefault(url, article) != article:
            return False
        self._listed.add(article)
        known = self.talks.get(article)
        if known is None:
            known = Talk(url, 0, self._revisits.born(entry.article.published, self._revisits.now))
        self.talks[article] = known = replace(known, url=url)
        return article not in self._asked and (self._every_run or self.is_news(entry) or self._is_due(known))

    def is_news(self, entry: Entry) -> bool:
        """Whether the feed says that a conversation is not as it was."""
        known = self.talks[entry.article.key]
        return bool(known.fetched) and known.told != entry.conversation

    def due(self) -> list[tuple[str, str]]:
        """The further ones that it is time for, as address and article; the one that waited longest comes first."""
        talks = self.talks.items()
        return [(talk.url, article) for article, talk in talks if article not in self._asked and self._is_due(talk)]

    def _is_due(self, talk: Talk) -> bool:
        return not talk.fetched or self._revisits.is_due(talk.fetched, talk.born)

    def ask(self, article: str) -> None:
        """Its conversation is asked for now: not once more in this run."""
        self._asked.add(article)

    def learn(self, article: str, told: str | None = None) -> None:
        """It was fetched; `told` is what the article's feed says of it, None if the article is not there any more."""
        known = self.talks.pop(article)  # the newest at the end
        self.talks[article] = replace(known, fetched=self._revisits.now, told=known.told if told is None else told)

    def cursor(self, listed: int) -> Cursor | None:
        """The state for the next run, with how much is listed now; None if there is nothing to remember: all was read,
        and will be. A conversation that is neither listed nor looked at again is forgotten."""
        talks = {
            article: [talk.url, talk.fetched, talk.born, talk.told]
            for article, talk in list(self.talks.items())[-_MOST:]
            if not self._every_run
            and (article in self._listed or not talk.fetched or self._revisits.is_recent(talk.born))
        }
        if self.archives is None and not talks:
            return None
        return Cursor(json.dumps({"archives": self.archives, "talks": talks}, separators=(",", ":")), listed)
