"""Back from the next release to this one: entries stop, protection goes on, nothing is lost."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel

from signalfill.adapters.dynamodb import keys
from signalfill.adapters.dynamodb.items import decode, document, encode, read_document
from signalfill.adapters.dynamodb.paper import DynamoPaper
from signalfill.domain.account.watch import AccountWatch
from signalfill.domain.call_book import CallBook
from signalfill.domain.control import Flags
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.holding import held
from signalfill.domain.journal import JournalEntry
from signalfill.domain.message import MessageRecord
from signalfill.domain.order import OrderStatus
from signalfill.domain.position import Position, PositionState
from signalfill.domain.rules import Mode
from signalfill.domain.schemas import SCHEMAS
from signalfill.domain.settings import Settings
from signalfill.domain.signal import Amendment, Signal
from signalfill.domain.verdict import ItemKey, MessageHead, Verdict
from signalfill.services.recording.record_signal import record_message
from signalfill.services.recording.record_unreadable import decode_record
from tests.integration.dynamodb.tables import CONTROL, POSITIONS, SIGNALS
from tests.stored.items import Item, item_of, names, read_json, stored
from tests.stored.test_loading import lost
from tests.stored.tomorrow import make_newer, newer_document, newer_item, news_in
from tests.stored.world import StoredWorld, stored_world

pytestmark = pytest.mark.integration

ALPHA = "700000000000000001"
IDS = names("positions")
KEPT: dict[str, type[BaseModel]] = {
    "signals.verdict": Verdict,
    "signals.head": MessageHead,
    "positions.position": Position,
    "positions.journal": JournalEntry,
    "positions.call_book": CallBook,
    "positions.watch": AccountWatch,
    "control.flags": Flags,
}


def raw(world: StoredWorld, table: str, key: Item) -> Item:
    found: Any = world.client.get_item(TableName=table, Key=key)["Item"]
    return dict(found)


def raw_position(world: StoredWorld, name: str) -> dict[str, Any]:
    found = raw(world, POSITIONS, keys.position(IDS[name]))
    return {each: decode(value) for each, value in found.items()}


@pytest.mark.parametrize("name", sorted(KEPT))
def test_what_the_next_release_added_is_read_over_and_written_back(name: str) -> None:
    table, kind = name.split(".")
    model = KEPT[name]

    for plain in stored(table, kind):
        newer = newer_item(item_of(plain), model)
        copied = read_document(newer, model, accept_newer=True).model_copy()

        assert lost(decode(newer["document"]), document(copied)) == []
        assert news_in(decode(newer["document"])) > 0


def test_open_positions_are_protected_and_keep_what_is_not_known_here() -> None:
    with stored_world("half_filled") as world:
        make_newer(world.client, POSITIONS, "position", Position)
        before = raw_position(world, "half_filled")

        world.move("ETH-USD", "2489")

        after, position = raw_position(world, "half_filled"), world.position(IDS["half_filled"])
        assert after["version"] > before["version"]
        assert position.naked_since is None
        assert {o.status for o in position.orders if o.request} == {OrderStatus.FILLED}
        assert after["schema"] == after["document"]["schema"] == SCHEMAS["position"] + 1
        assert news_in(after["document"]) >= news_in(before["document"])


def test_an_open_position_is_closed_and_keeps_what_is_not_known_here() -> None:
    with stored_world("open") as world:
        for name in ("position", "watch", "call_book"):
            make_newer(world.client, POSITIONS, name, KEPT[f"positions.{name}"])
        parts = news_in(raw_position(world, "open")["document"])

        world.move("SOL-USD", "139", "139")
        world.sweep()

        over = world.position(IDS["open"])
        assert (over.state, held(over)) == (PositionState.CLOSED, Decimal(0))
        assert news_in(raw_position(world, "open")["document"]) >= parts


def test_the_days_watch_keeps_what_is_not_known_here() -> None:
    with stored_world("open") as world:
        make_newer(world.client, POSITIONS, "watch", AccountWatch)
        before = world.positions.watch("live").version

        world.move("SOL-USD", "139", "139")

        item = raw(world, POSITIONS, keys.watch("live"))
        assert world.positions.watch("live").version > before
        assert item["schema"]["N"] == str(SCHEMAS["watch"] + 1)
        assert news_in(decode(item["document"])) > 0


def test_a_call_of_the_next_release_waits_and_stops_no_other() -> None:
    with stored_world("signal", "market_signal") as world:
        waiting = f"{names('pending')['signal']}#0#S0"
        key = ItemKey(channel_id=ALPHA, sort_key=waiting)
        item = raw(world, SIGNALS, keys.signal_item(key))
        world.client.put_item(TableName=SIGNALS, Item=newer_item(item, Signal))

        result = world.sweep()

        assert [each.sort_key for each in world.signals.pending()] == [waiting]
        assert (result.decided, result.failed) == (1, 1)


def test_an_instruction_of_the_next_release_waits_and_its_position_is_cared_for() -> None:
    with stored_world("open", "close") as world:
        (key,) = world.signals.pending()
        make_newer(world.client, SIGNALS, "amendment", Amendment)

        world.sweep()

        assert world.signals.is_pending(key)
        assert world.position(IDS["open"]).naked_since is None


def test_a_plan_of_the_next_release_is_not_bought() -> None:
    with stored_world("proposed") as world:
        (key,) = world.signals.pending()
        item = raw(world, SIGNALS, keys.signal_item(key))
        plan = {**decode(item["proposal"]), "schema": SCHEMAS["proposal"] + 1}
        world.client.put_item(TableName=SIGNALS, Item={**item, "proposal": encode(plan)})

        with pytest.raises(InvalidInputError, match="newer release"):
            world.signals.entry(key)


def push_newer(world: StoredWorld, **rules: str) -> None:
    """The next release pushed settings: with a field more everywhere, and these rules of alpha."""
    item = raw(world, CONTROL, keys.current("SETTINGS"))
    newer = newer_item(item, Settings)
    document = decode(newer["document"])
    document["channels"][ALPHA]["rules"].update(rules)
    document["account"]["quote"] = "a currency of tomorrow"
    world.client.put_item(TableName=CONTROL, Item={**newer, "document": encode(document)})


def test_settings_of_the_next_release_are_read_as_far_as_they_are_known() -> None:
    with stored_world() as world:
        before = world.control.current().settings

        push_newer(world, rule_of_tomorrow="yes", stop_on_close="a word of tomorrow")

        control = world.control.current()
        rules, known = control.settings.rules_for(ALPHA), before.rules_for(ALPHA)
        assert control.settings_readable
        assert (rules.mode, rules.addition_size) == (Mode.LIVE, known.addition_size)
        assert control.settings.channels[ALPHA].allowed_author_ids != ()
        assert control.settings.account.untouchable == ("SHIB",)


def test_settings_of_the_next_release_stop_entries_and_nothing_else() -> None:
    with stored_world("signal", "opening", "close", "open") as world:
        push_newer(world, rule_of_tomorrow="yes")

        world.sweep()

        decision = world.signals.decision(
            ItemKey(channel_id=ALPHA, sort_key=f"{names('pending')['signal']}#0#S0")
        )
        assert decision is not None
        assert decision.code == "paused"
        for _ in range(2):
            world.sweep()
        assert world.position(IDS["open"]).state is PositionState.CLOSED


def test_the_operator_can_halt_under_settings_of_the_next_release() -> None:
    with stored_world() as world:
        push_newer(world)
        seen = world.control.current().flags

        world.control.set_flags(seen.model_copy(update={"halted": True}), replacing=seen)

        assert world.control.current().flags.halted


def test_switches_of_the_next_release_keep_what_is_not_known_here() -> None:
    with stored_world() as world:
        make_newer(world.client, CONTROL, "flags", Flags)
        seen = world.control.current().flags

        world.control.set_flags(seen.model_copy(update={"halted": True}), replacing=seen)

        item = raw(world, CONTROL, keys.current("FLAGS"))
        assert item["schema"]["N"] == str(SCHEMAS["flags"] + 1)
        assert decode(item["document"])["of_tomorrow"] == "kept"
        assert world.control.current().flags.paused


def newer_records() -> list[MessageRecord]:
    """What waits on the queue, as the next release's scraper would have written it."""
    bodies = [json.loads(each["Body"]) for each in read_json("queue")]
    newer = [newer_document(each, MessageRecord.model_validate(each), "message") for each in bodies]
    return [decode_record(json.dumps(each)) for each in newer if each["source"] != "canary"]


def test_records_of_the_next_release_are_read_and_open_nothing() -> None:
    with stored_world("opening", "paper_opening") as world:
        verdicts = [
            record_message(record, signals=world.signals, clock=world.clock)
            for record in newer_records()
        ]

        told = [(each.kind.value, each.reason) for each in verdicts]
        assert [reason for kind, reason in told if kind == "signal"] == ["newer_record"] * 4
        assert {kind for kind, _ in told} == {"signal", "deleted", "amendment", "none"}
        pending = [world.signals.item(each) for each in world.signals.pending()]
        assert [item.action.value for item in pending if isinstance(item, Amendment)] == [
            "cancel",
            "close",
        ]
        assert len(pending) == 2


def test_paper_trading_goes_on_with_an_account_of_the_next_release() -> None:
    with stored_world("paper_open") as world:
        store = DynamoPaper(POSITIONS, world.client)
        text, version = store.load()
        assert text is not None
        newer = {**json.loads(text), "schema": SCHEMAS["paper_account"] + 1, "of_tomorrow": 1}
        store.save(json.dumps(newer), version)

        world.move("ETH-USD", "2601", "2601", "2701", "2701")

        assert world.position(IDS["paper_open"]).state is PositionState.CLOSED
