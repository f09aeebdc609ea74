"""Invariant 4: what is reserved is what open positions may lose, and never above a limit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import ROUND_UP, Decimal

from signalfill.domain.order import Fill, OrderSide
from signalfill.domain.position import Position, PositionState
from signalfill.domain.rules import Mode
from signalfill.domain.settings import AccountSettings
from tests.simulation.world import BASES, SimulatedWorld

ZERO = Decimal(0)
STEP = Decimal("0.000000000001")
LOSSES = {"day", "loss", "channel", "author"}
"""Scopes in which a realised loss stays charged until the day is over."""


def budgets_differ(world: SimulatedWorld) -> Iterator[str]:
    """All runs happen within one UTC day, but for their very end."""
    positions = list(world.positions.positions(include_closed=True))
    wanted: dict[str, Decimal] = defaultdict(Decimal)
    for position in positions:
        for scope, amount in _reserved(position):
            wanted[scope] += amount
    used = world.positions.used(list(wanted))
    for scope, amount in wanted.items():
        if used[scope] != amount:
            yield f"budget {scope} says {used[scope]}, should be {amount}"
    for account in ("live", "paper"):
        for entry in world.positions.journal(f"account-{account}"):
            if entry.event == "budget_drift":
                yield f"a counter had to be corrected: {entry.text}"


def _reserved(position: Position) -> Iterator[tuple[str, Decimal]]:
    lost = -sum((_cash(fill) for fill in position.fills), ZERO)
    for each in position.reservations:
        if position.state is not PositionState.CLOSED:
            yield each.scope, _counted(each.amount)
        elif lost > 0 and each.scope.split("#")[1] in LOSSES:
            yield each.scope, _counted(lost)
        else:
            yield each.scope, ZERO


def over_limits(world: SimulatedWorld) -> Iterator[str]:
    """Open positions and what they may lose, against the widest limits that ever were set."""
    accounts = [each.account for _, each in world.settings_history]
    most = max(each.max_open_positions for each in accounts)
    fraction = max(each.daily_loss_fraction for each in accounts)
    for mode in (Mode.LIVE, Mode.PAPER):
        live = [each for each in world.positions.positions() if each.mode is mode]
        if len(live) > most:
            yield f"{len(live)} {mode} positions are open, {most} are allowed"
        at_risk = sum((each.worst_case_loss for each in live), ZERO)
        if at_risk > fraction * world.most_equity:
            yield f"{at_risk} may be lost in {mode}, {fraction} of the equity is allowed"
        for scope, limit in _scope_limits(accounts):
            risked = sum((_risk(each, scope) for each in live), ZERO)
            if limit is not None and risked > limit:
                yield f"{risked} may be lost by {scope} in {mode}, {limit} is allowed"


def _scope_limits(accounts: Sequence[AccountSettings]) -> Iterator[tuple[str, Decimal | None]]:
    coins = [each.max_loss_per_coin for each in accounts]
    for base in BASES:
        yield base, None if None in coins else max(each for each in coins if each is not None)


def _risk(position: Position, base: str) -> Decimal:
    return position.worst_case_loss if position.signal.base == base else ZERO


def _counted(amount: Decimal) -> Decimal:
    return amount.quantize(STEP, ROUND_UP)


def _cash(fill: Fill) -> Decimal:
    value = fill.price * fill.base_size
    return (value if fill.side is OrderSide.SELL else -value) - fill.commission
