"""`signalfill positions`: what is open, what protects it, what it made."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from decimal import Decimal

from cli.options import Commands, world_options
from cli.output import print_columns, print_json
from cli.position_view import summary
from cli.world import open_world


def register(commands: Commands) -> None:
    parser = commands.add_parser(
        "positions", parents=[world_options()], help="open positions and what protects them"
    )
    parser.add_argument("--all", action="store_true", help="closed ones too")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    store = open_world(arguments).positions()
    positions = [summary(each) for each in store.positions(include_closed=arguments.all)]
    if arguments.json:
        print_json(positions)
        return 0
    if not positions:
        print("no positions" if arguments.all else "no open positions")
        return 0
    rows = [
        (
            each["position_id"],
            each["mode"],
            each["product_id"],
            each["side"],
            each["state"] + (f" ({each['exit_reason']})" if each["exit_reason"] else ""),
            each["held"],
            each["average_entry_price"] or f"({each['entry_price']})",
            "/".join(dict.fromkeys(each["stops"])),
            "/".join(each["targets"]),
            f"{Decimal(each['result']):.2f}",
            _twin(each["paper_twin"]),
            f"UNPROTECTED: {each['unprotected']}" if each["unprotected"] else "",
        )
        for each in positions
    ]
    headings = ("position", "mode", "product", "side", "state", "held", "entry")
    print_columns((*headings, "stop", "targets", "result", "paper twin", ""), rows)
    return 0


def _twin(result: Mapping[str, str] | None) -> str:
    """How much better live did than its twin on paper."""
    return f"{Decimal(result['difference_r']):+.2f} R" if result else ""
