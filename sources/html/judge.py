"""Many partial records to one: by field, agreement before rank, and the evidence kept."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from feeds.model import Author, When
from sources.html import topics
from sources.html.page import Page
from sources.html.partial import Partial, Said
from sources.html.select import first
from sources.html.titles import site_of, squeezed, without_site

_TELLING = 8  # letters of a heading by which another one may be cut
_FIELDS = ("subtitle", "summary", "body", "section", "language", "url", "image")
_RANKS = {"body": ("selectors", "article", "trafilatura", "jsonld", "microdata")}
_RANK = (
    "selectors",
    "jsonld",
    "microdata",
    "opengraph",
    "topics",
    "article",
    "microformats",
    "wordpress",
    "named",
    "shapes",
    "records",
    "trafilatura",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The merged record: `fields` by the model's names, `comments`, and `evidence`: field -> "strategy: place".
    For whoever sets up a site: what every strategy saw, best rank first, and why there is no article (`refused`)."""

    fields: dict[str, Any]
    comments: tuple[Said, ...]
    evidence: dict[str, str]
    partials: tuple[Partial, ...] = ()
    refused: str | None = None


def merge(partials: Sequence[Partial], page: Page) -> Verdict:
    """The verdict on what the strategies saw. Same partials, same verdict; their order does not count."""
    ranked = by_rank(partials)
    chosen: dict[str, tuple[Any, Partial]] = {name: found for name in _FIELDS if (found := _by_rank(ranked, name))}
    for name, choose in (
        ("title", _title),
        ("categories", _categories),
        ("authors", _authors),
        ("published", _published),
        ("updated", _updated),
    ):
        found = _selected(ranked, name) or choose(ranked, page)
        if found:
            chosen[name] = found
    comments = _most_comments(ranked)
    evidence = {
        name: f"{partial.strategy}: {partial.evidence.get(name, '')}" for name, (_, partial) in sorted(chosen.items())
    }
    if comments:
        evidence["comments"] = f"{comments.strategy}: {comments.evidence.get('comments', '')}"
    fields = {name: value for name, (value, _) in chosen.items()}
    said = _related(comments.comments) if comments else ()
    return Verdict(fields=fields, comments=said, evidence=evidence, partials=tuple(ranked))


def by_rank(partials: Sequence[Partial]) -> list[Partial]:
    """The partials, those that are believed most first."""
    return sorted(partials, key=lambda partial: _RANK.index(partial.strategy))


def _related(comments: tuple[Said, ...]) -> tuple[Said, ...]:
    """The comments; one that answers none of the others answers the article."""
    keys = {said.key or said.label for said in comments}
    return tuple(
        said if said.parent is None or said.parent in keys else replace(said, parent=None) for said in comments
    )


def _selected(ranked: Sequence[Partial], name: str) -> tuple[Any, Partial] | None:
    """What the site's own selectors found: nothing outranks it."""
    return next(
        ((getattr(one, name), one) for one in ranked if one.strategy == "selectors" and getattr(one, name)), None
    )


def _most_comments(ranked: Sequence[Partial]) -> Partial | None:
    told = [partial for partial in ranked if partial.comments]
    chosen = next((partial for partial in told if partial.strategy == "selectors"), None)
    return chosen or max(told, key=lambda partial: (len(partial.comments), _told_of(partial)), default=None)


def _told_of(partial: Partial) -> int:
    """How much a strategy tells of its comments beside their text."""
    return sum(
        (said.author is not None) + (said.published is not None and not said.approximate) + (said.parent is not None)
        for said in partial.comments
    )


def _by_rank(ranked: Sequence[Partial], name: str) -> tuple[Any, Partial] | None:
    order = _RANKS.get(name, _RANK)
    for partial in sorted(ranked, key=lambda one: order.index(one.strategy) if one.strategy in order else len(order)):
        if getattr(partial, name):
            return getattr(partial, name), partial
    return None


def _title(ranked: Sequence[Partial], page: Page) -> tuple[str, Partial] | None:
    """The headline that most strategies give, once the site's name is off. The window's title, often written for search
    engines, counts half."""
    sites = [site for partial in ranked for site in (partial.site, site_of(partial.url)) if site]
    sites += [site for site in (site_of(page.url), site_of(page.base)) if site]
    said = [(partial.title, partial) for partial in ranked if partial.title]
    window = first([page.tree.findtext(".//title")])
    said += [(window, Partial(strategy="opengraph", evidence={"title": "<title>"}))] if window else []
    heard = [title for title, partial in said if partial.strategy != "opengraph" and len(squeezed(title)) >= _TELLING]
    cut = [(without_site(title, sites, heard), partial) for title, partial in said if title]
    return _shared(cut) or _voted(cut, squeezed)


def _shared(said: list[tuple[str, Partial]]) -> tuple[str, Partial] | None:
    """The headline that the site gives to those who link to the page: og:title, if that is not cut short. Where others
    give the same one, in the spelling of the first of them."""
    for title, partial in said:
        if partial.evidence.get("title") == "meta og:title" and squeezed(title) and not title.endswith(("...", "…")):
            return next(one for one in said if squeezed(one[0]) == squeezed(title))
    return None


def _voted(said: list[tuple[str, Partial]], key: Callable[[str], str]) -> tuple[str, Partial] | None:
    votes: dict[str, float] = {}
    for value, partial in said:
        votes[key(value)] = votes.get(key(value), 0) + (1 if partial.is_article or partial.title else 0.5)
    best = max((votes[key(value)] for value, _ in said if key(value)), default=0)
    return next(((value, partial) for value, partial in said if key(value) and votes[key(value)] == best), None)


def _categories(ranked: Sequence[Partial], page: Page) -> tuple[tuple[str, ...], Partial] | None:
    lists = [listed(partial) for partial in ranked if partial.categories]
    return (lists[(at := most_agreed(lists))].words, lists[at].partial) if lists else None


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of topics, the letters by which it is compared with another, and whether it is one for news search."""

    words: tuple[str, ...]
    key: frozenset[str]
    is_news: bool
    partial: Partial


def listed(partial: Partial) -> Listed:
    """The topics that a strategy found."""
    key = frozenset(squeezed(word) for word in partial.categories)
    return Listed(partial.categories, key, topics.is_news(partial), partial)


def most_agreed(lists: Sequence[Listed]) -> int:
    """The place of the list of topics that most sources give; else the one for news search, the JSON-LD's, the one
    shown."""
    votes = Counter(one.key for one in lists)
    return min(range(len(lists)), key=lambda at: (-votes[lists[at].key], not lists[at].is_news))


def _authors(ranked: Sequence[Partial], page: Page) -> tuple[tuple[Author, ...], Partial] | None:
    """People before organisations: a site that names itself as author often has the writer's name in the byline."""
    said = [(partial.authors, partial) for partial in ranked if partial.authors]
    people = [one for one in said if any(author.kind == "person" for author in one[0])]
    return _voted_authors(people or said)


def _voted_authors(said: list[tuple[tuple[Author, ...], Partial]]) -> tuple[tuple[Author, ...], Partial] | None:
    if not said:
        return None
    return said[most([named(authors) for authors, _ in said])]


def most(keys: Sequence[frozenset[str]]) -> int:
    """The place of the first of those that stand there most often."""
    votes = Counter(keys)
    return max(range(len(keys)), key=lambda at: votes[keys[at]])


def named(authors: tuple[Author, ...]) -> frozenset[str]:
    """The letters by which authors are compared."""
    return frozenset(squeezed(author.name) for author in authors)


def _published(ranked: Sequence[Partial], page: Page) -> tuple[When, Partial] | None:
    return exactest([(partial.published, partial) for partial in ranked if partial.published])


def _updated(ranked: Sequence[Partial], page: Page) -> tuple[When, Partial] | None:
    return exactest([(partial.updated, partial) for partial in ranked if partial.updated])


def exactest(said: list[tuple[When, Partial]]) -> tuple[When, Partial] | None:
    """The first by rank; a more exact one (a time before a day, a zone before none) if it means the same day."""
    if not said:
        return None
    same = [one for one in said if abs(_day(one[0]) - _day(said[0][0])) <= dt.timedelta(days=1)]
    best = max(same, key=lambda one: _exactness(one[0]))
    return next((one for one in same if _is_mended(best[0], one[0])), best)


def _is_mended(when: When, other: When) -> bool:
    """Whether `other` is the same hour on the clock with a zone of its own: themes print local time and call it UTC."""
    if not isinstance(when, dt.datetime) or not isinstance(other, dt.datetime) or not other.utcoffset():
        return False
    return when.utcoffset() == dt.timedelta() and when.replace(tzinfo=None, second=0) == other.replace(
        tzinfo=None, second=0
    )


def _day(when: When) -> dt.date:
    return when.date() if isinstance(when, dt.datetime) else when


def _exactness(when: When) -> int:
    return 0 if not isinstance(when, dt.datetime) else 1 if when.tzinfo is None else 2
