"""Whether anything on a page speaks of readers' comments: the names of its elements, or a heading.

Asked of pages whose article JSON-LD tells: their makers name what they publish. Where nothing is called a comment and
no heading announces any, no conversation is looked for by its shape.
"""

import re
from functools import lru_cache

from sources.html.heads import TITLE_LINE
from sources.html.index import Index

_CALLED = re.compile(
    r"comment|kommentar|comentari|reacti|repl(?:y|ies)|respon(?:se|d)|\bcmts?\b|feedback|discus|disqus|guest-?book|"
    r"conversation|thread|leserbrief|meinung|opinions?\b|(?:^|\s)(?:forum-?post|message|posting|beitrag|postbit|"
    r"postbox|post-?container|topic-post|crawler-post|tpost|windowbg)"
)
_SAID = re.compile(
    r"comment|kommentar|comentari|reacti|repl(?:y|ies)\b|\bcmts?\b|feedback|discuss|your (?:say|views?)|you think|"
    r"readers? (?:say|write)|leserbrief|guest ?book|gästebuch|meinung"
)
_HEADING = 60
_ABOVE = frozenset({"h2", "h3", "h4", "h5", "h6", "strong", "b", "p", "div", "legend", "font", "dt", "summary"})


def any_of_comments(index: Index) -> bool:
    """Whether the page may hold comments that it does not mark as schema.org's."""
    return any(_is_called(*names) for names in {(names, own) for _, names, own in index.named}) or _is_announced(index)


@lru_cache(maxsize=8192)
def _is_called(names: str, own: str) -> bool:
    return _CALLED.search(f"{names} {own}".lower()) is not None


def _is_announced(index: Index) -> bool:
    """Whether a short line of its own, which is no link, is a heading of comments."""
    tags = index.tags
    for tag, up, text, tail in zip(tags, index.ups, index.texts, index.tails, strict=True):
        above = tags[up] in _ABOVE
        if text and len(text) < _HEADING and (tag in _ABOVE or above) and _is_heading(text):
            return True
        if tail and above and len(tail) < _HEADING and _is_heading(tail):
            return True
    return False


def _is_heading(line: str) -> bool:
    return _SAID.search(line.lower()) is not None or TITLE_LINE.match(line) is not None
