"""What the venue's surveillance would write about: orders without end on one side of one book.

Coinbase names no number. Live bots were written to for thousands of order calls an hour.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from sandbox.coinbase.exchange import Exchange, LoggedRequest
from signalfill.domain.values import rfc3339

WINDOW = timedelta(hours=1)
WATCHED = ("/orders", "/orders/edit")
"""What begins or changes an order; previews and cancels are free."""


def letters(exchange: Exchange) -> list[dict[str, Any]]:
    """One for each side of a product that saw more calls within an hour than are tolerated."""
    limit = int(exchange.faults.setting("surveillance"))
    moments: dict[tuple[str, str], list[datetime]] = defaultdict(list)
    for about, at in _order_calls(exchange):
        moments[about].append(at)
    return [
        {"product_id": product_id, "side": side, "calls": most, "since": rfc3339(calls[0])}
        for (product_id, side), calls in moments.items()
        if (most := _most_within(calls)) > limit
    ]


def _order_calls(exchange: Exchange) -> Iterator[tuple[tuple[str, str], datetime]]:
    for request in exchange.requests:
        is_order = request.method == "POST" and request.path.endswith(WATCHED)
        about = _about(exchange, request) if is_order else None
        if about is not None and request.status != HTTPStatus.TOO_MANY_REQUESTS:
            yield about, request.at


def _about(exchange: Exchange, request: LoggedRequest) -> tuple[str, str] | None:
    """Product and side; None where the edited order is not known."""
    order_id = request.body.get("order_id")
    if order_id is None:
        return str(request.body.get("product_id")), str(request.body.get("side"))
    order = exchange.engine.orders.get(str(order_id))
    return None if order is None else (order.product_id, order.side.value)


def _most_within(calls: list[datetime]) -> int:
    """`calls`: oldest first."""
    most, window = 0, deque[datetime]()
    for at in calls:
        window.append(at)
        while window[0] <= at - WINDOW:
            window.popleft()
        most = max(most, len(window))
    return most
