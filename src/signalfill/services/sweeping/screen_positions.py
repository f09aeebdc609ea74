"""Selects the positions that need a look, from one order list and one quote call."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from signalfill.domain.control import Control
from signalfill.domain.entry.stopped_entries import has_stopped_entries
from signalfill.domain.position import Position
from signalfill.domain.protection.review import needs_review
from signalfill.domain.rules import Mode, Rules
from signalfill.services.sweeping.bulkhead import Bulkhead
from signalfill.services.trading.context import TradingContext
from signalfill.services.trading.read_prices import read_prices


def screen_positions(
    positions: Sequence[Position], context: TradingContext, control: Control, bulkhead: Bulkhead
) -> list[Position]:
    """Positions that need a look: the unprotected first, then the oldest.

    Where the venue does not answer, or refuses our key, all of them are returned: each look reports
    the failure by itself. A position that cannot be screened is looked at.
    """
    by_mode: dict[Mode, list[Position]] = defaultdict(list)
    for position in positions:
        by_mode[position.mode].append(position)
    for_review: list[Position] = []
    for mode, same_account in by_mode.items():
        differing = same_account
        with bulkhead.around("order list not read, every position reviewed", account=mode.value):
            differing = _differing(same_account, mode, context, control, bulkhead)
        for_review += differing
    return sorted(for_review, key=lambda p: (p.naked_since is None, p.created_at))


def _differing(
    positions: Sequence[Position],
    mode: Mode,
    context: TradingContext,
    control: Control,
    bulkhead: Bulkhead,
) -> list[Position]:
    venue, now = context.venue_for(mode), context.clock.now()
    open_orders = {order.venue_order_id: order for order in venue.open_orders()}
    quotes = read_prices(venue, sorted({position.product_id for position in positions}))
    differing: list[Position] = []
    for position in positions:
        is_fine = False
        with bulkhead.around("position not screened", position_id=position.position_id):
            is_fine = not has_stopped_entries(position, control) and not needs_review(
                position,
                open_orders,
                quotes.get(position.product_id),
                now=now,
                rules=_rules(position, control),
            )
        if not is_fine:
            differing.append(position)
    return differing


def _rules(position: Position, control: Control) -> Rules:
    who = position.signal.provenance
    return control.settings.rules_for(who.channel_id, who.speaker_id)
