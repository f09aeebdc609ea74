from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from signalfill.adapters.coinbase.parse_market import (
    parse_balances,
    parse_fee_rates,
    parse_key_permissions,
    parse_product,
    parse_quote,
    parse_server_time,
)
from signalfill.domain.product import FeeRates
from tests.unit.adapters.coinbase.payloads import account, book, product

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_prices_are_rounded_to_the_price_increment() -> None:
    parsed = parse_product(product(price_increment="5", quote_increment="0.01"))
    assert parsed.price_increment == 5


def test_without_a_price_increment_the_quote_increment_counts() -> None:
    assert parse_product(product(price_increment="")).price_increment == Decimal("0.01")


@pytest.mark.parametrize(
    "flag",
    ["trading_disabled", "view_only", "auction_mode", "cancel_only", "limit_only", "post_only"],
)
def test_every_market_flag_closes_the_product_for_entries(flag: str) -> None:
    assert parse_product(product(**{flag: True})).closed_for_entries == flag


@pytest.mark.parametrize("changes", [{"status": "delisted"}, {"is_disabled": True}])
def test_a_product_that_is_not_online_is_offline(changes: dict[str, object]) -> None:
    assert parse_product(product(**changes)).closed_for_entries == "offline"


def test_a_product_without_a_status_is_online() -> None:
    assert parse_product(product(status="")).closed_for_entries is None


@pytest.mark.parametrize("increment", ["0", "-1", "", "NaN"])
def test_an_absurd_increment_is_not_used(increment: str) -> None:
    with pytest.raises(ValueError, match="increment"):
        parse_product(product(base_increment=increment))


def test_a_book_gives_best_bid_and_ask() -> None:
    quote = parse_quote(book(), asked_at=NOW)
    assert quote is not None
    assert (quote.bid, quote.ask) == (Decimal("59999.5"), Decimal("60000.5"))


@pytest.mark.parametrize("side", ["bids", "asks"])
def test_a_book_with_an_empty_side_is_no_quote(side: str) -> None:
    assert parse_quote(book() | {side: []}, asked_at=NOW) is None


def test_a_book_is_as_old_as_our_question_not_as_its_last_change() -> None:
    quote = parse_quote(book() | {"time": "2026-11-20T08:00:00Z"}, asked_at=NOW)
    assert quote is not None
    assert quote.at == NOW


def test_available_and_hold_make_the_balance() -> None:
    balance = parse_balances([account("BTC", "0.3", "0.2")])["BTC"]
    assert (balance.available, balance.hold, balance.total) == (
        Decimal("0.3"),
        Decimal("0.2"),
        Decimal("0.5"),
    )


def test_wallets_of_one_currency_are_added() -> None:
    balances = parse_balances([account("USD", "10"), account("USD", "5", "1")])
    assert balances["USD"].total == 16


@pytest.mark.parametrize(
    "changes", [{"deleted_at": "2025-01-01T00:00:00Z"}, {"type": "ACCOUNT_TYPE_VAULT"}]
)
def test_a_deleted_wallet_and_a_vault_are_no_money_to_trade(changes: dict[str, str]) -> None:
    assert parse_balances([account("USD", "10", **changes)]) == {}


@pytest.mark.parametrize(
    "changes",
    [
        {"platform": "ACCOUNT_PLATFORM_CFM_CONSUMER"},
        {"platform": "ACCOUNT_PLATFORM_INTX"},
        {"type": "ACCOUNT_TYPE_PERP_FUTURES"},
        {"ready": False},
    ],
)
def test_a_wallet_of_futures_or_one_not_ready_is_no_spot_money(changes: dict[str, str]) -> None:
    rows = [account("USD", "10"), account("USD", "500", **changes)]
    assert parse_balances(rows)["USD"].total == 10


@pytest.mark.parametrize("kind", ["FIAT", "ACCOUNT_TYPE_FIAT", "CRYPTO", None])
def test_every_spelling_of_spot_money_counts(kind: str | None) -> None:
    assert parse_balances([account("USD", "10", type=kind)])["USD"].total == 10


def test_a_contract_is_not_parsed_as_a_coin() -> None:
    with pytest.raises(ValueError, match="spot"):
        parse_product(product(product_type="FUTURE", base_increment="1"))


def test_rates_are_strings_among_numbers() -> None:
    body = {
        "total_fees": 0.098,
        "fee_tier": {"taker_fee_rate": "0.012", "maker_fee_rate": "0.006"},
    }
    assert parse_fee_rates(body) == FeeRates(maker=Decimal("0.006"), taker=Decimal("0.012"))


def test_permissions_are_those_that_the_venue_names() -> None:
    body = {
        "can_view": True,
        "can_trade": True,
        "can_transfer": False,
        "portfolio_uuid": "p1",
        "portfolio_type": "CONSUMER",
    }
    parsed = parse_key_permissions(body)
    assert (parsed.can_trade, parsed.can_transfer, parsed.portfolio_id) == (True, False, "p1")


def test_a_permission_that_is_not_named_is_the_dangerous_one() -> None:
    parsed = parse_key_permissions({})
    assert (parsed.can_trade, parsed.can_transfer) == (False, True)


def test_the_servers_numbers_are_strings() -> None:
    assert parse_server_time({"epochMillis": "1795435200000"}) == datetime(
        2026, 11, 23, 12, tzinfo=UTC
    )
