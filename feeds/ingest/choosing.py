"""Who reads a file: the adapter that the source names, else the one that is surest by its first bytes."""

from collections.abc import Mapping
from pathlib import Path

from feeds.errors import SourceError
from feeds.ingest import Adapter

HEAD = 65_536
"""How many bytes an adapter is shown."""

# What lies beside saved pages and is no article: passed over without a word when no adapter claims it.
_ASSETS = frozenset(
    "css js mjs map woff woff2 ttf otf eot png jpg jpeg gif webp avif svg ico bmp tif tiff mp3 mp4 m4a webm ogg ogv mov"
    " pdf zip gz tgz xz 7z rar exe dll so db sqlite pyc toml ini cfg lock".split()
)


def named(adapters: Mapping[str, Adapter], name: str) -> Adapter:
    """The adapter of that name. Raises SourceError that says which there are."""
    try:
        return adapters[name]
    except KeyError:
        raise SourceError(f'there is no adapter "{name}"; there are: {", ".join(sorted(adapters))}') from None


def surest(adapters: Mapping[str, Adapter], path: Path, name: str) -> tuple[str, Adapter] | None:
    """The adapter that is surest about a file, with its name, the first by name of two; None if none knows it. Raises
    OSError."""
    with path.open("rb") as file:
        return surest_of(adapters, file.read(HEAD), name)


def surest_of(adapters: Mapping[str, Adapter], head: bytes, name: str) -> tuple[str, Adapter] | None:
    """The same for what begins with `head`."""
    best, found = 0.0, None
    for known in sorted(adapters):
        sure = _sure(adapters[known], head, name)
        if sure > best:
            best, found = sure, (known, adapters[known])
    return found


def is_asset(name: str) -> bool:
    """Whether a file is a page's picture, style or script, by its suffix."""
    return name.rpartition(".")[2].lower() in _ASSETS


def _sure(adapter: Adapter, head: bytes, name: str) -> float:
    try:
        return float(adapter.sniff(head, name))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  a stranger's adapter that stumbles over another's file does not know it
        return 0.0
