from __future__ import annotations

from signalfill.domain.control import Flags
from signalfill.domain.errors import VersionConflictError
from signalfill.domain.position import Position
from tests.fakes.world import CHANNEL, OTHER_CHANNEL
from tests.unit.cli.operator import Operator


def flags(operator: Operator) -> Flags:
    return operator.control().current().flags


def test_pause_stops_entries_everywhere(operator: Operator) -> None:
    assert operator.types("pause") == 0
    assert flags(operator).paused


def test_pause_of_a_channel_leaves_the_others(operator: Operator) -> None:
    operator.types("pause", "--channel", CHANNEL)
    assert flags(operator) == Flags(paused_channels=(CHANNEL,))


def test_pausing_twice_is_pausing_once(operator: Operator) -> None:
    operator.types("pause", "--channel", CHANNEL)
    operator.types("pause", "--channel", CHANNEL)
    assert flags(operator).paused_channels == (CHANNEL,)


def test_an_unwatched_channel_cannot_be_paused(operator: Operator) -> None:
    assert operator.types("pause", "--channel", "1") == 2
    assert CHANNEL in operator.complaints


def test_resume_under_a_halt_lifts_the_halt_only(operator: Operator) -> None:
    operator.control().set_flags(Flags(paused=True, halted=True))
    assert operator.types("resume") == 0
    assert flags(operator) == Flags(paused=True)

    operator.types("resume")
    assert flags(operator) == Flags()


def paused_away(operator: Operator) -> Position:
    position = operator.world.opened()
    operator.types("pause")
    operator.world.sweep()
    return operator.world.position(position.position_id)


def test_pause_says_how_many_entries_it_cancels(operator: Operator) -> None:
    operator.world.opened()
    operator.types("pause")
    assert "2 resting entries of 1 positions that hold nothing are canceled" in operator.said


def test_resume_offers_to_put_back_what_the_pause_canceled(operator: Operator) -> None:
    position = paused_away(operator)

    operator.types("resume", answers=["put back"])

    (again,) = operator.world.positions.positions()
    assert again.signal.earlier_ids == (position.position_id,)
    assert again.entry_price == position.entry_price


def test_what_was_put_back_is_not_offered_once_more(operator: Operator) -> None:
    paused_away(operator)
    operator.types("resume", "--put-back")

    assert operator.reads("resume")["canceled_entries"] == []


def test_what_nobody_wants_back_stays_canceled(operator: Operator) -> None:
    paused_away(operator)

    assert operator.types("resume", answers=["no"]) == 0
    assert operator.types("resume") == 0

    assert not flags(operator).paused
    assert list(operator.world.positions.positions()) == []


def test_resume_of_a_channel_leaves_the_others_paused(operator: Operator) -> None:
    operator.control().set_flags(Flags(paused_channels=(CHANNEL, OTHER_CHANNEL)))
    operator.types("resume", "--channel", CHANNEL)
    assert flags(operator).paused_channels == (OTHER_CHANNEL,)


def test_resume_leaves_the_breaker_latched(operator: Operator) -> None:
    operator.control().set_flags(Flags(breaker_latched=True, breaker_reason="daily loss"))
    operator.types("resume")
    assert flags(operator).breaker_latched
    assert "breaker latched: daily loss" in operator.said


def test_resume_unlatches_the_breaker_when_told(operator: Operator) -> None:
    operator.control().set_flags(Flags(breaker_latched=True, breaker_reason="daily loss"))
    operator.types("resume", "--breaker")
    assert flags(operator) == Flags()


def test_resume_unlocks_every_account(operator: Operator) -> None:
    latched = Flags(breaker_latched=True, breaker_reason="daily loss", breaker_accounts=("live",))
    operator.control().set_flags(latched)
    operator.types("resume", "--breaker")
    assert flags(operator) == Flags()


def test_a_breaker_that_latches_meanwhile_is_not_lost(operator: Operator) -> None:
    store = operator.world.control
    set_flags = store.set_flags

    def meanwhile(new: Flags, *, replacing: Flags | None = None) -> None:
        store.set_flags = set_flags  # type: ignore[method-assign]
        set_flags(Flags(breaker_latched=True))
        set_flags(new, replacing=replacing)

    store.set_flags = meanwhile  # type: ignore[method-assign,assignment]
    operator.types("pause")
    assert flags(operator) == Flags(paused=True, breaker_latched=True)


def test_the_operator_has_the_last_word_over_flags_of_a_later_release(
    operator: Operator,
) -> None:
    store = operator.world.control
    set_flags = store.set_flags

    def unreadable(new: Flags, *, replacing: Flags | None = None) -> None:
        if replacing is not None:
            raise VersionConflictError("not what was read")
        set_flags(new)

    store.set_flags = unreadable  # type: ignore[method-assign,assignment]
    operator.types("pause")
    assert flags(operator).paused


def test_halt_wants_the_word_typed(operator: Operator) -> None:
    assert operator.types("halt", answers=["yes"]) == 1
    assert not flags(operator).halted


def test_halt_goes_on_after_the_word(operator: Operator) -> None:
    assert operator.types("halt", answers=["halt"]) == 0
    assert flags(operator).halted


def test_halt_without_anybody_to_ask_halts_nothing(operator: Operator) -> None:
    assert operator.types("halt") == 2
    assert not flags(operator).halted


def test_halt_does_not_forget_what_was_paused(operator: Operator) -> None:
    operator.types("pause", "--channel", CHANNEL)
    operator.types("halt", "--yes")
    assert flags(operator) == Flags(halted=True, paused_channels=(CHANNEL,))


def test_halt_lists_what_rests_at_the_exchange(operator: Operator) -> None:
    operator.world.opened()
    operator.types("halt", "--yes")
    assert operator.said.count("rests at the exchange: entry BUY") == 2


def test_halt_names_what_its_stops_protect(operator: Operator) -> None:
    operator.world.opened()
    operator.world.move("99")
    operator.types("halt", "--yes")
    assert operator.said.count("rests at the exchange: protection SELL") == 2
    assert "UNPROTECTED" not in operator.said


def test_halt_as_json_asks_on_stderr(operator: Operator) -> None:
    record = operator.reads("halt", answers=["halt"])
    assert (record["flags"]["halted"], record["positions"]) == (True, [])
