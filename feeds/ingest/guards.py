"""When a source is not to be believed: it gives far less than it did. A captcha page, an empty list or an export that
was cut short must not pass for the day on which a newsroom closed."""

from collections.abc import Iterable
from dataclasses import dataclass

from feeds.errors import SourceError
from feeds.ingest import SourceSettings
from feeds.model import Skipped
from feeds.store import Missing


@dataclass(slots=True)
class Gave:
    """How many records a source gave."""

    articles: int = 0
    comments: int = 0


def judge(settings: SourceSettings, before: Gave, now: Gave) -> None:
    """Raise SourceError if a read gave so little, beside the last good one, that something must be wrong. A source of
    nothing but comments is judged by them; so is one that removes what is missing."""
    if settings.accept:
        return
    _judge(settings, "article", before.articles, now.articles)
    if settings.mirror or not before.articles:
        _judge(settings, "comment", before.comments, now.comments)


def judge_listed(settings: SourceSettings, before: int | None, now: int) -> None:
    """Raise SourceError if a source that gives what is new on a list found so little on it, beside the last good read,
    that something must be wrong."""
    if before is not None and not settings.accept and _shrunk(settings, before, now):
        raise SourceError(f"it lists {now or 'nothing'}, last time {before}; {_accept(settings)}")


def _shrunk(settings: SourceSettings, before: int, now: int) -> bool:
    return (before > 0 and now == 0) or (before >= settings.shrink_least and now < (1 - settings.shrink) * before)


def _judge(settings: SourceSettings, what: str, before: int, now: int) -> None:
    if _shrunk(settings, before, now):
        raise SourceError(f"it gave {_count(now, what)}, last time {before}; {_accept(settings)}")


def judge_missing(settings: SourceSettings, missing: Missing) -> None:
    """Raise SourceError if a mirrored source would remove more than its limit of what the files had that were read."""
    if settings.accept:
        return
    for what, gone, before in (
        ("article", len(missing.articles), missing.articles_before),
        ("comment", len(missing.comments), missing.comments_before),
    ):
        if before >= settings.shrink_least and gone > settings.shrink * before:
            raise SourceError(f"it no longer has {gone} of {_count(before, what)}; {_accept(settings)}")


def judge_unread(gave: Gave, skipped: Iterable[Skipped], removed: int) -> None:
    """Raise SourceError if an address answered with nothing but what cannot be read: an error page, for example."""
    first = next(iter(skipped), None)
    if first is not None and not (gave.articles or gave.comments or removed):
        raise SourceError(f"it gave nothing that could be read: {first.where}: {first.why}")


def _accept(settings: SourceSettings) -> str:
    return f"nothing was changed. If that is right, run once with --accept {settings.name}"


def _count(number: int, what: str) -> str:
    return f"no {what}" if number == 0 else f"{number} {what}{'s' if number > 1 else ''}"
