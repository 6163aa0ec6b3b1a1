"""guid: one an item, unique, a permalink only where it is an address."""

from feeds.check.code import Code
from feeds.check.inspection import Element, Inspection
from feeds.check.rules.text import NOT_BLANK
from feeds.check.rules.uris import fault

MISSING = Code(
    "guid-missing", "warning", "MissingGuid", "Give the item a guid that never changes.", "RSS profile, guid"
)
DUPLICATE = Code(
    "guid-duplicate",
    "error",
    "DuplicateValue",
    "Give each item a guid of its own: {value} comes twice.",
    "RSS 2.0, guid",
)
NOT_HTTP = Code(
    "guid-not-address", "error", "InvalidHttpGUID", 'Say isPermaLink="false": {value} is no address.', "RSS 2.0, guid"
)
NOT_PERMALINK = Code(
    "guid-not-permalink",
    "error",
    "InvalidPermalink",
    'Say isPermaLink="false": no browser opens {value}.',
    "RSS 2.0, guid",
)
BOOLEAN = Code(
    "guid-boolean",
    "error",
    "InvalidBooleanAttribute",
    "Write isPermaLink as true or false, not {value}.",
    "RSS 2.0, guid",
)
SHORT = Code(
    "guid-short",
    "warning",
    "NotSufficientlyUnique",
    "Use a guid that is unique everywhere: {value} is not.",
    "RSS profile, guid",
)
FEW_DIGITS = 9


def guid(job: Inspection, element: Element, text: str) -> None:
    """The guid of an item."""
    if not text:
        job.report(NOT_BLANK, element)
    elif not job.first("guid", text):
        job.report(DUPLICATE, element, text)
    stated = element.get("isPermaLink", "true")
    if stated not in {"true", "false"}:
        job.report(BOOLEAN, element, str(stated))
    if stated == "true":
        permalink(job, element, text)
    elif len(text) < FEW_DIGITS and text.isdigit():
        job.report(SHORT, element, text)


def permalink(job: Inspection, element: Element, text: str) -> None:
    """A guid that says it is an address."""
    usable, found = fault(text, absolute=True)
    if found is not None or not usable:
        job.report(found or NOT_HTTP, element, text)
    if usable and text.lower().startswith(("tag:", "urn:uuid:")):
        job.report(NOT_PERMALINK, element, text)


def missing(job: Inspection, item: Element, seen: dict[str, list[Element]]) -> None:
    """An item without guid."""
    if "guid" not in seen and job.version.startswith("2."):
        job.report(MISSING, item)
