"""The text of HTML: for plain-text fields, search and summaries."""

import re
from html import unescape

from feeds.clean.characters import block, shortened
from feeds.clean.finished import finished
from feeds.clean.markup import sanitised

_SPACE = re.compile(r"[ \t\n\f]+")
_TAG = re.compile(r'</?([a-z][a-z0-9]*)(?:"[^"]*"|[^">])*>')
_PRE = re.compile(r"<pre[ >].*?</pre>", re.DOTALL)
_BREAK = {
    **dict.fromkeys("p div h1 h2 h3 h4 h5 h6 ul ol dl pre blockquote figure table hr details".split(), "\n\n"),
    **dict.fromkeys("br li dt dd tr figcaption caption summary".split(), "\n"),
    **dict.fromkeys(("td", "th"), " "),
}
_SENTENCE = re.compile(r"[.!?…]['\"”’)]*(?=\s)|[。！？।]['\"”’)」』]*")


def plain(html: str) -> str:
    """The text of an HTML fragment: paragraphs apart by a blank line, lines by a newline, entities decoded, scripts and
    styles gone."""
    if "<" not in html:
        return block(unescape(_SPACE.sub(" ", html)))
    clean = html if finished(html) == html else sanitised(html)
    if "<pre" in clean:
        clean = _PRE.sub(lambda pre: pre[0].replace("\n", "<br>"), clean)
    return block(unescape(_TAG.sub(_break, _SPACE.sub(" ", clean))))


def excerpt(html: str, limit: int = 300) -> str:
    """The beginning of an HTML fragment as one line of at most `limit` characters: whole if it fits, else up to the
    last sentence that ends in its second half, else up to a word, with an ellipsis."""
    whole = " ".join(plain(html[: limit * 200]).split())
    if len(whole) <= limit:
        return whole
    ends = [end.end() for end in _SENTENCE.finditer(whole, 0, limit - 2)]
    if ends and ends[-1] > limit // 2:
        return whole[: ends[-1]] + " …"
    return shortened(whole, limit)


def _break(tag: re.Match[str]) -> str:
    return _BREAK.get(tag[1], "")
