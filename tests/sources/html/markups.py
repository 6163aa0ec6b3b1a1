"""The same conversation in every kind of markup: `KINDS` maps a name to a function from comments to the page's HTML."""
# ruff: noqa: E501 - markup stands as sites write it

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

NAMES = (
    "Ana Lima|jo_doe|Dr. Karl Weiß|Нина|marta.k|Big Bob|O'Neill|小林 健|reader77|Eve van Dijk|T. S.|anonymous".split(
        "|"
    )
)
SENTENCES = (
    "I was there on the day and it did not happen like that.",
    "Thanks, this helped me a lot!",
    "Why does nobody ask who paid for the bridge, and when?",
    "See the minutes of 12 May 2019 for the numbers; page 4 says it all.",
    "No.",
    "The mayor said so twice: once at the hall and once on the radio.",
    "Das war auch in unserem Dorf so, und keiner hat es gemerkt.",
    "Well said, I could not agree more with every word of this piece.",
    "My date of birth is my business & <nobody> should ask for it.",
)
STORY = [
    "The stone bridge over the river opened to traffic on Monday morning, two years after engineers found cracks in its third arch.",
    "Workers replaced four hundred stones by hand, and the city paid for a new drain along the western parapet, which had leaked for years.",
    "“It will stand for another century,” the chief engineer said at the opening, and the band played on until the rain came down.",
    "Cars pay no toll for the first month. Lorries above ten tonnes stay banned, as they have been since the first cracks were found.",
]


@dataclass(frozen=True)
class Told:
    """One comment as it was written: `number` is its own, `parent` the number of the one it answers."""

    number: int
    parent: int | None
    author: str
    day: str
    clock: str
    paragraphs: tuple[str, ...]

    @property
    def iso(self) -> str:
        return f"{self.day}T{self.clock}:00+00:00"

    @property
    def words(self) -> str:
        months = "January February March April May June July August September October November December".split()
        year, month, day = self.day.split("-")
        hour, minute = self.clock.split(":")
        half = "pm" if int(hour) >= 12 else "am"
        return f"{months[int(month) - 1]} {int(day)}, {year} at {int(hour) % 12 or 12}:{minute} {half}"

    @property
    def text(self) -> str:
        return "".join(f"<p>{escape(one, quote=False)}</p>" for one in self.paragraphs)


def thread(seed: int, size: int, depth: int = 3) -> list[Told]:
    """A conversation of `size` comments, each after what it answers; no depth beyond `depth`."""
    chance = random.Random(seed)
    told: list[Told] = []
    depths: dict[int, int] = {}
    for at in range(size):
        open_ = [one for one in told if depths[one.number] < depth]
        parent = chance.choice(open_).number if open_ and chance.random() < 0.4 else None
        number = 1000 + at * 7
        depths[number] = depths.get(parent, 0) + 1 if parent else 1
        day = f"20{chance.randint(10, 24)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        said = tuple(chance.choice(SENTENCES) for _ in range(chance.choice((1, 1, 2))))
        told.append(
            Told(
                number,
                parent,
                chance.choice(NAMES),
                day,
                f"{chance.randint(0, 23):02}:{chance.randint(0, 59):02}",
                said,
            )
        )
    return _in_order(told)


def _in_order(told: list[Told], parent: int | None = None) -> list[Told]:
    return [each for one in told if one.parent == parent for each in [one, *_in_order(told, one.number)]]


def page(comments: str, head: str = "", scope: str = "", inside: str = "") -> str:
    """An article with a conversation, a form and a box of other stories under it."""
    story = "".join(f"<p>{one}</p>" for one in STORY)
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bridge reopens | The Courier</title>{head}
<link rel="canonical" href="https://courier.example/bridge"></head><body><nav><ul><li><a href="/">Home</a></li></ul></nav>
<main><article {scope}><h1>Bridge reopens</h1><p class="byline">By Jane Roe</p><time datetime="2024-05-01T08:00:00+00:00">May 1, 2024</time>
<div class="article-body">{story}</div>{inside}</article>
{comments}
<div class="comment-policy"><p>Please keep comments civil. Comments are moderated and may be removed at any time.</p></div>
<form id="commentform" class="comment-form"><p><label for="c">Leave a comment</label><textarea id="c"></textarea></p></form>
<section class="related"><h2>Related stories</h2><ul><li><a href="/a">Tunnel closes for a week of repairs</a> <span class="date">April 2, 2024</span></li>
<li><a href="/b">Ferry runs late again this summer</a> <span class="date">April 3, 2024</span></li></ul></section></main>
<footer><p>© 2024 The Courier</p></footer></body></html>"""


def _nested(
    told: list[Told], one: Callable[[Told, str, int], str], wrap: str, parent: int | None = None, depth: int = 1
) -> str:
    inner = "".join(
        one(each, _nested(told, one, wrap, each.number, depth + 1), depth) for each in told if each.parent == parent
    )
    return wrap.format(inner) if inner else ""


def _flat(told: list[Told], one: Callable[[Told, int], str]) -> str:
    depths: dict[int | None, int] = {None: 0}
    for each in told:
        depths[each.number] = depths[each.parent] + 1
    return "".join(one(each, depths[each.number]) for each in told)


def jsonld(told: list[Told]) -> str:
    def item(one: Told) -> dict:
        return {
            "@type": "Comment", "@id": f"https://courier.example/bridge#c{one.number}", "text": "\n\n".join(one.paragraphs),
            "author": {"@type": "Person", "name": one.author}, "dateCreated": one.iso,
            "comment": [item(each) for each in told if each.parent == one.number],
        }  # fmt: skip

    article = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Bridge reopens",
        "comment": [item(one) for one in told if one.parent is None],
    }
    return page("", f'<script type="application/ld+json">{json.dumps(article)}</script>')


def microdata(told: list[Told]) -> str:
    def one(each: Told, inner: str, depth: int) -> str:
        return (
            f'<div itemprop="comment" itemscope itemtype="https://schema.org/Comment" id="c{each.number}">'
            f'<span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">{escape(each.author)}</span></span>'
            f'<time itemprop="dateCreated" datetime="{each.iso}">{each.words}</time><div itemprop="text">{each.text}</div>{inner}</div>'
        )

    return page(
        "",
        scope='itemscope itemtype="https://schema.org/NewsArticle"',
        inside=_nested(told, one, "<section>{}</section>"),
    )


def usercomments(told: list[Told]) -> str:
    def one(each: Told, inner: str, depth: int) -> str:
        return (
            f'<li itemscope itemtype="http://schema.org/UserComments" id="c{each.number}"><b itemprop="creator">{escape(each.author)}</b>'
            f'<meta itemprop="commentTime" content="{each.iso}"><div itemprop="commentText">{each.text}</div>{inner}</li>'
        )

    return page(_nested(told, one, "<ul>{}</ul>"), scope='itemscope itemtype="https://schema.org/BlogPosting"')


def wordpress_html5(told: list[Told]) -> str:
    def one(each: Told, inner: str, depth: int) -> str:
        link = f"https://courier.example/bridge#comment-{each.number}"
        return (
            f'<li id="comment-{each.number}" class="comment even depth-{depth}"><article id="div-comment-{each.number}" class="comment-body">'
            f'<footer class="comment-meta"><div class="comment-author vcard"><b class="fn">{escape(each.author)}</b> <span class="says">says:</span></div>'
            f'<div class="comment-metadata"><a href="{link}"><time datetime="{each.iso}">{each.words}</time></a></div></footer>'
            f'<div class="comment-content">{each.text}</div><div class="reply"><a class="comment-reply-link" href="?r">Reply</a></div></article>{inner}</li>'
        )

    return page(
        f'<div id="comments" class="comments-area"><h2>Comments</h2>{_nested(told, one, "<ol class=comment-list>{}</ol>").replace("<ol class=comment-list><li", "<ol class=children><li")}</div>'
    )


def wordpress_old(told: list[Told]) -> str:
    def one(each: Told, depth: int) -> str:
        return (
            f'<li class="comment depth-{depth}" id="comment-{each.number}"><div class="comment-author vcard"><cite class="fn">{escape(each.author)}</cite> '
            f'<span class="says">says:</span></div><div class="comment-meta commentmetadata"><a href="#comment-{each.number}">{each.words}</a></div>{each.text}'
            '<div class="reply"><a href="?r">Reply</a></div></li>'
        )

    return page(f'<h3 id="comments">Responses</h3><ol class="commentlist">{_flat(told, one)}</ol>')


def wordpress_block(told: list[Told]) -> str:
    def one(each: Told, inner: str, depth: int) -> str:
        return (
            f'<li><div id="comment-{each.number}" class="wp-block-group comment"><div class="wp-block-comment-author-name">{escape(each.author)}</div>'
            f'<div class="wp-block-comment-date"><time datetime="{each.iso}"><a href="https://courier.example/bridge#comment-{each.number}">{each.words}</a></time></div>'
            f'<div class="wp-block-comment-content">{each.text}</div><div class="wp-block-comment-reply-link"><a href="?r">Reply</a></div></div>{inner}</li>'
        )

    return page(f'<div class="wp-block-comments">{_nested(told, one, "<ol>{}</ol>")}</div>')


def wpdiscuz(told: list[Told]) -> str:
    def one(each: Told, inner: str, depth: int) -> str:
        return (
            f'<div id="wpd-comm-{each.number}_{each.parent or 0}" class="comment wpd-comment wpd_comment_level-{depth}"><div class="wpd-comment-wrap wpd-blog-guest"><div class="wpd-comment-left"><div class="wpd-avatar"></div></div>'
            f'<div id="comment-{each.number}" class="wpd-comment-right"><div class="wpd-comment-header"><div class="wpd-comment-author ">{escape(each.author)}</div><div class="wpd-comment-date" title="{each.words}"><i></i> 2 years ago</div></div>'
            f'<div class="wpd-comment-text">{each.text}</div><div class="wpd-comment-footer"><div class="wpd-reply-button"><span>Reply</span></div></div></div></div>{inner}</div>'
        )

    return page(f'<div id="wpdcom"><div class="wpd-thread-list">{_nested(told, one, "{}")}</div></div>')


def hcite(told: list[Told]) -> str:
    def one(each: Told, inner: str, depth: int) -> str:
        return (
            f'<div class="u-comment h-cite" id="c{each.number}"><a class="u-author h-card" href="https://people.example/{each.number}">{escape(each.author)}</a>'
            f'<a class="u-url" href="https://courier.example/bridge#c{each.number}"><time class="dt-published" datetime="{each.iso}">{each.words}</time></a>'
            f'<div class="e-content">{each.text}</div>{inner}</div>'
        )

    return page("", scope='class="h-entry"', inside=_nested(told, one, "<div>{}</div>"))


def disqus(told: list[Told]) -> str:
    def one(each: Told, inner: str, depth: int) -> str:
        return (
            f'<li class="post" id="post-{each.number}"><div class="post-content"><div class="avatar"><img src="/a.png" alt="Avatar"></div><div class="post-body"><header class="comment__header">'
            f'<span class="post-byline"><span class="author publisher-anchor-color"><a href="https://disqus.com/by/u{each.number}/">{escape(each.author)}</a></span></span>'
            f'<span class="post-meta"><span class="bullet time-ago-bullet">•</span><a href="https://courier.example/bridge#comment-{each.number}" class="time-ago" title="{each.iso}">2 years ago</a></span></header>'
            f'<div class="post-body-inner"><div class="post-message-container"><div class="post-message">{each.text}</div></div></div>'
            f'<footer class="comment__footer"><menu><li><a href="#">3 • </a></li><li class="reply"><a href="#">Reply</a></li><li>Share ›</li></menu></footer></div></div>{inner}</li>'
        )

    return page(f'<section id="conversation">{_nested(told, one, "<ul class=post-list>{}</ul>")}</section>')


def coral(told: list[Told]) -> str:
    def one(each: Told, depth: int) -> str:
        parent = f' data-parent-id="{each.parent}"' if each.parent else ""
        return (
            f'<div class="coral coral-comment coral-indent-{depth - 1}" id="comment-{each.number}" data-comment-id="{each.number}"{parent}><div class="coral-comment-topBar">'
            f'<button class="coral-username coral-comment-username"><span>{escape(each.author)}</span></button><span class="coral coral-timestamp coral-comment-timestamp"><time datetime="{each.iso}">1 year ago</time></span></div>'
            f'<div class="coral coral-content coral-comment-content">{each.text}</div><div class="coral-comment-actionBar"><button>Reply</button><button>Share</button></div></div>'
        )

    return page(f'<div id="coral_thread">{_flat(told, one)}</div>')


def isso(told: list[Told]) -> str:
    def one(each: Told, inner: str, depth: int) -> str:
        return (
            f'<div class="isso-comment" id="isso-{each.number}"><div class="isso-avatar"><svg></svg></div><div class="isso-text-wrapper"><div class="isso-comment-header" role="meta">'
            f'<span class="isso-author">{escape(each.author)}</span><span class="isso-spacer">•</span><a class="isso-permalink" href="#isso-{each.number}"><time title="x" datetime="{each.iso}">{each.words}</time></a></div>'
            f'<div class="isso-text">{each.text}</div><div class="isso-comment-footer"><a class="isso-reply" href="#">Reply</a></div></div><div class="isso-follow-up">{inner}</div></div>'
        )

    return page(
        f'<section id="isso-thread"><h4>Comments</h4><div id="isso-root">{_nested(told, one, "{}")}</div></section>'
    )


def discourse(told: list[Told]) -> str:
    def one(each: Told, depth: int) -> str:
        return (
            f'<div class="topic-post clearfix regular"><article id="post_{each.number}" data-post-id="{each.number}" class="boxed onscreen-post"><div class="row"><div class="topic-body">'
            f'<div class="topic-meta-data"><div class="names trigger-user-card"><span class="username"><a href="/u/x{each.number}">{escape(each.author)}</a></span></div>'
            f'<div class="post-infos"><a class="post-date" href="/t/bridge/1/{each.number}"><span class="relative-date" data-time="{_millis(each)}">2y</span></a></div></div>'
            f'<div class="regular contents"><div class="cooked">{each.text}</div><nav class="post-controls"><button>Like</button></nav></div></div></div></article></div>'
        )

    return page(f'<div class="post-stream">{_flat(_unparented(told), one)}</div>')


def phpbb(told: list[Told]) -> str:
    def one(each: Told, depth: int) -> str:
        return (
            f'<div id="p{each.number}" class="post has-profile bg2"><div class="inner"><dl class="postprofile" id="profile{each.number}"><dt><a href="./memberlist.php?u={each.number}" class="username">{escape(each.author)}</a></dt>'
            f'<dd class="profile-posts"><strong>Posts:</strong> 12</dd><dd class="profile-joined"><strong>Joined:</strong> Mon Mar 05, 2007 3:12 pm</dd></dl><div class="postbody"><div id="post_content{each.number}">'
            f'<h3><a href="#p{each.number}">Re: Bridge reopens</a></h3><p class="author"><a href="./viewtopic.php?p={each.number}#p{each.number}">Post</a> by <strong><a href="./m.php" class="username">{escape(each.author)}</a></strong> » <time datetime="{each.iso}">{each.words}</time></p>'
            f'<div class="content">{each.text}</div><div class="signature">Never give up.</div></div></div></div></div>'
        )

    return page(f'<div id="page-body">{_flat(_unparented(told), one)}</div>')


def vbulletin(told: list[Told]) -> str:
    def one(each: Told, depth: int) -> str:
        return (
            f'<li class="postbitlegacy postbitim postcontainer" id="post_{each.number}"><div class="posthead"><span class="postdate old"><span class="date">{each.day[8:]}.{each.day[5:7]}.{each.day[:4]},&nbsp;<span class="time">{each.clock}</span></span></span>'
            f'<span class="nodecontrols"><a href="showthread.php?p={each.number}#post{each.number}" class="postcounter">#{each.number}</a></span></div><div class="postdetails"><div class="userinfo"><div class="username_container"><a class="username offline" href="m.php"><strong>{escape(each.author)}</strong></a></div>'
            f'<span class="usertitle">Senior Member</span><dl class="userinfo_extra"><dt>Join Date</dt><dd>Mar 2007</dd><dt>Posts</dt><dd>211</dd></dl></div><div class="postbody"><div class="postrow"><h2 class="title icon">Re: Bridge</h2>'
            f'<div class="content"><div id="post_message_{each.number}"><blockquote class="postcontent restore">{each.text}</blockquote></div></div></div></div></div></li>'
        )

    return page(f'<ol id="posts" class="posts">{_flat(_unparented(told), one)}</ol>')


def deflist(told: list[Told]) -> str:
    def one(each: Told, depth: int) -> str:
        return f'<dt id="c{each.number}"><a href="https://people.example/">{escape(each.author)}</a> <span class="date">{each.words}</span></dt><dd>{each.text}</dd>'

    return page(f'<div id="comments"><h3>Comments</h3><dl class="comments">{_flat(_unparented(told), one)}</dl></div>')


def blogger(told: list[Told]) -> str:
    def one(each: Told, depth: int) -> str:
        return (
            f'<dt class="comment-author" id="c{each.number}"><a name="c{each.number}"></a><a href="https://people.example/" rel="nofollow">{escape(each.author)}</a> said...</dt>'
            f'<dd class="comment-body">{each.text}</dd><dd class="comment-footer"><span class="comment-timestamp"><a href="https://courier.example/bridge#c{each.number}" title="comment permalink">{each.words}</a></span></dd>'
        )

    return page(
        f'<div id="comments"><h4>3 comments:</h4><dl id="comments-block">{_flat(_unparented(told), one)}</dl></div>'
    )


def table(told: list[Told]) -> str:
    def one(each: Told, depth: int) -> str:
        return f'<tr class="comment" id="c{each.number}"><td class="author">{escape(each.author)}<br><span class="date">{each.day} {each.clock}</span></td><td class="text">{each.text}</td></tr>'

    return page(f'<h3>Comments</h3><table class="comments">{_flat(_unparented(told), one)}</table>')


def bare_table(told: list[Told]) -> str:
    def one(each: Told, depth: int) -> str:
        return f"<tr><td><b>{escape(each.author)}</b><br>{each.day} {each.clock}</td><td>{each.text}</td></tr>"

    return page(f"<h3>Comments</h3><table>{_flat(_unparented(told), one)}</table>")


def bem(told: list[Told]) -> str:
    def one(each: Told, inner: str, depth: int) -> str:
        return (
            f'<div class="c-comment c-comment--level-{depth}" data-id="{each.number}"><div class="c-comment__header"><span class="c-comment__author">{escape(each.author)}</span>'
            f'<time class="c-comment__date" datetime="{each.iso}">{each.words}</time></div><div class="c-comment__body">{each.text}</div><div class="c-comment__actions"><a href="#">Reply</a></div>'
            f'<div class="c-comment__replies">{inner}</div></div>'
        )

    return page(f'<section class="c-comments">{_nested(told, one, "{}")}</section>')


def bem_flat(told: list[Told]) -> str:
    def one(each: Told, depth: int) -> str:
        parent = (
            f'<a class="comment-item__parent" href="#comment_{each.parent}">in reply to #{each.parent}</a>'
            if each.parent
            else ""
        )
        return (
            f'<li class="comments__item comment-item" id="comment_{each.number}" style="margin-left: {(depth - 1) * 20}px"><div class="comment-item__meta"><strong class="comment-item__user-name">{escape(each.author)}</strong>'
            f'<span class="comment-item__time">{each.words}</span>{parent}</div><div class="comment-item__text">{each.text}</div><button class="comment-item__reply">Reply</button></li>'
        )

    return page(f'<div class="comments"><ul class="comments__list">{_flat(told, one)}</ul></div>')


def signed_below(told: list[Told]) -> str:
    """Movable Type and TypePad, about 2008."""

    def one(each: Told, depth: int) -> str:
        return f"{each.text}<p>Posted by: {escape(each.author)} | {each.words}</p>"

    return page(f"<h2>Comments</h2>{_flat(_unparented(told), one)}")


def signed_above(told: list[Told]) -> str:
    def one(each: Told, depth: int) -> str:
        return f"<p><b>{escape(each.author)}</b> wrote on {each.words}:</p>{each.text}"

    return page(f"<div><h3>Readers' comments</h3>{_flat(_unparented(told), one)}</div>")


def boxes(told: list[Told]) -> str:
    def one(each: Told, depth: int) -> str:
        return f'<div class="box"><div class="t1"><a href="/u/{each.number}">{escape(each.author)}</a></div><div class="t2">{each.words}</div><div class="t3">{each.text}</div></div>'

    return page(f'<div class="x9"><h3>What readers say</h3>{_flat(_unparented(told), one)}</div>')


def inline_head(told: list[Told]) -> str:
    """Head and text in one paragraph, as guest books and small newspapers had it."""

    def one(each: Told, depth: int) -> str:
        return f"<p><b>{escape(each.author)}</b> - {each.words}<br>{'<br>'.join(escape(one, quote=False) for one in each.paragraphs)}</p>"

    return page(f"<h3>Comments</h3>{_flat(_unparented(told), one)}")


def inline_foot(told: list[Told]) -> str:
    def one(each: Told, depth: int) -> str:
        return f"<p>{'<br>'.join(escape(one, quote=False) for one in each.paragraphs)}<br><i>{escape(each.author)}, {each.words}</i></p>"

    return page(f"<h3>Comments</h3>{_flat(_unparented(told), one)}")


def ruled(told: list[Told]) -> str:
    def one(each: Told, depth: int) -> str:
        return f"{each.text}<p><i>{escape(each.author)}, Springfield - {each.words}</i></p><hr>"

    return page(f"<h3>Comments</h3>{_flat(_unparented(told), one)}")


def own_tables(told: list[Told]) -> str:
    def one(each: Told, depth: int) -> str:
        return f'<table width="100%"><tr><td><font size="1"><b>{escape(each.author)}</b></font></td><td align="right">{each.words}</td></tr><tr><td colspan="2">{each.text}</td></tr></table>'

    return page(f"<h3>Comments</h3>{_flat(_unparented(told), one)}")


def date_last(told: list[Told]) -> str:
    def one(each: Told, depth: int) -> str:
        return f"<div><div><b>{escape(each.author)}</b> says:</div><div>{each.text}</div><div>{each.words}</div></div>"

    return page(f"<div><h3>Reactions</h3>{_flat(_unparented(told), one)}</div>")


def nested_lists(told: list[Told]) -> str:
    def one(each: Told, inner: str, depth: int) -> str:
        return f'<dt id="c{each.number}"><b>{escape(each.author)}</b>, {each.words}</dt><dd>{each.text}{inner}</dd>'

    return page(f"<h3>Discussion</h3>{_nested(told, one, '<dl>{}</dl>')}")


def indented_rows(told: list[Told]) -> str:
    def one(each: Told, depth: int) -> str:
        return f'<tr id="c{each.number}"><td style="padding-left: {depth * 20}px"><b>{escape(each.author)}</b> {each.day} {each.clock}</td><td>{each.text}</td></tr>'

    return page(f"<h3>Comments</h3><table>{_flat(told, one)}</table>")


def bem_camel(told: list[Told]) -> str:
    def one(each: Told, depth: int) -> str:
        parent = f' data-parent="{each.parent}"' if each.parent else ""
        return (
            f'<article class="ReaderComment_root__x7" data-comment-id="{each.number}"{parent}><div class="ReaderComment_userName__a1">{escape(each.author)}</div>'
            f'<div class="ReaderComment_timestamp__b2">{each.words}</div><div class="ReaderComment_text__c3">{each.text}</div></article>'
        )

    return page(f'<div class="ReaderComments_list__q1">{_flat(told, one)}</div>')


def answers_named(told: list[Told]) -> str:
    """A flat list in which each comment names whom it answers."""
    known = {each.number: each for each in told}

    def one(each: Told, depth: int) -> str:
        answers = (
            f'<p class="reply-to">In reply to <a href="#comment{each.parent}">{escape(known[each.parent].author)}</a></p>'
            if each.parent
            else ""
        )
        return f'<div class="comment-box" id="comment{each.number}"><p class="comment-info"><span class="author">{escape(each.author)}</span> <span class="date">{each.words}</span></p>{answers}<div class="comment-text">{each.text}</div></div>'

    return page(f'<section id="reader-comments">{_flat(told, one)}</section>')


def _millis(each: Told) -> int:
    import datetime as dt

    return int(dt.datetime.fromisoformat(each.iso).timestamp() * 1000)


def _unparented(told: list[Told]) -> list[Told]:
    """The same comments where the markup cannot tell what they answer."""
    from dataclasses import replace

    return [replace(one, parent=None) for one in told]


FLAT = frozenset(
    {
        "discourse",
        "phpbb",
        "vbulletin",
        "deflist",
        "blogger",
        "table",
        "bare_table",
        "signed_below",
        "signed_above",
        "boxes",
        "inline_head",
        "inline_foot",
        "ruled",
        "own_tables",
        "date_last",
    }
)
KINDS: dict[str, Callable[[list[Told]], str]] = {
    kind.__name__: kind
    for kind in (
        jsonld, microdata, usercomments, wordpress_html5, wordpress_old, wordpress_block, wpdiscuz, hcite, disqus, coral, isso, discourse,
        phpbb, vbulletin, deflist, blogger, table, bare_table, bem, bem_flat, signed_below, signed_above, boxes, nested_lists, indented_rows, inline_head, inline_foot, ruled, own_tables, date_last, bem_camel, answers_named,
    )
}  # fmt: skip
