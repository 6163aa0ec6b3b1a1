"""Where the configuration is."""

import os
from pathlib import Path

VARIABLE = "FEEDHOUSE_CONFIG"
FILE = "feedhouse.toml"


def find(given: Path | None) -> Path:
    """The configuration file: the one given, else $FEEDHOUSE_CONFIG, else ./feedhouse.toml."""
    return given or Path(os.environ.get(VARIABLE) or FILE)
