"""A parsed page to a verdict: cheap strategies first, the slow one only in doubt."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from lxml.html import HtmlElement

from sources._shared.markup import paragraphs
from sources.html import (
    article,
    conversations,
    doubt,
    fallback,
    jsonld,
    judge,
    microdata,
    opengraph,
    selectors,
    signs,
    topics,
)
from sources.html.judge import Verdict
from sources.html.page import Page
from sources.html.partial import Partial
from sources.html.select import weight
from sources.html.selectors import Selectors
from sources.html.tidy import tidy

_DOUBTFUL = 400  # a shorter body may be a teaser: the metadata may have more
_STUB, _LITTLE, _STORY = 80, 1500, 2500  # weights of a body: nearly none, a wall's text, a whole story's
_READ = 4000  # characters of a body's HTML that surely tell its weight, if it has more than _LITTLE
_LIST = 3
_AGREED = 0.4
_WORD = re.compile(
    r"[\u2e80-\u9fff\u0e00-\u0e7f]|[^\s\u2e80-\u9fff\u0e00-\u0e7f]+"
)  # where words have no space between them, letters
_WALLS = re.compile(
    r"^(just a moment|attention required|access denied|are you a robot|verify(ing)? (you are|that you)|security check|"
    r"please (wait|enable)|captcha|robot check|log ?in|sign ?in|anmelden|403|404|not found|page not found|error)\b",
    re.IGNORECASE,
)


def judged(page: Page, select: Selectors | None = None) -> Verdict | str:
    """The verdict on an article page, or why there is no article on it. `select` are the site's own selectors."""
    verdict = weighed(page, select)
    return verdict.refused or verdict


def weighed(page: Page, select: Selectors | None = None, *, thorough: bool = False) -> Verdict:
    """The verdict, also on a page that is `refused`. What can change nothing is asked only if `thorough`."""
    chosen = selectors.read(page, select) if select else None
    if chosen and select and _is_all(chosen):
        # Nothing else has to be asked, but for the comments if no selector names them.
        rest = [] if "comments" in select.compiled else [one for one in conversations.read(page) if one]
        return judge.merge([chosen, opengraph.read(page), *rest], page)
    early = list(_early(page, chosen, thorough=thorough))
    reference = next((partial.body_text for partial in early if partial.body_text), None)
    said = conversations.elements(early)
    titles = [partial.title for partial in early if partial.title]
    asked = article.FIELDS if thorough else doubt.fields(early)
    markup = article.read(page, reference, titles, said, asked=asked)
    partials = [*early, markup]
    if markup.is_doubtful or _size(_body(partials)) < _STUB:
        other = fallback.read(page, said)
        if other is not None and _disagree(markup, other):
            again = article.read(page, reference, titles, said, hint=other.body_text, asked=asked)
            partials = [*early, again]
            if again.body is None or _disagree(again, other):
                partials = [*map(_without_body, early), _without_body(again), other]
    partials += _from_metadata(partials)
    verdict = judge.merge(partials, page)
    return replace(verdict, refused=_refusal(page, partials, verdict, said))


def _early(page: Page, chosen: Partial | None, *, thorough: bool) -> Iterator[Partial]:
    """What is found before the page's text is looked for, the cheap strategies first."""
    told = jsonld.read(page)
    head = [one for one in (chosen, told, microdata.read(page), opengraph.read(page)) if one]
    lists = list(topics.read(page))
    if thorough or doubt.topics([*head, *lists]):
        news = [one for one in lists if topics.is_news(one)]
        shown = topics.shown(page)
        lists = [*news, *([shown] if shown else []), *lists[len(news) :]]
    yield from [*head, *lists]
    # The makers of a page whose JSON-LD tells of the article name their comments, too, or put a heading above them.
    if thorough or not (told and _is_whole(told)) or signs.any_of_comments(page.index):
        yield from (one for one in conversations.read(page) if one)


def _is_whole(told: Partial) -> bool:
    """Whether JSON-LD tells the fields of a news article; a forum's posts are told otherwise."""
    named = bool(told.title and told.published and (told.authors or told.body_text))
    return named and not told.evidence["title"].startswith("Discussion")


def _is_all(chosen: Partial) -> bool:
    """Whether selectors gave all that an article needs."""
    return bool(chosen.title and chosen.body and chosen.published and chosen.authors)


def explain(page: Page, select: Selectors | None = None) -> dict[str, str]:
    """Which strategy gave which field, and from where; empty if there is no article."""
    verdict = judged(page, select)
    return {} if isinstance(verdict, str) else verdict.evidence


def _disagree(markup: Partial, other: Partial) -> bool:
    """Whether the other extractor found another text, and not just a little of it."""
    own, found = _words(_plain(markup.body)), _words(other.body_text or "")
    common = sum((own & found).values())
    return weight(other.body_text) >= _STUB and 2 * common < _AGREED * (own.total() + found.total())


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text))


def _from_metadata(partials: list[Partial]) -> list[Partial]:
    """ArticleBody as text, when nothing on the page is better."""
    body = _body(partials)
    if _size(body) >= _DOUBTFUL:
        return []
    told = next((partial for partial in partials if partial.body_text), None)
    if told is None or len(told.body_text or "") <= len(_plain(body)):
        return []
    partials[:] = [_without_body(partial) for partial in partials]
    return [Partial(strategy=told.strategy, body=paragraphs(told.body_text or ""), evidence={"body": "articleBody"})]


def _without_body(partial: Partial) -> Partial:
    return replace(partial, body=None)


def _body(partials: list[Partial]) -> str | None:
    return next((partial.body for partial in partials if partial.body), None)


def _plain(body: str | None) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", body or "").split())


@lru_cache(maxsize=1)  # asked thrice of the same
def _size(body: str | None) -> int:
    """The weight of a body's text; of a long one, no more than is asked for is read."""
    if not body:
        return 0
    size = weight(_plain(body[: body.rfind("<", 0, _READ)])) if len(body) > _READ else 0
    return size if size >= _LITTLE else weight(_plain(body))


def _refusal(page: Page, partials: list[Partial], verdict: Verdict, said: set[HtmlElement]) -> str | None:
    title, size = str(verdict.fields.get("title") or ""), _size(verdict.fields.get("body"))
    if _WALLS.match(title) and size < _LITTLE:
        return f"no article but {title!r}"
    if size < _STUB and page.tree.xpath("//input[@type='password']"):
        return "no article but a login form"
    if not title and not size:
        return "no article: neither title nor text"
    signs = any(partial.is_article for partial in partials)
    if size < _STUB and not signs:
        return "no article: no text was found"
    if not signs and _is_listing(page, said):
        return "no article but a list of articles"
    return None if title else "no article: text without a title"


def _is_listing(page: Page, said: set[HtmlElement]) -> bool:
    """Whether the page shows teasers of articles. Comments, `said`, may be <article>s with linked headings, too."""
    teasers = [
        node
        for node in page.tree.iter("article")
        if node not in said
        and said.isdisjoint(node.iterancestors())
        and node.xpath(".//h2//a | .//h3//a | .//h1//a | .//a//h2 | .//a//h3")
    ]
    return len(teasers) >= _LIST and not any(len(tidy(node)) > _STORY for node in page.tree.iter("article"))
