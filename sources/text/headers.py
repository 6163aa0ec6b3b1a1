"""How comments begin: avatar letters, name, time, "says:", "in reply to", alone or together, on one line or on several.

`read_head` looks at a place in the conversation and says what header could stand there. Whether it does stand there is
decided in `segment`, where all places are seen together.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from feeds.model import When
from sources.text import stamps
from sources.text.lines import Line
from sources.text.names import Form, read_name

_EDGES = " \t|·•,;–—-()[]:→"
_SAYS = re.compile(
    r"\s+(?:says|said|wrote|writes|commented|replied|posted)(?:\s*:|(?=\s+(?:on|at)\b))|\s+says$|\s+(?:on|at)$|님$",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"[\[(][^\W\d_]{1,2}[\])]\s+|(?:#\s?\d{1,4}[.):]?|\d{1,4}[.)])\s+|[•●▪◆*]+\s*"
    r"|(?:comment|reply)? ?(?:posted |written )?by:?\s+|(?:name|commenter|user|author|reader)\s*:\s*",
    re.IGNORECASE,
)
_ARROW = re.compile(r"(?:[↳└╰⤷>»]|->|--)+\s*(?:reply(?: from| by)?\s*:?\s*)?", re.IGNORECASE)
_ANSWERS = re.compile(
    r"\s*(?:[-–—|·•(↳↪]\s*)?(?:in (?:reply|response) to|repl(?:ied|ying|y|ies) to|responding to|answering|↪|▸"
    r"|►)\s*:?\s*@?(?P<who>[^:|·•()]{1,42}?)\)?\s*:?$",
    re.IGNORECASE,
)
_BADGE = re.compile(
    r"\s*[|·•,(\[]\s*(?:verified|top (?:fan|commenter|contributor)|subscriber|moderator|author|reader|member|premium"
    r"|guest|op|pinned|new)\b[^|·•]*[)\]]?$"
    r"|\s*[✓✔☑]\ufe0f?$",
    re.IGNORECASE,
)
_INLINE = re.compile(r"(?P<name>[^:：]{1,42}?)(?:\s*[:：]\s+|\s+[–—]\s+|\s+-\s+)(?P<text>\S.*)", re.DOTALL)
_BADGE_LINE = re.compile(
    r"(?:verified(?: user| reader| member)?|top (?:fan|commenter|contributor)|subscriber|premium member|[✓✔☑]\ufe0f?)",
    re.IGNORECASE,
)
_BESIDE_TIME = re.compile(r"\b(?:posted|commented|on|at|ago|says|said|edited)\b|\W", re.IGNORECASE)
_AT = re.compile(r"@[\w.-]{2,30}")
_LONGEST = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A header that could begin a comment at line `start`; its text begins at line `body`, after `text` if that is
    not "". `score` is how sure it looks by itself."""

    start: int
    body: int
    name: str
    form: Form
    score: float
    avatar: bool = False
    stamped: bool = False
    says: bool = False
    inline: bool = False
    arrow: bool = False
    ordinal: bool = False
    published: When | None = None
    answers: str | None = None
    text: str = ""


def read_head(lines: Sequence[Line], start: int) -> Head | None:
    """The header that could stand at `lines[start]`."""
    avatar = is_avatar(lines, start)
    at = start + avatar
    head = _name_line(lines[at].text, at, anything=avatar) if at < len(lines) else None
    if head is None:
        return None
    head = replace(head, start=start, avatar=avatar, score=head.score + 5 * avatar)
    return head if head.inline else _with_following(lines, head)


def is_avatar(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is the letter or letters with which the name on the next line begins."""
    letters = lines[at].text
    if len(letters) > 4 or at + 1 >= len(lines) or len(lines[at + 1].text) > _LONGEST:  # noqa: PLR2004
        return False
    name = lines[at + 1].text.lstrip("@\"'(.~*_-#")
    if not name or len(name.split()) > 16 or name == letters:  # noqa: PLR2004
        return False
    if name == f"{letters}.":
        return letters.isalpha()
    if len(letters) <= 2 and name.casefold().startswith(letters.casefold()) and not letters.isdigit():  # noqa: PLR2004
        return read_name(name) is not None or _name_line(lines[at + 1].text, at, anything=False) is not None
    initials = "".join(word[0] for word in re.split(r"[\s_.-]+", name) if word)
    return len(letters) > 1 and letters.isupper() and initials.upper().startswith(letters)


def read_signature(text: str, at: int) -> Head | None:
    """The name, and perhaps the time, under a comment: "Rohan D., June 17, 2025"."""
    return _alone(text, at, anything=True) if len(text) <= _LONGEST else None


def _name_line(text: str, at: int, *, anything: bool) -> Head | None:
    if len(text) <= _LONGEST:
        head = _alone(text, at, anything=anything)
        if head:
            return head
    return _inline(text, at)


def _alone(text: str, at: int, *, anything: bool) -> Head | None:
    """A line with a name and nothing but a header's other parts."""
    arrow = _ARROW.match(text)
    bare = text[arrow.end() :] if arrow else text
    ordinal = _ORDINAL.match(bare)
    bare, stamped, published = _unstamped(bare[ordinal.end() :] if ordinal else bare)
    bare = _BADGE.sub("", bare)
    answers = _ANSWERS.search(bare)
    bare = bare[: answers.start()] if answers else bare
    spoken, says = _SAYS.subn("", bare.strip())
    name = _trimmed(spoken)
    shape = read_name(name)
    if shape is None and not (anything and name and len(name.split()) <= 6):  # noqa: PLR2004
        return None
    # "It rained on June 16, 2025" and "Happened 40 years ago" are no headers: a name, or a mark between name and time.
    apart = bool(shape and (shape.score >= 2 or re.search(r"[|·•,(–—-]", text)) and shape.form != "lower")  # noqa: PLR2004
    score = (
        (shape.score if shape else 1.0) + (4 if apart else 1.5) * stamped + 3 * bool(says) + 2 * bool(arrow or answers)
    )
    return Head(
        start=at, body=at + 1, name=name, form=shape.form if shape else "lower", score=score, stamped=stamped,
        says=bool(says), arrow=bool(arrow), published=published, answers=answers["who"].strip() if answers else None,
        ordinal=bool(ordinal),
    )  # fmt: skip


def _trimmed(name: str) -> str:
    return name.strip(" \t|·•,;–—:→*").strip()


def _unstamped(text: str) -> tuple[str, bool, When | None]:
    """The line without its time; whether there was one; the time, if it is absolute."""
    tidy = stamps.tidied(text)
    stamp = stamps.find_stamp(tidy)
    if stamp:
        when, start, end = stamp
        return _joined(tidy[:start], tidy[end:]), True, when
    relative = stamps.find_relative(text)
    if relative:
        return _joined(text[: relative[0]], text[relative[1] :]), True, None
    name, mark, short = text.rpartition(" ")
    if mark and name and stamps.find_relative(short, short=True) and re.search(r"[|·•,(-]\s*$", name):
        return _joined(name, ""), True, None
    return text, False, None


def _joined(before: str, after: str) -> str:
    after = after.strip(_EDGES)
    before = re.sub(r"(?:[\s|·•,;–—(\[-]|\b(?:posted|on|at|date)\b\s*:?)+$", "", before, flags=re.IGNORECASE)
    return f"{before} {after}".strip() if after else before


def _inline(text: str, at: int) -> Head | None:
    """A comment on the line of its name: "Rajiv K.: Interesting …"."""
    ordinal = _ORDINAL.match(text)
    match = _INLINE.fullmatch(text[ordinal.end() :] if ordinal else text)
    if not match:
        return None
    name, stamped, published = _unstamped(match["name"])
    spoken, says = _SAYS.subn("", name)
    shape = read_name(_trimmed(spoken))
    if not shape or shape.form == "lower":
        return None
    return Head(
        start=at, body=at + 1, name=_trimmed(spoken), form=shape.form, score=shape.score + 4 * stamped + 3 * bool(says),
        stamped=stamped, says=bool(says), inline=True, published=published, text=match["text"],
        ordinal=bool(ordinal),
    )  # fmt: skip


def _with_following(lines: Sequence[Line], head: Head) -> Head:
    """The header with the lines below the name that still belong to it: its time, whom it answers, a badge."""
    while head.body < len(lines) and head.body - head.start < 5:  # noqa: PLR2004
        text = lines[head.body].text
        if len(text) > _LONGEST:
            break
        rest, stamped, published = _unstamped(text)
        handle = stamped and bool(_AT.fullmatch(rest)) and head.form != "handle"
        rest = "" if handle else rest
        short = not stamped and stamps.find_relative(text, short=True) == (0, len(text))
        answers = _ANSWERS.fullmatch(text)
        if not head.stamped and (short or (stamped and not _BESIDE_TIME.sub("", rest))):
            head = replace(
                head,
                stamped=True,
                published=head.published or published,
                score=head.score + 4 * (not head.stamped) + handle,
            )
        elif answers and read_name(answers["who"].strip()):
            head = replace(head, answers=answers["who"].strip(), score=head.score + 2)
        elif not _BADGE_LINE.fullmatch(text):
            break
        head = replace(head, body=head.body + 1)
    return head
