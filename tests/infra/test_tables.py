from __future__ import annotations

import pytest

from signalfill.adapters.dynamodb import keys
from signalfill.adapters.dynamodb.items import Item
from signalfill.domain.verdict import ItemKey
from tests.infra.templates import properties, resources, template

TABLES = sorted(resources(of_type="AWS::DynamoDB::Table"))


def test_there_are_three_tables() -> None:
    assert TABLES == ["ControlTable", "PositionsTable", "SignalsTable"]


@pytest.mark.parametrize("table", TABLES)
def test_a_table_outlives_its_stack_and_its_replacement(table: str) -> None:
    assert resources()[table]["DeletionPolicy"] == "Retain"
    assert resources()[table]["UpdateReplacePolicy"] == "Retain"


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_protected_everywhere_but_in_the_sandbox(table: str) -> None:
    assert properties(table)["DeletionProtectionEnabled"] == {"Fn::If": ["Guarded", True, False]}
    assert template()["Conditions"]["Guarded"] == {"Fn::Equals": [{"Ref": "Environment"}, "prod"]}


@pytest.mark.parametrize("table", TABLES)
def test_a_table_can_be_restored_to_any_moment(table: str) -> None:
    assert properties(table)["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"]


@pytest.mark.parametrize("table", TABLES)
def test_a_table_costs_nothing_while_nothing_happens(table: str) -> None:
    assert properties(table)["BillingMode"] == "PAY_PER_REQUEST"


@pytest.mark.parametrize("table", ["ControlTable", "PositionsTable"])
def test_what_guards_money_never_expires(table: str) -> None:
    assert "TimeToLiveSpecification" not in properties(table)


def test_only_an_attribute_of_message_texts_lets_items_of_the_signals_table_expire() -> None:
    expiry = properties("SignalsTable")["TimeToLiveSpecification"]

    assert expiry == {"AttributeName": "expires_at", "Enabled": True}


@pytest.mark.parametrize("table", ["PositionsTable", "SignalsTable"])
def test_streams_carry_the_new_item(table: str) -> None:
    assert properties(table)["StreamSpecification"] == {"StreamViewType": "NEW_IMAGE"}


@pytest.mark.parametrize(
    ("table", "item"),
    [
        ("SignalsTable", keys.signal_item(ItemKey(channel_id="1", sort_key="2"))),
        ("PositionsTable", keys.position("1-0")),
        ("ControlTable", keys.sweep()),
    ],
)
def test_the_adapters_keys_are_the_tables(table: str, item: Item) -> None:
    declared = [each["AttributeName"] for each in properties(table)["KeySchema"]]

    assert sorted(item) == sorted(declared)


@pytest.mark.parametrize(
    ("table", "index", "schema"),
    [
        ("SignalsTable", keys.PENDING_INDEX, ["pending", "pending_since"]),
        ("PositionsTable", keys.LIVE_INDEX, ["live", "pk"]),
    ],
)
def test_the_sparse_index_holds_keys_only(table: str, index: str, schema: list[str]) -> None:
    (declared,) = properties(table)["GlobalSecondaryIndexes"]

    assert declared["IndexName"] == index
    assert [each["AttributeName"] for each in declared["KeySchema"]] == schema
    assert declared["Projection"] == {"ProjectionType": "KEYS_ONLY"}


def test_nothing_has_a_name_that_a_second_stack_would_collide_with() -> None:
    fixed = {"TableName", "QueueName", "FunctionName", "RoleName", "LogGroupName"}

    taken = {name for name, each in resources().items() if fixed & set(each.get("Properties", {}))}

    assert taken == set()
