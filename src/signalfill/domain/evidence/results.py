"""What a replay found: one result a signal, and the run that they belong to.

R is what the entries of a trade risk to their stops, in quote. A trade that never filled made
0 R and counts; a signal that a gate refused has None and does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from signalfill.domain.order import OrderSide
from signalfill.domain.position import OrderPurpose
from signalfill.domain.product import FeeRates
from signalfill.domain.side import Side
from signalfill.domain.values import Moment, Money, Value


class Lane(StrEnum):
    """Each lane replays the whole history by itself."""

    WORST = "obtainable_worst"
    """Every tradable signal alone, fills that never flatter. The one that counts."""
    BEST = "obtainable_best"
    """The same with the kindest fills that the candles allow, and no delay: an upper bound."""
    ACHIEVED = "achieved"
    """One account with every gate, budget and breaker, in order of arrival."""


class SignalOutcome(StrEnum):
    """What became of a signal, by the worst lane."""

    REFUSED = "refused"
    """By the gate that `code` names; no trade."""
    NOT_FILLED = "not_filled"
    TAKE_PROFIT = "take_profit"
    STOP_LOSS = "stop_loss"
    CLOSED = "closed"
    """By a follow-up, an expiry or a deletion: `code` says which."""
    OPEN = "open"
    """Still held when the history ends: counted at the bid, less the fee of a taker."""


class TradeFill(Value):
    """One execution of the worst lane. `commission` is in the quote currency."""

    at: Moment
    side: OrderSide
    purpose: OrderPurpose
    price: Money
    base_size: Money
    commission: Money
    is_maker: bool


class SignalResult(Value):
    """One call and what it came to. `day` is the UTC day of its posting.

    `code` is the gate that refused it (worst lane), or why its trade ended. `claimed_r` is what
    the author can claim: named entry, every target touched, stop at its level, no fee, no delay,
    the best order within a bar; None where no candles tell. `achieved_code` is the gate that
    refused it in the account. `minutes_open` runs from the first entry fill to the last exit.
    `drift` is the signal's reference price against the venue's at posting, as a fraction.
    `undecidable` where the bounds lie too far apart for minute candles to tell.
    Prices are in the product's frame. `edited_after_seconds` is None for what was never edited.
    """

    signal_id: str
    channel_id: str
    author_id: str
    product: str
    """The product's id at the venue; empty where the coin is not traded there."""
    base: str
    side: Side
    entry_kind: str = ""
    entry_prices: tuple[Money, ...] = ()
    stop_price: Money | None = None
    take_profits: tuple[Money, ...] = ()
    posted_at: Moment
    day: str
    outcome: SignalOutcome
    code: str = ""
    claimed_r: Money | None = None
    obtainable_worst_r: Money | None = None
    obtainable_best_r: Money | None = None
    achieved_r: Money | None = None
    achieved_code: str = ""
    filled: bool = False
    minutes_open: int | None = None
    fees_r: Money = Decimal(0)
    drift: Money | None = None
    edited_after_seconds: int | None = None
    undecidable: bool = False
    opened_at: Moment | None = None
    closed_at: Moment | None = None
    fills: tuple[TradeFill, ...] = ()


class Funnel(Value):
    """Where the messages went, each counted once.

    `kinds` counts messages by the parser's verdict; `problems` the calls that were read but
    could not be typed, by their first problem; `refused` the signals by the gate of the worst
    lane, `refused_achieved` by that of the account.
    """

    messages: int = 0
    kinds: dict[str, int] = Field(default_factory=dict)
    calls: int = 0
    problems: dict[str, int] = Field(default_factory=dict)
    signals: int = 0
    refused: dict[str, int] = Field(default_factory=dict)
    refused_achieved: dict[str, int] = Field(default_factory=dict)
    opened: int = 0
    filled: int = 0


class ReplayRun(Value):
    """A replay with all that it rests on: the same inputs make the same run, byte for byte.

    `run_id` follows from everything else but the results. `source` is where the history came
    from, `price_source` where the candles did. `spread_table` holds the whole spread of each
    product, as a fraction, `spread_is_measured` those that come from our own records.
    `risk_unit` is the currency that sizes were reckoned in.
    """

    run_id: str
    inputs_sha256: str
    parser_version: str
    settings_sha256: str
    code_version: str = ""
    rules: tuple[str, ...] = ()
    source: str
    price_source: str = ""
    tier: FeeRates
    delay_seconds: Money
    spread_table: dict[str, Money] = Field(default_factory=dict)
    spread_is_measured: tuple[str, ...] = ()
    risk_unit: str = "USD"
    begins_at: Moment | None = None
    ends_at: Moment | None = None
    results: tuple[SignalResult, ...] = ()
    funnel: Funnel = Funnel()


def run_lines(run: ReplayRun) -> Iterator[str]:
    """JSON lines: the run without its results, then each result, in order of posting."""
    yield run.model_dump_json(exclude={"results"})
    for result in run.results:
        yield result.model_dump_json()


def run_from_lines(lines: Iterable[str]) -> ReplayRun:
    """The run that `run_lines` wrote.

    Raises:
        ValueError: a line is not what was written, or there is none.
    """
    rest = iter(line for line in lines if line.strip())
    first = next(rest, None)
    if first is None:
        raise ValueError("an empty file is no replay")
    run = ReplayRun.model_validate_json(first)
    results = tuple(SignalResult.model_validate_json(line) for line in rest)
    return run.model_copy(update={"results": results})
