"""Rebuilds a position from orders of ours that no table knows (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from signalfill.domain.adoption.our_orders import cause_of, records_of
from signalfill.domain.budget import (
    Reservation,
    author_scope,
    channel_scope,
    coin_scope,
    day_scope,
    loss_scope,
    positions_scope,
)
from signalfill.domain.holding import ZERO, with_order
from signalfill.domain.order import AttachedBracket, OrderSide, VenueOrder
from signalfill.domain.planning.sizing import worst_case_loss
from signalfill.domain.position import (
    OrderPurpose,
    OrderRecord,
    Position,
    PositionState,
    Slice,
)
from signalfill.domain.product import FeeRates, Product
from signalfill.domain.protection.close_stop import close_stop_of
from signalfill.domain.rules import Mode, Rules
from signalfill.domain.side import Side
from signalfill.domain.signal import EntryKind, Provenance, Signal
from signalfill.domain.values import snowflake_moment

UNKNOWN = "unknown"
"""Channel and author of a call whose message no table knows: nobody may amend it."""


def slices_of(orders: Sequence[VenueOrder], records: Sequence[OrderRecord]) -> tuple[Slice, ...]:
    """Every slice up to the last one seen; empty where no order says where the stop is."""
    brackets = {order.venue_order_id: bracket for order in orders if (bracket := _bracket(order))}
    by_slice: dict[int, AttachedBracket] = {}
    for record in records:
        if record.venue_order_id in brackets:
            by_slice[record.slice_index] = brackets[record.venue_order_id]
    if not by_slice:
        return ()
    any_bracket = next(iter(by_slice.values()))
    last = max(record.slice_index for record in records)
    return tuple(
        _slice(index, records, by_slice.get(index, any_bracket)) for index in range(last + 1)
    )


def _bracket(order: VenueOrder) -> AttachedBracket | None:
    if order.attached is not None:
        return order.attached
    if order.stop_price is None or order.limit_price is None:
        return None
    return AttachedBracket(take_profit_price=order.limit_price, stop_price=order.stop_price)


def _slice(index: int, records: Sequence[OrderRecord], bracket: AttachedBracket) -> Slice:
    own = [record for record in records if record.slice_index == index]
    entries = [record for record in own if record.purpose is OrderPurpose.ENTRY]
    return Slice(
        index=index,
        base_size=sum((record.base_size for record in entries), ZERO),
        entry_price=entries[0].limit_price if entries else None,
        take_profit_price=bracket.take_profit_price,
        stop_price=bracket.stop_price,
        attempts=_attempts(index, records),
    )


def _attempts(index: int, records: Sequence[OrderRecord]) -> int:
    """A further bracket or exit must have an id that the venue never saw."""
    attempts = (
        cause.attempt + 1
        for record in records
        if record.slice_index == index
        and (cause := cause_of(record.client_order_id)) is not None
        and cause.purpose is not OrderPurpose.ENTRY
    )
    return max(attempts, default=0)


def rebuilt(
    position_id: str,
    orders: Sequence[VenueOrder],
    *,
    product: Product,
    rules: Rules,
    fees: FeeRates,
    signal: Signal | None = None,
) -> Position | None:
    """The live position that made these orders; None where none of them names a stop.

    The next sweep reads its fills. Its risk is counted whatever the limits are.
    """
    records = records_of(orders)
    slices = slices_of(orders, records)
    entries = [record for record in records if record.purpose is OrderPurpose.ENTRY]
    if not slices or not entries:
        return None
    prices = [record.limit_price for record in entries if record.limit_price is not None]
    side = Side.LONG if entries[0].side is OrderSide.BUY else Side.SHORT
    entry_price = side.foremost(*prices or (slices[0].take_profit_price,))
    call = signal or _remembered(position_id, product, side, entry_price, slices)
    loss = sum(
        (
            worst_case_loss(
                each.base_size,
                entry=each.entry_price or entry_price,
                stop=each.stop_price,
                fees=fees,
                gap=rules.gap_allowance,
            )
            for each in slices
        ),
        ZERO,
    )
    created_at = min(record.intended_at for record in records)
    return Position(
        position_id=position_id,
        version=1,
        mode=Mode.LIVE,
        signal=call,
        product_id=product.product_id,
        base_increment=product.base_increment,
        price_increment=product.price_increment,
        base_min_size=product.base_min_size,
        quote_min_size=product.quote_min_size,
        side=side,
        entry_price=entry_price,
        slices=slices,
        orders=tuple(records),
        reservations=_reservations(call, product, loss),
        worst_case_loss=loss,
        close_stop=close_stop_of(call, rules, product, created_at),
        created_at=created_at,
        expires_at=created_at + rules.entry_expiry,
        taker_fee=fees.taker,
    )


def completed(position: Position, orders: Sequence[VenueOrder]) -> Position | None:
    """The position with its lost orders; None where one of them belongs to no slice.

    A closed position closes again: what it still has at the venue must be sold or canceled.
    """
    known = {record.venue_order_id for record in position.orders}
    lost = [record for record in records_of(orders) if record.venue_order_id not in known]
    if any(record.slice_index >= len(position.slices) for record in lost):
        return None
    for record in lost:
        position = with_order(position, record)
    slices = tuple(
        each.model_copy(update={"attempts": max(each.attempts, _attempts(each.index, lost))})
        for each in position.slices
    )
    changes: dict[str, object] = {"slices": slices}
    if position.state is PositionState.CLOSED:
        reopened = {"state": PositionState.CLOSING, "close_requested": True, "closed_at": None}
        changes |= reopened
    return position.model_copy(update=changes)


def _remembered(
    position_id: str, product: Product, side: Side, entry_price: Decimal, slices: Sequence[Slice]
) -> Signal:
    """The call as its orders tell it; its message is not known any more."""
    message_id = position_id.partition("-")[0]
    posted_at = snowflake_moment(message_id)
    return Signal(
        signal_id=position_id,
        provenance=Provenance(
            channel_id=UNKNOWN,
            message_id=message_id,
            version="0",
            author_id=UNKNOWN,
            posted_at=posted_at,
            received_at=posted_at,
            parsed_at=posted_at,
        ),
        base=product.base,
        quote=product.quote,
        side=side,
        entry_kind=EntryKind.LIMIT,
        entry_prices=(entry_price,),
        take_profits=tuple(side.in_order({each.take_profit_price for each in slices})),
        stop_loss=side.rearmost(*(each.stop_price for each in slices)),
    )


def _reservations(signal: Signal, product: Product, loss: Decimal) -> tuple[Reservation, ...]:
    account = Mode.LIVE.account.value
    amounts = {
        positions_scope(account): Decimal(1),
        day_scope(account): loss,
        loss_scope(account): loss,
        channel_scope(account, signal.provenance.channel_id): loss,
        author_scope(account, signal.provenance.speaker_id): loss,
        coin_scope(account, product.base): loss,
    }
    return tuple(Reservation(scope=scope, amount=amount) for scope, amount in amounts.items())
