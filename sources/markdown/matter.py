"""Front matter: YAML, TOML or JSON between fences, or Pelican's lines, as plain values under lower-case names."""

import datetime as dt
import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any, NoReturn

import yaml

LARGEST = 65_536
"""The longest front matter that is read, in characters."""

_FENCED = re.compile(
    r"(?:\ufeff)?\s*(?:"
    r"---[ \t]*(?P<kind>json|toml|yaml)?[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*$\n?"
    r"|\+\+\+[ \t]*\n(?P<toml>.*?)^\+\+\+[ \t]*$\n?"
    r"|;;;[ \t]*\n(?P<json>.*?)^;;;[ \t]*$\n?)",
    re.DOTALL | re.MULTILINE,
)
_LINE = re.compile(r"([A-Za-z][\w-]{0,40}):[ \t]*(.*)")


class MatterError(ValueError):
    """Front matter that cannot be read: the reason, with its line."""


class _Loader(yaml.BaseLoader):
    """Every scalar stays the text that it is: "no" is a title, and a date keeps its zone. Aliases are refused: they
    are how a few lines become millions."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise MatterError("an alias, which front matter may not hold")
        return super().compose_node(parent, index)


def split(text: str) -> tuple[Mapping[str, object] | None, str]:
    """The front matter of a text (None if it has none) and its body. Raises MatterError."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    head = text[: LARGEST + 100]
    if (match := _FENCED.match(head)) is not None:
        return _read(match), text[match.end() :]
    if head.lstrip().startswith("{") and not head.lstrip().startswith(("{%", "{{")):
        return _json_first(text)
    if re.match(r"\s*---[ \t]*(?:js|javascript|coffee)\b", head):
        _fail("line 1: front matter that is a program: it is not run")
    if re.match(r"\s*(?:---|\+\+\+|;;;)[ \t]*(?:json|toml|yaml)?[ \t]*\n\s*[\w\"{]+\s*[:={\"]", head):
        _fail(f"line 1: front matter that has no end within {LARGEST} characters")
    return _lines(text)


def _read(match: re.Match[str]) -> Mapping[str, object]:
    for kind in ("toml", "json", "yaml"):
        text = match[kind]
        if text is not None:
            return parsed(match["kind"] or kind, text) if text.strip() else {}
    return {}


def parsed(kind: str, text: str) -> Mapping[str, object]:
    """The values of a text in "yaml", "toml" or "json". Raises MatterError."""
    try:
        if kind == "toml":
            found = tomllib.loads(text)
        elif kind == "json":
            found = json.loads(text, strict=False)
        else:
            found = yaml.load(text, Loader=_Loader)  # noqa: S506  a BaseLoader makes texts only
    except MatterError:
        raise
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 2}: " if error.problem_mark else ""
        _fail(f"{line}not YAML: {error.problem or error.context or 'unreadable'}")
    except RecursionError:
        _fail("front matter that is nested too deeply")
    except (ValueError, yaml.YAMLError) as error:
        _fail(f"not {kind.upper()}: {error}")
    return _named(found) if isinstance(found, dict) else {}


def _fail(why: str) -> NoReturn:
    raise MatterError(" ".join(why.split())[:200]) from None


def _json_first(text: str) -> tuple[Mapping[str, object] | None, str]:
    """Hugo's JSON, which needs no fence."""
    start = len(text) - len(text.lstrip())
    try:
        found, end = json.JSONDecoder(strict=False).raw_decode(text[: LARGEST + start], start)
    except (ValueError, RecursionError):
        return None, text
    return (_named(found), text[end:]) if isinstance(found, dict) else (None, text)


def _lines(text: str) -> tuple[Mapping[str, object] | None, str]:
    """Pelican's (and MultiMarkdown's) lines, "Title: …", up to the first blank one. A title must be among them."""
    found: dict[str, object] = {}
    rest, last = text.lstrip("\n"), ""
    while rest:
        line, _, after = rest.partition("\n")
        if not line.strip():
            break
        if (match := _LINE.match(line)) is not None:
            last = match[1].lower()
            found[last] = match[2].strip()
        elif last and line[0] in " \t":
            found[last] = f"{found[last]} {line.strip()}".strip()
        else:
            return None, text
        rest = after
    return (found, rest) if "title" in found else (None, text)


def _named(found: Mapping[Any, Any]) -> dict[str, object]:
    """Names in lower case; Hugo's own parameters among the others, which win."""
    plain = {str(key).lower(): value for key, value in found.items()}
    inner = plain.get("params")
    extra = {str(key).lower(): value for key, value in inner.items()} if isinstance(inner, dict) else {}
    return extra | plain


def text_of(value: object) -> str | None:
    """A scalar as text; None for what is empty or no scalar."""
    if isinstance(value, bool) or value is None:
        return None if value is None else str(value).lower()
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    return (str(value).strip() or None) if isinstance(value, str | int | float) else None
