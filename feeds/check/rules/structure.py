"""Structure: elements that do not belong where they stand, text between elements, doubles."""

from feeds.check.code import Code
from feeds.check.inspection import Element, Inspection
from feeds.check.names import PREFIXES, TABLED, split

UNDEFINED = Code(
    "element-undefined",
    "error",
    "UndefinedElement",
    "Remove {element}: it is not defined here.",
    "RSS 2.0; RFC 4287, 4",
)
QUESTIONABLE = Code(
    "element-questionable",
    "warning",
    "QuestionableUsage",
    "Move {element}: readers do not look for it here.",
    "RFC 4287, 6.2",
)
MISPLACED_XHTML = Code(
    "xhtml-misplaced",
    "warning",
    "MisplacedXHTMLContent",
    "Put XHTML into atom:content, not here: {element}.",
    "RFC 4287, 3.1.1",
)
NO_NAMESPACE = Code(
    "vocabulary-unknown", "warning", "UndeterminableVocabulary", "Give {element} a namespace.", "RFC 4287, 6.1"
)
UNEXPECTED_TEXT = Code(
    "text-unexpected",
    "error",
    "UnexpectedText",
    "Remove the text between the elements of {element}: {value}.",
    "RSS 2.0; RFC 4287",
)
DUPLICATE = Code("element-duplicate", "error", "DuplicateElement", "Write {element} once.", "RSS 2.0; RFC 4287, 4.1")
DUPLICATE_ENCLOSURE = Code(
    "enclosure-duplicate",
    "warning",
    "DuplicateEnclosure",
    "Keep one enclosure and move the others to media:content.",
    "RSS profile",
)

ATOM_NAMES = frozenset(
    "author category content contributor generator icon id link logo published rights subtitle summary title "
    "updated".split()
)


def stranger(job: Inspection, parent: Element, child: Element) -> None:
    """An element that its parent's table does not name: fine if its namespace is not one of ours."""
    tag = child.tag
    if not isinstance(tag, str):
        return  # a comment or a processing instruction
    uri, local = split(tag)
    if uri == "":
        job.report(NO_NAMESPACE if job.format == "atom" else UNDEFINED, child)
    elif uri == PREFIXES["xhtml"]:
        if parent.tag not in {"channel", "item"} or local not in {"body", "div", "meta"}:
            job.report(MISPLACED_XHTML, child)
    elif uri == PREFIXES["dc"] or (uri == PREFIXES["atom"] and local in ATOM_NAMES):
        job.report(QUESTIONABLE if plausible(uri, local) else UNDEFINED, child)
    elif uri in TABLED:
        job.report(UNDEFINED, child)


def plausible(uri: str, local: str) -> bool:
    """Whether a name exists at all in its namespace."""
    return uri == PREFIXES["atom"] or local in DC_NAMES


DC_NAMES = frozenset(
    "title description type format source language rights publisher contributor identifier relation coverage".split()
)


def holds_no_text(job: Inspection, element: Element, text: str) -> None:
    """Text where only elements belong."""
    job.report(UNEXPECTED_TEXT, element, text)


def empty(job: Inspection, element: Element, text: str) -> None:
    """An element whose attributes say everything."""
    if text:
        holds_no_text(job, element, text)


def holds_no_element(job: Inspection, element: Element) -> None:
    """Elements inside an element that holds text: markup that was not escaped."""
    for child in element:
        if isinstance(child.tag, str):
            job.report(UNDEFINED, child)
