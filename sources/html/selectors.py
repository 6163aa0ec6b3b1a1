"""A site's own selectors, from its configuration: CSS, or XPath if it begins with "/", "./" or "(".

    select = { title = "h1.headline", published = "//meta[@name='date']/@content", comments = "li.reader-comment" }

They outrank everything that the page says otherwise. A field may have a list of selectors: the first that finds
something counts. `comment_…` fields are looked for inside of each element that `comments` finds.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from feeds.errors import SourceError
from feeds.model import Author, Image, When
from sources._shared.dates import find_when, parse_when
from sources._shared.names import without_address
from sources.html import answers, names, thread
from sources.html.clock import is_relative
from sources.html.media import address_of
from sources.html.page import Page
from sources.html.partial import Partial, Said
from sources.html.select import text
from sources.html.tidy import tidy

FIELDS = (
    "title", "subtitle", "authors", "published", "updated", "summary", "content", "section", "categories", "language",
    "url", "image", "comments", "comment_author", "comment_published", "comment_content", "comment_parent",
    "comment_key", "comment_url",
)  # fmt: skip
"""What `select` may name."""

Hit = HtmlElement | str
_ADDRESSES = ("href", "src")
_VALUES = ("datetime", "content", "title", "data-time", "data-timestamp")


@dataclass(frozen=True, slots=True)
class Selectors:
    """Compiled selectors by field, and how they were written: all of a field's, and each in the same order."""

    compiled: Mapping[str, tuple[Callable[[HtmlElement], object], ...]]
    written: Mapping[str, str]
    each: Mapping[str, tuple[str, ...]]

    def all(self, field: str, top: HtmlElement) -> list[Hit]:
        """What the field's selectors find below `top`: elements, and texts where an XPath gives attributes."""
        for find in self.compiled.get(field, ()):
            if kept := self._kept(field, find, top):
                return kept
        return []

    def tried(self, field: str, tops: Sequence[HtmlElement]) -> Iterator[tuple[str, list[Hit]]]:
        """Each selector of the field as it was written, with all that it finds below `tops`."""
        for written, find in zip(self.each.get(field, ()), self.compiled.get(field, ()), strict=True):
            yield written, [hit for top in tops for hit in self._kept(field, find, top)]

    def _kept(self, field: str, find: Callable[[HtmlElement], object], top: HtmlElement) -> list[Hit]:
        found = self._found(field, find, top)
        hits = found if isinstance(found, list) else [found]
        return [hit for hit in hits if isinstance(hit, HtmlElement) or (isinstance(hit, str) and hit.strip())]

    def _found(self, field: str, find: Callable[[HtmlElement], object], top: HtmlElement) -> object:
        try:
            return find(top)
        except etree.XPathError as error:  # what is wrong in a predicate shows only when the predicate is asked
            kind = f"select.{field}: {self.written[field]!r} is no XPath selector"
            raise SourceError(f"{kind}: {error}") from error

    def first(self, field: str, top: HtmlElement) -> Hit | None:
        """The first of them."""
        return next(iter(self.all(field, top)), None)


def compiled(told: object) -> Selectors:
    """The selectors of a configuration's `select` table. Raises SourceError, which names the field and the selector."""
    if not isinstance(told, Mapping):
        raise SourceError(f"select: a table of selectors is expected, not {told!r}")
    for field in told:
        if field not in FIELDS:
            raise SourceError(f"select.{field}: no such field; there are {', '.join(FIELDS)}")
    every = {str(field): value if isinstance(value, list | tuple) else [value] for field, value in told.items()}
    finders = {field: tuple(_finder(field, one) for one in values) for field, values in every.items()}
    each = {field: tuple(map(str, values)) for field, values in every.items()}
    return Selectors(finders, {field: ", ".join(values) for field, values in each.items()}, each)


def _finder(field: str, selector: object) -> Callable[[HtmlElement], object]:
    if not isinstance(selector, str) or not selector.strip():
        raise SourceError(f"select.{field}: {selector!r} is no selector: a text is expected")
    selector = selector.strip()
    try:
        if selector.startswith(("/", "./", "(")):
            path = etree.XPath(selector)
            path(etree.Element("p"))  # an unknown function or prefix shows only when the path is walked
            return path
        from lxml.cssselect import CSSSelector  # noqa: PLC0415 - late: only configured sites need it

        return CSSSelector(selector, translator="html")
    except (etree.XPathError, ValueError, SyntaxError, TypeError) as error:
        kind = "XPath" if selector.startswith(("/", "./", "(")) else "CSS"
        raise SourceError(f"select.{field}: {selector!r} is no {kind} selector: {error}") from error


def read(page: Page, selectors: Selectors) -> Partial:
    """What the selectors find."""
    top = page.tree
    comments = list(_comments(page, selectors))
    values = {
        "title": _text(selectors.first("title", top)),
        "subtitle": _text(selectors.first("subtitle", top)),
        "summary": _text(selectors.first("summary", top)),
        "section": _text(selectors.first("section", top)),
        "language": _text(selectors.first("language", top)),
        "categories": tuple(dict.fromkeys(word for hit in selectors.all("categories", top) if (word := _text(hit)))),
        "authors": tuple(
            {one.name: one for hit in selectors.all("authors", top) for one in _people(hit, page)}.values()
        ),
        "published": _when(selectors.first("published", top)),
        "updated": _when(selectors.first("updated", top)),
        "url": page.absolute(_address(selectors.first("url", top))),
        "image": _image(selectors.first("image", top), page),
        "body": _body(selectors.all("content", top), {node for node, _ in comments}),
        "comments": tuple(said for _, said in comments),
    }
    names_of = {"body": "content"}
    evidence = {name: selectors.written.get(names_of.get(name, name), "") for name, value in values.items() if value}
    return Partial(
        strategy="selectors", is_article=bool(values["body"] or values["title"]),
        elements=tuple(node for node, _ in comments),
        evidence=evidence, **values,  # type: ignore[arg-type]
    )  # fmt: skip


def _comments(page: Page, selectors: Selectors) -> Iterator[tuple[HtmlElement, Said]]:
    items = [hit for hit in selectors.all("comments", page.tree) if isinstance(hit, HtmlElement)]
    known = set(items)
    for one in thread.read(items, page):
        yield one.element, _told(one, selectors, page, known)


def _told(one: thread.Comment, selectors: Selectors, page: Page, known: set[HtmlElement]) -> Said:
    """The comment with what its own selectors say."""
    from dataclasses import replace  # noqa: PLC0415

    def own(field: str) -> Hit | None:
        # What stands in an answer inside of the comment is the answer's.
        hits = selectors.all(field, one.element)
        return next((hit for hit in hits if isinstance(hit, str) or _home(hit, known) is one.element), None)

    said = one.said
    if (hit := own("comment_author")) is not None and (name := without_address(_text(hit) or "")):
        said = replace(
            said, author=Author(name=name, url=page.absolute(_address(hit)) if not isinstance(hit, str) else None)
        )
    if (hit := own("comment_published")) is not None:
        when = _when(hit) or (_relative(hit, page) if is_relative(_text(hit) or "") else None)
        said = replace(said, published=when, approximate=when is not None and _when(hit) is None)
    if (hit := own("comment_content")) is not None:
        content = tidy(hit, left_out=known - {one.element}) if isinstance(hit, HtmlElement) else f"<p>{hit}</p>"
        said = replace(said, content=content or said.content)
    if (hit := own("comment_parent")) is not None and (parent := answers.key_in(_address(hit) or _text(hit) or "")):
        said = replace(said, parent=parent)
    if (hit := own("comment_key")) is not None and (key := _text(hit)):
        said = replace(said, key=key)
    if (hit := own("comment_url")) is not None and (url := page.absolute(_address(hit))):
        said = replace(said, url=url)
    return said


def _home(node: HtmlElement, known: set[HtmlElement]) -> HtmlElement | None:
    return next((up for up in [node, *node.iterancestors()] if up in known), None)


def _relative(hit: Hit, page: Page) -> When | None:
    from sources._shared.dates import relative_when  # noqa: PLC0415

    return relative_when(_text(hit) or "", page.fetched) if page.fetched else None


def _text(hit: Hit | None) -> str | None:
    if hit is None:
        return None
    told = hit if isinstance(hit, str) else (hit.get("content") if hit.tag == "meta" else text(hit))
    return " ".join((told or "").split()) or None


def _when(hit: Hit | None) -> When | None:
    if hit is None:
        return None
    if isinstance(hit, str):
        return parse_when(hit) or find_when(hit)
    marked = (parse_when(hit.get(name)) for name in _VALUES if hit.get(name))
    inner = next((parse_when(one.get("datetime")) for one in hit.iter("time") if one.get("datetime")), None)
    return next((when for when in marked if when), None) or inner or find_when(text(hit))


def _address(hit: Hit | None) -> str | None:
    if hit is None or isinstance(hit, str):
        return hit
    link = next((one for one in hit.iter("a") if one.get("href")), hit)
    return next((value for name in (*_ADDRESSES, "content") if (value := link.get(name))), None)


def _people(hit: Hit, page: Page) -> list[Author]:
    link = None if isinstance(hit, str) or hit.tag != "a" else page.absolute(hit.get("href"))
    return names.authors(_text(hit) or "", url=link)


def _image(hit: Hit | None, page: Page) -> Image | None:
    if hit is None:
        return None
    image = hit if isinstance(hit, str) or hit.tag == "img" else next(hit.iter("img"), hit)
    url = page.absolute(image if isinstance(image, str) else address_of(image) or _address(image))
    return Image(url=url, alt=None if isinstance(image, str) else image.get("alt") or None) if url else None


def _body(hits: list[Hit], comments: set[HtmlElement]) -> str | None:
    """All that `content` finds, one after another; comments and what is never text are left out."""
    nodes = [hit for hit in hits if isinstance(hit, HtmlElement)]
    known = set(nodes)
    tops = [node for node in nodes if not any(up in known for up in node.iterancestors())]
    return (
        "".join(tidy(node, left_out=comments) if node.tag != "p" else f"<p>{_inner(node)}</p>" for node in tops) or None
    )


def _inner(node: HtmlElement) -> str:
    inner = tidy(node)
    return inner.removeprefix("<p>").removesuffix("</p>") if inner.count("<p>") == 1 else inner
