"""Comments by the names that pages give their elements: BEM blocks, Disqus, Coral, Isso, Discourse, phpBB, vBulletin
and whatever else calls a comment a comment."""

import re
from collections import Counter, defaultdict
from collections.abc import Set as AbstractSet
from functools import lru_cache

from lxml.html import HtmlElement

from sources.html import thread
from sources.html.page import Page
from sources.html.partial import Partial
from sources.html.select import classes, line
from sources.html.spoken import COUNTED

_COMMENT = re.compile(
    r"(?:^|[-_])(?:user|reader|single|isso|coral|talk|hn|fos|blog|article|post|news|disqus|id|b)?[-_]?(?:comment|cmt|"
    r"kommentar|comentario|commentaire|commento|reactie|reply|response)"
    r"(?:[-_]*(?:item|entry|box|wrap(?:per)?|container|block|row|single|card|node|thread|list-item|listitem|li|"
    r"level|reply|root|article|renderer|#|\d+))*$"
)
_POST = re.compile(
    r"^(?:post|topic-post|postbit|postbitlegacy|postcontainer|crawler-post|message|forum-post|forumpost|posting|"
    r"post-container|postbox|tpost|post_block|post_wrapper|windowbg\d?|beitrag)$"
)
# Quick to say that a name is none of these.
_HINT = re.compile(r"comment|cmt|kommentar|comentario|reactie|reply|respon|post|message|windowbg|beitrag")
_POST_ID = re.compile(r"^(?:p|post|post_|post-|msg|msg_|message-|pid|edit)\d+$")
_NOT = re.compile(
    r"nav|menu|recent|latest|count|form|respond|meta|link|button|notes?$|header|footer|title|author|reply-link|"
    r"pingback|trackback|policy|textarea|closed|toggle|avatar"
)
_NO_ITEMS = frozenset(
    {
        "form",
        "a",
        "button",
        "input",
        "textarea",
        "label",
        "body",
        "html",
        "main",
        "h1",
        "h2",
        "h3",
        "h4",
        "span",
        "time",
        "p",
        "svg",
        "ul",
        "ol",
        "nav",
        "aside",
    }
)
_STORY = re.compile(r"<h[2-4]>\s*<a ")
_THREAD = re.compile(
    r"[ _-](?:conversation|disqus|thread|post-?stream|discussion|comments|replies)[ _-]", re.IGNORECASE
)
_DIGIT, _NUMBERS = re.compile(r"\d"), re.compile(r"\d+")
_SHARE = 0.6
_MOST_NAMES, _SHORT = 60, 40


def read(page: Page, more_than: int = 0, known: AbstractSet[HtmlElement] = frozenset()) -> Partial | None:
    """The comments of the name under which most of them are found; None if there are no `more_than` so many. `known`
    are the elements of comments that are read already: names that stand nowhere else are not asked."""
    best: list[thread.Comment] = []
    evidence = ""
    for name, items in map(_settled, _groups(page)):
        if len(items) <= max(more_than, len(best) - 1) or (known and _are_known(items, known)):
            continue
        if len(items) == 1 and _is_post(name) and not _in_thread(items[0]):
            continue  # the article itself
        found = thread.read(items, page)
        good = [one for one in found if one.whole and (one.dated or one.said.key or len(found) > 1)]
        if len(good) < max(1, _SHARE * len(items)) or (_is_post(name) and good and not _is_forum(good)):
            continue
        if len(good) > len(best) or (len(good) == len(best) and _better(good, best)):
            best, evidence = good, f"class {name}"
    if len(best) <= more_than:
        return None
    return Partial(
        strategy="named",
        comments=tuple(one.said for one in best),
        elements=tuple(one.element for one in best),
        evidence={"comments": evidence},
    )


def _settled(group: tuple[str, list[HtmlElement]]) -> tuple[str, list[HtmlElement]]:
    """Of posts, those of the commonest tag: the article is a "post" too, but no <li>."""
    name, items = group
    if not _is_post(name):
        return group
    counts = Counter(str(one.tag) for one in items)
    most = max(counts, key=counts.__getitem__)
    return name, [one for one in items if one.tag == most]


def _are_known(items: list[HtmlElement], known: AbstractSet[HtmlElement]) -> bool:
    return all(one in known or not known.isdisjoint(one.iterancestors()) for one in items)


def _groups(page: Page) -> list[tuple[str, list[HtmlElement]]]:
    groups: dict[str, list[HtmlElement]] = defaultdict(list)
    for node, names, own in page.named:
        telling = _telling(names) if names else ()
        group = _group(own) if own and _DIGIT.search(own) else None
        if (telling or group) and node.tag not in _NO_ITEMS:
            for name in telling:
                groups[name].append(node)
            if group:
                groups[group].append(node)
    for name in list(groups):  # "comment-view", and "reply-view" for the answers
        answer = name.replace("comment", "reply")
        if answer != name and answer in groups and set(groups[name]).isdisjoint(groups[answer]):
            groups[f"{name} {answer}"] = sorted(groups[name] + groups[answer], key=page.places.__getitem__)
    for name in ("data-comment-id", "data-commentid") if page.mentions(b"data-comment") else ():
        groups[name].extend(page.tree.xpath(f"//*[@{name}]"))
    named = [(name, items) for name, items in groups.items() if items]
    return sorted(named, key=lambda one: -len(one[1]))[:_MOST_NAMES]


def _group(own: str) -> str | None:
    """The id of a comment or a post with "#" for its number; None if the id names neither."""
    own = own.lower()
    if not _HINT.search(own) and not own.startswith(("p", "msg", "edit")):
        return None
    if _POST_ID.match(own) or (_COMMENT.search(own) and not _NOT.search(own)):
        return _NUMBERS.sub("#", own)
    return None


@lru_cache(maxsize=8192)
def _telling(names: str) -> tuple[str, ...]:
    """The class names that call an element a comment, or a post of a forum."""
    names = names.lower()
    if not _HINT.search(names):
        return ()
    known = dict.fromkeys(names.split())
    return tuple(name for name in known if (_COMMENT.search(name) and not _NOT.search(name)) or _POST.match(name))


def _is_post(name: str) -> bool:
    return bool(_POST.match(name)) or name in {
        "post#",
        "post_#",
        "post-#",
        "p#",
        "msg#",
        "msg_#",
        "message-#",
        "pid#",
        "edit#",
    }


def _is_forum(found: list[thread.Comment]) -> bool:
    """Posts, not teasers: several, each with an author and a time."""
    return (len(found) > 1 or _in_thread(found[0].element)) and all(
        one.dated and _STORY.search(one.said.content) is None and not _counts(one.element) for one in found
    )


def _counts(item: HtmlElement) -> bool:
    """Whether a post links to its comments with their number: a story of a blog's front page."""
    return any(COUNTED.search(line(link, _SHORT) or "") for link in item.iter("a"))


def _in_thread(item: HtmlElement) -> bool:
    return bool(_THREAD.search("".join(classes(up) for up in item.iterancestors())))


def _better(one: list[thread.Comment], other: list[thread.Comment]) -> bool:
    """Of two names for as many comments, the one that tells more of them; else the one whose elements hold the "
    "other's."""

    def told(found: list[thread.Comment]) -> int:
        return sum((each.said.published is not None) + (each.said.parent is not None) for each in found)

    if told(one) != told(other):
        return told(one) > told(other)
    inner = set(other[0].element.iterancestors())
    return one[0].element in inner
