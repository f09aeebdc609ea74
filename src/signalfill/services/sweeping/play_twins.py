"""Plays the paper twins of live positions after all live work, and keeps the results.

It reads what is stored, calls no venue but paper, and writes to a position only after its end: it
cannot fail, slow or change live trading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from signalfill.domain.belief import believed
from signalfill.domain.errors import VenueUnavailableError
from signalfill.domain.journal import Event
from signalfill.domain.order import Accepted, Fill, Refused, VenueOrder
from signalfill.domain.paper_twin.steps import (
    CancelTwin,
    MoveTwinStop,
    PlaceTwin,
    TwinStep,
    next_step,
)
from signalfill.domain.paper_twin.twin import (
    YOUNG,
    Pair,
    TwinBook,
    is_forgotten,
    new_pair,
    settled,
    tells_something,
    twins_orders,
    with_seen,
)
from signalfill.domain.position import Position, PositionState, TwinResult
from signalfill.domain.product import Quote
from signalfill.domain.rules import Mode
from signalfill.domain.step import Note
from signalfill.domain.values import plain, snowflake_moment
from signalfill.ports import Clock, PositionStore, TwinStore, Venue
from signalfill.services.sweeping.bulkhead import Bulkhead
from signalfill.services.trading.journal import journal_entries, stage_of
from signalfill.services.trading.read_prices import read_prices

MOST_STEPS = 24
"""Steps of one twin in one pass; the next sweep goes on."""
HISTORY = timedelta(days=30)
LEASE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class TwinTable:
    """`paper` is made at first need: a sweep without live positions does without."""

    positions: PositionStore
    book: TwinStore
    paper: Callable[[], Venue]
    clock: Clock
    owner: str


def play_twins(table: TwinTable, *, until: datetime) -> Bulkhead:
    """One pass over all twins, ended at `until`. Never raises; returns how much failed."""
    bulkhead = Bulkhead()
    with bulkhead.around("paper twins not played"):
        _play(table, until, bulkhead)
    return bulkhead


def _play(table: TwinTable, until: datetime, bulkhead: Bulkhead) -> None:
    book, version = table.book.load()
    pairs = dict(book.pairs)
    followed = {each.position_id: each for each in _followed(table, pairs, bulkhead)}
    for position_id, position in followed.items():
        with bulkhead.around("paper twin not begun", position_id=position_id):
            pair = pairs.get(position_id) or new_pair(position, table.clock.now())
            if pair is not None and position.twin is None:
                pairs[position_id] = pair
    if pairs:
        own = {each: followed[each] for each in pairs if each in followed}
        _play_all(table, own, pairs, until, bulkhead)
    if pairs != book.pairs:
        table.book.save(TwinBook(pairs=pairs), version)


def _followed(table: TwinTable, pairs: Iterable[str], bulkhead: Bulkhead) -> Iterator[Position]:
    """Live ones, those with a twin, and those that began and ended between two sweeps."""
    now = table.clock.now()
    live = {each.position_id: each for each in table.positions.readable_positions()[0]}
    ended = [
        each
        for each in table.positions.closed_positions(now.date())
        if snowflake_moment(each.partition("-")[0]) >= now - YOUNG
    ]
    for position_id in dict.fromkeys((*live, *pairs, *ended)):
        position = live.get(position_id)
        with bulkhead.around("twin's position not read", position_id=position_id):
            position = position or table.positions.load(position_id)
        if position is not None and position.mode.account is Mode.LIVE:
            yield position


def _play_all(
    table: TwinTable,
    positions: Mapping[str, Position],
    pairs: dict[str, Pair],
    until: datetime,
    bulkhead: Bulkhead,
) -> None:
    """Each in its turn; another begins every minute, as time may not do for all."""
    paper, now = table.paper(), table.clock.now()
    seen = _look(paper, now)
    turns, first = list(positions), now.minute % max(len(positions), 1)
    for position_id in (*turns[first:], *turns[:first]):
        if table.clock.now() >= until:
            break
        position = positions[position_id]
        with bulkhead.around("paper twin not played", position_id=position_id):
            pairs[position_id], seen = _played(position, pairs[position_id], seen, table, until)
            if _is_done(position, pairs[position_id], seen, table, bulkhead):
                del pairs[position_id]


@dataclass(frozen=True, slots=True)
class SeenByTwin:
    """The paper account at one look."""

    orders: Sequence[VenueOrder]
    fills: Sequence[Fill]

    def of(self, position: Position, pair: Pair) -> tuple[list[VenueOrder], Pair]:
        """The twin's orders, and its pair with what came of them."""
        orders = twins_orders(position, pair, self.orders)
        own = {each.venue_order_id for each in orders}
        fills = [each for each in self.fills if each.venue_order_id in own]
        return orders, with_seen(pair, orders, fills)


def _look(paper: Venue, now: datetime) -> SeenByTwin:
    orders = paper.orders_since(now - HISTORY)
    ids = [each.venue_order_id for each in orders]
    return SeenByTwin(orders, paper.fills(ids) if ids else ())


def _played(
    position: Position, pair: Pair, seen: SeenByTwin, table: TwinTable, until: datetime
) -> tuple[Pair, SeenByTwin]:
    """The pair after as many steps as it needed and time allowed."""
    paper, clock = table.paper(), table.clock
    orders, pair = seen.of(position, pair)
    for _ in range(MOST_STEPS):
        is_over = position.state is PositionState.CLOSED
        quote = _quote(position, paper, clock.now()) if is_over else None
        step = next_step(position, pair, orders, quote, now=clock.now())
        if step is None or clock.now() >= until:
            break
        taken, pair = _done(step, pair, paper)
        if not taken:
            break
        seen = _look(paper, clock.now())
        orders, pair = seen.of(position, pair)
    return pair, seen


def _quote(position: Position, paper: Venue, now: datetime) -> Quote | None:
    """None where no price can be believed: nothing is sold by it."""
    return believed(read_prices(paper, [position.product_id]).get(position.product_id), now)


def _done(step: TwinStep, pair: Pair, paper: Venue) -> tuple[bool, Pair]:
    """Whether paper took the step, and the pair after it. A refused order had its turn.

    Raises:
        VenueUnavailableError: paper did not answer; the next pass tries again.
    """
    match step:
        case CancelTwin(order):
            outcome = paper.cancel([order.venue_order_id])[order.venue_order_id]
        case MoveTwinStop(order, stop_price):
            outcome = paper.edit(order, stop_price=stop_price)
        case PlaceTwin(mirrors, request):
            if request is not None:
                outcome = paper.place(request)
                if not isinstance(outcome, Accepted | Refused):
                    raise VenueUnavailableError("the paper account did not answer")
            return True, pair.model_copy(update={"mirrored": (*pair.mirrored, mirrors)})
    return isinstance(outcome, Accepted), pair


def _is_done(
    position: Position, pair: Pair, seen: SeenByTwin, table: TwinTable, bulkhead: Bulkhead
) -> bool:
    """Whether the pair needs no more looks: its result is kept, or there will be none."""
    if is_forgotten(position, table.clock.now()) or position.twin is not None:
        return True
    result = settled(position, pair, seen.of(position, pair)[0])
    if result is None:
        return False
    if not tells_something(position, pair):
        return True
    with bulkhead.around("twin's result not kept", position_id=position.position_id):
        return _kept(position.position_id, result, table)
    return False


def _kept(position_id: str, result: TwinResult, table: TwinTable) -> bool:
    """Writes the result into the ended position, by the way of every other write."""
    now = table.clock.now()
    leased = table.positions.take_lease(position_id, owner=table.owner, now=now, until=now + LEASE)
    if leased is None:
        return False
    position, inbox = leased
    try:
        if position.state is not PositionState.CLOSED or inbox:
            return False
        stage = stage_of(position.version + 1)
        table.positions.save(
            position.model_copy(update={"twin": result}),
            owner=table.owner,
            journal=journal_entries(position_id, [_note(result)], stage=stage, at=now),
        )
    finally:
        table.positions.release_lease(position_id, owner=table.owner)
    return True


def _note(result: TwinResult) -> Note:
    text = (
        f"paper twin ended: live {result.live_r:+.2f} R, paper {result.paper_r:+.2f} R, "
        f"difference {result.difference_r:+.2f} R"
    )
    details = {
        "live_r": plain(result.live_r),
        "paper_r": plain(result.paper_r),
        "difference_r": plain(result.difference_r),
    }
    return Note(Event.TWIN_ENDED, text, details)
