"""The first call of a layout is asked about; what the operator says decides the next ones."""

from __future__ import annotations

from decimal import Decimal

import pytest

from signalfill.domain.position import Position
from signalfill.domain.signal import AmendmentAction, Signal
from signalfill.domain.teaching import Teaching, WordKind
from signalfill.domain.verdict import ItemKey
from signalfill.services.recording import record_signal
from tests.fakes.world import CHANNEL, settings
from tests.unit.services.layouts import CARD, PLANK, Channel


@pytest.fixture
def channel() -> Channel:
    return Channel()


def again(channel: Channel, key: ItemKey, text: str = CARD) -> str:
    """The same layout once more, when the coin is free."""
    channel.close(key)
    return channel.code(channel.post(text))


def test_the_first_call_of_a_layout_is_asked_and_nothing_is_sent(channel: Channel) -> None:
    key = channel.post(CARD)

    assert channel.code(key) == "asked"
    assert channel.world.venue.placed == []


def test_a_yes_trades_it_and_the_next_call_of_the_layout(channel: Channel) -> None:
    key = channel.post(CARD)
    channel.approve(key)
    assert channel.code(key) == "opened"

    assert again(channel, key) == "opened"


def test_a_yes_for_once_leaves_the_layout_unknown(channel: Channel) -> None:
    key = channel.post(CARD)
    channel.approve(key, once=True)
    assert channel.code(key) == "opened"

    assert again(channel, key) == "asked"


def test_a_no_bars_nothing(channel: Channel) -> None:
    key = channel.post(CARD)
    channel.reject(key)
    assert channel.code(key) == "rejected"

    assert channel.code(channel.post(CARD)) == "asked"


def test_what_was_misread_is_not_traded_again(channel: Channel) -> None:
    key = channel.post(CARD)
    channel.reject(key, misread=True)
    assert channel.code(key) == "misread"

    assert channel.code(channel.post(CARD)) == "misread_layout"


def test_a_misread_layout_is_not_traded_on_paper_either() -> None:
    channel = Channel()
    channel.reject(channel.post(CARD), misread=True)
    channel.world.push(settings(mode="paper"))

    assert channel.code(channel.post(CARD)) == "misread_layout"


def test_what_was_misread_is_asked_again_once_it_was_taught_and_reads_otherwise() -> None:
    channel = Channel()
    channel.reject(channel.post(PLANK), misread=True)
    _teach(channel, Teaching(words={WordKind.LEVERAGE: ("plank",)}))

    assert channel.code(channel.post(PLANK)) == "asked"


def test_one_line_that_nobody_confirmed_is_asked(channel: Channel) -> None:
    key = channel.post(CARD)
    channel.approve(key)

    assert again(channel, key, PLANK) == "asked"


def test_lines_of_several_confirmed_messages_are_known_together(channel: Channel) -> None:
    first = channel.post(CARD)
    channel.approve(first)
    channel.close(first)
    second = channel.post(PLANK)
    channel.approve(second)

    channel.close(second)
    third = channel.post(f"{CARD}\nzebra")
    channel.approve(third)

    assert again(channel, third, f"{PLANK}\nzebra") == "opened"


def test_the_question_says_kind_coin_stop_and_the_unknown_words_first(channel: Channel) -> None:
    first = channel.post(CARD)
    channel.approve(first)
    channel.close(first)

    question = channel.question(channel.post(PLANK))

    assert question.startswith(
        "first of its kind in alpha, read as a call: BUY BTC, LIMIT 100 (not now), stop 95. "
        "1 of 5 lines are new, with words never seen before: plank. So: buy "
    )


def test_the_question_names_all_answers(channel: Channel) -> None:
    key = channel.post(CARD)
    item = channel.world.signals.item(key)
    assert isinstance(item, Signal)

    (entry,) = channel.world.positions.journal(item.signal_id)
    assert entry.details["answers"] == [
        f"signalfill approve {item.signal_id}",
        f"signalfill approve {item.signal_id} --once",
        f"signalfill reject {item.signal_id}",
        f"signalfill reject {item.signal_id} --misread",
    ]


def test_an_edit_of_the_price_while_asked_withdraws_the_question_and_puts_another(
    channel: Channel,
) -> None:
    key = channel.post(CARD)
    message_id = key.sort_key.partition("#")[0]

    later = channel.post(CARD.replace("95", "94"), message_id=message_id, edited=True)
    channel.approve(key)

    assert channel.code(key) == "superseded"
    assert channel.code(later) == "opened"


def test_a_deletion_while_asked_withdraws_the_question(channel: Channel) -> None:
    key = channel.post(CARD)

    channel.delete(key.sort_key.partition("#")[0])

    assert channel.code(key) == "withdrawn"


def test_a_question_without_an_answer_runs_out_and_leaves_the_layout_unknown(
    channel: Channel,
) -> None:
    key = channel.post(CARD)
    channel.world.clock.advance(minutes=24 * 60 + 1)
    channel.world.sweep()

    assert channel.code(key) == "not_approved"
    assert channel.code(channel.post(CARD)) == "asked"


def test_paper_trades_an_unknown_layout_and_says_so() -> None:
    channel = Channel(mode="paper")

    key = channel.post(CARD)

    decision = channel.decision(key)
    assert decision is not None
    assert decision.code == "opened"
    assert "layout: 4 of 4 lines are new: traded" in [
        f"{gate.gate}: {gate.value}" for gate in decision.gates
    ]


def test_skip_refuses_by_name() -> None:
    channel = Channel(unknown_layout="skip")

    assert channel.code(channel.post(CARD)) == "unknown_layout"


def test_small_trades_at_a_quarter() -> None:
    full, small = Channel(unknown_layout="trade"), Channel(unknown_layout="small")

    sizes = [
        sum((each.base_size for each in _position(channel).slices), Decimal(0))
        for channel in (full, small)
    ]

    assert sizes[1] == pytest.approx(sizes[0] / 4, rel=Decimal("0.001"))


def test_asleep_nothing_is_asked() -> None:
    channel = Channel()
    _sleep(channel)

    assert channel.code(channel.post(CARD)) == "unknown_layout"


def test_asleep_it_may_be_small() -> None:
    channel = Channel(while_asleep="small")
    _sleep(channel, while_asleep="small")

    assert channel.code(channel.post(CARD)) == "opened"


def test_a_yes_out_of_hours_is_a_yes() -> None:
    channel = Channel()
    key = channel.post(CARD)
    _sleep(channel)

    channel.approve(key)

    assert channel.code(key) == "opened"


def test_beyond_the_days_questions_calls_are_skipped_and_that_is_told_once() -> None:
    channel = Channel(max_layout_questions="2")
    keys = [channel.post(f"{CARD}\nword{letter}") for letter in "abcd"]

    assert [channel.code(key) for key in keys] == [
        "asked", "asked", "layout_questions", "layout_questions",
    ]  # fmt: skip
    told = channel.world.positions.journal(f"layouts-{CHANNEL}")
    assert [entry.notice for entry in told] == ["question"]


def test_the_next_day_is_asked_again() -> None:
    channel = Channel(max_layout_questions="1")
    channel.post(CARD)
    channel.world.clock.advance(minutes=24 * 60)

    assert channel.code(channel.post(CARD)) == "asked"


def test_mode_approve_asks_what_is_known_too_and_does_not_mark_it() -> None:
    channel = Channel(mode="approve")
    first = channel.post(CARD)
    assert "first of its kind" in channel.question(first)
    channel.approve(first)
    channel.close(first)

    key = channel.post(CARD)

    assert channel.code(key) == "asked"
    assert "first of its kind" not in channel.question(key)


def test_mode_approve_has_no_limit_of_questions() -> None:
    channel = Channel(mode="approve", max_layout_questions="0")

    assert channel.code(channel.post(CARD)) == "asked"


def test_a_close_never_waits_for_its_layout(channel: Channel) -> None:
    key = channel.post(CARD)
    channel.approve(key)

    said = channel.post("close BTC, wordnobodyknows")

    assert channel.code(said) == "close"


def test_settings_pushed_without_new_words_change_nothing(channel: Channel) -> None:
    key = channel.post(CARD)
    channel.approve(key)
    channel.world.push(settings(unknown_layout="by_mode", cool_down="0s", max_spread="0.006"))

    assert again(channel, key) == "opened"


def test_other_words_carry_over_what_reads_the_same(channel: Channel) -> None:
    key = channel.post(CARD)
    channel.approve(key)
    _teach(channel, Teaching(words={WordKind.STOP: ("plank",)}))

    assert again(channel, key) == "opened"


def test_what_reads_otherwise_under_other_words_is_asked_again_and_told(channel: Channel) -> None:
    key = channel.post(PLANK)
    channel.approve(key)
    _teach(channel, Teaching(words={WordKind.LEVERAGE: ("plank",)}))

    assert again(channel, key) == "asked"
    (told,) = channel.world.positions.journal(f"layouts-{CHANNEL}")
    assert "0 confirmed messages read as before" in told.text
    assert "1 do not" in told.text


def test_what_was_deleted_at_discord_loses_its_text_and_stays_known(channel: Channel) -> None:
    key = channel.post(CARD)
    channel.approve(key)
    channel.delete(key.sort_key.partition("#")[0])

    (example,) = channel.world.layouts.examples(CHANNEL)
    assert example.text == ""
    assert again(channel, key) == "opened"


def test_an_example_names_nobody_and_links_nowhere(channel: Channel) -> None:
    key = channel.post(f"{CARD}\n@somebody https://example.com/x <@123456>")
    channel.approve(key)

    (example,) = channel.world.layouts.examples(CHANNEL)
    assert example.text == f"{CARD}\n@user https://link @user"


def test_an_answer_is_stored_though_another_saves_the_book_meanwhile(channel: Channel) -> None:
    key = channel.post(CARD)
    channel.world.layouts.saved_meanwhile = 2
    channel.approve(key)

    assert again(channel, key) == "opened"


def test_channels_know_their_own_layouts_only(channel: Channel) -> None:
    channel.approve(channel.post(CARD))

    book, _ = channel.world.layouts.load("700000000000000002")
    assert not book.known


def test_an_addition_in_an_unknown_layout_is_asked_and_a_known_one_adds(channel: Channel) -> None:
    key = channel.post(CARD)
    channel.approve(key)
    channel.world.push(settings(unknown_layout="by_mode", addition_size="0.5", cool_down="0s"))

    added = channel.post("add BTC at 98")
    assert channel.code(added) == "asked"
    channel.answer(added, AmendmentAction.APPROVE)

    assert channel.code(added) == "add"
    assert channel.code(channel.post("add BTC at 97")) != "asked"


def _position(channel: Channel) -> Position:
    key = channel.post(CARD)
    item = channel.world.signals.item(key)
    assert isinstance(item, Signal)
    return channel.world.position(item.signal_id)


def _sleep(channel: Channel, **rules: str) -> None:
    """The clock stands at noon."""
    asleep = settings(unknown_layout="by_mode", cool_down="0s", **rules)
    account = asleep.account.model_copy(update={"awake": "20-22"})
    channel.world.push(asleep.model_copy(update={"account": account}))


def _teach(channel: Channel, teaching: Teaching) -> None:
    taught = settings(unknown_layout="by_mode", cool_down="0s")
    known = taught.channels[CHANNEL].model_copy(update={"reading": teaching})
    channel.world.push(taught.model_copy(update={"channels": {**taught.channels, CHANNEL: known}}))


def test_a_message_that_another_release_read_leaves_the_book_as_it_is(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = channel.post(CARD)
    channel.approve(key)
    channel.close(key)
    before, _ = channel.world.layouts.load(CHANNEL)
    monkeypatch.setattr(record_signal, "PARSER_VERSION", "other")

    channel.post(PLANK)

    after, _ = channel.world.layouts.load(CHANNEL)
    assert (after.words, after.known) == (before.words, before.known)


def test_a_use_that_cannot_be_noted_does_no_harm(channel: Channel) -> None:
    key = channel.post(CARD)
    channel.approve(key)
    channel.close(key)
    channel.world.clock.advance(minutes=8 * 24 * 60)
    channel.world.layouts.saved_meanwhile = 1

    assert channel.code(channel.post(CARD)) == "opened"


def test_a_book_that_was_carried_over_meanwhile_is_read_again(channel: Channel) -> None:
    key = channel.post(CARD)
    channel.approve(key)
    channel.close(key)
    _teach(channel, Teaching(words={WordKind.STOP: ("plank",)}))
    channel.world.layouts.saved_meanwhile = 1

    assert channel.code(channel.post(CARD)) == "asked"
    channel.world.clock.advance(minutes=1)
    assert channel.code(channel.post(CARD.replace("100", "90").replace("95", "85"))) == "opened"


def test_a_signal_of_an_earlier_release_has_no_layout_and_is_asked(channel: Channel) -> None:
    signal = channel.world.signal()
    channel.world.say(signal)
    key = ItemKey.of(signal)

    assert "its lines were not recorded" in channel.question(key)
    channel.approve(key)
    assert channel.code(key) == "opened"
    assert channel.world.layouts.load(CHANNEL)[0].known == {}
