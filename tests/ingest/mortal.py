"""An adapter whose files say what befalls the process that reads them; in this process nothing does."""

import os
import signal
from collections.abc import Iterator
from multiprocessing import parent_process
from threading import Lock

from feeds.errors import SourceError
from feeds.http import Http
from feeds.model import Article, Comment, Cursor, Origin, Record


class Mortal:
    name = "mortal"

    def __init__(self, origin: Origin) -> None:
        self.origin = origin

    @staticmethod
    def sniff(head: bytes, name: str) -> float:
        return 0.0 if head.startswith(b"unknown") else 0.5

    def read(self, http: Http, since: Cursor | None) -> Iterator[Record]:
        assert self.origin.path is not None
        source, key, word = self.origin.source, self.origin.key, self.origin.path.read_text()
        where = "there" if parent_process() else "here"
        yield Article(source=source, key=key, title=word, content="<p>Text.</p>", evidence={"read": where})
        yield Comment(source=source, article=key, content=f"<p>On {word}</p>")
        for number in range(600 if word.endswith("many") else 0):
            yield Comment(source=source, article=key, content=f"<p>Comment {number}</p>", key=str(number))
        yield Cursor(f"{since.state if since else ''}{word[:1]}")
        if parent_process() and word.startswith("kill"):
            os.kill(os.getpid(), signal.SIGKILL)
        if word.startswith("fetch"):
            try:
                http.get("http://127.0.0.1/")
            except SourceError:  # an adapter may well go on: that it asked is what counts
                yield Comment(source=source, article=key, content="<p>not there</p>")
        if word.startswith("error"):
            raise {"value": ValueError, "source": SourceError, "os": OSError}[word.split()[1]](f"{word} it said")
        if word.startswith("lock"):
            yield Comment(source=source, article=key, content=Lock())  # type: ignore[arg-type]
