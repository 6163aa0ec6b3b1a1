"""What speaks of readers' comments on a page: words anywhere, and lines that are a heading of a conversation."""

import re
from collections.abc import Iterable
from functools import lru_cache

from lxml.html import HtmlElement

_LONGEST = 60
_ELSEWHERE = re.compile(
    r"^<p>(?:<(\w+)[^>]*>[^<]{1,60}</\1>)?\W*(?:on|in|about|zu|bei|sur|dans|en|su|em|op|over)\s+<a "
)
UNMARKED = frozenset({"span", "font", "big", "td", "th", "center", "em", "i", "dt"})
"""Elements that are no headings and may say what one says."""

# Asked of thousands of lines: all begins with letters, in lower case, so that the search for it is quick.
_SPOKEN = re.compile(
    r"comment|kommentar|kommentti|komentar|comentari|reacti|respon[sd]|repl(?:y|ies)|reader|feedback|discuss|cmts?\b|"
    r"your (?:say|views?)|you think|letters|says|said|wrote|posted by|meinung|leserbrief|guestbook|opini|forum|"
    r"posts: ?\d|registered user|a dit\b|dijo|schrieb|ha scritto|escreveu|schreef|skrev|yorum|pinglun|liuyan"
)
_SPOKEN_BEYOND = re.compile(
    r"komentá|comentário|réaction|gästebuch|a écrit|комментар|коментар|отзыв|відгук|написал|hozzász|σχόλι|评论|評論|"
    r"留言|网友|コメント|댓글|تعليق|टिप्पणी|प्रतिक्रिया|bình luận|תגובות"
)
_NOUNS = (
    r"comment(?:s|\(s\))?|responses?|replies|reactions?|feedback|opinions?|views|posts|messages?|(?:leser)?kommentare?|"
    r"commentaires?|réactions?|comentarios?|comentários?|commenti|opiniones|opinie|komentarze|komentáře|komentari|"
    r"reacties|"
    r"kommenttia?|hozzászólások|комментари[ийея]\w*|коментар\w*|отзывы|yorum(?:lar)?|σχόλια|التعليقات|تعليقات|टिप्पणि\w*|"
    r"(?:网友|用户|最新|全部|读者|精彩)?(?:评论|評論|留言)[区區]?|コメント(?:一覧)?|댓글|bình luận|תגובות|discussion|"
    r"what\s+(?:do\s+)?(?:you|readers|people)\s+(?:think|say)|have\s+your\s+say|letters|guest\s?book|gästebuch"
)
TITLE_LINE = re.compile(
    r"^\W*(?:\d+\s+)?(?:(?:reader|user|your|all|new|recent|latest|previous|the)\S{0,2}\s+)?"
    rf"(?:{_NOUNS})(?:\s+so\s+far)?"
    r"(?:\s+(?:on|to|from(?!.*\b(?:desk|editors?|team|staff|authors?|press|company|publisher)\b))\s.{0,40}|[\s:]*[(（\[]?\d+\s*[条條件개則则]?[)）\]]?)?\W*$",
    re.IGNORECASE,
)
"""A line that is a heading of readers' comments and nothing else."""

NOBODY = re.compile(
    r"^\W*(?:no\s+(?:comments|responses|replies)|there\s+are\s+(?:currently\s+)?no|be\s+the\s+first|noch\s+keine|"
    r"keine\s+kommentare|aucun\s+commentaire|soyez\s+le|no\s+hay\s+comentarios|sé\s+el\s+primero|nessun\s+commento|"
    r"seja\s+o\s+primeiro)",
    re.IGNORECASE,
)
"""A line that says that there are no comments."""

COUNTED = re.compile(
    r"\b\d+\s+(?:comments?|kommentare?|commentaires?|comentarios?|reacties|responses|replies)\b", re.IGNORECASE
)
"""The number of comments: no comment tells it, another story's teaser does."""

TRACKED = re.compile(
    r"^\W*(?:track(?:ed|back)|ping(?:ed|back)|(?:valid\s+)?(?:until|till)|expires|ends)\b", re.IGNORECASE
)
"""The line of another site's page that links to this one, or of an offer that ends."""


def speaks(words: str) -> bool:
    """Whether words speak of readers' comments."""
    words = words.lower()
    return bool(_SPOKEN.search(words)) or speaks_beyond(words)


def speaks_beyond(words: str) -> bool:
    """Whether words in lower case speak of them with letters beyond English."""
    return not words.isascii() and bool(_SPOKEN_BEYOND.search(words))


def elsewhere(contents: Iterable[str]) -> bool:
    """Whether comments, as HTML, are the newest of a site, most below other stories: "on <a>The bridge opens</a>"."""
    told = [_ELSEWHERE.match(content) is not None for content in contents]
    return 2 * sum(told) > len(told)


def is_title(node: HtmlElement) -> bool:
    """Whether an element that is no heading says what one of a conversation does, and nothing else."""
    said = (node.text or "") if node.tag in UNMARKED and len(node) == 0 else ""
    return 0 < len(said) < _LONGEST and _is_title(said)


@lru_cache(maxsize=8192)
def _is_title(said: str) -> bool:
    return TITLE_LINE.match(said) is not None
