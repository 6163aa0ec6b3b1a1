"""The adapter `html`: an article page and the readers' conversation under it.

One strategy a file, each `read(page) -> Partial | None`, pure: `jsonld`, `microdata`, `opengraph`, `topics`, `article`
(`prose` weighs the page, `body` chooses the element, `trim` and `lines` leave out what is no text, `tidy` writes it);
for comments `wordpress`, `microformats`, `named`, `shapes` and `records` (`thread`, `nesting`, `speaker`, `answers`,
`clock`, `roles`, `heads`, `extent`, `soup` serve them); `selectors` of the configuration, and `fallback`. `page` parses
once, `reading` runs them, `judge` merges. To add a strategy, write its file, name it in `reading` and in `judge._RANK`,
and put a page that needs it beside its expected record under tests/sources/html/pages/.
"""

from sources.html.adapter import HtmlPage
from sources.html.reading import explain

__all__ = ["HtmlPage", "explain"]
