"""Which books are believed, and of which the newest trades are asked."""

from __future__ import annotations

from decimal import Decimal

from signalfill.domain.belief import suspects
from signalfill.domain.product import Quote
from tests.fakes.clock import START


def book(bid: str, ask: str, last: str | None) -> Quote:
    return Quote(
        product_id="BTC-USD",
        bid=Decimal(bid),
        ask=Decimal(ask),
        at=START,
        last=None if last is None else Decimal(last),
    )


def test_newest_trades_are_asked_where_book_and_last_price_differ_or_there_is_none() -> None:
    quotes = {
        "alike": book("99", "100", "99.5"),
        "apart": book("99", "100", "90"),
        "without": book("99", "100", None),
    }

    assert suspects(quotes) == ["apart", "without"]


def test_no_trade_makes_an_absurd_book_a_true_one() -> None:
    quotes = {"wide": book("90", "100", "80"), "crossed": book("101", "100", "80")}

    assert suspects(quotes) == []
