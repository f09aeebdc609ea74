"""Nothing may be missing, out of order or read twice, whatever happens to the reader."""

from __future__ import annotations

import argparse
import asyncio
import secrets
import sys

from tests.chaos.run import play


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--rounds", type=int, default=24, help="messages a place and act")
    parser.add_argument("--seed", type=int, help="the order of the acts, and who says what")
    options = parser.parse_args()
    seed = secrets.randbelow(1_000_000) if options.seed is None else options.seed
    tell(f"seed {seed}")
    found = asyncio.run(play(rounds=options.rounds, seed=seed, tell=tell))
    tell(f"{found.posted} posted, {found.received} received, by source {found.sources}")
    for name in ("missing", "missing_deletes", "out_of_order", "repeated_verdicts"):
        wrong = getattr(found, name)
        tell("\n    ".join([f"{name.replace('_', ' '):<18} {len(wrong)}", *wrong[:5]]))
    return 0 if found.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
