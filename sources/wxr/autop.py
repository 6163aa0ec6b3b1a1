"""Paragraphs, as WordPress makes them of blank lines when it shows a text that was written without tags."""

import re

_BLOCKS = (
    "address|article|aside|blockquote|center|details|dialog|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|"
    "header|hgroup|hr|li|legend|main|map|math|menu|nav|noscript|ol|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_TOKEN = re.compile(
    r"<(?:(?P<name>pre|script|style|textarea|svg|iframe|object|video|audio|select)\b.*?(?:</(?P=name)\s*>|\Z)"
    rf"|(?P<end>/?)(?P<block>{_BLOCKS})\b[^<>]*>)",
    re.IGNORECASE | re.DOTALL,
)
_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_PAGE = re.compile(r"<!--\s*nextpage\s*-->", re.IGNORECASE)
_EMBED = re.compile(r"""(<div class="wp-block-embed__wrapper">)\s*(https?://[^\s<>"']+)\s*(?=</div>)""")
_BARE = re.compile(r"https?://[^\s<>\"']+")
_BROKEN = re.compile(r"<br\s*/?>$", re.IGNORECASE)
_PARTED = {"", "blockquote", "div", "section", "article", "main", "aside", "center", "details", "form", "fieldset"}
_BLOCK_EDITOR = "<!-- wp:"


def paragraphed(text: str) -> str:
    """`text` as HTML: blank lines part paragraphs, other line ends become `<br>`, where no block element says more.
    What the block editor wrote has its paragraphs already and only loses its comments."""
    blocks = _BLOCK_EDITOR in text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = (_COMMENT.sub("", _PAGE.sub("\n\n", text)) if "<!--" in text else text).strip()
    if blocks:
        return _EMBED.sub(r'\1<a href="\2">\2</a>', text)
    if not text:
        return ""
    if "<" not in text and "\n" not in text:  # one paragraph, as nearly every comment
        return f"<p>{_lines(text)}</p>"
    return _Paragraphs(text).read()


class _Paragraphs:
    def __init__(self, text: str) -> None:
        self._text = text
        self._parts: list[str] = []
        self._open: list[str] = []

    def read(self) -> str:
        at = 0
        if "<" not in self._text:
            self._run(self._text)
            return "".join(self._parts)
        for match in _TOKEN.finditer(self._text):
            self._run(self._text[at : match.start()])
            self._parts.append(match[0])
            if match["block"]:
                self._mark(match["block"].lower(), closing=bool(match["end"]))
            at = match.end()
        self._run(self._text[at:])
        return "".join(self._parts)

    def _mark(self, name: str, *, closing: bool) -> None:
        if name == "hr":
            return
        if not closing:
            if name != "p" or self._open[-1:] != ["p"]:
                self._open.append(name)
        elif name in self._open[-50:]:
            while self._open.pop() != name:
                pass

    def _run(self, run: str) -> None:
        """The text between two blocks."""
        inner = self._open[-1] if self._open else ""
        if not run.strip():
            return
        pieces = [piece.strip() for piece in _BLANK.split(run) if piece.strip()]
        if inner in {"", "blockquote"} or (inner in _PARTED and len(pieces) > 1):
            self._parts += [f"<p>{_lines(piece)}</p>" for piece in pieces]
        elif inner == "p":
            self._parts.append("</p><p>".join(map(_lines, pieces)))
        else:
            self._parts.append(_lines("\n".join(pieces)))


def _lines(text: str) -> str:
    if text.startswith("http") and _BARE.fullmatch(text):  # WordPress makes a player of it; a link says the same
        address = text.replace('"', "%22")
        return f'<a href="{address}">{address}</a>'
    if "\n" not in text:
        return text
    return "<br>".join(_BROKEN.sub("", line.strip(" \t")) if line.endswith(">") else line for line in text.split("\n"))
