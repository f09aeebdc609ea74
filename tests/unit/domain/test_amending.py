"""What an instruction makes of a position, whoever brings it how often."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from signalfill.domain.amendments.amending import amend
from signalfill.domain.amendments.named_price import since_when
from signalfill.domain.ending import close
from signalfill.domain.holding import bought
from signalfill.domain.position import Position
from signalfill.domain.product import Quote
from signalfill.domain.signal import AmendmentAction
from signalfill.services.trading.judge_level import apply_amendment
from tests.fakes.clock import START
from tests.fakes.world import World


def holding(world: World) -> Position:
    position = world.opened(world.signal(take_profits=(Decimal(120),)))
    world.move("99.5", "101")
    return world.position(position.position_id)


def test_an_instruction_that_was_applied_sells_nothing_again() -> None:
    world = World()
    position = holding(world)
    half = world.amendment(AmendmentAction.REDUCE, fraction="0.5")

    once = amend(position, half, now=START)
    again = amend(once.position, half, now=START)

    assert once.position.slices[0].sell_size == bought(position) / 2
    assert again.position == once.position
    assert again.decision.code == "already_applied"


def test_a_position_that_is_to_be_closed_buys_no_more() -> None:
    assert close(holding(World())).cancel_entries


def test_what_traded_ten_minutes_before_an_instruction_can_be_its_price() -> None:
    said = World().amendment(AmendmentAction.CLOSE, named_price="101")

    assert since_when(said) == said.provenance.posted_at - timedelta(minutes=10)


def test_a_book_that_nobody_means_reaches_no_level() -> None:
    world = World()
    position = holding(world)
    stub = Quote(
        product_id="BTC-USD", bid=Decimal(1), ask=Decimal(300), at=world.clock.now(), last=None
    )
    low = world.amendment(AmendmentAction.CLOSE, named_price="50")

    after = apply_amendment(position, low, world.venue, stub, now=world.clock.now())

    assert after is None or not after.position.close_requested
