"""Where and when a story was filed: "Seoul, June 16:", "NEW DELHI, Jan 3 (PTI) -", "London – ".

The paragraph keeps its dateline: readers expect it there. Here it is only read.
"""

import re
from dataclasses import dataclass

from feeds.model import Dateline
from sources._shared.months import MONTHS
from sources.text.people import is_newsroom

_MONTH = "(?:" + "|".join(sorted((re.escape(name) for name in MONTHS), key=len, reverse=True)) + r")\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    rf"(?P<date>(?:{_MONTH}\s{_DAY}|{_DAY}\s{_MONTH})(?:,?\s\d{{4}})?|\d{{1,2}}월\s?\d{{1,2}}일"
    rf"|\d{{1,2}}[/.-]\d{{1,2}}(?:[/.-]\d{{2,4}})?|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
)
_AGENCY = r"(?:\(\s*(?P<agency>[^()\d]{2,40})\s*\)|(?P<loose>[A-Z]{2,6}|IANS))"
_END = r"\s*(?::|：|--+|[–—-](?=\s)|[–—])\s*"
_DATED = re.compile(
    rf"(?P<place>[^\W\d_][^:\"“”]{{0,70}}?)\s*(?:,|;|\s[–—-])\s*{_DATE}\s*,?\s*(?:{_AGENCY}{_END}|{_END}"
    rf"|\((?P<agency2>[^()\d]{{2,40}})\)\s+|$)",
    re.IGNORECASE,
)
_WIRED = re.compile(rf"(?P<place>[^\W\d_][^:\"“”()]{{0,50}}?)\s*\(\s*(?P<agency>[^()\d]{{2,40}})\s*\)(?:{_END}|$)")
_BRACKETED = re.compile(r"[(\[](?P<place>[^()\[\]=\s]{1,20})=(?P<agency>[^()\[\]=]{2,20})[)\]]\s*")
_PLAIN = re.compile(r"(?P<place>[^\W\d_][^:\"“”()–—]{0,40}?)(?:\s*:\s+|\s+(?:–|—|--|-)\s+|(?:—|--)\s*)(?=\S)")
_LABEL = re.compile(r"(?:dateline|place|location)\s*:\s*", re.IGNORECASE)
_LOWER = frozenset("de del do da la le al el of and the upon sur on en am an der den und y e".split())
_NO_PLACE = frozenset(
    "breaking exclusive watch explained explainer opinion analysis update updated video live read note editor's "
    "editors editorial fact "
    "summary synopsis listen photos photo caption alert developing correction clarification disclaimer question "
    "answer q a "
    "advertisement background context verdict result results score rating price where when what who why how key in "
    "also tags "
    "comments source by published news the it he she they we this that but and there".split()
)
CITIES = frozenset(
    "seoul|new delhi|delhi|mumbai|london|tokyo|beijing|washington|washington dc|new "
    "york|paris|berlin|moscow|kolkata|chennai|"
    "bengaluru|bangalore|hyderabad|islamabad|lahore|karachi|dhaka|colombo|kathmandu|kabul|tehran|dubai|abu "
    "dhabi|jerusalem|"
    "gaza|tel "
    "aviv|cairo|nairobi|lagos|johannesburg|sydney|melbourne|canberra|wellington|ottawa|toronto|brussels|geneva|"
    "vienna|rome|madrid|lisbon|athens|ankara|istanbul|kyiv|kiev|warsaw|bangkok|jakarta|manila|hanoi|singapore|"
    "kuala lumpur|"
    "hong kong|taipei|shanghai|pyongyang|busan|lucknow|patna|bhopal|jaipur|ahmedabad|pune|chandigarh|guwahati|srinagar|"
    "thiruvananthapuram|kochi|bhubaneswar|ranchi|raipur|shimla|dehradun|panaji|imphal|नई "
    "दिल्ली|मुंबई|सियोल|서울|도쿄|부산".split("|")
)
_LONGEST_PLACE = 6  # words
_REST = 20  # characters that must follow: less is no paragraph


@dataclass(frozen=True, slots=True)
class Filed:
    """A paragraph's dateline, the agency in it, whether a date makes it certain, and whether it is alone there."""

    dateline: Dateline
    agency: str | None = None
    sure: bool = False
    alone: bool = False


def read_dateline(text: str) -> Filed | None:
    """The dateline with which a paragraph opens, or None."""
    text = _LABEL.sub("", text)
    head = text[:160]
    match = _BRACKETED.match(head)
    if match:
        return Filed(Dateline(place=match["place"]), match["agency"], sure=True)
    match = _DATED.match(head)
    if match and _is_place(match["place"]):
        agency = match["agency"] or match["loose"] or match["agency2"]
        alone = match.end() >= len(text)
        return Filed(Dateline(place=match["place"], date=match["date"]), agency, sure=True, alone=alone)
    return _dateless(text, head)


def _dateless(text: str, head: str) -> Filed | None:
    match = _WIRED.match(head)
    if match and _is_place(match["place"]):
        return Filed(Dateline(place=match["place"]), match["agency"], sure=True, alone=match.end() >= len(text))
    match = _PLAIN.match(head)
    if not match or not _is_place(match["place"]) or len(text) - match.end() < _REST:
        return None
    city = match["place"].partition(",")[0]
    return Filed(Dateline(place=match["place"]), sure=(city.isupper() and len(city) > 3) or city.lower() in CITIES)  # noqa: PLR2004


def _is_place(text: str) -> bool:
    names = re.split(r"[\s/]+", text)
    if any(character.isdigit() for character in text):
        return False
    if len(names) > _LONGEST_PLACE or is_newsroom(text) or names[0].lower().strip(",") in _NO_PLACE:
        return False
    return all(name.strip("()[],.").lower() in _LOWER or not name.strip("()[],.'’")[:1].islower() for name in names)
