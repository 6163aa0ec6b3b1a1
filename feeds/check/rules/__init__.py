"""The rules, as tables: which functions look at which element. To add a rule, write one function in the file of its
section and put it into one line here.

A rule is given the inspection, the element and its stripped text, and reports. A whole rule is given an element when
its children were seen, and the children by name. `HOLDS_ELEMENTS` names those whose own rules look at the elements
inside.
"""

from collections.abc import Callable
from types import ModuleType

from feeds.check.inspection import Element, Inspection
from feeds.check.names import clark
from feeds.check.rules import (
    attributes,
    channel,
    constructs,
    dates,
    enclosures,
    entries,
    guids,
    history,
    html,
    language,
    links,
    media,
    namespaces,
    numbers,
    opml,
    persons,
    structure,
    text,
    threading,
    tombstones,
    uris,
)

Rule = Callable[[Inspection, Element, str], None]
Whole = Callable[[Inspection, Element, dict[str, list[Element]]], None]


def table(rules: dict[str, tuple[Rule, ...]]) -> dict[str, tuple[Rule, ...]]:
    """A table with names in lxml's form."""
    return {clark(name): functions for name, functions in rules.items()}


DUBLIN_CORE: dict[str, tuple[Rule, ...]] = {
    "dc:date": (dates.dc_date,),
    "dc:language": (language.language,),
    "dc:rights": (text.plain,),
}
MEDIA: dict[str, tuple[Rule, ...]] = {
    "media:adult": (media.adult,),
    "media:category": (media.category,),
    "media:content": (media.content,),
    "media:copyright": (media.category,),
    "media:credit": (media.credit,),
    "media:description": (media.words,),
    "media:hash": (media.digest,),
    "media:player": (media.thumbnail, structure.empty),
    "media:rating": (media.rating,),
    "media:restriction": (media.restriction,),
    "media:text": (media.words,),
    "media:thumbnail": (media.thumbnail,),
    "media:title": (media.words,),
}
ON_FEEDS: dict[str, tuple[Rule, ...]] = {
    "sy:updatePeriod": (numbers.period,),
    "sy:updateFrequency": (numbers.positive,),
    "sy:updateBase": (dates.dc_date,),
    "fh:archive": (history.flag,),
    "fh:complete": (history.flag,),
    "thr:in-reply-to": (threading.in_reply_to,),
    "itunes:image": (enclosures.picture,),
}
ON_ITEMS: dict[str, tuple[Rule, ...]] = {
    "slash:comments": (numbers.not_negative,),
    "slash:hit_parade": (numbers.hit_parade,),
    "thr:in-reply-to": (threading.in_reply_to,),
    "thr:total": (numbers.not_negative,),
    "wfw:comment": (uris.link,),
    "wfw:commentRss": (uris.link,),
    "wfw:commentRSS": (threading.old_comment_rss, uris.link),
    "itunes:image": (enclosures.picture,),
}
ATOM: dict[str, tuple[Rule, ...]] = {
    "atom:id": (entries.atom_id,),
    "atom:title": (constructs.text_construct,),
    "atom:subtitle": (constructs.text_construct,),
    "atom:rights": (constructs.text_construct,),
    "atom:updated": (dates.atom_date,),
    "atom:icon": (entries.picture,),
    "atom:logo": (entries.picture,),
    "atom:generator": (entries.generator,),
    "atom:category": (entries.category, structure.empty),
    "atom:link": (links.link,),
}
ATOM_IN_RSS: dict[str, tuple[Rule, ...]] = {
    "atom:id": (uris.link,),
    "atom:title": (constructs.in_rss,),
    "atom:subtitle": (constructs.in_rss,),
    "atom:rights": (constructs.in_rss,),
    "atom:content": (constructs.in_rss,),
    "atom:summary": (constructs.text_construct,),
    "atom:updated": (dates.atom_date_in_rss,),
    "atom:published": (dates.atom_date_in_rss,),
    "atom:icon": (entries.picture,),
    "atom:logo": (entries.picture,),
    "atom:generator": (entries.generator,),
    "atom:category": (entries.category, structure.empty),
    "atom:link": (links.link,),
}

RULES: dict[str, dict[str, tuple[Rule, ...]]] = {
    "rss": {},
    "channel": table(
        {
            **DUBLIN_CORE,
            **MEDIA,
            **ON_FEEDS,
            **ATOM_IN_RSS,
            "title": (text.title,),
            "link": (uris.link,),
            "description": (text.plain,),
            "language": (language.language,),
            "copyright": (text.plain,),
            "managingEditor": (persons.person,),
            "webMaster": (persons.person,),
            "pubDate": (dates.rss_date,),
            "lastBuildDate": (dates.rss_date,),
            "docs": (uris.link,),
            "cloud": (enclosures.cloud, structure.empty),
            "ttl": (numbers.positive,),
            "textInput": (channel.avoid,),
            "category": (text.plain,),
        }
    ),
    "item": table(
        {
            **DUBLIN_CORE,
            **MEDIA,
            **ON_ITEMS,
            **ATOM_IN_RSS,
            "title": (text.title,),
            "link": (uris.link,),
            "description": (html.description,),
            "content:encoded": (html.content,),
            "author": (persons.person,),
            "category": (text.title,),
            "comments": (uris.link,),
            "enclosure": (enclosures.enclosure, structure.empty),
            "guid": (guids.guid,),
            "pubDate": (dates.rss_date,),
            "source": (enclosures.source,),
        }
    ),
    "image": table(
        {
            **DUBLIN_CORE,
            "url": (channel.image_url,),
            "title": (channel.image_title,),
            "link": (channel.image_link,),
            "width": (channel.width,),
            "height": (channel.height,),
            "description": (text.plain,),
        }
    ),
    "input": table({"title": (text.plain,), "link": (uris.link,)}),
    "hours": table({"hour": (channel.hour,)}),
    "days": table({"day": (channel.day,)}),
    "feed": table({**DUBLIN_CORE, **MEDIA, **ON_FEEDS, **ATOM, "at:deleted-entry": (tombstones.tombstone,)}),
    "source": table({**DUBLIN_CORE, **MEDIA, **ON_FEEDS, **ATOM}),
    "entry": table(
        {
            **DUBLIN_CORE,
            **MEDIA,
            **ON_ITEMS,
            **ATOM,
            "atom:id": (entries.entry_id,),
            "atom:updated": (dates.atom_date, entries.entry_updated),
            "atom:published": (dates.atom_date,),
            "atom:summary": (constructs.text_construct,),
            "atom:content": (constructs.content,),
        }
    ),
    "person": table({"atom:name": (persons.name,), "atom:email": (persons.email,), "atom:uri": (persons.home,)}),
    "tombstone": {},
    "group": table(MEDIA),
    "medium": table({**MEDIA, **DUBLIN_CORE}),
    "opml": {},
    "head": table(
        {
            "title": (html.markup_value,),
            "dateCreated": (dates.rss_date,),
            "dateModified": (dates.rss_date,),
            "ownerName": (html.markup_value,),
            "ownerEmail": (persons.contact,),
            "ownerId": (uris.http_text,),
            "expansionState": (opml.expansion,),
            "vertScrollState": (numbers.positive,),
            "windowTop": (numbers.positive,),
            "windowLeft": (numbers.positive,),
            "windowBottom": (numbers.positive,),
            "windowRight": (numbers.positive,),
        }
    ),
    "body": table({"outline": (opml.outline,)}),
    "outline": table({"outline": (opml.outline,)}),
}

WHOLE: dict[str, tuple[Whole, ...]] = {
    "channel": (language.missing, links.rss_self, channel.misplaced, channel.said_twice, threading.slash_date),
    "item": (channel.item, guids.missing),
    "hours": (channel.hours,),
    "days": (channel.days,),
    "feed": (
        language.missing,
        links.atom_self,
        links.alternates,
        history.history,
        entries.metadata_first,
        entries.same_ids,
    ),
    "entry": (entries.entry, links.alternates, entries.enclosures),
    "source": (links.alternates,),
    "group": (media.group,),
}

HOLDS_ELEMENTS = frozenset(
    clark(name) for name in ("atom:content", "atom:title", "atom:subtitle", "atom:summary", "atom:rights")
)

SECTIONS: tuple[ModuleType, ...] = (
    namespaces,
    structure,
    uris,
    dates,
    text,
    html,
    language,
    numbers,
    attributes,
    enclosures,
    persons,
    guids,
    media,
    threading,
    history,
    links,
    channel,
    entries,
    constructs,
    tombstones,
    opml,
)
"""The files of rules, in the order of the manual: who borrows a code stands behind the file that lends it."""
