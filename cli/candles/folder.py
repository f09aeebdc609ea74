"""Where candles are kept on this machine."""

from __future__ import annotations

import argparse
import os
from pathlib import Path


def candles_option() -> argparse.ArgumentParser:
    """`--candles FOLDER`, for every command that reads or fetches them."""
    parent = argparse.ArgumentParser(add_help=False)
    parent.add_argument(
        "--candles",
        metavar="FOLDER",
        type=Path,
        default=default_folder(os.environ.get("XDG_CACHE_HOME")),
        help="where candles are kept (default: %(default)s)",
    )
    return parent


def default_folder(cache: str | None) -> Path:
    """Beside the caches of other programs: what is lost there can be fetched again."""
    return (Path(cache) if cache else Path.home() / ".cache") / "signalfill" / "candles"
