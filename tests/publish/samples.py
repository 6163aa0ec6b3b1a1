"""Sites for the subscribe page: a usual one, a hostile one, one from right to left, and an empty one."""

import datetime as dt

from feeds.model import Site
from feeds.publish.page import Group, Listed

FORMATS = ("rss", "atom", "json")
NEWEST = dt.datetime(2025, 6, 16, 8, 30, tzinfo=dt.UTC)


def site(base="https://courier.example/feeds/", **more):
    described = {"title": "The Courier", "url": base, "feeds_url": base, "language": "en-IN"}
    described["description"] = "News and conversation from the hills, since 1911."
    return Site(**{**described, **more})


def listed(base, path, label, number=0, **more):
    more = {"entries": number % 50 + 1, "newest": NEWEST - dt.timedelta(days=number)} | more
    return Listed(
        title=f"The Courier: {label}", label=label, urls=tuple((f, f"{base}{path}.{f}") for f in FORMATS), **more
    )


def usual(base="https://courier.example/feeds/"):
    names = ["World", "Politics", "Business", "Science and Health", "Culture", "Sport", "दुनिया", "한국", "Opinion"]
    tags = ["elections", "monsoon", "railways", "cricket", "budget", "climate", "schools", "space", "health"] * 4
    people = ["IANS", "Meera Nair", "Kim Min-jun", "A. Okonkwo", "Staff Reporter"]
    articles = [
        "South Korea confirms its first case of avian influenza in cattle, and what farmers do now",
        "Monsoon reaches the coast a week early",
        "Why the night train is back",
    ] * 6
    about = "The newest articles of the whole site."
    return [
        Group(kind="site", feeds=(listed(base, "feed", "The Courier", 49, description=about),)),
        Group(kind="comments", feeds=(listed(base, "comments", "Readers’ comments", 20, description="Be kind."),)),
        Group(kind="sections", feeds=_feeds(base, "sections/{}/feed", names)),
        Group(kind="tags", feeds=_feeds(base, "tags/{}/feed", [f"{t} {n}" for n, t in enumerate(tags)])),
        Group(kind="authors", feeds=_feeds(base, "authors/{}/feed", people)),
        Group(kind="conversations", feeds=_feeds(base, "articles/{}/comments", articles), total=10_204),
    ]


def _feeds(base, pattern, labels):
    return tuple(listed(base, pattern.format(f"n{n}"), label, n) for n, label in enumerate(labels))


def hostile(base="https://courier.example/feeds/"):
    labels = [
        "</style></title><script>document.title='broken'</script>",
        '"><img src=x onerror="document.title=\'broken\'">',
        "W" * 400,
        "a" + "\u0301" * 200,
        "{{ 7 * 7 }} {% raw %} &amp; <b>",
        "https://courier.example/" + "very-long-path/" * 40,
        "عنوان طويل جدا باللغة العربية \u202eabc",
        "👩‍👩‍👧‍👦" * 60,
        "'; alert(1); '",
    ]
    groups = [
        Group(kind="site", feeds=(listed(base, "feed", labels[0], description=labels[1]),)),
        Group(kind="comments", feeds=(listed(base, "c" * 300, labels[2], description=labels[2]),)),
    ]
    return groups + [Group(kind=kind, feeds=_feeds(base, "x/{}", labels * 2)) for kind in ("sections", "conversations")]


def sites(base="https://courier.example/feeds/"):
    """Name to (site, groups)."""
    bad = "</title><script>document.title='broken'</script>" + "W" * 200
    return {
        "usual": (site(base), usual(base)),
        "hostile": (site(base, title=bad, description=bad, language="en"), hostile(base)),
        "rtl": (site(base, title="جريدة التلال", description="أخبار وحوار من التلال.", language="ar"), usual(base)),
        "hindi": (site(base, title="दैनिक पहाड़", description="पहाड़ों से समाचार।", language="hi-IN"), usual(base)[:3]),
        "empty": (site(base, description=""), []),
        "one": (site(base), [Group(kind="site", feeds=(listed(base, "feed", "The Courier", newest=None, entries=0),))]),
    }
