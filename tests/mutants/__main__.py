"""`make mutants`: wrong lines, one at a time; exit 1 where one survives without a reason."""

from __future__ import annotations

import argparse
import sys
from os import process_cpu_count

from tests.mutants.catalogue import MUTANTS
from tests.mutants.run import try_all


def main() -> int:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("--only", default="", help="those whose name holds this text")
    arguments = parser.parse_args()
    chosen = [each for each in MUTANTS if arguments.only in each.name]
    survivors = 0
    for tried in try_all(chosen, at_once=process_cpu_count() or 1):
        outcome = f"killed by {tried.killed_by}" if tried.killed_by else "SURVIVES"
        if not tried.killed_by and tried.mutant.reason:
            outcome = f"survives: {tried.mutant.reason}"
        elif tried.killed_by and tried.mutant.reason:
            outcome += " (it was said to survive: take its reason away)"
        survivors += not tried.killed_by and not tried.mutant.reason
        print(f"{outcome:<18} {tried.mutant.name}", flush=True)
    print(f"{len(chosen)} mutants, {survivors} survive without a reason")
    return int(survivors > 0)


if __name__ == "__main__":
    sys.exit(main())
