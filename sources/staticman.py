"""The adapter `staticman`: comments that Staticman commits as files, one a comment, in YAML or JSON."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import PurePosixPath
from urllib.parse import urljoin

from feeds.http import Http
from feeds.model import Author, Comment, Cursor, Origin, Record, Skipped
from sources._shared.dates import parse_when
from sources._shared.decode import decode
from sources._shared.files import opened
from sources._shared.names import without_address
from sources._shared.options import Options
from sources.markdown.matter import LARGEST, MatterError, parsed, text_of

_PARENTS = ("replyto", "reply_to", "replying_to", "reply_to_uid", "parent")
_HIDDEN = ("hidden", "deleted", "draft", "spam", "isdeleted", "isspam", "private")
_SHOWN = ("approved", "published", "visible", "moderated")
_NO = frozenset({"false", "no", "off", "0", "n", ""})
_YES = frozenset({"true", "yes", "on", "1", "y"})
_THREADS = ("url", "post_url", "thread", "slug", "post_id", "postid", "page")


class Staticman:
    """The adapter `staticman`."""

    name = "staticman"

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        options = Options(origin, {"article", "site"})
        self._pattern = options.text("article") or "{folder}"
        self._site = options.text("site")

    @staticmethod
    def sniff(head: bytes, name: str) -> float:
        """Sure of a short file with Staticman's own `_id` and a message, 0 for the rest."""
        if not name.lower().endswith((".yml", ".yaml", ".json")):
            return 0.0
        return 0.9 if b"_id" in head and any(word in head for word in (b"message", b"comment", b"body")) else 0.0

    def read(self, http: Http, since: Cursor | None) -> Iterator[Record]:
        """One comment. `since` has no meaning here."""
        with closing(opened(self._origin, http, accept="*/*")) as stream:
            text = decode(stream.read(4 * LARGEST))
        if len(text) > LARGEST:
            yield Skipped(where=self._origin.name, why=f"longer than {LARGEST} characters")
            return
        try:
            said = parsed("json" if text.lstrip().startswith("{") else "yaml", text)
        except MatterError as error:
            yield Skipped(where=self._origin.name, why=str(error))
            return
        if _hidden(said):
            return
        yield self._comment(said) or Skipped(where=self._origin.name, why="a comment without a message")

    def _comment(self, said: Mapping[str, object]) -> Comment | None:
        from sources.markdown.body import rendered_plainly  # noqa: PLC0415  markdown-it takes 60 ms to import

        message = next(
            (text for name in ("message", "comment", "body", "content") if (text := text_of(said.get(name)))), None
        )
        if message is None:
            return None
        key = text_of(said.get("_id")) or self._origin.key
        parent = next((text for name in _PARENTS if (text := text_of(said.get(name)))), None)
        name = without_address(text_of(said.get("name")) or text_of(said.get("author")) or "")
        website = text_of(said.get("website")) or (
            text_of(said.get("url")) if "thread" in said or "slug" in said else None
        )
        return Comment(
            source=self._origin.source,
            article=self._article(said),
            key=key,
            parent=None if parent in {key, "0"} else parent,
            content=rendered_plainly(message),
            author=Author(name=name, url=website) if name else None,
            published=parse_when(text_of(said.get("date")) or text_of(said.get("timestamp"))),
        )

    def _article(self, said: Mapping[str, object]) -> str:
        """The article by the option's pattern: of the folder's name, or of a field of the comment."""
        path = PurePosixPath(
            self._origin.name if "/" in self._origin.name else str(self._origin.path or self._origin.key)
        )
        folder = path.parent.name if path.parent.name not in {"comments", ""} else path.parent.parent.name
        named = next((text for name in _THREADS if name != "url" and (text := text_of(said.get(name)))), None)
        article = self._pattern.replace("{folder}", folder).replace("{thread}", named or folder)
        return urljoin(self._site, article) if self._site else article


def _hidden(said: Mapping[str, object]) -> bool:
    """Whether somebody took a comment back by a word in its file; one that says neither yes nor no does."""
    taken = any((text_of(said.get(name)) or "").lower() not in _NO for name in _HIDDEN)
    return taken or any((text_of(said.get(name)) or "true").lower() not in _YES for name in _SHOWN)
