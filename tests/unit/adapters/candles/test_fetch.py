from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from signalfill.adapters.candles.fetch import FORMER_NAMES, CandleFetcher
from signalfill.adapters.candles.public_market import CANDLES_PER_CALL, PublicMarket
from signalfill.adapters.candles.store import CandleStore
from signalfill.adapters.coinbase.replies import HttpError, Json, NoAnswerError
from signalfill.domain.base_map import ProductRef, resolve
from signalfill.domain.errors import VenueUnavailableError
from signalfill.ports.bars import Span
from tests.fakes.clock import FakeClock
from tests.unit.adapters.candles.minutes import START, at

ROW = {
    "product_type": "SPOT",
    "base_increment": "0.00000001",
    "price_increment": "0.01",
    "quote_increment": "0.01",
    "base_min_size": "0.00000001",
    "quote_min_size": "1",
    "status": "online",
}


def throttled(seconds: int) -> HttpError:
    return HttpError(429, {}, retry_after_seconds=Decimal(seconds))


class Coinbase:
    """Answers as the venue does: newest first, quiet minutes left out, 404 for what it has not."""

    has_key = False

    def __init__(self) -> None:
        self.minutes: dict[str, dict[int, str]] = {}
        self.asked: list[tuple[str, int, int]] = []
        self.faults: list[Exception] = []

    def list(self, product_id: str, prices: Mapping[int, str]) -> None:
        start = int(START.timestamp())
        self.minutes[product_id] = {start + 60 * minute: each for minute, each in prices.items()}

    def get(self, path: str, params: Mapping[str, object] | None = None) -> Json:
        if self.faults:
            raise self.faults.pop(0)
        product_id = path.split("/products/")[1].split("/", maxsplit=1)[0]
        if product_id not in self.minutes:
            raise HttpError(404, {"error": "NOT_FOUND"}, retry_after_seconds=Decimal(1))
        if params is None:
            base, _, quote = product_id.partition("-")
            names = {"product_id": product_id, "base_currency_id": base}
            return ROW | names | {"quote_currency_id": quote}
        since, until = int(str(params["start"])), int(str(params["end"]))
        assert (until - since) // 60 < CANDLES_PER_CALL
        self.asked.append((product_id, since, until))
        found = [each for each in self.minutes[product_id].items() if since <= each[0] <= until]
        rows = [
            {"start": str(start), "open": p, "high": p, "low": p, "close": p, "volume": "2"}
            for start, p in found
        ]
        return {"candles": rows[::-1]}

    def post(self, path: str, body: Mapping[str, object]) -> Json:
        raise AssertionError((path, body))


@pytest.fixture
def coinbase() -> Coinbase:
    made = Coinbase()
    made.list("BTC-USD", {minute: str(100 + minute) for minute in range(0, 2000, 3)})
    return made


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(START + timedelta(days=40))


@pytest.fixture
def store(tmp_path: Path) -> CandleStore:
    return CandleStore(tmp_path)


@pytest.fixture
def fetcher(coinbase: Coinbase, store: CandleStore, clock: FakeClock) -> CandleFetcher:
    return CandleFetcher(PublicMarket(coinbase, clock), store, clock)


def test_a_span_is_fetched_in_as_few_calls_as_the_venue_allows(
    fetcher: CandleFetcher, store: CandleStore
) -> None:
    span = Span(at(0), at(1000))
    assert fetcher.calls("BTC-USD", span) == 3
    assert fetcher.fetch("BTC-USD", span) == 3

    bars = store.bars("BTC-USD")
    assert bars is not None
    assert len(bars) == 334
    assert (bars.start(0), bars.last(333)) == (at(0), Decimal(1099))
    assert bars.uncovered(span) == []


def test_what_is_there_is_not_asked_for_again(fetcher: CandleFetcher, coinbase: Coinbase) -> None:
    fetcher.fetch("BTC-USD", Span(at(0), at(100)))
    coinbase.asked.clear()

    assert fetcher.fetch("BTC-USD", Span(at(0), at(100))) == 0
    assert fetcher.fetch("BTC-USD", Span(at(50), at(150))) == 1
    begin = int(START.timestamp())
    assert coinbase.asked == [("BTC-USD", begin + 100 * 60, begin + 149 * 60)]


def test_a_fetch_that_was_broken_off_goes_on_where_it_was(
    fetcher: CandleFetcher, coinbase: Coinbase, store: CandleStore
) -> None:
    def interrupt() -> None:
        if len(coinbase.asked) == 3:
            raise KeyboardInterrupt

    span = Span(at(0), at(1400))
    with pytest.raises(KeyboardInterrupt):
        fetcher.fetch("BTC-USD", span, interrupt)

    assert fetcher.calls("BTC-USD", span) == 2
    assert fetcher.fetch("BTC-USD", span) == 2
    bars = store.bars("BTC-USD")
    assert bars is not None
    assert bars.uncovered(span) == []


def test_minutes_younger_than_an_hour_are_left_for_later(
    fetcher: CandleFetcher, store: CandleStore, clock: FakeClock
) -> None:
    clock.set(at(120))
    fetcher.fetch("BTC-USD", Span(at(0), at(200)))
    bars = store.bars("BTC-USD")

    assert bars is not None
    assert bars.uncovered(Span(at(0), at(200))) == [Span(at(60), at(200))]
    assert fetcher.fetch("BTC-USD", Span(at(100), at(200))) == 0


def test_a_throttled_call_waits_as_long_as_it_is_told(
    fetcher: CandleFetcher, coinbase: Coinbase, clock: FakeClock
) -> None:
    coinbase.faults = [throttled(7)]
    before = clock.now()

    assert fetcher.fetch("BTC-USD", Span(at(0), at(10))) == 1
    assert clock.now() - before >= timedelta(seconds=7)


def test_calls_keep_their_distance(fetcher: CandleFetcher, clock: FakeClock) -> None:
    before = clock.now()
    fetcher.fetch("BTC-USD", Span(at(0), at(10 * CANDLES_PER_CALL)))

    assert clock.now() - before >= timedelta(seconds=0.9)


@pytest.mark.parametrize("fault", [NoAnswerError("Timeout"), throttled(1)])
def test_patience_ends(fetcher: CandleFetcher, coinbase: Coinbase, fault: Exception) -> None:
    coinbase.faults = [fault] * 7
    with pytest.raises(VenueUnavailableError):
        fetcher.fetch("BTC-USD", Span(at(0), at(10)))


def test_what_cannot_be_read_is_no_quiet_market(
    fetcher: CandleFetcher, coinbase: Coinbase, store: CandleStore
) -> None:
    coinbase.minutes["BTC-USD"] = {int(START.timestamp()): "much"}
    with pytest.raises(VenueUnavailableError):
        fetcher.fetch("BTC-USD", Span(at(0), at(10)))

    assert store.bars("BTC-USD") is None


def test_a_coin_that_is_not_listed_is_remembered_and_asked_for_another_day(
    fetcher: CandleFetcher, coinbase: Coinbase, store: CandleStore, clock: FakeClock
) -> None:
    assert not fetcher.is_listed("XYZ-USD")
    assert store.is_unlisted("XYZ-USD")

    coinbase.list("XYZ-USD", {})
    assert not fetcher.is_listed("XYZ-USD")
    assert CandleFetcher(PublicMarket(coinbase, clock), store, clock).is_listed("XYZ-USD")


def test_before_its_new_name_a_coin_traded_under_its_old_one(
    fetcher: CandleFetcher, coinbase: Coinbase, store: CandleStore
) -> None:
    coinbase.list("MATIC-USD", dict.fromkeys(range(500), "0.5"))
    coinbase.list("POL-USD", dict.fromkeys(range(350, 700), "0.4"))
    fetcher.fetch("POL-USD", Span(at(0), at(700)))
    bars = store.bars("POL-USD")

    assert bars is not None
    assert [bars.last(number) for number in (0, 349, 350)] == [
        Decimal("0.5"),
        Decimal("0.5"),
        Decimal("0.4"),
    ]
    (month,) = store.kept()
    assert month.month.header.traded_as == ("MATIC-USD", "POL-USD")


def test_former_names_were_exchanged_one_for_one() -> None:
    for name, former in FORMER_NAMES.items():
        found = resolve(former, "USD")
        assert isinstance(found, ProductRef)
        assert (found.product_id, found.price_divisor) == (f"{name}-USD", Decimal(1))
