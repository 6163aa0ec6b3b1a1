"""People's and agencies' names as sources write them, without addresses."""

import re

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WRAPPED = re.compile(r"[<(\[]\s*(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+\s*[>)\]]")
_RSS_FORM = re.compile(r"^[\w.+-]+@[\w-]+(?:\.[\w-]+)+\s*\((?P<name>[^()]+)\)$")


def without_address(name: str) -> str:
    """`name` without e-mail addresses: "Jo <jo@x.example>" and RSS's "jo@x.example (Jo)" both give "Jo"; an address
    alone gives ""."""
    name = " ".join(name.split())
    if "@" not in name:
        return name
    match = _RSS_FORM.match(name)
    if match:
        return match["name"].strip()
    return _ADDRESS.sub("", _WRAPPED.sub("", name)).strip(" ,;·|-–—\"'")
