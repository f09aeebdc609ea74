from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from signalfill.domain.account.watch import AccountWatch
from signalfill.domain.control import Flags
from signalfill.domain.errors import VersionConflictError
from signalfill.domain.holding import held
from signalfill.domain.journal import NoticeKind
from signalfill.domain.position import Position, PositionState
from signalfill.domain.product import Quote
from signalfill.domain.rules import Mode
from signalfill.domain.settings import AccountSettings
from signalfill.domain.verdict import DecisionKind
from tests.fakes.world import OTHER_CHANNEL, World, settings


def world_with(**account: object) -> World:
    """A position of 1,000 out of 10,000 is open; then the day may lose 30: a fall of 3 %."""
    world = World(gap_allowance="0", risk_fraction="5 %")
    holding(world)
    values = {"daily_loss_fraction": "0.3 %", "loss_streak": 0, **account}
    world.push(
        world.control.current().settings.model_copy(
            update={"account": AccountSettings.model_validate(values)}
        )
    )
    return world


def holding(world: World) -> Position:
    """A thousand worth of BTC, bought at 100; the stop at 95 and a far target rest."""
    position = world.opened(world.signal(stop_loss=Decimal(95), take_profits=(Decimal(150),)))
    world.move("99.9")
    return world.position(position.position_id)


def limit_of(fraction: str) -> AccountSettings:
    return AccountSettings.model_validate({"daily_loss_fraction": fraction, "loss_streak": 0})


def the_position(world: World) -> Position:
    return world.positions.positions(include_closed=True)[0]


def lose(world: World, price: str = "96") -> None:
    world.move(price, price)


def watch(world: World) -> AccountWatch:
    return world.positions.watch("live")


def flags(world: World) -> Flags:
    return world.control.current().flags


def test_a_loss_seen_in_two_sweeps_latches_the_breaker() -> None:
    world = world_with()

    world.move("96")
    assert not flags(world).breaker_latched
    world.move("96")

    assert flags(world).breaker_latched
    assert "the limit is" in (flags(world).breaker_reason or "")


def test_a_latched_breaker_refuses_the_next_entry_and_sells_nothing() -> None:
    world = world_with()
    position = the_position(world)
    lose(world)

    decision = world.say(world.signal(world.provenance(channel_id=OTHER_CHANNEL)))

    assert decision is not None
    assert (decision.code, decision.value) == ("paused", "breaker latched")
    assert world.position(position.position_id).state is PositionState.OPEN


def test_a_latched_breaker_says_so_once_at_once() -> None:
    world = world_with()
    lose(world)
    world.move("96", "96")

    told = [e for e in world.positions.journal("account-live") if e.notice is NoticeKind.BREAKER]
    assert len(told) == 1


def test_a_single_bad_price_never_latches() -> None:
    world = world_with()

    world.move("96", "99.9", "96", "99.9")

    assert not flags(world).breaker_latched


def test_a_stale_price_never_latches(monkeypatch: pytest.MonkeyPatch) -> None:
    world = world_with()
    quotes = world.venue.quotes

    def old(products: list[str]) -> dict[str, Quote]:
        at = world.clock.now() - timedelta(seconds=11)
        return {k: q.model_copy(update={"at": at}) for k, q in quotes(products).items()}

    monkeypatch.setattr(world.venue, "quotes", old)
    lose(world)

    assert not flags(world).breaker_latched


def test_a_wide_spread_never_latches() -> None:
    world = world_with()
    world.venue.spread = Decimal("0.1")

    lose(world)

    assert not flags(world).breaker_latched


@pytest.mark.parametrize("ask", ["0", "-1", "95"])
def test_an_absurd_price_never_latches(monkeypatch: pytest.MonkeyPatch, ask: str) -> None:
    world = world_with()

    def absurd(products: list[str]) -> dict[str, Quote]:
        at = world.clock.now()
        return {
            each: Quote(product_id=each, bid=Decimal(96), ask=Decimal(ask), at=at)
            for each in products
        }

    monkeypatch.setattr(world.venue, "quotes", absurd)
    lose(world)

    assert not flags(world).breaker_latched


def test_a_missing_price_does_not_switch_the_breaker_off(monkeypatch: pytest.MonkeyPatch) -> None:
    world = world_with(daily_loss_fraction="2 %")
    other = world.opened(
        world.signal(
            world.provenance(channel_id=OTHER_CHANNEL),
            entry_prices=(Decimal(94),),
            stop_loss=Decimal(93),
            take_profits=(Decimal(150),),
        )
    )
    world.move("94.9")  # the first one's stop sells: 50 lost
    world.move("93.9")
    assert held(world.position(other.position_id)) > 0
    world.push(world.control.current().settings.model_copy(update={"account": limit_of("0.3 %")}))
    monkeypatch.setattr(world.venue, "quotes", lambda _products: {})

    for _ in range(2):
        world.clock.advance(minutes=1)
        world.sweep()

    assert flags(world).breaker_latched


def test_the_breaker_survives_a_restart_until_the_operator_unlocks() -> None:
    world = world_with()
    lose(world)

    world.move("99", "99", "99")

    assert flags(world).breaker_latched


def test_after_unlocking_it_takes_another_whole_limit() -> None:
    world = world_with()
    lose(world, "97")
    world.control.set_flags(Flags())

    world.move("95.1", "95.1", "95.1")
    assert not flags(world).breaker_latched  # 19 lost since, the limit is 30
    world.push(world.control.current().settings.model_copy(update={"account": limit_of("0.1 %")}))
    world.move("95.1", "95.1")

    assert flags(world).breaker_latched


def test_a_new_day_begins_at_its_own_equity() -> None:
    world = world_with()
    world.move("97")

    world.clock.advance(hours=24)
    world.venue.price("97")
    world.sweep()

    assert watch(world).day == world.clock.now().date().isoformat()
    equity = watch(world).opening_equity
    assert equity is not None
    assert equity < 10_000
    world.move("96", "96")
    assert not flags(world).breaker_latched  # 10 lost today


def test_yesterdays_losses_leave_the_counters_when_the_day_is_over() -> None:
    world = world_with()
    position = the_position(world)
    world.move("94.9")
    scopes = [r.scope for r in position.reservations]
    lost = {k: v for k, v in world.positions.used(scopes).items() if v}
    assert {k.split("#")[1] for k in lost} == {"day", "loss", "channel", "author"}

    world.clock.advance(hours=24)
    for _ in range(3):
        world.sweep()

    assert set(world.positions.used(scopes).values()) == {0}


def test_flattening_is_a_setting_of_its_own() -> None:
    world = world_with(flatten_on_breaker=True)
    position = the_position(world)

    lose(world)
    world.move("96")

    assert world.position(position.position_id).state is PositionState.CLOSED


def test_what_another_invocation_holds_is_flattened_by_the_next_sweep() -> None:
    world = world_with(flatten_on_breaker=True)
    position = the_position(world)
    world.move("96")
    now = world.clock.now()
    world.positions.take_lease(
        position.position_id, owner="somebody", now=now, until=now + timedelta(seconds=90)
    )

    world.move("96")
    assert flags(world).breaker_latched
    assert not world.position(position.position_id).close_requested
    world.move("96")

    assert world.position(position.position_id).close_requested


def test_a_halt_flattens_nothing() -> None:
    world = world_with(flatten_on_breaker=True)
    position = the_position(world)
    world.control.set_flags(Flags(halted=True))

    lose(world)

    assert not world.position(position.position_id).close_requested


def test_a_switch_of_the_operator_is_never_overwritten() -> None:
    world = world_with()
    world.move("96")
    store = world.control.set_flags

    def meanwhile(new: Flags, *, replacing: Flags | None = None) -> None:
        store(Flags(paused=True))
        store(new, replacing=replacing)

    world.control.set_flags = meanwhile  # type: ignore[method-assign,assignment]
    world.move("96")

    assert (flags(world).paused, flags(world).breaker_latched) == (True, True)


def test_a_latch_for_paper_leaves_live_alone() -> None:
    world = World()
    paper = Flags(breaker_latched=True, breaker_accounts=("paper",))
    world.control.set_flags(paper)

    decision = world.say(world.signal())

    assert decision is not None
    assert decision.kind is DecisionKind.OPENED


def test_a_position_that_cannot_be_asked_to_close_is_asked_again() -> None:
    world = world_with(flatten_on_breaker=True)
    lose(world)
    world.control.set_flags(Flags(breaker_latched=True))
    failures = iter([True])

    def fail_once(operation: str) -> None:
        if operation == "save" and next(failures, False):
            raise VersionConflictError("somebody else wrote")

    world.positions.before_write = fail_once
    world.move("96", "96")

    assert the_position(world).close_requested


def test_what_was_sold_counts_without_a_price(monkeypatch: pytest.MonkeyPatch) -> None:
    world = world_with(daily_loss_fraction="2 %")
    resting = world.opened(
        world.signal(
            world.provenance(channel_id=OTHER_CHANNEL),
            entry_prices=(Decimal(90),),
            stop_loss=Decimal(89),
            take_profits=(Decimal(150),),
        )
    )
    assert resting.state is PositionState.OPENING
    world.push(world.control.current().settings.model_copy(update={"account": limit_of("0.3 %")}))
    world.move("94.9")  # the first one's stop sells: 50 lost
    monkeypatch.setattr(world.venue, "quotes", lambda _products: {})

    for _ in range(2):
        world.clock.advance(minutes=1)
        world.sweep()

    assert flags(world).breaker_latched


def test_two_looks_within_a_moment_are_one_look() -> None:
    world = world_with()
    world.move("96")
    world.clock.advance(seconds=5)
    world.sweep()

    assert not flags(world).breaker_latched


def test_two_looks_far_apart_are_not_in_a_row() -> None:
    world = world_with()
    world.move("96")
    world.clock.advance(minutes=6)
    world.sweep()

    assert not flags(world).breaker_latched


def test_a_latch_for_live_stops_plans_that_want_approval_too() -> None:
    world = World(mode="approve")
    live = Flags(breaker_latched=True, breaker_accounts=(Mode.LIVE,))
    world.control.set_flags(live)

    decision = world.say(world.signal())

    assert decision is not None
    assert (decision.code, decision.value) == ("paused", "breaker latched")


# --- losses in a row ---


def ended(world: World, price: str) -> None:
    """One position that is stopped out, or takes its target."""
    world.venue.price("100")
    world.opened(world.signal(take_profits=(Decimal(110),)))
    world.move("99.9", price, price)
    world.clock.advance(minutes=31)


def streak(world: World, *prices: str) -> str:
    for price in prices:
        ended(world, price)
    world.venue.price("100")
    decision = world.say(world.signal(take_profits=(Decimal(110),)))
    assert decision is not None
    return decision.code


def quiet_world(**account: object) -> World:
    world = World()
    values = {"daily_loss_fraction": "100 %", "loss_streak": 3, **account}
    world.push(settings().model_copy(update={"account": AccountSettings.model_validate(values)}))
    return world


def test_so_many_losses_in_a_row_pause_the_entries() -> None:
    assert streak(quiet_world(), "94.9", "94.9", "94.9") == "loss_streak"


def test_a_gain_between_them_ends_the_row() -> None:
    assert streak(quiet_world(), "94.9", "94.9", "110.1", "94.9") == "opened"


def test_the_pause_ends_by_itself() -> None:
    world = quiet_world(loss_pause="1h")
    for _ in range(3):
        ended(world, "94.9")

    world.clock.advance(hours=1)

    assert streak(world) == "opened"


def test_no_streak_is_counted_where_it_is_off() -> None:
    assert streak(quiet_world(loss_streak=0), "94.9", "94.9", "94.9") == "opened"


# --- budgets counted anew ---


def test_a_counter_that_drifted_is_set_right_by_the_second_recount() -> None:
    world = World()
    position = holding(world)
    scope = position.reservations[0].scope
    world.positions.correct_counter(scope, seen=Decimal(1), to=Decimal(4))

    world.sweep()
    assert world.positions.used([scope])[scope] == 4
    world.clock.advance(minutes=5)
    result = world.sweep()

    assert world.positions.used([scope])[scope] == 1
    assert result.budget_drifts == 1
    assert any(e.event == "budget_drift" for e in world.positions.journal("account-live"))


def test_counters_of_a_position_that_nobody_knows_are_freed() -> None:
    world = World()
    world.opened()
    world.positions.correct_counter("live#coin#BTC", seen=used(world), to=Decimal(10_000))

    for _ in range(2):
        world.sweep()
        world.clock.advance(minutes=5)

    assert used(world) < 10_000


def used(world: World, scope: str = "live#coin#BTC") -> Decimal:
    return world.positions.used([scope])[scope]


def test_a_reservation_made_meanwhile_is_never_lost() -> None:
    world = World()
    world.opened()
    scope = "live#positions"
    world.positions.correct_counter(scope, seen=Decimal(1), to=Decimal(4))
    world.sweep()
    correct = world.positions.correct_counter

    def meanwhile(scope: str, *, seen: Decimal, to: Decimal) -> bool:
        correct(scope, seen=seen, to=seen + 1)
        return correct(scope, seen=seen, to=to)

    world.positions.correct_counter = meanwhile  # type: ignore[method-assign]
    world.clock.advance(minutes=5)
    world.sweep()

    assert used(world, scope) == 5


def test_two_sweeps_at_once_do_not_free_what_was_reserved_after_they_began() -> None:
    world = World()
    world.opened()
    second = world.signal(
        world.provenance(channel_id=OTHER_CHANNEL),
        entry_prices=(Decimal(98),),
        stop_loss=Decimal(93),
    )
    listed = world.positions.positions()
    world.opened(second)
    world.positions.positions = lambda **_: listed  # type: ignore[method-assign]

    for _ in range(2):
        world.sweep(seconds=0)

    assert used(world, "live#positions") == 2


def test_a_counter_is_held_against_the_positions_of_now_before_it_is_set() -> None:
    world = World()
    world.opened()
    second = world.signal(
        world.provenance(channel_id=OTHER_CHANNEL),
        entry_prices=(Decimal(98),),
        stop_loss=Decimal(93),
    )
    before = world.positions.positions()
    world.opened(second)
    present = world.positions.positions
    for _ in range(2):
        # Each sweep listed the positions before the second one came, and reads them anew after.
        lists = iter([before])
        world.positions.positions = lambda **_: next(lists, present())  # type: ignore[method-assign]  # noqa: B023
        world.sweep(seconds=0)
        world.clock.advance(minutes=5)

    assert used(world, "live#positions") == 2


def test_a_position_that_the_index_forgot_keeps_its_reservation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = World()
    holding(world)
    before = used(world)
    monkeypatch.setattr(world.positions, "live_positions", list)

    for _ in range(3):
        world.clock.advance(minutes=5)
        world.sweep()

    assert used(world) == before


def test_without_an_answer_of_the_venue_budgets_are_counted_all_the_same() -> None:
    world = World()
    position = holding(world)
    scope = position.reservations[0].scope
    world.positions.correct_counter(scope, seen=Decimal(1), to=Decimal(4))
    world.venue.is_silent = True

    for _ in range(2):
        world.sweep(seconds=0)
        world.clock.advance(minutes=5)

    assert used(world, scope) == 1


def test_two_sweeps_at_once_settle_a_day_only_once() -> None:
    world = world_with()
    world.move("94.9")
    world.clock.advance(hours=24)
    store = world.positions.save_watch
    again = False

    def twice(watch: AccountWatch, **others: object) -> None:
        nonlocal again
        if not again:
            again = True
            world.sweep()
        store(watch, **others)  # type: ignore[arg-type]

    world.positions.save_watch = twice  # type: ignore[method-assign]
    world.sweep()

    assert used(world, "live#day") == 0


# --- the day's equity ---


def test_the_first_entry_of_a_day_notes_what_the_account_was_worth() -> None:
    world = World()
    world.opened()

    assert watch(world).day_equity(world.clock.now()) == 10_000


def test_the_days_limit_is_a_part_of_the_equity_at_its_start() -> None:
    world = World()
    holding(world)
    world.move("98")

    other = world.opened(
        world.signal(
            world.provenance(channel_id=OTHER_CHANNEL),
            entry_prices=(Decimal(97),),
            stop_loss=Decimal(90),
        )
    )

    limit = next(r.limit for r in other.reservations if r.scope == "live#day")
    assert limit == 2000


def test_a_deposit_moves_the_days_equity_once_two_sweeps_saw_it() -> None:
    world = World()
    holding(world)
    world.venue.engine.deposit("USD", Decimal(5000))

    world.move("99.9")
    assert watch(world).opening_equity == 10_000
    world.move("99.9")

    assert watch(world).opening_equity == pytest.approx(Decimal(15_000), abs=1)


def test_another_invocation_may_note_the_day_first() -> None:
    world = World()
    store = world.positions.save_watch

    def first(watch: AccountWatch, **others: object) -> None:
        del watch, others
        store(AccountWatch(account="live").opened(world.clock.now(), Decimal(9_999)))
        raise VersionConflictError("noted")

    world.positions.save_watch = first  # type: ignore[method-assign]
    position = world.opened()

    assert position.state is PositionState.OPENING
    assert watch(world).opening_equity == 9_999


# --- two sweeps at once ---


def meet(world: World, *, times: int) -> None:
    """Before a sweep stores its look at the account another one has stored its own."""
    meetings = iter(range(times))

    def let_another_in(operation: str) -> None:
        if operation == "save_watch" and next(meetings, None) is not None:
            world.positions.before_write = lambda _operation: None
            world.positions.save_watch(watch(world).model_copy(update={"scopes": ()}))
            world.positions.before_write = let_another_in

    world.positions.before_write = let_another_in


def test_a_sweep_that_meets_another_at_the_account_looks_again_and_has_not_failed() -> None:
    world = world_with()
    before = watch(world).version
    meet(world, times=1)
    world.clock.advance(minutes=1)
    world.venue.price("99.8")

    assert world.sweep().failed == 0
    assert watch(world).version == before + 2
    assert watch(world).scopes != ()


def test_a_breaker_that_latched_in_the_look_that_met_another_is_told_all_the_same() -> None:
    world = world_with()
    world.move("96")
    meet(world, times=1)
    world.move("96", "96")

    told = [e for e in world.positions.journal("account-live") if e.notice is NoticeKind.BREAKER]
    assert flags(world).breaker_latched
    assert len(told) == 1


def test_a_look_that_meets_others_twice_has_failed_for_now() -> None:
    world = world_with()
    meet(world, times=2)
    world.clock.advance(minutes=1)
    world.venue.price("99.8")

    assert world.sweep().failed == 1
