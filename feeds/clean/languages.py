"""Language tags (BCP 47)."""

import re
from functools import lru_cache

from feeds.clean.iso639 import CODES

_SHAPE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,6}")
_RENAMED = frozenset(("in", "iw", "ji", "jw", "mo", "sh", "tl"))
_NO_LANGUAGE = frozenset(("und", "mul", "zxx", "mis"))


@lru_cache(maxsize=256)
def language(tag: str | None) -> str | None:
    """The tag in canonical spelling ("en_in" gives "en-IN"), beginning with a language of ISO 639-1 or 639-2, which is
    what W3C's validator knows. A language of 639-3 is named by the one that it is a part of: "yue" (Cantonese) gives
    "zh", "ckb-IR" gives "ku-IR". None for what is part of none, and for what is no language."""
    tag = (tag or "").strip().split(".")[0]  # POSIX writes "hi_IN.UTF-8"
    if not _SHAPE.fullmatch(tag):
        return None
    if len(tag) == 2 and tag in CODES and tag not in _RENAMED:  # noqa: PLR2004  a plain code needs no looking up
        return tag
    import langcodes  # noqa: PLC0415 - 70 ms, and only where a record names a language

    try:
        known = langcodes.Language.get(langcodes.standardize_tag(tag.replace("_", "-")), normalize=False)
        return _spelled(known.to_tag()) if known.is_valid() else None
    except ValueError:  # LanguageTagError: subtags that cannot stand there
        return None


def _spelled(tag: str) -> str | None:
    """A valid tag, in the words of ISO 639-1 and 639-2."""
    from langcodes.data_dicts import MACROLANGUAGES  # noqa: PLC0415 - langcodes is loaded by now

    first, hyphen, rest = tag.partition("-")
    code = first if first in CODES else MACROLANGUAGES.get(first, "")
    return f"{code}{hyphen}{rest}" if code in CODES and code not in _NO_LANGUAGE else None
