"""Whether a published document can do harm to who reads it: looked at from outside, by no code of the project's but
`check`."""

import json
import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree, html

from feeds.check import check

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
ACTIVE = frozenset(
    "script style iframe frame frameset object embed form input button meta base link svg math template".split()
)
HTML = "HTML"
ADDRESS = frozenset("href src srcset action formaction poster data cite background longdesc xlink:href".split())
SAFE = re.compile(r"(?:https?://|mailto:|tag:|urn:)", re.IGNORECASE)
RSS_HTML = ("/rss/channel/description", "/rss/channel/item/description", "/rss/channel/item/encoded")
"""What RSS readers take for HTML; Atom says so with a type, JSON Feed with a name."""


@lru_cache(maxsize=4096)  # most kinds leave most documents as the kind before did
def harm(path: str, body: bytes) -> tuple[str, ...]:
    """What is wrong with a document, in words; nothing for a harmless one."""
    return tuple(harms(path, body))


def harms(path: str, body: bytes) -> Iterator[str]:
    """What is wrong with a document, in words; nothing for a harmless one."""
    if path.endswith(".html"):
        yield from page_harm(path, body.decode())
        return
    yield from (f"{path}: {fault.code}: {fault.message}" for fault in check(body, deep=True) if fault.level == "error")
    text = body.decode()
    if found := CONTROLS.search(text):
        yield f"{path}: a control character {found[0]!r}"
    for name, value in values(path, text):
        if name == HTML:
            yield from (f"{path}: {name}: {words}" for words in active(value))
        elif name in {"link", "url", "href", "uri", "id", "external_url", "image", "feed_url"} and not SAFE.match(
            value
        ):
            yield f"{path}: {name}: {value[:80]}"
        elif CONTROLS.search(value):
            yield f"{path}: {name}: a control character"


def page_harm(path: str, text: str) -> Iterator[str]:
    """The subscribe page has one style and one script of its own, and nothing that a poison could have put there."""
    if found := CONTROLS.search(text):
        yield f"{path}: a control character {found[0]!r}"
    for element in html.document_fromstring(text.encode()).iter(etree.Element):
        for key, value in element.attrib.items():
            if str(key).startswith("on") or (
                key in {"href", "src"} and re.match(r"\s*[a-z]+:", value) and not SAFE.match(value)
            ):
                yield f"{path}: {element.tag} {key}={value[:80]!r}"
    if len(re.findall("<script", text)) > 1:
        yield f"{path}: a script"


def values(path: str, text: str) -> Iterator[tuple[str, str]]:
    """Every text in a feed, with the name of its element, attribute or member."""
    if path.endswith(".json"):
        yield from members("", json.loads(text))
        return
    root = etree.fromstring(text.encode())
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if element.text and element.text.strip():
            yield (HTML if is_html(element) else name), element.text
        yield from ((str(etree.QName(key).localname), str(value)) for key, value in element.attrib.items())


def is_html(element: etree._Element) -> bool:
    """Whether a reader takes an element's text for HTML."""
    if element.get("type") in {"html", "xhtml"}:
        return True
    names = [etree.QName(node) for node in (element, *element.iterancestors())]
    path = "/" + "/".join(name.localname for name in reversed(names))
    return path in RSS_HTML and names[0].namespace in {None, "http://purl.org/rss/1.0/modules/content/"}


def members(name: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from members(key, inner)
    elif isinstance(value, list):
        for inner in value:
            yield from members(name, inner)
    elif isinstance(value, str):
        yield (HTML if name == "content_html" else name), value


def active(content: str) -> Iterator[str]:
    """What a reader's browser would obey in a piece of HTML."""
    if "<" not in content:
        return
    for element in html.fragment_fromstring(content, create_parent="div").iter(etree.Element):
        tag = str(element.tag).lower()
        if tag in ACTIVE:
            yield f"<{tag}>"
        for key, value in element.attrib.items():
            name = str(key).lower()
            if name.startswith("on") or name in {"style", "srcdoc", "srcset"}:
                yield f"{tag} {name}"
            elif name in ADDRESS and not SAFE.match(str(value)):
                yield f"{tag} {name}={str(value)[:80]!r}"
