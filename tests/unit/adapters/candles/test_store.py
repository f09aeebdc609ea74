from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from signalfill.adapters.candles.spans import minute_of
from signalfill.adapters.candles.store import CandleStore
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.product import Product
from signalfill.ports.bars import BarsSource, Span
from tests.unit.adapters.candles.minutes import START, at, candle

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
NOON = minute_of(START)
BTC = Product(
    product_id="BTC-USD",
    base="BTC",
    quote="USD",
    base_increment=Decimal("0.00000001"),
    price_increment=Decimal("0.01"),
    base_min_size=Decimal("0.00001"),
    quote_min_size=Decimal(1),
)


@pytest.fixture(params=[False, True])
def store(tmp_path: Path, request: pytest.FixtureRequest) -> CandleStore:
    return CandleStore(tmp_path / "candles", in_memory=request.param)


def keep(
    store: CandleStore,
    first: int,
    *prices: str,
    source: BarsSource = BarsSource.COINBASE,
    until: int | None = None,
) -> None:
    """A minute each, all of them covered."""
    end = first + len(prices) if until is None else until
    store.keep(
        "BTC-USD",
        source,
        [candle(first + n, price) for n, price in enumerate(prices) if price],
        [(NOON + first, NOON + end)],
        fetched_at=START,
        traded_as="BTC-USD",
    )


def lasts(store: CandleStore) -> list[str]:
    bars = store.bars("BTC-USD")
    return [] if bars is None else [f"{bars.last(n):f}" for n in range(len(bars))]


def test_nothing_is_known_of_what_was_never_fetched(store: CandleStore) -> None:
    assert store.bars("BTC-USD") is None
    assert store.product("BTC-USD") is None
    assert not store.is_unlisted("BTC-USD")


def test_what_was_kept_is_there_for_the_next_one(store: CandleStore, tmp_path: Path) -> None:
    keep(store, 0, "100.5", "", "101")
    again = CandleStore(tmp_path / "candles")
    bars = again.bars("BTC-USD")

    assert lasts(again) == ["100.5", "101.0"]
    assert bars is not None
    assert bars.source is BarsSource.COINBASE
    assert bars.uncovered(Span(at(-1), at(4))) == [Span(at(-1), at(0)), Span(at(3), at(4))]


def test_pieces_grow_together(store: CandleStore) -> None:
    keep(store, 10, "110")
    keep(store, 0, "100.25")
    keep(store, 1, "", until=10)

    assert lasts(store) == ["100.25", "110.00"]
    assert store.uncovered("BTC-USD", BarsSource.COINBASE, Span(at(0), at(11))) == []


def test_a_minute_fetched_again_replaces_itself(store: CandleStore) -> None:
    keep(store, 0, "100", "101")
    keep(store, 1, "105")

    assert lasts(store) == ["100", "105"]


def test_each_month_has_its_file(store: CandleStore) -> None:
    first = minute_of(NEW_YEAR) - NOON
    store.keep(
        "BTC-USD",
        BarsSource.COINBASE,
        [candle(first - 1, "99"), candle(first, "100")],
        [(NOON + first - 60, NOON + first + 60)],
        fetched_at=START,
    )
    files = list(store.kept())

    assert [each.month.header.month for each in files] == ["2025-12", "2026-01"]
    assert [each.month.header.first for each in files] == [at(first - 1), at(first)]
    assert lasts(store) == ["99", "100"]
    assert store.first_minute("BTC-USD") == at(first - 1)


def test_the_header_says_where_it_is_from(store: CandleStore) -> None:
    keep(store, 0, "100.25")
    (kept,) = store.kept()
    header = kept.month.header

    assert (header.source, header.traded_as) == (BarsSource.COINBASE, ("BTC-USD",))
    assert (header.increment, header.fetched_at) == (Decimal("0.01"), START)
    assert len(header.sha256) == 64


def test_a_file_that_somebody_changed_is_not_believed(store: CandleStore, tmp_path: Path) -> None:
    keep(store, 0, "100", "101")
    (path,) = store.files()
    with np.load(path) as held:
        changed = {name: held[name] for name in held.files}
    changed["low"] = changed["low"] - 1
    np.savez_compressed(path, **changed)

    with pytest.raises(InvalidInputError, match="delete it and fetch again"):
        CandleStore(tmp_path / "candles").bars("BTC-USD")


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04", b"\x93NUMPY", b"hello" * 100])
def test_a_damaged_file_is_said_in_one_line(
    store: CandleStore, tmp_path: Path, damage: bytes
) -> None:
    keep(store, 0, "100")
    (path,) = store.files()
    path.write_bytes(damage)

    with pytest.raises(InvalidInputError, match="delete it and fetch again"):
        CandleStore(tmp_path / "candles").bars("BTC-USD")


def test_a_file_cut_short_is_damaged(store: CandleStore, tmp_path: Path) -> None:
    keep(store, 0, *(str(100 + n) for n in range(200)))
    (path,) = store.files()
    path.write_bytes(path.read_bytes()[:-200])

    with pytest.raises(InvalidInputError):
        CandleStore(tmp_path / "candles").bars("BTC-USD")


def test_a_users_own_candles_are_marked_and_stand_behind_the_venues(store: CandleStore) -> None:
    keep(store, 0, "90", source=BarsSource.OWN_FILE)
    bars = store.bars("BTC-USD")
    assert bars is not None
    assert bars.source is BarsSource.OWN_FILE

    keep(store, 0, "100")
    assert lasts(store) == ["100"]


def test_a_product_is_open_for_all_orders_whatever_it_is_today(store: CandleStore) -> None:
    closed = BTC.model_copy(update={"online": False, "trading_disabled": True})
    store.keep_product("BTC-USD", closed, START)

    assert store.product("BTC-USD") == BTC
    assert not store.is_unlisted("BTC-USD")


def test_a_product_that_the_venue_has_not_is_remembered(store: CandleStore) -> None:
    store.keep_product("XYZ-USD", None, START)

    assert store.is_unlisted("XYZ-USD")
    assert store.product("XYZ-USD") is None


@pytest.mark.parametrize("written", ["", "[]", "{}", '{"product": {"base": 3}}', '{"product": 3}'])
def test_a_damaged_listing_is_said(store: CandleStore, tmp_path: Path, written: str) -> None:
    store.keep_product("BTC-USD", BTC, START)
    (tmp_path / "candles" / "coinbase" / "BTC-USD" / "product.json").write_text(written)

    with pytest.raises(InvalidInputError, match="delete it and fetch again"):
        store.product("BTC-USD")


@pytest.mark.parametrize("name", ["../../etc", "BTC", "btc-usd", "BTC-USD/..", ""])
def test_no_name_leads_out_of_the_folder(store: CandleStore, name: str) -> None:
    with pytest.raises(InvalidInputError, match="is no product"):
        store.bars(name)
