"""`feedhouse build --report`: what a run did, for scripts."""

import json

from typer.testing import CliRunner

from feeds.cli import app
from tests.newsroom import harbour

KEYS = ["failed", "looked_at", "since_revision", "revision", "sources", "documents", "seconds"]
OF_A_SOURCE = ["name", "articles", "comments", "skipped", "failed", "files", "files_kept", "held", "waiting"]


def test_the_report_names_what_became_of_each_source_and_document(tmp_path):
    configuration = harbour(tmp_path / "newsroom", 3)
    (tmp_path / "newsroom/pages/empty.txt").write_text("\n")
    with configuration.open("a") as file:
        file.write('\n[[sources]]\nname = "talk"\npath = "talk.jsonl"\n')
    lost = {"id": "c1", "article": "nowhere", "author": {"name": "Mira"}, "content_text": "Yes."}
    (tmp_path / "newsroom/talk.jsonl").write_text(json.dumps(lost))
    asked = ["build", "--config", str(configuration), "--report", str(tmp_path / "report.json")]
    run = CliRunner().invoke(app, [*asked, "--strict"])
    assert run.exit_code == 1  # for the empty page; a comment that waits is no fault, and nobody is told without asking
    assert "empty.txt" in run.stderr
    assert "waits" not in run.stderr
    told = json.loads((tmp_path / "report.json").read_text())
    assert list(told) == KEYS
    pages, talk = told["sources"]
    assert list(pages) == list(talk) == OF_A_SOURCE
    assert pages["articles"] == {"new": 3, "changed": 0, "unchanged": 0, "removed": 0}
    assert pages["skipped"] == [{"where": "empty.txt", "why": "empty"}]
    assert [one["why"] for one in talk["skipped"]] == [
        'a comment on "nowhere": there is no such article yet; it waits for one'
    ]
    assert (pages["waiting"], talk["waiting"]) == (0, 1)
    assert "feed.atom" in told["documents"]["written"]
    assert "Mira" not in (tmp_path / "report.json").read_text()
