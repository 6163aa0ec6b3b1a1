"""`feedhouse explain`: where an entry came from, field by field."""

from feeds import config
from feeds.cli.explain import lines
from tests.newsroom import build, sample


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
