"""Which fields a strategy that was not asked yet could still change, by the rules of `judge`.

What JSON-LD and the head agree on, or tell exactly, no line of the page outvotes: it is not looked for. So the verdict
is the same whether the rest is asked or not.
"""

import datetime as dt
from collections.abc import Sequence

from sources.html import judge
from sources.html.partial import Partial

_BEFORE = frozenset({"selectors", "jsonld", "microdata", "opengraph"})
_OTHER = frozenset({"\0"})  # what nobody else gives


def fields(partials: Sequence[Partial]) -> frozenset[str]:
    """The fields of `article`, beside title and body, that it could still change after what outranks it."""
    ranked = judge.by_rank(partials)
    found = {name for name in ("published", "updated") if _is_time_open(ranked, name)}
    if _are_authors_open(ranked):
        found.add("authors")
    if not any(partial.subtitle for partial in ranked):
        found.add("subtitle")
    return frozenset(found)


def topics(partials: Sequence[Partial]) -> bool:
    """Whether the tags that the page shows could be taken, or could give another list the most votes."""
    lists = [judge.listed(one) for one in judge.by_rank(partials) if one.categories]
    if not lists:
        return True
    taken = lists[judge.most_agreed(lists)]
    before = sum(one.partial.strategy in _BEFORE or one.is_news for one in lists)
    for key in {_OTHER, *(one.key for one in lists)}:
        shown = judge.Listed((), key, is_news=False, partial=lists[0].partial)
        every = [*lists[:before], shown, *lists[before:]]
        if every[judge.most_agreed(every)] is not taken:
            return True
    return False


def _is_time_open(ranked: Sequence[Partial], name: str) -> bool:
    """Whether no time has a zone, or the one taken is in UTC: a clock on the page could mend it."""
    taken = judge.exactest([(when, one) for one in ranked if (when := getattr(one, name))])
    return taken is None or not isinstance(taken[0], dt.datetime) or not taken[0].utcoffset()


def _are_authors_open(ranked: Sequence[Partial]) -> bool:
    """Whether nobody is named, or one vote more could give the byline to others."""
    people = [one.authors for one in ranked if any(author.kind == "person" for author in one.authors)]
    keys = [judge.named(authors) for authors in people]
    if not keys:
        return True
    taken = judge.most(keys)
    return any(judge.most([*keys, key]) != taken for key in set(keys))
