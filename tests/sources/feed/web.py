"""A web for the adapter `feed`: answers from a table, and feeds to put into it."""

import datetime as dt

from feeds.errors import FetchError
from feeds.http import Response
from feeds.model import Origin
from sources.feed import Feed

SITE = "https://courier.example"


class Web:
    """Answers from a table; whatever is not in it fails for now."""

    def __init__(self, pages):
        self.pages = pages
        self.asked = []

    def get(self, url, *, accept="*/*", found=False, renew=False):
        self.asked.append(url)
        if url not in self.pages:
            raise FetchError(f"{url}: 503")
        body = self.pages[url].encode()
        kind = "application/json" if body.startswith(b"{") else "application/xml"
        return Response(
            url=url, status=200, media_type=kind, charset="utf-8", body=body, fetched=dt.datetime.now(dt.UTC)
        )


def fetched(pages, since=None, **options):
    web = Web(pages)
    origin = Origin(source="s", name=SITE + "/feed", key="s", url=SITE + "/feed", options=options)
    return list(Feed(origin).read(web, since)), web.asked


def atom(*entries, head=""):
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0"'
        f' xmlns:wfw="http://wellformedweb.org/CommentAPI/"><title>T</title><id>urn:x:f</id>{head}{"".join(entries)}</feed>'
    )


def bare(key):
    return key and key.removeprefix("urn:x:")


def entry(key, more="", text="words"):
    return (
        f"<entry><id>urn:x:{key}</id><title>{key}</title><updated>2025-06-16T10:00:00Z</updated>"
        f"<link href='{SITE}/{key}'/><author><name>Mira</name></author><content>{text}</content>{more}</entry>"
    )


def told(key, count=None):
    counted = "" if count is None else f" thr:count='{count}'"
    return entry(key, f"<link rel='replies' type='application/atom+xml' href='{SITE}/{key}/c'{counted}/>")


def conversations(*keys):
    return {f"{SITE}/{key}/c": atom(entry(f"{key}-1")) for key in keys}
