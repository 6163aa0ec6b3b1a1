"""Bylines to authors: "By Jane Doe and John Roe", "IANS", "Jane Doe, Reuters"; roles and links are no names."""

import re
from typing import Literal

from feeds.model import Author
from sources._shared.names import without_address

_PICTURES = r"(?:photo(?:graph)?s?|pictures|images|illustrations)"
_TEXT = rf"(?:{_PICTURES}\s+and\s+)?(?:story|words|text)(?:\s+and\s+{_PICTURES})?"
# What a byline begins with. Words that begin other lines, too, need a colon after them.
BY = re.compile(
    rf"^\W*(?:(?:(?:written|posted|reported|published|submitted|created|compiled|report|interview|{_TEXT})\s+by|"
    r"by|von|par|por|door|av|af|автор|автори|oleh|द्वारा|كتبت?|بقلم|מאת|記者|记者|文|撰文|作者)(?:\s*[:：/／|]\s*|\s+)|"
    r"di\s+(?=[A-ZÀ-Þ])|"
    r"(?:by|author|autor(?:in|a|e)?|auteure?|autore|texte?|teksti?|testo|texto|words|report|interview|reporter|redak\w+|"
    r"opracowanie|oprac\.|haber|yazan|yazar|szerző|írta|συντάκτης|γράφει(?:\s+[οη])?|автор\w?|текст|журналист|"
    r"تحرير|إعداد|نویسنده|نوشته|szöveg|लेखक|रिपोर्ट|संवाददाता|编辑|取材|글|글쓴이|penulis|reporter|tác giả)\s*[:：]\s*)",
    re.IGNORECASE,
)
"""How a byline begins: "By", "Von", "Автор:", "文/"."""

_BY = re.compile(
    rf"{BY.pattern}|^\s*(?:di|de)\s+(?=[A-ZÀ-Þ])|^(?:autor(?:in)?|author|text|yazan)\s*:?\s+", re.IGNORECASE
)
_AFTER = re.compile(
    r"^([가-힣]{2,4})\s+(?:\w{1,8}\s+)?(?:기자|특파원|논설위원)\b.*$|"
    r"[／/](?:[\u4e00-\u9fff]{2,4})(?:報導|报道).*$"
)
_APART = re.compile(r"\s*(?:;|\||\s/\s|•|·|\n|&|\s+(?:and|und|et|y|e|och|og|en|ja|i|и|with|mit|avec)\s+)\s*")
_COMMA = re.compile(r",\s+(?!(?:Jr|Sr|II|III|PhD|MD)\b)")
_LINK = re.compile(r"[→»]|https?:|www\.|\.(?:com|org|net|de|fr)/|^@|^/|[<>{}=#]")
ROLE = re.compile(
    r"\b(staff writers|reporters?|editor|editorial|correspondent|writer|journalist|contributor|columnist|producer|"
    r"redakteur|redaktor|redacteur|rédacteur|korrespondent|correspondant|photographer|critic|chief|director|professor|updated|published|"
    r"min read|minutes?)\b",
    re.IGNORECASE,
)
"""What a person is or did, beside the name."""

_AGENCY = re.compile(
    r"^(?:IANS|ANI|PTI|UNI|AP|AFP|UPI|dpa|DPA|Reuters|Bloomberg|Associated Press|The Associated Press|Agence "
    r"France-Presse|"
    r"Xinhua|Yonhap|EFE|ANSA|TASS|AAP|PA Media|Press Association|APA|SDA|Keystone-SDA|SID|KNA|epd|CNN|BBC News)$"
)
_COLLECTIVE = re.compile(
    r"\b(staff|news ?room|desk|bureau|team|redaktion|rédaction|redacción|redazione|editors?|agency|agencies|news|press|"
    r"media|"
    r"zeitung|magazine|online|times|network|wires?)\b",
    re.IGNORECASE,
)
_LONGEST = 80


def authors(byline: str, kind: Literal["person", "organisation"] | None = None, url: str | None = None) -> list[Author]:
    """The names in a byline, in order, each once. `kind` is what the page says of them, if it says."""
    line = re.sub(r"^(?:Author|Autor)(?=[A-Z])", "", " ".join(without_address(byline).split()))
    line = _AFTER.sub(lambda match: match[1] or "", _BY.sub("", line))
    found: dict[str, Author] = {}
    pieces = [line] if kind == "organisation" else _pieces(line)
    for piece in pieces:
        name = _BY.sub("", piece).strip(" ,.:-–—|*\u200b")
        if name.endswith((" Jr", " Sr")):
            name += "."
        if _is_name(name):
            found.setdefault(name.casefold(), Author(name=name, url=url, kind=kind or kind_of(name)))
    return list(found.values())


def kind_of(name: str) -> Literal["person", "organisation"]:
    """An agency or a desk is an organisation; every other name a person's."""
    return "organisation" if _AGENCY.match(name) or _COLLECTIVE.search(name) else "person"


def _pieces(line: str) -> list[str]:
    pieces: list[str] = []
    for piece in _APART.split(line):
        parts = _COMMA.split(piece)
        # "Doe, Jane" is one name: two single words around a comma.
        pieces += [piece] if len(parts) == 2 and all(len(part.split()) == 1 for part in parts) else parts  # noqa: PLR2004
    return [piece for piece in pieces if not (ROLE.search(piece) and len(pieces) > 1)]


def _is_name(name: str) -> bool:
    return bool(name) and len(name) <= _LONGEST and not _LINK.search(name) and any(char.isalpha() for char in name)
