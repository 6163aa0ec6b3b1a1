"""Which files a source has: a file, a folder or a glob, walked in a fixed order."""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from feeds.errors import SourceError
from feeds.identity import printable

_MAGIC = "*?["
_BACKUPS = ("~", ".swp", ".swo", ".bak", ".tmp", ".orig")


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file: `path` to open it, `name` for messages and memory (below the source's folder, forward slashes), and the
    marks by which a change of it is noticed."""

    path: Path
    name: str
    size: int
    modified: int
    inode: int

    @property
    def key(self) -> str:
        """For an article without one of its own."""
        return str(PurePosixPath(self.name).with_suffix(""))


def find(folder: Path, asked: str) -> list[File]:
    """The files of the path `asked`, relative to `folder`, sorted by name. Raises SourceError if there is none."""
    path = folder / asked
    if "\0" in asked:
        raise SourceError(f"{asked!r} cannot be read: no path holds a NUL")
    if path.exists() or not any(sign in asked for sign in _MAGIC):
        return _find_plain(path, asked)
    root, pattern = _split(PurePosixPath(asked))
    if not (folder / root).is_dir():
        raise SourceError(f'"{asked}": there is no folder "{root}" in {folder}')
    found = [file for file in _walk(folder / root, depth=_depth(pattern)) if _matches(file.name.split("/"), pattern)]
    if not found:
        raise SourceError(f'"{asked}" matches no file in {folder}')
    return sorted(found, key=lambda file: file.name)


def _find_plain(path: Path, asked: str) -> list[File]:
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            found = sorted(_walk(path), key=lambda file: file.name)
        elif stat.S_ISREG(about.st_mode):
            found = [_file(path, path.name, about)]
        else:
            raise SourceError(f'"{asked}" is neither a file nor a folder')
    except OSError as error:
        where = "" if str(path) == asked else f" ({path})"
        raise SourceError(f'"{asked}" cannot be read: {error.strerror}{where}') from error
    if not found:
        raise SourceError(f'"{asked}" holds no file that could be read ({path})')
    return found


def _split(pattern: PurePosixPath) -> tuple[PurePosixPath, Sequence[str]]:
    """The folder before the first sign of a glob, and the rest."""
    parts = pattern.parts
    first = next(i for i, part in enumerate(parts) if any(sign in part for sign in _MAGIC))
    return PurePosixPath(*parts[:first]), parts[first:]


def _depth(pattern: Sequence[str]) -> int | None:
    return None if "**" in pattern else len(pattern)


def _matches(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    if not pattern:
        return not parts
    if pattern[0] == "**":
        return _matches(parts, pattern[1:]) or (bool(parts) and _matches(parts[1:], pattern))
    return bool(parts) and fnmatchcase(parts[0], pattern[0]) and _matches(parts[1:], pattern[1:])


def _walk(root: Path, *, depth: int | None = None) -> Iterator[File]:
    """Every file below `root`; links are followed, but never in a circle; a folder that may not be read raises
    OSError."""
    open_folders: list[tuple[str, str, frozenset[tuple[int, int]], int]] = [(str(root), "", frozenset(), 1)]
    while open_folders:
        folder, prefix, above, level = open_folders.pop()
        about = os.stat(folder)  # noqa: PTH116  Path costs three times as much, and there are 100,000 files
        here = above | {(about.st_dev, about.st_ino)}
        with os.scandir(folder) as entries:
            for entry in entries:
                if _ignored(entry.name) or (about_entry := _stat(entry)) is None:
                    continue
                if stat.S_ISREG(about_entry.st_mode):
                    yield _file(Path(entry.path), prefix + entry.name, about_entry)
                    continue
                deeper = stat.S_ISDIR(about_entry.st_mode) and (depth is None or level < depth)
                if deeper and (about_entry.st_dev, about_entry.st_ino) not in here:
                    open_folders.append((entry.path, f"{prefix}{entry.name}/", here, level + 1))


def _stat(entry: "os.DirEntry[str]") -> os.stat_result | None:
    try:
        return entry.stat()
    except OSError:  # gone since, or a link to nowhere
        return None


def _ignored(name: str) -> bool:
    """Hidden files, and what editors leave beside what they edit."""
    return name.startswith((".", "#")) or name.endswith(_BACKUPS)


def _file(path: Path, name: str, about: os.stat_result) -> File:
    return File(path=path, name=printable(name), size=about.st_size, modified=about.st_mtime_ns, inode=about.st_ino)
