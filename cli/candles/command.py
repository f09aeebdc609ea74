"""`signalfill candles`: the minutes that a replay runs on, fetched once and kept."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cli.candles.folder import candles_option
from cli.options import Commands, json_option
from signalfill.ports.bars import BarsSource

LONGEST_DAYS = 7


def register(commands: Commands) -> None:
    parser = commands.add_parser("candles", help="fetch, list and delete the candles kept here")
    tasks = parser.add_subparsers(dest="task", required=True, metavar="TASK")
    _register_fetch(tasks)
    shared = [json_option(), candles_option()]
    show = tasks.add_parser("show", parents=shared, help="what is kept, and where it is from")
    show.set_defaults(run=_show)
    _register_prune(tasks)
    add = tasks.add_parser(
        "add", parents=shared, help="keep minutes of your own (CSV, Parquet): priced elsewhere"
    )
    add.add_argument("file", metavar="FILE", type=Path)
    add.add_argument("--product", metavar="ID", required=True, help="whose they are: BTC-USD")
    add.set_defaults(run=_add)


def _register_fetch(tasks: Commands) -> None:
    fetch = tasks.add_parser(
        "fetch",
        parents=[json_option(), candles_option()],
        help="fetch from Coinbase what a history needs (no key needed)",
    )
    fetch.add_argument("history", metavar="EXPORT", nargs="*", type=Path)
    fetch.add_argument("--chat", metavar="NAME", action="append", default=[], help="of an account")
    fetch.add_argument("--windows", metavar="FILE", type=Path, help="what a replay named missing")
    fetch.add_argument("--product", metavar="ID", help="one product, with --since and --until")
    fetch.add_argument("--since", metavar="TIME", type=_moment)
    fetch.add_argument("--until", metavar="TIME", type=_moment)
    fetch.add_argument(
        "--days",
        type=_days,
        default=timedelta(days=LONGEST_DAYS),
        help=f"how long a trade is followed at most ({LONGEST_DAYS})",
    )
    fetch.add_argument("--quote", default="USD", help="the currency that you trade in (USD)")
    fetch.set_defaults(run=_fetch)


def _register_prune(tasks: Commands) -> None:
    prune = tasks.add_parser(
        "prune", parents=[json_option(), candles_option()], help="delete candles that are kept"
    )
    prune.add_argument("--product", metavar="ID")
    prune.add_argument("--before", metavar="MONTH", help="those before this month: 2025-01")
    prune.add_argument("--source", choices=[each.value for each in BarsSource])
    prune.add_argument("--damaged", action="store_true", help="those that cannot be read")
    prune.add_argument("--all", action="store_true", help="everything")
    prune.add_argument("--yes", action="store_true", help="do not ask")
    prune.set_defaults(run=_prune)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _days(text: str) -> timedelta:
    days = timedelta(days=float(text))
    if not timedelta(0) < days <= timedelta(days=366):
        raise ValueError(text)
    return days


# Late, all of them: whoever asks for help needs neither numpy nor the venue.


def _fetch(arguments: argparse.Namespace) -> int:
    from cli.candles.fetching import fetch  # noqa: PLC0415

    return fetch(arguments)


def _show(arguments: argparse.Namespace) -> int:
    from cli.candles.keeping import show  # noqa: PLC0415

    return show(arguments)


def _prune(arguments: argparse.Namespace) -> int:
    from cli.candles.keeping import prune  # noqa: PLC0415

    return prune(arguments)


def _add(arguments: argparse.Namespace) -> int:
    from cli.candles.keeping import add  # noqa: PLC0415

    return add(arguments)
