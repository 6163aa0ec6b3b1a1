"""Start tags, written again from the attributes that are kept: checked, in one order, quoted."""

import re
from collections.abc import Mapping
from html import unescape
from typing import NamedTuple

from feeds.clean.characters import shortened, text
from feeds.clean.urls import url

_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_LANG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,6}")
_WHOLE = re.compile(r"[0-9]{1,4}")
_TIME = re.compile(r"[0-9TZ:.+ -]{4,40}")
_SCOPES = frozenset(("col", "row", "colgroup", "rowgroup"))
_LONGEST_TEXT = 500
Attributes = Mapping[str, str]


class Embedded(NamedTuple):
    """A link in place of what a feed reader does not show: HTML, escaped. `picture` is a video's poster or ""."""

    address: str
    label: str
    picture: str


def parsed(source: str) -> dict[str, str]:
    """The attributes of a tag as nh3 writes it, decoded."""
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(source)}


def opening(tag: str, source: str) -> str:
    """The start tag of a block or mark other than a link."""
    if not source:
        return f"<{tag}>"
    given = parsed(source)
    return f"<{tag}{''.join(_own(tag, given))}{''.join(_common(given))}>"


def link(source: str, base: str | None) -> str | None:
    """The start tag of a link; None if it leads nowhere that a reader may follow."""
    given = parsed(source)
    href = url(given.get("href"), base)
    return f'<a href="{escaped(href)}"{"".join(_common(given))}>' if href else None


def image(source: str, base: str | None) -> str | None:
    """An image; None without a usable address, and for the one-pixel images that count readers. The text comes first:
    W3C's validator takes the last `src=` in a tag for the address, were it in the text."""
    given = parsed(source)
    src = url(given.get("src"), base)
    if not src or invisible(given):
        return None
    alt = shortened(text(given.get("alt", "")), _LONGEST_TEXT)
    return f'<img alt="{escaped(alt)}" src="{_quoted(src)}"{_size(given)}>'


def embedded(source: str, base: str | None, inner: str | None = None) -> Embedded | None:
    """What leads to a frame, object, embed, audio or video; None without a usable address, and for invisible ones.
    `inner` is the address of the first source element in it."""
    given = parsed(source)
    src = url(given.get("src") or given.get("data"), base) or url(inner, base)
    if not src or invisible(given):
        return None
    poster = url(given.get("poster"), base)
    return Embedded(
        address=escaped(src),
        label=escaped(shortened(text(given.get("title", "")), _LONGEST_TEXT) or address(src)),
        picture=f'<img alt="" src="{_quoted(poster)}"{_size(given)}>' if poster else "",
    )


def invisible(given: Attributes) -> bool:
    """Whether something is declared so small that nobody can see it: it counts readers."""
    return given.get("width", "") in {"0", "1"} and given.get("height", "") in {"0", "1"}


def address(value: str) -> str:
    """A URL as a label."""
    return shortened(value.partition("://")[2].removeprefix("www.").rstrip("/"), 80)


def escaped(value: str) -> str:
    """Text for an attribute or a run, escaped as HTML serializers do."""
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _quoted(address: str) -> str:
    """An image's address as an attribute. "'" is escaped, since an address may hold `src='` too."""
    return escaped(address).replace("'", "&#x27;")


def _own(tag: str, given: Attributes) -> list[str]:
    """The attributes that only this element has."""
    if tag in {"td", "th"}:
        spans = [f' {name}="{given[name]}"' for name in ("colspan", "rowspan") if _count(given.get(name))]
        return [*spans, *(f' scope="{given["scope"]}"' for _ in "s" if given.get("scope") in _SCOPES)]
    if tag == "ol":
        start = [f' start="{given["start"]}"'] if _count(given.get("start")) else []
        return [*start, *([' reversed=""'] if "reversed" in given else [])]
    if tag == "abbr" and (title := shortened(text(given.get("title", "")), _LONGEST_TEXT)):
        return [f' title="{escaped(title)}"']
    if tag == "time" and _TIME.fullmatch(given.get("datetime", "")):
        return [f' datetime="{given["datetime"]}"']
    return []


def _common(given: Attributes) -> list[str]:
    """Language and direction: what a screen reader and a right-to-left script need."""
    lang = [f' lang="{given["lang"]}"'] if _LANG.fullmatch(given.get("lang", "")) else []
    return [*lang, *([f' dir="{given["dir"]}"'] if given.get("dir") in {"ltr", "rtl", "auto"} else [])]


def _size(given: Attributes) -> str:
    """Width and height in pixels."""
    return "".join(f' {name}="{given[name]}"' for name in ("width", "height") if _count(given.get(name)))


def _count(value: str | None) -> bool:
    return value is not None and _WHOLE.fullmatch(value) is not None and int(value) > 0
