"""Every error that feedhouse raises on purpose, in one small tree.

    FeedhouseError
    ├── ConfigError        the configuration or the call is wrong; carries every fault at once   (exit 2)
    ├── SourceError        one source could not be read; the others go on                        (exit 1)
    ├── StoreError         the store cannot be used: damaged, of a newer release, not ours       (exit 1)
    ├── PublishError       the output folder cannot be used                                      (exit 1)
    └── TemporaryError     it will work later: try again                                         (exit 75)
        ├── LockedError    another run holds the lock
        ├── FetchError     the network, or the other side, failed for now
        └── DiskError      the disk is full or failed for now

A message says what happened, where (file, line, URL, key), and what to do. Strangers' exceptions are wrapped where
they enter. One bad record is no error: it is a `feeds.model.Skipped`, and nothing else is lost.
"""

from collections.abc import Iterable


class FeedhouseError(Exception):
    """The root: whoever catches it has caught everything that feedhouse raises on purpose."""


class ConfigError(FeedhouseError):
    """Wrong use or wrong configuration; `faults` has one line for each: file, key, what is expected."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class SourceError(FeedhouseError):
    """One source could not be read as a whole: its entries stay as they were, the other sources go on."""


class StoreError(FeedhouseError):
    """The store cannot be used, and waiting will not help."""


class PublishError(FeedhouseError):
    """The output folder cannot be used, and waiting will not help."""


class TemporaryError(FeedhouseError):
    """Nothing is wrong with the newsroom: the same call may succeed later."""


class LockedError(TemporaryError):
    """Another run holds the lock of the output folder."""


class FetchError(TemporaryError):
    """A fetch failed in a way that may pass: connection, time-out, 429, 5xx."""


class DiskError(TemporaryError):
    """The disk is full, or failed for now."""
