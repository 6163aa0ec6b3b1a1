"""A parsed page to a verdict: cheap strategies first, the slow one only in doubt."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from lxml.html import HtmlElement

from sources._shared.markup import paragraphs
from sources.html import (
    article,
    fallback,
    jsonld,
    judge,
    microdata,
    microformats,
    named,
    opengraph,
    records,
    selectors,
    shapes,
    topics,
    wordpress,
)
from sources.html.judge import Verdict
from sources.html.page import Page
from sources.html.partial import Partial
from sources.html.select import weight
from sources.html.selectors import Selectors
from sources.html.tidy import tidy

_DOUBTFUL = 400  # a shorter body may be a teaser: the metadata may have more
_STUB, _LITTLE, _STORY = 80, 1500, 2500  # weights of a body: nearly none, a wall's text, a whole story's
_LIST = 3
_FEW = 1  # comments found by their markup, below which their shape is looked at too
_ANSWERS = re.compile(r"^class \S*(?:reply|response)")  # answers alone: the comments may have another name
_AGREED = 0.4
_WHOLE = frozenset({"body", "html", "main"})
_HEAD = 200  # how much may stand above a conversation in its element: a heading, a count, a form
_WALLS = re.compile(
    r"^(just a moment|attention required|access denied|are you a robot|verify(ing)? (you are|that you)|security check|"
    r"please (wait|enable)|captcha|robot check|log ?in|sign ?in|anmelden|403|404|not found|page not found|error)\b",
    re.IGNORECASE,
)


def judged(page: Page, select: Selectors | None = None) -> Verdict | str:
    """The verdict on an article page, or why there is no article on it. `select` are the site's own selectors."""
    verdict = weighed(page, select)
    return verdict.refused or verdict


def weighed(page: Page, select: Selectors | None = None) -> Verdict:
    """The verdict, also on a page that is `refused`."""
    chosen = selectors.read(page, select) if select else None
    if chosen and select and _is_all(chosen):
        # Nothing else has to be asked, but for the comments if no selector names them.
        rest = [] if "comments" in select.compiled else [one for one in _conversations(page) if one]
        return judge.merge([chosen, opengraph.read(page), *rest], page)
    early = [
        partial
        for partial in (
            chosen,
            jsonld.read(page),
            microdata.read(page),
            opengraph.read(page),
            *topics.read(page),
            *_conversations(page),
        )
        if partial
    ]
    reference = next((partial.body_text for partial in early if partial.body_text), None)
    said = _said(early)
    titles = [partial.title for partial in early if partial.title]
    markup = article.read(page, reference, titles, said)
    partials = [*early, markup]
    size = weight(_plain(_body(partials)))
    if size < _STUB or markup.is_doubtful:
        other = fallback.read(page)
        if other is not None and _disagree(markup, other):
            again = article.read(page, reference, titles, said, hint=other.body_text)
            partials = [*early, again]
            if again.body is None or _disagree(again, other):
                partials = [*map(_without_body, early), _without_body(again), other]
    partials += _from_metadata(partials)
    verdict = judge.merge(partials, page)
    return replace(verdict, refused=_refusal(page, partials, verdict, said))


def _conversations(page: Page) -> Iterator[Partial | None]:
    """What the strategies for marked comments find; the one for unmarked ones is asked if that is nothing."""
    marked = [microformats.read(page), wordpress.read(page)]
    read = max((one for one in marked if one), key=lambda one: len(one.comments), default=None)
    marked.append(named.read(page, len(read.comments), frozenset(read.elements)) if read else named.read(page))
    yield from marked
    most = max(len(one.comments) if one else 0 for one in marked)
    few = most <= _FEW or (marked[-1] is not None and _ANSWERS.search(marked[-1].evidence["comments"]))
    if few and not (
        page.mentions(b"itemscope") and page.tree.xpath("//*[@itemscope and contains(@itemtype, 'Comment')]")
    ):
        yield from _unmarked(page, most)


def _unmarked(page: Page, most: int) -> Iterator[Partial | None]:
    """What follows one after the other under a heading, where that is more than the lines with a name and a time, or
    where the list itself parts one comment from the next."""
    shaped = shapes.read(page)
    listed = records.read(page) if not most else None
    count = len(shaped.comments) if shaped else 0
    if listed and (
        len(listed.comments) > count or (len(listed.comments) == count and listed.evidence["comments"] == records.TERMS)
    ):
        yield listed
    else:
        yield shaped


def _said(partials: list[Partial]) -> set[HtmlElement]:
    """The elements of comments, and what holds a conversation and nothing before it."""
    found = {node for partial in partials for node in partial.elements}
    for partial in partials:
        nodes = partial.elements
        if len(nodes) > 1:
            around = set(nodes[-1].iterancestors())
            holder = next((up for up in nodes[0].iterancestors() if up in around), None)
            if holder is not None and holder.tag not in _WHOLE and _begins(holder, nodes[0]):
                found.add(holder)
    return found


def _begins(holder: HtmlElement, first: HtmlElement) -> bool:
    """Whether little stands in `holder` before its `first` comment."""
    size = 0
    for node in holder.iter():
        if node is first:
            return True
        size += (
            len((node.text or "").strip()) if isinstance(node.tag, str) and node.tag not in {"script", "style"} else 0
        )
        if size > _HEAD:
            return False
    return True


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
    return Counter(text.split())


def _from_metadata(partials: list[Partial]) -> list[Partial]:
    """ArticleBody as text, when nothing on the page is better."""
    if weight(_plain(_body(partials))) >= _DOUBTFUL:
        return []
    told = next((partial for partial in partials if partial.body_text), None)
    if told is None or len(told.body_text or "") <= len(_plain(_body(partials))):
        return []
    partials[:] = [_without_body(partial) for partial in partials]
    return [Partial(strategy=told.strategy, body=paragraphs(told.body_text or ""), evidence={"body": "articleBody"})]


def _without_body(partial: Partial) -> Partial:
    return replace(partial, body=None)


def _body(partials: list[Partial]) -> str | None:
    return next((partial.body for partial in partials if partial.body), None)


def _plain(body: str | None) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", body or "").split())


def _refusal(page: Page, partials: list[Partial], verdict: Verdict, said: set[HtmlElement]) -> str | None:
    title, size = str(verdict.fields.get("title") or ""), weight(_plain(verdict.fields.get("body")))
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
