"""From a post in Discord to the books of the exchange, under the functions' own roles."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from sandbox.demo import books, checks
from sandbox.demo.crash import victim
from sandbox.demo.row import live_brackets, targets_filled
from sandbox.demo.script import REFUSED, Crash, Milestone, Post, PriceMove, Restart, Until, posted
from tests.e2e.theatre import Theatre

pytestmark = pytest.mark.e2e


def test_a_signal_becomes_a_protected_position_and_ends_by_targets_and_stop(
    theatre: Theatre,
) -> None:
    theatre.play(
        *posted(["btc"], until=Milestone.PLACED),
        PriceMove("BTC-USD", "64150"),
        Until("btc", Milestone.PROTECTED),
    )
    stops = {bracket.stop_price for bracket in live_brackets(theatre.position("btc"))}

    theatre.play(
        PriceMove("BTC-USD", "68250"),
        Until("btc", Milestone.ONE_TARGET),
        Until("btc", Milestone.BREAKEVEN),
        PriceMove("BTC-USD", "64100"),
        Until("btc", Milestone.CLOSED),
    )

    assert stops == {Decimal(61900)}
    assert targets_filled(theatre.position("btc")) == 1
    assert theatre.watch.rows["btc"].result == "stop_loss"


def test_one_signal_three_times_with_the_scraper_killed_is_one_position(theatre: Theatre) -> None:
    rows = theatre.play(
        Crash("doge"),
        Post("doge-again"),
        Post("doge-third"),
        Restart(),
        Until("doge", Milestone.PLACED),
        Until("doge-again", Milestone.DECIDED),
        Until("doge-third", Milestone.DECIDED),
        victim=victim("scraper", theatre.stage),
    )

    assert [rows[key].code for key in ("doge", "doge-again", "doge-third")] == [
        "opened",
        "same_call",
        "same_call",
    ]
    assert len([p for p in theatre.all_positions if p.product_id == "DOGE-USD"]) == 1
    assert theatre.doubled_orders() == []


def test_a_strangers_close_of_that_position_closes_nothing(theatre: Theatre) -> None:
    rows = theatre.play(*posted(["stranger-close"]))

    assert rows["stranger-close"].code == "not_the_author"
    assert rows["doge"].result == "open"


def test_an_order_in_flight_when_the_trader_dies_is_adopted_not_sent_again(
    theatre: Theatre,
) -> None:
    theatre.play(
        Crash("atom"),
        Restart(),
        Until("atom", Milestone.PLACED, within=150),
        Post("atom-deleted"),
        Until("atom", Milestone.CLOSED),
        victim=victim("trader", theatre.stage),
    )

    assert theatre.doubled_orders() == []
    assert theatre.watch.rows["atom"].result == "canceled"


def test_what_must_not_be_traded_is_refused_by_its_name(theatre: Theatre) -> None:
    orders = len(theatre.venue["orders"])

    rows = theatre.play(
        *(Post(key) for key in REFUSED), *(Until(key, Milestone.DECIDED) for key in REFUSED)
    )

    assert {key: rows[key].code for key in REFUSED} == {
        key: rows[key].message.expect.code for key in REFUSED
    }
    assert len(theatre.venue["orders"]) == orders


def test_in_the_end_our_books_are_the_venues(theatre: Theatre) -> None:
    deposit = Decimal(theatre.stage.plan.deposit)

    found = books.compare(theatre.all_positions, theatre.venue, quote="USD", deposit=deposit)

    assert books.differences(found) == []
    assert list(checks.waiting({"dead": theatre.stage.queue_length("DeadMessagesQueueUrl")})) == []


def test_every_message_was_read_with_the_settings_in_force(theatre: Theatre) -> None:
    """The parser's role lets it read what they teach; without it the version would be 0."""
    verdicts = [row.verdict for row in theatre.watch.rows.values() if row.verdict is not None]

    assert {verdict.settings_version for verdict in verdicts} == {1}


def test_a_yes_makes_a_new_layout_known_and_the_next_call_needs_none(
    theatre: Theatre, tmp_path: Path
) -> None:
    """The trader writes what was confirmed under its own role."""
    card = "#{} LONG\nEntry: {}\nStop: {}\nTargets: {} - {}"
    theatre.push(tmp_path, unknown_layout="ask")

    first = theatre.say("swing-calls", card.format("LTC", 80, 76, 88, 92))
    assert theatre.becomes(first) == "asked"
    theatre.answer("approve", first, tmp_path)
    second = theatre.say("swing-calls", card.format("UNI", 8, "7.6", "8.8", "9.2"))

    assert theatre.becomes(first) == "opened"
    assert theatre.becomes(second) == "opened"
