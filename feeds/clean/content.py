"""The content model: which elements are kept, and what may stand in what.

It is narrower than HTML's own, so that what follows it can be written down without one HTML5 parse error: blocks hold
blocks or one run of text, runs hold text and marks, tables and lists hold their parts and nothing else.
"""

LEAVES = frozenset("p h1 h2 h3 h4 h5 h6 pre dt summary caption".split())
"""Blocks that hold one run of text."""

CLOSED = frozenset("dt summary caption".split())
"""Leaves that no block can interrupt: a list inside a caption is read as text."""

FLOW = frozenset("blockquote figure figcaption details div li dd td th".split())
"""Blocks that hold blocks and runs."""

PARAGRAPHED = frozenset(("", "blockquote", "div"))
"""Flow whose loose text becomes paragraphs; the root is called ""."""

CHILDREN = {
    "ul": frozenset(("li",)),
    "ol": frozenset(("li",)),
    "dl": frozenset(("dt", "dd")),
    "table": frozenset(("caption", "thead", "tbody", "tfoot")),
    **dict.fromkeys(("thead", "tbody", "tfoot"), frozenset(("tr",))),
    "tr": frozenset(("td", "th")),
    "details": frozenset(("summary",)),
    "figure": frozenset(("figcaption",)),
}
"""The parts that only this element may hold."""

IMPLIED = {
    "ul": "li",
    "ol": "li",
    "dl": "dd",
    "table": "tbody",
    "thead": "tr",
    "tbody": "tr",
    "tfoot": "tr",
    "tr": "td",
}
"""Elements that hold nothing but parts, and the part that is opened for anything else that is found in them."""

PARTS = frozenset().union(*CHILDREN.values())
CELLS = frozenset(("td", "th"))
NESTING = frozenset("blockquote figure details div ul ol dl table".split())
"""Elements that can hold themselves; how deep, is bounded."""

MARKS = frozenset(
    "a abbr b bdi cite code del em i ins kbd mark q ruby rt rp s samp small span strong sub sup time u var".split()
)
"""Elements inside a run."""

MEDIA = frozenset("audio video iframe object embed".split())
VOID = frozenset("br hr img source embed".split())

RENAMED = {
    **dict.fromkeys(
        "address article aside center dir fieldset footer form header hgroup main nav section".split(), "div"
    ),
    "acronym": "abbr",
    "big": "strong",
    "dfn": "i",
    "listing": "pre",
    "menu": "ul",
    "strike": "s",
    "tt": "code",
}
"""Elements that are kept under another name."""

SILENT = frozenset(
    "script style svg math template title noscript noframes noembed textarea select datalist canvas button".split()
)
"""Elements that go with everything in them."""

TAGS = LEAVES | FLOW | IMPLIED.keys() | MARKS | MEDIA | VOID | RENAMED.keys()

ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href"},
    "abbr": {"title"},
    "acronym": {"title"},
    "audio": {"src", "title"},
    "embed": {"src", "width", "height", "title"},
    "iframe": {"src", "width", "height", "title"},
    "img": {"src", "alt", "width", "height"},
    "object": {"data", "width", "height", "title"},
    "ol": {"start", "reversed"},
    "source": {"src"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "video": {"src", "poster", "width", "height", "title"},
}


def holds(parent: str, tag: str) -> bool:
    """Whether `tag` may be a child of the block `parent`; `tag` is "" for text."""
    if parent in IMPLIED:
        return tag in CHILDREN[parent]
    return tag not in PARTS or tag in CHILDREN.get(parent, ())
