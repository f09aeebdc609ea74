"""Traders that are wrong on purpose: each must break an invariant within 1,000 seeds.

A mutant changes one thing: a line of the code, or what the functions are given as ports.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from signalfill.domain import ending, holding
from signalfill.domain.control import Control
from signalfill.domain.entry import gates
from signalfill.domain.journal import Event
from signalfill.domain.order import (
    IN_FLIGHT,
    OPEN,
    OrderRequest,
    OrderStatus,
    Outcome,
    Unknown,
    VenueOrder,
)
from signalfill.domain.position import OrderRecord, Position, PositionState
from signalfill.domain.protection import exits, lifecycle, next_need, review
from signalfill.domain.step import Note
from signalfill.domain.verdict import ItemKey
from signalfill.ports import Clock, Venue
from signalfill.services.sweeping import recount_budgets, sweep
from signalfill.services.trading import execute_actions, manage_position, open_position, reconcile
from tests.simulation.world import SimulatedWorld

type Mutation = Callable[[SimulatedWorld], None] | None
"""What is done to each world before it runs, if anything."""
type Mutant = Callable[[pytest.MonkeyPatch], Mutation]

MUTANTS: dict[str, Mutant] = {}


def mutant(make: Mutant) -> Mutant:
    MUTANTS[make.__name__] = make
    return make


# --- intents and ids ---


@mutant
def acts_before_the_intent_is_stored(_patch: pytest.MonkeyPatch) -> Mutation:
    def mutate(world: SimulatedWorld) -> None:
        store = world.positions.create

        def create(position: Position, **others: Any) -> None:  # noqa: ANN401 - passed through
            for order in position.orders:
                if order.request is not None and position.account == "live":
                    world.venue.place(order.request)
            store(position, **others)

        world.positions.create = create  # type: ignore[method-assign]

    return mutate


@mutant
def drops_the_write_of_the_intent(patch: pytest.MonkeyPatch) -> Mutation:
    save = manage_position._save

    def forgetful(step: Any, *others: Any) -> Position:  # noqa: ANN401 - passed through
        if step.actions:
            position: Position = step.position
            return position
        return save(step, *others)

    patch.setattr(manage_position, "_save", forgetful)
    return None


@mutant
def tries_again_under_a_new_id(patch: pytest.MonkeyPatch) -> Mutation:
    send = execute_actions._send

    def again(request: OrderRequest, venue: Venue, clock: Clock) -> Outcome:
        outcome = send(request, venue, clock)
        if not isinstance(outcome, Unknown):
            return outcome
        identity = f"{request.client_order_id}9"
        return send(request.model_copy(update={"client_order_id": identity}), venue, clock)

    patch.setattr(execute_actions, "_send", again)
    return None


@mutant
def resends_an_unknown_entry(patch: pytest.MonkeyPatch) -> Mutation:
    send = execute_actions._send

    def again(request: OrderRequest, venue: Venue, clock: Clock) -> Outcome:
        outcome = send(request, venue, clock)
        return send(request, venue, clock) if isinstance(outcome, Unknown) else outcome

    patch.setattr(execute_actions, "_send", again)
    return None


@mutant
def takes_no_answer_for_a_no(patch: pytest.MonkeyPatch) -> Mutation:
    after = execute_actions._after

    def hasty(order: OrderRecord, outcome: Outcome) -> OrderRecord:
        if isinstance(outcome, Unknown):
            return order.model_copy(update={"status": OrderStatus.REJECTED})
        return after(order, outcome)

    patch.setattr(execute_actions, "_after", hasty)
    return None


@mutant
def takes_absent_for_not_placed(patch: pytest.MonkeyPatch) -> Mutation:
    patch.setattr(reconcile, "RESEND_WINDOW", timedelta(0))
    return None


@mutant
def takes_not_listed_for_canceled(patch: pytest.MonkeyPatch) -> Mutation:
    seen = reconcile._with_seen

    def hasty(position: Position, shown: Mapping[str, VenueOrder]) -> Position:
        gone = {"status": OrderStatus.CANCELED}
        orders = tuple(
            order.model_copy(update=gone) if order.venue_order_id not in {None, *shown} else order
            for order in position.orders
        )
        return seen(position.model_copy(update={"orders": orders}), shown)

    patch.setattr(reconcile, "_with_seen", hasty)
    return None


# --- two invocations at once ---


@mutant
def skips_lease_and_version(_patch: pytest.MonkeyPatch) -> Mutation:
    def mutate(world: SimulatedWorld) -> None:
        store = world.positions.save

        def take(
            position_id: str, *, owner: str, now: datetime, until: datetime
        ) -> tuple[Position, tuple[ItemKey, ...]] | None:
            return world.positions.seize_lease(position_id, owner=owner, now=now, until=until)

        def save(position: Position, **others: Any) -> Position:  # noqa: ANN401 - passed through
            present = world.positions.load(position.position_id)
            version = present.version if present is not None else 0
            owner = others.pop("owner")
            now = world.clock.now()
            world.positions.seize_lease(position.position_id, owner=owner, now=now, until=now)
            return store(position.model_copy(update={"version": version}), owner=owner, **others)

        world.positions.take_lease = take  # type: ignore[method-assign]
        world.positions.save = save  # type: ignore[method-assign]

    return mutate


# --- budgets ---


@mutant
def releases_a_budget_twice(patch: pytest.MonkeyPatch) -> Mutation:
    once = ending.closing_releases
    patch.setattr(manage_position, "closing_releases", lambda position: once(position) * 2)
    return None


@mutant
def reserves_without_a_limit(_patch: pytest.MonkeyPatch) -> Mutation:
    def mutate(world: SimulatedWorld) -> None:
        store = world.positions.create

        def create(position: Position, **others: Any) -> None:  # noqa: ANN401 - passed through
            free = [each.model_copy(update={"limit": None}) for each in position.reservations]
            store(position.model_copy(update={"reservations": tuple(free)}), **others)

        world.positions.create = create  # type: ignore[method-assign]

    return mutate


@mutant
def corrects_a_counter_at_first_sight(patch: pytest.MonkeyPatch) -> Mutation:
    patch.setattr(recount_budgets, "LASTING", timedelta(0))
    return None


# --- protection ---


@mutant
def trusts_a_child_that_was_not_read_back(patch: pytest.MonkeyPatch) -> Mutation:
    trusted = {OrderStatus.SUBMITTED}
    patch.setattr(next_need, "OPEN", OPEN | trusted)
    patch.setattr(next_need, "IN_FLIGHT", IN_FLIGHT - trusted)
    return None


@mutant
def guards_half_of_what_is_held(patch: pytest.MonkeyPatch) -> Mutation:
    made = exits._bracket_order

    def half(view: Any, size: Decimal) -> OrderRecord:  # noqa: ANN401 - passed through
        order = made(view, size)
        less = (order.base_size / 2).quantize(view.position.base_increment)
        request = order.request.model_copy(update={"base_size": less}) if order.request else None
        return order.model_copy(update={"base_size": less, "request": request})

    patch.setattr(exits, "_bracket_order", half)
    return None


@mutant
def sells_on_a_stop_above_the_bid(patch: pytest.MonkeyPatch) -> Mutation:
    def place_at_once(position: Position, _quote: object, notes: list[Note]) -> Position:
        stop = position.pending_stop
        if stop is None:
            return position
        notes.append(Note(Event.STOP_MOVED, f"stop is to move to {stop}"))
        slices = tuple(
            each.model_copy(update={"stop_price": max(each.stop_price, stop)})
            for each in position.slices
        )
        return position.model_copy(update={"slices": slices, "pending_stop": None})

    patch.setattr(lifecycle, "place_pending", place_at_once)
    return None


@mutant
def loosens_a_stop(patch: pytest.MonkeyPatch) -> Mutation:
    made = exits._bracket_order

    def looser(view: Any, size: Decimal) -> OrderRecord:  # noqa: ANN401 - passed through
        order = made(view, size)
        if order.stop_price is None or order.request is None:
            return order
        lower = {"stop_price": (order.stop_price * Decimal("0.99")).quantize(Decimal("0.01"))}
        request = order.request.model_copy(update=lower)
        return order.model_copy(update={**lower, "request": request})

    patch.setattr(exits, "_bracket_order", looser)
    return None


@mutant
def forgets_what_is_without_a_stop(patch: pytest.MonkeyPatch) -> Mutation:
    patch.setattr(lifecycle, "_mark_unprotected", lambda position, *_others: position)
    return None


# --- books ---


@mutant
def ignores_a_late_fill(patch: pytest.MonkeyPatch) -> Mutation:
    missing = reconcile._ids_with_missing_fills

    def of_open_orders(position: Position) -> list[str]:
        ended = {order.venue_order_id for order in position.orders if order.is_closed}
        return [each for each in missing(position) if each not in ended]

    patch.setattr(reconcile, "_ids_with_missing_fills", of_open_orders)
    return None


@mutant
def asks_for_late_fills_once(patch: pytest.MonkeyPatch) -> Mutation:
    patch.setattr(review, "books_agree", lambda _position: True)
    return None


@mutant
def closes_while_orders_rest(patch: pytest.MonkeyPatch) -> Mutation:
    def nothing_held(position: Position) -> bool:
        is_bought = position.state is PositionState.OPEN
        return is_bought and holding.held(position) <= 0

    patch.setattr(lifecycle, "nothing_left", nothing_held)
    return None


# --- gates ---


@mutant
def enters_while_paused(patch: pytest.MonkeyPatch) -> Mutation:
    others = tuple(gate for gate in gates.EARLY_GATES if gate.__name__ != "_pause")
    patch.setattr(open_position, "EARLY_GATES", others)
    return None


@mutant
def acts_while_halted(_patch: pytest.MonkeyPatch) -> Mutation:
    def mutate(world: SimulatedWorld) -> None:
        read = world.control.current

        def current() -> Control:
            control = read()
            flags = control.flags.model_copy(update={"halted": False})
            return control.model_copy(update={"flags": flags})

        world.control.current = current  # type: ignore[method-assign]

    return mutate


@mutant
def leaves_what_the_stream_lost(patch: pytest.MonkeyPatch) -> Mutation:
    def nothing(*_others: object) -> None:
        """Only the stream decides."""

    patch.setattr(sweep._Sweep, "_decide_pending", nothing)
    return None
