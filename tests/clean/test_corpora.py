"""Whole real pages, head, menus, scripts and all: what is made of them is valid and final."""

import os
from pathlib import Path

import html5lib
import pytest

from feeds import clean

BASE = "https://courier.example/news/a"
CORPORA = Path(os.environ.get("FEEDHOUSE_CORPORA", Path(__file__).parents[3] / "shared" / "corpora"))
PAGES = sorted(CORPORA.glob("**/*.html"))[::5]  # one in five: html5lib takes its time


@pytest.mark.skipif(not PAGES, reason="the corpora are not here; set FEEDHOUSE_CORPORA")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem[:60])
def test_real_page(page):
    out = clean.html(page.read_bytes().decode("utf-8", "replace"), BASE)
    html5lib.HTMLParser(strict=True).parseFragment(out)
    assert clean.html(out, BASE) == out
