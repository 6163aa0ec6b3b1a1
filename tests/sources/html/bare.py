"""Comments as sites wrote them by hand, in 2008 and before: bare lines with a name and a time, and nothing that says so."""
# ruff: noqa: E501 - markup stands as sites write it

import datetime as dt
from html import escape

from tests.sources.html.markups import Told, page

HEADING = "<h3>Comments</h3>"


def day(told: Told) -> str:
    date = dt.date.fromisoformat(told.day)
    return f"{date:%B} {date.day}, {date.year}"


def when(told: Told, between: str = " ") -> str:
    hour, minute = map(int, told.clock.split(":"))
    return f"{day(told)}{between}{hour % 12 or 12}:{minute:02} {'AM' if hour < 12 else 'PM'}"


def lines(told: Told) -> str:
    return "<br><br>".join(map(escape, told.paragraphs))


def paragraphs(told: Told) -> str:
    return "".join(f"<p>{escape(said)}</p>" for said in told.paragraphs)


BARE = {
    "a line above paragraphs": "<b>{name}</b> wrote on {when}{paragraphs}",
    "a line above a division": "<a name={key}></a>#{number} <b>{name}</b> {when}<div>{lines}</div>",
    "a dash and a break": "<b>{name}</b> - {when}<br>{lines}",
    "name and time in divisions": "<div>{name} says:</div><div>{when}</div>{paragraphs}",
    "time in small below": "<a href='/u'>{name}</a> said...{paragraphs}<small>{when}</small>",
    "posted by, in small type": "<font size=1>Posted by <b>{name}</b> on {when}</font><br><font size=2>{lines}</font>",
}
WHOLE = {
    "numbered items": ("<ul>", "<li>{number}. At {clock} on {date}, {name} wrote:{paragraphs}</li>", "</ul>"),
    "rows of two cells": ("<table>", "<tr><td>{name}<br>{when}</td><td>{paragraphs}</td></tr>", "</table>"),
    "a table each": ("", "<table><tr><td><b>{name}</b> ({when})</td></tr><tr><td>{lines}</td></tr></table>", ""),
    "signed in the paragraph": ("", "<p>{lines}<br>Posted by: {name} | {when}</p>", ""),
    "quotes signed below": ("", "<blockquote>{lines}</blockquote><i>{name}, {when}</i>", ""),
    "lines and rules": ("<div>", "<b>{name}</b><br>{when}<br>{lines}<hr>", "</div>"),
    "lines alone": ("<div>", "<b>{name}</b> <i>{when}</i><br>{lines}<br><br>", "</div>"),
    "b2evolution": (
        "",
        "<div class=bComment><div class=bCommentTitle>Comment from: {name} [Visitor]</div><div class=bCommentText>{paragraphs}</div><div class=bCommentSmallPrint>{at}</div></div>",
        "",
    ),
}
KINDS: dict[str, tuple[str, str, str]] = {
    **{kind: ("<div>", f"<div>{one}</div>", "</div>") for kind, one in BARE.items()},
    **WHOLE,
}
"""What goes before, each comment, and what goes after, by kind."""


def written(kind: str, told: list[Told]) -> str:
    """The page of a kind with these comments."""
    before, one, after = KINDS[kind]
    return page(HEADING + before + "".join(_filled(one, each, at) for at, each in enumerate(told, 1)) + after)


def _filled(one: str, told: Told, number: int) -> str:
    clock = when(told).removeprefix(day(told)).strip()
    date = f"{told.day[8:]} {day(told).split()[0]} {told.day[:4]}"
    return one.format(
        name=escape(told.author), when=when(told), at=when(told, " @ "), clock=clock, date=date, number=number,
        key=told.number, lines=lines(told), paragraphs=paragraphs(told),
    )  # fmt: skip
