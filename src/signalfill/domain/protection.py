"""What one slice needs next so that what it holds is never naked (pure; design.md §2.3, §6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from signalfill.domain.holding import filled, held, is_sellable, orders_of
from signalfill.domain.order import (
    IN_FLIGHT,
    OPEN,
    UNCONFIRMED,
    OrderKind,
    OrderRequest,
    OrderSide,
    OrderStatus,
)
from signalfill.domain.position import (
    OrderPurpose,
    OrderRecord,
    Position,
    Slice,
    client_order_id,
)
from signalfill.domain.product import Quote, ceil_to, floor_to

PATIENCE = timedelta(seconds=15)
"""How long a triggered stop, a pending child or a cancel may take before we step in."""
RESEND_WINDOW = timedelta(seconds=60)
"""The venue's read-after-write window: within it an unknown exit may be sent again."""
STOP_BUFFER = Decimal("0.001")
"""A stop nearer to the bid than this fraction is not sent: it would be a sale."""
CHILD_NOT_SEEN = "attached bracket not shown yet"
EXIT_DEPTHS = tuple(map(Decimal, ("0.002", "0.005", "0.01", "0.02", "0.05")))
"""How far below the bid each further try of an exit goes; the last is the floor."""


@dataclass(frozen=True, slots=True)
class Place:
    """Send this order; its record is stored before."""

    order: OrderRecord


@dataclass(frozen=True, slots=True)
class Cancel:
    order: OrderRecord


@dataclass(frozen=True, slots=True)
class EditStop:
    """Move a live bracket's stop to the slice's wanted one."""

    order: OrderRecord
    stop_price: Decimal


type Action = Place | Cancel | EditStop


@dataclass(frozen=True, slots=True)
class Need:
    """What to do for a slice now, and why it is naked, if it is."""

    actions: tuple[Action, ...] = ()
    naked_cause: str | None = None


@dataclass(frozen=True, slots=True)
class View:
    """One slice of a position at one moment."""

    position: Position
    slice: Slice
    quote: Quote
    now: datetime

    @property
    def held(self) -> Decimal:
        return held(self.position, self.slice.index)

    @property
    def entries(self) -> list[OrderRecord]:
        return orders_of(self.position, OrderPurpose.ENTRY, self.slice.index)

    @property
    def guards(self) -> list[OrderRecord]:
        """Brackets of this slice that are not closed: attached children and our own."""
        orders = orders_of(self.position, OrderPurpose.PROTECTION, self.slice.index)
        return [order for order in orders if not order.is_closed]

    @property
    def exits(self) -> list[OrderRecord]:
        orders = orders_of(self.position, OrderPurpose.EXIT, self.slice.index)
        return [order for order in orders if not order.is_closed]

    @property
    def is_dust(self) -> bool:
        return not is_sellable(self.position, self.held, self.quote.bid)

    def waited_for(self, cause: str) -> bool:
        """Whether this very cause has lasted longer than the venue's time."""
        since = self.slice.cause_since
        return (
            self.slice.naked_cause == cause and since is not None and self.now - since >= PATIENCE
        )


def flatten_slice(view: View) -> Need:
    """Towards nothing held: cancel the entry and the guards, then sell what is free."""
    cancels = _cancels([*view.entries, *view.guards], view.now)
    if view.is_dust:
        return Need(cancels)
    cause = "closing"
    if view.guards or view.exits:
        return Need((*cancels, *_resends(view)), cause if not view.guards else None)
    return Need((*cancels, Place(_exit_order(view))), cause)


def protect_slice(view: View) -> Need:
    """Keeps a bracket at the venue over all that the slice holds."""
    if view.is_dust:
        return Need()
    if view.exits:
        return Need(_resends(view), "exit under way")
    covering = [guard for guard in view.guards if guard.status in OPEN]
    covered = sum((g.base_size - filled(view.position, g) for g in covering), Decimal(0))
    if covering and covered >= view.held:
        return _covered(view, covering)
    return _naked(view, covering)


def _covered(view: View, covering: list[OrderRecord]) -> Need:
    """A bracket is live; is it one that still protects, and at the wanted stop?"""
    for guard in covering:
        if guard.stop_triggered:
            return _step_in(view, guard, "stop triggered and not sold yet")
        if filled(view.position, guard) > 0:
            return _step_in(view, guard, "bracket partly filled: the venue drops its stop")
    return Need(tuple(_stop_moves(view, covering)))


def _step_in(view: View, guard: OrderRecord, cause: str) -> Need:
    """The venue gets its time to finish by itself; then the guard makes way for an exit."""
    if view.waited_for(cause):
        return Need(_cancels([guard], view.now), cause)
    return Need((), cause)


def _stop_moves(view: View, covering: list[OrderRecord]) -> list[Action]:
    wanted = view.slice.stop_price
    if wanted >= view.quote.bid * (1 - STOP_BUFFER):
        return []
    moves: list[Action] = []
    for guard in covering:
        if guard.stop_price is None or guard.stop_price >= wanted:
            continue
        if guard.edit_refused is None:
            moves.append(EditStop(guard, wanted))
        else:
            moves += _cancels([guard], view.now)
    return moves


def _naked(view: View, covering: list[OrderRecord]) -> Need:
    """Fills without a full bracket: stop adding, clear the way, bracket or sell."""
    pending = [guard for guard in view.guards if guard.status in IN_FLIGHT]
    if pending:
        return _wait_for(view, pending)
    if _child_may_still_appear(view) and not view.waited_for(CHILD_NOT_SEEN):
        return Need((), CHILD_NOT_SEEN)
    cause = "no live bracket covers the fills"
    working = [entry for entry in view.entries if not entry.is_closed]
    if (working or covering) and view.slice.naked_since is None:
        return Need((), cause)  # parent and child are read moments apart: look once more
    if working or covering:
        return Need(_cancels([*working, *covering], view.now), cause)
    return Need((Place(_guard_or_exit(view)),), cause)


def _child_may_still_appear(view: View) -> bool:
    """The entry carried a bracket, was filled, and its child has not been shown yet."""
    known = {order.parent_id for order in view.position.orders}
    return any(
        entry.status is OrderStatus.FILLED
        and entry.request is not None
        and entry.request.attached is not None
        and entry.client_order_id not in known
        for entry in view.entries
    )


def _wait_for(view: View, pending: list[OrderRecord]) -> Need:
    cause = "bracket not live yet"
    waited = view.waited_for(cause)
    stuck = [g for g in pending if g.status is OrderStatus.SUBMITTED] if waited else []
    return Need((*_resends(view), *_cancels(stuck, view.now)), cause)


def _cancels(orders: list[OrderRecord], now: datetime) -> tuple[Cancel, ...]:
    """Cancels what can be named at the venue and was not asked for just now."""
    return tuple(
        Cancel(order)
        for order in orders
        if not order.is_closed
        and order.venue_order_id is not None
        and (order.cancel_requested_at is None or now - order.cancel_requested_at >= PATIENCE)
    )


def _resends(view: View) -> tuple[Place, ...]:
    """An exit whose answer never came is sent again, identically, within the window."""
    return tuple(
        Place(order)
        for order in [*view.guards, *view.exits]
        if order.status in UNCONFIRMED
        and order.request is not None
        and view.now - order.intended_at < RESEND_WINDOW
    )


def _guard_or_exit(view: View) -> OrderRecord:
    """A new bracket where the price allows one, else a sale at once."""
    bid = view.quote.bid
    if view.slice.stop_price < bid * (1 - STOP_BUFFER) and bid < view.slice.take_profit_price:
        return _guard_order(view)
    return _exit_order(view)


def _attempt(view: View, purpose: OrderPurpose) -> int:
    tried = orders_of(view.position, purpose, view.slice.index)
    return sum(1 for order in tried if order.request is not None)


def _free_size(view: View) -> Decimal:
    return floor_to(view.held, view.position.base_increment)


def _guard_order(view: View) -> OrderRecord:
    return _record(
        view,
        OrderPurpose.PROTECTION,
        OrderKind.BRACKET,
        limit_price=view.slice.take_profit_price,
        stop_price=ceil_to(view.slice.stop_price, view.position.price_increment),
    )


def _exit_order(view: View) -> OrderRecord:
    attempt = _attempt(view, OrderPurpose.EXIT)
    depth = EXIT_DEPTHS[min(attempt, len(EXIT_DEPTHS) - 1)]
    price = floor_to(view.quote.bid * (1 - depth), view.position.price_increment)
    return _record(view, OrderPurpose.EXIT, OrderKind.LIMIT_IOC, limit_price=price)


def _record(
    view: View,
    purpose: OrderPurpose,
    kind: OrderKind,
    *,
    limit_price: Decimal,
    stop_price: Decimal | None = None,
) -> OrderRecord:
    size = _free_size(view)
    identity = client_order_id(
        view.position.position_id, view.slice.index, purpose, _attempt(view, purpose)
    )
    request = OrderRequest(
        client_order_id=identity,
        product_id=view.position.product_id,
        side=OrderSide.SELL,
        kind=kind,
        base_size=size,
        limit_price=limit_price,
        stop_price=stop_price,
    )
    return OrderRecord(
        client_order_id=identity,
        purpose=purpose,
        slice_index=view.slice.index,
        side=OrderSide.SELL,
        request=request,
        base_size=size,
        limit_price=limit_price,
        stop_price=stop_price,
        intended_at=view.now,
    )
