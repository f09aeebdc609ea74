"""The live book that a taker walks, without what we took from it a moment ago."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from signalfill.adapters.paper.account import PaperSession
from signalfill.adapters.paper.prices import PriceSource
from signalfill.domain.order import OrderSide
from signalfill.matching.market import Level

# The real book does not know of our fills: so long they count as gone from it.
_TAKEN = timedelta(seconds=10)


def meet_the_book(
    session: PaperSession, prices: PriceSource, product_id: str, now: datetime
) -> bool:
    """What orders placed now will walk. False where one side is empty, or both cross."""
    book = prices.book(product_id)
    if book is None or not book.bids[0][0] <= book.asks[0][0]:
        return False
    seen = session.looks[product_id].seen
    last = seen.close if seen else (book.bids[0][0] + book.asks[0][0]) / 2
    sides = {
        side: [
            Level(price, max(size - _taken(session, product_id, side, price, now), Decimal(0)))
            for price, size in levels
        ]
        for side, levels in ((OrderSide.BUY, book.asks), (OrderSide.SELL, book.bids))
    }
    session.engine.show_book(
        product_id, last, bids=sides[OrderSide.SELL], asks=sides[OrderSide.BUY]
    )
    return True


def _taken(
    session: PaperSession, product_id: str, side: OrderSide, price: Decimal, now: datetime
) -> Decimal:
    mine = (
        fill.base_size
        for fill in session.engine.fills
        if not fill.is_maker
        and (fill.product_id, fill.side, fill.price) == (product_id, side, price)
        and now - fill.at < _TAKEN
    )
    return sum(mine, Decimal(0))
