"""`make venue-check`: the contract on a real venue, reading only unless asked twice."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import pytest

from signalfill.domain.errors import SignalfillError
from tests.contract.real import KEY, PLACE, SANDBOX, VENUE, real_bench

WARNING = """This places orders with real money: each buys for the smallest sum that the venue
takes, half the price below the market, and is canceled at once."""
EXPECTED = "orders"


def main() -> int:
    parser = argparse.ArgumentParser(prog="make venue-check", description=__doc__)
    parser.add_argument("venue", choices=[KEY, SANDBOX], nargs="?", default=KEY)
    parser.add_argument("--place", action="store_true", help="place and cancel small orders, too")
    options = parser.parse_args()
    obstacle = _obstacle(options.venue)
    if obstacle is not None:
        print(f"venue-check: {obstacle}", file=sys.stderr)  # noqa: T201 - a command prints
        return 2
    os.environ[VENUE] = options.venue
    os.environ.pop(PLACE, None)
    if options.place:
        print(WARNING)  # noqa: T201 - a command prints
        if input(f"Type {EXPECTED} to go on: ").strip() != EXPECTED:
            return 1
        os.environ[PLACE] = EXPECTED
    return int(pytest.main([str(Path(__file__).parent), "-v", "-p", "no:cacheprovider"]))


def _obstacle(venue: str) -> str | None:
    """Why there is nothing to check: no key, no network, a key that is refused."""
    try:
        real_bench(venue, may_place=False).venue.balances()
    except SignalfillError as error:
        return str(error)
    return None


if __name__ == "__main__":
    sys.exit(main())
