"""The adapter `html`: an article page and the readers' conversation under it.

One strategy a file, each `read(page) -> Partial | None`, pure: `jsonld`, `microdata`, `opengraph`, `topics`, `article`
(`prose` weighs the page, `body` chooses the element, `trim` and `lines` leave out what is no text, `tidy` writes it);
for comments `wordpress`, `microformats`, `named`, `shapes` and `records` (`thread`, `nesting`, `speaker`, `answers`,
`clock`, `roles`, `heads`, `extent`, `soup` serve them), asked by `conversations` where `signs` speak of any;
`selectors` of the configuration, and `fallback`. `page` parses once, `index` numbers its elements, `reading` runs the
strategies, `doubt` says which could still change something, `judge` merges. To add a strategy, write its file, name it
in `reading` and in `judge._RANK`, and put a page that needs it beside its expected record under
tests/sources/html/pages/. One that gives a field of `article.FIELDS`, or topics, has its place in `doubt`.
"""

from sources.html.adapter import HtmlPage
from sources.html.reading import explain

__all__ = ["HtmlPage", "explain"]
