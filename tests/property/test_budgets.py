from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from signalfill.domain.account.breaker import Prices, day_result, judge_loss
from signalfill.domain.account.recount import drifts, expected, settle_past_days
from signalfill.domain.account.watch import AccountWatch, LastValue, Result
from signalfill.domain.budget import Reservation, counted, losses_count, settle
from signalfill.domain.position import Position, PositionState
from signalfill.domain.product import Quote
from signalfill.domain.settings import AccountSettings
from tests.fakes.clock import START
from tests.fakes.world import World

SCOPES = (
    "live#positions",
    "live#day",
    "live#loss",
    "live#channel#1",
    "live#author#2",
    "live#coin#X",
)
ZERO = Decimal(0)
TODAY = START.date().isoformat()


def money(low: str, high: str, places: int = 13) -> st.SearchStrategy[Decimal]:
    return st.decimals(low, high, places=places, allow_nan=False, allow_infinity=False)


def template() -> Position:
    """A bought position of 10 at 100."""
    world = World()
    position = world.opened(world.signal(take_profits=(Decimal(110),)))
    world.move("99.9")
    return world.position(position.position_id)


HOLDING = template()


def reservations(amount: Decimal) -> tuple[Reservation, ...]:
    return tuple(Reservation(scope=scope, amount=amount) for scope in SCOPES)


steps = st.lists(
    st.one_of(
        st.tuples(st.just("open"), money("0.01", "900")),
        st.tuples(st.just("close"), money("-900", "900")),
        st.tuples(st.just("midnight"), st.none()),
    ),
    max_size=30,
)


class Ledger:
    """Counters as the table keeps them, beside what they are counted anew from."""

    def __init__(self) -> None:
        self.used = dict.fromkeys(SCOPES, ZERO)
        self.live: list[Position] = []
        self.watch = AccountWatch(account="live")
        self.now = START

    def play(self, step: str, amount: Decimal | None) -> None:
        if step == "open" and amount is not None:
            self._add({r.scope: r.amount for r in reservations(amount)})
            update = {"position_id": str(len(self.live)), "reservations": reservations(amount)}
            self.live.append(HOLDING.model_copy(update=update))
        elif step == "close" and amount is not None and self.live:
            self._close(self.live.pop(0), amount)
        elif step == "midnight":
            self.now += timedelta(days=1)
            self.watch, releases = settle_past_days(self.watch, self.now.date().isoformat())
            for each in releases:
                self.used[each.scope] += counted(each.amount)

    def _close(self, position: Position, pnl: Decimal) -> None:
        for each in settle(position.reservations, -pnl):
            self.used[each.scope] += counted(each.amount)
        result = Result(
            position_id=position.position_id,
            pnl=pnl,
            of_the_day=pnl,
            traded=True,
            reservations=position.reservations,
            closed_at=self.now,
        )
        results = (*self.watch.results, result)
        self.watch = self.watch.model_copy(update={"results": results})

    def _add(self, amounts: dict[str, Decimal]) -> None:
        for scope, amount in amounts.items():
            self.used[scope] += counted(amount)


@given(steps)
def test_counters_and_recount_agree_after_any_history(
    history: list[tuple[str, Decimal | None]],
) -> None:
    ledger = Ledger()
    for step, amount in history:
        ledger.play(step, amount)

    assert drifts(ledger.used, expected(ledger.live, ledger.watch)) == ()


@given(steps)
def test_with_nothing_open_a_new_day_begins_with_empty_counters(
    history: list[tuple[str, Decimal | None]],
) -> None:
    ledger = Ledger()
    for step, amount in [*history, *[("close", Decimal(-1))] * 30, ("midnight", None)]:
        ledger.play(step, amount)

    assert set(ledger.used.values()) == {ZERO}


@given(money("0.01", "900"), money("-900", "900"))
def test_closing_frees_the_reserve_and_charges_the_loss(reserved: Decimal, pnl: Decimal) -> None:
    used = {scope: counted(reserved) for scope in SCOPES}

    for each in settle(reservations(reserved), -pnl):
        used[each.scope] += counted(each.amount)

    charged = counted(max(-pnl, ZERO))
    assert used == {scope: charged if losses_count(scope) else ZERO for scope in SCOPES}


# --- the breaker ---

unusable = st.one_of(
    st.none(),
    st.builds(
        lambda bid, ask, age: Quote(
            product_id="BTC-USD", bid=bid, ask=ask, at=START - timedelta(seconds=age)
        ),
        bid=money("-10", "200", 2),
        ask=money("-10", "90", 2),
        age=st.integers(11, 10_000),
    ),
)


@given(unusable, money("-500", "500", 2))
def test_a_price_that_cannot_be_believed_never_adds_a_loss(
    quote: Quote | None, last: Decimal
) -> None:
    mark = LastValue(position_id=HOLDING.position_id, at_day_start=ZERO, last=last)
    watch = AccountWatch(account="live", marks=(mark,), day=TODAY, opening_equity=Decimal(1000))
    quotes = {} if quote is None else {"BTC-USD": quote}

    result = day_result(watch, [HOLDING], Prices(quotes, Decimal("0.02"), START))

    assert not result.is_complete
    assert result.pnl >= 0
    assert judged_twice(watch, result.pnl) is None


def judged_twice(watch: AccountWatch, pnl: Decimal) -> str | None:
    settings = AccountSettings()
    first = judge_loss(watch, pnl, settings, now=START, latched=False)
    second = judge_loss(first.watch, pnl, settings, now=START + timedelta(minutes=1), latched=False)
    assert first.reason is None
    return second.reason


@given(money("-500", "500", 2), money("100", "100000", 2))
def test_the_breaker_latches_exactly_from_the_limit_on(pnl: Decimal, equity: Decimal) -> None:
    watch = AccountWatch(account="live", day=TODAY, opening_equity=equity)

    latches = judged_twice(watch, pnl) is not None

    assert latches == (-pnl >= equity * Decimal("0.02"))


@given(money("50", "99", 2), money("0", "100", 2))
def test_what_was_made_before_midnight_is_not_of_the_day(bid: Decimal, before: Decimal) -> None:
    mark = LastValue(position_id=HOLDING.position_id, at_day_start=before, last=before)
    watch = AccountWatch(account="live", marks=(mark,))
    quote = Quote(product_id="BTC-USD", bid=bid, ask=bid, at=START)
    prices = Prices({"BTC-USD": quote}, Decimal("0.02"), START)

    of_today = day_result(watch, [HOLDING], prices)
    whole = day_result(AccountWatch(account="live"), [HOLDING], prices)

    assert of_today.pnl == whole.pnl - before
    assert HOLDING.state is PositionState.OPEN
