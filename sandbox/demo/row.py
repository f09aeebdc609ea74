"""One message of the script and everything that became of it so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from sandbox.demo.messages import Message
from sandbox.demo.script import Milestone
from signalfill.domain.holding import average_entry_price, bought, filled, held, orders_of, sold
from signalfill.domain.order import OPEN, OrderStatus
from signalfill.domain.position import OrderPurpose, OrderRecord, Position, PositionState
from signalfill.domain.verdict import Decision, ItemKey, Verdict


@dataclass
class Row:
    """`decisions` has every typed item of the message version; None is not decided yet."""

    message: Message
    channel_id: str
    message_id: str
    verdict: Verdict | None = None
    decisions: dict[ItemKey, Decision | None] = field(default_factory=dict)
    position: Position | None = None

    @property
    def is_decided(self) -> bool:
        return self.verdict is not None and None not in self.decisions.values()

    @property
    def code(self) -> str:
        """Of the decision; where nothing was to decide, why the reading was not tradable."""
        codes = [each.code for each in self.decisions.values() if each is not None]
        if self.verdict is None or codes:
            return ", ".join(codes)
        readings = self.verdict.reading.signals if self.verdict.reading else ()
        return ", ".join(problem.value for each in readings for problem in each.problems)

    @property
    def is_own_position(self) -> bool:
        """The message opened it; an amendment only speaks of one."""
        return self.position is not None and (
            self.position.signal.provenance.message_id == self.message_id
            and self.message.edits is self.message.deletes is None
        )

    @property
    def result(self) -> str:
        if self.position is None or not self.is_own_position:
            return ""
        reason = self.position.exit_reason
        return "open" if reason is None else reason.value

    def has_reached(self, milestone: Milestone) -> bool:
        if milestone is Milestone.DECIDED or self.position is None:
            return milestone is Milestone.DECIDED and self.is_decided
        return _REACHED[milestone](self.position)


def targets_filled(position: Position) -> int:
    """Take-profits that were reached, stops left out."""
    return sum(
        order.status is OrderStatus.FILLED and not order.stop_triggered
        for order in orders_of(position, OrderPurpose.PROTECTION)
    )


def live_brackets(position: Position) -> list[OrderRecord]:
    return [o for o in orders_of(position, OrderPurpose.PROTECTION) if o.status in OPEN]


def is_placed(position: Position) -> bool:
    """Every entry is at the exchange, or will never be; one is at least."""
    entries = orders_of(position, OrderPurpose.ENTRY)
    sent = [order for order in entries if order.venue_order_id is not None]
    return bool(sent) and all(order in sent or order.is_closed for order in entries)


def is_protected(position: Position) -> bool:
    """Holds something, and a bracket rests at the exchange for all of it."""
    resting = sum(each.base_size - filled(position, each) for each in live_brackets(position))
    return 0 < held(position) <= resting and position.state is PositionState.OPEN


def is_at_breakeven(position: Position) -> bool:
    """Every stop, resting or hit, was last seen at the entry or above."""
    entry = average_entry_price(position)
    stops = [
        order.stop_price
        for order in orders_of(position, OrderPurpose.PROTECTION)
        if order.status in OPEN or order.stop_triggered
    ]
    return entry is not None and bool(stops) and all(s is not None and s >= entry for s in stops)


def is_half_sold(position: Position) -> bool:
    return _is_sold(position, Decimal("0.5"))


def is_quarter_sold(position: Position) -> bool:
    return _is_sold(position, Decimal("0.25"))


def _is_sold(position: Position, part: Decimal) -> bool:
    """To the increment: a part is sold in whole ones."""
    missing = bought(position) * part - sold(position)
    return bought(position) > 0 and missing < position.base_increment


_REACHED: Mapping[Milestone, Callable[[Position], bool]] = {
    Milestone.PLACED: is_placed,
    Milestone.PROTECTED: is_protected,
    Milestone.ONE_TARGET: lambda position: targets_filled(position) >= 1,
    Milestone.TWO_TARGETS: lambda position: targets_filled(position) >= 2,  # noqa: PLR2004 - two
    Milestone.BREAKEVEN: is_at_breakeven,
    Milestone.QUARTER: is_quarter_sold,
    Milestone.HALF: is_half_sold,
    Milestone.CLOSED: lambda position: position.state is PositionState.CLOSED,
}
