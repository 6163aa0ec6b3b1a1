"""Poisoned records, one kind at a time: the table. A kind is a name, what has to become of it, and how it is made.

What becomes of a kind: "kept", it is published and nobody needs an editor; "told", it is published without its worst
part, and the report says so; "named", it is not published, and the report says why; "held", it waits for its date;
"passed", it is no record (an empty file, a picture) and nothing is said.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Fate = Literal["kept", "told", "named", "held", "passed"]
DAY = "2025-07-01T11:00:00+00:00"
BODY = "<p>The ferry came in at noon, and nobody was hurt.</p>"
COMMENT = {"id": "p1", "author": "Asha", "published": DAY, "content_text": "Said on the poisoned story."}


@dataclass(frozen=True, slots=True)
class Poison:
    """One kind; `file` is what it is called in the source's folder."""

    name: str
    fate: Fate
    make: Callable[[], bytes]
    file: str = "poison.jsonl"


def line(**fields: object) -> bytes:
    """One record as a line of JSON: a good one, but for the given fields; `...` leaves one out."""
    good = {
        "id": "poison",
        "url": "https://courier.example/news/poisoned",
        "title": "A poisoned story",
        "published": DAY,
        "content_html": BODY,
        "section": "World",
        "categories": ["ferry"],
        "authors": [{"name": "Asha"}],
        "comments": [COMMENT],
    }
    return json.dumps({key: value for key, value in (good | fields).items() if value is not ...}).encode() + b"\n"


def everywhere(text: str) -> bytes:
    """The same text in every field that readers see."""
    said = COMMENT | {
        "author": f"Asha {text}",
        "content_text": f"Said {text} here.",
        "url": f"https://a.example/{text}",
    }
    return line(
        id=f"poison {text}",
        title=f"A {text} story",
        content_html=f"<p>The ferry {text} came in.</p><p title='{text}'>{text}</p>",
        subtitle=f"Sub {text} title",
        summary=f"A summary {text} of it",
        section=f"World {text}",
        categories=[f"ferry {text}", text],
        authors=[{"name": f"Asha {text}", "url": f"https://courier.example/{text}"}],
        highlights=[f"One {text}", text],
        pull_quote={"text": f"Said {text} she", "attribution": text},
        dateline={"place": f"Seoul {text}", "date": text},
        image={"url": f"https://courier.example/{text}.jpg", "alt": text, "credit": text},
        comments=[said],
    )


def raw(text: bytes) -> bytes:
    """A record with bytes in its title and body that json.dumps would not write."""
    return line(title="A @@ story", content_html="<p>The ferry @@ came in.</p>").replace(b"@@", text)


def body(html: str) -> bytes:
    """A record with HTML in its body, and in its comment's."""
    return line(content_html=f"<p>The ferry.</p>{html}", comments=[COMMENT | {"content_html": f"<p>Said.</p>{html}"}])


def poison(name: str, fate: Fate, made: Callable[[], bytes] | bytes, file: str = "poison.jsonl") -> Poison:
    """A row of a table; what is large or slow to make is a function."""
    return Poison(name, fate, made if callable(made) else lambda: made, file)
