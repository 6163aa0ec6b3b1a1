"""Markdown to HTML, without what only the site's own generator understands."""

import html
import re
from functools import lru_cache

from markdown_it import MarkdownIt

_MORE = re.compile(r"<!--\s*(?:more|excerpt|summary|read-?more)\s*-->", re.IGNORECASE)
_CODE = re.compile(
    r"(^[ ]{0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^[ ]{0,3}\2[`~]*[ \t]*$|\Z)|`[^`\n]+`)", re.DOTALL | re.MULTILINE
)
_HIGHLIGHT = re.compile(
    r"\{%-?\s*highlight\s+([\w+#-]*)[^%]*%\}(.*?)\{%-?\s*endhighlight\s*-?%\}"
    r"|\{\{[<%]\s*highlight\s+([\w+#-]*)[^>%]*[>%]\}\}(.*?)\{\{[<%]\s*/\s*highlight\s*[>%]\}\}",
    re.DOTALL,
)
_SHORTCODE = re.compile(r"\{\{[<%]\s*(/?)\s*([\w./-]+)((?:\s[^{}]*?)?)/?\s*[>%]\}\}")
_TAG = re.compile(r"\{%-?[^{}%]*-?%\}|\{#[^{}#]*#\}")
_OUTPUT = re.compile(r"\{\{-?([^{}<>%]*?)-?\}\}")
_PELICAN = re.compile(r"[{|](?:static|filename|attach|category|tag|author|index)[}|]")
_KRAMDOWN = re.compile(
    r"^[ \t]*\{:[^{}\n]*\}[ \t]*$|(?<=[)\]*_`])\{:[^{}\n]*\}|[ \t]+\{#[\w:-]+\}[ \t]*$", re.MULTILINE
)
_QUOTED = re.compile(r"""["']([^"']*)["']""")
_PAIR = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))""")
_VIDEOS = {"youtube": "https://www.youtube.com/watch?v={}", "vimeo": "https://vimeo.com/{}"}


def rendered(text: str) -> str:
    """The HTML of a text."""
    return str(_markdown().render(_portable(text))).strip()


def rendered_plainly(text: str) -> str:
    """The HTML of a reader's comment: no tags of a site's generator, and line ends that count."""
    return str(_markdown().render(re.sub(r"(?<=\S)\n(?=\S)", "  \n", text))).strip()


def before_more(text: str) -> str | None:
    """The part of a text before the mark that ends its summary; None if there is no mark."""
    match = _MORE.search(text)
    return text[: match.start()] if match else None


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def _portable(text: str) -> str:
    """Without the generators' tags, but for code, which may be about them."""
    if "{" not in text and "|" not in text:
        return text
    text = _HIGHLIGHT.sub(_fenced, text)
    parts = _CODE.split(text)
    # Every match gives two more parts: the code, and its fence.
    return "".join(
        part if number % 3 == 1 else _without_tags(part)
        for number, part in enumerate(parts)
        if number % 3 != 2  # noqa: PLR2004
    )


def _fenced(match: re.Match[str]) -> str:
    language, code = match[1] or match[3] or "", match[2] if match[2] is not None else match[4]
    return f"\n\n~~~~{language}\n{code.strip(chr(10))}\n~~~~\n\n"


def _without_tags(text: str) -> str:
    text = _SHORTCODE.sub(_shortcode, text)
    text = _OUTPUT.sub(_output, _TAG.sub("", text))
    return _KRAMDOWN.sub("", _PELICAN.sub("", text))


def _shortcode(match: re.Match[str]) -> str:
    """A Hugo shortcode: a figure or a video; of others what they enclose is kept."""
    closing, name, arguments = match[1], match[2].lower(), match[3]
    pairs = {key.lower(): one or two or three for key, one, two, three in _PAIR.findall(arguments)}
    if closing or name not in {"figure", "img", "image", *_VIDEOS}:
        return ""
    if name in _VIDEOS:
        video = pairs.get("id") or arguments.strip().strip("\"'").split(" ")[0]
        address = html.escape(_VIDEOS[name].format(video))
        return f"\n\n[{address}]({address})\n\n" if re.fullmatch(r"[\w-]+", video) else ""
    if not (source := pairs.get("src")):
        return ""
    said = html.escape(pairs.get("caption") or pairs.get("title") or "", quote=False)
    picture = f'<img src="{html.escape(source)}" alt="{html.escape(pairs.get("alt", ""))}">'
    return f"\n\n<figure>{picture}{f'<figcaption>{said}</figcaption>' if said else ''}</figure>\n\n"


def _output(match: re.Match[str]) -> str:
    """Liquid's `{{ "/a.png" | relative_url }}` is "/a.png"; a variable is nothing."""
    quoted = _QUOTED.search(match[1])
    return quoted[1] if quoted else ""
