"""Notices that coins of ours left the account, and books it as a sale by hand."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from signalfill.domain.adoption.manual_changes import (
    charge_sale,
    held_by_others,
    mark_user_managed,
    may_explain_a_gap,
    missing_base,
    newest_suspect,
    uncovered,
)
from signalfill.domain.belief import believed
from signalfill.domain.holding import is_sellable
from signalfill.domain.journal import Event
from signalfill.domain.position import Position
from signalfill.domain.product import Balance, Quote
from signalfill.domain.protection.next_need import RESEND_WINDOW
from signalfill.domain.rules import Mode
from signalfill.domain.step import Note
from signalfill.services.sweeping.bulkhead import Bulkhead
from signalfill.services.trading.context import TradingContext
from signalfill.services.trading.journal import journal_entries, stage_of
from signalfill.services.trading.read_prices import read_prices
from signalfill.services.trading.reconcile import with_lost_children

logger = logging.getLogger(__name__)


def watch_holdings(
    positions: Sequence[Position], context: TradingContext, bulkhead: Bulkhead
) -> int:
    """Compares each coin's books with the account. A gap that stays equal for a minute is a sale.

    `positions` were reconciled in this sweep. Returns how many positions were changed.

    Raises:
        VenueUnavailableError: balances or prices had no usable answer; nothing was booked.
    """
    holders: dict[str, list[Position]] = defaultdict(list)
    for position in positions:
        if position.mode is Mode.LIVE:
            holders[position.product_id].append(position)
    if not holders:
        return 0
    venue = context.venue_for(Mode.LIVE)
    balances = venue.balances()
    totals = {each: _total(balances.get(each.partition("-")[0])) for each in holders}
    in_question: list[str] = []
    for product_id, same_coin in holders.items():
        with bulkhead.around("holding not compared", product_id=product_id):
            in_question += [product_id] * _is_in_question(same_coin, totals[product_id])
    quotes = read_prices(venue, sorted(in_question)) if in_question else {}
    booked = 0
    for product_id in in_question:
        same_coin, total, quote = holders[product_id], totals[product_id], quotes.get(product_id)
        if quote is None or believed(quote, context.clock.now()) is None:
            continue
        with bulkhead.around("holding not compared", product_id=product_id):
            booked += _look(same_coin, total, quote, context)
    return booked


def _total(balance: Balance | None) -> Decimal:
    return Decimal(0) if balance is None else balance.total


def _is_in_question(same_coin: Sequence[Position], total: Decimal) -> bool:
    """Whether something is missing, or was, or is without a stop: else no price is asked."""
    noted = (p.missing_since or p.naked_since or p.user_managed_since for p in same_coin)
    return missing_base(same_coin, total) > 0 or any(noted)


def _look(
    same_coin: Sequence[Position], total: Decimal, quote: Quote, context: TradingContext
) -> bool:
    if _leave_to_user(same_coin, total, quote, context):
        return False
    return _compare(same_coin, missing_base(same_coin, total), quote, context)


def _leave_to_user(
    same_coin: Sequence[Position], total: Decimal, quote: Quote, context: TradingContext
) -> bool:
    """Where an order of the user holds what we would guard or sell, we do not fight it."""
    doubtful = [p for p in same_coin if p.naked_since is not None or p.user_managed_since]
    if not doubtful:
        return False
    bound = held_by_others(same_coin, context.venue_for(Mode.LIVE).open_orders(), total)
    changed = False
    for position in sorted(doubtful, key=lambda each: each.created_at, reverse=True):
        price, now = quote.to_exit(position.side), context.clock.now()
        marked = mark_user_managed(position, bound, price, now)
        if marked is not None:
            changed = _change(position, context, marked[0], [marked[1]]) or changed
        bound = max(bound - uncovered(position), Decimal(0))
    return changed


def _compare(
    same_coin: Sequence[Position], gap: Decimal, quote: Quote, context: TradingContext
) -> bool:
    suspect = newest_suspect(same_coin, quote)
    if suspect is not None and not is_sellable(suspect, gap, quote.to_exit(suspect.side)):
        suspect = None
    for position in same_coin:
        if position.missing_since is not None and position is not suspect:
            _change(position, context, position.model_copy(update={"missing_since": None}), [])
    if suspect is None or any(map(may_explain_a_gap, same_coin)):
        return False
    now = context.clock.now()
    if suspect.missing_since is None or suspect.missing_size != gap:
        # Another gap than that of before is none that lasted: balances lag behind each fill.
        seen = {"missing_since": now, "missing_size": gap}
        return _change(suspect, context, suspect.model_copy(update=seen), [])
    if now - suspect.missing_since < RESEND_WINDOW or _find_children(same_coin, context):
        return False
    logger.warning("manual sale found", extra={"position_id": suspect.position_id})
    charged, note = charge_sale(suspect, gap, quote, now=now)
    return _change(suspect, context, charged, [note])


def _find_children(same_coin: Sequence[Position], context: TradingContext) -> bool:
    """Before the user is blamed: brackets that came and went between two looks are ours."""
    now = context.clock.now()
    since = min(position.created_at for position in same_coin)
    orders = context.venue_for(Mode.LIVE).orders_since(since)
    found = [(each, with_lost_children(each, orders, now)) for each in same_coin]
    notes = [Note(Event.ORDER_FOUND, "a bracket that came and went between two looks is ours")]
    changed = [_change(old, context, new, notes) for old, new in found if new != old]
    return any(changed)


def _change(
    position: Position, context: TradingContext, changed: Position, notes: Sequence[Note]
) -> bool:
    """Stores it, but only while nothing else has happened to the position meanwhile."""
    now = context.clock.now()
    leased = context.positions.take_lease(
        position.position_id, owner=context.owner, now=now, until=now + context.lease
    )
    if leased is None:
        return False
    try:
        if leased[0].version != position.version:
            return False
        stage = stage_of(position.version + 1)
        journal = journal_entries(position.position_id, notes, stage=stage, at=now)
        context.positions.save(changed, owner=context.owner, journal=journal)
        return True
    finally:
        context.positions.release_lease(position.position_id, owner=context.owner)
