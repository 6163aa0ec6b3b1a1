"""Tombstones of removed entries (RFC 6721). W3C's validator does not know them: no fault here is an error."""

from feeds.check.code import Code
from feeds.check.inspection import Element, Inspection
from feeds.check.rules.dates import rfc3339
from feeds.check.rules.uris import fault

NO_REF = Code(
    "tombstone-ref", "warning", None, "Give at:deleted-entry the id of the entry in ref: {value}.", "RFC 6721, 3"
)
NO_WHEN = Code(
    "tombstone-when",
    "warning",
    None,
    "Give at:deleted-entry the time in when, as RFC 3339 writes it: {value}.",
    "RFC 6721, 3",
)
DUPLICATE = Code(
    "tombstone-duplicate", "warning", None, "Keep one tombstone for each ref and when: {value}.", "RFC 6721, 3"
)


def tombstone(job: Inspection, element: Element, text: str) -> None:
    """One deleted entry."""
    ref, when = element.get("ref"), element.get("when")
    if not ref or not fault(ref, absolute=True)[0]:
        job.report(NO_REF, element, ref or "none")
    if not when or rfc3339(when)[1] is None:
        job.report(NO_WHEN, element, when or "none")
    if ref and when and not job.first("tombstone", f"{ref} {when}"):
        job.report(DUPLICATE, element, ref)
