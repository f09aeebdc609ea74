from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from signalfill.domain.entry.proposal import Proposal
from signalfill.domain.journal import JournalEntry, NoticeKind
from signalfill.domain.planning.plan import Plan
from signalfill.domain.position import Position, Slice
from signalfill.domain.rules import Mode
from signalfill.domain.side import Side
from signalfill.domain.signal import Amendment, AmendmentAction, EntryKind, Provenance, Signal
from signalfill.domain.verdict import (
    Decision,
    DecisionKind,
    ItemKey,
    MessageHead,
    Verdict,
    VerdictKind,
)
from signalfill.ports import PositionStore, SignalStore
from tests.fakes.clock import START

CHANNEL = "900000000000000001"
MESSAGE = "910000000000000001"
ACCOUNT = "paper"
OWNER = "invocation-1"
UNTIL = START + timedelta(minutes=2)
EDITED = "2026-11-23T12:05:00.000000Z"


def provenance(
    message_id: str = MESSAGE, *, version: str = "0", at: datetime = START
) -> Provenance:
    return Provenance(
        channel_id=CHANNEL,
        message_id=message_id,
        version=version,
        author_id="7",
        posted_at=at,
        received_at=at,
        parsed_at=at,
    )


def signal(
    message_id: str = MESSAGE, *, index: int = 0, version: str = "0", at: datetime = START
) -> Signal:
    return Signal(
        signal_id=f"{message_id}-{index}",
        provenance=provenance(message_id, version=version, at=at),
        base="ETH",
        quote="USDT",
        side=Side.LONG,
        entry_kind=EntryKind.LIMIT,
        entry_prices=(Decimal("2500.50"),),
        take_profits=(Decimal(2600), Decimal(2700)),
        stop_loss=Decimal(2400),
    )


def amendment(message_id: str = MESSAGE, *, version: str = "0", index: int = 0) -> Amendment:
    return Amendment(
        amendment_id=f"{message_id}-{version}-a{index}",
        provenance=provenance(message_id, version=version),
        action=AmendmentAction.CLOSE,
        base="ETH",
    )


def verdict(message_id: str = MESSAGE, *, version: str = "0", **changes: object) -> Verdict:
    values: dict[str, Any] = {
        "channel_id": CHANNEL,
        "message_id": message_id,
        "version": version,
        "kind": VerdictKind.SIGNAL,
        "reason": "signal",
        "parser_version": "1",
        "parsed_at": START,
    }
    return Verdict(**values | changes)


def head(version: str = "0", *, deleted: bool = False) -> MessageHead:
    return MessageHead(version=version, deleted=deleted, signal_ids=(f"{MESSAGE}-0",))


def decision(code: str = "opened") -> Decision:
    return Decision(kind=DecisionKind.OPENED, code=code, decided_at=START)


def position(position_id: str = f"{MESSAGE}-0", **changes: object) -> Position:
    values: dict[str, Any] = {
        "position_id": position_id,
        "version": 1,
        "mode": Mode.PAPER,
        "signal": signal(position_id.partition("-")[0]),
        "product_id": "ETH-USD",
        "base_increment": Decimal("0.00000001"),
        "price_increment": Decimal("0.01"),
        "base_min_size": Decimal("0.00022"),
        "quote_min_size": Decimal(1),
        "side": Side.LONG,
        "entry_price": Decimal("2500.50"),
        "slices": (
            Slice(
                index=0,
                base_size=Decimal("0.12345678"),
                take_profit_price=Decimal(2600),
                stop_price=Decimal(2400),
            ),
        ),
        "worst_case_loss": Decimal("12.5"),
        "created_at": START,
        "expires_at": START + timedelta(hours=24),
    }
    return Position(**values | changes)


def proposal(ask: str = "2510.25") -> Proposal:
    plan = Plan(
        entry_price=Decimal("2500.50"),
        stop_price=Decimal(2400),
        slices=position().slices,
        worst_case_loss=Decimal("12.5"),
        reward_risk=Decimal("1.7"),
    )
    return Proposal(
        position_id=f"{MESSAGE}-0",
        product_id="ETH-USD",
        quote_currency="USD",
        plan=plan,
        ask=Decimal(ask),
        drift=Decimal("0.004"),
        proposed_at=START,
        expires_at=START + timedelta(hours=24),
    )


def entry(entry_id: str = "1-opened", *, notice: NoticeKind | None = None) -> JournalEntry:
    return JournalEntry(
        position_id=f"{MESSAGE}-0",
        entry_id=entry_id,
        event="opened",
        text="Opened.",
        details={"slices": 2, "price": Decimal("2500.50"), "fits": True},
        notice=notice,
        at=START,
    )


def record_signal(signals: SignalStore, message_id: str = MESSAGE) -> ItemKey:
    said = signal(message_id)
    signals.record(verdict(message_id), text="ETH long", signals=[said], head=head())
    return ItemKey.of(said)


def create(
    positions: PositionStore, signals: SignalStore, *, message_id: str = MESSAGE, **changes: object
) -> Position:
    """A position of its own signal, stored by OWNER under a lease until UNTIL."""
    made = position(f"{message_id}-0", **changes)
    positions.create(
        made,
        signal_key=record_signal(signals, message_id),
        decision=decision(),
        call_book=positions.call_book(ACCOUNT, made.product_id),
        journal=[],
        owner=OWNER,
        lease_until=UNTIL,
    )
    return made
