"""`--candles FOLDER`, for every command that reads or fetches candles."""

from __future__ import annotations

import argparse
from pathlib import Path

from cli.candle_folder import candle_folder


def candles_option() -> argparse.ArgumentParser:
    parent = argparse.ArgumentParser(add_help=False)
    parent.add_argument(
        "--candles",
        metavar="FOLDER",
        type=Path,
        default=candle_folder(),
        help="where candles are kept (default: %(default)s)",
    )
    return parent
