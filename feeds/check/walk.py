"""One walk through a document in document order: each element is looked up once, counted, and shown to its rules."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from feeds.check.cardinality import ATTRIBUTES, KINDS
from feeds.check.code import Code
from feeds.check.inspection import Element, Inspection
from feeds.check.rules import HOLDS_ELEMENTS, RULES, WHOLE
from feeds.check.rules.attributes import MOST, other
from feeds.check.rules.structure import (
    DUPLICATE,
    DUPLICATE_ENCLOSURE,
    holds_no_element,
    holds_no_text,
    stranger,
)

Rule: TypeAlias = Callable[[Inspection, Element, str], None]
Whole: TypeAlias = Callable[[Inspection, Element, dict[str, list[Element]]], None]
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """What the walk does at a child: the code for a second one (None: any number), its own place if it holds elements,
    the attributes that it may carry, the rules that look at it, and whether elements inside it are left to the
    rules."""

    again: Code | None
    place: "Place | None"
    attributes: frozenset[str]
    rules: tuple[Rule, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of element that holds elements, with its table compiled to steps."""

    name: str
    steps: dict[str, Step]
    required: tuple[tuple[str, Code], ...]
    whole: tuple[Whole, ...]


def compiled() -> dict[str, Place]:
    """The tables of cardinality and rules as one dispatch table a kind."""
    places = {name: Place(name, {}, kind.required, WHOLE.get(name, ())) for name, kind in KINDS.items()}
    for name, kind in KINDS.items():
        nested = dict(kind.nested)
        for tag in kind.once | kind.many:
            again = None if tag in kind.many else DUPLICATE_ENCLOSURE if tag == "enclosure" else DUPLICATE
            place = places[nested[tag]] if tag in nested else None
            places[name].steps[tag] = Step(
                again, place, ATTRIBUTES.get(tag, NOTHING), RULES[name].get(tag, ()), tag in HOLDS_ELEMENTS
            )
    return places


PLACES = compiled()


def walk(job: Inspection, element: Element, place: Place) -> None:  # noqa: C901, PLR0912 (a build's hot loop)
    """Check the children of `element`, then `element` as a whole."""
    seen: dict[str, list[Element]] = {}
    steps = place.steps
    if element.text and not element.text.isspace():
        holds_no_text(job, element, element.text)
    for child in element:
        tag: str = child.tag  # type: ignore[assignment]  # a comment's is a function, which no table names
        step = steps.get(tag)
        if child.tail and not child.tail.isspace():
            holds_no_text(job, element, child.tail)
        if step is None:
            stranger(job, element, child)
            continue
        if tag not in seen:
            seen[tag] = [child]
        else:
            seen[tag].append(child)
            if step.again is not None:
                job.report(step.again, child)
        keys = child.keys()
        if keys and not step.attributes.issuperset(keys):
            other(job, child, step.attributes)
            if len(keys) > MOST:
                continue
        if step.place is not None:
            for rule in step.rules:
                rule(job, child, "")
            walk(job, child, step.place)
        elif step.rules:
            text = (child.text or "").strip() if not len(child) else inside(job, child, step)
            for rule in step.rules:
                rule(job, child, text)
        elif len(child):
            inside(job, child, step)
    finish(job, element, place, seen)


def inside(job: Inspection, child: Element, step: Step) -> str:
    """The text of an element that holds elements, or an entity that stayed as it was: often markup not escaped."""
    if not step.open:
        holds_no_element(job, child)
    return "".join(child.itertext()).strip()


def finish(job: Inspection, element: Element, place: Place, seen: dict[str, list[Element]]) -> None:
    """Report what is missing, then run the rules about the element as a whole."""
    for tag, code in place.required:
        if tag not in seen:
            job.report(code, element, name=tag.rpartition("}")[2])
    for whole in place.whole:
        whole(job, element, seen)


def visit_root(job: Inspection, root: Element, place: Place) -> None:
    """Check a whole document from its root."""
    expected = ATTRIBUTES.get(str(root.tag), NOTHING)
    if not expected.issuperset(root.keys()):
        other(job, root, expected)
    walk(job, root, place)
