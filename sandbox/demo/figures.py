"""From the venue's request log: how soon orders came, and that none came twice (pure)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from signalfill.domain.holding import orders_of
from signalfill.domain.position import OrderPurpose, Position
from signalfill.domain.rules import Mode
from signalfill.domain.values import snowflake_moment

CREATE_ORDER = ("POST", "/api/v3/brokerage/orders")
BUY = "BUY"

type Request = Mapping[str, Any]


@dataclass(frozen=True)
class Latency:
    """From the message's post to the create-order request, in milliseconds.

    `first` is the first signal's, with the cold starts; the others are told without it.
    """

    first: float
    count: int
    median: float
    p95: float
    longest: float


def create_orders(requests: Iterable[Request]) -> list[Request]:
    return [each for each in requests if (each["method"], each["path"]) == CREATE_ORDER]


def latency(requests: Iterable[Request], message_ids: Sequence[str]) -> Latency | None:
    """Over the first order of each message; None where none of them led to one."""
    first: dict[str, float] = {}
    for each in create_orders(requests):
        message_id = _message_id(each["body"]["client_order_id"])
        if message_id in message_ids and message_id not in first:
            took = datetime.fromisoformat(each["at"]) - snowflake_moment(message_id)
            first[message_id] = took.total_seconds() * 1000
    if not first:
        return None
    cold, *warm = first.values()
    found = sorted(warm or [cold])
    return Latency(cold, len(found), quantile(found, 0.5), quantile(found, 0.95), found[-1])


def _message_id(client_order_id: str) -> str:
    """`sf1-<message id>-<signal>-<slice>-e0`."""
    return client_order_id.split("-")[1]


def quantile(values: Sequence[float], part: float) -> float:
    """The smallest value with at least this part of all at or below it."""
    return sorted(values)[math.ceil(len(values) * part) - 1]


def doubled(requests: Iterable[Request], positions: Sequence[Position]) -> list[str]:
    """Entries that were sent twice, or bought for more slices than a position has."""
    entries = [each["body"] for each in create_orders(requests) if each["body"]["side"] == BUY]
    sent = Counter(each["client_order_id"] for each in entries)
    twice = [f"order {name} was sent {count} times" for name, count in sent.items() if count > 1]
    ours = {
        order.client_order_id
        for position in positions
        if position.mode is Mode.LIVE
        for order in orders_of(position, OrderPurpose.ENTRY)
    }
    foreign = [f"order {name} belongs to no live position" for name in sent if name not in ours]
    return [*twice, *foreign]
