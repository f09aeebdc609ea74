"""The recent calls of one coin: finds the same call, and what is already open."""

from __future__ import annotations

from signalfill.domain.side import Side
from signalfill.domain.values import Moment, Money, Value


class Call(Value):
    """One signal that became a position. `origin_message_id` is where it was first posted.

    `lost`: whether it closed with a loss, fees included; None while it lives, or where the
    release that closed it did not say.
    """

    position_id: str
    channel_id: str
    author_id: str
    side: Side
    entry_price: Money
    origin_message_id: str
    at: Moment
    live: bool = True
    closed_at: Moment | None = None
    lost: bool | None = None


class CallBook(Value):
    """All calls of one product and account that still matter; `version` fences its writes."""

    account: str
    product_id: str
    version: int = 0
    calls: tuple[Call, ...] = ()
