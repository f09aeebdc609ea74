"""What one lane made of one position, in R (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set as AbstractSet
from decimal import Decimal

from signalfill.domain.evidence.results import Lane, SignalOutcome, TradeFill
from signalfill.domain.holding import bought, held
from signalfill.domain.order import Fill, OrderSide
from signalfill.domain.position import ExitReason, OrderPurpose, OrderRecord, Position
from signalfill.domain.values import Moment, Money, Value

R_STEP = Decimal("0.0001")
ZERO = Decimal(0)
_ENDS = {
    ExitReason.TAKE_PROFIT: SignalOutcome.TAKE_PROFIT,
    ExitReason.STOP_LOSS: SignalOutcome.STOP_LOSS,
}


class LaneTrade(Value):
    """One position of one lane, once the history is over."""

    r: Money
    outcome: SignalOutcome
    code: str
    product: str
    filled: bool
    fees_r: Money
    opened_at: Moment | None
    closed_at: Moment | None
    minutes_open: int | None
    fills: tuple[TradeFill, ...]


def trade_of(
    position: Position,
    *,
    risk: Decimal,
    lane: Lane,
    doubtful: AbstractSet[str],
    exit_price: Decimal | None,
) -> LaneTrade:
    """`exit_price` is what an exit fetches at the history's end; None: what it was entered at.

    An entry in `doubtful` may never have been filled: in the worst lane its slice counts with
    its loss only, in the best with its gain only.
    """
    orders = {o.venue_order_id: o for o in position.orders if o.venue_order_id is not None}
    made: dict[int, Decimal] = defaultdict(lambda: ZERO)
    for fill in position.fills:
        made[orders[fill.venue_order_id].slice_index] += _made(fill)
    price = position.entry_price if exit_price is None else exit_price
    for each in position.slices:
        made[each.index] += _left(position, each.index, price)
    unsure = {
        order.slice_index
        for venue_id, order in orders.items()
        if order.purpose is OrderPurpose.ENTRY and venue_id in doubtful
    }
    total = sum((_bounded(made[i], lane) if i in unsure else made[i] for i in made), ZERO)
    fees = sum((fill.commission for fill in position.fills), ZERO)
    return LaneTrade(
        r=(total / risk).quantize(R_STEP),
        fees_r=(fees / risk).quantize(R_STEP),
        product=position.product_id,
        fills=tuple(_shown(fill, orders) for fill in position.fills),
        **_course(position),
    )


def _made(fill: Fill) -> Decimal:
    value = fill.base_size * fill.price
    return (value if fill.side is OrderSide.SELL else -value) - fill.commission


def _left(position: Position, index: int, price: Decimal) -> Decimal:
    """What is still held, sold as a taker."""
    value = held(position, index) * price
    return value * position.side.sign - value * position.taker_fee


def _bounded(made: Decimal, lane: Lane) -> Decimal:
    match lane:
        case Lane.WORST:
            return min(made, ZERO)
        case Lane.BEST:
            return max(made, ZERO)
        case _:
            return made


def _shown(fill: Fill, orders: dict[str, OrderRecord]) -> TradeFill:
    return TradeFill(
        at=fill.filled_at,
        side=fill.side,
        purpose=orders[fill.venue_order_id].purpose,
        price=fill.price,
        base_size=fill.base_size,
        commission=fill.commission,
        is_maker=fill.is_maker,
    )


def _course(position: Position) -> dict[str, object]:
    is_filled = bought(position) > 0
    first = min((fill.filled_at for fill in position.fills), default=None)
    last = max((fill.filled_at for fill in position.fills), default=None)
    is_over = position.closed_at is not None
    minutes = None
    if first is not None and last is not None and is_over:
        minutes = int((last - first).total_seconds() // 60)
    reason = position.exit_reason
    if not is_filled:
        outcome = SignalOutcome.NOT_FILLED
    elif reason is None:
        outcome = SignalOutcome.OPEN
    else:
        outcome = _ENDS.get(reason, SignalOutcome.CLOSED)
    return {
        "filled": is_filled,
        "outcome": outcome,
        "code": reason.value if reason is not None else "",
        "opened_at": first,
        "closed_at": last if is_over and is_filled else None,
        "minutes_open": minutes,
    }
