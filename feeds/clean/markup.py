"""HTML made safe: sanitised, absolute, and without one HTML5 parse error."""

import re
from functools import cache
from itertools import chain

import nh3

from feeds.clean.attributes import escaped
from feeds.clean.bounds import REFERENCES, bounded
from feeds.clean.characters import isolated, legal, without_isolates
from feeds.clean.content import ATTRIBUTES, SILENT, TAGS
from feeds.clean.finished import finished
from feeds.clean.mojibake import decoded, twice
from feeds.clean.urls import url
from feeds.clean.writer import Token, Writer

LONGEST = 500_000
"""Characters of one body. W3C's validator reads no document of 5,000,000 bytes; a longer body is cut, and says so."""

_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z]+="[^"]*")*)>|([^<]+)')
_FRAMES = re.compile(r'(<iframe(?: [a-z]+="[^"]*")*>)[^<]*(?:<(?!/iframe>)[^<]*)*')
_PIECE = re.compile(r"<[^>]*>|(?:[^<&]|&[a-z]+;){1,1000}")
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_SLICE = 200


class Canonical(str):
    """What `html` gave, on its way from one process of ours to another: it is not cleaned a second time."""

    __slots__ = ()


def html(value: str, base: str | None = None) -> str:
    """The HTML that a feed may carry: harmless elements in a canonical form, links and images as absolute http(s) URIs.

    `base` is the address that relative links are read against; without one a relative link leaves its text and a
    relative image goes. Frames and embeds become a paragraph with a link. Text without any tag becomes paragraphs, at
    blank lines. A body over 500,000 characters is cut and ends in a paragraph "…", linked to `base`. Idempotent.
    """
    if type(value) is Canonical:
        return str(value)
    out = finished(value) or _canonical(value, base)
    while twice(out):  # a tag that is gone stood between the two characters
        out = _canonical(decoded(out), base)
    return out


def _canonical(value: str, base: str | None) -> str:
    """The canonical form of any HTML, and of text."""
    if "<" not in value and "&" not in value:
        return _paragraphs(value)
    if "<" not in value:
        value = _BLANK_LINE.sub("<p>", value.replace("\r\n", "\n"))
    clean = sanitised(value)
    if done := finished(clean):
        return done
    if isolated(clean) and isolated(out := _written(clean, base)):
        return out
    return _written(without_isolates(clean), base)


def sanitised(value: str) -> str:
    """HTML of known tags and attributes, as nh3 writes it: balanced, quoted, escaped. Links are not yet checked."""
    clean = _cleaner().clean(bounded(legal(decoded(value))))
    if "<iframe" in clean:
        clean = _FRAMES.sub(r"\1", clean)  # what stands in a frame is raw text for browsers of the nineties
    return legal(decoded(clean.replace("&nbsp;", "\xa0")))


@cache
def _cleaner() -> nh3.Cleaner:
    """One for the process: it holds no state."""
    return nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags=set(SILENT),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        link_rel=None,
        url_schemes={"http", "https"},
    )


def _paragraphs(value: str) -> str:
    """Paragraphs of text in which nothing has to be parsed, in the form that `_written` gives."""
    value = legal(decoded(value))
    if not isolated(value):
        value = without_isolates(value)
    value = value.replace(">", "&gt;")
    if len(value) > LONGEST:
        return _written(value, None)
    parts = _BLANK_LINE.split(value) if "\n" in value else [value]
    writer = Writer(None)
    for part in parts:
        writer.feed((("", "p", "", ""), ("", "", "", part), ("/", "p", "", "")))
    return writer.close()


def _written(clean: str, base: str | None) -> str:
    """The canonical form, cut if it is too long."""
    tokens: list[Token] = _TOKEN.findall(clean)
    writer = Writer(base)
    size = 0
    for first in range(0, len(tokens), _SLICE):
        before = len(writer.out)
        writer.feed(tokens[first : first + _SLICE])
        size += sum(map(len, writer.out[before:]))
        if size > LONGEST:  # one link around ten thousand paragraphs would be written in each
            return _cut(tokens, base)
    out = writer.close()
    return out if len(out) <= LONGEST and out.count("&") <= REFERENCES else _cut(tokens, base)


def _cut(tokens: list[Token], base: str | None) -> str:
    """As much as leaves room for what must be closed, and a mark that something is missing."""
    writer = Writer(base)
    size = references = 0
    small = ((("", "", "", piece) for piece in _PIECE.findall(token[3])) if token[3] else (token,) for token in tokens)
    for token in chain.from_iterable(small):
        before = len(writer.out)
        writer.feed((token,))
        new = "".join(writer.out[before:])
        size += len(new)
        references += new.count("&")
        if size > LONGEST - 10_000 or references > REFERENCES - 1000:
            break
    address = url(base)
    mark = f'<p><a href="{escaped(address)}">…</a></p>' if address else "<p>…</p>"
    return writer.close() + mark
