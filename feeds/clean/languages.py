"""Language tags (BCP 47)."""

import re
from functools import lru_cache

_SHAPE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,6}")


@lru_cache(maxsize=256)
def language(tag: str | None) -> str | None:
    """The tag in canonical spelling ("en_in" gives "en-IN"); None unless it begins with a language of ISO 639."""
    tag = (tag or "").strip().split(".")[0]  # POSIX writes "hi_IN.UTF-8"
    if not _SHAPE.fullmatch(tag):
        return None
    import langcodes  # noqa: PLC0415 - 70 ms, and only where a record names a language

    try:
        known = langcodes.Language.get(langcodes.standardize_tag(tag.replace("_", "-")), normalize=False)
        return known.to_tag() if known.is_valid() and known.language not in {None, "und", "mul", "zxx", "mis"} else None
    except ValueError:  # LanguageTagError: subtags that cannot stand there
        return None
