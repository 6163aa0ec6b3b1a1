"""Cleaning: everything that comes from outside is made safe here, once, before it is kept.

    text, block        plain text: one line, or paragraphs
    html               sanitised HTML with absolute links that parses without any HTML5 error
    plain, excerpt     the text of an HTML fragment, and its beginning
    url, language      one canonical spelling, or None
    name               the name of a person or house, without address and markup
    article, comment   a whole record, every field by the above
    begun              an article with its content clean, by whoever has the time
    said               what of a comment is published, without its keys

All are pure and idempotent, and none raises for what it is given. docs/cleaning.md tells what is kept and why.

What comes in is HTML of any quality: `finished` knows what is canonical as it stands; else `bounds` tames what would
cost a parser hours, nh3 parses and drops what is dangerous, and `writer` writes the tree down again in one canonical
form that `content` describes.
"""

from feeds.clean.characters import block, text
from feeds.clean.languages import language
from feeds.clean.markup import html
from feeds.clean.reading import excerpt, plain
from feeds.clean.records import MANY, article, begun, comment, name, said
from feeds.clean.urls import url

__all__ = [
    "MANY",
    "article",
    "begun",
    "block",
    "comment",
    "excerpt",
    "html",
    "language",
    "name",
    "plain",
    "said",
    "text",
    "url",
]
