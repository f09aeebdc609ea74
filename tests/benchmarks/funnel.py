"""`python -m tests.benchmarks.funnel [EXPORT …]`: what the default settings refuse, gate by gate.

Of the calls that can be traded, in the corpus beside the project or in exported histories. Each
is judged at the price of its own entry, by the gates that need no market, and planned with an
equity of 10,000. A report, not a target: a refusal may be right.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from rich.console import Console
from rich.table import Table

from signalfill.adapters.history.files import FileHistory
from signalfill.adapters.paper.venue import LOWEST_TIER
from signalfill.domain.base_map import Denied, resolve
from signalfill.domain.control import Control
from signalfill.domain.entry.gates import EARLY_GATES, Early, first_refusal
from signalfill.domain.planning.percent_levels import with_computed_levels
from signalfill.domain.planning.plan import Means, Plan, make_plan
from signalfill.domain.product import FeeRates, Product, Quote
from signalfill.domain.rules import Mode
from signalfill.domain.settings import ChannelSettings, Settings
from signalfill.domain.side import Side
from signalfill.domain.signal import Signal
from signalfill.parsing import parse
from tests.benchmarks import corpus
from tests.fakes.world import AUTHOR, CHANNEL, World

EQUITY = Decimal(10_000)
NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
TIERS = (
    LOWEST_TIER,
    FeeRates(maker=Decimal("0.004"), taker=Decimal("0.006"), tier="Advanced 1"),
)
RESTS_BEHIND = Decimal("0.001")
"""An entry with a price is judged with the market so far ahead of it."""
SPREAD = Decimal("0.0005")
STEPS = 5
"""Significant digits of a price."""


def main() -> int:
    texts = _exported(sys.argv[1:]) if sys.argv[1:] else _labelled()
    calls = [each for text in texts for each in _calls(text)]
    console = Console()
    if not calls:
        console.print("no call that could be traded was read: nothing to tell")
        return 1
    console.print(_table(calls))
    return 0


def _labelled() -> Iterator[str]:
    if not corpus.CORPUS.exists():
        raise SystemExit(corpus.ABSENT)
    yield from (each["text"] for each in corpus.messages())


def _exported(paths: Iterable[str]) -> Iterator[str]:
    for record in FileHistory([Path(each) for each in paths]).records():
        yield record.content


def _calls(text: str) -> Iterator[Signal]:
    said = World().provenance().model_copy(update={"posted_at": NOW})
    for index, reading in enumerate(parse(text).signals):
        signal = Signal.from_reading(reading, said, index=index)
        if signal is not None:
            yield signal


def refusal(signal: Signal, fees: FeeRates) -> str | None:
    """The gate that refuses it; None where it is planned."""
    rules = {"mode": Mode.PAPER.value}
    channel = ChannelSettings(name="any", allowed_author_ids=(AUTHOR,), rules=rules)
    control = Control(settings=Settings(channels={CHANNEL: channel}))
    early = Early(signal=signal, control=control, now=signal.provenance.posted_at)
    _, refused = first_refusal(EARLY_GATES, early)
    if refused is not None:
        return str(refused.gate)
    if isinstance(resolve(signal.base, "USD"), Denied):
        return "unknown_coin"
    quote = _quote_at_entry(signal)
    if quote is None:
        return "no price to judge it at"
    share = control.settings.account.day_share(EQUITY)
    plan = make_plan(
        with_computed_levels(signal, early.rules, quote),
        rules=early.rules,
        product=_product(signal, quote),
        quote=quote,
        means=Means(equity=EQUITY, available=EQUITY, fees=fees, day_share=share),
    )
    return None if isinstance(plan, Plan) else str(plan.gate)


def _quote_at_entry(signal: Signal) -> Quote | None:
    """The market just ahead of the nearest entry; None for a market call that names no price."""
    if not signal.entry_prices:
        return None
    ask = signal.side.moved(signal.side.foremost(*signal.entry_prices), RESTS_BEHIND)
    return Quote(product_id="any", bid=ask * (1 - SPREAD), ask=ask, at=NOW)


def _product(signal: Signal, quote: Quote) -> Product:
    return Product(
        product_id="any",
        base=signal.base,
        quote="USD",
        base_increment=Decimal("0.00000001"),
        price_increment=Decimal(1).scaleb(quote.ask.adjusted() - STEPS),
        base_min_size=Decimal("0.00000001"),
        quote_min_size=Decimal(1),
    )


def _table(calls: list[Signal]) -> Table:
    longs = [each for each in calls if each.side is Side.LONG]
    title = f"{len(calls)} calls, {len(longs)} of them long; refused by, at the fees of"
    names = [f"{each.tier} ({each.maker * 100:f}/{each.taker * 100:f} %)" for each in TIERS]
    table = Table("gate (long calls)", *names, title=title)
    counted = [Counter(refusal(each, fees) or "planned" for each in longs) for fees in TIERS]
    gates = sorted({gate for each in counted for gate in each}, key=lambda g: -counted[0][g])
    for gate in gates:
        table.add_row(gate, *(_share(each[gate], len(longs)) for each in counted))
    return table


def _share(count: int, of: int) -> str:
    return f"{count} ({count / of:.0%})"


if __name__ == "__main__":
    sys.exit(main())
