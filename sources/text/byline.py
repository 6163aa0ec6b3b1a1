"""Stage three: lines that tell who, when and how often read, and nothing else."""

import datetime as dt
import re
from dataclasses import dataclass, replace

from feeds.model import Author, When
from sources.text import stamps
from sources.text.labels import number
from sources.text.people import BY, is_agency, is_role, read_authors

_NUMBER = r"\d[\d.,]*\s?(?:k|m|lakhs?|crore|thousand|million)?\b"
_COUNTED_VIEWS = re.compile(
    rf"👁️?\s*(?P<icon>{_NUMBER})(?:\s*views?)?|조회 ?수? ?(?P<korean>{_NUMBER})|(?:viewed|read"
    rf"|seen) (?P<times>{_NUMBER}) times"
    rf"|(?<![\w.,/-])(?P<number>{_NUMBER})\s*(?:\+\s*)?(?:total |page ?|people )?"
    r"(?:views?|reads|hits|times viewed|have read this|회 조회|बार (?:देखा|पढ़ा) गया|व्यूज़?|दृश्य)(?!\w)",
    re.IGNORECASE,
)
_LABELLED_VIEWS = re.compile(
    rf"(?:total |page ?)?(?:views?|reads|hits|viewed|조회 ?수?|दृश्य"
    rf"|व्यूज़?)\s*[:：\-–(]?\s*(?P<number>{_NUMBER})\)?(?: times)?(?!\w)",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"(?:reading|read) time\s*[:：-]?\s*\d+\s*(?:min(?:ute)?s?|m)\b|\d+\s*-?\s*min(?:ute)?s?\.?(?:\s+read)?(?!\w| ago)|"
    rf"(?<![\w.,])(?:{_NUMBER}|no)\s*(?:comments?|shares?|likes?|repl(?:y|ies)|reactions?|claps|retweets)(?!\w)|"
    r"(?:comments?|shares?|likes?)\s*[:：(]\s*\d[\d.,]*k?\)?|\d+ words\b|댓글 ?\d+|\bshare\b|\bprint\b|"
    r"💬\s*\d+|❤️?\s*\d+",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"(?<!\w)(?:(?:last |first )?(?:updated|modified|revised|edited)|update|수정|최종수정|업데이트|अपडेट(?: किया गया)?"
    r"|अद्यतन)(?: on| at| date)?\s*[:：|–—-]?[\s,]*$",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"(?<!\w)(?:(?:first )?(?:published|posted|created|issued|released|uploaded|filed|added)|publication date"
    r"|publish(?:ed)? date|date(?: published)?|"
    r"dated|time|on|at|입력|등록|게시|작성|기사입력|प्रकाशित(?: तिथि)?|दिनांक|तारीख)"
    r"(?: on| at| date| time)?\s*[:：|–—-]?[\s,]*$",
    re.IGNORECASE,
)
_ICONS = re.compile("[📅🗓⏰🕒🕐👤✍👁💬📰🖊️⏱🔄]")
_NO_WRITER = re.compile(
    r"(?:^|(?<=[|·•;,])|(?<=\s[/–—-]\s))\W*\b(?:edited|curated|photo(?:s|graphs)?|produced|reviewed) by\b[^|·•;]*",
    re.IGNORECASE,
)  # "Reported by: A | Edited by: B"
_EDGES = " \t|·•,;–—-/()[]:"
_LONGEST = 220


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """What a line tells. `sure` is False for a line that might as well be a headline: a few
    capitalised words. `bare` is True where it names nobody."""

    authors: tuple[Author, ...] = ()
    published: When | None = None
    updated: When | None = None
    clock: str | None = None
    views: int | None = None
    sure: bool = True
    bare: bool = False

    def plus(self, other: "Byline") -> "Byline":
        """Both lines' tellings, this one's first."""
        known = {author.name.lower() for author in self.authors}
        more = tuple(author for author in other.authors if author.name.lower() not in known)
        return Byline(
            authors=self.authors + more,
            published=self.published or other.published,
            updated=self.updated or other.updated,
            clock=self.clock or other.clock,
            views=other.views if self.views is None else self.views,
        )

    def settled(self) -> "Byline":
        """With a time of day that stood apart from its day put to it, and without mere roles ("Staff Writer") where a
        name says who it was."""
        named = tuple(author for author in self.authors if not is_role(author.name))
        if named and len(named) < len(self.authors):
            return replace(self, authors=named).settled()
        day = self.published
        if self.clock and day and not isinstance(day, dt.datetime):
            return replace(self, published=stamps.with_clock(day, self.clock))
        return self


def read_byline(text: str, places: frozenset[str] = frozenset()) -> Byline | None:
    """The byline that a line is, or None if any of it is something else."""
    if len(text) > _LONGEST:
        return None
    views, rest = _peel_views(_ICONS.sub(lambda m: m[0] if m[0] == "👁" else " ", stamps.tidied(text)))
    rest, counted = _COUNTS.subn(" | ", rest)
    found, rest = _peel_times(rest)
    rest = _NO_WRITER.sub("", rest).strip(_EDGES)
    named = bool(BY.match(rest + " ")) or is_agency(rest)
    authors = read_authors(rest, places) if rest else ()
    if authors is None:
        return None
    told = views is not None or bool(found.published or found.updated or found.clock or counted or found.bare)
    if not (told or named or authors):
        return None
    return replace(found, authors=authors, views=views, sure=told or named, bare=not authors)


def _peel_views(text: str) -> tuple[int | None, str]:
    match = _COUNTED_VIEWS.search(text)
    if match is None or _is_year(text, match):
        match = _LABELLED_VIEWS.search(text)
    if not match:
        return None, text
    digits = next(group for group in match.groups() if group)
    return number(digits), f"{text[: match.start()]} | {text[match.end() :]}"


def _is_year(text: str, match: re.Match[str]) -> bool:
    """Whether the number belongs to the date before the label: "16 June 2025 Views: 272"."""
    labelled = re.match(r"\s*[:：]\s*\d", text[match.end() :])
    return bool(labelled or re.match(r"(?:19|20)\d\d\s+[^\W\d]+\s+\d", text[match.start() :]))


def _peel_times(text: str) -> tuple[Byline, str]:
    """All times on the line, each by the label before it; what is left of the line."""
    found = Byline()
    for _ in range(4):
        stamp = stamps.find_stamp(text)
        if not stamp:
            break
        when, start, end = stamp
        before, after = text[:start], text[end:]
        updated, published = _UPDATED.search(before), _PUBLISHED.search(before)
        label = updated or published
        before = before[: label.start()] if label else before
        found = found.plus(Byline(updated=when) if updated else Byline(published=when))
        text = f"{before.rstrip()} | {after.lstrip()}".strip()
    return _peel_loose(found, text)


def _peel_loose(found: Byline, text: str) -> tuple[Byline, str]:
    """Times of day without a day, and words such as "2 hours ago", which tell nothing."""
    relative = stamps.find_relative(text)
    if relative:
        before = text[: relative[0]]
        label = _UPDATED.search(before) or _PUBLISHED.search(before)
        text = f"{before[: label.start()] if label else before} | {text[relative[1] :]}"
        found = replace(found, bare=True)
    clock = stamps.find_clock(text)
    if clock:
        before = text[: clock[1]]
        label = _PUBLISHED.search(before) or _UPDATED.search(before)
        text = f"{before[: label.start()] if label else before} | {text[clock[2] :]}"
        found = replace(found, clock=clock[0])
    return found, text
