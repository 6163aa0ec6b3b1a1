"""Bounds: HTML that would cost a parser hours or gigabytes is tamed before one sees it.

HTML5's own algorithm is quadratic in some places: scope checks on deep nesting, formatting elements that it reopens in
every paragraph, attributes of one tag, which it compares with each other, text that it moves out of tables.
html5ever adds one for character references. Pages that are meant to be read never come near.
"""

import re
from collections import Counter
from collections.abc import Iterator

LONGEST = 2_000_000  # characters of raw HTML that are looked at
_MANY = 400  # so many tags cannot hurt, whatever they are
_SHORT = 50_000  # and so many characters
REFERENCES = 50_000  # character references, or what looks like one
_TABLES = 1000
_CUT = "<p>…</p>"  # stands where something is missing
_DEEP = 200  # elements inside each other
_WORK = 1_000_000  # formatting elements that may be reopened in one document
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)(?:=\s*\"[^\"]*\"|=\s*'[^']*'|[^>=]++|=)*+(?:>|\Z)")
_MEDIA_IN_LINE = re.compile(r"data:[^\"'\s<>]{1000,}")
_ATTRIBUTE = re.compile(r"[\s/][^\s/=]+(?:=(?:\"[^\"]*\"|'[^']*'|[^\s]*))?")
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
# These close each other, or have no content: alone they never nest.
_SHALLOW = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dd dt tr td th tbody thead tfoot option "
    "optgroup colgroup rt rp".split()
)


def bounded(html: str) -> str:
    """The HTML itself, or, if it is hostile, the same with the surplus of its tags removed. Text is never lost but
    beyond two million characters or 50,000 character references; then "…" stands at the end."""
    if len(html) > LONGEST:
        html = _MEDIA_IN_LINE.sub("data:,", html)  # nobody sees them, and the text stands behind them
    if len(html) > LONGEST or html.count("&") > REFERENCES:
        html = _head(html) + _CUT
    return html if len(html) < _SHORT and html.count("<") < _MANY else _Tamer().tame(html)


def _head(html: str) -> str:
    """The beginning of the HTML that is not over any limit."""
    html = html[:LONGEST]
    parts = html.split("&", REFERENCES + 1)
    return html if len(parts) <= REFERENCES + 1 else "&".join(parts[:-1])


class _Tamer:
    """Counts what is open on the way through the tags of one document."""

    def __init__(self) -> None:
        self.open: Counter[str] = Counter()
        self.dropped: Counter[str] = Counter()
        self.depth = 0
        self.formatting = 0
        self.work = 0
        self.tables = 0

    def tame(self, html: str) -> str:
        spans = list(self._surplus(html))
        if self.work > _WORK:
            marks = (tag.span() for tag in _TAG.finditer(html) if tag[2].lower() in _FORMATTING)
            spans = sorted({*spans, *marks})
        if not spans:
            return html
        pieces, last = [], 0
        for start, end in spans:
            pieces.append(html[last:start])
            last = end
        return "".join((*pieces, html[last:]))

    def _surplus(self, html: str) -> Iterator[tuple[int, int]]:
        for tag in _TAG.finditer(html):
            name = tag[2].lower()
            self.work += self.formatting
            if self._closes(name) if tag[1] else self._opens(name, tag):
                continue
            yield tag.span()

    def _opens(self, name: str, tag: re.Match[str]) -> bool:
        """Whether a start tag may stay."""
        if tag.end() - tag.start() > _MANY and len(_ATTRIBUTE.findall(tag[0])) > _MANY:
            return False
        if name in _SHALLOW:
            return True
        self.tables += name == "table"
        if self.depth >= _DEEP or (name == "table" and self.tables > _TABLES):
            self.dropped[name] += 1
            return False
        self.open[name] += 1
        self.depth += 1
        self.formatting += name in _FORMATTING
        return True

    def _closes(self, name: str) -> bool:
        """Whether an end tag may stay."""
        if self.dropped[name]:
            self.dropped[name] -= 1
            return False
        if self.open[name]:
            self.open[name] -= 1
            self.depth -= 1
            self.formatting -= name in _FORMATTING
        return True
