"""What stands in an article's element and is not its text: menus, shares, related stories, boxes, comments."""

import re

from lxml.html import HtmlElement

from sources.html.select import Measure, classes

NEVER = frozenset(
    "script style noscript template form button input select textarea option label nav svg canvas dialog object applet "
    "map head link meta title base fieldset menu progress meter slot".split()
)
"""Elements that never hold an article's text."""

_WORDS = (
    r"related|recirc\w*|recommend\w*|shar(?:e|ing|er|edaddy|e-?\w*)|social\w*|newsletter\w*|subscri\w*|sign-?up|promo\w*|"
    r"advert\w*|ads?|adslot|ad-?container|banner|sponsor\w*|outbrain|taboola|disqus\w*|comments?|comment-?list|commentlist|respond|"
    r"breadcrumbs?|bread-crumbs?|navigation|nav|menu|toolbar|sidebar|side-bar|widget\w*|byline|by-line|author-?(?:bio|box|"
    r"info|card|meta)|post-?(?:meta|tags|navigation|footer|author|info)|entry-?(?:meta|footer|utility)|meta|tags?|tag-?list|"
    r"tagcloud|topics|keywords|print|popular|most-?read|trending|more-?(?:on|from|stories|news)|read-?(?:more|next|also)|"
    r"see-?also|also-?read|teasers?|teaser-?list|paywall\w*|regwall|cookie\w*|consent|gdpr|copyright|jp-relatedposts|"
    r"wp-block-latest-posts|yarpp\w*|feedback|rating\w*|poll|login|modal|popup|overlay|hidden|screen-reader-text|sr-only|"
    r"visually-?hidden|skip-?link|pagination|pager|footer|pagenav|toc|table-of-contents|reaktion\w*|lesen-sie-auch|"
    r"article-?(?:meta|tags|footer|share|actions|tools|info)|story-?(?:meta|footer|tools)|actions|likes?|jp-post-flair"
)
_UNWANTED = re.compile(rf"(?:^|[\s_-]|__)(?:{_WORDS})(?=$|[\s]|--|__)")
_SECTIONING = frozenset({"aside", "footer"})
_WORDY = 0.5


def is_boilerplate(element: HtmlElement) -> bool:
    """Whether tag, role, class or id say that the element is no part of the text."""
    if element.tag in NEVER or element.tag in _SECTIONING:
        return True
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return element.tag not in {"img", "figure", "picture"}
    if "display:none" in (element.get("style") or "").replace(" ", "").lower():
        return True
    if (element.get("role") or "").lower() in {
        "navigation",
        "complementary",
        "contentinfo",
        "search",
        "dialog",
        "menu",
    }:
        return True
    return element.tag not in {"p", "a", "em", "strong", "h1", "body", "html", "figure", "img", "picture"} and bool(
        _UNWANTED.search(classes(element).strip())
    )


def boilerplate(root: HtmlElement, sizes: dict[HtmlElement, Measure]) -> set[HtmlElement]:
    """The boilerplate below `root`; an element that holds most of the text stays, whatever it is called."""
    most = _WORDY * max(1, sizes[root].size)
    stack, found = list(root), set()
    while stack:
        node = stack.pop()
        if node.tag in NEVER or (sizes[node].size < most and (is_boilerplate(node) or _is_teaser(node))):
            found.add(node)
        else:
            stack.extend(node)
    return found


def _is_teaser(element: HtmlElement) -> bool:
    """An article within the article, with a linked heading: another story."""
    return element.tag == "article" and bool(
        element.xpath(".//h2//a | .//h3//a | .//h4//a | .//a//h2 | .//a//h3 | .//a//h4")
    )
