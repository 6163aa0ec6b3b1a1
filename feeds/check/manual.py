"""Every code, and the page docs/checks.md that lists them: `python -m feeds.check.manual` prints it."""

from types import ModuleType

from feeds.check import cardinality, document, schema, xml
from feeds.check.code import Code
from feeds.check.rules import SECTIONS, json_shape, jsonfeed

FILES: tuple[ModuleType, ...] = (xml, cardinality, *SECTIONS, json_shape, jsonfeed, document, schema)
"""Every file that declares codes; one that borrows a code stands behind the one that lends it."""

HEAD = """# What `feedhouse check` finds

Every code that a check can report, by section. **error** refuses a document: it is not published. **warning** names
what W3C's validator warns of, or what the spec asks for and real readers break by. **info** is for your eyes only.
*W3C* is the class that W3C's validator gives the same fault; where it stands empty, W3C is silent.

`feedhouse build` checks what it is about to publish in the same way. Entries that it keeps from the last edition were
checked in the document that they come from; it checks the rest of the new one, as a document without them, and all
if that has an error or may be too large ([publishing.md](publishing.md#what-is-kept)).

This page is made from the code: `python -m feeds.check.manual > docs/checks.md`; a test holds the two together.
"""


def codes() -> dict[str, Code]:
    """Every code by its name, in the order of the manual. A name that two codes share is a programmer's mistake."""
    found: dict[str, Code] = {}
    for module in FILES:
        for code in own(module):
            if found.setdefault(code.name, code) is not code:
                raise ValueError(f"two codes are called {code.name}")
    return found


def own(module: ModuleType) -> list[Code]:
    """The codes that a file declares (or borrows from another, which comes first)."""
    return [value for value in vars(module).values() if isinstance(value, Code)]


def page() -> str:
    """The page."""
    text, done = HEAD, set[str]()
    for module in FILES:
        fresh = [code for code in own(module) if code.name not in done]
        if fresh:
            done |= {code.name for code in fresh}
            title = (module.__doc__ or "").partition("\n")[0].rstrip(".")
            rows = "".join(row(code) for code in fresh)
            text += f"\n## {title}\n\n| code | level | W3C | what to do | asked for by |\n|---|---|---|---|---|\n{rows}"
    return text


def row(code: Code) -> str:
    """One line of a table."""
    advice = code.advice.format(value="…", element="the element", name="…")
    advice = advice.replace("|", "\\|").replace("the the", "the")
    return f"| `{code.name}` | {code.level} | {code.w3c or ''} | {advice} | {code.spec} |\n"


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201 (a page for a file)
