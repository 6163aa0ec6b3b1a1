"""The cases of the golden documents: a function a case, its name the file's name, its value the feed."""

import datetime as dt
from dataclasses import replace

from feeds.feed import Entry, Feed, History, InReplyTo, Replies, Tombstone
from feeds.model import Author, Enclosure, Image

SITE = "https://courier.example/"
TAG = "tag:courier.example,2025:"
NOON = dt.datetime(2025, 6, 16, 12, 0, 0, tzinfo=dt.UTC)


def urls(path: str) -> tuple[tuple[str, str], ...]:
    return tuple((format, f"{SITE}feeds/{path}.{format}") for format in ("rss", "atom", "json"))


def seconds_apart(*entries: Entry) -> tuple[Entry, ...]:
    """The entries, newest first, each updated a second before the one above it (Atom's updated values shall differ)."""
    return tuple(replace(one, updated=one.updated + dt.timedelta(seconds=n)) for n, one in enumerate(entries[::-1]))[
        ::-1
    ]


def feed(path: str, *entries: Entry, **facts: object) -> Feed:
    plain = Feed(
        path=path,
        id=f"{TAG}{path}",
        title="The Courier",
        description="News from the coast",
        home=SITE,
        urls=urls(path),
        language="en-IN",
        updated=NOON,
        authors=(Author(name="The Courier", kind="organisation"),),
        entries=entries,
    )
    return replace(plain, **facts)  # type: ignore[arg-type]


def entry(name: str, title: str = "Talks go on", **facts: object) -> Entry:
    plain = Entry(
        id=f"{TAG}articles/{name}",
        title=title,
        url=f"{SITE}news/{name}",
        published=NOON,
        updated=NOON,
        summary="The talks go on.",
        content="<p>The talks <em>go on</em>, the ministry said.</p>",
    )
    return replace(plain, **facts)  # type: ignore[arg-type]


def comment(number: int, **facts: object) -> Entry:
    plain = Entry(
        id=f"{TAG}comments/{number}",
        title=f"Comment by Reader {number}",
        url=f"{SITE}news/harbour#comment-{number}",
        published=NOON + dt.timedelta(minutes=number),
        updated=NOON + dt.timedelta(minutes=number),
        content=f"<p>Comment number {number}.</p>",
        authors=(Author(name=f"Reader {number}"),),
        related=f"{SITE}news/harbour",
        in_reply_to=InReplyTo(
            ref=f"{TAG}articles/harbour", href=f"{SITE}news/harbour", source=f"{SITE}feeds/feed.atom"
        ),
    )
    return replace(plain, **facts)  # type: ignore[arg-type]


def everything() -> Feed:
    full = entry(
        "harbour",
        "Harbour reopens after storm",
        updated=NOON + dt.timedelta(hours=1),
        content='<p>The harbour <a href="https://courier.example/tide?a=1&amp;b=2">reopened</a>.</p>\n<ul><li>One</li></ul>',
        authors=(Author(name="Asha Rao", url=f"{SITE}authors/asha-rao"), Author(name="IANS", kind="organisation")),
        categories=("World", "Shipping & ports"),
        language="hi",
        image=Image(
            url="https://media.courier.example/harbour.jpg",
            alt="Cranes over the harbour",
            credit="R. Iyer / IANS",
            width=1200,
            height=800,
        ),
        enclosures=(
            Enclosure(url="https://media.courier.example/harbour.mp3", type="audio/mpeg", length=1234567),
            Enclosure(url="https://media.courier.example/harbour.mp4", type="video/mp4"),
        ),
        replies=Replies(
            page=f"{SITE}news/harbour#comments",
            feeds=urls("articles/harbour/comments"),
            count=6,
            updated=NOON + dt.timedelta(hours=2),
        ),
    )
    hubs = ("https://hub.courier.example/", "https://hub.example.org/")
    return feed("feed", full, entry("plain"), rights="© The Courier", hubs=hubs, updated=NOON + dt.timedelta(hours=1))


def scripts() -> Feed:
    return feed(
        "sections/world/feed",
        *seconds_apart(
            entry("hindi", "बंदरगाह फिर खुला", summary="तूफान के बाद।", language="hi", authors=(Author(name="आशा राव"),)),
            entry("korean", "항구 재개장", summary="폭풍 뒤에.", categories=("세계",), language="ko"),
            entry(
                "arabic",
                "إعادة فتح الميناء",
                summary="بعد العاصفة.",
                content='<p dir="rtl">بعد العاصفة.</p>',
                language="ar",
            ),
            entry("emoji", "Storm ends 🌊👨‍👩‍👧‍👦", summary="🇰🇷 x", content="<p>👍🏽</p>", categories=("🌊",)),
        ),
        title="The Courier: World · 세계 · दुनिया",
        language="en",
    )


def conversation() -> Feed:
    answer = InReplyTo(
        ref=f"{TAG}comments/1",
        href=f"{SITE}news/harbour#comment-1",
        source=f"{SITE}feeds/articles/harbour/comments.atom",
    )
    return feed(
        "articles/harbour/comments",
        comment(3, in_reply_to=answer),
        comment(2, content="<p>One.</p>\n<p>Two &lt;b&gt; 🙂</p>"),
        comment(1, in_reply_to=InReplyTo(ref=f"{TAG}articles/harbour", href=None, source=None)),
        title="Comments on Harbour reopens after storm",
        description="Be kind. Comments are moderated.",
        home=f"{SITE}news/harbour#comments",
        rights="Comments are their authors' own.",
        updated=NOON + dt.timedelta(minutes=3),
    )


def no_comments_yet() -> Feed:
    title = "Comments on Talks go on"
    return feed("articles/talks/comments", title=title, description=title, home=f"{SITE}news/talks#comments")


def archive() -> Feed:
    history = History(archive=True, current=urls("sections/world/feed"), prev=urls("archive/1"), next=urls("archive/3"))
    return feed("archive/2", entry("old"), history=history)


def subscription() -> Feed:
    return feed("feed", entry("new"), history=History(prev=urls("archive/3")))


def tombstones() -> Feed:
    gone = (
        Tombstone(ref=f"{TAG}articles/gone", when=NOON),
        Tombstone(ref=f"{TAG}articles/gone-too", when=NOON + dt.timedelta(seconds=1)),
    )
    return feed("feed", entry("stays"), tombstones=gone)


def sparse() -> Feed:
    return feed(
        "feed",
        *seconds_apart(
            entry("no-link", url=None),
            entry("no-content", content=""),
            entry("no-summary", summary=""),
            entry("title-only", "Only a title", content="", summary=""),
            entry("title-alone", "Not even a link", content="", summary="", url=None),
            entry("guid", id=f"{SITE}news/guid"),
        ),
        description="",
    )


def markup() -> Feed:
    titles = (
        "AT&T and 2 < 3 > 1",
        "How to use <b> and </b>",
        "What &copy; and &amp;amp; mean",
        "]]> ends a CDATA section",
        'Tom & Jerry\'s "best"',
        "&#169; &lt;3",
    )
    entries = [
        entry(f"m{number}", title, summary=title, categories=(title,), authors=(Author(name="R&D <desk> 'x'"),))
        for number, title in enumerate(titles)
    ]
    alt = Image(url="https://media.courier.example/m.png", alt="a </b> & <i>", credit="A & B")
    bold = entry("bold", content="<p>]]&gt; &amp;amp; &lt;script&gt;</p>", image=alt)
    return feed(
        "feed",
        *seconds_apart(*entries, bold),
        title="Q&A </i>",
        description="Asked & answered </p> &copy;",
        rights="© R&D </b>",
    )


def one_second() -> Feed:
    later = NOON + dt.timedelta(microseconds=1000)
    return feed("feed", entry("b", updated=later), entry("a"), updated=later)


def localhost() -> Feed:
    """Media on a host without a dot: refused in RSS by W3C's validator, fine in Atom and JSON."""
    here = "http://localhost:8000/a.mp3"
    return feed(
        "feed",
        entry(
            "local",
            image=Image(url="http://localhost:8000/a.jpg"),
            enclosures=(
                Enclosure(url=here, type="audio/mpeg", length=3),
                Enclosure(url="https://media.courier.example/b.mp3", type="audio/mpeg", length=4),
                Enclosure(url="https://media.courier.example/c", type="no media type", length=5),
            ),
        ),
    )


def atom_only() -> Feed:
    """A site that publishes its comment feeds in Atom and JSON alone."""
    feeds = tuple(pair for pair in urls("articles/a/comments") if pair[0] != "rss")
    replies = Replies(page=None, feeds=feeds, count=0, updated=None)
    return feed("feed", entry("a", replies=replies))


CASES = (
    everything,
    scripts,
    conversation,
    no_comments_yet,
    archive,
    subscription,
    tombstones,
    sparse,
    markup,
    one_second,
    localhost,
    atom_only,
)
