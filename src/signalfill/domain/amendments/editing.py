"""An edit of the signal's own message: acts by what changed and what was filled (pure).

docs/follow-ups.md has the table. An entry that was edited before anything filled is replaced by the
call as it reads now; here it only ends.
"""

from __future__ import annotations

from datetime import datetime

from signalfill.domain.amendments.amending import Amended, amend
from signalfill.domain.codes import DecisionCode
from signalfill.domain.holding import bought
from signalfill.domain.position import Position
from signalfill.domain.signal import Amendment, AmendmentAction, Signal
from signalfill.domain.values import plain
from signalfill.domain.verdict import Decision, DecisionKind


def instructions(position: Position, edited: Signal) -> list[Amendment]:
    """The amendments that the difference between the versions asks for.

    `edited` is in the position's price frame.
    """
    before = position.signal
    asked: list[tuple[AmendmentAction, str | None]] = []
    is_filled = bought(position) > 0
    if (before.base, before.side) != (edited.base, edited.side):
        asked.append((AmendmentAction.OTHER if is_filled else AmendmentAction.CANCEL, None))
    elif not is_filled and _entry(before) != _entry(edited):
        asked.append((AmendmentAction.CANCEL, None))
    elif edited.names_percent and _levels(before) != _levels(edited):
        # Prices follow from an entry that is under way: which, only the operator can say.
        asked.append((AmendmentAction.OTHER, None))
    else:
        if edited.stop_loss is not None and edited.stop_loss != before.stop_loss:
            asked.append((AmendmentAction.MOVE_STOP, plain(edited.stop_loss)))
        if edited.take_profits and edited.take_profits != before.take_profits:
            targets = ",".join(map(plain, edited.take_profits))
            asked.append((AmendmentAction.SET_TARGETS, targets))
    return [
        Amendment(
            amendment_id=f"{edited.signal_id}-{edited.provenance.version}-e{index}",
            provenance=edited.provenance,
            action=action,
            base=edited.base,
            to=to,
        )
        for index, (action, to) in enumerate(asked)
    ]


def _entry(signal: Signal) -> tuple[object, ...]:
    return signal.entry_kind, signal.entry_prices


def _levels(signal: Signal) -> tuple[object, ...]:
    """Those that name no price."""
    return signal.percent_stop, signal.percent_targets


def apply_edit(
    position: Position, edited: Signal, *, now: datetime
) -> tuple[list[Amended], Decision]:
    """Applies each instruction to the outcome of the one before; returns them and the decision."""
    done: list[Amended] = []
    for each in instructions(position, edited):
        latest = done[-1].position if done else position
        done.append(amend(latest, each, now=now))
    applied = [one for one in done if one.decision.kind is DecisionKind.APPLIED]
    decision = Decision(
        kind=DecisionKind.APPLIED if applied else DecisionKind.IGNORED,
        code=DecisionCode.EDITED,
        value=", ".join(one.decision.code for one in done) or "nothing that matters now",
        position_id=position.position_id,
        decided_at=now,
    )
    return done, decision
