"""`signalfill candles fetch`: calls become stretches of minutes, and those are fetched."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from cli.candles.wanted import Calls, Wanted, stretch
from cli.output import print_json
from signalfill.adapters.candles.fetch import CandleFetcher
from signalfill.adapters.candles.public_market import PublicMarket
from signalfill.adapters.candles.store import CandleStore
from signalfill.adapters.clock import SystemClock
from signalfill.adapters.coinbase.client import CoinbaseClient
from signalfill.adapters.history.files import FileHistory
from signalfill.adapters.history.moments import aware_moment
from signalfill.config import VenueEnvironment
from signalfill.domain.errors import InvalidInputError
from signalfill.parsing import parse
from signalfill.ports.bars import Span

type Advance = Callable[[int], None]


def fetch(arguments: argparse.Namespace) -> int:
    asked = (bool(arguments.history), arguments.windows is not None, arguments.product is not None)
    if sum(asked) != 1:
        raise InvalidInputError("say what is needed: an EXPORT, --windows FILE or --product ID")
    errand = _Errand(CandleStore(arguments.candles, in_memory=True))
    if arguments.history:
        errand.for_history(arguments)
    elif arguments.windows is not None:
        errand.for_windows(_windows(arguments.windows))
    else:
        if arguments.since is None or arguments.until is None:
            raise InvalidInputError("--product needs --since and --until")
        errand.for_windows([(arguments.product, Span(arguments.since, arguments.until))])
    errand.report(as_json=arguments.json)
    return 0


class _Errand:
    def __init__(self, store: CandleStore) -> None:
        environment = VenueEnvironment.read(os.environ)
        client = CoinbaseClient(
            base_url=environment.coinbase_base_url, ca_bundle=environment.coinbase_ca_bundle
        )
        clock = SystemClock()
        self._store = store
        self._fetcher = CandleFetcher(PublicMarket(client, clock), store, clock)
        self._calls: Counter[str] = Counter()
        self._signals: Counter[str] = Counter()
        self._unlisted: Counter[str] = Counter()
        self._denied: Counter[str] = Counter()

    def for_history(self, arguments: argparse.Namespace) -> None:
        history = FileHistory(arguments.history, chats=frozenset(arguments.chat))
        calls = Calls(arguments.quote)
        wanted = list(calls.of(history.records(), parse))
        self._denied = calls.denied
        with _progress("calls", len(wanted)) as advance:
            for each in wanted:
                if self._is_listed(each.product_id):
                    self._signals[each.product_id] += 1
                    self._follow(each, arguments)
                advance(1)

    def _follow(self, wanted: Wanted, arguments: argparse.Namespace) -> None:
        bars = lambda: self._store.bars(wanted.product_id)  # noqa: E731 - asked anew each time
        for span in stretch(wanted, bars, arguments.days):
            self._calls[wanted.product_id] += self._fetcher.fetch(wanted.product_id, span)

    def for_windows(self, windows: Sequence[tuple[str, Span]]) -> None:
        listed = [each for each in windows if self._is_listed(each[0])]
        total = sum(self._fetcher.calls(*each) for each in listed)
        with _progress("requests", total) as advance:
            for product_id, span in listed:
                made = self._fetcher.fetch(product_id, span, lambda: advance(1))
                self._calls[product_id] += made

    def _is_listed(self, product_id: str) -> bool:
        if self._fetcher.is_listed(product_id):
            return True
        self._unlisted[product_id] += 1
        return False

    def report(self, *, as_json: bool) -> None:
        products = sorted(self._calls.keys() | self._signals.keys())
        if as_json:
            print_json(
                {
                    "requests": dict(self._calls),
                    "signals": dict(self._signals),
                    "not_listed": dict(self._unlisted),
                    "not_named_here": dict(self._denied),
                    "first_minutes": {each: self._store.first_minute(each) for each in products},
                }
            )
            return
        print(f"{sum(self._calls.values()):,} requests for {len(products)} products")
        for each in products:
            first = self._store.first_minute(each)
            traded = (
                f"first trade kept {first:%Y-%m-%d %H:%M}" if first else "no trade in all of it"
            )
            print(f"  {each}: {self._signals[each]} calls, {traded}")
        _say("not listed at Coinbase", self._unlisted)
        _say("not named there with certainty", self._denied)


def _say(what: str, counted: Counter[str]) -> None:
    if counted:
        named = ", ".join(f"{name} ({count})" for name, count in counted.most_common())
        print(f"{what}: {named}")


def _windows(path: Path) -> list[tuple[str, Span]]:
    """JSON lines of `product_id`, `since`, `until`."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise InvalidInputError(f"{path}: cannot be read") from None
    return [_window(line, path, n) for n, line in enumerate(lines, start=1) if line.strip()]


def _window(line: str, path: Path, number: int) -> tuple[str, Span]:
    try:
        found: Any = json.loads(line)
        since, until = (aware_moment(found[name]) for name in ("since", "until"))
        product_id = str(found["product_id"])
    except (ValueError, TypeError, KeyError, RecursionError):
        since = until = None
    if since is None or until is None:
        raise InvalidInputError(f"{path}: line {number} names no product_id, since and until")
    return product_id, Span(since, until)


@contextmanager
def _progress(what: str, total: int) -> Iterator[Advance]:
    """On stderr, and only where somebody looks on."""
    console = Console(stderr=True)
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task(what, total=total)
        yield lambda count: progress.advance(task, count)
