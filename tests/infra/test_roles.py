from __future__ import annotations

import pytest

from tests.infra.templates import (
    SCRAPER,
    SYSTEM,
    actions,
    as_list,
    mentions,
    properties,
    resources,
    statements,
)

ROLES = [
    (path, role)
    for path in (SYSTEM, SCRAPER)
    for kind in ("AWS::IAM::Role", "AWS::IAM::ManagedPolicy")
    for role in resources(path, of_type=kind)
]
FUNCTIONS = sorted(resources(of_type="AWS::Serverless::Function"))


@pytest.mark.parametrize(("path", "role"), ROLES)
def test_no_permission_is_for_everything_unless_it_knows_no_resource(path: str, role: str) -> None:
    unlimited = [each for each in statements(role, path) if "*" in as_list(each["Resource"])]

    assert [each["Action"] for each in unlimited] in ([], ["ecr:GetAuthorizationToken"])


@pytest.mark.parametrize(("path", "role"), ROLES)
def test_no_permission_is_for_a_whole_service(path: str, role: str) -> None:
    assert not [action for action in actions(role, path) if "*" in action]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_has_a_role_of_its_own(function: str) -> None:
    role = properties(function)["Role"]["Fn::GetAtt"]

    assert role == f"{function.removesuffix('Function')}Role.Arn"
    assert "Policies" not in properties(function)


@pytest.mark.parametrize("role", ["ParserRole", "OnPositionRole"])
def test_the_coinbase_key_is_out_of_reach_for(role: str) -> None:
    assert not mentions(statements(role), "CoinbaseKeySecret")


@pytest.mark.parametrize("role", ["OnSignalRole", "OnScheduleRole"])
def test_the_trader_reads_the_coinbase_key_and_cannot_notify(role: str) -> None:
    assert mentions(statements(role), "CoinbaseKeySecret")
    assert not mentions(statements(role), "NoticeWebhookSecret")
    assert not mentions(statements(role), "NoticeTopic")


def test_what_both_trading_doors_share_writes_layouts_and_no_settings() -> None:
    writes = [
        each
        for each in statements("TradePolicy")
        if mentions(each["Resource"], "ControlTable")
        and {"dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"}
        & set(as_list(each["Action"]))
    ]

    assert [each["Condition"] for each in writes] == [
        {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["LAYOUTS#*"]}}
    ]


def test_notices_read_the_settings_and_switch_nothing() -> None:
    (allowed,) = (
        each["Action"]
        for each in statements("OnPositionRole")
        if mentions(each["Resource"], "ControlTable")
    )

    assert allowed == ["dynamodb:GetItem", "dynamodb:Query"]


def test_the_parser_reads_no_secret_and_writes_one_table() -> None:
    assert "secretsmanager:GetSecretValue" not in actions("ParserRole")
    assert not mentions(statements("ParserRole"), "PositionsTable")
    control = [each for each in statements("ParserRole") if mentions([each], "ControlTable")]
    assert [each["Action"] for each in control] == ["dynamodb:GetItem"]


def test_the_scraper_sends_and_cannot_read_the_queue() -> None:
    assert {each for each in actions("TaskRole", SCRAPER) if each.startswith("sqs:")} == {
        "sqs:SendMessage"
    }


@pytest.mark.parametrize("role", ["OnSignalRole", "OnScheduleRole", "OnPositionRole"])
def test_what_guards_money_cannot_be_dropped_by(role: str) -> None:
    assert not {"dynamodb:DeleteTable", "dynamodb:UpdateTable"} & actions(role)


def test_only_the_sweep_writes_to_the_whole_control_table() -> None:
    writers = [
        role
        for role in resources(of_type="AWS::IAM::Role")
        for each in statements(role)
        if mentions(each["Resource"], "ControlTable")
        and {"dynamodb:PutItem", "dynamodb:UpdateItem"} & set(as_list(each["Action"]))
        and "Condition" not in each
    ]

    assert writers == ["OnScheduleRole"]
