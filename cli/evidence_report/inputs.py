"""What the page is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from signalfill.domain.evidence.ledger import DeletionLedger
from signalfill.domain.evidence.results import ReplayRun
from signalfill.domain.history import HistorySummary
from signalfill.domain.verdict import GateResult
from signalfill.ports.bars import BarStore


@dataclass(frozen=True, slots=True)
class Told:
    """What was said, how it was read, and what each gate answered (worst lane, account)."""

    text: str = ""
    read_as: tuple[str, ...] = ()
    gates: tuple[GateResult, ...] = ()
    account_gates: tuple[GateResult, ...] = ()


@dataclass(frozen=True, slots=True)
class Alternative:
    """The same history replayed otherwise: a longer delay, other settings."""

    name: str
    run: ReplayRun


@dataclass(frozen=True, slots=True)
class Baselines:
    """What could have been had without the channel; fractions, and R of one signal.

    `held` is the change of the channel's coins from its first call of each to its last, in equal
    parts. `random_r` are means of as many trades of the same coins, sides, stops and lengths,
    begun at random minutes, `beaten` the share of them that lie below the channel's mean.
    `missing` says why there is none.
    """

    held: Decimal | None = None
    held_coins: int = 0
    random_r: Decimal | None = None
    beaten: Decimal | None = None
    draws: int = 0
    missing: str = ""


@dataclass(frozen=True, slots=True)
class ReaderSize:
    """The reader's: what he has, what he risks of it on a trade, what a month of the channel
    costs him. In `currency`.
    """

    equity: Decimal
    risk_fraction: Decimal
    price: Decimal = Decimal(0)
    currency: str = "USD"


@dataclass(frozen=True, slots=True)
class ReportInput:
    """`variants` were tried beside the reader's own settings; `names` shows authors by name.

    `notes` is what else is missing, in sentences. `ledger` is None where deletions are unknown.
    """

    run: ReplayRun
    summary: HistorySummary
    size: ReaderSize
    told: Mapping[str, Told] = field(default_factory=dict)
    bars: BarStore | None = None
    sensitivity: tuple[Alternative, ...] = ()
    variants: tuple[Alternative, ...] = ()
    baselines: Baselines = Baselines()
    names: bool = False
    notes: tuple[str, ...] = ()
    ledger: DeletionLedger | None = None
