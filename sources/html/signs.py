"""Whether anything on a page speaks of readers' comments: the names of its elements, or a heading.

Asked of pages whose article JSON-LD tells: their makers name what they publish. Where nothing is called a comment and
no heading announces any, no conversation is looked for by its shape.
"""

import re
from functools import lru_cache

from sources.html.index import Index
from sources.html.spoken import TITLE_LINE, speaks_beyond

_CALLED = re.compile(
    r"comment|komm?entar|kommentti|comentari|reacti|repl(?:y|ies)|respon(?:se|d)|yorum|pinglun|liuyan|\bcmts?\b|feedback|discus|disqus|guest-?book|"
    r"conversation|thread|leserbrief|meinung|opinions?\b|(?:^|\s)(?:forum-?post|message|posting|beitrag|postbit|"
    r"postbox|post-?container|topic-post|crawler-post|tpost|windowbg)"
)
_SAID = re.compile(
    r"comment|komm?entar|kommentti|comentari|reacti|repl(?:y|ies)\b|yorum|\bcmts?\b|feedback|discuss|your (?:say|"
    r"views?)|you think|readers? (?:say|write)|leserbrief|guest ?book|gästebuch|meinung"
)
_HINT = re.compile(rf"{_SAID.pattern}|respons|opini|views|letters|say|think")  # quick to say that no line is one
_HEADING = 60
_LEAST = 40  # characters of text, with the blanks of its source
_ABOVE = frozenset({"h2", "h3", "h4", "h5", "h6", "strong", "b", "p", "div", "legend", "font", "dt", "summary"})


def any_of_comments(index: Index) -> bool:
    """Whether the page may hold comments that it does not mark as schema.org's."""
    marked = any(name.endswith(("comment-id", "commentid")) for name in index.having)
    return marked or _are_called(index) or _is_announced(index)


def _are_called(index: Index) -> bool:
    """Whether elements that are called comments hold more than a button's words: many pages load theirs later."""
    size, ended = 0, 0
    for at in index.called(_is_called):
        if at >= ended:
            ended = index.end(at)
            size += sum(map(len, index.texts[at:ended])) + sum(map(len, index.tails[at + 1 : ended]))
    return size >= _LEAST


@lru_cache(maxsize=8192)
def _is_called(names: str) -> bool:
    return _CALLED.search(names.lower()) is not None


def _is_announced(index: Index) -> bool:
    """Whether a short line of its own, which is no link, is a heading of comments."""
    tags, lines = index.tags, []
    for tag, up, text, tail in zip(tags, index.ups, index.texts, index.tails, strict=True):
        if text and len(text) < _HEADING and (tag in _ABOVE or tags[up] in _ABOVE):
            lines.append(text)
        if tail and len(tail) < _HEADING and tags[up] in _ABOVE:
            lines.append(tail)
    every = "\n".join(lines).lower()
    return (_HINT.search(every) is not None or speaks_beyond(every)) and any(map(_is_heading, lines))


def _is_heading(line: str) -> bool:
    said = _SAID.search(line.lower()) is not None or TITLE_LINE.match(line) is not None
    return said or speaks_beyond(line.lower())
