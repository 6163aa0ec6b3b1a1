"""Saved topics beside their records; a topic in several answers; what is no topic."""

import datetime as dt
import json
from pathlib import Path

import pytest

from feeds.errors import SourceError
from feeds.http import Response
from feeds.model import Article, Comment, Origin, Skipped
from sources.discourse import Discourse
from tests.sources.shared.records import plain, read

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if not path.name.endswith(".expected.json"))
FORUM = "https://forum.example/sub/t/the-bridge/7"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_case(path):
    found = plain(tuple(read(Discourse, path)))
    assert found == json.loads(path.with_name(path.name + ".expected.json").read_text("utf-8"))
    assert "SECRET" not in json.dumps(found)
    assert Discourse.sniff(path.read_bytes(), path.name) >= 0.9


class Forum:
    def __init__(self):
        self.asked = []

    def get(self, url, *, accept="*/*"):
        self.asked.append(url)
        topic = json.loads(CASES[1].read_text("utf-8"))
        if "post_ids" in url:
            more = {
                "id": 111,
                "post_number": 11,
                "username": "rae",
                "cooked": "<p>Late.</p>",
                "reply_to_post_number": 3,
            }
            topic = {"post_stream": {"posts": [more]}}
        body = json.dumps(topic).encode()
        now = dt.datetime.now(dt.UTC)
        return Response(url=url, status=200, media_type="application/json", charset=None, body=body, fetched=now)


def fetched(url=FORUM, **options):
    forum = Forum()
    origin = Origin(source="s", name=url, key="s", url=url, options=options)
    return list(Discourse(origin).read(forum, None)), forum.asked


def test_the_posts_that_the_first_answer_only_names_are_fetched():
    found, asked = fetched()
    assert asked == [f"{FORUM}.json", "https://forum.example/sub/t/7/posts.json?post_ids[]=111"]
    assert found[0].url == "https://forum.example/sub/t/the-bridge/7"
    last = found[-1]
    assert (last.key, last.parent, last.url) == ("111", "103", "https://forum.example/sub/t/the-bridge/7/11")
    assert not any(isinstance(one, Skipped) for one in found)


def test_a_topic_may_be_the_conversation_of_an_article():
    found, _ = fetched(article="https://courier.example/x")
    assert {one.article for one in found if isinstance(one, Comment)} == {"https://courier.example/x"}
    assert not any(isinstance(one, Article) for one in found)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"post_stream": {"posts": []}}', "{" * 100_000, "<html>"], ids=range(6)
)
def test_what_is_no_topic_fails_with_its_reason(tmp_path, text):
    path = tmp_path / "topic.json"
    path.write_text(text)
    with pytest.raises(SourceError, match="Discourse"):
        read(Discourse, path)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"archetype": "private_message"}, "a private message"),
        ({"deleted_at": "2025-06-16T08:00:00.000Z"}, "a deleted topic"),
        ({"visible": False}, "an unlisted topic"),
    ],
    ids=["private", "deleted", "unlisted"],
)
def test_a_topic_that_is_not_for_all_is_refused(tmp_path, said, why):
    topic = json.loads((Path(__file__).parent / "cases/topic.json").read_text("utf-8"))
    path = tmp_path / "t.json"
    path.write_text(json.dumps(topic | said))
    with pytest.raises(SourceError, match=why):
        read(Discourse, path)


def test_an_unlisted_topic_of_an_article_is_its_conversation(tmp_path):
    topic = json.loads((Path(__file__).parent / "cases/topic.json").read_text("utf-8"))
    path = tmp_path / "t.json"
    path.write_text(json.dumps(topic | {"visible": False}))
    origin = Origin(source="s", name="t.json", key="k", path=path, options={"article": "https://courier.example/a/"})
    assert any(isinstance(record, Comment) for record in Discourse(origin).read(None, None))
