"""What one strategy saw on a page, and what on the page said so."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from feeds.model import Author, Image, When


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One reader's comment: the fields of `feeds.model.Comment` before source and article are known. `label` names one
    without a key to its answers, on this page alone."""

    content: str
    key: str | None = None
    label: str | None = None
    parent: str | None = None
    author: Author | None = None
    url: str | None = None
    published: When | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Partial:
    """The fields that one strategy found; None and () mean that it says nothing about them. `body` is HTML, `site` the
    name of the publication, `is_doubtful` says that the body may be the wrong part of the page,
    `elements` what holds the comments, `evidence` maps a field to the place that gave it ("meta og:title")."""

    strategy: str
    title: str | None = None
    subtitle: str | None = None
    authors: tuple[Author, ...] = ()
    published: When | None = None
    updated: When | None = None
    summary: str | None = None
    body: str | None = None
    body_text: str | None = None
    section: str | None = None
    categories: tuple[str, ...] = ()
    language: str | None = None
    url: str | None = None
    image: Image | None = None
    site: str | None = None
    comments: tuple[Said, ...] = ()
    elements: tuple[HtmlElement, ...] = ()
    is_article: bool = False
    is_doubtful: bool = False
    evidence: Mapping[str, str] = field(default_factory=dict)
