"""What a refused bracket or exit means for the next try (pure).

Only after a final refusal is an order not tried again: a sale replaces it. Throttling, and a hold
that is still being released, pass with time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import takewhile

from signalfill.domain.order import OrderStatus, RefusalKind
from signalfill.domain.position import OrderRecord

THROTTLED = "throttled"
"""The reason kept for an order that the venue did not look at."""
FIRST_PAUSE = timedelta(seconds=4)
LONGEST_PAUSE = timedelta(seconds=60)
STANDSTILL_WORDS = (
    "MARKET_STATE",
    "TRADING_DISABLED",
    "TRADING_HALTED",
    "ORDER_ENTRY_DISABLED",
    "UNTRADABLE_PRODUCT",
)
"""Parts of the venue's reasons while nothing trades (docs/venue.md): tries go on till it does."""
HOLD_WORDS = ("INSUFFICIENT_", "LEDGER_BALANCE", "HOLD_FAILURE")
"""A hold that we freed is released with a lag, longer than one try."""


REACHED_WORDS = "TAKE_PROFIT_PRICE_TOO_"
"""Part of the venue's reasons for a take-profit on the wrong side of its last trade."""


def says_never(order: OrderRecord) -> bool:
    """Whether the venue refuses this order for good."""
    reason = order.reason or ""
    if order.status is not OrderStatus.REJECTED or order.refusal_kind is not RefusalKind.FINAL:
        return False
    return reason != THROTTLED and not any(
        word in reason for word in (*STANDSTILL_WORDS, *HOLD_WORDS)
    )


def says_reached(order: OrderRecord) -> bool:
    """Whether the venue takes the bracket's target for reached, whatever the book says.

    It compares with the last trade, which may be at the target while the bid is just behind it.
    """
    is_refused = order.status is OrderStatus.REJECTED
    return is_refused and REACHED_WORDS in (order.reason or "")


def waits_for_holds(order: OrderRecord) -> bool:
    reason = order.reason or ""
    return order.status is OrderStatus.REJECTED and any(word in reason for word in HOLD_WORDS)


def pause_after(sent: Sequence[OrderRecord]) -> timedelta:
    """How long to wait after the refusals at the end of `sent`: each doubles it."""
    refused = list(takewhile(lambda each: each.status is OrderStatus.REJECTED, reversed(sent)))
    if not refused:
        return timedelta(0)
    doublings: int = 2 ** (len(refused) - 1)
    return min(FIRST_PAUSE * doublings, LONGEST_PAUSE)
