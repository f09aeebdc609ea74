"""Every live position is played on paper as well, and what came of both is kept in R."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from signalfill.adapters.paper.venue import PaperVenue
from signalfill.domain.errors import VersionConflictError
from signalfill.domain.order import OPEN, OrderStatus, VenueOrder
from signalfill.domain.paper_twin.steps import GRACE
from signalfill.domain.paper_twin.twin import TwinBook
from signalfill.domain.position import Position, PositionState
from signalfill.domain.rules import Mode
from signalfill.domain.side import Side
from signalfill.domain.signal import AmendmentAction
from signalfill.ports import TwinStore, Venue
from signalfill.services.sweeping.play_twins import TwinTable, play_twins
from tests.fakes.venue import PlaceFault
from tests.fakes.world import World, settings
from tests.unit.adapters.paper.fakes import MemoryPaperStore, TapePrices


class MemoryTwins:
    """Implements TwinStore."""

    def __init__(self) -> None:
        self.book, self.version = TwinBook(), 0

    def load(self) -> tuple[TwinBook, int]:
        return self.book, self.version

    def save(self, book: TwinBook, version: int) -> None:
        if version != self.version:
            raise VersionConflictError("saved meanwhile")
        self.book, self.version = book, version + 1


class Both:
    """A live world and paper on the same market; twins are played after each sweep."""

    def __init__(self) -> None:
        self.world = World()
        self.clock = self.world.clock
        self.prices = TapePrices(self.clock)
        self.prices.page = 10_000
        self.prices.trade("100")
        self.store, self.twins = MemoryPaperStore(), MemoryTwins()
        self.paper = self.new_paper()
        self.made = 0

    def new_paper(self) -> PaperVenue:
        return PaperVenue(
            self.prices,
            self.store,
            self.clock,
            opening=lambda: ("USD", Decimal(10**9)),
            fees=self.world.venue.fee_rates,
            keep=timedelta(days=2),
        )

    def table(self) -> TwinTable:
        return TwinTable(self.world.positions, self.twins, self._made, self.clock, "twins")

    def _made(self) -> Venue:
        self.made += 1
        return self.paper

    def play(self, *, seconds: float = 5) -> None:
        play_twins(self.table(), until=self.clock.now() + timedelta(seconds=seconds))

    def open(self) -> Position:
        position = self.world.opened()
        self.play()
        return position

    def move(self, *prices: str, paper: bool = True) -> None:
        """Both trade at each price, twice on paper, as a triggered stop meets the second."""
        for price in prices:
            self.clock.advance(minutes=1)
            self.world.venue.price(price)
            if paper:
                self.prices.trade(price)
                self.prices.trade(price)
            self.world.sweep()
            self.play()

    def say(self, action: AmendmentAction, *, to: str | None = None) -> None:
        self.world.say(self.world.amendment(action, to=to))
        self.world.sweep()
        self.play()

    def orders(self) -> list[VenueOrder]:
        return list(self.paper.orders_since(self.clock.now() - timedelta(days=300)))

    def entries(self) -> list[VenueOrder]:
        return [each for each in self.orders() if each.client_order_id.startswith("sf1-")]

    def brackets(self) -> list[VenueOrder]:
        return [each for each in self.orders() if each.originating_order_id]


@pytest.fixture
def both() -> Both:
    return Both()


def test_a_twin_store_is_what_the_service_needs() -> None:
    store: TwinStore = MemoryTwins()
    assert store.load() == (TwinBook(), 0)


def test_every_order_of_a_live_position_is_placed_on_paper(both: Both) -> None:
    position = both.open()
    live = [(o.client_order_id, o.base_size, o.limit_price) for o in position.orders if o.request]
    assert [(o.client_order_id, o.base_size, o.limit_price) for o in both.orders()] == live


def test_one_pass_more_places_nothing_twice(both: Both) -> None:
    both.open()
    both.play()
    assert len(both.orders()) == 2


def test_a_position_on_paper_has_no_twin(both: Both) -> None:
    both.world.push(settings(mode=Mode.PAPER.value))
    both.open()
    assert both.orders() == []


def test_without_positions_no_paper_account_is_opened(both: Both) -> None:
    both.play()
    assert both.made == 0


def test_a_position_older_than_its_first_look_has_no_twin(both: Both) -> None:
    both.world.opened()
    both.clock.advance(minutes=11)
    both.play()
    assert both.orders() == []


def test_the_same_exits_on_both_sides_make_no_difference(both: Both) -> None:
    position = both.open()
    both.move("99.9", "110.1", "120.1")
    result = both.world.position(position.position_id).twin
    assert result is not None
    assert result.difference_r == 0
    assert result.live_r > 1


def test_a_result_stands_in_the_journal_of_its_position(both: Both) -> None:
    position = both.open()
    both.move("99.9", "110.1", "120.1")
    (entry,) = [
        each
        for each in both.world.positions.journal(position.position_id)
        if each.event == "twin_ended"
    ]
    assert set(entry.details) == {"live_r", "paper_r", "difference_r"}


def test_an_ended_twin_is_written_once(both: Both) -> None:
    position = both.open()
    both.move("99.9", "110.1", "120.1")
    version = both.world.position(position.position_id).version
    both.play()
    both.play()
    assert both.world.position(position.position_id).version == version
    assert both.twins.book.pairs == {}


def test_what_live_lost_more_at_its_stop_is_the_difference(both: Both) -> None:
    position = both.open()
    both.move("99.9")
    both.world.venue.price("94")
    both.prices.trade("94.9")
    both.prices.trade("94.9")
    both.world.sweep()
    both.clock.advance(seconds=2)
    both.play()
    result = both.world.position(position.position_id).twin
    assert result is not None
    # One dollar lost more of five at risk, a little less as live sold half a spread lower.
    assert Decimal("-0.20") < result.difference_r < Decimal("-0.15")


def test_one_risk_is_what_the_entries_risk_to_their_stops(both: Both) -> None:
    position = both.open()
    (pair,) = both.twins.book.pairs.values()
    size = sum(each.base_size for each in position.slices)
    assert pair.risk == size * (position.entry_price - 95)


def test_a_moved_stop_moves_the_twins(both: Both) -> None:
    both.open()
    both.move("99.9")
    both.say(AmendmentAction.MOVE_STOP, to="97")
    assert {each.stop_price for each in both.brackets()} == {Decimal(97)}


def test_a_canceled_entry_cancels_its_twin(both: Both) -> None:
    both.open()
    both.say(AmendmentAction.CANCEL)
    assert {each.status for each in both.orders()} == {OrderStatus.CANCELED}


def test_a_close_sells_what_the_twin_holds(both: Both) -> None:
    position = both.open()
    both.move("99.9")
    both.say(AmendmentAction.CLOSE)
    both.world.sweep()
    both.play()
    result = both.world.position(position.position_id).twin
    assert result is not None
    assert abs(result.difference_r) < Decimal("0.15")
    assert {each.status for each in both.brackets()} == {OrderStatus.CANCELED}


def test_a_twin_that_was_filled_in_part_sells_what_it_has(both: Both) -> None:
    position = both.open()
    both.clock.advance(minutes=1)
    both.world.venue.price("99.9")
    both.prices.trade("99.9", volume="0.5")
    both.world.sweep()
    both.play()
    both.say(AmendmentAction.CLOSE)
    pair = both.twins.book.pairs.get(position.position_id)
    assert pair is None or all(pair.holds(position, each.index) == 0 for each in position.slices)
    assert both.world.position(position.position_id).twin is not None


def test_a_twin_that_was_not_filled_ends_with_the_live_position(both: Both) -> None:
    position = both.open()
    both.move("99.9", "110.1", "120.1", paper=False)
    result = both.world.position(position.position_id).twin
    assert result is not None
    assert result.paper_r == 0
    assert result.live_r > 1


def test_a_twin_that_holds_on_has_an_hour_and_is_sold_then(both: Both) -> None:
    position = both.open()
    both.move("99.9")
    both.move("110.1", "120.1", paper=False)
    assert both.world.position(position.position_id).twin is None

    both.clock.advance(seconds=GRACE.total_seconds())
    both.prices.trade("108")
    both.play()

    result = both.world.position(position.position_id).twin
    assert result is not None
    assert result.difference_r > 0


def test_a_position_where_nothing_was_filled_has_no_result(both: Both) -> None:
    position = both.open()
    both.say(AmendmentAction.CANCEL)
    both.world.sweep()
    both.play()
    assert both.world.position(position.position_id).twin is None
    assert both.twins.book.pairs == {}


def test_a_position_that_ended_between_two_sweeps_has_a_twin(both: Both) -> None:
    position = both.world.opened()
    for price in ("99.9", "94.9"):
        both.world.venue.price(price)
        both.world.sweep()
    assert both.world.position(position.position_id).state is PositionState.CLOSED
    both.play()
    assert both.world.position(position.position_id).twin is not None


def test_an_order_without_an_answer_gets_its_twin_when_it_is_found(both: Both) -> None:
    both.world.venue.hide_seconds = 30
    both.world.venue.place_faults.append(PlaceFault.ANSWER_LOST)
    both.open()
    before = len(both.orders())
    both.clock.advance(seconds=31)
    both.world.sweep()
    both.play()
    assert (before, len(both.orders())) == (1, 2)


def test_twins_survive_a_restart(both: Both) -> None:
    position = both.open()
    both.move("99.9")
    both.paper = both.new_paper()
    both.move("110.1", "120.1")
    result = both.world.position(position.position_id).twin
    assert result is not None
    assert result.difference_r == 0


def test_a_twin_outlives_what_its_account_remembers(both: Both) -> None:
    position = both.open()
    both.move("99.9")
    both.clock.advance(hours=3 * 24)
    both.move("101")
    remembered = {each.client_order_id for each in both.entries()}
    both.move("110.1", "120.1")
    result = both.world.position(position.position_id).twin
    assert remembered == set()
    assert result is not None
    assert result.difference_r == 0


def test_a_twin_that_cannot_end_is_given_up_after_a_week(both: Both) -> None:
    position = both.open()
    both.move("99.9")
    both.move("110.1", "120.1", paper=False)
    both.prices.has_book = False
    both.clock.advance(hours=8 * 24)
    both.play()
    assert both.world.position(position.position_id).twin is None
    assert both.twins.book.pairs == {}


# --- it never hurts ---


@pytest.mark.parametrize("trouble", ["prices", "account", "book", "anything"])
def test_whatever_fails_on_paper_is_one_line_of_the_log(
    both: Both, caplog: pytest.LogCaptureFixture, trouble: str
) -> None:
    position = both.open()
    both.clock.advance(minutes=1)
    troubles: dict[str, Callable[[], None]] = {
        "prices": lambda: setattr(both.prices, "is_silent", True),
        "account": lambda: setattr(both.store, "is_silent", True),
        "book": lambda: setattr(both.twins, "load", None),
        "anything": lambda: setattr(both, "paper", None),
    }
    troubles[trouble]()
    both.prices.page = 0
    both.play()
    assert "paper twins not played" in caplog.text
    assert both.world.position(position.position_id) == position


def test_a_live_position_is_never_written_by_its_twin(both: Both) -> None:
    position = both.open()
    writes: list[str] = []
    both.world.positions.before_write = writes.append
    both.prices.trade("99.9")
    both.prices.trade("94")
    both.clock.advance(minutes=1)
    both.play()
    assert writes == []
    assert both.world.position(position.position_id) == position


def test_a_result_waits_while_another_invocation_holds_the_position(both: Both) -> None:
    position = both.open()
    identity, now = position.position_id, both.clock.now()
    both.move("99.9", "110.1")
    both.world.venue.price("120.1")
    both.prices.trade("120.1")
    both.prices.trade("120.1")
    both.world.sweep()
    both.world.positions.take_lease(
        identity, owner="other", now=now, until=both.clock.now() + timedelta(minutes=1)
    )
    both.clock.advance(seconds=2)
    both.play()
    assert both.world.position(identity).twin is None

    both.world.positions.release_lease(identity, owner="other")
    both.play()
    assert both.world.position(identity).twin is not None


def test_a_pass_ends_when_its_time_is_over(both: Both) -> None:
    both.world.opened()
    both.play(seconds=0)
    assert both.orders() == []


def test_slow_prices_cost_a_pass_no_more_than_one_step(both: Both) -> None:
    both.world.opened()
    both.prices.latency = 6
    both.play(seconds=5)
    assert len(both.orders()) == 1


def test_a_pass_that_saw_nothing_new_saves_nothing(both: Both) -> None:
    both.open()
    version = both.twins.version
    both.play()
    assert both.twins.version == version


def test_another_pass_at_the_same_time_changes_nothing(both: Both) -> None:
    both.world.opened()
    both.play()
    both.twins.book = TwinBook()
    both.play()
    assert len(both.orders()) == 2


def test_a_short_position_is_followed_by_its_own_sign(both: Both) -> None:
    long = both.open()
    both.move("99.9")
    (pair,) = both.twins.book.pairs.values()
    short = long.model_copy(update={"side": Side.SHORT})
    assert pair.holds(long, 0) == -pair.holds(short, 0) > 0


def test_an_entry_that_ended_before_its_twin_had_a_turn_is_not_played(both: Both) -> None:
    both.world.opened()
    both.say(AmendmentAction.CANCEL)
    assert both.orders() == []


def test_an_entry_that_is_canceled_in_part_cancels_the_rest_of_its_twin(both: Both) -> None:
    both.open()
    both.world.venue.engine.set_depth("BTC-USD", Decimal("0.5"))
    both.clock.advance(minutes=1)
    both.world.venue.price("99.9")
    both.prices.trade("99.9", volume="0.5")
    both.world.sweep()
    both.say(AmendmentAction.CANCEL)
    assert OrderStatus.CANCELED in {each.status for each in both.entries()}
    assert [each for each in both.entries() if each.status in OPEN] == []


def test_after_a_result_the_position_is_free_for_others(both: Both) -> None:
    position = both.open()
    both.move("99.9", "110.1", "120.1")
    now = both.clock.now()
    taken = both.world.positions.take_lease(
        position.position_id, owner="next", now=now, until=now + timedelta(seconds=1)
    )
    assert taken is not None


def test_a_position_that_lives_again_gets_no_result(both: Both) -> None:
    position = both.open()
    both.move("99.9", "110.1")
    both.world.venue.price("120.1")
    both.prices.trade("120.1")
    both.prices.trade("120.1")
    both.world.sweep()
    stored = both.world.positions._stored[position.position_id]

    def reopened(operation: str) -> None:
        if operation == "take_lease":
            changes = {"state": PositionState.CLOSING}
            stored.position = stored.position.model_copy(update=changes)

    both.world.positions.before_write = reopened
    both.clock.advance(seconds=2)
    both.play()
    assert stored.position.twin is None
