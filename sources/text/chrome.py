"""What stands in a conversation and is no part of it: buttons, counts, orders of sorting."""

import re

_BUTTONS = (
    r"reply|replies|like|likes|liked|dislike|dislikes|unlike|share|shares|report|report (?:abuse|comment)|flag|edit"
    r"|edited|permalink|"
    r"copy link|follow|following|unfollow|upvotes?|downvotes?|votes?|points?|helpful|recommend|recommended|translate"
    r"|see translation|love|"
    r"respond|thumbs (?:up|down)|agree|disagree|show (?:more|less|replies)|read more|see more|hide(?: replies)?|more"
    r"|options|block user|"
    r"좋아요|싫어요|답글|답글 쓰기|공감|비공감|신고|공유|पसंद|पसंद करें|जवाब दें|उत्तर दें|साझा करें|जवाब|उत्तर|रिपोर्ट करें"
)
_ALONE = re.compile(
    r"(?:sort(?:ed)?(?: by)?|order(?: by)?|filter(?: by)?|정렬|क्रम)\b.*|(?:newest|oldest|latest|most recent|most liked"
    r"|most relevant|best|top|"
    r"recent|popular|최신순|추천순|공감순|과거순)"
    r"(?: first| comments)?(?: ?[|/·,] ?(?:newest|oldest|latest|most liked|best|top"
    r"|popular|most recent)(?: first)?)*|"
    r"(?:view|show|see|load|read|expand)(?: all| more| previous| older| newer"
    r"| next)*(?: \d+)?(?: more)? ?(?:comments?|repl(?:y|ies)|responses)?(?: \(\d+\))?"
    r"|hide \d* ?replies|\d+ (?:more )?repl(?:y|ies)|loading(?: comments)?[.…]*|[▲▼▾▸⋮⋯…]+|page \d+ of \d+|더 ?보기"
    r"|और (?:टिप्पणियां )?देखें"
)
_ORDER = re.compile(r"(?:newest|oldest|latest|best|top|recent|popular|most .*)")
_SEPARATOR = re.compile(r"[\s|·•,/()\[\]:+.\-–—]+")
_ICON = re.compile("[👍👎❤♥▲▼↑↓⬆⬇💬↩↪⤴🔁⚑🚩⭐]\ufe0f?")


def is_chrome(text: str, *, opening: bool = False) -> bool:
    """Whether a line is made of buttons and counts only: "Reply", "Like (3) · Share", "👍 12". Orders of sorting
    ("Best") are known only with `opening`, before the first comment: later they may be somebody's word."""
    if len(text) > 80 or re.match(r"\d+[.)]\s", text):  # noqa: PLR2004
        return False
    low = text.lower().strip(" .·•|-")
    if _ALONE.fullmatch(low):
        return opening or not _ORDER.fullmatch(low)
    bare = " ".join(_SEPARATOR.split(_ICON.sub(" ", low))).strip()
    if bare.isdigit() or not bare:
        return bool(_ICON.search(low)) and bool(bare)
    return bool(re.fullmatch(rf"(?:(?:{_BUTTONS}|\d+k?)(?: |$))+", bare)) and not bare.replace(" ", "").isdigit()


def is_count(text: str) -> bool:
    """A bare number: a count of votes, if it stands beside buttons."""
    return bool(re.fullmatch(r"[+-]?\d{1,5}", text))
