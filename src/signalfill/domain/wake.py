"""When a position must be looked at again, so that all looks before it can be left out (pure).

Between its levels and before its moment a look finds nothing to do: `needs_review` would say no
for every price there. A replay rests on that, and tests hold it (tests/property/test_wake.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from signalfill.domain.account.breaker import Prices, day_result
from signalfill.domain.account.watch import AccountWatch
from signalfill.domain.holding import books_agree, held, is_in_flight, orders_of
from signalfill.domain.position import OrderPurpose, OrderRecord, Position, PositionState
from signalfill.domain.product import Quote, rounded_ahead
from signalfill.domain.protection.close_stop import last_close, timeframe_of, unjudged_close
from signalfill.domain.protection.exits import STOP_BUFFER
from signalfill.domain.protection.holding_time import too_long_at
from signalfill.domain.protection.lifecycle import decide
from signalfill.domain.protection.reached_targets import first_target
from signalfill.domain.protection.read_back import is_read_back_due
from signalfill.domain.protection.stops import (
    NET_MARGIN,
    TRAIL_PAUSE,
    TRAIL_STEP,
    net_price,
    present_stop,
    wanted_stop,
)
from signalfill.domain.protection.unattached import is_refused_for_its_attachment
from signalfill.domain.protection.unpriced import is_covered
from signalfill.domain.rules import AfterTarget, Rules, UnfilledEntries
from signalfill.domain.settings import AccountSettings

_PROBE = Decimal("0.01")
"""So far from its only level a price is looked at to know what a look would do."""


class Wake(NamedTuple):
    """Look when the price of an exit reaches a level, or passes it, or from `at` on.

    `behind` lies where a position loses: below for a long. None is no level, and no timer.
    """

    behind: Decimal | None
    ahead: Decimal | None
    at: datetime | None

    def is_quiet_at(self, position: Position, exit_price: Decimal) -> bool:
        """Whether the price lies between the levels."""
        side = position.side
        return (self.behind is None or side.is_ahead(exit_price, self.behind)) and (
            self.ahead is None or side.is_ahead(self.ahead, exit_price)
        )


def wake(position: Position, rules: Rules, *, now: datetime) -> Wake:
    """What to wait for. `at` is `now` where there is more to do already.

    The position is as its venue shows it: its open orders are known to differ in nothing.
    """
    if position.state is PositionState.CLOSED:
        return Wake(None, None, None)
    side = position.side
    stops, levels = _stops_that_rest(position), _levels_ahead(position, rules, now)
    found = Wake(
        behind=side.foremost(*stops) if stops else None,
        ahead=side.rearmost(*levels) if levels else None,
        at=min(_moments(position, rules, now), default=None),
    )
    if _is_under_way(position, now) or _acts_between(position, found, rules, now):
        return found._replace(at=now)
    return found


def _stops_that_rest(position: Position) -> list[Decimal]:
    """A price at a resting stop, or beyond: the venue may be late or silent about it."""
    return [
        bracket.stop_price
        for bracket in orders_of(position, OrderPurpose.PROTECTION)
        if not bracket.is_closed and bracket.stop_price is not None
    ]


def _levels_ahead(position: Position, rules: Rules, now: datetime) -> list[Decimal]:
    stops = [*_wanted_stops(position), *_waiting_stops(position)]
    levels = [_room_for(position, stop) for stop in stops]
    levels += [*_ends_of_entries(position, rules), *_room_for_net(position, rules)]
    if _trails(position, rules) and not _rests_after_move(position, now):
        levels.append(_next_trail(position, rules))
    return levels


def _wanted_stops(position: Position) -> list[Decimal]:
    """Stops that stand further back than they are wanted."""
    wanted = {each.index: each.stop_price for each in position.slices}
    return [
        wanted[bracket.slice_index]
        for bracket in orders_of(position, OrderPurpose.PROTECTION)
        if not bracket.is_closed
        and bracket.stop_price is not None
        and position.side.is_ahead(wanted[bracket.slice_index], bracket.stop_price)
    ]


def _waiting_stops(position: Position) -> list[Decimal]:
    waiting = [position.pending_stop] if position.pending_stop is not None else []
    late = [
        each.waiting_stop
        for each in position.slices
        if each.waiting_stop is not None and held(position, each.index) > 0
    ]
    return waiting + late


def _room_for(position: Position, stop: Decimal) -> Decimal:
    """From this price on a stop may stand there (`rests_behind`)."""
    return stop / (1 - STOP_BUFFER * position.side.sign)


def _ends_of_entries(position: Position, rules: Rules) -> list[Decimal]:
    """First targets, at which entries that still rest have outlived their call."""
    if rules.unfilled_after_target is UnfilledEntries.KEEP:
        return []
    return [first_target(position, each) for each in _working(position)]


def _working(position: Position) -> list[OrderRecord]:
    entries = orders_of(position, OrderPurpose.ENTRY)
    return [each for each in entries if not each.is_closed and each.unwanted is None]


def _room_for_net(position: Position, rules: Rules) -> list[Decimal]:
    """Where the stop goes on from the entry to what pays both fees (`on_to_net`)."""
    net, side = net_price(position), position.side
    is_on = rules.after_first_target is AfterTarget.NET and position.targets_counted > 0
    if not is_on or net is None or held(position) <= 0:
        return []
    stop = rounded_ahead(net, position.price_increment, side)
    is_tighter = side.is_ahead(stop, wanted_stop(position))
    return [side.moved(stop, NET_MARGIN)] if is_tighter else []


def _trails(position: Position, rules: Rules) -> bool:
    is_on = rules.after_first_target is AfterTarget.TRAIL and position.targets_counted > 0
    return is_on and held(position) > 0


def _rests_after_move(position: Position, now: datetime) -> bool:
    return position.trailed_at is not None and now - position.trailed_at < TRAIL_PAUSE


def _next_trail(position: Position, rules: Rules) -> Decimal:
    """Where the trailing stop has a step to go; rounding may bring it there an increment early."""
    side = position.side
    stop = side.moved(present_stop(position), TRAIL_STEP) - position.price_increment * side.sign
    return stop / (1 - rules.trail_distance * side.sign)


def _moments(position: Position, rules: Rules, now: datetime) -> Iterator[datetime]:
    if _working(position) and not position.cancel_entries:
        yield position.expires_at
    if (
        position.trailed_at is not None
        and _trails(position, rules)
        and _rests_after_move(position, now)
    ):
        yield position.trailed_at + TRAIL_PAUSE
    too_long = too_long_at(position, rules)
    if too_long is not None:
        yield too_long
    stop = position.close_stop
    frame = timeframe_of(stop.frame) if stop is not None else None
    if frame is not None and position.state is not PositionState.CLOSING:
        yield last_close(frame, now) + frame


def _is_under_way(position: Position, now: datetime) -> bool:
    """Something is in flight, missing, asked for, or bare where no price is to be had."""
    return (
        position.missing_since is not None
        or position.unsaid is not None
        or position.close_requested
        or not books_agree(position)
        or is_read_back_due(position)
        or unjudged_close(position, now) is not None
        or any(each.naked_since is not None for each in position.slices)
        or not all(is_covered(position, each) for each in position.slices)
        or any(_is_on_its_way(position, order) for order in position.orders)
    )


def _is_on_its_way(position: Position, order: OrderRecord) -> bool:
    if order.is_closed:
        # It may be tried another way once the price of an entry allows.
        entries = orders_of(position, OrderPurpose.ENTRY, order.slice_index)
        return is_refused_for_its_attachment(order) and len(entries) == 1
    is_entry = order.purpose is OrderPurpose.ENTRY
    is_to_go = order.unwanted is not None or (is_entry and position.cancel_entries)
    is_unseen = order.throttled_since is not None or order.not_shown_since is not None
    return is_to_go or is_unseen or is_in_flight(position, order)


def _acts_between(position: Position, found: Wake, rules: Rules, now: datetime) -> bool:
    """Whether a look at a price between the levels would do anything."""
    price = _between(position, found)
    if price is None:
        return True
    quote = Quote(product_id=position.product_id, bid=price, ask=price, at=now)
    step = decide(position, quote, now=now, rules=rules)
    return bool(step.actions or step.notes or step.position != position)


def _between(position: Position, found: Wake) -> Decimal | None:
    behind, ahead = found.behind, found.ahead
    if behind is not None and ahead is not None:
        middle = (behind + ahead) / 2
    elif behind is not None:
        middle = position.side.moved(behind, _PROBE)
    elif ahead is not None:
        middle = position.side.moved(ahead, -_PROBE)
    else:
        middle = position.entry_price
    return middle if middle > 0 and found.is_quiet_at(position, middle) else None


def loss_wakes(
    live: Sequence[Position], watch: AccountWatch, prices: Prices, settings: AccountSettings
) -> dict[str, Wake]:
    """For each position the price of an exit at which the day's loss may come to its limit.

    Each may take the same part of what is left of the limit: between these levels no look at the
    account finds the limit reached. Without a price for one of them, a look is due now.
    """
    opening = watch.opening_equity
    holding = [each for each in live if held(each) > 0]
    if opening is None or not holding:
        return {}
    result = day_result(watch, live, prices)
    room = opening * settings.daily_loss_fraction + result.pnl + watch.forgiven
    if not result.is_complete or room <= 0:
        return {each.position_id: Wake(None, None, prices.now) for each in holding}
    return {each.position_id: _loss_wake(each, room / len(holding), prices) for each in holding}


def _loss_wake(position: Position, room: Decimal, prices: Prices) -> Wake:
    price = prices.of(position)
    if price is None:
        return Wake(None, None, prices.now)
    level = price - room / held(position) * position.side.sign
    return Wake(level if level > 0 else None, None, None)
