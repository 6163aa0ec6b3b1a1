"""Schemas: XSD 1.0 files of our own for XML, a JSON Schema for JSON Feed; compiled once a process.

The XSD refuses only what W3C's validator calls an error, so that a stranger's valid feed is never called invalid; where
a rule has already explained the line, it stays silent."""

import json
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

from lxml import etree

from feeds.check.code import Code
from feeds.check.inspection import Element, Inspection

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

INVALID = Code("schema-invalid", "error", None, "Mend what the schema refuses: {value}.", "feeds/check/schemas")
ROOTS = {"rss": "rss.xsd", "atom": "atom.xsd", "opml": "opml.xsd"}
FOLDER = files("feeds.check") / "schemas"


@cache
def xsd(format: str) -> etree.XMLSchema:
    """The compiled schema of a format. Its files lie in the package and import one another by name."""
    with as_file(FOLDER) as folder:
        return etree.XMLSchema(etree.parse(folder / ROOTS[format]))


@cache
def json_schema() -> "Draft202012Validator":
    """The compiled JSON Schema of JSON Feed 1.1."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415 (0.17 s that only a deep check needs)

    return Draft202012Validator(reference())


def reference() -> dict[str, Any]:
    """JSON Feed 1.1 as JSON Schema."""
    text: dict[str, Any] = json.loads((FOLDER / "jsonfeed.schema.json").read_text("utf-8"))
    return text


def conforms(job: Inspection, root: Element) -> None:
    """Hold a document against its schema."""
    schema = xsd(job.format)
    try:
        if schema.validate(root):
            return
    except etree.XMLSchemaValidateError:
        return  # an entity that was left as it is: `xml` has reported it
    explained = {found.line for found in job.findings if found.level == "error"}
    for fault in schema.error_log:
        if fault.line not in explained:
            explained.add(fault.line)
            job.report(INVALID, fault.line, fault.message)
