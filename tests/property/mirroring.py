"""The same thing on the other side of a price: what a long sees, a short sees upside down."""

from __future__ import annotations

from decimal import Decimal

from signalfill.domain.actions import Action, Cancel, EditStop, Place
from signalfill.domain.order import AttachedBracket, Fill, OrderKind, OrderRequest
from signalfill.domain.planning.plan import Plan
from signalfill.domain.position import OrderRecord, Position, Slice
from signalfill.domain.product import PriceRange, Quote
from signalfill.domain.rules import AfterTarget, Mode, NoTarget, Rules, Sizing
from signalfill.domain.side import Side
from signalfill.domain.signal import Signal

AXIS = Decimal(1000)
FREE_OF_SCALE = Rules(
    mode=Mode.LIVE,
    sizing=Sizing.RISK,
    risk_fraction=Decimal("0.0005"),
    max_notional_fraction=Decimal(1),
    max_chase=Decimal(0),
    max_spread=Decimal(1),
    price_frame_tolerance_market=Decimal(1),
    price_frame_tolerance_resting=Decimal(1),
    min_reward_risk=Decimal("0.5"),
    no_target=NoTarget.SYNTHETIC,
    after_first_target=AfterTarget.PREVIOUS_TARGET,
)
"""Rules without fractions of a price: those are not the same distance on both sides."""


def price(value: Decimal) -> Decimal:
    return 2 * AXIS - value


def maybe(value: Decimal | None) -> Decimal | None:
    return None if value is None else price(value)


def other(side: Side) -> Side:
    return Side.SHORT if side is Side.LONG else Side.LONG


def signal(each: Signal) -> Signal:
    return each.model_copy(
        update={
            "side": other(each.side),
            "entry_prices": tuple(map(price, each.entry_prices)),
            "take_profits": tuple(map(price, each.take_profits)),
            "stop_loss": maybe(each.stop_loss),
        }
    )


def quote(each: Quote) -> Quote:
    return each.model_copy(update={"bid": price(each.ask), "ask": price(each.bid)})


def price_range(each: PriceRange) -> PriceRange:
    return PriceRange(low=price(each.high), high=price(each.low), open=price(each.open))


def part(each: Slice) -> Slice:
    return each.model_copy(
        update={
            "entry_price": maybe(each.entry_price),
            "take_profit_price": price(each.take_profit_price),
            "stop_price": price(each.stop_price),
            "waiting_stop": maybe(each.waiting_stop),
        }
    )


def plan(each: Plan) -> Plan:
    return each.model_copy(
        update={
            "entry_price": price(each.entry_price),
            "stop_price": price(each.stop_price),
            "slices": tuple(map(part, each.slices)),
        }
    )


def request(each: OrderRequest) -> OrderRequest:
    bracket = each.attached
    return each.model_copy(
        update={
            "side": each.side.opposite,
            "limit_price": price(each.limit_price),
            "stop_price": maybe(each.stop_price),
            "attached": None
            if bracket is None
            else AttachedBracket(
                take_profit_price=price(bracket.take_profit_price),
                stop_price=price(bracket.stop_price),
            ),
        }
    )


def order(each: OrderRecord) -> OrderRecord:
    return each.model_copy(
        update={
            "side": each.side.opposite,
            "request": None if each.request is None else request(each.request),
            "limit_price": maybe(each.limit_price),
            "stop_price": maybe(each.stop_price),
        }
    )


def fill(each: Fill) -> Fill:
    return each.model_copy(update={"side": each.side.opposite, "price": price(each.price)})


def position(each: Position) -> Position:
    return each.model_copy(
        update={
            "signal": signal(each.signal),
            "side": other(each.side),
            "entry_price": price(each.entry_price),
            "slices": tuple(map(part, each.slices)),
            "orders": tuple(map(order, each.orders)),
            "fills": tuple(map(fill, each.fills)),
            "pending_stop": maybe(each.pending_stop),
        }
    )


def actions(each: tuple[Action, ...]) -> list[tuple[object, ...]]:
    """What is done to which order, sides and prices as a long would have them."""
    return [_said(one) for one in each]


def _said(action: Action) -> tuple[object, ...]:
    match action:
        case Place(order=placed):
            sent = placed.request
            assert sent is not None
            # How deep an exit reaches is a fraction of its price.
            limit = None if sent.kind is OrderKind.LIMIT_IOC else sent.limit_price
            return (sent.client_order_id, sent.kind, sent.base_size, limit, sent.stop_price)
        case Cancel(order=canceled):
            return ("cancel", canceled.client_order_id)
        case EditStop(order=edited, stop_price=stop):
            return ("edit", edited.client_order_id, stop)
