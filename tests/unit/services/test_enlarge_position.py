"""`add`: an addition goes through all gates and becomes more protected slices (issue, docs)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from signalfill.domain.amendments.adding import MOST_SLICES, refusal_of_state
from signalfill.domain.budget import coin_scope, day_scope, loss_scope, positions_scope
from signalfill.domain.control import Flags
from signalfill.domain.errors import RetryableError
from signalfill.domain.journal import NoticeKind
from signalfill.domain.order import OrderStatus
from signalfill.domain.position import OrderPurpose, Position, PositionState
from signalfill.domain.rules import Mode, Rules
from signalfill.domain.settings import AccountSettings
from signalfill.domain.signal import Amendment, AmendmentAction, Signal
from signalfill.domain.verdict import Decision, DecisionKind, ItemKey
from signalfill.services.operating.instruct import instruct
from signalfill.services.trading.decide_pending import decide_pending
from signalfill.services.trading.enlarge_position import enlarge_position
from signalfill.services.trading.propose import waiting
from tests.fakes.world import CHANNEL, STRANGER, World, settings


def holding(**rules: str) -> tuple[World, Position]:
    """Bought at 100 with stop 95, targets 110 and 120; half as much is added where asked."""
    world = World()
    world.push(settings(**{"addition_size": "50 %", "max_notional_fraction": "50 %", **rules}))
    position = world.opened()
    world.move("99.5")
    return world, world.position(position.position_id)


def addition(
    world: World, price: str | None = "98", *, fraction: str | None = None, **changes: object
) -> Amendment:
    who = world.provenance(**changes)  # type: ignore[arg-type]
    return world.amendment(AmendmentAction.ADD, who, to=price, fraction=fraction)


def said(world: World, item: Amendment) -> Decision:
    decision = world.say(item)
    assert decision is not None
    return decision


def now(world: World, position: Position) -> Position:
    return world.position(position.position_id)


def planned(position: Position) -> Decimal:
    return sum((s.base_size for s in position.slices if s.added_by is None), Decimal(0))


def added(position: Position) -> Decimal:
    return sum((s.base_size for s in position.slices if s.added_by is not None), Decimal(0))


def test_it_becomes_entries_at_its_price_with_the_stop_and_targets_of_the_position() -> None:
    world, position = holding()

    decision = said(world, addition(world))

    enlarged = now(world, position)
    assert (decision.kind, decision.code) == (DecisionKind.APPLIED, "add")
    new = [each for each in enlarged.slices if each.added_by is not None]
    assert [each.index for each in new] == [2, 3]
    assert {each.entry_price for each in new} == {Decimal(98)}
    assert [each.take_profit_price for each in new] == [Decimal(110), Decimal(120)]
    assert {each.stop_price for each in new} == {Decimal(95)}
    assert all(request.attached is not None for request in world.venue.placed)


def test_it_is_a_part_of_what_was_planned_first() -> None:
    world, position = holding()

    said(world, addition(world))
    said(world, addition(world, "97"))

    half = planned(now(world, position)) / 2
    assert added(now(world, position)) == pytest.approx(2 * half, rel=Decimal("0.0001"))


def test_entered_below_the_price_that_it_names_it_buys_its_part_and_no_more() -> None:
    world, position = holding(max_chase="0.3 %")

    said(world, addition(world, price="105"))

    after = now(world, position)
    assert added(after) == planned(position) / 2
    assert all(s.entry_price < 105 for s in after.slices if s.added_by and s.entry_price)


def test_a_part_that_the_message_names_counts_more_than_the_settings() -> None:
    world, position = holding()

    who = world.provenance()
    said(world, world.amendment(AmendmentAction.ADD, who, to="98", fraction="0.25"))

    enlarged = now(world, position)
    assert added(enlarged) == pytest.approx(planned(enlarged) / 4, rel=Decimal("0.0001"))


def test_what_it_bought_is_protected() -> None:
    world, position = holding()
    said(world, addition(world))

    world.move("97.9", "98")

    enlarged = now(world, position)
    assert enlarged.naked_since is None
    guarded = sum(
        (
            order.base_size
            for order in enlarged.orders
            if order.purpose is OrderPurpose.PROTECTION and order.status is OrderStatus.ACCEPTED
        ),
        Decimal(0),
    )
    assert guarded == planned(enlarged) + added(enlarged)


def test_its_loss_is_reserved_and_given_back_once() -> None:
    world, position = holding()
    scopes = [
        day_scope("live"),
        loss_scope("live"),
        coin_scope("live", "BTC"),
        positions_scope("live"),
    ]
    before = world.positions.used(scopes)

    said(world, addition(world))

    after, enlarged = world.positions.used(scopes), now(world, position)
    more = enlarged.worst_case_loss - position.worst_case_loss
    assert more > 0
    assert [after[s] - before[s] for s in scopes[:3]] == pytest.approx([more] * 3)
    assert after[scopes[3]] == before[scopes[3]] == 1
    world.move("97.9", "111", "121", "121")
    assert now(world, position).state is PositionState.CLOSED
    assert set(world.positions.used(scopes).values()) == {Decimal(0)}
    drifts = [e for e in world.positions.journal("account-live") if e.event == "budget_drift"]
    assert drifts == []


def test_an_addition_beyond_a_budget_is_denied() -> None:
    world, position = holding()
    limits = AccountSettings(daily_loss_fraction=Decimal("0.2"), max_loss=position.worst_case_loss)
    pushed = world.control.current().settings
    world.push(pushed.model_copy(update={"account": limits}))

    decision = said(world, addition(world))

    assert (decision.kind, decision.code) == (DecisionKind.DENIED, "budget")
    assert now(world, position).slices == position.slices


def test_a_position_s_own_limits_hold_for_the_whole_of_it() -> None:
    world, position = holding()
    limits = AccountSettings(
        daily_loss_fraction=Decimal("0.2"),
        max_loss_per_position=position.worst_case_loss + 10,
    )
    world.push(world.control.current().settings.model_copy(update={"account": limits}))

    said(world, addition(world))

    enlarged = now(world, position)
    assert position.worst_case_loss < enlarged.worst_case_loss <= position.worst_case_loss + 10


def test_the_cap_of_a_position_s_value_counts_what_it_has_already() -> None:
    world, position = holding()
    world.push(settings(addition_size="50 %", max_notional_fraction="9.2 %"))

    decision = said(world, addition(world))

    assert decision.code == "below_minimum"
    assert now(world, position).slices == position.slices


@pytest.mark.parametrize(
    ("flags", "code"),
    [
        (Flags(paused=True), "paused"),
        (Flags(paused_channels=(CHANNEL,)), "paused"),
        (Flags(breaker_latched=True), "paused"),
    ],
)
def test_what_stops_entries_stops_additions(flags: Flags, code: str) -> None:
    world, _ = holding()
    world.control.set_flags(flags)

    assert said(world, addition(world)).code == code


def test_an_addition_that_waited_too_long_is_denied() -> None:
    world, _ = holding()
    world.clock.advance(minutes=20)

    decision = said(world, addition(world, age_seconds=16 * 60))

    assert (decision.code, decision.threshold) == ("too_old", "900s")


def test_an_addition_far_from_the_market_is_no_price_of_this_coin() -> None:
    world, _ = holding()

    assert said(world, addition(world, "150")).code == "price_frame_mismatch"


def test_an_addition_with_too_little_left_to_earn_is_denied() -> None:
    world, _ = holding()
    world.push(settings(addition_size="50 %", min_reward_risk="6"))

    assert said(world, addition(world, "99")).code == "reward_risk"


def test_an_addition_below_the_stop_is_denied() -> None:
    world, _ = holding()

    assert said(world, addition(world, "94")).code == "price_sides"


def test_a_stranger_adds_nothing() -> None:
    world, position = holding()

    decision = said(world, addition(world, author_id=STRANGER))

    assert decision.code == "not_the_author"
    assert now(world, position).slices == position.slices


def test_who_may_amend_but_not_signal_adds_nothing() -> None:
    world, position = holding()
    pushed = world.control.current().settings
    channel = pushed.channels[CHANNEL].model_copy(update={"amendment_author_ids": (STRANGER,)})
    world.push(pushed.model_copy(update={"channels": {CHANNEL: channel}}))

    assert said(world, addition(world, author_id=STRANGER)).code == "author"
    assert now(world, position).slices == position.slices


@pytest.mark.parametrize(
    ("price", "rules", "code"),
    [
        (None, {}, "add_without_price"),
        ("98", {"addition_size": "off"}, "add_without_size"),
        ("9800000", {}, "add_without_price"),
    ],
)
def test_what_the_message_leaves_open_is_asked(
    price: str | None, rules: dict[str, str], code: str
) -> None:
    world, position = holding(**rules)

    decision = said(world, addition(world, price))

    assert decision.code == code
    asked = [e for e in world.positions.journal(position.position_id) if "add_" in e.text]
    assert [entry.notice for entry in asked] == [NoticeKind.QUESTION]


def test_a_position_of_the_paper_account_gets_nothing_from_a_live_channel() -> None:
    position = World().opened().model_copy(update={"mode": Mode.PAPER})

    refusal = refusal_of_state(position, Rules(mode=Mode.LIVE))

    assert refusal is not None
    assert (refusal.gate, refusal.threshold) == ("mode", "paper")


def test_a_position_full_of_parts_or_on_its_way_out_takes_no_more() -> None:
    rules = Rules(mode=Mode.LIVE)
    position = World().opened()
    full = position.model_copy(update={"slices": position.slices * MOST_SLICES})
    closing = position.model_copy(update={"close_requested": True})
    canceling = position.model_copy(update={"cancel_entries": True})

    refused = [refusal_of_state(each, rules) for each in (full, closing, canceling)]

    assert [each.gate if each else None for each in refused] == ["slices", "closing", "closing"]
    assert refusal_of_state(position, rules) is None


def test_an_addition_rests_although_the_first_entries_expired_and_were_canceled() -> None:
    world = World()
    world.push(settings(addition_size="50 %", max_notional_fraction="50 %", entry_expiry="1h"))
    ladder = world.signal(entry_kind="ladder", entry_prices=(Decimal(100), Decimal(97)))
    position = world.opened(ladder)
    world.move("99.5")
    world.clock.advance(hours=2)
    world.venue.price("99.5")
    world.sweep()
    assert now(world, position).cancel_entries

    said(world, addition(world))
    world.move("99.5", "99.5")

    enlarged = now(world, position)
    added_ones = {each.index for each in enlarged.slices if each.added_by is not None}
    assert {
        order.status
        for order in enlarged.orders
        if order.slice_index in added_ones and order.purpose is OrderPurpose.ENTRY
    } == {OrderStatus.ACCEPTED}


def test_an_addition_is_not_doubled_by_a_second_delivery() -> None:
    world, position = holding()
    key = world.signals.add(addition(world))

    for _ in range(3):
        decide_pending(key, world.context())

    assert len(now(world, position).slices) == 4
    assert world.venue.doubled() == []


def test_a_refused_addition_still_looks_at_the_position_that_it_held() -> None:
    world = World()
    world.push(settings(addition_size="50 %"))
    position = world.opened()
    world.venue.price("99.5")

    assert said(world, addition(world, "94")).kind is DecisionKind.DENIED

    assert now(world, position).state is PositionState.OPEN


def test_an_addition_waits_while_another_invocation_holds_the_position() -> None:
    world, position = holding()
    until = world.clock.now().replace(hour=23)
    world.positions.take_lease(
        position.position_id, owner="another", now=world.clock.now(), until=until
    )
    key = world.signals.add(addition(world))

    with pytest.raises(RetryableError):
        decide_pending(key, world.context())
    world.positions.release_lease(position.position_id, owner="another")
    world.move("99.5")

    assert len(now(world, position).slices) == 4


def asked(world: World) -> tuple[Amendment, Position]:
    """A channel in mode approve, with a position; an addition waits for the operator."""
    position = world.opened()
    world.move("99.5")
    pushed = settings(addition_size="50 %", mode="approve")
    world.push(pushed)
    item = addition(world)
    assert world.say(item) is None
    return item, now(world, position)


def answer(world: World, word: AmendmentAction) -> Decision | None:
    (signal,) = [signal for _, signal, _ in waiting(world.signals)]
    key = instruct(word, signal, signals=world.signals, now=world.clock.now())
    return decide_pending(key, world.context())


def decided(world: World, item: Amendment) -> Decision | None:
    return world.signals.decision(ItemKey.of(item))


def test_in_mode_approve_an_addition_waits_for_the_operator_and_is_asked_once() -> None:
    world = World()
    item, position = asked(world)

    world.sweep()

    assert now(world, position).slices == position.slices
    questions = [e for e in world.positions.journal(position.position_id) if e.event == "proposed"]
    assert len(questions) == 1
    assert "more BTC-USD" in questions[0].text
    assert decided(world, item) is None


def test_a_yes_lets_it_through_the_gates_of_then() -> None:
    world = World()
    item, position = asked(world)

    word = answer(world, AmendmentAction.APPROVE)

    assert word is not None
    assert word.kind is DecisionKind.APPLIED
    assert len(now(world, position).slices) == 4
    again = decided(world, item)
    assert again is not None
    assert again.code == "add"


def test_a_yes_does_not_help_against_a_gate() -> None:
    world = World()
    item, position = asked(world)
    world.control.set_flags(Flags(paused=True))

    word = answer(world, AmendmentAction.APPROVE)

    assert word is not None
    assert (word.kind, word.code) == (DecisionKind.IGNORED, "paused")
    assert now(world, position).slices == position.slices
    refused = decided(world, item)
    assert refused is not None
    assert refused.code == "paused"


def test_a_yes_adds_nothing_where_the_settings_name_no_size_by_now() -> None:
    world = World()
    item, position = asked(world)
    world.push(settings(mode="approve"))

    word = answer(world, AmendmentAction.APPROVE)

    assert word is not None
    assert (word.kind, word.code) == (DecisionKind.IGNORED, "add_without_size")
    assert now(world, position).slices == position.slices
    refused = decided(world, item)
    assert refused is not None
    assert refused.code == "add_without_size"


def test_a_no_ends_it() -> None:
    world = World()
    item, position = asked(world)

    answer(world, AmendmentAction.REJECT)

    refused = decided(world, item)
    assert refused is not None
    assert refused.code == "rejected"
    assert now(world, position).slices == position.slices


def test_without_an_answer_it_expires() -> None:
    world = World()
    item, _ = asked(world)
    world.clock.advance(minutes=16)
    world.venue.price("99.5")

    world.sweep()

    expired = decided(world, item)
    assert expired is not None
    assert (expired.code, expired.threshold) == ("not_approved", "900s")


def test_an_addition_of_a_position_that_closed_meanwhile_is_over() -> None:
    world = World()
    item, _ = asked(world)
    world.say(world.amendment(AmendmentAction.CLOSE))
    world.move("99.5")

    over = decided(world, item)

    assert over is not None
    assert over.code in {"no_position", "position_closed"}


def test_the_gates_are_kept_with_the_decision() -> None:
    world, _ = holding()

    decision = said(world, addition(world))

    names = [gate.gate for gate in decision.gates]
    for gate in ("mode", "author", "too_old", "price_frame_mismatch", "spread", "reward_risk"):
        assert gate in names


def proposal_of(world: World, signal: Signal) -> str:
    return next(p.position_id for _, s, p in waiting(world.signals) if s == signal)


def test_what_waits_is_named_by_its_position() -> None:
    world = World()
    _, position = asked(world)

    (signal,) = [signal for _, signal, _ in waiting(world.signals)]

    assert proposal_of(world, signal) == signal.signal_id == position.position_id


def test_while_it_waits_it_is_neither_asked_again_nor_decided() -> None:
    world = World()
    item, position = asked(world)
    world.clock.advance(minutes=2)
    world.venue.price("99.5")

    world.sweep()

    assert decided(world, item) is None
    assert now(world, position).slices == position.slices


def test_a_coin_that_the_venue_no_longer_trades_is_not_added_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world, position = holding()
    monkeypatch.setattr(world.venue, "product", lambda _: None)

    decision = said(world, addition(world))

    assert decision.code == "unknown_coin"
    assert now(world, position).slices == position.slices


def test_what_was_decided_or_closed_while_the_lease_was_taken_is_not_added_to() -> None:
    world, position = holding()
    first, second = addition(world), addition(world, "97")
    keys = [world.signals.add(first), world.signals.add(second)]
    refused = Decision(kind=DecisionKind.DENIED, code="rejected", decided_at=world.clock.now())

    def meanwhile(operation: str) -> None:
        if operation == "take_lease":
            world.positions.before_write = lambda _: None
            world.signals.decide(keys[0], refused)

    world.positions.before_write = meanwhile
    assert enlarge_position(keys[0], first, position.position_id, world.context()) is None
    world.say(world.amendment(AmendmentAction.CLOSE))
    over = enlarge_position(keys[1], second, position.position_id, world.context())

    assert over is not None
    assert over.code == "position_closed"
    assert len(now(world, position).slices) == 2


def test_an_addition_keeps_a_trial_position_to_the_size_of_a_trial() -> None:
    world, position = holding(trial_positions="10", sizing="fixed_quote", fixed_quote="4000")
    assert position.size_part == Decimal("0.25")

    for _ in range(3):
        said(world, addition(world, "99", fraction="0.9"))

    worth = sum((s.base_size for s in now(world, position).slices), Decimal(0)) * 100
    assert worth < Decimal("1.01") * Decimal(10_000) * Decimal("0.5") / 4
