"""The name in a line such as "Posted by Jo Doe on May 3, 2008" or "Jo says:"."""

import re

from sources._shared.dates import span_of_numbers, span_of_when
from sources._shared.names import without_address
from sources.html.clock import is_relative
from sources.html.controls import ACTION

_BY = re.compile(
    r"^\W*(?:(?:comment(?:ed)?|posted|written|submitted|sent|by|von|par|por|di|av|door|from|name|nom|nombre|nome|author|"
    r"autor|user|автор)\b\s*:?\s*)*(?=\S)",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\s*(?:\b(?:says|said|wrote|writes|commented|replied|posted|sagt(?:e)?|schreibt|schrieb|meint(?:e)?|antwortet(?:e)?|kommentiert(?:e)?|dit|a\s+dit|"
    r"a\s+écrit|dice|dijo|escribió|ha\s+scritto|scrive|disse|diz|escreveu|zegt|schreef|säger|skriver|skrev|sier|"
    r"meinte|ha\s+detto|siger|sanoo|kirjoitti|pisze|mówi|spune|a\s+spus|říká|napsala?|írta|szerint|diyor\s+ki|λέει|"
    r"пишет|говорить?|каже|написал(?:а|\(а\))?|сказал(?:а|\(а\))?|napisał(?:a|\(a\))?|yazdı|dedi\s+ki|يقول|قال|הגיב)"
    r"(?!\w).*|\s*(?:说道?|說道?|より|さんのコメント)\s*[:：].*|：\s*|"
    r":\s*|,(?!\s*(?:\w\.|[js]r|ph\.?d|dr|m\.?d)\W*$).*|\s+(?:on|am|at|le|el|um|in\s+reply\s+to)\b.*|"
    r"[|·•—]\s*.*|\s[–-]\s*.*|[–-]\s.*)$",
    re.IGNORECASE | re.DOTALL,
)
SAYS = re.compile(
    r"^<p>(?:says|said|wrote|sagte?|schreibt|schrieb|meinte?|dit|a dit|dice|dijo|disse|ha detto|scrive|zegt|schreef|"
    r"skriver|säger|siger|sier|sanoo|pisze|mówi|spune|"
    r"λέει|пишет|говорит|сказал\(а\)|каже|diyor ki|يقول|说道?|說道?|より|:|：)"
    r"\s*[:：.…]*(?:<br>|\s)*</p>",
    re.IGNORECASE,
)
"""What is left of "Jo says:" when the name is taken out."""

_AGO = re.compile(r"\W*\b(?:about\s+)?(?:\d+|an?)\s*[a-z]+\.?(?:,?\s+\d+\s+[a-z]+)?\s+ago\b.*$", re.IGNORECASE)
_DAY = re.compile(
    r"[\s,;»|·•(–—-]+(?:(?:on|am|le|el)\s+)?(?:mon|tues?|wed|wednes|thu|thurs?|fri|sat|satur|sun|mo|di|mi|do|fr|sa|so|"
    r"lun|mar|mer|jeu|ven|sam|dim)(?:day|di|tag|\.)?[\s,.]*$", re.IGNORECASE)  # fmt: skip
_NO_NAMES = frozenset(
    (
        "le on am at el il um the den vom from und and posted date datum comment by von par mon tue tues wed thu thur "
        "thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday today yesterday updated published"
    ).split()
)
_NUMBERED = re.compile(r"^\W*\d{1,4}\s*[.):]\s+|^#\s*\d{1,4}\s+")  # of the comment: "12. Jo Doe", "#12 Jo Doe"
_TITLED = re.compile(r"^.{0,120}[)\]!?.:\"”]\s+(?:by|von|par|por)\s+(?=\S)", re.IGNORECASE)  # "Why? (Score: 1) by Jo"
_RANK = re.compile(
    r"\s*[(\[](?:author|autor|admin|op|moderator|visitor|member|guest|gast|unregistered|not\s+verified|"
    r"nicht\s+überprüft|non\s+vérifié|no\s+verificado|sin\s+verificar|не\s+проверено)[)\]]?$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\W*\d{1,2}[:.]\d\d")
_LONGEST_NAME, _LINE, _MOST_WORDS = 60, 160, 6


def begins(line: str, name: str) -> bool:
    """Whether a line is nothing but the `name`, or the name with "Posted by" and the like before it."""
    plain = _RANK.sub("", _BY.sub("", line))
    return line == name or line.startswith(f"{name},") or (plain != line and plain == name)


def name_in(line: str) -> str | None:
    """The name in a line such as "Posted by Jo Doe on May 3, 2008 at 3 pm" or "Jo says:"; None if it holds none."""
    if not line or len(line) > _LINE:
        return None
    line = _TITLED.sub("", _NUMBERED.sub("", line))
    found = span_of_when(line) or span_of_numbers(line)
    if found:
        before = _DAY.sub("", line[: found[1]])
        names = any(map(str.isalpha, before)) and before.strip(" ,").casefold() not in _NO_NAMES
        line = before if names else line[found[2] :]
    name = _BY.sub("", without_address(_AGO.sub("", line)))
    name = _SAYS.sub("", name).strip(" \t,;:()[]|·•-–—#»«\"'")
    name = _RANK.sub("", name)
    if name.casefold() in _NO_NAMES or "://" in name or _CLOCK.match(name):
        return None
    good = name and len(name) <= _LONGEST_NAME and any(char.isalpha() for char in name) and not ACTION.match(name)
    return name if good and not is_relative(name) and len(name.split()) <= _MOST_WORDS else None
