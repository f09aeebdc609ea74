from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signalfill.domain.base_map import DenialReason, Denied, ProductRef, resolve


def product_of(base: str, quote: str = "USD") -> ProductRef:
    resolved = resolve(base, quote)
    assert isinstance(resolved, ProductRef)
    return resolved


def denial_of(base: str, quote: str = "USD") -> DenialReason:
    resolved = resolve(base, quote)
    assert isinstance(resolved, Denied)
    return resolved.reason


def test_a_plain_ticker_is_the_product_in_the_wallet_currency() -> None:
    assert product_of("BTC", "USDC") == ProductRef(product_id="BTC-USDC")


def test_lower_case_is_the_same_ticker() -> None:
    assert product_of("eth").product_id == "ETH-USD"


@pytest.mark.parametrize(
    ("base", "product_id", "divisor"),
    [
        ("1000PEPE", "PEPE-USD", 1000),
        ("1000SHIB", "SHIB-USD", 1000),
        ("1000BONK", "BONK-USD", 1000),
        ("1000FLOKI", "FLOKI-USD", 1000),
        ("10000LADYS", "LADYS-USD", 10_000),
        ("1000000MOG", "MOG-USD", 1_000_000),
        ("1MBABYDOGE", "BABYDOGE-USD", 1_000_000),
        ("SHIB1000", "SHIB-USD", 1000),
        ("KPEPE", "PEPE-USD", 1000),
    ],
)
def test_a_multiplied_contract_divides_every_price(
    base: str, product_id: str, divisor: int
) -> None:
    resolved = product_of(base)
    assert (resolved.product_id, resolved.price_divisor) == (product_id, Decimal(divisor))


def test_a_translation_leaves_a_note() -> None:
    assert product_of("1000PEPE").note == "one 1000PEPE is 1000 PEPE"


@pytest.mark.parametrize("base", ["1INCH", "4", "0X", "API3", "W", "1000X"])
def test_digits_that_belong_to_the_name_are_not_a_multiple(base: str) -> None:
    assert product_of(base) == ProductRef(product_id=f"{base}-USD")


@pytest.mark.parametrize(
    ("base", "product_id"),
    [
        ("XBT", "BTC-USD"),
        ("MATIC", "POL-USD"),
        ("RNDR", "RENDER-USD"),
        ("CELO", "CGLD-USD"),
        ("CORE", "CORECHAIN-USD"),
    ],
)
def test_a_renamed_coin_is_found_under_its_present_ticker(base: str, product_id: str) -> None:
    assert product_of(base).product_id == product_id


@pytest.mark.parametrize("base", ["MKR", "AGIX", "LEND", "GAL"])
def test_a_coin_exchanged_at_another_rate_is_denied(base: str) -> None:
    assert denial_of(base) is DenialReason.REDENOMINATED


@pytest.mark.parametrize("base", ["VELO", "LUNA", "1000NEIRO", "1000CAT"])
def test_a_ticker_that_means_two_coins_is_denied_also_as_a_multiple(base: str) -> None:
    assert denial_of(base) is DenialReason.AMBIGUOUS_TICKER


@pytest.mark.parametrize("base", ["", " ", "BTC-USD", "BTC/USDT", "ВТС", "A" * 21, "../x", "$PEPE"])
def test_what_is_not_a_ticker_is_denied(base: str) -> None:
    assert denial_of(base) is DenialReason.NOT_A_TICKER


@pytest.mark.parametrize("quote", ["USDT", "BTC", "", "usd"])
def test_a_quote_that_is_no_wallet_currency_is_denied(quote: str) -> None:
    assert denial_of("BTC", quote) is DenialReason.QUOTE_NOT_SUPPORTED


def test_a_currency_is_not_traded_against_itself() -> None:
    assert denial_of("USDC", "USDC") is DenialReason.BASE_IS_QUOTE


@given(st.text(max_size=30), st.sampled_from(["USD", "USDC", "EUR", "GBP"]))
def test_any_text_gives_a_safe_product_id_or_a_denial(base: str, quote: str) -> None:
    resolved = resolve(base, quote)
    if isinstance(resolved, ProductRef):
        coin, _, wallet = resolved.product_id.partition("-")
        assert coin.isascii()
        assert coin.isalnum()
        assert wallet == quote
        assert resolved.price_divisor >= 1
