"""What a site offers, for `feedhouse init URL`: the page at the address, what it points at, and a look at each.

`front` reads the page, `candidates` lists what may be read and in which order, `sampling` reads the first articles of a
candidate through its adapter, as a build would, `zones` guesses a time zone, `wording` writes feedhouse.toml. This room
knows protocols (links, well-known paths) and no adapter but by its name.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from feeds.errors import FetchError, SourceError
from feeds.http import Http
from feeds.ingest import Adapter
from feeds.survey.candidates import Candidate, candidates
from feeds.survey.front import Front, front
from feeds.survey.sampling import Sample, full_text, sample
from feeds.survey.wording import Survey

__all__ = ["Survey", "survey"]


def survey(url: str, adapters: Mapping[str, Adapter], http: Http, looking: Callable[[str], None]) -> Survey:
    """Look at the site at `url`; `looking` is called with what is looked at next. Raises FetchError if it cannot be
    reached now, SourceError if there is no page or nothing on it that could be read."""
    looking(url)
    answer = http.get(url, accept="text/html, application/xhtml+xml;q=0.9, */*;q=0.5")
    found = _named(front(answer), http)
    best, tried = _best(candidates(found, answer), adapters, http, looking)
    if best is None:
        looked = "\n".join(f"  {one.candidate.adapter} {one.candidate.url}: {one.why}" for one in tried)
        raise SourceError(
            f"{url}: nothing here that feedhouse could read articles from. Looked at:\n{looked}\n"
            "Name a feed, a sitemap, or a page that lists articles: feedhouse init ADDRESS; or save pages in a folder "
            "and name it as path in a feedhouse.toml, such as feedhouse init FOLDER writes"
        )
    return Survey(front=_told(best, found, http), sample=best, others=tuple(one for one in tried if one is not best))


def _named(found: Front, http: Http) -> Front:
    """The same; where the address is that of a feed or sitemap, with what the site's own page says."""
    if found.page:
        return found
    try:
        home = front(http.get(found.site, accept="text/html, */*;q=0.5"))
    except (SourceError, FetchError):
        return found
    return replace(found, title=home.title, description=home.description, language=home.language)


def _best(
    listed: list[Candidate], adapters: Mapping[str, Adapter], http: Http, looking: Callable[[str], None]
) -> tuple[Sample | None, list[Sample]]:
    """The first candidate that gives whole articles, else the first that gives summaries; and all that were tried."""
    tried: list[Sample] = []
    summaries: Sample | None = None
    for candidate in listed:
        if candidate.last and summaries is not None:  # a page's list is for a site that has nothing better
            break
        looking(f"{candidate.adapter} {candidate.url}")
        looked = sample(candidate, adapters, http)
        tried.append(looked)
        if looked.articles and (candidate.adapter != "feed" or full_text(looked.articles)):
            return looked, tried
        if looked.articles and summaries is None:
            summaries = looked
    return summaries, tried


def _told(best: Sample, found: Front, http: Http) -> Front:
    """What else the site says of itself: WordPress its name and time zone, a page of articles its dates."""
    from feeds.survey.front import from_wordpress, with_dates  # noqa: PLC0415  only here

    candidate = best.candidate
    try:
        if candidate.about is not None:
            return from_wordpress(found, http.get(candidate.about, accept="application/json").body)
        story = next((one.url for one in best.articles if one.url), None)
        page = candidate.url if candidate.adapter == "feed" else story
        return with_dates(found, http.get(page).body) if page else found
    except (SourceError, FetchError):
        return found
