"""A look at a candidate: its first articles, read by its adapter as a build would read them."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, cast

from feeds import clean
from feeds.errors import FetchError, SourceError
from feeds.http import Http
from feeds.ingest import Adapter
from feeds.model import Article, Comment, Origin, Skipped
from feeds.survey.candidates import Candidate

_ARTICLES, _RECORDS = 10, 200
_PAGES = 3  # articles that are enough where each is a page of its own
_FULL = 600  # letters that no summary has


@dataclass(slots=True, kw_only=True)
class Sample:
    """What a candidate gave: some articles, how many comments came with them, and why there is nothing, if so."""

    candidate: Candidate
    articles: list[Article] = field(default_factory=list)
    comments: int = 0
    why: str = "no article"


def sample(candidate: Candidate, adapters: Mapping[str, Adapter], http: Http) -> Sample:
    """Read the first articles. Raises nothing that the candidate does: it is noted."""
    found = Sample(candidate=candidate)
    enough = _PAGES if candidate.adapter in {"sitemap", "page"} else _ARTICLES
    origin = Origin(source="site", name=candidate.url, key="site", url=candidate.url, options=candidate.looking)
    try:
        with closing(cast("Any", adapters[candidate.adapter](origin).read(http, None))) as records:
            for record in islice(records, _RECORDS):
                if isinstance(record, Article):
                    if len(found.articles) == enough:
                        break
                    found.articles.append(record)
                found.comments += isinstance(record, Comment)
                if isinstance(record, Skipped) and not found.articles:
                    found.why = f"{record.where}: {record.why}".removeprefix(f"{candidate.url}: ")
    except (SourceError, FetchError) as error:
        found.why = str(error).removeprefix(f"{candidate.url}: ")
    except KeyError:
        found.why = "its adapter is not installed"
    except Exception as error:  # noqa: BLE001  a stranger's adapter may raise anything
        found.why = f"{type(error).__name__}: {error}"
    return found


def full_text(articles: Sequence[Article]) -> bool:
    """Whether a feed carries whole articles: most entries have a summary beside their text, or a long one; none of
    these ends as a teaser does."""
    whole = 0
    for article in articles:
        text = clean.plain(article.content).strip()
        teaser = text.endswith(("…", "[…]", "...", "[...]", "»")) or text[-40:].lower().endswith("read more")
        whole += not teaser and (
            len(text) >= _FULL or (article.summary is not None and len(text) > len(article.summary))
        )
    return whole * 2 > len(articles)
