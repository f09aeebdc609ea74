"""The gates that hold a call against the market and against the calls before it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from signalfill.domain.account.breaker import loss_streak
from signalfill.domain.account.watch import AccountWatch, Result
from signalfill.domain.call_book import Call, CallBook
from signalfill.domain.entry.market_gates import MARKET_GATES, Market
from signalfill.domain.product import PriceRange, Quote
from signalfill.domain.rules import Rules
from signalfill.domain.settings import AccountSettings
from signalfill.domain.side import Side
from signalfill.domain.signal import EntryKind
from tests.fakes.clock import START
from tests.fakes.venue import product
from tests.fakes.world import CHANNEL, World

HOUR = timedelta(hours=1)


def passes(
    gate: str,
    *calls: Call,
    price: str = "100",
    since_posting: PriceRange | None = None,
    **signal: Any,  # noqa: ANN401 - a signal's fields
) -> bool:
    """Whether a call at 100 passes, with these calls before it and a rest of an hour."""
    at = Decimal(price)
    context = Market(
        signal=World().signal(**signal),
        rules=Rules(cool_down=HOUR),
        account=AccountSettings(),
        watch=AccountWatch(account="live"),
        dollars=Decimal(1),
        product=product(),
        quote=Quote(product_id="BTC-USD", bid=at, ask=at, at=START),
        since_posting=since_posting,
        call_book=CallBook(account="live", product_id="BTC-USD", calls=calls),
        now=START,
    )
    (result,) = [r for r in (each(context) for each in MARKET_GATES) if r.gate == gate]
    return result.passed


def before(**fields: Any) -> Call:  # noqa: ANN401 - a call's fields
    """A long at 100 of another channel, a minute ago."""
    values = {
        "position_id": "1-0",
        "channel_id": "another",
        "author_id": "somebody",
        "side": Side.LONG,
        "entry_price": Decimal(100),
        "origin_message_id": "1-0",
        "at": START - timedelta(minutes=1),
        **fields,
    }
    return Call.model_validate(values)


def closed(ago: timedelta) -> Call:
    return before(channel_id=CHANNEL, live=False, closed_at=START - ago)


def test_a_channel_rests_after_a_close_as_long_as_the_settings_say() -> None:
    assert not passes("cool_down", closed(HOUR - timedelta(seconds=1)))
    assert passes("cool_down", closed(HOUR))


def test_the_rest_counts_from_the_latest_close() -> None:
    assert not passes("cool_down", closed(2 * HOUR), closed(HOUR / 2), closed(3 * HOUR))


def test_a_gain_needs_no_rest() -> None:
    gained = closed(HOUR / 2).model_copy(update={"lost": False})
    lost = closed(HOUR / 2).model_copy(update={"lost": True})

    assert passes("cool_down", gained)
    assert not passes("cool_down", lost)


def test_a_call_is_not_chased_beyond_a_part_of_the_way_to_its_stop() -> None:
    call: dict[str, Any] = {"entry_kind": EntryKind.MARKET, "stop_loss": Decimal(99)}

    assert passes("run_away", price="100.25", **call)
    assert not passes("run_away", price="100.26", **call)


def streak(*channels: str, pnl: str = "-1") -> bool:
    """Whether a call passes after results of these channels, two in a row being too many."""
    results = tuple(
        Result(
            position_id=f"{index}-0",
            pnl=Decimal(pnl),
            of_the_day=Decimal(pnl),
            traded=True,
            closed_at=START - timedelta(minutes=9 - index),
            channel_id=channel,
        )
        for index, channel in enumerate(channels)
    )
    watch = AccountWatch(account="live", results=results)
    return loss_streak(watch, AccountSettings(loss_streak=2), CHANNEL, START).passed


def test_losses_of_one_channel_do_not_silence_another() -> None:
    assert not streak(CHANNEL, CHANNEL)
    assert streak("another", "another")
    assert streak(CHANNEL, "another")


def test_losses_of_a_channel_that_is_not_known_count_for_each() -> None:
    assert not streak("", CHANNEL)


def test_a_call_of_the_other_side_is_another_call() -> None:
    assert not passes("same_call", before())
    assert passes("same_call", before(side=Side.SHORT))


def test_a_short_is_not_chased_down_and_may_be_sold_higher() -> None:
    short: dict[str, Any] = {"entry_kind": EntryKind.MARKET, "side": Side.SHORT}

    assert not passes("run_away", price="99", **short)
    assert passes("run_away", price="101", **short)


def test_only_a_call_that_lives_keeps_its_channel_from_another() -> None:
    assert not passes("already_open", before(channel_id=CHANNEL))
    assert passes("already_open", before(channel_id=CHANNEL, live=False))


def test_a_call_that_ended_even_is_no_loss() -> None:
    assert not streak(CHANNEL, CHANNEL, pnl="-0.01")
    assert streak(CHANNEL, CHANNEL, pnl="0")


def test_a_named_price_is_compared_with_the_one_when_it_was_posted() -> None:
    then = PriceRange(low=Decimal(99), high=Decimal(140), open=Decimal(100))
    elsewhere = PriceRange(low=Decimal(99), high=Decimal(140), open=Decimal(139))

    assert passes("price_frame_mismatch", price="140", since_posting=then)
    assert not passes("price_frame_mismatch", price="100", since_posting=elsewhere)
