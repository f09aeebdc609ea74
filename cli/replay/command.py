"""`signalfill replay`: what a channel's history would have made of your money."""

from __future__ import annotations

import argparse
from pathlib import Path

from cli.candles.folder import candles_option
from cli.options import Commands, json_option
from cli.replay.terms import duration, moment, monthly_price, tier

REPORT = Path("report.html")


def register(commands: Commands) -> None:
    command = commands.add_parser(
        "replay",
        parents=[json_option(), candles_option()],
        help="what a channel's history would have made of your money, on one page",
    )
    _add_history(command)
    _add_terms(command)
    _add_answers(command)
    command.set_defaults(run=run)


def _add_history(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="an export, its parts, or their folder"
    )
    command.add_argument(
        "--chat", metavar="NAME", action="append", default=[], help="of a whole Telegram account"
    )
    command.add_argument("--demo", action="store_true", help="a made-up market and channel")
    command.add_argument("--since", type=moment, metavar="DAY", help="leave out what is older")
    command.add_argument("--until", type=moment, metavar="DAY", help="leave out what is later")


def _add_terms(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--settings", type=Path, metavar="FILE", help="trade by this file (default: the defaults)"
    )
    command.add_argument(
        "--delay", type=duration, metavar="2s", help="from a posting to your order (default: 2s)"
    )
    command.add_argument(
        "--tier", type=tier, metavar="0.6/1.2", help="your maker and taker fees in percent"
    )
    command.add_argument(
        "--price", type=monthly_price, metavar="69/month", help="what the channel costs you"
    )
    command.add_argument(
        "--variants", type=Path, metavar="FILE", help="settings to try beside yours, by name"
    )
    command.add_argument(
        "--compare", nargs=2, type=Path, metavar="FILE", help="what two settings files do otherwise"
    )
    command.add_argument(
        "--quick", action="store_true", help="your settings alone: nothing else is tried"
    )
    command.add_argument(
        "--audit", action="store_true", help="look at every minute: the same result, much slower"
    )


def _add_answers(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--out", type=Path, metavar="FILE", help=f"the page (default: {REPORT}), .html"
    )
    command.add_argument(
        "--csv",
        dest="table",
        type=Path,
        metavar="FILE",
        help="each signal's result: .csv, .jsonl or .parquet",
    )
    command.add_argument(
        "--names", action="store_true", help="authors by name: the page then names people"
    )


def run(arguments: argparse.Namespace) -> int:
    # What replays costs half a second to import; `--help` and mistakes do without.
    from cli.replay.answer import answer, compare  # noqa: PLC0415
    from cli.replay.history import history_of  # noqa: PLC0415

    history = history_of(arguments)
    if arguments.compare:
        return compare(arguments, history)
    return answer(arguments, history)
