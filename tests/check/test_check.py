"""The front door, the manual, and the schemas beside the rules."""

import datetime as dt
import json
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree

from feeds.check import check, errors, manual
from feeds.check.code import Code
from feeds.check.rules.html import dangers
from feeds.check.rules.uris import canonical
from feeds.check.schema import ROOTS, json_schema, reference, xsd

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
CORPUS = HERE / "corpus"
XML = sorted(path for suffix in ("xml", "opml") for path in CORPUS.rglob(f"*.{suffix}"))
JSON = sorted(CORPUS.rglob("*.json"))
NEAR = (CORPUS / "dates" / "date-weekday-near.xml").read_bytes()
"""A clean RSS document whose item is of Mon, 16 Jun 2025 08:00:00 +0000."""


def found(body: bytes, **options: object) -> dict[str, str]:
    return {finding.code: finding.message for finding in check(body, **options)}  # type: ignore[arg-type]


def test_the_clock_is_an_argument() -> None:
    published = dt.datetime(2025, 6, 16, 8, tzinfo=dt.UTC)
    assert found(NEAR) == {}
    assert found(NEAR, now=published) == {}
    assert found(NEAR, now=published - dt.timedelta(minutes=9)) == {}
    assert list(found(NEAR, now=published - dt.timedelta(minutes=11))) == ["date-implausible"]


def test_a_time_in_the_future_is_one_whatever_its_zone() -> None:
    body = NEAR.replace(b"08:00:00 +0000", b"08:00:00 -0500")
    noon = dt.datetime(2025, 6, 16, 12, 0, tzinfo=dt.UTC)
    assert list(found(body, now=noon)) == ["date-implausible"]
    assert found(body, now=noon + dt.timedelta(hours=1)) == {}


def test_the_self_link_is_where_the_document_is() -> None:
    assert found(NEAR, url="https://courier.example/feed.rss") == {}
    assert found(NEAR, url="https://COURIER.example:443/feed.rss") == {}
    assert list(found(NEAR, url="https://courier.example/other.rss")) == ["self-other"]


def test_an_error_is_one_and_a_warning_is_none() -> None:
    assert not errors(check((CORPUS / "guids" / "guid-missing.xml").read_bytes()))
    assert errors(check((CORPUS / "guids" / "guid-duplicate.xml").read_bytes()))
    assert not errors(())


def test_a_finding_says_where() -> None:
    (finding,) = check((CORPUS / "guids" / "guid-duplicate.xml").read_bytes())
    assert finding.path == "/rss/channel/item[2]/guid"
    assert finding.line == 19
    assert "https://courier.example/a" in finding.message


def test_a_message_never_holds_the_whole_content() -> None:
    body = NEAR.replace(b"<title>A story</title>", b"<title>&lt;/b&gt;" + b"long " * 1_000 + b"</title>")
    body = body.replace(b"<link>https://courier.example/a", b"<link>/" + b"long/" * 1_000)
    messages = found(body).values()
    assert messages
    assert all(len(message) < 200 for message in messages)


def test_a_message_holds_no_control_character() -> None:
    body = NEAR.replace(b"<link>https://courier.example/a", "<link>\N{RIGHT-TO-LEFT OVERRIDE}\u009b31m".encode())
    assert all(message.isprintable() for message in found(body).values())


def test_faults_of_one_kind_are_told_fifty_times() -> None:
    body = NEAR.replace(b"</channel>", b"<item><title>T</title></item>" * 1_000 + b"</channel>")
    assert len(check(body)) == 50


def test_the_manual_is_made_from_the_code() -> None:
    page = (PROJECT / "docs" / "checks.md").read_text("utf-8")
    assert page == manual.page(), "run: python -m feeds.check.manual > docs/checks.md"


def declared(module: ModuleType) -> set[str]:
    source = Path(str(module.__file__)).read_text("utf-8")
    return {code.name for code in manual.own(module) if f'"{code.name}",' in source}


def test_the_manual_lists_a_code_under_the_file_that_declares_it() -> None:
    done: set[str] = set()
    for module in manual.FILES:
        fresh = {code.name for code in manual.own(module)} - done
        assert fresh == declared(module), module.__name__
        done |= fresh


def test_no_two_codes_share_a_name() -> None:
    assert len(manual.codes()) > 200
    clash = ModuleType("clash")
    clash.ONE = Code("guid-missing", "error", None, "", "")  # type: ignore[attr-defined]
    files = manual.FILES
    try:
        manual.FILES = (*files, clash)
        with pytest.raises(ValueError, match="guid-missing"):
            manual.codes()
    finally:
        manual.FILES = files


@pytest.mark.parametrize("code", manual.codes().values(), ids=lambda code: code.name)
def test_every_advice_is_one_sentence(code: Code) -> None:
    advice = code.advice.format(value="x", element="x", name="x")
    assert advice.endswith(".")
    assert advice[0].isupper()
    assert code.spec
    assert code.name == code.name.lower()


@pytest.mark.parametrize("path", XML, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_the_schema_refuses_a_rule_explains(path: Path) -> None:
    if path.stem == "schema-invalid":
        return
    findings = check(path.read_bytes())
    assert "schema-invalid" not in {finding.code for finding in findings}


@pytest.mark.parametrize("format", ROOTS)
def test_the_schemas_compile_and_have_teeth(format: str) -> None:
    root = {"rss": "<rss/>", "opml": "<opml/>", "atom": '<link xmlns="http://www.w3.org/2005/Atom"/>'}[format]
    assert not xsd(format).validate(etree.fromstring(root))


@pytest.mark.parametrize("path", JSON, ids=lambda path: path.name)
def test_the_json_rules_say_what_the_json_schema_says(path: Path) -> None:
    body = path.read_bytes()
    beyond = {"json-id-duplicate", "json-date", "json-mime", "json-next-self", "json-script-url"}
    ours = {finding.code for finding in check(body) if finding.level == "error"}
    faults = list(json_schema().iter_errors(json.loads(body)))
    assert bool(faults) == bool(ours - beyond) or (path.stem == "json-date" and faults)


def test_the_json_schema_is_one() -> None:
    json_schema().check_schema(reference())


@pytest.mark.parametrize(
    ("given", "form"),
    [
        ("https://courier.example", "https://courier.example/"),
        ("HTTPS://Courier.Example/A", "https://courier.example/A"),
        ("https://courier.example:443/a", "https://courier.example/a"),
        ("https://courier.example:8443/a", "https://courier.example:8443/a"),
        ("https://courier.example/%7ea%2fb%c3%a9", "https://courier.example/~a%2Fb%C3%A9"),
        ("https://courier.example/a/./b/../c", "https://courier.example/a/c"),
        ("https://courier.example/a/..", "https://courier.example/"),
        ("https://courier.example/../a", "https://courier.example/a"),
        ("https://courier.example/a?b=%2f&c#d", "https://courier.example/a?b=%2F&c#d"),
        ("https://[2001:DB8::1]/", "https://[2001:db8::1]/"),
        ("tag:courier.example,2025:news/1", "tag:courier.example,2025:news/1"),
        ("urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a", "urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a"),
    ],
)
def test_canonical(given: str, form: str) -> None:
    assert canonical(given) == form
    assert canonical(form) == form


@pytest.mark.parametrize(
    ("style", "bad"),
    [
        ("color: red", []),
        ("color: red;", []),
        ("margin: 0 auto; border: 1px solid #ccc", []),
        ("position: fixed", ["position"]),
        ("margin: 0 evil", ["evil"]),
        ("background: url(javascript:go())", ["background: url(javascript:go())"]),
        ("color: red; width", ["color: red; width"]),
    ],
)
def test_dangers_of_style(style: str, bad: list[str]) -> None:
    assert dangers(style) == bad
