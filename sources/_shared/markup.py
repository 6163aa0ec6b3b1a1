"""Plain text to HTML, for sources that give text where the model wants HTML."""

import html
import re

_BLANK = re.compile(r"\n[ \t\r\f\v]*\n\s*")


def paragraphs(text: str) -> str:
    """`text` as HTML: blank lines part paragraphs, single line breaks become `<br>`, everything else is escaped."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\n" not in text:
        return f"<p>{html.escape(block, quote=False)}</p>" if (block := text.strip()) else ""
    blocks = (block.strip() for block in _BLANK.split(text))
    return "".join(f"<p>{_lines(block)}</p>" for block in blocks if block)


def _lines(block: str) -> str:
    if "\n" not in block:
        return html.escape(block, quote=False)
    return "<br>".join(html.escape(line.strip(), quote=False) for line in block.split("\n"))
