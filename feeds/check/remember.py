"""A memory for verdicts on short texts: the same dates and addresses stand in many documents of a build."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
CLEAR: list[Callable[[], None]] = []
SHORT = 500
"""Characters up to which a text is remembered: a megabyte that claims to be a date is judged and forgotten."""


def remember(size: int) -> Callable[[Callable[Concatenate[str, P], R]], Callable[Concatenate[str, P], R]]:
    """Remember the last `size` verdicts of a pure function whose first argument is a text."""

    def decorate(judge: Callable[Concatenate[str, P], R]) -> Callable[Concatenate[str, P], R]:
        remembered = lru_cache(maxsize=size)(judge)
        CLEAR.append(remembered.cache_clear)

        @wraps(judge)
        def short_or_not(text: str, /, *args: P.args, **kwargs: P.kwargs) -> R:
            if len(text) > SHORT:
                return judge(text, *args, **kwargs)
            verdict: R = remembered(text, *args, **kwargs)  # type: ignore[arg-type]  # lru_cache forgets the arguments' types
            return verdict

        return short_or_not

    return decorate


def forget() -> None:
    """Forget every verdict, as in a new process: for measuring what a first check costs."""
    for clear in CLEAR:
        clear()
