"""Who wrote it: bylines taken apart into people and organisations."""

import re

from feeds.model import Author
from sources._shared.names import without_address

_AGENCIES = frozenset(
    "ians pti ani reuters afp ap xinhua yonhap uni upi dpa efe tass kyodo bloomberg bbc cnn cbc cnbc bernama antara "
    "app bss unb "
    "anadolu aap ansa interfax jiji nhk wam kuna mena irna spa qna sana gna nan tnn ens ht toi agencies agency bhasha "
    "연합뉴스 뉴시스 뉴스1 भाषा पीटीआई एएनआई आईएएनएस वार्ता रॉयटर्स एएफपी एपी यूएनआई यूनीवार्ता 新华社 共同社".split()
)
_COLLECTIVE = re.compile(
    r"\b(?:desk|bureau|news|agency|agencies|service|press|media|times|post|team|staff|correspondents?|reporters?"
    r"|network|express|today|"
    r"herald|wire|newsroom|editorial|editors?|web|online|tribune|gazette|chronicle|ledger|examiner|daily|journal"
    r"|television|tv|radio|"
    r"broadcasting|agence|institute|foundation|ministry|office|associated|trust|courier|observer|standard|mirror"
    r"|telegraph|"
    r"digital|syndicate|group|feed|feeds|inputs)\b|뉴스|신문|일보|통신|방송|편집국|डेस्क|न्यूज|समाचार|ब्यूरो|एजेंसी",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(?:(?:the|our|a|senior|chief|principal|special|staff|political|foreign|diplomatic|business|sports?|science"
    r"|health|deputy|assistant|"
    r"associate|managing|national|asia|world|security|defence|economics?|technology|city|contributing|executive|in"
    r"|and|of|for|east|"
    r"south|north|west|\w+) )*(?:correspondent|editor|reporter|writer|bureau chief|columnist|journalist|analyst"
    r"|contributor|author|"
    r"producer|fellow|professor|chief|staff)(?: (?:in|at|for) .{2,30})?",
    re.IGNORECASE,
)
BY = re.compile(
    r"(?:^|(?<=[\s|·•–—-]))(?:(?:written|reported|posted|published|story|report|compiled|text|words|article"
    r"|translated) by|by|authors?|"
    r"bylines?|reporters?|source|agency|agencies|news agency|credit|기자|글|출처|लेखक|द्वारा|स्रोत|रिपोर्ट)(?:\s*[:：]\s*"
    r"|\s+(?!:))",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"\s*[|·•;]\s*|\s+[/–—-]+\s+|\s*,\s*(?:and|&)\s+|\s*,\s+|\s+(?:and|with|&|तथा|और|및)\s+|(?<=[a-zA-Z.])/(?=[A-Z])"
    r"|(?<=\w)·(?=\w)",
)
_PARTICLE = frozenset("de van von der den bin al el la le da di del dos ibn ter ten y e of the and for in".split())
_IN_PLACE = re.compile(r"\s+(?:in|from|at)\s+[A-Z][\w .-]+$|\s*\((?:in\s+)?(?P<inside>[^()]*)\)$")
_LONGEST_NAME = 60
_REPORTER = re.compile(r"^(?P<name>[가-힣]{2,4}) ?(?:기자|특파원|논설위원)$")


def read_authors(text: str, places: frozenset[str] = frozenset()) -> tuple[Author, ...] | None:
    """The authors that a byline without dates and counts names; () for none; None if it is no byline at all. `places`
    (lower case) are the page's datelines: they stand in bylines too and are nobody."""
    authors: list[Author] = []
    for part in _PARTS.split(_without_by(text)):
        for name in _spelled(part.strip(" ,.:*-–—@\"'") if not part.strip().endswith(("Jr.", "Sr.")) else part.strip()):
            if not name or name.lower() in places or (authors and (is_role(name) or _is_city(name, text, authors))):
                continue
            if not is_name(name):
                return None
            if name.lower() not in {author.name.lower() for author in authors}:
                authors.append(author(name))
    return tuple(_without_shouted(authors))


def _without_shouted(authors: list[Author]) -> list[Author]:
    """Without a place in capitals among names that are not: "CEBU CITY - Jaime Villanueva"."""
    mixed = [each for each in authors if not each.name.isupper() or each.kind == "organisation"]
    return mixed if any(each.kind == "person" for each in mixed) else authors


def author(name: str) -> Author:
    """An author of the kind that the name tells."""
    return Author(name=name, kind="organisation" if is_organisation(name) else "person")


def is_agency(name: str) -> bool:
    """Whether a name is a known news agency or a newsroom's desk, so that it is a byline even when it stands alone."""
    low = name.strip(" .:-–—()").lower()
    return low in _AGENCIES or bool(
        re.fullmatch(
            r".*\b(?:desk|bureau|news agency|news service|staff reporter|correspondent|press trust of india"
            r"|associated press|agence france-presse|asian news international|web team)",
            low,
        )
    )


def is_organisation(name: str) -> bool:
    """Whether a name is no person's: "IANS", "Web Desk", "Press Trust of India"."""
    return is_newsroom(name) or bool(re.fullmatch(r"[A-Z]{2,5}", name))


def is_newsroom(name: str) -> bool:
    """As `is_organisation`, without unknown acronyms: "SEOUL" is none."""
    return name.lower() in _AGENCIES or bool(
        re.match(r"(?:The|Agence|Agencia|Agenzia) [A-Z]", name) or _COLLECTIVE.search(name)
    )


def is_name(text: str) -> bool:
    """Whether a text could be the name of a person or an organisation."""
    if not text or len(text) > _LONGEST_NAME or re.search(r"[!?:;\"“”…]|\d{3}|[.](?=\s[A-Z][a-z]+\s[a-z])", text):
        return False
    names = text.split()
    if len(names) > 6:  # noqa: PLR2004
        return False
    return all(_is_name_word(word) for word in names) and any(
        word[0].isalpha() and word.lower() not in _PARTICLE for word in names
    )


def _is_name_word(word: str) -> bool:
    first = word.lstrip("('’\"@.-")[:1]
    return (
        bool(first)
        and (not first.islower() or word.lower().rstrip(".") in _PARTICLE)
        and (first.isalpha() or first.isdigit())
    )


def _without_by(text: str) -> str:
    return BY.sub(" | ", " " + text.strip()).strip(" |·•,–—-")


def _spelled(part: str) -> list[str]:
    """One part's names: "Jane Doe (PTI)" is two, "Jane Doe in Seoul" one."""
    part = without_address(part)
    reporter = _REPORTER.match(part)
    if reporter:
        return [reporter["name"]]
    match = _IN_PLACE.search(part)
    if not match or is_agency(part):
        return [part.strip("()")]
    rest = part[: match.start()].strip()
    inside = (match["inside"] or "").strip()
    return [rest, inside] if inside and is_organisation(inside) else [rest]


def _is_city(name: str, text: str, authors: list[Author]) -> bool:
    """Whether the last part of a byline, one word behind a comma and a full name, is where they are: "Ngozi Eze,
    Abuja"."""
    last = text.rstrip(" .,|").rpartition(",")[2].strip() == name
    return last and " " not in name and " " in authors[-1].name and not is_organisation(name)


def is_role(name: str) -> bool:
    """Whether a part that follows a name only says what they are: "Jane Doe, Senior Correspondent"."""
    return bool(_ROLE.fullmatch(name))
