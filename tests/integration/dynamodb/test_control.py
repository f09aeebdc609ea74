from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from signalfill.adapters.dynamodb.control import DynamoControl
from signalfill.adapters.dynamodb.keys import current, settings_version
from signalfill.domain.control import Control, Flags
from signalfill.domain.errors import VersionConflictError
from signalfill.domain.rules import Rules, UnknownLayout
from signalfill.domain.settings import AccountSettings, ChannelSettings, Settings
from tests.fakes.clock import START
from tests.integration.dynamodb.conftest import Stores
from tests.integration.dynamodb.tables import CONTROL

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

pytestmark = pytest.mark.integration

SETTINGS = Settings(
    account=AccountSettings(quote="USDC", max_loss=Decimal("250.5")),
    defaults=Rules(max_signal_age_market=timedelta(minutes=3), risk_fraction=Decimal("0.01")),
    channels={"900000000000000001": ChannelSettings(name="calls", rules={"max_chase": "0.5 %"})},
)


def test_a_fresh_table_watches_nobody(stores: Stores) -> None:
    assert stores.control.current() == Control()
    assert stores.control.settings_history() == []


def test_pushed_settings_are_in_force_and_come_back_whole(stores: Stores) -> None:
    assert stores.control.push_settings(SETTINGS, pushed_at=START, pushed_by="first") == 1

    assert stores.control.current() == Control(settings=SETTINGS, settings_version=1)


def test_every_version_is_kept(stores: Stores) -> None:
    later = START + timedelta(hours=1)
    stores.control.push_settings(SETTINGS, pushed_at=START, pushed_by="first")
    stores.control.push_settings(Settings(), pushed_at=later, pushed_by="second")

    assert stores.control.settings_history() == [(2, later, "second"), (1, START, "first")]
    assert stores.control.settings_version(1) == SETTINGS
    assert stores.control.settings_version(3) is None
    assert stores.control.current().settings == Settings()


def test_flags_stand_beside_the_settings(stores: Stores) -> None:
    flags = Flags(paused=True, paused_channels=("900000000000000001",), breaker_latched=True)
    stores.control.push_settings(SETTINGS, pushed_at=START, pushed_by="first")

    stores.control.set_flags(flags)

    assert stores.control.current() == Control(settings=SETTINGS, settings_version=1, flags=flags)


def test_flags_are_replaced_only_while_they_are_as_they_were_read(stores: Stores) -> None:
    stores.control.set_flags(Flags(paused=True), replacing=Flags())

    with pytest.raises(VersionConflictError):
        stores.control.set_flags(Flags(breaker_latched=True), replacing=Flags())
    stores.control.set_flags(Flags(paused=True, breaker_latched=True), replacing=Flags(paused=True))

    assert stores.control.current().flags == Flags(paused=True, breaker_latched=True)


def test_a_checkpoint_only_moves_forward(stores: Stores) -> None:
    assert stores.control.checkpoint("1") is None
    for message_id in ("9", "1234567890123456789", "8"):
        stores.control.advance_checkpoint("1", message_id)

    assert stores.control.checkpoint("1") == "1234567890123456789"


def test_identifies_are_counted_by_day(stores: Stores) -> None:
    assert stores.control.count_identify(day="2026-11-23") == 1
    assert stores.control.count_identify(day="2026-11-23") == 2
    assert stores.control.identifies(day="2026-11-23") == 2
    assert stores.control.identifies(day="2026-11-24") == 0


def test_a_sweep_does_not_change_what_is_in_force(stores: Stores) -> None:
    stores.control.record_sweep(completed_at=START)

    assert stores.control.current() == Control()


def test_settings_of_an_earlier_release_trade_unknown_layouts_until_the_next_push(
    client: DynamoDBClient,
) -> None:
    control = DynamoControl(CONTROL, client)
    control.push_settings(SETTINGS, pushed_at=START, pushed_by="first")
    for key in (current("SETTINGS"), settings_version(1)):
        client.update_item(
            TableName=CONTROL,
            Key=key,
            UpdateExpression="REMOVE #d.#s.#f",
            ExpressionAttributeNames={
                "#d": "document",
                "#s": "defaults",
                "#f": "unknown_layout",
            },
        )

    stored = control.settings_version(1)
    assert stored is not None
    for settings in (stored, control.current().settings):
        assert settings.defaults.unknown_layout is UnknownLayout.TRADE


def test_settings_pushed_now_follow_the_mode(stores: Stores) -> None:
    stores.control.push_settings(SETTINGS, pushed_at=START, pushed_by="first")

    assert stores.control.current().settings.defaults.unknown_layout is None
