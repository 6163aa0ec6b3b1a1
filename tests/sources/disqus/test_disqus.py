"""Saved exports beside their records, the shared exports by what their owners' tests expect, and hostile ones."""

import json
import os
import random
import re
import time
from pathlib import Path

import pytest

from feeds.errors import SourceError
from feeds.model import Comment, Origin, Skipped
from sources.disqus import Disqus
from tests.sources.shared.records import plain, read

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases").glob("*.xml"))
CORPORA = Path(os.environ.get("FEEDHOUSE_CORPORA", HERE.parents[3] / "shared" / "corpora")) / "disqus"
HEAD = CASES[1].read_text("utf-8").partition("<category")[0]


def records(tmp_path, text, **options):
    path = tmp_path / "export.xml"
    path.write_text(text, "utf-8")
    return list(Disqus(Origin(source="s", name=path.name, key="k", path=path, options=options)).read(None, None))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_case(path):
    found = plain(tuple(read(Disqus, path)))
    assert found == json.loads(path.with_name(path.name + ".expected.json").read_text("utf-8"))
    assert not re.search(r"SECRET|@|192\.0\.2\.", json.dumps(found))
    assert Disqus.sniff(path.read_bytes(), path.name) >= 0.9


# What isso's and remark42's own tests expect of their files, without what is deleted.
SHARED = {
    "isso_disqus.xml": {"4": None, "5": "4", "8": None, "11": None},
    "remark42_disqus.xml": {"299619020": None, "299744309": None, "299986072": None, "12345678890": None},
    "remark42_disqus-deleted-post.xml": {"299744309": None, "299986072": None, "12345678890": None},
    "remark42_disqus-deleted-thread.xml": {"299986072": None, "12345678890": None},
}


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the shared corpora are not here (FEEDHOUSE_CORPORA)")
@pytest.mark.parametrize("name", SHARED)
def test_shared_exports_give_what_their_owners_expect(name):
    found = read(Disqus, CORPORA / name)
    assert {one.key: one.parent for one in found if isinstance(one, Comment)} == SHARED[name]
    assert all("line" in f"{one.where} {one.why}" for one in found if isinstance(one, Skipped))
    raw = (CORPORA / name).read_text("utf-8")
    told = json.dumps([plain(one) for one in found], ensure_ascii=False)
    private = re.findall(r"<email>\s*([^<\s]+)", raw) + re.findall(r"<ipAddress>\s*([^<\s]+)", raw) + ["ugly spam"]
    assert [one for one in private if one in told] == []


def test_a_thread_joins_by_its_identifier_on_request(tmp_path):
    found = records(tmp_path, CASES[1].read_text("utf-8"), join="identifier")
    assert found[0].article == "7 https://courier.example/?p=7"
    with pytest.raises(SourceError, match=r"options\.join"):
        records(tmp_path, HEAD, join="title")


def test_damage_leaks_nothing(tmp_path):
    chance = random.Random(5)
    whole = CASES[1].read_text("utf-8")
    marks = [
        match.span() for match in re.finditer(r"<!\[CDATA\[|\]\]>|</?(?:author|message|post|email|ipAddress)>", whole)
    ]
    for _ in range(300):
        start, end = chance.choice(marks)
        try:
            told = json.dumps([plain(one) for one in records(tmp_path, whole[:start] + whole[end:])])
        except SourceError:
            continue
        assert not re.search(r"SECRET|@|192\.0\.2\.", told)


@pytest.mark.parametrize("text", ["", "words", "<rss/>", "<disqus", "{}"], ids=repr)
def test_what_is_no_export_fails_with_its_reason(tmp_path, text):
    with pytest.raises(SourceError, match="Disqus"):
        records(tmp_path, text)


def test_declared_entities_are_refused(tmp_path):
    with pytest.raises(SourceError, match="line 2: declares entities"):
        records(tmp_path, HEAD.replace("<disqus", '<!DOCTYPE x [<!ENTITY a "b">]>\n<disqus') + "</disqus>")


@pytest.mark.parametrize(
    "body",
    ["<post>" * 5_000, "<post><message><![CDATA[" * 5_000, "<post>" + "<a>" * 100_000, "<thread>" * 100_000],
    ids=range(4),
)
def test_hostile_input_takes_bounded_time(tmp_path, body):
    start = time.process_time()
    try:
        found = records(tmp_path, HEAD + body)
    except SourceError:
        found = []
    assert all(isinstance(one, Skipped) for one in found)
    assert time.process_time() - start < 20
