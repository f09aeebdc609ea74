from __future__ import annotations

import json
from collections import Counter

import pytest

from cli.demo_channel.channel import MESSAGES, export, posted
from cli.demo_channel.market import BEGINS, COINS, ENDS, MINUTES, Minutes, minutes_of
from signalfill.parsing import parse


@pytest.fixture(scope="module")
def market() -> dict[str, Minutes]:
    return {each.base: minutes_of(each) for each in COINS}


def test_no_bar_contradicts_itself(market: dict[str, Minutes]) -> None:
    for bars in market.values():
        assert (bars.low <= bars.open).all()
        assert (bars.low <= bars.close).all()
        assert (bars.high >= bars.open).all()
        assert (bars.high >= bars.close).all()
        assert (bars.low > 0).all()
        assert (bars.number[1:] > bars.number[:-1]).all()


def test_a_thin_coin_has_minutes_without_a_trade(market: dict[str, Minutes]) -> None:
    assert len(market["BTC"].number) == MINUTES
    assert 0.5 < len(market["LINK"].number) / MINUTES < 0.7


def test_the_same_seed_makes_the_same_export(market: dict[str, Minutes]) -> None:
    assert export(market) == export({each.base: minutes_of(each) for each in COINS})
    assert export(market, seed=3) != export(market)


def test_the_channel_has_calls_follow_ups_boasts_and_chatter(market: dict[str, Minutes]) -> None:
    said = posted(market)
    assert len(said) == MESSAGES
    kinds = Counter(parse(each.text).kind.value for each in said)
    assert kinds["signal"] >= 60
    assert kinds["amendment"] >= 15
    assert kinds["report"] >= 3
    assert kinds["none"] >= 5


def test_every_message_has_an_id_of_its_own_within_the_market_s_days(
    market: dict[str, Minutes],
) -> None:
    messages = json.loads(export(market))["messages"]
    assert len({each["id"] for each in messages}) == MESSAGES
    moments = [each["timestamp"] for each in messages]
    assert moments == sorted(moments)
    assert BEGINS.isoformat() <= moments[0]
    assert moments[-1] < ENDS.isoformat()


def test_some_calls_were_edited_after_their_outcome(market: dict[str, Minutes]) -> None:
    assert sum(each.edited is not None for each in posted(market)) == 4
