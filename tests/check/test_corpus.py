"""One small file a case, under corpus/<section>/, whose first comments say all that is to be found.

    <!-- expect: error guid-missing MissingGuid -->      level, code, W3C's class or "-"
    <!-- expect: nothing -->
    <!-- url: https://courier.example/feed.atom -->      where the document is served, if that matters

A JSON case says the same in "_expect" and "_url". For every code there is a file of its name that fires it, and one
with "-near" behind the name that comes as close as it can without firing.
"""

import json
import re
from pathlib import Path

import pytest

from feeds.check import check
from feeds.check.manual import codes

CORPUS = Path(__file__).parent / "corpus"
CASES = sorted(path for path in CORPUS.rglob("*") if path.is_file())
HAND_MADE = {
    "document-empty", "document-too-large", "html-unchecked", "json-bom", "json-large", "json-malformed", "json-schema",
    "json-too-large",
}  # fmt: skip
"""Codes whose documents are too large or too broken for a file with a comment: `test_hostile` has them."""


def expectation(body: bytes) -> tuple[list[str], str | None]:
    """What a case expects, and where it is served."""
    if body.lstrip()[:1] in b"{[":
        value = json.loads(body)
        feed = value if isinstance(value, dict) else value[0]
        return feed["_expect"], feed.get("_url")
    text = body.decode("utf-16" if body[:2] in {b"\xff\xfe", b"\xfe\xff"} else "latin-1")
    url = re.search(r"<!-- url: (\S+) -->", text)
    return re.findall(r"<!-- expect: (.+?) -->", text), url[1] if url else None


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_case(path: Path) -> None:
    body = path.read_bytes()
    expected, url = expectation(body)
    assert expected, "a case says what it expects"
    found = {f"{finding.level} {finding.code} {finding.w3c or '-'}" for finding in check(body, url=url, deep=True)}
    assert found == set(expected) - {"nothing"}


def test_every_code_has_a_case_and_a_near_miss() -> None:
    names = {path.stem for path in CASES}
    for code in set(codes()) - HAND_MADE:
        assert code in names, f"write corpus/<section>/{code}.xml"
        assert f"{code}-near" in names, f"write corpus/<section>/{code}-near.xml"


def test_a_case_fires_the_code_that_it_is_named_after() -> None:
    for path in CASES:
        expected = " ".join(expectation(path.read_bytes())[0]).split()
        if path.stem in codes():
            assert path.stem in expected
        elif path.stem.endswith("-near"):
            assert path.stem.removesuffix("-near") not in expected


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_quick_check_finds_nothing_that_a_deep_one_does_not(path: Path) -> None:
    body = path.read_bytes()
    url = expectation(body)[1]
    quick = {finding.code for finding in check(body, url=url)}
    deep = {finding.code for finding in check(body, url=url, deep=True)}
    assert quick <= deep
    assert deep - quick <= {"html-invalid", "html-style"}
