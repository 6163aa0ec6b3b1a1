"""What a page that was saved whole carries over its headline: "Skip to content / Home / News / Sports / Business"."""

from sources.text.labels import is_bar, plain
from sources.text.lines import Line

SECTIONS = frozenset(
    "world india national international politics business economy sports sport cricket entertainment technology tech "
    "science health lifestyle opinion education asia europe africa americas middle east south asia environment culture "
    "travel markets finance nation".split()
)
_MENU = SECTIONS | frozenset(
    "news latest videos video photos photo epaper e-paper games podcasts podcast live weather horoscope jobs "
    "classifieds obituaries football money life style local city cities metro uk us more elections columns "
    "editorials features login subscribe newsletters archive about contact explained premium "
    "opinions movies music tv".split()
) | {"log in", "sign in", "sign up", "about us", "contact us", "top stories", "latest news", "e paper"}  # fmt: skip
_ROW = 3  # entries of a menu at least


def without_menu(lines: list[Line]) -> list[Line]:
    """The lines without the menu that stands over the headline, one entry a line or all in one."""
    end = next((at for at, line in enumerate(lines) if not _is_entry(line.text)), len(lines))
    return lines[end:] if end >= _ROW or (end and _is_row(lines[0].text)) else lines


def _is_entry(text: str) -> bool:
    low = plain(text)
    return low in _MENU or is_bar(low) or _is_row(text)


def _is_row(text: str) -> bool:
    """Whether a line is a menu: "HOME | INDIA | WORLD | SPORTS"."""
    parts = [part.strip() for part in plain(text).replace("•", "|").split("|")]
    return len(parts) > _ROW and all(part in _MENU or is_bar(part) for part in parts)
