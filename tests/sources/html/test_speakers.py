"""Every line of speakers.txt, and the name that it must give."""

from pathlib import Path

import pytest

from sources.html.speaker import name_in

LINES = [
    tuple(part.strip() for part in line.split("|"))
    for line in Path(__file__).with_name("speakers.txt").read_text("utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


@pytest.mark.parametrize(("line", "name"), LINES)
def test_line_gives_its_name(line, name):
    assert (name_in(line) or "") == name
