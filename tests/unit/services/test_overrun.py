"""A reserve exceeded is recorded as overrun (docs/architecture.md, invariant 4)."""

from __future__ import annotations

import logging
from decimal import Decimal

import pytest

from signalfill.domain.budget import author_scope, channel_scope, day_scope, loss_scope
from signalfill.domain.holding import realized_pnl
from signalfill.domain.journal import NoticeKind
from signalfill.domain.position import Position, PositionState
from tests.fakes.world import AUTHOR, CHANNEL, World


def fallen_through(world: World, price: str) -> Position:
    """Bought at 100; the market opens below the stop and the sale fetches that."""
    position = world.opened()
    world.move("99.5", price, price, price)
    closed = world.position(position.position_id)
    assert closed.state is PositionState.CLOSED
    return closed


def test_what_was_lost_beyond_the_reserve_is_kept_told_and_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    world = World()

    with caplog.at_level(logging.WARNING):
        closed = fallen_through(world, "80")

    assert closed.overrun == -realized_pnl(closed) - closed.worst_case_loss > 0
    told = [
        entry
        for entry in world.positions.journal(closed.position_id)
        if entry.notice is NoticeKind.OVERRUN
    ]
    assert [entry.event for entry in told] == ["overrun"]
    assert "reserve exceeded" in caplog.messages


def test_a_loss_within_the_reserve_is_no_overrun() -> None:
    world = World()

    closed = fallen_through(world, "94.9")

    assert realized_pnl(closed) < 0
    assert closed.overrun == 0
    assert all(entry.event != "overrun" for entry in world.positions.journal(closed.position_id))


def test_the_counters_carry_the_whole_loss() -> None:
    world = World()

    closed = fallen_through(world, "80")

    lost = -realized_pnl(closed)
    scopes = [
        day_scope("live"),
        loss_scope("live"),
        channel_scope("live", CHANNEL),
        author_scope("live", AUTHOR),
    ]
    assert set(world.positions.used(scopes).values()) == {lost.quantize(Decimal("1E-12"))}
