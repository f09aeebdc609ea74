"""Rules and limits of single authors, within their channel."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from signalfill.domain.budget import author_scope
from signalfill.domain.rules import Mode
from signalfill.domain.settings import AccountSettings, ChannelSettings, Settings
from signalfill.domain.verdict import Decision, DecisionKind
from signalfill.services.operating.worst_loss import json_schema, worst_loss
from tests.fakes.world import AUTHOR, CHANNEL, STRANGER, World

WEBHOOK = "600000000000000001"


def settings(
    authors: dict[str, dict[str, Any]], account: AccountSettings | None = None, **rules: str
) -> Settings:
    channel = {
        "name": "alpha",
        "access": "invited",
        "terms_permit_automation": "yes",
        "allowed_author_ids": (AUTHOR, STRANGER),
        "allowed_webhook_ids": (WEBHOOK,),
        "rules": {
            "mode": "live",
            "trial_positions": "0",
            "unknown_layout": "trade",
            **rules,
        },
        "authors": authors,
    }
    return Settings(
        account=account or AccountSettings(daily_loss_fraction=Decimal("0.2")),
        channels={CHANNEL: ChannelSettings.model_validate(channel)},
    )


def world(authors: dict[str, dict[str, Any]], account: AccountSettings | None = None) -> World:
    made = World()
    made.push(settings(authors, account))
    return made


def said(each: World, author_id: str) -> Decision:
    decision = each.say(each.signal(each.provenance(author_id=author_id)))
    assert decision is not None
    return decision


def test_an_author_s_rules_override_the_channel_s_for_this_author_alone() -> None:
    each = world({AUTHOR: {"rules": {"risk_fraction": "0.1 %"}}})

    small, full = each.signal(), each.signal(each.provenance(author_id=STRANGER))

    sizes = []
    for signal in (small, full):
        made = World()
        made.push(each.control.current().settings)
        sizes.append(sum(s.base_size for s in made.opened(signal).slices))
    assert sizes[0] * 4 < sizes[1] < sizes[0] * 6


def test_an_author_may_be_on_paper_in_a_live_channel() -> None:
    each = world({AUTHOR: {"rules": {"mode": "paper"}}})

    assert each.opened().mode is Mode.PAPER
    assert each.opened(each.signal(each.provenance(author_id=STRANGER))).mode is Mode.LIVE


def test_an_author_who_is_off_is_refused() -> None:
    each = world({AUTHOR: {"rules": {"mode": "off"}}})

    assert said(each, AUTHOR).code == "mode"


def test_a_webhook_is_the_author_of_what_it_posts() -> None:
    each = world({WEBHOOK: {"rules": {"mode": "off"}}})
    who = each.provenance().model_copy(update={"webhook_id": WEBHOOK})

    decision = each.say(each.signal(who))

    assert decision is not None
    assert decision.code == "mode"


def test_an_author_s_limit_stands_instead_of_the_account_s_limit_for_authors() -> None:
    account = AccountSettings(daily_loss_fraction=Decimal("0.2"), max_loss_per_author=Decimal(1000))
    each = world({AUTHOR: {"max_loss": "20"}}, account)

    refused, allowed = said(each, AUTHOR), said(each, STRANGER)

    assert (refused.kind, refused.code) == (DecisionKind.DENIED, "budget")
    assert refused.value.startswith(author_scope("live", AUTHOR))
    assert allowed.kind is DecisionKind.OPENED


def test_without_a_limit_of_their_own_authors_have_the_account_s() -> None:
    account = AccountSettings(daily_loss_fraction=Decimal("0.2"), max_loss_per_author=Decimal(20))
    each = world({AUTHOR: {"name": "best", "max_loss": "1000"}}, account)

    assert said(each, STRANGER).code == "budget"
    assert said(each, AUTHOR).kind is DecisionKind.OPENED


@pytest.mark.parametrize("mode", ["live", "approve"])
def test_an_author_is_never_bolder_than_the_channel(mode: str) -> None:
    with pytest.raises(ValidationError, match="is bolder than the channel in mode paper"):
        settings({AUTHOR: {"rules": {"mode": mode}}}, mode="paper")


def test_an_author_s_override_must_be_a_rule() -> None:
    with pytest.raises(ValidationError):
        settings({AUTHOR: {"rules": {"risk": "1 %"}}})


def test_the_worst_loss_counts_the_boldest_author() -> None:
    plain = worst_loss(settings({}), Mode.LIVE)
    bold = worst_loss(settings({AUTHOR: {"rules": {"risk_fraction": "1 %"}}}), Mode.LIVE)
    meek = worst_loss(settings({AUTHOR: {"rules": {"risk_fraction": "0.1 %"}}}), Mode.LIVE)

    assert bold.rises_over(plain)
    assert not meek.rises_over(plain)


def test_a_limit_for_every_author_caps_what_one_position_may_lose() -> None:
    account = AccountSettings(max_loss_per_author=Decimal(70))

    assert worst_loss(settings({}, account), Mode.LIVE).position.cap == 70
    more = settings({AUTHOR: {"max_loss": "90"}}, account)
    assert worst_loss(more, Mode.LIVE).position.cap == 90


def test_the_schema_gives_an_author_the_same_rules_as_the_defaults() -> None:
    rules = json_schema()["$defs"]["AuthorSettings"]["properties"]["rules"]

    assert rules["$ref"] == "#/$defs/Rules"
