from __future__ import annotations

import pytest

from cli.story import message_of
from signalfill.domain.signal import AmendmentAction, Problem, Reading, ReadingKind, SignalReading
from signalfill.domain.verdict import Verdict, VerdictKind
from signalfill.parsing import parse
from tests.fakes.world import CHANNEL, STRANGER, settings
from tests.unit.cli.operator import Operator, refuses

LINK = "https://discord.com/channels/1/700000000000000001/42"


def test_a_bare_id_has_no_channel() -> None:
    assert message_of(" 42 ") == (None, "42")


@pytest.mark.parametrize(
    "link",
    [
        LINK,
        LINK + "/",
        LINK.replace("discord.com", "ptb.discord.com"),
        LINK.replace("discord.com", "discordapp.com"),
        LINK.replace("/1/", "/@me/"),
    ],
)
def test_a_link_names_channel_and_message(link: str) -> None:
    assert message_of(link) == (CHANNEL, "42")


@pytest.mark.parametrize("text", ["", "abc", "https://example.com/channels/1/2/3", "4 2"])
def test_other_words_are_no_message(text: str) -> None:
    assert "neither a message id nor a link" in refuses(lambda: message_of(text))


def test_an_unknown_message_says_where_to_look(operator: Operator) -> None:
    assert operator.types("why", "42") == 2
    assert "signalfill channels" in operator.complaints


def test_a_traded_message_shows_every_step(operator: Operator) -> None:
    signal = operator.world.signal()
    operator.parsed(signal)
    operator.world.move("99", "94")
    operator.types("why", signal.provenance.message_id)
    steps = [
        "read as signal: a call",
        "BTC long, limit 100, targets 110, 120, stop 95: tradable",
        "signal: opened",
        "pass  spread: 0.00020, limit 0.005",
        "plan: entry 100; targets 110, 120; stops 95, 95; worst loss ",
        f"position {signal.signal_id} (live): CLOSED",
        "order sf1-",
        "fill ",
        "closed: closed (stop_loss)",
    ]
    assert [step for step in steps if step not in operator.said] == []


def test_a_link_into_a_thread_is_found_under_the_watched_parent(operator: Operator) -> None:
    signal = operator.world.signal()
    operator.parsed(signal)
    link = f"https://discord.com/channels/1/999999/{signal.provenance.message_id}"
    assert operator.reads("why", link)["channel_id"] == CHANNEL


def test_a_refused_signal_names_the_gate_with_value_and_threshold(operator: Operator) -> None:
    signal = operator.world.signal(operator.world.provenance(age_seconds=40 * 3600))
    operator.parsed(signal)
    operator.types("why", signal.provenance.message_id)
    assert "signal: denied, too_old (value 144000s) (threshold 86400s)" in operator.said
    assert "STOP  too_old: 144000s, limit 86400s" in operator.said


def test_a_stranger_is_refused_by_name(operator: Operator) -> None:
    signal = operator.world.signal(operator.world.provenance(author_id=STRANGER))
    operator.parsed(signal)
    item = operator.reads("why", signal.provenance.message_id)["versions"][0]["items"][0]
    assert (item["decision"]["code"], item["position"]) == ("author", None)


def test_an_untradable_reading_has_nothing_to_decide(operator: Operator) -> None:
    signal = operator.world.signal()
    reading = SignalReading(base="BTC", problems=(Problem.NO_SIDE,))
    operator.record(
        signal, Reading(kind=ReadingKind.SIGNAL, signals=(reading,), reason="incomplete")
    )
    operator.types("why", signal.provenance.message_id)
    assert "no_side: no side is said, and none follows from the prices" in operator.said
    assert "nothing to decide" in operator.said


def recorded(operator: Operator, text: str, *, kept: bool = True) -> str:
    """A message as the parser recorded it; what `why` says of it."""
    said = operator.world.signal().provenance
    verdict = Verdict(
        channel_id=said.channel_id,
        message_id=said.message_id,
        version=said.version,
        kind=VerdictKind.SIGNAL,
        reason="a call; one doubt",
        parser_version="test",
        settings_version=7,
        reading=parse(text),
        parsed_at=said.parsed_at,
    )
    operator.world.signals.record(verdict, text=text if kept else "")
    operator.types("why", said.message_id)
    return operator.said


CALL = "SOL long\nEntry 145\nSL 138"


def test_the_message_is_shown_with_its_numbers_marked(operator: Operator) -> None:
    said = recorded(operator, CALL)

    assert "  | SOL[1] long[2]\n  | Entry 145[3]\n  | SL 138[4]\n" in said
    assert "  [4]  stop     138   labelled\n" in said


def test_it_says_with_which_settings_a_message_was_read(operator: Operator) -> None:
    assert "read as signal: a call (parser test, settings 7)" in recorded(operator, CALL)


def test_without_its_text_the_values_that_were_read_remain(operator: Operator) -> None:
    said = recorded(operator, CALL, kept=False)

    assert "the text is not kept any more" in said
    assert "stop     138   labelled" in said
    assert "Entry 145" not in said


def test_a_refusal_is_told_in_words(operator: Operator) -> None:
    signal = operator.world.signal(operator.world.provenance(author_id=STRANGER))
    operator.parsed(signal)
    operator.types("why", signal.provenance.message_id)
    assert "signal: denied, author " in operator.said
    assert "who may give signals in the channel" in operator.said


def test_chat_is_named_as_such(operator: Operator) -> None:
    signal = operator.world.signal()
    operator.record(signal, Reading(kind=ReadingKind.NONE, reason="chat"))
    operator.types("why", signal.provenance.message_id)
    assert "read as none: chat (parser test)" in operator.said


def test_a_signal_not_decided_yet_waits(operator: Operator) -> None:
    signal = operator.world.signal()
    operator.parsed(signal)
    pending = operator.world.signal()
    reading = Reading(kind=ReadingKind.SIGNAL, signals=(SignalReading(base="BTC"),), reason="x")
    operator.record(pending, reading)
    operator.world.signals.add(pending)
    operator.types("why", pending.provenance.message_id)
    assert "signal: waits for its decision" in operator.said


def test_a_positions_id_leads_to_its_message() -> None:
    assert message_of("42-0") == (None, "42")


def test_the_plan_is_told_with_its_edge_and_what_it_had_to_give_up(operator: Operator) -> None:
    operator.world.push(settings(trial_positions="10"))
    signal = operator.world.signal()
    operator.parsed(signal)
    operator.types("why", signal.provenance.message_id)
    assert "reward/risk " in operator.said
    assert (
        "    live position 1 of this channel: the first 10 have 25 % of the size" in operator.said
    )


def test_each_fill_stands_under_its_order_and_before_the_result(operator: Operator) -> None:
    signal = operator.world.signal()
    operator.parsed(signal)
    operator.world.move("99", "94")
    operator.types("why", signal.provenance.message_id)
    lines = [line.split()[0] for line in operator.said.splitlines() if line.startswith("  ")]
    chain = [each for each in lines if each in {"order", "fill", "result", "step"}]
    assert chain == ["order", "fill"] * 4 + ["result", "step"]


def test_an_amendment_tells_what_it_did(operator: Operator) -> None:
    world = operator.world
    world.opened()
    world.move("99.5")
    amendment = world.amendment(AmendmentAction.MOVE_STOP, to="96")
    said = amendment.provenance
    verdict = Verdict(
        channel_id=said.channel_id,
        message_id=said.message_id,
        version="0",
        kind=VerdictKind.AMENDMENT,
        reason="amendment",
        parser_version="test",
        parsed_at=said.parsed_at,
    )
    world.signals.record(verdict, text="")
    world.say(amendment)
    operator.types("why", said.message_id)
    assert "amendment: applied, move_stop" in operator.said
    assert "    did: stop is to move to 96" in operator.said
    assert f"(by {amendment.amendment_id})" in operator.said


def test_what_the_operator_said_stands_beside_the_message(operator: Operator) -> None:
    signal = operator.world.signal()
    operator.parsed(signal)
    operator.types("close", signal.signal_id, "--yes")
    story = operator.reads("why", signal.signal_id)
    assert [each["item"]["action"] for each in story["instructions"]] == ["close"]
    operator.types("why", signal.signal_id)
    assert "said by the operator" in operator.said
    assert "amendment: applied, close" in operator.said


def test_a_question_that_waits_is_told_with_its_plan(operator: Operator) -> None:
    operator.world.push(settings(mode="approve"))
    signal = operator.world.signal()
    operator.parsed(signal)
    operator.types("why", signal.signal_id)
    assert ": buy " in operator.said
    assert "signal: waits for your answer" in operator.said


def test_a_rejected_plan_keeps_the_gates_that_it_had_passed(operator: Operator) -> None:
    operator.world.push(settings(mode="approve"))
    signal = operator.world.signal()
    operator.parsed(signal)
    operator.types("reject", signal.signal_id)
    operator.types("why", signal.signal_id)
    assert "signal: denied, rejected" in operator.said
    assert "pass  reward_risk: " in operator.said


def test_the_result_of_the_paper_twin_is_told_in_risks(operator: Operator) -> None:
    signal = operator.world.signal()
    operator.parsed(signal)
    operator.world.move("99", "94")
    operator.twin_ended(signal.signal_id, live="-1.2", paper="-1.05")
    operator.types("why", signal.provenance.message_id)
    assert "  paper twin: live -1.20 R, paper -1.05 R, difference -0.15 R\n" in operator.said


def test_without_a_result_nothing_is_told_of_a_twin(operator: Operator) -> None:
    signal = operator.world.signal()
    operator.parsed(signal)
    operator.types("why", signal.provenance.message_id)
    assert "twin" not in operator.said


@pytest.mark.parametrize("problem", Problem)
def test_why_says_of_every_problem_what_is_missing_and_what_would_mend_it(
    operator: Operator, problem: Problem
) -> None:
    signal = operator.world.signal()
    held = SignalReading(base="BTC", problems=(problem,))
    operator.record(signal, Reading(kind=ReadingKind.SIGNAL, signals=(held,), reason="a call"))

    operator.types("why", signal.provenance.message_id)

    lines = [each.strip() for each in operator.said.splitlines()]
    heads = ("not traded as it stands: ", "traded only where the rules allow it: ")
    assert sum(each.startswith(heads) for each in lines) == 1
    assert sum(each.startswith(("traded only if ", "readable if ")) for each in lines) == 1
