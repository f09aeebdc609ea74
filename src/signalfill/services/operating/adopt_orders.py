"""Gives orders of ours that no table knows a position again, so that the sweep minds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from signalfill.domain.adoption.adopting import completed, rebuilt
from signalfill.domain.adoption.our_orders import cause_of, families
from signalfill.domain.entry.opening import with_call
from signalfill.domain.journal import Event
from signalfill.domain.order import CLIENT_ORDER_ID_PREFIX, VenueOrder
from signalfill.domain.settings import Settings
from signalfill.domain.signal import Signal
from signalfill.domain.step import Note
from signalfill.domain.values import snowflake_moment
from signalfill.domain.verdict import ItemKey
from signalfill.ports import AdoptionStore, Clock, PositionStore, SignalStore, Venue
from signalfill.services.trading.journal import journal_entries, stage_of

_BEFORE = timedelta(hours=1)
_LEASE = timedelta(seconds=30)
_OWNER = "adoption"
NO_POSITION = "its id names no position"


@dataclass(frozen=True, slots=True)
class Adopted:
    """What became of one position's orders; `problem` is empty where it is minded from now on."""

    position_id: str
    order_ids: tuple[str, ...]
    what: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Registry:
    """Where adoption looks and writes."""

    venue: Venue
    positions: PositionStore
    adoptions: AdoptionStore
    signals: SignalStore
    clock: Clock


def unknown_orders(venue: Venue, positions: PositionStore) -> list[VenueOrder]:
    """Orders of our id scheme at the venue, or their children, that no position knows."""
    known = {
        each
        for position in positions.positions(include_closed=True)
        for order in position.orders
        for each in (order.client_order_id, order.venue_order_id, order.attached_order_id)
    }
    return [
        order
        for order in _ours(venue, venue.open_orders())
        if not {order.client_order_id, order.venue_order_id} & known
    ]


def _ours(venue: Venue, orders: Sequence[VenueOrder]) -> list[VenueOrder]:
    """A child has an id that the venue made: its parent tells, which may have ended."""
    shown = {order.venue_order_id for order in orders}
    parents = {order.originating_order_id for order in orders} - shown - {None}
    elders = venue.orders([each for each in parents if each]) if parents else {}
    found = families([*orders, *elders.values()])
    ours = {order.venue_order_id for family in found.values() for order in family}
    return [
        order
        for order in orders
        if order.venue_order_id in ours or order.client_order_id.startswith(CLIENT_ORDER_ID_PREFIX)
    ]


def adopt_orders(registry: Registry, settings: Settings) -> list[Adopted]:
    """Rebuilds every position that such orders belong to, or adds them to the one that lost them.

    Raises:
        VenueUnavailableError: the venue's orders could not be read; nothing more was stored.
    """
    orphans = {each.venue_order_id for each in unknown_orders(registry.venue, registry.positions)}
    if not orphans:
        return []
    history = registry.venue.orders_since(_oldest(registry.venue, orphans))
    concerned = {
        position_id: orders
        for position_id, orders in sorted(families(history).items())
        if orphans & {order.venue_order_id for order in orders}
    }
    taken = {order.venue_order_id for orders in concerned.values() for order in orders}
    return [
        *(_adopt(registry, settings, *each) for each in concerned.items()),
        *(Adopted("", (each,), problem=NO_POSITION) for each in sorted(orphans - taken)),
    ]


def _oldest(venue: Venue, orphans: set[str]) -> datetime:
    """A little before the oldest message that any of them was for."""
    orders = venue.orders(sorted(orphans)).values()
    parents = [each.originating_order_id for each in orders if each.originating_order_id]
    causes = [
        cause_of(order.client_order_id) for order in (*orders, *venue.orders(parents).values())
    ]
    posted = [snowflake_moment(each.position_id.partition("-")[0]) for each in causes if each]
    return min([*posted, *(order.created_at for order in orders)]) - _BEFORE


def _adopt(
    registry: Registry, settings: Settings, position_id: str, orders: Sequence[VenueOrder]
) -> Adopted:
    order_ids = tuple(order.venue_order_id for order in orders)
    if registry.positions.load(position_id) is None:
        problem = _rebuild(registry, settings, position_id, orders)
        return Adopted(position_id, order_ids, "rebuilt", problem)
    return Adopted(position_id, order_ids, "completed", _complete(registry, position_id, orders))


def _rebuild(
    registry: Registry, settings: Settings, position_id: str, orders: Sequence[VenueOrder]
) -> str:
    product = registry.venue.product(orders[0].product_id)
    if product is None:
        return f"{orders[0].product_id} is not traded any more"
    signal = _signal(registry.signals, settings, position_id)
    rules = settings.defaults
    if signal is not None:
        who = signal.provenance
        rules = settings.rules_for(who.channel_id, who.speaker_id)
    position = rebuilt(
        position_id,
        orders,
        product=product,
        rules=rules,
        fees=registry.venue.fee_rates(),
        signal=signal,
    )
    if position is None:
        return "no entry, or no order that says where the stop is"
    book = registry.positions.call_book(position.account, position.product_id)
    registry.adoptions.adopt(
        position,
        call_book=with_call(book, position),
        journal=journal_entries(
            position_id, [_note(orders)], stage=stage_of(1), at=registry.clock.now()
        ),
    )
    return ""


def _complete(registry: Registry, position_id: str, orders: Sequence[VenueOrder]) -> str:
    now = registry.clock.now()
    leased = registry.positions.take_lease(position_id, owner=_OWNER, now=now, until=now + _LEASE)
    if leased is None:
        return "the trader is at work on it: try again"
    try:
        position = completed(leased[0], orders)
        if position is None:
            return "an order belongs to a part that the position does not have"
        registry.positions.save(
            position,
            owner=_OWNER,
            journal=journal_entries(
                position_id, [_note(orders)], stage=stage_of(position.version + 1), at=now
            ),
        )
    finally:
        registry.positions.release_lease(position_id, owner=_OWNER)
    return ""


def _signal(signals: SignalStore, settings: Settings, position_id: str) -> Signal | None:
    """The call as the parser recorded it, if its table survived."""
    message_id, _, index = position_id.partition("-")
    for channel_id in settings.channels:
        for verdict in reversed(signals.verdicts(channel_id, message_id)):
            key = ItemKey(
                channel_id=channel_id, sort_key=f"{message_id}#{verdict.version}#S{index}"
            )
            item = signals.item(key)
            if isinstance(item, Signal):
                return item
    return None


def _note(orders: Sequence[VenueOrder]) -> Note:
    listed = ", ".join(order.client_order_id or order.venue_order_id for order in orders)
    return Note(Event.ADOPTED, f"the venue's orders were taken in again: {listed}")
