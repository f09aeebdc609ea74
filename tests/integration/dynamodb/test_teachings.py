from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from signalfill.adapters.dynamodb import keys
from signalfill.adapters.dynamodb.items import encode
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.settings import ChannelSettings, Settings
from signalfill.domain.teaching import Teaching, Template, WordKind
from tests.fakes.clock import START
from tests.integration.dynamodb.conftest import Stores
from tests.integration.dynamodb.tables import CONTROL

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

pytestmark = pytest.mark.integration

CHANNEL = "900000000000000001"
SHARED = Teaching(ignore=("This is not a trading signal",))
OWN = Teaching(
    words={WordKind.STOP: ("safety plank",), WordKind.PART: ("halfje=0.5",)},
    coins={"mama": "ETH"},
    templates=(Template(layout="{coin} in {entry} out {stop}", example="SOL in 5 out 4"),),
)


def push(stores: Stores) -> None:
    channels = {CHANNEL: ChannelSettings(name="calls", reading=OWN)}
    settings = Settings(reading=SHARED, channels=channels)
    stores.control.push_settings(settings, pushed_at=START, pushed_by="me")


def test_before_any_settings_nothing_is_taught(stores: Stores) -> None:
    assert stores.teachings.taught(CHANNEL) == (0, ())


def test_a_channel_is_taught_what_all_share_and_its_own(stores: Stores) -> None:
    push(stores)

    assert stores.teachings.taught(CHANNEL) == (1, (SHARED, OWN))


def test_a_channel_that_is_not_in_the_settings_is_taught_what_all_share(stores: Stores) -> None:
    push(stores)

    assert stores.teachings.taught("900000000000000002") == (1, (SHARED,))


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("schema", 99),
        ("number", "x"),
        ("document", {"reading": {"words": {"unheard": ["of"]}}}),
        ("document", {"reading": ["not", "a", "teaching"]}),
    ],
)
def test_what_this_release_cannot_read_is_an_error_of_ours(
    dynamodb: Stores, client: DynamoDBClient, part: str, value: object
) -> None:
    push(dynamodb)
    key = keys.current("SETTINGS")
    item = client.get_item(TableName=CONTROL, Key=key)["Item"]
    client.put_item(TableName=CONTROL, Item={**item, part: encode(value)})

    with pytest.raises(InvalidInputError):
        dynamodb.teachings.taught(CHANNEL)


def test_settings_of_an_earlier_release_teach_nothing(
    dynamodb: Stores, client: DynamoDBClient
) -> None:
    push(dynamodb)
    key = keys.current("SETTINGS")
    item = client.get_item(TableName=CONTROL, Key=key)["Item"]
    client.put_item(TableName=CONTROL, Item={**item, "document": encode({"account": {}})})

    assert dynamodb.teachings.taught(CHANNEL) == (1, ())
