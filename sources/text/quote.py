"""The pull quote: a sentence in quotation marks that the page sets apart, with its speaker."""

import re

from feeds.model import PullQuote

_OPEN, _CLOSE = "\"“„«「『‟'‘", "\"”“»」』’'"
_WHOLE = re.compile(rf"(?:>\s*)?(?P<open>[{_OPEN}])(?P<text>.{{8,}})[{_CLOSE}](?P<stop>[.,]?)", re.DOTALL)
_SPOKEN = re.compile(
    rf"(?:>\s*)?(?P<open>[{_OPEN}])(?P<text>.{{8,}}?)[{_CLOSE}][.,]?\s*(?:[-–—―~|]+|\(|,(?=\s)"
    rf"|:)\s*(?P<who>[^\"“”]{{2,120}}?)\)?",
    re.DOTALL,
)
_BARE = re.compile(rf"(?P<open>[{_OPEN}])(?P<text>.{{8,}}?)[{_CLOSE}]\s+(?P<who>[^\"“”]{{2,60}})", re.DOTALL)
_BEFORE = re.compile(rf"(?P<who>[^\"“”:]{{2,60}}):\s*(?P<open>[{_OPEN}])(?P<text>.{{8,}})[{_CLOSE}]", re.DOTALL)
_DASHED = re.compile(r"[-–—―~]+\s*(?P<who>.{2,120})")
_VERB = re.compile(
    r"\b(?:said|says|told|added|asked|stated|wrote|remarked|noted|insisted|warned|tweeted|posted)\b", re.IGNORECASE
)
_TITLED = re.compile(r"(?:[A-Z][a-z]{1,4}\. )+(?=[A-Z])")  # "Engr. Yusuf Lawal"
_LONGEST_SPEAKER = 16  # words, with the speaker's office


def read_quote(text: str, following: str | None = None) -> tuple[PullQuote, int] | None:
    """The pull quote that a line is, and how many lines it took (2: its speaker stands on the next); None if the line
    is something else. A quote without a speaker counts as none: see `read_lone_quote`."""
    match = _SPOKEN.fullmatch(text) or _BARE.fullmatch(text)
    if match and _balanced(match["text"]) and _is_speaker(match["who"]):
        return PullQuote(text=match["text"].strip(), attribution=match["who"].strip(" .-–—")), 1
    whole = _WHOLE.fullmatch(text)
    if whole and following and _balanced(whole["text"]):
        dashed = _DASHED.fullmatch(following)
        who = dashed["who"] if dashed else ""
        if who and _is_speaker(who):
            return PullQuote(text=whole["text"].strip(), attribution=who.strip(" .")), 2
    return None


def read_lone_quote(text: str, following: str | None = None) -> tuple[PullQuote, int] | None:
    """As `read_quote`, in the page's head, where a quote may also stand without a speaker, or over a bare name."""
    before = _BEFORE.fullmatch(text)
    if before and _balanced(before["text"]) and _is_speaker(before["who"]):
        return PullQuote(text=before["text"].strip(), attribution=before["who"].strip()), 1
    whole = _WHOLE.fullmatch(text)
    if not whole or not _balanced(whole["text"]):
        return None
    if following and len(following.split()) <= 6 and _is_speaker(following) and not following.endswith((".", ":")):  # noqa: PLR2004
        return PullQuote(text=whole["text"].strip(), attribution=following.strip()), 2
    return PullQuote(text=whole["text"].strip()), 1


def _balanced(text: str) -> bool:
    """Whether no quotation ends and another begins inside: then the line is a sentence with two quotations."""
    return not re.search(r"[\"”»][,.]?\s+[^\"“„«]*[\"“„«]\S", text) and text.count('"') % 2 == 0


def _is_speaker(text: str) -> bool:
    text = _TITLED.sub("", text.strip(" -–—"))
    names = text.split()
    if not names or len(names) > _LONGEST_SPEAKER or _VERB.search(text) or text.rstrip().endswith((":", "?", "!")):
        return False
    if re.search(r"[a-z]{3,}\.\s|[a-z]{4,}\.$", text):
        return False
    first = names[0].lstrip("('‘")[:1]
    return bool(first) and (first.isupper() or not (first.islower() or first.isdigit()))
