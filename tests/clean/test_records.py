"""Whole records."""

import subprocess
import sys
from dataclasses import replace

import pytest

from feeds import clean
from feeds.model import Article, Author, Comment, Dateline, Enclosure, Image, PullQuote

ARTICLE = Article(source="pages", key="a", title="T", url="https://courier.example/news/a")
COMMENT = Comment(source="pages", article="a", content="<p>x</p>")


def cleaned(**given):
    return clean.article(replace(ARTICLE, **given))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Jane Roe", "Jane Roe"),
        ("Jane <jane@x.example>", "Jane"),
        ("jane@x.example (Jane Roe)", "Jane Roe"),
        ("Ann </b>", "Ann"),
        ("<b>Bob</b> & <i>Co", "Bob & Co"),
        ("Eve <</b>/b>", "Eve < /b"),
        ("Sean <sean@o'brien.example>", "Sean"),
        ("O'Brien <o'brien@mail.example>", "O'Brien"),
        ("X <'x'@y.example>", "X"),
        ("Z <z@é.example>", "Z"),
        ("<a@b.example,d@e.example>", None),
        ("Joe <joe@localhost>", "Joe"),
        ("joe＠mail.example", None),
        ("Joe (joe [at] mail [dot] example)", "Joe"),
        ("Joe {AT} the Desk", "Joe {AT} the Desk"),
        ("Ann <3", "Ann <3"),
        ("Ann & Co", "Ann & Co"),
        ("A <Johnny> B", "A <Johnny> B"),
        ("Jane [mailto:jane@x.example]", "Jane"),
        ("jane@x.example", None),
        ("192.0.2.7", None),
        ("2001:db8::7", None),
        ("@jane", "@jane"),
        ("Face", "Face"),
        (" \u202e ", None),
        ("A" * 300, "A" * 199 + "…"),
    ],
)
def test_author(name, expected):
    comment = clean.comment(replace(COMMENT, author=Author(name=name, url="mailto:jane@x.example")), None)
    assert comment.author == (Author(name=expected) if expected else None)


@pytest.mark.parametrize("host", ["203.0.113.9", "203.0.113.9:8080", "[2001:db8::1]"])
def test_a_person_s_site_at_an_ip_address_is_not_told(host):
    comment = clean.comment(replace(COMMENT, author=Author(name="Jane", url=f"http://{host}/blog")), None)
    assert comment.author == Author(name="Jane")


def test_every_field_of_an_article():
    out = cleaned(
        key="a\x00\ud800",
        title=" Fish &amp; <b>chips</b>\n",
        guid="tag:x,2025:1\x01",
        url="HTTPS://Courier.example/news/ä",
        base="../base/",
        subtitle=" ",
        summary="a\n\nb",
        content="<a href=x>y</a>",
        highlights=("one", " ", "two\x00"),
        pull_quote=PullQuote(text=" so ", attribution=" "),
        dateline=Dateline(place="Seoul\n", date=" June 16 "),
        authors=(Author(name="IANS", kind="organisation"), Author(name=" IANS ", kind="organisation"), Author(name="")),
        section=" World ",
        categories=("News", "news ", "", "Asia"),
        image=Image(url="i.jpg", alt=" ", width=-1, height=480),
        enclosures=(
            Enclosure(url="e.mp3", type="Audio/MPEG; x=1", length=-1),
            Enclosure(url="e.mp3", type="audio/mpeg"),
            Enclosure(url="f", type="mp3", length=7),
            Enclosure(url="javascript:x", type="audio/mpeg"),
            Enclosure(url="http://localhost/a", type="audio/mpeg"),
        ),
        language="en_in",
        views=-1,
    )
    assert out == Article(
        source="pages",
        key="a",
        title="Fish &amp; <b>chips</b>",
        guid="tag:x,2025:1",
        url="https://courier.example/news/%C3%A4",
        base="https://courier.example/base/",
        summary="a b",
        content='<p><a href="https://courier.example/base/x">y</a></p>',
        highlights=("one", "two"),
        pull_quote=PullQuote(text="so"),
        dateline=Dateline(place="Seoul", date="June 16"),
        authors=(Author(name="IANS", kind="organisation"),),
        section="World",
        categories=("News", "Asia"),
        image=Image(url="https://courier.example/base/i.jpg", height=480),
        enclosures=(
            Enclosure(url="https://courier.example/base/e.mp3", type="audio/mpeg"),
            Enclosure(url="https://courier.example/base/f", type="application/octet-stream", length=7),
        ),
        language="en-IN",
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("pull_quote", PullQuote(text=" ")),
        ("dateline", Dateline(place="")),
        ("image", Image(url="data:image/png,x")),
        ("image", Image(url="http://localhost/i.png")),
        ("language", "klingon"),
        ("views", 2**64),
        ("url", "javascript:x"),
        ("guid", "\x00"),
    ],
)
def test_what_cannot_be_used_is_none(field, value):
    assert getattr(cleaned(**{field: value}), field) is None


def test_absurd_lengths_are_cut_at_a_word():
    out = cleaned(title="word " * 1000, section="x" * 1000)
    assert out.title == ("word " * 100).strip() + "…"
    assert len(out.section) == 200


def test_a_mail_link_in_a_comment_keeps_its_text_only():
    out = clean.comment(replace(COMMENT, content="<a href='mailto:a@x.example'>write me</a>"), None)
    assert out.content == "<p>write me</p>"


@pytest.mark.parametrize(
    "line",
    [
        "mira@secret.example",
        "<i>mira@secret.example</i>",
        "&lt;mira@secret.example&gt;",
        "E-mail: mira@secret.example",
        "IP: 81.2.3.4",
        "(81.2.3.4)",
        "mira@secret.example, IP 81.2.3.xxx",
        "mira@secret.example on May 2, 2012 at 2:03 pm",
    ],
)
@pytest.mark.parametrize("form", ["<p>{}</p><p>So do I.</p>", "<p>So do I.</p><p>{}</p>", "<p>{}<br>So do I.</p>"])
def test_a_line_with_a_commenter_s_address_and_nothing_else_is_no_text(line, form):
    given = Comment(source="s", article="a", content=form.format(line))
    assert clean.comment(given, None).content == "<p>So do I.</p>"


@pytest.mark.parametrize(
    "said",
    [
        "Write to the mayor: mayor@town.example, or call.",
        "Version 1.2.3.4 fixed it",
        "git@code.example:town/bridge.git",
        "Ask @mira about 2012",
        "a@b.cc@" * 50,
    ],
)
def test_what_a_commenter_writes_in_a_sentence_stays(said):
    given = Comment(source="s", article="a", content=f"<p>{said}</p>")
    assert clean.comment(given, None).content == f"<p>{said}</p>"


def test_links_in_a_comment_are_read_against_its_article():
    out = clean.comment(replace(COMMENT, url="#c1", content="<a href='/b'>b</a>"), ARTICLE.url)
    assert out.url == "https://courier.example/news/a#c1"
    assert out.content == '<p><a href="https://courier.example/b">b</a></p>'


def test_keys_that_are_nothing_but_rubbish_are_no_keys():
    out = clean.comment(replace(COMMENT, key="\x00", parent="\x01"), None)
    assert (out.key, out.parent) == (None, None)


def test_a_name_of_a_million_letters_takes_no_time():
    author = Author(name="a" * 1_000_000)
    assert clean.comment(replace(COMMENT, author=author), None).author == Author(name="a" * 199 + "…")


def test_import_is_light():
    code = "import sys, feeds.clean; print(*{'html5lib', 'langcodes', 'lxml', 'idna', 'bs4'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""


def test_a_list_of_a_hundred_thousand_keeps_its_first_hundred():
    many = [f"n{number}" for number in range(100_000)]
    article = cleaned(
        categories=tuple(many),
        highlights=tuple(many),
        authors=tuple(Author(name=name) for name in many),
        enclosures=tuple(Enclosure(url=f"https://a.example/{name}", type="a/b") for name in many),
    )
    assert article.categories == article.highlights == tuple(many[: clean.MANY])
    assert len(article.authors) == len(article.enclosures) == clean.MANY
