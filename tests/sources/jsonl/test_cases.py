"""Every saved input beside its records (cases/<name> and cases/<name>.expected.json), and hostile ones."""

import json
import tracemalloc
from pathlib import Path

import pytest

from feeds.errors import SourceError
from feeds.model import Article, Comment, Origin, Skipped
from sources.jsonl import JsonLines
from tests.sources.shared.records import plain, read

CASES = [
    path for path in sorted((Path(__file__).parent / "cases").iterdir()) if not path.name.endswith(".expected.json")
]
ARTICLE = '{"id":"1","title":"T","content_text":"x","comments":[{"id":"c","author":"A","content_text":"y"}]}'


def records(tmp_path, content):
    path = tmp_path / "in.jsonl"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return read(JsonLines, path)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_case(path):
    expected = json.loads(path.with_name(path.name + ".expected.json").read_text("utf-8"))
    assert plain(tuple(read(JsonLines, path))) == expected
    assert JsonLines.sniff(path.read_bytes(), path.name) >= 0.9


ENCODINGS = {
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16 without BOM": lambda text: text.encode("utf-16-le"),
    "BOM": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "padded": lambda text: text.encode() + b"\x1a\0\0",
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
}


@pytest.mark.parametrize("encode", ENCODINGS.values(), ids=list(ENCODINGS))
def test_encodings(tmp_path, encode):
    found = records(tmp_path, encode(ARTICLE + "\n" + ARTICLE + "\n"))
    assert [type(one) for one in found] == [Article, Comment] * 2


def test_a_line_of_zeros_is_named_for_it_was_a_record(tmp_path):
    found = records(tmp_path, f"{ARTICLE}\n{chr(0) * 40}\n{ARTICLE}\n\n".encode())
    assert [(one.where, one.why) for one in found if isinstance(one, Skipped)] == [
        ("in.jsonl, line 2", "40 zero bytes: something was lost here")
    ]
    assert len(found) == 5


def test_a_line_in_a_windows_charset_is_read(tmp_path):
    found = records(tmp_path, ARTICLE.encode() + b"\n" + '{"title":"Über Äpfel und Öl in Städten"}'.encode("cp1252"))
    assert found[-1].title == "Über Äpfel und Öl in Städten"


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("[" * 100_000, "nested too deeply"),
        ('{"title":"a","x":' + "[" * 100_000 + "}", "nested too deeply"),
        ('{"title":' + "9" * 5000 + "}", "too many digits"),
        ('{"title": "a"', "not JSON"),
        ('{"title":"a"}{"title":"b"}', "not JSON: Extra data"),
        ("null", "instead of an object"),
        ("{}", "no title and no content"),
        ('{"article":{"id":1},"content_text":"x"}', "article is not the id"),
    ],
)
def test_one_bad_line_costs_itself(tmp_path, bad, why):
    found = records(tmp_path, f"{ARTICLE}\n{bad}\n{ARTICLE}\n")
    assert [type(one) for one in found] == [Article, Comment, Skipped, Article, Comment]
    assert found[2].where == "in.jsonl, line 2"
    assert why in found[2].why


@pytest.mark.parametrize("bad", ['{"x": ]}', '{"title": 3}', "7", '{"id":"torn},', '{"a":[1,2}'])
def test_one_bad_element_of_an_array_costs_itself(tmp_path, bad):
    found = records(tmp_path, f"[{ARTICLE},\n{bad},\n{ARTICLE}\n]")
    assert [type(one) for one in found] == [Article, Comment, Skipped, Article, Comment]


def test_replies_a_thousand_deep_end_with_a_reason(tmp_path):
    thread = '{"id":"c","content_text":"y","replies":[' * 400 + "]}" * 400
    found = records(tmp_path, f'{{"title":"T","comments":[{thread}]}}')
    assert isinstance(found[-1], Skipped)
    assert "too deeply" in found[-1].why


def test_addresses_of_commenters_are_never_read(tmp_path):
    comment = {
        "id": 1,
        "author": {"name": "jo@mail.example", "email": "jo@mail.example", "ip": "203.0.113.9"},
        "content_text": "x",
    }
    found = records(
        tmp_path, json.dumps({"id": "a", "title": "T", "comments": [comment | {"author_email": "jo@mail.example"}]})
    )
    assert "mail.example" not in repr(found)
    assert "203.0.113.9" not in repr(found)


def test_key_of_a_record_without_id_is_stable(tmp_path):
    [one] = records(tmp_path, '{"title":"T","published":"2025-06-16","content_text":"a"}')
    [_, two] = records(tmp_path, '{"title":"First"}\n{"content_text":"b","published":"2025-06-16","title":"T"}')
    assert one.key == two.key


@pytest.mark.parametrize("shape", ["lines", "array"])
def test_memory_is_that_of_one_record(tmp_path, shape):
    record = json.dumps({"title": "T", "content_text": "x" * 1000})
    path = tmp_path / "big.json"
    path.write_text("\n".join([record] * 20_000) if shape == "lines" else f"[{','.join([record] * 20_000)}]")
    tracemalloc.start()
    count = sum(1 for _ in JsonLines(_origin(path)).read(None, None))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 20_000
    assert peak < 6 << 20  # the file has 20 MB


def _origin(path):
    return Origin(source="s", name=path.name, key=path.stem, path=path)


def test_what_is_no_json_is_left_to_others():
    for content in (b"<html>", b"Plain text", b"", b"[1, 2]"):
        assert JsonLines.sniff(content, "x.json") == 0
    assert JsonLines.sniff(b'{"version":"https://jsonfeed.org/version/1.1","title":"x"}', "feed.json") < 0.5


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(SourceError, match="cannot be opened"):
        read(JsonLines, tmp_path / "none.jsonl")
