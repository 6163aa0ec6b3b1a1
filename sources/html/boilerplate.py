"""What is no part of an article's text, by tag, role, class or id: menus, shares, related stories, boxes, comments."""

import re
from functools import lru_cache

from lxml.html import HtmlElement

NEVER = frozenset(
    "script style noscript template form button input select textarea option label nav svg canvas dialog object applet "
    "map head link meta title base fieldset menu progress meter slot datalist".split()
)
"""Elements that never hold an article's text."""

_SECTIONING = frozenset({"aside", "footer"})
_ROLES = frozenset("navigation complementary contentinfo search dialog menu menubar toolbar alertdialog banner".split())
_NEUTRAL = frozenset("p a em strong b i h1 body html figure img picture span td tr tbody table main".split())
# A word of a class or id that says it wherever it stands: "pk-share-buttons", "RecircMostPopular", "article__related".
_WORDS = frozenset(
    "related relateds recirc recirculation recommended recommendation recommendations recommend share shares sharing "
    "sharebar sharedaddy sharethis addthis newsletter newsletters subscribe subscription signup promo promos promobox "
    "advert adverts advertisement advertisements advertising adslot adunit adbox ad ads advertorials sponsor sponsored "
    "sponsors outbrain taboola disqus breadcrumb breadcrumbs crumbs navigation byline bylines comments "
    "commentlist tagcloud "
    "taglist hashtags popular trending mostread consent gdpr pagination pagenav offcanvas flyout yarpp feedback "
    "likebox "
    "readmore authorbox authorbio regwall relatedposts relatedpost onward mehrzumthema jumplinks "
    "upsell skiplink factbox faktaboks faktarute faktaruta infobox infokasten".split()
)
# A word that says it at the end of a name or of its first part: "left-sidebar", "teaser__link", but not "sidebar-grid".
_LAST = frozenset(
    "sidebar nav navbar menu login modal popup tooltip footer teaser teasers tags keywords copyright copyrights "
    "bio widget "
    "widgets cookie cookies lightbox toolbar cta rating ratings respond playlist disclaimer pager donate "
    "donation social "
    "socials etiquetas schlagworte etiketler comment rail aside likes placeholder kicker dateline".split()
)
_HEAD = frozenset({"widget", "footer", "nav", "menu", "cookie", "social", "modal", "breadcrumb"})
_NAMES = re.compile(
    r"(?:^|\s)(?:[\w-]*(?:sign-up|read-?(?:more|next|also|too)|see-?also|also-?read|more-?(?:on|from|stories|"
    r"news|topics|articles)|"
    r"most-?(?:read|viewed|popular|shared)|also-?(?:like|interested)|you-?may|next-?(?:article|post|story)|"
    r"author-?(?:bio|box|info|card|meta|block|desc\w*)|(?:about|post|article|entry)-?(?:the-?)?authors?|"
    r"(?:post|entry|article|story)-?(?:meta|footer|tools|actions|nav(?:igation)?|date|time|utility|options)|"
    r"paywall-?(?:message|promo|overlay|box|banner|prompt|offer|cta|container--locked)|"
    r"screen-reader-text|sr-?only|visually-?hidden|video-?(?:player|playlist|caption|meta)|"
    r"photo-?credit|image-?credit|wp-caption-text|img-?caption|image-?caption|photo-?caption|pull-?quote-?share|"
    r"table-of-contents|lesen-sie-auch|ez-toc|jp-post-flair|print-only|noprint|no-print|follow-?us|"
    r"app-?download)[\w-]*|"
    r"meta|actions|topics|toc|hidden|is-hidden|print|poll|reaktion\w*|copy|tag-list|post-tags|entry-tags|"
    r"u-hidden|d-none)(?=\s|$)"
)
# Quick to say that a name is none of them.
_HINT = re.compile(
    r"sign-up|read|see|also|more|most|you|next|author|post|entry|article|story|paywall|screen|sr-?only|hidden|video|credit|"
    r"caption|share|contents|auch|toc|flair|print|follow|download|meta|actions|topics|poll|reaktion|copy|tag|d-none"
)
_APART = re.compile(r"[_:/-]+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
# What a class says of a page or a layout, not of the element: "has-sidebar", "article--with-comments".
_OF_OTHERS = re.compile(
    r"(?:^|\s)(?:\S*(?:\b|[-_])(?:has|with|without|no|not|is|js|wp|allow|enable[ds]?|show|can|elementor|post|"
    r"category|tag|"
    r"comments?-(?:open|closed|off)|et_pb|vc|wpb|tdb?|td_block|td_module|jeg|fl|node|sp|fusion|kadence|stk|so|gb|tds)"
    r"(?:[-_]{1,2})[\w-]*)"
)
_RESPONSIVE = re.compile(r"(?:^|\s)\S+[:-](?:block|flex|grid|inline\S*)(?=\s|$)")


ASKED = ("hidden", "aria-hidden", "style", "role")
"""The attributes, beside class and id, by which an element is told to be no part of the text."""


def is_boilerplate(element: HtmlElement) -> bool:
    """Whether tag, role, class or id say that the element is no part of the text."""
    tag = str(element.tag)
    if tag not in NEVER and tag not in _SECTIONING and _is_hidden(element):
        return tag not in {"img", "figure", "picture"}
    style, role = element.get("style") or "", (element.get("role") or "").lower()
    if "display:none" in style.replace(" ", "").lower() or role in _ROLES:
        return True
    return is_called_so(tag, element.get("class") or "", element.get("id") or "")


def _is_hidden(element: HtmlElement) -> bool:
    return element.get("hidden") is not None or element.get("aria-hidden") == "true"


def is_called_so(tag: str, name: str, own: str) -> bool:
    """Whether the tag, the class or the id of an element that has none of the attributes `ASKED` say so."""
    if tag in NEVER or tag in _SECTIONING:
        return True
    if not (name or own) or (tag in _NEUTRAL and tag not in {"p", "span"}):
        return False
    return said_of(f"{name} {own}") if tag not in {"p", "span"} else _names(f"{name} {own}")


@lru_cache(maxsize=8192)
def said_of(names: str) -> bool:
    """Whether class names say that an element is something beside the text."""
    if _names(names):
        return True
    return any(_says(name) and any(map(_says, _OF_OTHERS.sub(" ", name).split())) for name in names.split())


@lru_cache(maxsize=8192)
def _says(name: str) -> bool:
    lower = name.lower()
    block = (lower if lower == name else _CAMEL.sub("-", name).lower()).partition("__")[0]
    words = _APART.split(block)
    return words[-1] in _LAST or not _WORDS.isdisjoint(words) or words[0] in _HEAD


@lru_cache(maxsize=8192)
def _names(names: str) -> bool:
    names = names.lower()
    match = _NAMES.search(names) if _HINT.search(names) else None
    return match is not None and not ("hidden" in match[0] and _RESPONSIVE.search(names))


@lru_cache(maxsize=8192)
def is_thread(names: str) -> bool:
    """Whether class names or an id say that the readers' comments stand in an element, however long."""
    return _THREAD.search(f" {names} ".lower()) is not None


def is_discussion(element: HtmlElement) -> bool:
    """Whether class or id speak of comments at all."""
    return "comment" in f"{element.get('class') or ''} {element.get('id') or ''}".lower()


_THREAD = re.compile(
    r" (?:comments|comment-?list|comments?-?(?:area|section|wrap(?:per)?|container|thread|block|box)|"
    r"disqus_thread|respond|"
    r"article-comments|post-comments|comment-respond|commentsection|commentlist|kommentare|comentarios|commentaires) "
)
