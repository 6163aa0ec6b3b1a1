"""A small edition, and how a folder looks to whoever reads it."""

import importlib.util
from pathlib import Path

import pytest

from feeds.feed import Document


def _document(path: str, body: str = "") -> Document:
    return Document(path=path, url=f"https://courier.example/{path}", media_type="text/plain", body=body.encode())


def _files(out: Path) -> dict[str, tuple[bytes, int, int]]:
    """Path to bytes, mtime and inode, for everything but our own folder."""
    return {
        path.relative_to(out).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino)
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".feedhouse" not in path.relative_to(out).parts
    }


@pytest.fixture
def document():
    return _document


@pytest.fixture
def files():
    return _files


@pytest.fixture
def bodies():
    return lambda out: {path: body.decode() for path, (body, _, _) in _files(out).items()}


@pytest.fixture
def leftovers():
    """Temporaries that were left behind."""
    return lambda out: list((out / ".feedhouse" / "tmp").iterdir())


def _samples():
    spec = importlib.util.spec_from_file_location("publish_samples", Path(__file__).with_name("samples.py"))
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


@pytest.fixture(scope="session")
def samples():
    """The sites of samples.py."""
    return _samples()
