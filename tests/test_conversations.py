"""Comments without keys through whole builds, from text pages and from JSON lines: whatever happens to a conversation,
a comment keeps its id and the time when it was first seen, and nobody is there twice."""

import datetime as dt
import json
from dataclasses import dataclass, replace

import pytest
from lxml import etree

from tests.newsroom import CONFIGURATION, NOW, build, published

ATOM = {"a": "http://www.w3.org/2005/Atom", "t": "http://purl.org/syndication/thread/1.0"}
PAGE = """Story about the harbour

LNA June 16, 2025 100 views

A summary of the story that says what happened at the harbour.

Velampur, June 16: The harbour had its day, and everybody came to see it.

It went on for a while, said the harbour master, and then the tide went out.

{count} Comments

{said}
View more comments

Log in to post a comment
"""


@dataclass(frozen=True)
class Said:
    """One comment and the replies to it."""

    author: str
    text: str
    replies: tuple["Said", ...] = ()


def text(talk):
    count = sum(1 for _ in flat(talk))
    return PAGE.format(count=count, said="".join(lines(one, "") for one in talk))


def flat(talk):
    for one in talk:
        yield one
        yield from flat(one.replies)


def lines(one, indent):
    head = f"{indent}{one.author[0]}\n{indent}{one.author}\n{indent}16 June 2025\n{indent}{one.text}\n"
    return head + f"\n{indent}Like  Reply\n\n" + "".join(lines(reply, indent + "    ") for reply in one.replies)


def jsonl(talk):
    return json.dumps({"id": "harbour", "title": "Story", "published": "2025-06-16", "comments": [*map(nested, talk)]})


def nested(one):
    return {"author": one.author, "content_text": one.text, "replies": [nested(reply) for reply in one.replies]}


class Newsroom:
    """One page, published again and again, five minutes apart."""

    def __init__(self, folder, layout, write):
        self.page, self.write, self.now = folder / "pages" / f"harbour.{layout}", write, NOW
        self.out, self.configuration = folder / "out", folder / "feedhouse.toml"
        self.page.parent.mkdir(parents=True)
        self.configuration.write_text(CONFIGURATION)

    def publish(self, *talk):
        """{(author, text): [(id, published, the text that it answers), …]} as the conversation's feed has it."""
        self.page.write_text(self.write(talk))
        report = build(self.configuration, now=self.now)
        assert not report.failed
        assert report.skipped == 0
        self.now += dt.timedelta(minutes=5)
        (path,) = self.out.glob("articles/*/comments.atom")
        return said(etree.parse(path))

    def clean(self):
        """What a build from nothing but the store makes is the same."""
        other = self.out.parent / "other"
        build(self.configuration, now=self.now, out=other)
        assert published(other) == published(self.out)


def said(feed):
    found = {}
    texts = {}
    for entry in feed.xpath("//a:entry", namespaces=ATOM):
        guid, at, content = (entry.findtext(f"a:{name}", namespaces=ATOM) for name in ("id", "published", "content"))
        texts[guid] = content.removeprefix("<p>").removesuffix("</p>")
        answered = entry.find("t:in-reply-to", ATOM).get("ref")
        found.setdefault((entry.findtext("a:author/a:name", namespaces=ATOM), texts[guid]), []).append(
            (guid, at, answered)
        )
    return {who: sorted((guid, at, texts.get(ref)) for guid, at, ref in some) for who, some in found.items()}


def ids(found):
    return {who: [(guid, at) for guid, at, _ in some] for who, some in found.items()}


@pytest.fixture(params=[("txt", text), ("jsonl", jsonl)], ids=["text", "jsonl"])
def room(request, tmp_path):
    return Newsroom(tmp_path, *request.param)


BRIDGE = Said("Asha", "I think the brigde is a fine thing to have in this town.")
FERRY = Said("Min", "The ferry was better, if anybody asks me.")
REPLY = Said("Bo", "Nobody does, Min.")
TIDE = Said("Carl", "Both are shut at high tide.")


def test_the_first_reply_changes_nothing_but_that_it_is_there(room):
    before = room.publish(BRIDGE, FERRY, TIDE)
    assert len(before) == 3
    after = room.publish(BRIDGE, replace(FERRY, replies=(REPLY,)), TIDE)
    assert ids(before).items() <= ids(after).items()
    assert len(after) == 4
    [(guid, _, answered)] = after["Bo", REPLY.text]
    assert answered == FERRY.text
    deep = replace(REPLY, replies=(Said("Min", "You just did."),))
    third = room.publish(replace(BRIDGE, replies=(Said("Dora", "True."),)), replace(FERRY, replies=(deep,)), TIDE)
    assert ids(after).items() <= ids(third).items()
    assert len(third) == 6
    assert third["Min", "You just did."][0][2] == REPLY.text
    assert third["Bo", REPLY.text][0][0] == guid
    room.clean()


def test_a_reply_that_is_removed_leaves_its_parent_as_it_was(room):
    before = room.publish(BRIDGE, replace(FERRY, replies=(REPLY,)))
    after = room.publish(BRIDGE, FERRY)
    assert ids(after) == ids(before)  # missing is not deleted
    assert ids(room.publish(BRIDGE, replace(FERRY, replies=(REPLY,)))) == ids(before)
    room.clean()


def test_twins_are_two_whoever_of_them_is_answered(room):
    other = Said("Bo", "I have to disagree with the second one.")
    before = room.publish(FERRY, BRIDGE, FERRY)
    assert len(before["Min", FERRY.text]) == 2
    for talk in (
        (replace(FERRY, replies=(REPLY,)), BRIDGE, FERRY),
        (FERRY, BRIDGE, replace(FERRY, replies=(REPLY,))),
        (replace(FERRY, replies=(REPLY,)), BRIDGE, replace(FERRY, replies=(other,))),
        (FERRY, BRIDGE, FERRY),
    ):
        after = room.publish(*talk)
        assert ids(before).items() <= ids(after).items()
    assert len(after) == 4
    assert {after["Bo", reply.text][0][2] for reply in (REPLY, other)} == {FERRY.text}
    room.clean()


def test_a_comment_that_is_corrected_and_answered_in_one_run(room):
    before = room.publish(BRIDGE, FERRY, TIDE)
    mended = replace(BRIDGE, text=BRIDGE.text.replace("brigde", "bridge"))
    answered = replace(mended, replies=(REPLY,))
    after = room.publish(answered, FERRY, TIDE)
    assert len(after) == 4
    assert ids(after)["Asha", mended.text] == ids(before)["Asha", BRIDGE.text]
    assert after["Bo", REPLY.text][0][2] == mended.text
    # The next reply comes when the comment is known by its second words; then it is corrected again.
    later = replace(answered, replies=(REPLY, Said("Carl", "And it is long.")))
    third = room.publish(later, FERRY, TIDE)
    assert third["Carl", "And it is long."][0][2] == mended.text
    again = replace(later, text=mended.text.replace("fine", "very fine"))
    fourth = room.publish(again, FERRY, TIDE)
    assert len(fourth) == 5
    assert ids(fourth)["Asha", again.text] == ids(before)["Asha", BRIDGE.text]
    assert {fourth["Bo", REPLY.text][0][2], fourth["Carl", "And it is long."][0][2]} == {again.text}
    room.clean()


def test_comments_above_and_the_other_way_round(room):
    talk = (BRIDGE, replace(FERRY, replies=(REPLY,)), TIDE)
    before = room.publish(*talk)
    above = room.publish(Said("Dora", "First!"), *talk)
    assert ids(before).items() <= ids(above).items()
    assert len(above) == 5
    turned = room.publish(*reversed(talk), Said("Dora", "First!"))
    assert turned == above
    both = replace(BRIDGE, text=BRIDGE.text.replace("brigde", "bridge"))
    last = room.publish(Said("Eve", "Last."), TIDE, replace(FERRY, replies=(REPLY,)), both, Said("Dora", "First!"))
    assert ids(last)["Asha", both.text] == ids(before)["Asha", BRIDGE.text]
    assert len(last) == 6
    room.clean()


def test_an_article_under_a_new_key_keeps_its_keyless_conversation(tmp_path):
    """The ids of comments hang on the key that their article had first; those of answered ones do, too."""
    room = Newsroom(tmp_path, "jsonl", lambda talk: jsonl(talk).replace('{"id"', f'{{"url": "{URL}", "id"', 1))
    before = room.publish(BRIDGE, FERRY)
    room.write = lambda talk: jsonl(talk).replace('{"id": "harbour"', f'{{"url": "{URL}", "id": "port"', 1)
    after = room.publish(BRIDGE, replace(FERRY, replies=(REPLY,)))
    assert ids(before).items() <= ids(after).items()
    assert after["Bo", REPLY.text][0][2] == FERRY.text


URL = "https://courier.example/news/harbour"
