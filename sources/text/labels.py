"""Stage two: what a single line says that it is, before its neighbours are asked.

`mark` gives a line its `Mark`: a kind from `vocabulary`, and what stands behind the label on the same line. A line that
says nothing is "text".
"""

import re
from dataclasses import dataclass
from typing import Literal

from sources.text import vocabulary as words

Kind = Literal[
    "text", "points", "summary", "quote", "comments", "perhaps", "form", "form line", "disclaimer", "policy", "closed",
    "no comments", "legal", "tags", "categories", "section", "related", "advert", "bar", "credit",
]  # fmt: skip

_DECORATION = " \t*_#=[]{}<>«»|▶►▼●■◆•·~"
_LABELLED = re.compile(r"(?P<label>[^:：|]{2,40}?)\s*(?:[:：|]|\s[-–—])\s*(?P<rest>.*)", re.DOTALL)
_CRUMBS = re.compile(r"(?:home|news|होम|홈)\s*[>»›/→|]\s*(?P<first>[^>»›/→|]+?)(?:\s*[>»›/→|].*)?", re.IGNORECASE)
_POINTED = 12  # characters of a headline that "READ:" points to, at least
_HASHTAGS = re.compile(r"(?:#\w[\w'’&.-]*(?: [\w'’&.-]+){0,3}[,;|]?\s*){2,}")
_LONGEST_LABEL = 90
_BAR_WORDS = re.compile(rf"(?:{words.BAR})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """A line's kind, what follows its label on the line, and the number that the label carries ("Comments (6)")."""

    kind: Kind
    rest: str = ""
    count: int | None = None


TEXT = Mark("text")


def plain(text: str) -> str:
    """A line as labels are compared: lower-case, straight apostrophes, no decoration around it."""
    return text.replace("’", "'").replace("‘", "'").replace("\u0060", "'").strip(_DECORATION).lower()


def mark(text: str) -> Mark:
    """What the line says that it is."""
    low = plain(text)
    if not low:
        return TEXT
    return _sentence(low) or (_short(text, low) if len(text) <= _LONGEST_LABEL else None) or _labelled(text) or TEXT


def _sentence(low: str) -> Mark | None:
    """Kinds that are whole sentences, whatever their length."""
    if words.DISCLAIMER.fullmatch(low):
        return Mark("disclaimer", low.partition(":")[2].strip())
    if words.DISCLAIMING.match(low):
        return Mark("disclaimer", low)
    if words.CLOSED.fullmatch(low):
        return Mark("closed")
    if words.FORM_LINE.fullmatch(low):
        return Mark("form line")
    if words.CAPTION.fullmatch(low):
        return Mark("credit")
    return Mark("legal") if words.LEGAL.fullmatch(low) else None


def _short(text: str, low: str) -> Mark | None:
    crumbs = _CRUMBS.fullmatch(text)
    if crumbs:
        return Mark("section", crumbs["first"].strip())
    if words.ADVERT.fullmatch(low):
        return Mark("advert")
    if words.NO_COMMENTS.fullmatch(low):
        return Mark("no comments")
    headings: tuple[tuple[Kind, re.Pattern[str]], ...] = (
        ("points", words.POINTS),
        ("summary", words.SUMMARY),
        ("quote", words.QUOTE),
        ("comments", words.COMMENTS),
        ("perhaps", words.PERHAPS_COMMENTS),
        ("form", words.FORM),
        ("credit", words.CREDIT),
    )
    for kind, pattern in headings:
        if pattern.fullmatch(low) and not (kind == "form" and re.search(r"[^.…]\.$", low)):
            return Mark(kind)
    return _counted(low) or (Mark("bar") if is_bar(low) else None)


def _counted(low: str) -> Mark | None:
    """Headings with a number: "Comments (6)", "6 Comments", "12 responses to …"."""
    match = words.COUNTED.fullmatch(low)
    if not match:
        return None
    if match["a"]:
        return Mark("comments", count=number(match["a"]))
    label = match["other"].strip()
    for kind, pattern in (("comments", words.COMMENTS), ("comments", words.PERHAPS_COMMENTS), ("points", words.POINTS)):
        if pattern.fullmatch(label):
            return Mark("points" if kind == "points" else "comments", count=number(match["b"]))
    return None


def _labelled(text: str) -> Mark | None:  # noqa: PLR0911 - a table of labels
    """Labels with what they label: "Tags: a, b", "Section: World", "Also Read | …", "Summary: …"."""
    match = _LABELLED.fullmatch(text)
    label, rest = (plain(match["label"]), match["rest"].strip()) if match else (plain(text), "")
    for kind, pattern in (("tags", words.TAGS), ("categories", words.CATEGORIES), ("related", words.RELATED)):
        if re.fullmatch(pattern, label) and (match or kind != "categories"):
            return Mark("related" if kind == "related" else "tags" if kind == "tags" else "categories", rest)
    if match and re.fullmatch(words.POINTER, label) and not re.search(r"[.。।]$", rest) and len(rest) > _POINTED:
        return Mark("related", rest)
    if match and re.fullmatch(words.SECTION, label) and len(rest) < _LONGEST_LABEL:
        return Mark("section", rest)
    listed = re.fullmatch(rf"(?:{words.CATEGORIES})\s+(.{{2,80}})", text, re.IGNORECASE) if not match else None
    if listed:
        return Mark("categories", listed[1])
    if not match and words.MORE_FROM.fullmatch(label):
        return Mark("related")
    if match and ":" in text.replace("：", ":")[: len(match["label"]) + 3]:
        return _opened(label, rest)
    return None


def _opened(label: str, rest: str) -> Mark | None:
    """A heading with its content on the same line."""
    openings: tuple[tuple[Kind, re.Pattern[str]], ...] = (
        ("points", words.POINTS),
        ("summary", words.SUMMARY),
        ("quote", words.QUOTE),
    )
    return next((Mark(kind, rest) for kind, pattern in openings if pattern.fullmatch(label)), None)


def is_bar(low: str) -> bool:
    """A row of buttons: "Share | Tweet | WhatsApp"."""
    parts = [part for part in re.split(r"\s*[|·•/]\s*|\s{2,}", low.strip(" :")) if part]
    if parts and all(_BAR_WORDS.fullmatch(part) for part in parts):
        return True
    tokens = low.split()
    return len(tokens) > 1 and all(
        re.fullmatch(r"share|tweet|facebook|twitter|whatsapp|telegram|print|e-?mail|linkedin|x", t) for t in tokens
    )


def are_hashtags(text: str) -> bool:
    """Whether a line is tags without a label: "#Vaisakhi #Nankana Sahib". In an article only: a comment may be that."""
    return bool(_HASHTAGS.fullmatch(text))


def is_policy(text: str) -> bool:
    """Whether a line could be the portal's rule for comments; only its place makes it one."""
    return bool(words.POLICY.fullmatch(plain(text)))


def number(text: str) -> int | None:
    """A number as pages print it: "1,204", "1.2K", "3 lakh"; None if it is none."""
    match = re.fullmatch(r"(\d[\d.,]*)\s*([a-z]*)", text.strip().lower())
    if not match:
        return None
    digits, unit = match[1].rstrip(".,"), match[2]
    scale = {
        "": 1,
        "k": 1000,
        "thousand": 1000,
        "m": 10**6,
        "million": 10**6,
        "lakh": 10**5,
        "lakhs": 10**5,
        "crore": 10**7,
    }
    if unit not in scale:
        return None
    if unit == "" and re.fullmatch(r"\d{1,3}(?:[.,]\d{2,3})*[.,]\d{3}|\d+", digits):
        return int(re.sub(r"[.,]", "", digits))
    try:
        return round(float(digits.replace(",", "")) * scale[unit])
    except ValueError:
        return None
