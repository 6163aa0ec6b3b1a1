"""One feed at an address."""

from dataclasses import dataclass

from feeds.http import Http
from sources.feed.document import Document, Place, parsed

_ACCEPT = (
    "application/feed+json, application/atom+xml, application/rss+xml, application/rdf+xml, application/json;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1"
)


@dataclass(frozen=True, slots=True)
class Fetching:
    """The fetching of one source."""

    source: str
    http: Http

    def document(self, url: str, *, found: bool = True, renew: bool = False) -> tuple[Document, str]:
        """A feed and its address after redirects; `found` and `renew` as for `feeds.http.Http.get`. Raises FetchError
        and SourceError as that does, and SourceError if it is no feed."""
        answer = self.http.get(url, accept=_ACCEPT, found=found, renew=renew)
        kind = f"{answer.media_type}; charset={answer.charset}" if answer.charset else answer.media_type
        return parsed(answer.body, Place(source=self.source, name=url, url=answer.url, content_type=kind)), answer.url
