"""Small facts of messages, readings and plans that wait."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from signalfill.domain.entry.proposal import is_still_asked, is_still_said
from signalfill.domain.message import MessageEvent, MessageRecord
from signalfill.domain.reporting.tally import tally
from signalfill.domain.rules import Rules
from signalfill.domain.settings import Settings
from signalfill.domain.signal import (
    AmendmentAction,
    AmendmentReading,
    EntryKind,
    Reading,
    ReadingKind,
    Signal,
    SignalReading,
)
from signalfill.domain.values import Money
from signalfill.domain.verdict import Decision, DecisionKind, ItemKey, Verdict, VerdictKind
from tests.fakes.clock import START
from tests.fakes.world import World

WORLD = World()
EDITED = "2026-11-23T12:05:00.000000Z"


def verdict(version: str, **reading: Any) -> Verdict:  # noqa: ANN401 - a reading's fields
    return Verdict(
        channel_id="1",
        message_id="2",
        version=version,
        kind=VerdictKind.SIGNAL,
        reason="",
        parser_version="test",
        reading=Reading(kind=ReadingKind.SIGNAL, reason="", **reading) if reading else None,
        parsed_at=START,
    )


def test_a_delete_has_a_deduplication_id_of_its_own() -> None:
    record = MessageRecord(
        event=MessageEvent.DELETE,
        message_id="123",
        channel_id="1",
        author_id="2",
        posted_at=START,
        received_at=START,
    )

    assert record.deduplication_id == "123-D"


@pytest.mark.parametrize("missing", ["base", "side", "entry"])
def test_a_reading_without_coin_side_or_entry_is_no_signal(missing: str) -> None:
    whole: dict[str, Any] = {
        "base": "BTC",
        "side": "long",
        "entry": {"kind": "market"},
        "stop_loss": "95",
    }
    reading = SignalReading.model_validate({k: v for k, v in whole.items() if k != missing})

    assert Signal.from_reading(reading, WORLD.provenance(), index=0) is None


def test_a_market_call_may_name_no_price() -> None:
    assert WORLD.signal(entry_kind=EntryKind.MARKET, entry_prices=()).reference_price is None


def test_a_call_that_an_edit_took_out_of_its_message_is_not_said_any_more() -> None:
    signal = WORLD.signal()

    assert is_still_said(signal, [])
    assert is_still_said(signal, [verdict("0")])
    assert not is_still_said(signal, [verdict("0"), verdict(EDITED, signals=())])
    assert not is_still_said(signal, [verdict("0"), verdict(EDITED)])


@pytest.mark.parametrize(("to", "holds"), [("98", True), ("97", False)])
def test_an_addition_is_asked_while_the_newest_version_says_the_same(
    to: str, *, holds: bool
) -> None:
    asked = WORLD.amendment(AmendmentAction.ADD, to="98")
    reading = AmendmentReading(action=AmendmentAction.ADD, base="BTC", to=to)

    assert is_still_asked(asked, [verdict("0")])
    assert is_still_asked(asked, [verdict("0"), verdict(EDITED, amendments=(reading,))]) is holds
    assert not is_still_asked(asked, [verdict("0"), verdict(EDITED)])


def test_a_tally_counts_signals_alone() -> None:
    key = ItemKey(channel_id="1", sort_key="2#0#S0")
    follow_up = ItemKey(channel_id="1", sort_key="3#0#A0")
    opened = Decision(kind=DecisionKind.OPENED, code="opened", decided_at=START)
    denied = Decision(kind=DecisionKind.DENIED, code="not_the_author", decided_at=START)

    counted = tally([(key, opened), (follow_up, denied)])

    assert (counted.opened, counted.denied) == (1, {})


@pytest.mark.parametrize("text", ["Infinity", "-Infinity", "NaN"])
def test_money_is_finite(text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Money).validate_python(Decimal(text))


@pytest.mark.parametrize("split", ["50 %, 40 %", "120 %, -20 %", "0 %, 100 %"])
def test_a_split_sells_everything_in_parts_above_zero(split: str) -> None:
    with pytest.raises(ValidationError):
        Rules.model_validate({"take_profit_split": split})


def test_a_default_stop_stands_in_no_defaults() -> None:
    with pytest.raises(ValidationError, match="default_stop may stand in a channel's rules only"):
        Settings.model_validate({"defaults": {"default_stop": "5 %"}})
