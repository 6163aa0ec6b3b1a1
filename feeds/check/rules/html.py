"""HTML in content: addresses that are absolute, nothing that runs, and (in a deep check) no parse error at all."""

import re
from html import unescape

from feeds.check.code import Code
from feeds.check.inspection import Element, Inspection
from feeds.check.names import PREFIXES, split
from feeds.check.rules.html_names import ATTRIBUTES, RISKY, STYLE_WORDS, STYLES, TAGS
from feeds.check.rules.namespaces import KNOWN
from feeds.check.rules.structure import UNDEFINED
from feeds.check.rules.text import plain
from feeds.check.rules.uris import CHARACTER, ILLEGAL

RELATIVE = Code(
    "html-relative",
    "warning",
    "ContainsRelRef",
    "Make the address in {element} absolute: {value}.",
    "RSS profile, description",
)
NOT_HTML = Code("html-invalid", "warning", "NotHtml", "Mend the HTML in {element}: {value}.", "HTML, 13.2")
RISK = Code(
    "html-risk", "warning", "SecurityRisk", "Remove <{value}> from {element}: readers strip it.", "RFC 4287, 8.1"
)
RISKY_ATTRIBUTE = Code(
    "html-risk-attribute", "warning", "SecurityRiskAttr", "Remove the attribute {value} from the HTML.", "RFC 4287, 8.1"
)
STYLE = Code(
    "html-style", "warning", "DangerousStyleAttr", "Remove {value} from the style: readers strip it.", "RFC 4287, 8.1"
)
SCRIPT_URL = Code("html-script-url", "error", None, "Remove the address that runs a script: {value}.", "RFC 4287, 8.1")
UNCHECKED = Code(
    "html-unchecked", "info", None, "Split the content: it is too long to be parsed in a check.", "feedhouse"
)

NO_NAMESPACE = Code(
    "xhtml-no-namespace", "error", "MissingNamespace", "Put {element} into XHTML's namespace.", "RFC 4287, 3.1.1.3"
)

TAG = re.compile(r"<[a-zA-Z][^>]*")
NAME = re.compile(r"[\w:-]+")
EITHER_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)((?:\s[^>]*)?)(?:>|\Z)")
CLOSED_BY_NEXT = frozenset(
    "area base br col dd dt embed hr img input li link meta option p param source td th tr track wbr".split()
)
DEEPEST, MOST_ATTRIBUTES, LONGEST_LINK = 200, 500, 4_000
HREF = re.compile(r"""\s+href=(?:"([^"]*)"|'([^']*)'|([\w-]+))(?:\s|\Z)""", re.IGNORECASE)
SRC = re.compile(r"""\s[^>]*src=(?:"([^"]*)"(?=[\s/]|\Z)|'([^']*)'(?=[\s/]|\Z)|([\w-]+)(?=\s|\Z))""", re.IGNORECASE)
"""The last `src=` in a tag is the address for W3C's validator, even one inside another attribute's text."""
SCHEME = re.compile(r"\w+:")
HANDLER = re.compile(r"[\s/\"'](on[a-z]+)\s*=", re.IGNORECASE)
RUNS = re.compile(r"""=\s*(?:["']\s*)?((?:java|vb)script:[^"'>\s]*)""", re.IGNORECASE)
STYLE_FORM = re.compile(r"""(?:[:,;#%.\sa-zA-Z0-9!]|\w-\w|'[\s\w]+'|"[\s\w]+"|\([\d,\s]+\))*\Z""")
STYLE_PAIRS = re.compile(r"([-\w]+)\s*:\s*([^:;]*)")
STYLE_VALUE = re.compile(r"(?:#[0-9a-f]+|rgb\(\d+%?,\d*%?,?\d*%?\)?|\d?\.?\d?\d(?:cm|em|ex|in|mm|pc|pt|px|%|,|\))?)\Z")
DRAWN = frozenset({"http://www.w3.org/2000/svg", "http://www.w3.org/1998/Math/MathML"})
PLAIN = frozenset(f"<{tag}" for tag in TAGS - RISKY)
LINKING = {"a": HREF, "img": SRC}
LONGEST = 200_000
"""Characters of one fragment that html5lib is given: it reads about half a million a second."""


def content(job: Inspection, element: Element, text: str) -> None:
    """Description and content:encoded: HTML, with absolute addresses."""
    if "<" in text or job.deep:
        for ref in fragment(job, element, text):
            if not SCHEME.match(ref):
                job.report(CHARACTER if ILLEGAL.search(ref) else RELATIVE, element, ref)


def description(job: Inspection, element: Element, text: str) -> None:
    """An item's description; RSS 0.91 had plain text in it."""
    if job.version == "0.91":
        plain(job, element, text)
    else:
        content(job, element, text)


def markup_value(job: Inspection, element: Element, text: str) -> None:
    """HTML in which addresses may be relative."""
    fragment(job, element, text)


def fragment(job: Inspection, element: Element, text: str) -> list[str]:
    """HTML anywhere: what is dangerous in it always, whether it parses in a deep check. Gives the addresses in it."""
    if "<" not in text and not (job.deep and "&" in text):
        return []
    refs, risks, scripts = scanned(text)
    if job.deep and len(text) <= min(LONGEST, job.html_budget) and shallow(text):
        job.html_budget -= len(text)
        parsed(job, element, text)
    else:
        if job.deep:
            job.report(UNCHECKED, element)
        for risk in risks:
            job.report(RISK if risk in RISKY else RISKY_ATTRIBUTE, element, risk)
    for script in scripts:
        job.report(SCRIPT_URL, element, script)
    return refs


def scanned(text: str) -> tuple[list[str], list[str], list[str]]:
    """The quick look, tags by a pattern: addresses of links and images, risky elements and handlers, script addresses.
    What our own cleaner lets out holds no risk."""
    refs: list[str] = []
    risks: list[str] = []
    scripts: list[str] = []
    for tag in dict.fromkeys(TAG.findall(text)):
        if tag in PLAIN:
            continue
        name = NAME.match(tag, 1)[0].lower()  # type: ignore[index]  # a tag begins with a letter
        attributes = tag[len(name) + 1 :]
        address = LINKING[name].match(attributes[:LONGEST_LINK]) if name in LINKING else None
        if address:
            refs.append(unescape(address[1] or address[2] or address[3] or "").strip())
        if "on" in attributes.lower():
            risks += [handler.lower() for handler in HANDLER.findall(attributes)]
        if "script" in attributes.lower() or "&" in attributes:
            scripts += RUNS.findall(unescape(attributes))
        if name in RISKY:
            risks.append(name)
    return refs, risks, scripts


def shallow(text: str) -> bool:
    """Whether html5lib can be given a text: deep nesting and many attributes take it the square of the time."""
    depth = 0
    for closing, name, attributes in EITHER_TAG.findall(text):
        if name.lower() not in CLOSED_BY_NEXT:
            depth += -1 if closing else 1
        if depth > DEEPEST or (len(attributes) > LONGEST_LINK and len(attributes.split()) > MOST_ATTRIBUTES):
            return False
    return True


def parsed(job: Inspection, element: Element, text: str) -> None:
    """The thorough look: html5lib's tree, at most one finding for what cannot be parsed."""
    from html5lib.html5parser import HTMLParser, ParseError  # noqa: PLC0415 (0.1 s that only a deep check needs)

    try:
        tree = HTMLParser(strict=True).parseFragment(text)
    except ParseError as fault:
        job.report(NOT_HTML, element, str(fault).rstrip("."))
        return
    for node in tree.iter():
        if isinstance(node.tag, str) and node.tag != "DOCUMENT_FRAGMENT":
            judge(job, element, node.tag.rpartition("}")[2], {str(name): value for name, value in node.attrib.items()})


def judge(job: Inspection, element: Element, tag: str, attributes: dict[str, str]) -> None:
    """One HTML element: known, harmless, and so its attributes."""
    name = tag.lower()
    if name not in TAGS:
        job.report(NOT_HTML, element, f"<{tag}> is no HTML element")
    elif name in RISKY:
        job.report(RISK, element, tag)
    else:
        for attribute, value in attributes.items():
            judge_attribute(job, element, attribute.lower(), value)


def judge_attribute(job: Inspection, element: Element, name: str, value: str) -> None:
    """One attribute of an HTML element."""
    if name == "style":
        for part in dangers(value):
            job.report(STYLE, element, part)
    elif name not in ATTRIBUTES and not name.startswith("data-"):
        job.report(RISKY_ATTRIBUTE, element, name)


def dangers(style: str) -> list[str]:
    """The properties or values of a style attribute that a reader strips; the whole of it where it is no plain list."""
    if not STYLE_FORM.match(style) or any(part.count(":") != 1 for part in style.split(";") if part.strip()):
        return [style]
    unsafe: dict[str, None] = {}
    for name, value in STYLE_PAIRS.findall(style.lower()):
        if name not in STYLES:
            unsafe[name] = None
        elif name.partition("-")[0] in {"background", "border", "margin", "padding"}:
            words = (word for word in value.split() if word not in STYLE_WORDS and not STYLE_VALUE.match(word))
            unsafe.update(dict.fromkeys(words))
    return list(unsafe)


def xhtml(job: Inspection, div: Element) -> None:
    """XHTML inside an xhtml:div: known elements, no handlers, harmless styles, nothing of a feed's own vocabulary."""
    for node in div.iterdescendants("{*}*"):
        uri, name = split(str(node.tag))
        if uri == PREFIXES["xhtml"]:
            xhtml_element(job, node, name)
        elif not uri:
            job.report(NO_NAMESPACE, node)
        elif uri in KNOWN and uri not in DRAWN and vocabulary(node.getparent()):
            job.report(UNDEFINED, node)


def vocabulary(parent: Element | None) -> bool:
    """Whether an element stands directly in XHTML or a drawing, not in something foreign that was reported already."""
    uri, name = split(str(parent.tag)) if parent is not None else ("", "")
    return uri in DRAWN | {PREFIXES["xhtml"]} and name != "metadata"


def xhtml_element(job: Inspection, node: Element, name: str) -> None:
    """One XHTML element."""
    if name not in TAGS:
        job.report(NOT_HTML, node, f"<{name}> is no XHTML element")
    elif name in RISKY:
        job.report(RISK, node, name)
    for key in node.keys()[:MOST_ATTRIBUTES]:
        value = node.get(key, "")
        if key == "style":
            for part in dangers(value):
                job.report(STYLE, node, part)
        elif key.startswith("on"):
            job.report(RISKY_ATTRIBUTE, node, key)
