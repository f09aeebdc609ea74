"""Decides one pending item: a signal opens a position, an amendment or edit changes one."""

from __future__ import annotations

from signalfill.domain.codes import DecisionCode
from signalfill.domain.holding import bought
from signalfill.domain.position import Position, PositionState
from signalfill.domain.rules import ShortSignal
from signalfill.domain.side import Side
from signalfill.domain.signal import DELETED, OPERATOR, Amendment, AmendmentAction, Signal
from signalfill.domain.verdict import Decision, DecisionKind, ItemKey
from signalfill.services.trading.answer_proposal import answer_proposal
from signalfill.services.trading.context import TradingContext
from signalfill.services.trading.manage_position import manage_position
from signalfill.services.trading.open_position import Seen, look_at, open_position
from signalfill.services.trading.replace_entry import (
    end_entry,
    is_another_entry,
    is_said_still,
    position_of_call,
    supersede,
)
from signalfill.services.trading.resolve_amendment import is_coin_of
from signalfill.services.trading.route_amendment import route_amendment

ANSWERS = frozenset({AmendmentAction.APPROVE, AmendmentAction.REJECT})


def decide_pending(key: ItemKey, context: TradingContext) -> Decision | None:
    """The decision made now. None where nothing was pending, or nothing can be decided yet."""
    seen = look_at(key, context)
    if seen is None:
        return None
    item = seen.entry.item
    if isinstance(item, Signal) and item.earlier_ids:
        if not is_said_still(item, context):
            return _withdrawn(key, context)
        supersede(item, context)
    return _decide(key, seen, context)


def _decide(key: ItemKey, seen: Seen, context: TradingContext) -> Decision | None:
    match seen.entry.item:
        case Signal() as signal if (known := position_of_call(signal, context)) is not None:
            return _edited(key, signal, known, seen, context)
        case Signal(side=Side.SHORT) as short if (
            long := long_to_close(short, context)
        ) is not None:
            return _instruct(key, long.position_id, context)
        case Signal():
            return open_position(key, context, seen=seen)
        case Amendment(cause=cause, action=action) if cause == OPERATOR and action in ANSWERS:
            return answer_proposal(key, context)
        case Amendment() as amendment:
            if amendment.cause == DELETED:
                said = amendment.provenance
                context.layouts.forget_text(said.channel_id, said.message_id)
            return route_amendment(key, context)
        case _:
            return None


def _withdrawn(key: ItemKey, context: TradingContext) -> Decision | None:
    """It waited for the entry of before to end, and its message makes it no more by now."""
    now = context.clock.now()
    decision = Decision(kind=DecisionKind.DENIED, code=DecisionCode.WITHDRAWN, decided_at=now)
    return decision if context.signals.decide(key, decision) else None


def _edited(
    key: ItemKey, signal: Signal, position: Position, seen: Seen, context: TradingContext
) -> Decision | None:
    """Another entry replaces one that never filled, through the gates; all else is applied.

    None while the old entry may still fill: what is pending is asked about again.
    """
    if not is_another_entry(position, signal):
        return _instruct(key, position.position_id, context)
    ended = end_entry(position.position_id, context)
    if ended is None:
        return None
    if ended.state is PositionState.CLOSED:
        return open_position(key, context, seen=seen)
    return _instruct(key, position.position_id, context) if bought(ended) > 0 else None


def long_to_close(short: Signal, context: TradingContext) -> Position | None:
    """Our long of this channel, author and coin that the SHORT closes.

    None: the settings deny it.
    """
    who = short.provenance
    rules = context.control.current().settings.rules_for(who.channel_id, who.speaker_id)
    if rules.short_signal is not ShortSignal.CLOSE_LONG:
        return None
    live, _ = context.positions.readable_positions()
    return next((each for each in live if _is_turned_by(short, each)), None)


def _is_turned_by(short: Signal, position: Position) -> bool:
    who, author = short.provenance, position.signal.provenance
    return (
        position.state is not PositionState.CLOSED
        and position.side is Side.LONG
        and (who.channel_id, who.speaker_id) == (author.channel_id, author.speaker_id)
        and who.posted_at > author.posted_at
        and is_coin_of(short.base, position)
    )


def _instruct(key: ItemKey, position_id: str, context: TradingContext) -> Decision | None:
    """Its author said it, of an own position: no further word on who may."""
    if not context.signals.is_pending(key):
        return None
    context.positions.add_to_inbox(position_id, key)
    manage_position(position_id, context, control=context.control.current())
    return context.signals.decision(key)
