"""Makes the position of a plan, as it is first stored: intents, reservations, its call (pure)."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from signalfill.domain.budget import (
    Reservation,
    author_scope,
    channel_scope,
    coin_scope,
    day_scope,
    loss_scope,
    positions_scope,
)
from signalfill.domain.call_book import Call, CallBook
from signalfill.domain.entry.market_gates import origin_message_id
from signalfill.domain.holding import bought, realized_pnl
from signalfill.domain.order import AttachedBracket, OrderKind, OrderRequest, entry_side
from signalfill.domain.planning.plan import Plan, price_of
from signalfill.domain.position import (
    OrderPurpose,
    OrderRecord,
    Position,
    Slice,
    client_order_id,
)
from signalfill.domain.product import Product
from signalfill.domain.protection.close_stop import close_stop_of
from signalfill.domain.rules import Rules
from signalfill.domain.settings import Settings
from signalfill.domain.side import Side
from signalfill.domain.signal import EntryKind, Signal

CALLS_KEPT = 50
"""Of closed calls only the newest so many are kept; live ones always are."""


def new_position(
    signal: Signal,
    plan: Plan,
    product: Product,
    *,
    settings: Settings,
    day_equity: Decimal,
    now: datetime,
) -> Position:
    """The position in version 1, with one entry intent a slice, nearest entry first.

    `day_equity` is what the account was worth when the UTC day began.
    """
    rules = settings.rules_for(signal.provenance.channel_id, signal.provenance.speaker_id)
    return Position(
        position_id=signal.signal_id,
        version=1,
        mode=rules.mode.account,
        signal=signal,
        product_id=product.product_id,
        base_increment=product.base_increment,
        price_increment=product.price_increment,
        base_min_size=product.base_min_size,
        quote_min_size=product.quote_min_size,
        side=signal.side,
        entry_price=plan.entry_price,
        size_part=plan.size_part,
        follows_fills=signal.names_percent,
        slices=plan.slices,
        orders=tuple(
            entry_of(signal.signal_id, signal.side, each, product, now) for each in plan.slices
        ),
        reservations=(
            Reservation(
                scope=positions_scope(rules.mode.account.value),
                amount=Decimal(1),
                limit=Decimal(settings.account.max_open_positions),
            ),
            *loss_reservations(signal, plan.worst_case_loss, product, settings, day_equity),
        ),
        worst_case_loss=plan.worst_case_loss,
        close_stop=close_stop_of(signal, rules, product, now),
        created_at=now,
        expires_at=now + _expiry(signal, rules),
    )


def _expiry(signal: Signal, rules: Rules) -> timedelta:
    """What is bought at market is bought soon or not at all."""
    at_market = signal.entry_kind is EntryKind.MARKET
    return rules.max_signal_age_market if at_market else rules.entry_expiry


def entry_of(
    position_id: str, side: Side, each: Slice, product: Product, now: datetime
) -> OrderRecord:
    """The intent of a slice's entry, with its bracket attached."""
    identity = client_order_id(position_id, each.index, OrderPurpose.ENTRY, 0)
    request = OrderRequest(
        client_order_id=identity,
        product_id=product.product_id,
        side=entry_side(side),
        kind=OrderKind.LIMIT_GTC,
        base_size=each.base_size,
        limit_price=price_of(each),
        attached=AttachedBracket(
            take_profit_price=each.take_profit_price, stop_price=each.stop_price
        ),
    )
    return OrderRecord(
        client_order_id=identity,
        purpose=OrderPurpose.ENTRY,
        slice_index=each.index,
        side=request.side,
        request=request,
        base_size=each.base_size,
        limit_price=price_of(each),
        intended_at=now,
    )


def loss_reservations(
    signal: Signal, loss: Decimal, product: Product, settings: Settings, day_equity: Decimal
) -> tuple[Reservation, ...]:
    """One for every scope that a loss could overspend (docs/architecture.md, invariant 4)."""
    who, limits = signal.provenance, settings.account
    account = settings.rules_for(who.channel_id, who.speaker_id).mode.account.value
    channel = settings.channels.get(who.channel_id)
    wanted = [
        (day_scope(account), loss, day_equity * limits.daily_loss_fraction),
        (loss_scope(account), loss, limits.max_loss),
        (channel_scope(account, who.channel_id), loss, channel.max_loss if channel else None),
        (
            author_scope(account, who.speaker_id),
            loss,
            settings.author_limit(who.channel_id, who.speaker_id),
        ),
        (coin_scope(account, product.base), loss, limits.max_loss_per_coin),
    ]
    return tuple(
        Reservation(scope=scope, amount=amount, limit=limit) for scope, amount, limit in wanted
    )


def with_call(book: CallBook, position: Position) -> CallBook:
    """The book with this position's call. Old closed calls are dropped."""
    who = position.signal.provenance
    call = Call(
        position_id=position.position_id,
        channel_id=who.channel_id,
        author_id=who.author_id,
        side=position.side,
        entry_price=position.entry_price,
        origin_message_id=origin_message_id(position.signal),
        at=position.created_at,
    )
    closed = [each for each in book.calls if not each.live][-CALLS_KEPT:]
    live = [each for each in book.calls if each.live]
    return book.model_copy(update={"calls": (*closed, *live, call)})


def with_call_closed(book: CallBook, position: Position) -> CallBook:
    """The book with this call closed.

    One that was never filled is dropped: posted again, it is new.
    """
    if bought(position) == 0:
        calls = tuple(c for c in book.calls if c.position_id != position.position_id)
        return book.model_copy(update={"calls": calls})
    lost = realized_pnl(position) < 0
    closed = {"live": False, "closed_at": position.closed_at, "lost": lost}
    calls = tuple(
        call.model_copy(update=closed) if call.position_id == position.position_id else call
        for call in book.calls
    )
    return book.model_copy(update={"calls": calls})
