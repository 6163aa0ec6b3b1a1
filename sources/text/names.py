"""The shapes of commenters' names, and how sure each is."""

import re
from dataclasses import dataclass
from typing import Literal

from sources._shared.names import without_address

Form = Literal["initial", "full", "single", "handle", "anonymous", "script", "lower"]

_BASE: dict[Form, float] = {
    "initial": 3.0, "anonymous": 2.5, "full": 2.0, "handle": 2.0, "script": 1.5, "single": 1.0, "lower": 0.3,
}  # fmt: skip
_WORDY = 2.0  # what words of opinion take from a name's score

_INNER = r"[\w'’\u0900-\u0d7f-]"  # \w leaves out the vowel signs of Indian scripts
_INITIAL = re.compile(
    rf"(?:(?:Dr|Mr|Mrs|Ms|Prof|Col|Maj|Gen|Capt|Adv|Er|CA|Lt)\.? )*(?:[^\W\d_a-z]{_INNER}*\.? )+[^\W\d_a-z]\.?"
    rf"|(?:[^\W\d_a-z](?:\. ?| ))+[^\W\d_a-z]{_INNER}+"
    rf"|[^\W\d_a-z]{_INNER}+ [^\W\d_a-z]\. [^\W\d_a-z]{_INNER}+"
    r"|(?:[^\W\d_a-z]\. ?){2,4}"  # "P.K."
)
_WORD = r"[^\W\d_a-z][\w'’.\u0900-\u0d7f-]*"
_FULL = re.compile(
    rf"{_WORD}(?: (?:{_WORD}|[a-z]{{1,3}}[A-Z]\w*|de|del|della|dos|du|van|von|der|den|bin|ibn|al|el|la|le|da|di"
    rf"|ter|y|e|af|of|from|the|and|in|&))*(?: {_WORD}| [a-z]{{1,3}}[A-Z]\w*| \d{{1,4}})"
)
_HANDLE = re.compile(r"@[\w.-]{2,30}|(?=.*[\d_.-])[A-Za-z][\w.-]{2,29}|[a-z]+[A-Z]\w*|[A-Z][a-z]+[A-Z]\w*|\w+#\d{3,5}")
_ANONYMOUS = re.compile(
    r"(?:anonymous|guest|anon|a reader|reader|deleted user|unknown|user|익명|अनाम|गुमनाम"
    r"|a concerned \w+)(?:[ _-]?(?:user|reader|coward))?(?:[ _]?\d+)?",
    re.IGNORECASE,
)
_OPINION = frozenset(
    "so true well said great good nice very is are was agreed agree exactly thanks thank yes no not this that what "
    "why how when who jai hind "
    "proud bravo wow congrats congratulations love hope i we my our it absolutely please sad happy amazing awesome "
    "excellent superb "
    "brilliant shame finally indeed totally correct right wrong sure never always let's more too only if but then "
    "here there hello hi "
    "lol haha ok okay long live jai namaste peace best done interesting beautiful perfect respect salute kudos will "
    "should can may must "
    "welcome about for with to your you they he she nonsense rubbish fantastic wonderful terrible disgusting simple "
    "period same "
    "ditto +1 first second third finally bharat mata ki big make stop go come on keep up move step news point work "
    "job one two three".split()
)
_ENDING = re.compile(r"[!?…。।;,]$|\.\.+$")
_RANK = re.compile(
    r"(?:(?:Col(?:onel)?|Maj(?:or)?|Gen(?:eral)?|Lt|Lieutenant|Capt(?:ain)?|Brig(?:adier)?|Wg Cdr|Cdr|Commander|Justice"
    r"|Sq?n Ldr|Prof(?:essor)?|Dr|Rev|Fr|Sr|Hon)\b\.?(?: ?\(Retd?\.?\))?[ -])+(?=[^\W\d_a-z])"
)  # "Colonel (Retd) H. S. Negi"
_PLACE = re.compile(r"(?:, [^\W\d_a-z][^\d,:;!?]{1,24}| \([^()]{2,24}\))$")  # "Rohan D., Pune"
_EMOJI = re.compile("[\U0001f1e6-\U0001faff\u2600-\u27bf\ufe0f\u200d]+")
_LONGEST = 42
_MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Name:
    """A text that could be somebody's name: its form, and how much it looks like one (3 is sure, 0 hardly)."""

    form: Form
    score: float


def read_name(text: str) -> Name | None:
    """How a text looks as a commenter's name; None if it cannot be one."""
    bare = " ".join(_EMOJI.sub(" ", without_address(text)).split())
    if not bare and "@" in text:  # an address alone, in a name's place: whoever wrote it has no name for us
        return Name("anonymous", _BASE["anonymous"])
    words = bare.split()
    if (
        not bare
        or len(bare) > _LONGEST
        or len(words) > _MOST_WORDS
        or _ENDING.search(bare)
        or not re.search(r"\w", bare)
    ):
        return None
    spoken = _PLACE.sub("", bare).removesuffix(":")
    form = _form(spoken) or _form(_RANK.sub("", spoken))
    if form is None:
        return None
    opinion = sum(word.lower().strip(".'’") in _OPINION for word in words)
    lowered = _WORDY * (1 + (opinion == len(words))) if opinion and form not in {"initial", "anonymous"} else 0.0
    return Name(form, _BASE[form] - lowered - (0.5 if bare != text else 0.0))


def _form(text: str) -> Form | None:  # noqa: PLR0911 - a table of cases
    if _ANONYMOUS.fullmatch(text):
        return "anonymous"
    if _INITIAL.fullmatch(text) and (_is_cased(text) or text.endswith(".")):
        return "initial"
    if text.endswith(".") and not re.search(r"\b(?:Jr|Sr|Dr)\.$", text):
        return None
    if _HANDLE.fullmatch(text):
        return "handle"
    if _is_cased(text) and _FULL.fullmatch(text):
        return "full"
    if re.fullmatch(_WORD, text):
        return "single" if _is_cased(text) else "script"
    if not _is_cased(text):
        return "script" if len(text) <= 24 and not re.search(r"[.,()\"]|\d{2}", text) else None  # noqa: PLR2004
    return "lower" if re.fullmatch(r"[\w'’.-]+(?: [\w'’.-]+){0,3}", text) else None


def _is_cased(text: str) -> bool:
    return text.lower() != text.upper()
