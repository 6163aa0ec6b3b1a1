"""What may be read at a site, best first: an interface, feeds, a sitemap, the page itself."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from feeds.http import Response
from feeds.survey.front import FEEDS, Front

USUAL = ("feed/", "rss/", "rss.xml", "feed.xml", "atom.xml", "index.xml", "feed.json")
"""Where feeds lie that no page names."""

_API = "https://api.w.org/"
_MOST = 8  # feeds that are looked at
_TALK = re.compile(r"comment|kommentar|commentaire|comentario|replies", re.IGNORECASE)
_TOPIC = re.compile(r"/t/(?:[^/]+/)?\d+(?:/\d+)?/?$")
_FORUM = re.compile(r"(/t/.*|/latest|/top|/c/.*)?/?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A source that there may be: the adapter that would read it, its address and options; the options with which it is
    looked at; `about`, an address that tells of the site; and whether it is the last resort."""

    adapter: str
    url: str
    what: str
    options: Mapping[str, object] = field(default_factory=dict)
    looking: Mapping[str, object] = field(default_factory=dict)
    about: str | None = None
    last: bool = False


def candidates(found: Front, answer: Response) -> list[Candidate]:
    """All that may be there, in the order of preference: whole articles over an interface or a feed first."""
    if not found.page:
        return [_feed(answer.url), _sitemap(answer.url)]
    listed = [*_wordpress(found), *_discourse(found), *_feeds(found), _sitemap(_root(found.url)), _page(found.url)]
    return list({(one.adapter, one.url): one for one in reversed(listed)}.values())[::-1]


def _wordpress(found: Front) -> Iterator[Candidate]:
    """The API of WordPress, which names itself in the head of every page."""
    for link in found.links:
        if _API in link.rel.split():
            api = link.url.partition("?")[0].partition("wp-json")[0]
            plain = "rest_route=" in link.url
            looking = {"per_page": 10, "comments": False}
            what = "a WordPress site, over its REST API: all posts and their comments"
            site = f"{api}?rest_route=/" if plain else api
            yield Candidate(adapter="wordpress", url=site, what=what, looking=looking, about=link.url)


def _discourse(found: Front) -> Iterator[Candidate]:
    if not found.generator.lower().startswith("discourse"):
        return
    parts = urlsplit(found.url)
    if _TOPIC.search(parts.path):
        what = "a topic of a Discourse forum: its first post and the replies"
        yield Candidate(adapter="discourse", url=found.url, what=what, looking={"posts": 1})
    root = _FORUM.sub("", parts.path)
    what = "a Discourse forum: the first posts of its latest topics (name one topic for its replies)"
    yield _feed(f"{parts.scheme}://{parts.netloc}{root}/latest.rss", what)


def _feeds(found: Front) -> Iterator[Candidate]:
    """The feeds of articles that the page names, else those in the usual places."""
    named = [
        link.url
        for link in found.links
        if "alternate" in link.rel.split() and link.type in FEEDS and not _TALK.search(f"{link.title} {link.url}")
    ]
    for url in list(dict.fromkeys(named))[:_MOST] or [urljoin(found.site, name) for name in USUAL]:
        yield _feed(url)


def _feed(url: str, what: str = "a feed") -> Candidate:
    return Candidate(adapter="feed", url=url, what=what, looking={"comments": 3, "archives": 0})


def _sitemap(url: str) -> Candidate:
    what = "a sitemap: the article pages that it lists, and the comments on them"
    return Candidate(adapter="sitemap", url=url, what=what, looking={"pages": 10})


def _page(url: str) -> Candidate:
    what = "a page that lists articles: the pages that it links to, and the comments on them"
    return Candidate(adapter="page", url=url, what=what, looking={"pages": 10}, last=True)


def _root(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"
