"""Would the venue take an entry as we send it?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cli.checks.finding import Finding, good, problem
from signalfill.domain.order import AttachedBracket, OrderKind, OrderRequest, OrderSide
from signalfill.domain.product import Product, ceil_to
from signalfill.domain.settings import Settings
from signalfill.ports import Venue

BASE = "BTC"
BELOW_BID, TARGET_ABOVE, STOP_BELOW = Decimal("0.99"), Decimal("1.04"), Decimal("0.98")
MINIMUMS = 2
"""How many times the smallest order the previewed one is."""

REMEDIES = {
    "INSUFFICIENT_FUND": "move more of the quote currency into the portfolio",
    "INSUFFICIENT_FUNDS": "move more of the quote currency into the portfolio",
    "PERMISSION_DENIED": "the account may not trade this product: look at it in the Coinbase app",
}
NO_BRACKET = "the venue refuses our protection: stay on paper, or enter at market only"


def check_entry(venue: Venue, settings: Settings) -> Iterator[Finding]:
    """The product's state, then a preview of a small resting buy with its bracket."""
    product_id = f"{BASE}-{settings.account.quote}"
    product = venue.product(product_id)
    if product is None:
        yield problem(
            "coinbase product", f"{product_id} is not traded here", "set account.quote: USD or USDC"
        )
        return
    yield _state(product)
    quote = venue.quotes([product_id]).get(product_id)
    if quote is None or not quote.is_sane:
        yield problem("coinbase entry", f"{product_id} shows no order book", "try again later")
        return
    yield _previewed(venue, small_entry(product, quote.bid))


def _state(product: Product) -> Finding:
    closed = product.closed_for_entries
    smallest = f"from {product.quote_min_size:f} {product.quote}"
    if closed:
        detail = f"{product.product_id} takes no entries: {closed}"
        return problem("coinbase product", detail, "wait: no entry is sent before it trades again")
    return good("coinbase product", f"{product.product_id} is online, orders {smallest}")


def small_entry(product: Product, bid: Decimal) -> OrderRequest:
    """A limit that rests, twice the smallest size, with take-profit and stop attached."""
    price = product.floor_price(bid * BELOW_BID)
    least = max(product.base_min_size, product.quote_min_size / price)
    return OrderRequest(
        # It names no position: were it ever placed, nobody would take it for ours.
        client_order_id="doctor-preview",
        product_id=product.product_id,
        side=OrderSide.BUY,
        kind=OrderKind.LIMIT_GTC,
        base_size=ceil_to(least * MINIMUMS, product.base_increment),
        limit_price=price,
        attached=AttachedBracket(
            take_profit_price=product.floor_price(price * TARGET_ABOVE),
            stop_price=product.ceil_price(price * STOP_BELOW),
        ),
    )


def _previewed(venue: Venue, entry: OrderRequest) -> Finding:
    refused = venue.preview(entry)
    if refused is None:
        what = "would take a limit entry with its attached bracket"
        return good("coinbase entry", f"the venue {what} on {entry.product_id}")
    word = refused.reason.removeprefix("PREVIEW_")
    if word in REMEDIES:
        return problem("coinbase entry", f"the venue would refuse an entry: {word}", REMEDIES[word])
    if venue.preview(entry.model_copy(update={"attached": None})) is None:
        detail = f"the venue takes the entry but not its attached bracket: {word}"
        return problem("coinbase entry", detail, NO_BRACKET)
    detail = f"the venue would refuse an entry: {word}"
    return problem("coinbase entry", detail, "look the word up in the Coinbase app, try again")
