"""Where each feed lies below out/, without suffix."""

from collections.abc import Mapping

from feeds.store import Name, NameKind, StoredArticle

FOLDERS: Mapping[NameKind, str] = {"section": "sections", "tag": "tags", "author": "authors"}

SITE = "feed"
COMMENTS = "comments"


def conversation_path(article: StoredArticle) -> str:
    """An article's comment feed."""
    return f"articles/{article.slug}/comments"


def conversation_page_path(article: StoredArticle, page: int) -> str:
    """A page, from 0, of a conversation that is longer than its feed."""
    return f"{conversation_path(article)}/{page + 1}"


def name_path(name: Name) -> str:
    """The feed of a section, tag or author."""
    return f"{FOLDERS[name.kind]}/{name.slug}/feed"


def archive_path(name: Name | None, page: int) -> str:
    """A page, from 0, of the archive of a section, or of the site (None)."""
    folder = f"{FOLDERS[name.kind]}/{name.slug}/" if name else ""
    return f"{folder}archive/{page + 1}"
