"""An item that no parser takes, read field by field: whatever stands between a known tag and its end is its text."""

import html
import re

from lxml import etree

WP = "http://wordpress.org/export/1.2/"
_SPACES = {
    "wp": WP,
    "excerpt": f"{WP}excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_FIELDS = frozenset(
    "title link pubDate guid category dc:creator content:encoded excerpt:encoded wp:post_id wp:post_date "
    "wp:post_date_gmt wp:post_modified wp:post_modified_gmt wp:comment_status wp:status wp:post_type wp:post_password "
    "wp:attachment_url wp:meta_key wp:meta_value wp:comment_id wp:comment_author wp:comment_author_url wp:comment_date "
    "wp:comment_date_gmt wp:comment_content wp:comment_approved wp:comment_type wp:comment_parent".split()
)
_LONG = frozenset({"title", "content:encoded", "excerpt:encoded", "wp:comment_content", "wp:meta_value"})
_GROUPS = frozenset({"wp:comment", "wp:postmeta"})
_TAG = re.compile(r"<(/?)((?:[A-Za-z_][\w.-]*:[\w.-]+)|title|link|pubDate|guid|description|category|item)\b([^<>]*)>")
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
_SECTION = re.compile(r"\s*<!\[CDATA\[")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def scavenged(text: str) -> etree._Element:
    """The item in `text`, made anew of the fields that can be told."""
    item = etree.Element("item")
    into, at, missing = item, 0, set[str]()
    for match in _TAG.finditer(text):
        name = match[2]
        if match.start() < at:
            continue
        if name in _GROUPS:
            into = item if match[1] else etree.SubElement(item, _qualified(name))
        elif name in _FIELDS and not match[1]:
            value, at = ("", match.end()) if match[3].endswith("/") else _value(text, match, missing)
            child = etree.SubElement(into, _qualified(name))
            child.text = _ILLEGAL.sub("", value)
            for key, one, other in _ATTRIBUTE.findall(match[3])[:10]:
                child.set(key, _ILLEGAL.sub("", html.unescape(one or other)))
    return item


def _value(text: str, match: re.Match[str], missing: set[str]) -> tuple[str, int]:
    """A field's text and where it ends: at its end tag, else at the next tag of an export."""
    name, start = match[2], match.end()
    section = _SECTION.match(text, start)
    following = _TAG.search(text, start)
    end = -1 if name in missing else text.find(f"</{name}", start)
    if end < 0:
        missing.add(name)
    if section is None:
        # Unless its end tag comes first, another field has begun: the end tag that comes later is another's.
        if following is not None and (end < 0 or following.start() < end):
            end = following.start()
        end = end if end >= 0 else len(text)
        value = text[start:end]
        return html.unescape(value if name in _LONG else value.partition("<")[0]), end
    if end < 0:
        closer = -1 if "]]>" in missing else text.find("]]>", section.end())
        if closer < 0:
            missing.add("]]>")
        end = closer if closer >= 0 else following.start() if following else len(text)
    inner = text[section.end() : end].rstrip().removesuffix("]]>")
    return inner.replace("]]]]><![CDATA[>", "]]>"), end


def _qualified(name: str) -> str:
    prefix, colon, local = name.rpartition(":")
    return f"{{{_SPACES[prefix]}}}{local}" if colon else local
