"""Headlines without the site's name."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

PARTS = re.compile(r"(\s+[|•·»«›–—-]\s+|\s*[|»]\s*|\s+::\s+|\s+//\s+)")
"""What stands between a headline and the site's name, captured."""

_SHORT, _LONGEST, _TELLING = 3, 2000, 8
_MARKS = re.compile(r"[\W_]+")
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())


def without_site(title: str, sites: Iterable[str], witnesses: Iterable[str] = ()) -> str:
    """`title` without a leading or trailing part that names the site. `sites` are its known names and host; a part is
    cut as well if what is left is exactly what one of the `witnesses` (the page's own headings) says."""
    title = " ".join(title.split())
    names = {squeezed(site) for site in sites if squeezed(site)}
    heard = {squeezed(witness) for witness in witnesses if squeezed(witness)}
    if squeezed(title) in heard:
        return title
    pieces = PARTS.split(title)
    for end in range(1, len(pieces), 2):
        if squeezed("".join(pieces[:end])) in heard:
            return "".join(pieces[:end]).strip()
    for at in (match.end() for match in re.finditer(r":\s", title)):
        if len(squeezed(title[at:])) >= _TELLING and squeezed(title[at:]) in heard:
            return title[at:].strip()  # "Courier: Bridge reopens"
    while len(pieces) >= _SHORT:
        if _names(pieces[-1], names) or squeezed("".join(pieces[:-2])) in heard:
            pieces = pieces[:-2]
        elif _names(pieces[0], names) or squeezed("".join(pieces[2:])) in heard:
            pieces = pieces[2:]
        else:
            break
    return "".join(pieces).strip()


def site_of(url: str | None) -> str | None:
    """The host without "www." and top-level domain: "courier" for www.courier.example."""
    try:
        host = (urlsplit(url).hostname or "") if url else ""
    except ValueError:
        return None
    labels = host.removeprefix("www.").split(".")
    return labels[-2] if len(labels) > 1 else None


def squeezed(text: str) -> str:
    """Letters and digits alone, case folded: two headings that differ in quotes and spaces are the same."""
    return _squeezed(text) if len(text) < _LONGEST else _squeezed_long(text)


def _letters(text: str) -> str:
    if text.isascii():
        return text.encode().lower().translate(None, _NO_LETTERS).decode()
    folded = unicodedata.normalize("NFKC", text).casefold().encode("utf-8", "surrogatepass")
    text = folded.translate(None, _NO_LETTERS).decode("utf-8", "surrogatepass")
    for mark in [char for char in set(text) if not char.isalnum()]:
        text = text.replace(mark, "")
    return text


_squeezed = lru_cache(maxsize=2048)(_letters)  # a paragraph is compared by several questions
_squeezed_long = lru_cache(maxsize=1)(_letters)  # so is the article's text


def _names(piece: str, names: set[str]) -> bool:
    part = re.sub(r"(?:com|org|net|de|fr|couk|in)$", "", squeezed(piece))
    return bool(part) and any(
        part == name
        or (len(part) > _SHORT and name.startswith(part))
        or part.removeprefix("the") == name.removeprefix("the")
        or squeezed(piece) == name
        for name in names
    )
