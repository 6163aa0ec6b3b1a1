"""Who wrote an article, as the page shows it: links to authors, elements called a byline, lines that begin as one."""

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from feeds.model import Author
from sources._shared.dates import span_of_when
from sources._shared.months import WEEKDAYS
from sources._shared.names import without_address
from sources.html import names, roles
from sources.html.lines import is_dateline
from sources.html.page import Page
from sources.html.select import classes, text

NAMED = (
    "byline", "author-name", "article-author", "article__author", "post-author", "entry-author", "byline__name",
    "byline-name", "by-author", "author", "c-byline", "contributor", "byl", "autor", "article-byline", "author__name",
    "article__byline",
)  # fmt: skip
_CALLED = frozenset(
    "byline bylines author authors authorname autor autores auteur auteurs autore autori writer reporter journalist "
    "by verfasser redacteur redakteur firma signature avtor yazar muhabir".split()
)
_NOT = frozenset(
    "bio about avatar image img photo picture box description social twitter follow more posts card widget comment "
    "comments email mail title role job date time icon related list nav menu footer page archive".split()
)
_SHORT, _MANY, _LINES = 80, 12, 25  # a byline's length, its children, and where an unmarked one is looked for
_LETTER = r"[\w.'’\u0900-\u0dff-]"
_NAMES = re.compile(
    rf"^[^\W\d_]{_LETTER}*(?:\s+(?:[^\W\d_a-zß-ÿ]{_LETTER}*|de|van|von|der|den|la|le|del|da|dos|and|und|et|y|e|i|и|&|,|/))"
    r"{1,9}$|^[\u4e00-\u9fff\u3040-\u30ff]{2,5}(?:[\s、，·・][\u4e00-\u9fff]{1,4}){0,3}$|^[가-힣]{2,4}$"
)
_PERSON = re.compile(r"^[^\W\d_a-zß-ÿ][\w.'’-]*(?:\s(?:[^\W\d_a-zß-ÿ][\w.'’-]*|de|van|von|der)){1,3}$")
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_TIMED = re.compile(
    rf"(?:[\s,|·•–-]+(?:on|am|le|el|il|em|op|den|at))?(?:[\s,|·•–-]+(?:{WEEKDAYS}))?[\s,|·•–-]*$", re.IGNORECASE
)
_DESK = re.compile(r"^(?:onze|unser(?:e[mnr]?)?|notre|nuestr[oa]|our)\s+\w+\s+", re.IGNORECASE)
_PHOTOS = re.compile(r"photo|picture|foto|bild|illustration|video", re.IGNORECASE)


def authors(
    page: Page,
    scope: HtmlElement | None,
    known: Mapping[str, HtmlElement],
    heading: HtmlElement | None,
    without: AbstractSet[HtmlElement],
) -> Iterator[Author]:
    """The authors in `scope`, each once: of `known`, its elements by class, or of a line below the `heading`. Nobody
    who stands in a comment, or in what is `without`."""
    if scope is None:
        return
    links = [
        node
        for node in scope.xpath(".//a[contains(concat(' ', @rel, ' '), ' author ')]")
        if not in_comment(node, without)
    ]
    marked = [one for name in NAMED if (one := known.get(name)) is not None and not in_comment(one, without)]
    url = page.absolute(links[0].get("href")) if len(links) == 1 else None
    ways: tuple[Iterable[str], ...] = (
        (text(node) for node in links),
        (line for node in marked[:1] for line in _parts(node)),
        islice(_called(known, without), 1),
        islice(_below(heading, without), 1),
        islice(_beside(heading, without), 1),
    )
    found: dict[str, Author] = {}
    for way in ways:
        for line in way:
            for author in names.authors(line, url=url if links else None):
                found.setdefault(author.name.casefold(), author)
        if found or (way is ways[1] and marked):
            break
    yield from found.values()


def _parts(node: HtmlElement) -> Iterator[str]:
    """The text of a byline; where the writers and photographers in it have elements of their own, the writers'."""
    inner = [one for one in node.iterdescendants() if isinstance(one.tag, str) and _is_called(one) and text(one)]
    tops = [one for one in inner if not any(up in inner for up in one.iterancestors())]
    own = [text(one) for one in tops if not _PHOTOS.search(text(one))]
    yield from own if own and _PHOTOS.search(text(node)) else [text(node)]


def _called(known: Mapping[str, HtmlElement], without: AbstractSet[HtmlElement]) -> Iterator[str]:
    """Lines of elements whose class says by any of its words that it is a byline, if they hold nothing but names."""
    for node in known.values():
        if _is_called(node) and not in_comment(node, without) and len(node) < _MANY and (line := _names(text(node))):
            yield line


def _is_called(node: HtmlElement) -> bool:
    names = node.get("class")
    return bool(names) and calls(names)


@lru_cache(maxsize=8192)
def calls(names: str) -> bool:
    """Whether one of an element's classes says by any of its words that it is a byline."""
    return any(not _CALLED.isdisjoint(said := roles.words(name)) and _NOT.isdisjoint(said) for name in names.split())


def _below(heading: HtmlElement | None, without: AbstractSet[HtmlElement]) -> Iterator[str]:
    """The names in short lines after the headline that begin as a byline does and hold nothing else."""
    for node in _near(heading, without):
        if any(up.tag == "li" and next(up.iter("a"), None) is not None for up in node.iterancestors()):
            continue  # another story's
        for line in map(_undated, _lines(node) if len(node) < _MANY else ()):
            begun = names.BY.match(line) or without_address(line).rstrip().endswith((" 기자", " 특파원"))
            if begun and len(line) < 2 * _SHORT and (told := _names(line)):
                yield told


def _undated(line: str) -> str:
    """What follows the date that a line begins with, if a byline does: "4 June 2008 16:20 | Written by Ned Fry"."""
    found = span_of_when(line) if len(line) < 2 * _SHORT else None
    rest = line[found[2] :].lstrip(" |,-–·•") if found else ""
    return rest if names.BY.match(rest) else line


def _beside(heading: HtmlElement | None, without: AbstractSet[HtmlElement]) -> Iterator[str]:
    """A line that is two to four capitalised words, right above or below one that is a date: near the headline."""
    before, dated = "", False
    for node in _near(heading, without):
        said = text(node) if len(node) == 0 or (len(node) == 1 and node[0].tag == "a") else ""
        if not said or said == before:
            continue
        is_date = len(said) < _SHORT and is_dateline(said) and span_of_when(said) is not None
        for name in [before] if is_date else [said] if dated else []:
            if _PERSON.match(name) and names.kind_of(name) == "person" and not names.ROLE.search(name):
                yield name
        before, dated = said, is_date


def _names(line: str) -> str | None:
    """The part of a byline that holds its names, if it holds nothing else: no time, no desk, no place."""
    line = " ".join(without_address(line).split())
    found = span_of_when(line)
    if found:
        line = line[: found[1]] if found[1] else line[found[2] :]
    line = _DESK.sub("", names.BY.sub("", _TIMED.sub("", _BRACKETS.sub("", line))))
    line = line.removesuffix(" 기자").removesuffix(" 특파원")
    pieces = [piece.strip() for piece in line.split(",") if not names.ROLE.search(piece)]
    # Between commas names stand in full: a single word there is a place, and a paper may stand after its writer.
    whole = [piece for piece in pieces if len(piece.split()) > 1]
    if names.kind_of(pieces[0] if pieces else "") == "person":
        whole = [piece for piece in whole if names.kind_of(piece) == "person"]
    line = ", ".join(whole if whole and whole[0] == pieces[0] else pieces)
    good = len(line) < _SHORT and _NAMES.match(line.replace(",", " ,"))
    return line if good else None


def _lines(node: HtmlElement) -> Iterator[str]:
    """The element's text, or, where line breaks part it, its lines."""
    if node.find("br") is None:
        yield text(node)
        return
    pieces = [node.text or ""]
    for child in node:
        if child.tag == "br":
            yield " ".join("".join(pieces).split())
            pieces = []
        else:
            pieces.append(text(child))
        pieces.append(child.tail or "")
    yield " ".join("".join(pieces).split())


def _near(heading: HtmlElement | None, without: AbstractSet[HtmlElement]) -> Iterator[HtmlElement]:
    """Where lines that nothing marks as a byline may stand: a few elements after the headline, none of a comment."""
    for node in islice(_following(heading), _LINES) if heading is not None else ():
        if node not in without and not in_comment(node, without):
            yield node


def _following(heading: HtmlElement) -> Iterator[HtmlElement]:
    """The elements that follow in the page's order, as far as the headline's grandparent goes."""
    for up in [heading, *list(heading.iterancestors())[:1]]:
        for sibling in up.itersiblings():
            yield from sibling.iter(
                "p", "div", "span", "a", "small", "time", "address", "h4", "h5", "li", "font", "em", "i", "dd", "cite"
            )


def in_comment(node: HtmlElement, without: AbstractSet[HtmlElement]) -> bool:
    """Whether a comment holds the element: one of `without`, or one whose name says so."""
    return any(
        up in without or (up.tag not in {"body", "html"} and " comment" in classes(up)) for up in node.iterancestors()
    )
