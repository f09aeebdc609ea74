"""Sends what was decided. The intents are stored before anything here is called."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from decimal import Decimal

from signalfill.domain.actions import Action, Cancel, EditStop, Place
from signalfill.domain.adoption.heirs import child_record
from signalfill.domain.holding import with_order
from signalfill.domain.journal import Event, NoticeKind
from signalfill.domain.order import (
    Accepted,
    OrderRequest,
    OrderStatus,
    Outcome,
    RefusalKind,
    Refused,
    Throttled,
    Unknown,
    VenueOrder,
)
from signalfill.domain.position import OrderPurpose, OrderRecord, Position
from signalfill.domain.protection.next_need import RESEND_WINDOW
from signalfill.domain.protection.refusals import THROTTLED
from signalfill.domain.protection.throttled import is_throttled
from signalfill.domain.step import Note
from signalfill.domain.values import plain
from signalfill.ports import Clock, Venue

logger = logging.getLogger(__name__)

TRIES_MORE = 2
"""An entry that was throttled or refused for the moment is sent again so often, unchanged.

Brackets and exits have the pauses of their slice instead: each try is a decision of its own.
"""
PAUSE_SECONDS = Decimal(1)


def execute_actions(
    position: Position, actions: Sequence[Action], venue: Venue, *, clock: Clock
) -> tuple[Position, list[Note]]:
    """Sends every action once and records each outcome in the position.

    Once an entry is refused, the entries after it are not sent; what was accepted stands. Once one
    is throttled, those after it wait too.
    """
    notes: list[Note] = []
    refused: str | None = None
    is_throttling = False
    for action in actions:
        match action:
            case Place(order) if order.purpose is OrderPurpose.ENTRY and refused is not None:
                position = with_order(position, _not_sent(order, refused))
            case Place(order) if order.purpose is OrderPurpose.ENTRY and is_throttling:
                waiting = _stored(position, order).model_copy(update=_throttled(order))
                position = with_order(position, waiting)
            case Place(order) if _comes_too_late(stored := _stored(position, order), clock):
                notes.append(
                    Note(Event.NOT_SENT_AGAIN, f"{stored.client_order_id}: it is too late")
                )
            case Place(order):
                position, note = _place(position, _stored(position, order), venue, clock)
                notes.append(note)
                refused = _refusal(position, order)
                is_throttling = is_throttled(_stored(position, order))
            case Cancel(order):
                notes.append(_cancel(order, venue))
            case EditStop(order, stop_price):
                position, note = _edit(position, order, stop_price, venue, clock)
                notes.append(note)
    return position, notes


def _stored(position: Position, order: OrderRecord) -> OrderRecord:
    return next(o for o in position.orders if o.client_order_id == order.client_order_id)


def _comes_too_late(order: OrderRecord, clock: Clock) -> bool:
    """A resend was decided within the venue's window; reads and writes since may have been slow."""
    return order.sent_again_at is not None and clock.now() - order.intended_at >= RESEND_WINDOW


def _refusal(position: Position, order: OrderRecord) -> str | None:
    sent = _stored(position, order)
    return (sent.reason or "refused") if sent.status is OrderStatus.REJECTED else None


def _not_sent(order: OrderRecord, refused: str) -> OrderRecord:
    reason = f"not sent: an earlier slice was refused ({refused})"
    return order.model_copy(update={"status": OrderStatus.REJECTED, "reason": reason})


def _place(
    position: Position, order: OrderRecord, venue: Venue, clock: Clock
) -> tuple[Position, Note]:
    if order.request is None:
        raise AssertionError("only an order with a stored request is sent")
    is_entry = order.purpose is OrderPurpose.ENTRY
    outcome = _send(order.request, venue, clock) if is_entry else venue.place(order.request)
    logger.info(
        "order sent",
        extra={
            "position_id": position.position_id,
            "client_order_id": order.client_order_id,
            "outcome": type(outcome).__name__,
        },
    )
    changed = _after(order, outcome)
    position = with_order(position, changed)
    if isinstance(outcome, Accepted) and outcome.attached_order_id is not None:
        position = with_order(
            position, child_record(changed, outcome.attached_order_id, clock.now())
        )
    return position, _place_note(order, outcome)


def _send(request: OrderRequest, venue: Venue, clock: Clock) -> Outcome:
    """A throttled call was not looked at, a transient no may be a yes in a moment.

    The same order again under its id, a bounded number of times; no answer is never sent again.
    """
    outcome = venue.place(request)
    for _ in range(TRIES_MORE):
        match outcome:
            case Throttled(retry_after_seconds=pause):
                clock.sleep(float(pause))
            case Refused(kind=RefusalKind.TRANSIENT):
                clock.sleep(float(PAUSE_SECONDS))
            case _:
                break
        outcome = venue.place(request)
    return outcome


def _after(order: OrderRecord, outcome: Outcome) -> OrderRecord:
    """No answer is not a no: only an explicit one makes an order REJECTED.

    And only to its first sending: a resend may be refused because the first one was taken.
    """
    if order.sent_again_at is not None and not isinstance(outcome, Accepted):
        return order.model_copy(update={"status": OrderStatus.UNKNOWN})
    match outcome:
        case Accepted(venue_order_id=venue_order_id, attached_order_id=attached):
            update: dict[str, object] = {
                "status": OrderStatus.SUBMITTED,
                "venue_order_id": venue_order_id,
                "attached_order_id": attached,
            }
        case Refused(reason=reason, kind=kind):
            update = {"status": OrderStatus.REJECTED, "reason": reason, "refusal_kind": kind}
        case Throttled() if order.purpose is OrderPurpose.ENTRY:
            update = _throttled(order)
        case Throttled():
            kind = RefusalKind.TRANSIENT
            update = {"status": OrderStatus.REJECTED, "reason": THROTTLED, "refusal_kind": kind}
        case Unknown(cause=cause):
            update = {"status": OrderStatus.UNKNOWN, "reason": cause}
    return order.model_copy(update=update)


def _throttled(order: OrderRecord) -> dict[str, object]:
    """Not looked at: it stays as it is stored, to be sent later."""
    return {"reason": THROTTLED, "throttled_since": order.throttled_since or order.intended_at}


def _place_note(order: OrderRecord, outcome: Outcome) -> Note:
    name = order.client_order_id
    details = outcome.model_dump(mode="json")
    if isinstance(outcome, Refused):
        notice = NoticeKind.REFUSAL if order.purpose is OrderPurpose.ENTRY else None
        return Note(Event.ORDER_REFUSED, f"{name} refused: {outcome.reason}", details, notice)
    if isinstance(outcome, Unknown):
        return Note(Event.ORDER_UNKNOWN, f"{name} sent, answer unknown: {outcome.cause}", details)
    return Note(Event.ORDER_SENT, f"{name}: {type(outcome).__name__.lower()}", details)


def _cancel(order: OrderRecord, venue: Venue) -> Note:
    """Accepted means asked: the order counts until the venue shows it canceled."""
    venue_order_id = order.venue_order_id or ""
    outcome = venue.cancel([venue_order_id]).get(venue_order_id, Unknown(cause="no answer"))
    details = outcome.model_dump(mode="json")
    return Note(Event.CANCEL_SENT, f"cancel of {order.client_order_id} asked", details)


def _edit(
    position: Position, order: OrderRecord, stop_price: Decimal, venue: Venue, clock: Clock
) -> tuple[Position, Note]:
    outcome = venue.edit(_as_venue_order(position, order), stop_price=stop_price)
    match outcome:
        case Refused(reason=reason):
            # The next look replaces the bracket instead.
            update: dict[str, object] = {"edit_refused": reason}
        case Throttled():
            update = {}
        case _:
            update = {"edited_to": stop_price, "edited_at": clock.now()}
    position = with_order(position, order.model_copy(update=update))
    details = outcome.model_dump(mode="json")
    answer = type(outcome).__name__.lower()
    text = f"stop of {order.client_order_id} to {plain(stop_price)}: {answer}"
    return position, Note(Event.STOP_EDIT_SENT, text, details)


def _as_venue_order(position: Position, order: OrderRecord) -> VenueOrder:
    return VenueOrder(
        venue_order_id=order.venue_order_id or "",
        client_order_id=order.client_order_id,
        product_id=position.product_id,
        side=order.side,
        status=order.status,
        venue_status=order.status.value,
        base_size=order.base_size,
        limit_price=order.limit_price,
        stop_price=order.stop_price,
        filled_size=order.filled_size,
        created_at=order.intended_at,
    )
