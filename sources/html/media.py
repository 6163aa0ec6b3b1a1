"""Pictures and embedded media in a body: lazy pictures promoted, players as links."""

import re
from html import escape

from lxml.html import HtmlElement

_LAZY = (
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-orig-file",
    "data-hi-res-src",
    "data-image",
    "data-full-src",
)
_PLACEHOLDER = re.compile(
    r"^$|^data:|(?:blank|placeholder|spacer|1x1|lazy|pixel)[\w-]*\.(?:gif|png|svg|jpe?g)$", re.IGNORECASE
)


def address_of(image: HtmlElement) -> str:
    """Where an image is; "" for a placeholder with nothing behind it. Lazy loading leaves a placeholder in src and the
    picture elsewhere."""
    source = (image.get("src") or "").strip()
    lazy = next((image.get(name) for name in _LAZY if image.get(name)), None)
    lazy = lazy or _largest(image.get("data-srcset") or "")
    if _PLACEHOLDER.search(source.split("?")[0]) and not lazy:
        lazy = _largest(image.get("srcset") or "") or _beside(image)
    return (lazy or ("" if _PLACEHOLDER.search(source.split("?")[0]) else source)).strip()


def picture(image: HtmlElement, caption: str = "") -> str:
    """The image as HTML, with its caption as title; "" for a counting pixel or a placeholder with nothing behind it."""
    address = address_of(image)
    if not address or image.get("width") == "1" or "avatar" in (image.get("class") or ""):
        return ""
    kept = [("src", address), ("alt", image.get("alt")), ("title", caption or image.get("title"))]
    kept += [(name, image.get(name)) for name in ("width", "height")]
    return "<img" + "".join(f' {name}="{escape(value)}"' for name, value in kept if value) + ">"


def embedded(node: HtmlElement) -> str:
    """A player or frame as a paragraph with a link to what it shows."""
    inner = next((source.get("src") for source in node.iter("source") if source.get("src")), None)
    address = (node.get("src") or node.get("data-src") or inner or "").strip()
    if not re.match(r"(https?:)?//|/", address) or node.get("width") in {"0", "1"}:
        return ""
    label = node.get("title") or node.get("aria-label") or re.sub(r"^(https?:)?//|[?#].*$", "", address)
    return f'<p><a href="{escape(address)}">{escape(label.strip(), quote=False)}</a></p>'


def _largest(srcset: str) -> str | None:
    found = re.findall(r"(\S+)\s+(\d+(?:\.\d+)?)[wx]", srcset)
    return max(found, key=lambda one: float(one[1]))[0] if found else None


def _beside(image: HtmlElement) -> str | None:
    """What a <picture> offers beside its <img>."""
    parent = image.getparent()
    sources = parent.iter("source") if parent is not None and parent.tag == "picture" else ()
    return next(
        (found for one in sources if (found := _largest(one.get("srcset") or one.get("data-srcset") or ""))), None
    )
