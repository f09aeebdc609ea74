"""One order list and one price call for all positions say which ones need a look."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence

from signalfill.domain.control import Control
from signalfill.domain.errors import SignalfillError
from signalfill.domain.position import Position
from signalfill.domain.protection.review import needs_review
from signalfill.domain.rules import Mode, Rules
from signalfill.services.trading.context import TradingContext

logger = logging.getLogger(__name__)


def screen_positions(
    positions: Sequence[Position], context: TradingContext, control: Control
) -> list[Position]:
    """Those that need a look, the unprotected first, then the oldest.

    Where the venue does not answer the two calls, or refuses our key, all of them: each will
    say so by itself, and those of the other account go on.
    """
    by_mode: dict[Mode, list[Position]] = defaultdict(list)
    for position in positions:
        by_mode[position.mode].append(position)
    for_review: list[Position] = []
    for mode, same_account in by_mode.items():
        try:
            for_review += _differing(same_account, mode, context, control)
        except SignalfillError as error:
            logger.warning("no order list: every position is looked at: %s", error)
            for_review += same_account
    return sorted(for_review, key=lambda p: (p.naked_since is None, p.created_at))


def _differing(
    positions: Sequence[Position], mode: Mode, context: TradingContext, control: Control
) -> list[Position]:
    venue, now = context.venue_for(mode), context.clock.now()
    open_orders = {order.venue_order_id: order for order in venue.open_orders()}
    quotes = venue.quotes(sorted({position.product_id for position in positions}))
    return [
        position
        for position in positions
        if needs_review(
            position,
            open_orders,
            quotes.get(position.product_id),
            now=now,
            rules=_rules(position, control),
        )
    ]


def _rules(position: Position, control: Control) -> Rules:
    who = position.signal.provenance
    return control.settings.rules_for(who.channel_id, who.speaker_id)
