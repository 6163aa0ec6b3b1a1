"""How long cleaning takes, in microseconds, best of a hundred rounds: `python tests/bench/bench_clean.py`."""

import timeit
from collections.abc import Callable

import nh3

from feeds import clean

BASE = "https://courier.example/news/a"
_PARAGRAPH = (
    "<p>The council voted on <a href='/news/budget?id=7&page=2'>the budget</a> late on Monday, and <em>nobody</em> was "
    "surprised: the paper had been on the table since <strong>spring</strong>, said Ms Rao.</p>\n"
)
ARTICLE = (
    "<h2>What was decided</h2>\n" + _PARAGRAPH * 8 + "<ul><li>Roads: 12 million</li><li>Schools: 40 million</li></ul>"
    '<figure><img src="/i/hall.jpg" alt="The hall" width="640" height="480"><figcaption>The hall.</figcaption></figure>'
)
COMMENT = (
    "<p>I was there &amp; it did not happen like that. The vote was <i>open</i>, everybody saw who raised a hand, and "
    "the mayor said so twice.</p><p>See <a href='https://example.org/minutes'>the minutes</a>, page 4.</p>"
)
HINDI = "नगर परिषद ने सोमवार देर रात बजट पर मतदान किया, और किसी को आश्चर्य नहीं हुआ। " * 26


def _microseconds(call: Callable[[], object]) -> float:
    number = 20  # short rounds and many: on a busy machine the best one is the true one
    return min(timeit.repeat(call, number=number, repeat=100)) / number * 1e6


def main() -> None:
    """Print the table."""
    cleaner = nh3.Cleaner()
    rows: list[tuple[str, int, Callable[[], object]]] = [
        ("html, article body", len(ARTICLE), lambda: clean.html(ARTICLE, BASE)),
        ("  nh3 alone, no checks after it", len(ARTICLE), lambda: cleaner.clean(ARTICLE)),
        ("html, comment", len(COMMENT), lambda: clean.html(COMMENT, BASE)),
        ("html, text without tags", len(HINDI), lambda: clean.html(HINDI, BASE)),
        ("plain, article body", len(ARTICLE), lambda: clean.plain(ARTICLE)),
        ("excerpt, article body", len(ARTICLE), lambda: clean.excerpt(ARTICLE)),
        ("text, ASCII", len(COMMENT), lambda: clean.text(COMMENT)),
        ("text, Hindi", len(HINDI), lambda: clean.text(HINDI)),
        ("url, canonical, not seen before", len(BASE), lambda: clean.url.__wrapped__(BASE)),
        ("url, relative, not seen before", 20, lambda: clean.url.__wrapped__("/news/budget?id=7&p=ü", BASE)),
    ]
    print(f"{'what':34}{'chars':>7}{'µs':>9}")
    for name, size, call in rows:
        print(f"{name:34}{size:>7}{_microseconds(call):>9.1f}")


if __name__ == "__main__":
    main()
