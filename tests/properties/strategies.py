"""Hypothesis strategies: model values as hostile as a source may give them, and feeds as clean as a format may ask for.

Dirty values (`articles`, `comments`, `authors` …) go into `feeds.clean`; clean ones (`feeds`, `entries`) satisfy what
`feeds.feed` promises to renderers. The profile "ci" is deterministic.
"""

import datetime as dt

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from feeds import clean
from feeds.clean.records import author
from feeds.feed import Entry, Feed, History, InReplyTo, Replies, Tombstone
from feeds.model import Article, Author, Comment, Dateline, Enclosure, Image, PullQuote

settings.register_profile(
    "ci", derandomize=True, deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow], database=None
)
settings.load_profile("ci")

UTC = dt.UTC
FORMATS = ("rss", "atom", "json")
SITE = "https://courier.example/"

# Text.

_NASTY = (
    "\x00 \x01 \x0b \x0c \x1f \x7f \x85 \x92 \xa0 \xad \u200b \u200c \u200d \u200e \u200f \u2028 \u2029 \u202a \u202e "
    "\u2066 \u2067 \u2069 \ufdd0 \ufeff \ufffd \ufffe \uffff \ud800 \udfff \U0001ffff \r\n \n \t"
).split(" ")
_WORDS = (
    "Seoul|police said|Fish & Chips|a < b > c|&amp;|&nbsp;|&lt;b&gt;|</b>|<i>|]]>|<!--|x@y.example|it's|100%|{{x}}|\\n|"
    '"quoted"|जनता ने कहा|कार्य\u200dक्रम|서울 연합뉴스|新华社北京|مرحبا بالعالم|שלום|می\u200cخواهم|ก\u200bข|'
    "👩‍👩‍👧‍👦|🇮🇳|👍🏽|e\u0301|Ünïcödé|ﬁ"
).split("|")
nasty_text = st.lists(
    st.one_of(st.sampled_from(_WORDS), st.sampled_from(_NASTY), st.text(max_size=8), st.sampled_from([" ", ""])),
    max_size=8,
).map("".join)
"""Text with everything that breaks parsers: controls, surrogates, bidi marks, entities, emoji, every script."""

clean_text = nasty_text.map(clean.text).filter(bool)
"""One line of text as a feed carries it, not empty."""

# HTML.

_TAGS = (
    "a b i em strong code s u sub small font big tt span p div h1 h2 h6 ul ol li dl dt dd blockquote pre table caption "
    "colgroup thead tbody tfoot tr td th figure figcaption details summary section article center nobr button form "
    "label select option textarea iframe object embed video audio svg math foreignObject mi template script style "
    "title noscript ruby rt rp rtc q abbr time del ins bdi bdo body html head frameset x-y plaintext xmp listing"
).split()
_VOIDS = "br hr img col source input wbr param embed link meta base".split()
_VALUES = (
    "|x|/a b|//h.example/p|?q=1&copy=2|#f|https://é.example/ü|javascript:alert(1)|java\tscript:x|mailto:a@b.c|"
    "data:image/png;base64,AA|http://[::1|https://a.example/|[x]%zz|rtl|en|2|1|0|&quot;|<b>|>|\x01|&#1;|a'b"
).split("|")
_NAMES = (
    "href src data alt title dir lang class style id onclick width height start colspan scope datetime poster".split()
)
_attribute = st.tuples(
    st.sampled_from(_NAMES),
    st.sampled_from(['="{}"', "='{}'", "={}", "", ' = "{}'] + ['="{}"'] * 5),
    st.sampled_from(_VALUES),
).map(lambda parts: " " + parts[0] + parts[1].format(parts[2]))
_start = st.tuples(st.sampled_from(_TAGS), st.lists(_attribute, max_size=2)).map(lambda t: f"<{t[0]}{''.join(t[1])}>")
_end = st.sampled_from([f"</{tag}>" for tag in (*_TAGS, "br", "p")])
_void = st.tuples(st.sampled_from(_VOIDS), st.lists(_attribute, max_size=3)).map(lambda t: f"<{t[0]}{''.join(t[1])}/>")
_odd = st.sampled_from(
    "<!-- c -->|<!--|<![CDATA[x]]>|<?php x ?>|<!DOCTYPE html>|&amp|&copy|&#128;|&#0;|&#xD800;|&#xFFFE;|&#x2067;|&#13;|"
    "&nbsp;|&notin;|&lt;script&gt;|<|</|< p>|<p|</p|</>|<br//>|\n\n|\x00|]]>".split("|")
)


def _wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(_start, st.lists(inner, max_size=4).map("".join)).map(
        lambda t: f"{t[0]}{t[1]}</{t[0][1:].split()[0].rstrip('>')}>"
    )


nasty_html = st.lists(
    st.recursive(st.one_of(_start, _end, _void, _odd, nasty_text), _wrapped, max_leaves=8), max_size=10
).map("".join)
"""HTML by a grammar of what goes wrong: misnesting, open comments, foreign content, odd attributes and references."""

clean_html = st.one_of(st.just(""), nasty_html.map(lambda html: clean.html(html, SITE)))
"""HTML as a feed carries it."""

# Addresses.

_HOSTS = (
    "courier.example|EXAMPLE.org|bücher.example|a.b.c:8080|h.example:80|[::1]|[bad|127.0.0.1|localhost|"
    "u:p@h.example|x..y|-a|"
).split("|")
_SCHEMES = ["http://", "https://", "HTTP://", "//", "javascript:", "data:", "ftp://", "http:/", "", "mailto:"]
_PATHS = ["", "/", "/a/../b", "/a b", "/ü", "/%7e%c3%a9%", "/x|y[z]", "/\\w", "?q=ä&x=[1]", "#f g", "///", "/a\nb"]
nasty_urls = st.one_of(
    st.tuples(
        st.sampled_from(_SCHEMES),
        st.sampled_from(_HOSTS),
        st.sampled_from(_PATHS),
        nasty_text,
    ).map("".join),
    nasty_text,
)
"""Addresses, usable or not."""

_slug = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=12).map(lambda s: f"a{s}")
clean_urls = st.tuples(
    st.sampled_from([SITE, "https://cdn.example/", "http://xn--bcher-kva.example/%C3%BC/"]), _slug
).map("".join)
"""Absolute ASCII http(s) URIs in canonical form."""

# Times.

instants = st.datetimes(dt.datetime(1990, 1, 2), dt.datetime(2025, 6, 30), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda when: when.replace(microsecond=0)
)
"""Aware times in UTC that no validator finds implausible."""

whens = st.one_of(
    st.none(),
    st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)),
    st.datetimes(dt.datetime(1970, 1, 1), dt.datetime(2040, 1, 1)),  # noqa: DTZ001
    st.datetimes(
        dt.datetime(1990, 1, 2),  # noqa: DTZ001
        dt.datetime(2030, 1, 1),  # noqa: DTZ001
        timezones=st.integers(-14 * 4, 14 * 4).map(lambda q: dt.timezone(dt.timedelta(minutes=15 * q))),
    ),
)
"""What the model takes as a time, or None."""

# The model, as a source may fill it in.

_maybe_text, _maybe_url = st.none() | nasty_text, st.none() | nasty_urls
_names = st.one_of(
    nasty_text, st.sampled_from(["Jane <jane@x.example>", "jane@x.example", "127.0.0.1", "IANS", "A" * 300])
)
authors = st.builds(Author, name=_names, url=_maybe_url, kind=st.sampled_from(["person", "organisation"]))
images = st.builds(
    Image,
    url=nasty_urls,
    alt=_maybe_text,
    credit=_maybe_text,
    width=st.none() | st.integers(-1, 10**6),
    height=st.none() | st.integers(-1, 10**6),
)
enclosures = st.builds(
    Enclosure,
    url=nasty_urls,
    type=st.sampled_from(["audio/mpeg", "Audio/MPEG; x=1", "mp3", "", "a/b c", "image/png"]),
    length=st.integers(-2, 2**65),
)
articles = st.builds(
    Article,
    source=st.just("pages"),
    key=nasty_text,
    title=nasty_text,
    guid=_maybe_text,
    url=_maybe_url,
    base=_maybe_url,
    subtitle=_maybe_text,
    published=whens,
    updated=whens,
    summary=_maybe_text,
    content=nasty_html,
    highlights=st.lists(nasty_text, max_size=3).map(tuple),
    pull_quote=st.none() | st.builds(PullQuote, text=nasty_text, attribution=_maybe_text),
    dateline=st.none() | st.builds(Dateline, place=nasty_text, date=_maybe_text),
    authors=st.lists(authors, max_size=3).map(tuple),
    section=_maybe_text,
    categories=st.lists(nasty_text | st.sampled_from(["News", "NEWS", " "]), max_size=4).map(tuple),
    image=st.none() | images,
    enclosures=st.lists(enclosures, max_size=3).map(tuple),
    language=st.sampled_from([None, "en", "en_in", "hi-IN", "xx-yy", "zh-hant-tw", "english", ""]),
    views=st.none() | st.integers(-5, 2**70),
    comments_open=st.sampled_from([None, True, False]),
)
comments = st.builds(
    Comment,
    source=st.just("pages"),
    article=nasty_text,
    content=nasty_html,
    key=_maybe_text,
    parent=_maybe_text,
    author=st.none() | authors,
    url=_maybe_url,
    published=whens,
    approximate=st.booleans(),
)

# Feeds, as a renderer may rely on them.

clean_authors = st.builds(
    Author,
    name=_names.map(lambda name: getattr(author(Author(name=name)), "name", "IANS")),
    url=st.none() | clean_urls,
    kind=st.sampled_from(["person", "organisation"]),
)
clean_images = st.builds(
    Image,
    url=clean_urls.map(lambda url: url + ".jpg"),
    alt=st.none() | clean_text,
    credit=st.none() | clean_text,
    width=st.none() | st.integers(1, 5000),
    height=st.none() | st.integers(1, 5000),
)
clean_enclosures = st.builds(
    Enclosure,
    url=clean_urls,
    type=st.sampled_from(["audio/mpeg", "video/mp4", "image/jpeg"]),
    length=st.integers(0, 2**40),
)


def _addresses(path: str) -> tuple[tuple[str, str], ...]:
    return tuple((format, f"{SITE}feeds/{path}.{format}") for format in FORMATS)


@st.composite
def replies(draw: st.DrawFn) -> Replies:
    """The conversation under an article; empty ones have no newest comment."""
    count = draw(st.integers(0, 500))
    return Replies(
        page=draw(st.none() | clean_urls),
        feeds=_addresses(f"articles/{draw(_slug)}/comments"),
        count=count,
        updated=draw(instants) if count else None,
    )


_in_reply_to = st.builds(
    InReplyTo, ref=clean_urls, href=st.none() | clean_urls, source=st.none() | clean_urls.map(lambda url: url + ".atom")
)


@st.composite
def entries(draw: st.DrawFn, number: int = 0) -> Entry:
    """One entry. `number` keeps ids and updated times apart within a feed."""
    published = draw(instants)
    updated = published + dt.timedelta(seconds=draw(st.integers(0, 10**6)), microseconds=number)
    address = st.sampled_from([f"{SITE}news/{number}", f"tag:courier.example,2025:pages/{number}"])
    return Entry(
        id=draw(address),
        title=draw(clean_text),
        published=published,
        updated=updated,
        url=draw(st.just(f"{SITE}news/{number}") | st.none()),
        summary=draw(clean_text),
        content=draw(clean_html),
        authors=tuple(draw(st.lists(clean_authors, max_size=2, unique_by=lambda author: author.name))),
        categories=tuple(draw(st.lists(clean_text, max_size=3, unique_by=str.casefold))),
        language=draw(st.sampled_from([None, "en", "hi-IN", "ko"])),
        image=draw(st.none() | clean_images),
        enclosures=tuple(draw(st.lists(clean_enclosures, max_size=2, unique_by=lambda enclosure: enclosure.url))),
        replies=draw(st.none() | replies()),
        in_reply_to=draw(st.none() | _in_reply_to),
        related=draw(st.none() | clean_urls),
    )


@st.composite
def feeds(draw: st.DrawFn) -> Feed:
    """One feed, newest entry first, `updated` not before any entry's, every format's address known."""
    path = draw(st.sampled_from(["feed", "comments", "sections/world/feed", "articles/a/comments"]))
    given = [draw(entries(number)) for number in range(draw(st.integers(0, 3)))]
    newest = max([entry.updated for entry in given], default=draw(instants))
    return Feed(
        path=path,
        id=f"{SITE}feeds/{path}",
        title=draw(clean_text),
        description=draw(clean_text),
        home=SITE,
        urls=_addresses(path),
        language=draw(st.sampled_from(["en", "en-IN", "hi", "zh-Hant-TW"])),
        updated=newest.replace(microsecond=0) + dt.timedelta(seconds=1),
        authors=tuple(draw(st.lists(clean_authors, min_size=1, max_size=1))),
        entries=tuple(sorted(given, key=lambda entry: (entry.published, entry.id), reverse=True)),
        rights=draw(st.none() | clean_text),
        hubs=tuple(draw(st.lists(st.just("https://hub.example/"), max_size=1))),
        tombstones=tuple(draw(st.lists(st.builds(Tombstone, ref=clean_urls, when=instants), max_size=1))),
        history=draw(st.sampled_from([None, History(), History(prev=_addresses("archive/1"))])),
    )
