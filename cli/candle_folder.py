"""Where this machine keeps its candles, for every command that reads or fetches them."""

from __future__ import annotations

import os
from pathlib import Path


def candle_folder(named: Path | None = None) -> Path:
    """The folder that was named, or `signalfill/candles` in the user's cache."""
    if named is not None:
        return named
    cache = os.environ.get("XDG_CACHE_HOME")
    return (Path(cache) if cache else Path.home() / ".cache") / "signalfill" / "candles"
