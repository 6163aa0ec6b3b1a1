"""Text that was encoded twice ("cafÃ©") is decoded once more, where it is certain that it was.

W3C's validator takes "Ã" or "Â" before a character from U+0080 to U+00BF for a sign of it, so no such pair is left.
"""

import re
from unicodedata import normalize

_RUN = re.compile("(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+")
_PAIR = re.compile("([\xc2\xc3])([\x80-\xbf])")
_CONTROL = re.compile("[\x80-\x9f]")


def decoded(value: str) -> str:
    """The value with what was encoded twice decoded. A pair that its author may have meant, as in "AMANHÃ »", stays:
    behind it a no-break space becomes a plain one, before anything else the letter is written as two (A and a tilde),
    which looks the same."""
    if not ("\xc3" in value or "\xc2" in value or "\xe2\x80" in value):
        return value
    while (once := _RUN.sub(_decoded, value)) != value:  # some text was encoded three times
        value = once
    return value


def twice(value: str) -> bool:
    """Whether a pair is left that W3C's validator may take for a sign."""
    return ("\xc3" in value or "\xc2" in value) and _PAIR.search(value) is not None


def _decoded(run: re.Match[str]) -> str:
    text = run[0]
    if _certain(run):
        try:
            return text.encode("latin-1").decode("utf-8")
        except UnicodeDecodeError:  # not every pair of bytes is a character
            pass
    return _PAIR.sub(_apart, text)


def _certain(run: re.Match[str]) -> bool:
    """Whether nobody can have meant a run: it holds control characters, or it begins with "Ã" or "Â" and does not stand
    at the end of a word in capitals, as in Portuguese "AMANHÃ" and "IRMÃ"."""
    if _CONTROL.search(run[0]):
        return True
    before, after = run.string[max(run.start() - 2, 0) : run.start()], run.string[run.end() : run.end() + 1]
    return run[0][0] in "\xc2\xc3" and not (len(before) > 1 and before.isupper() and not after.islower())


def _apart(pair: re.Match[str]) -> str:
    return f"{pair[1]} " if pair[2] == "\xa0" else normalize("NFD", pair[1]) + pair[2]
