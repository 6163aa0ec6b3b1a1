"""One JSON object that is a whole answer or file."""

import json
from collections.abc import Mapping

from feeds.errors import SourceError
from sources._shared.decode import decode
from sources._shared.fields import mapping


def json_object(body: bytes, name: str, what: str, *, largest: int) -> Mapping[str, object] | None:
    """The object that `body` spells, None if it is another JSON value; an error calls it by its `name` and by `what` it
    should be. Raises SourceError with the line if it is no JSON, or longer than `largest` bytes."""
    if len(body) > largest:
        raise SourceError(f"{name}: larger than {largest // 10**6} MB: not read")
    try:
        # Control characters within texts are a lesser fault than the loss of all. NaN and Infinity are no JSON: empty.
        return mapping(json.loads(decode(body).lstrip("\ufeff"), strict=False, parse_constant=lambda _: None))
    except json.JSONDecodeError as error:
        raise SourceError(f"{name}, line {error.lineno}: no {what}: not JSON: {error.msg}") from None
    except (RecursionError, ValueError):  # Python reads no integer of more than 4,300 digits
        raise SourceError(f"{name}: no {what}: JSON that is nested too deeply, or with numbers too long") from None
