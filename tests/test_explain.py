"""`feedhouse explain`: where an entry came from, field by field."""

from feeds import config
from feeds.cli.explain import lines
from tests.newsroom import build, sample
from tests.test_incremental import Desk


def explained(configuration, what):
    return "\n".join(lines(what, config.load(configuration)))


def test_explain_names_what_gave_each_field(tmp_path):
    configuration = sample(tmp_path / "newsroom")
    build(configuration)
    page = tmp_path / "newsroom/web/tide-clock-radio.html"
    told = explained(configuration, page.stem)
    assert "    found by       title          jsonld: NewsArticle.headline\n" in told
    assert "    found by       published      jsonld: NewsArticle.datePublished\n" in told
    assert "    found by       content        article: <article>" in told


def test_explain_names_the_lines_of_a_text_page(tmp_path):
    configuration = sample(tmp_path / "newsroom")
    build(configuration)
    (page,) = (tmp_path / "newsroom/pages").glob("ferry*.txt")
    told = explained(configuration, page.stem)
    assert "    found by       title          headline: line 1\n" in told
    assert "    found by       published      byline: line " in told
    assert told.index("title          headline") < told.index("content        body: lines")


def test_an_adapter_of_named_fields_says_so(tmp_path):
    configuration = sample(tmp_path / "newsroom")
    (tmp_path / "newsroom/lines").mkdir()
    (tmp_path / "newsroom/lines/a.jsonl").write_text('{"id": "seven", "title": "Seven", "content_text": "Text."}\n')
    with configuration.open("a") as file:
        file.write('\n[[sources]]\nname = "lines"\npath = "lines"\n')
    build(configuration)
    assert "    found by       not told: its adapter reads named fields" in explained(configuration, "seven")


def test_where_a_comment_stands_and_where_an_articles_comments_are(tmp_path):
    """As an entry of its own: not where an answer names it, nor where a tombstone does."""
    folder = tmp_path / "desk"
    desk = Desk(folder, 1)
    thread = [
        {"id": f"c{number}", "content_html": f"<p>{number}</p>", "published": f"2026-06-{number:02}T10:00:00Z"}
        for number in range(1, 13)
    ]
    thread[11]["in_reply_to"] = "c1"
    desk.articles, desk.comments = {1: desk.articles[1]}, {1: thread}
    configuration = folder / "feedhouse.toml"
    short = configuration.read_text().replace("conversation = 10", "conversation = 10\nwindow = '1m'")
    configuration.write_text(short.replace("entries = 4", "entries = 2"))
    desk.save()
    build(configuration)
    of_first, of_last = explained(configuration, "c1"), explained(configuration, "c12")
    (talk,) = (folder / "out/articles").iterdir()
    places = [f"    stands in      articles/{talk.name}/comments{page}.atom" for page in ("", "/1", "/2")]
    assert [place in of_first.splitlines() for place in places] == [False, True, False]
    assert [place in of_last.splitlines() for place in places] == [True, False, True]
    assert "    stands in      comments.json" not in of_first.splitlines()
    assert "    stands in      comments.json" in of_last.splitlines()
    assert "    stands under   Story 1 (" in of_first
    assert f"    comments in    articles/{talk.name}/comments.json" in explained(configuration, "a1")
