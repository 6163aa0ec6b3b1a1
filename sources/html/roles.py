"""Which part a class name gives an element of a comment: who wrote, when, what; or nothing of these."""

import re
from functools import lru_cache

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_APART = re.compile(r"[^a-zäöüéèñç]+")

_NAMES = frozenset(
    "fn username nickname nick displayname bigusername authorname commentername screenname ljuser".split()
)
_AUTHORS = frozenset(
    "author authors commenter commentauthor poster postauthor writer autor auteur autore verfasser kommentarautor user "
    "name vcard who handle by byline from creator member submitter says cite".split()
)
_TIMES = frozenset(
    "date dates time datetime timestamp published posted timeago ago created when datum zeit fecha postdate "
    "commentdate "
    "commentmetadata dateline pubdate uhrzeit heure permalink metadata".split()
)
_TEXTS = frozenset(
    "content contents body text message cooked postcontent postbody commenttext commentbody commentcontent "
    "commententry "
    "copy txt msg bodytext postmessage commentcopy inhalt texte texto html paragraph".split()
)
_OTHER = frozenset(
    "reply replies actions action buttons button avatar gravatar photo edit report flag like likes vote votes "
    "voting score "
    "points karma rating share badge rank number count counter menu tools toolbar signature sig moderation awaiting "
    "controls footer quote-link ribbon role status profile userinfo joined location options links antworten answer "
    "respond cancel icon".split()
)
_HOLDERS = frozenset("wrapper wrap content contents body block container inner area box message comment".split())


@lru_cache(maxsize=8192)
def words(names: str) -> tuple[str, ...]:
    """The words of class names, in lower case: "commentAuthor-name" gives comment, author, name."""
    return tuple(word for word in _APART.split(_CAMEL.sub(" ", names).lower()) if word)


@lru_cache(maxsize=8192)
def role(names: str) -> str | None:
    """The part that the class names give: "name" (surely who wrote), "author", "time", "text", "other", or None. Each
    name speaks by its last telling word: "comment-author-link" is an author, "author-date" a time."""
    found = {part for name in names.split() if (part := _role(name))}
    return next((part for part in ("name", "time", "author", "other", "text") if part in found), None)


def _role(name: str) -> str | None:
    said = words(name)
    if not _NAMES.isdisjoint(said) or {"author", "name"} <= set(said) or {"user", "name"} <= set(said):
        return "name"
    if len(said) > 1 and said[0] == "text" and said[1] not in _HOLDERS:
        return None  # "text-sm": how it looks
    if said and said[0] in {"after", "before", "below"}:
        return None
    for word in reversed(said):
        for part, known in (("time", _TIMES), ("text", _TEXTS), ("other", _OTHER), ("author", _AUTHORS)):
            if word in known:
                return part
    return None
