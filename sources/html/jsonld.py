"""JSON-LD: schema.org items in script elements. https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents."""

from collections.abc import Iterator

from sources.html import schemaorg
from sources.html.jsonrepair import loads
from sources.html.page import Page
from sources.html.partial import Partial
from sources.html.titles import squeezed

_NESTED = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart", "@list")
_MOST = 2000
_DEEPEST = 40


def read(page: Page) -> Partial | None:
    """What the page's main article says of itself in JSON-LD; None if there is none."""
    items = list(_items(page))
    by_id = {str(item["@id"]): item for item in items if "@id" in item and len(item) > 2}  # noqa: PLR2004
    article = schemaorg.main_article(items, page)
    if article is None:
        return None
    whole = {**_told_elsewhere(article, items), **article}
    if not whole.get("comment"):
        whole["comment"] = [item for item in items if "Comment" in schemaorg.types(item)]
    return schemaorg.partial({name: _resolved(value, by_id) for name, value in whole.items()}, page, "jsonld")


def _told_elsewhere(article: schemaorg.Item, items: list[schemaorg.Item]) -> dict[str, object]:
    """What further items say of the same article: a site and its plugins write one each."""
    headline = squeezed(next(iter(schemaorg.texts(article.get("headline"))), ""))
    found: dict[str, object] = {}
    for item in items if headline else []:
        if (
            item is not article
            and schemaorg.is_article(item)
            and squeezed(next(iter(schemaorg.texts(item.get("headline"))), "")) == headline
        ):
            found |= {name: value for name, value in item.items() if name not in found and value}
    return found


def _items(page: Page) -> Iterator[schemaorg.Item]:
    count = 0
    for script in page.tree.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() == "application/ld+json":
            for item in _walk(loads(script.text or "")):
                yield item
                count += 1
                if count >= _MOST:
                    return


def _walk(value: object, depth: int = 0) -> Iterator[schemaorg.Item]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _walk(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in _NESTED:
            if isinstance(value.get(name), dict | list):
                yield from _walk(value[name], depth + 1)


def _resolved(value: object, by_id: dict[str, schemaorg.Item]) -> object:
    """References ({"@id": …} alone) replaced by what they name, one step deep."""
    if isinstance(value, list):
        return [_resolved(one, by_id) for one in value]
    if isinstance(value, dict) and set(value) <= {"@id", "@type"} and value.get("@id") in by_id:
        return by_id[str(value["@id"])]
    return value
