"""A survey as a configuration, and in words."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from feeds import clean
from feeds.survey import zones
from feeds.survey.front import Front
from feeds.survey.sampling import Sample, full_text

_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What was found: the site, the source that will be read, and what else was looked at."""

    front: Front
    sample: Sample
    others: tuple[Sample, ...] = ()

    @property
    def title(self) -> str:
        """The site's, else its host."""
        return self.front.title or urlsplit(self.front.url).hostname or "News"

    @property
    def zone(self) -> str | None:
        """The time zone that the site names, else one that its dates have."""
        if zones.known(self.front.zone):
            return self.front.zone
        return zones.guess(self.front.dates, self.language)

    @property
    def language(self) -> str:
        """The site's, else its articles'."""
        told = (clean.language(article.language) for article in self.sample.articles if article.language)
        return self.front.language or next(filter(None, told), None) or "en"


def configuration(survey: Survey, *, allow_private: bool) -> str:
    """The text of feedhouse.toml."""
    candidate, site = survey.sample.candidate, survey.front.site
    description = survey.front.description or f"The newest articles of {survey.title}."
    zone = survey.zone
    lines = [
        f"# Written by feedhouse init {survey.front.url}",
        "# Every key is explained in docs/configuration.md; what is left out has a good default.",
        "",
        "[site]",
        f"title = {_text(survey.title)}",
        f"url = {_text(site)}",
        f"# feeds_url = {_text(urljoin(site, 'feeds/'))}  # where your web server shows the folder out/, if not there",
        f"description = {_text(description)}",
        f"language = {_text(survey.language)}",
        f"timezone = {_text(zone)}  # for times that name no zone"
        if zone
        else 'timezone = "UTC"  # for times that name no zone; the site does not tell its own',
        "",
        "[[sources]]",
        'name = "site"  # keep it: the entries\' ids hang on it',
        f"adapter = {_text(candidate.adapter)}  # {candidate.what}",
        f"url = {_text(candidate.url)}",
    ]
    if candidate.options:
        lines.append(
            "options = { " + ", ".join(f"{key} = {json.dumps(one)}" for key, one in candidate.options.items()) + " }"
        )
    if allow_private:
        lines += ["", "[http]", "allow_private = true", "pace = 0"]
    return "\n".join(lines) + "\n"


def told(survey: Survey) -> Iterator[str]:
    """What was found and what will be published, in lines."""
    sample = survey.sample
    candidate = sample.candidate
    yield f"{survey.title} ({survey.front.site}): {candidate.what}"
    yield f"    {candidate.url}"
    for article in sample.articles[:_SHOWN]:
        yield f"    {article.title or clean.excerpt(article.content, 80)}"
    if candidate.adapter == "feed" and not full_text(sample.articles):
        yield "The feed carries summaries: the feeds that are published will, too."
    if sample.comments:
        yield f"Comments were found with them: {sample.comments} in what was looked at."
    elif candidate.adapter == "feed":
        yield "No comments were found: the feed names no comment feeds, or they are empty."
    yield "Published will be: the newest articles of the site, of every section, tag and author, the newest comments,"
    yield "and the comments of every article, each in RSS, Atom and JSON Feed; a subscribe page; a list in OPML."
    zone = survey.zone or "UTC (the site does not tell)"
    yield f"Language {survey.language}, time zone {zone}: mend them if they are wrong."


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "")
