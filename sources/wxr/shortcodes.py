"""WordPress's shortcodes, as a reader without WordPress should see them.

A bracket is a shortcode if it is one by name, or by shape: with attributes, closed by itself, or with an end tag. An
editor's bracket ("[sic]", "[his]", "[1]") is none and stays.
"""

import html
import re

from sources.wxr.members import SHORTCODES

_LONGEST = 2_000  # characters of one tag: WordPress's own are rarely above 300
_TAG = re.compile(r"\[(/?)([A-Za-z][\w-]{0,60})(?=[\s\]/=:])")
_ATTRIBUTES = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))""")
_ADDRESS = re.compile(r"""https?://[^\s"'<>\[\]]+""")
_FIGURE = re.compile(r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)", re.DOTALL | re.IGNORECASE)
_MEDIA = frozenset(
    "embed audio video youtube vimeo soundcloud tweet twitter instagram facebook spotify dailymotion ted slideshare "
    "flickr googlevideo vine tiktok reddit gist googlemaps googleapps podcast wpvideo playlist".split()
)
_CODE = frozenset("code sourcecode source php html css js javascript python xml sql bash java ruby perl".split())
_GONE = frozenset(
    "gallery caption wp_caption contact-form contact-form-7 ninja_form ninja_forms gravityform wpforms mc4wp_form "
    "jetpack_subscription_form jetpack-related-posts recent-posts recent_posts related_posts sitemap archives "
    "polldaddy poll crowdsignal slideshow rev_slider smartslider3 metaslider layerslider toc wptoc ez-toc "
    "blog_subscription_form subscribe adsense ad ads adrotate wp_ad_camp ngg nggallery foogallery envira-gallery "
    "tableofcontents tablepress woocommerce_cart products latex nextpage more print_link sharethis addtoany addthis "
    "social_share".split()
)
_SHAPED = re.compile(r"vc_|et_pb_|fusion_|av_|elementor|wp_|wpforms|mc4wp|ngg_|su_|tatsu_|wc_|woocommerce_|jetpack")


def without_shortcodes(text: str) -> str:
    """`text` without shortcodes: captions become figures, media become links, code stays as it is, forms and galleries
    go, and of all others what they enclose is kept."""
    if "[" not in text:
        return text
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._last = {match[2].lower(): match.start() for match in _TAG.finditer(text) if match[1]}  # end tags
        self._parts: list[str] = []
        self._at = 0

    def read(self) -> str:
        opened: set[str] = set()
        for match in _TAG.finditer(self._text):
            start, name = match.start(), match[2].lower()
            end = self._text.find("]", match.end(), match.end() + _LONGEST)
            if start < self._at or end < 0:
                continue
            attributes = self._text[match.end() : end]
            if self._escaped(start, end):
                self._keep(start - 1, self._text[start : end + 1], end + 2)
            elif (behind := self._escaped_whole(name, match[1], start, end)) is not None:
                self._keep(start - 1, self._text[start : behind - 1], behind)
            elif match[1]:
                if name in opened:
                    self._keep(start, "", end + 1)
            elif self._is_shortcode(name, attributes, start):
                opened.add(name)
                self._replace(name, attributes, start, end + 1)
        return "".join([*self._parts, self._text[self._at :]])

    def _escaped(self, start: int, end: int) -> bool:
        """WordPress writes of a shortcode in double brackets."""
        return start > self._at and self._text[start - 1] == "[" and self._text[end + 1 : end + 2] == "]"

    def _escaped_whole(self, name: str, closing: str, start: int, end: int) -> int | None:
        """The end of `[[caption]…[/caption]]`, the same with what it encloses."""
        if (
            closing
            or start <= self._at
            or self._text[start - 1] != "["
            or (inner := self._inner(name, end + 1)) is None
        ):
            return None
        return inner[1] + 1 if self._text[inner[1] : inner[1] + 1] == "]" else None

    def _keep(self, start: int, instead: str, end: int) -> None:
        self._parts += [self._text[self._at : start], instead]
        self._at = end

    def _is_shortcode(self, name: str, attributes: str, start: int) -> bool:
        if name in _GONE or _SHAPED.match(name) or "[" in attributes or "<" in attributes:
            return "[" not in attributes and "<" not in attributes
        if name in _MEDIA and (_ADDRESS.search(attributes) or self._closed(name, start)):
            return True
        return bool(_ATTRIBUTES.search(attributes)) or attributes.endswith("/") or self._closed(name, start)

    def _closed(self, name: str, start: int) -> bool:
        return self._last.get(name, -1) > start

    def _replace(self, name: str, attributes: str, start: int, end: int) -> None:
        if name in {"caption", "wp_caption"} and (inner := self._inner(name, end)) is not None:
            self._keep(start, _figure(attributes, inner[0]), inner[1])
        elif name in SHORTCODES and (inner := self._inner(name, end)) is not None:
            self._keep(start, "", inner[1])
        elif name in _CODE and (inner := self._inner(name, end)) is not None:
            self._keep(start, f"<pre>{_escaped_code(inner[0])}</pre>", inner[1])
        elif name in _MEDIA:
            inner = self._inner(name, end)
            self._keep(start, _link(f"{attributes} {inner[0] if inner else ''}"), inner[1] if inner else end)
        else:
            self._keep(start, "", end)

    def _inner(self, name: str, end: int) -> tuple[str, int] | None:
        """What stands before the end tag, and where to go on."""
        if not self._closed(name, end - 1):
            return None
        match = re.compile(rf"\[/{re.escape(name)}\s*\]", re.IGNORECASE).search(self._text, end)
        return (self._text[end : match.start()], match.end()) if match else None


def _figure(attributes: str, inner: str) -> str:
    match = _FIGURE.match(inner)
    named = {key.lower(): one or two or three for key, one, two, three in _ATTRIBUTES.findall(attributes)}
    picture, said = (match[1], match[2].strip()) if match else (inner, "")
    said = said or html.escape(html.unescape(named.get("caption", "")), quote=False)
    return f"<figure>{picture}{f'<figcaption>{said}</figcaption>' if said else ''}</figure>"


def _link(text: str) -> str:
    match = _ADDRESS.search(html.unescape(text))
    if match is None:
        return ""
    address = html.escape(match[0])
    return f'\n\n<p><a href="{address}">{address}</a></p>\n\n'


def _escaped_code(code: str) -> str:
    # Editors save code escaped or as it is: only what is not escaped yet is.
    return code.strip("\r\n") if "&lt;" in code or "<" not in code else html.escape(code.strip("\r\n"), quote=False)
