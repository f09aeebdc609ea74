"""What the stand-in trades: real increments and minimums, and prices to begin with."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from signalfill.domain.product import Product

# base, base_increment, price_increment, base_min_size, first price
ROWS = """
BTC    0.00000001  0.01        0.00000001  65000
ETH    0.00000001  0.01        0.00000001  3400
SOL    0.00000001  0.01        0.00000001  150
XRP    0.000001    0.0001      0.000001    0.6
DOGE   0.1         0.00001     0.1         0.12
PEPE   1           0.00000001  1           0.00001
SHIB   1           0.00000001  1           0.000018
ADA    0.00000001  0.0001      0.00000001  0.45
LINK   0.01        0.001       0.01        14
AVAX   0.00000001  0.01        0.00000001  28
LTC    0.00000001  0.01        0.00000001  80
DOT    0.00000001  0.001       0.00000001  6
UNI    0.000001    0.001       0.000001    8
SUI    0.1         0.0001      0.1         1.8
ARB    0.01        0.0001      0.01        0.8
OP     0.01        0.001       0.01        1.6
APT    0.01        0.01        0.01        9
NEAR   0.001       0.001       0.001       5
INJ    0.01        0.001       0.01        22
TIA    0.01        0.001       0.01        6
HBAR   0.1         0.00001     0.1         0.08
BONK   1           0.00000001  1           0.00002
FIL    0.001       0.001       0.001       5
ATOM   0.01        0.001       0.01        7
BCH    0.00000001  0.01        0.00000001  450
EOS    0.1         0.001       0.1         0.7
"""
DELISTED = frozenset({"EOS"})
QUOTES = ("USD", "USDC")
QUOTE_MIN_SIZE = Decimal(1)
NAMES = {"BTC": "Bitcoin", "ETH": "Ethereum", "SOL": "Solana", "DOGE": "Dogecoin"}

EMPTY_WALLETS = """
1INCH AAVE ACH AKT ALGO AMP ANKR APE API3 AUCTION AXS BAL BAND BAT BICO BLUR BNT CHZ COMP COTI
CRV CTSI CVX DASH DIA ENJ ENS ETC FET FLOW GALA GRT ICP IMX KAVA KSM LDO LRC MANA MASK MINA OCEAN
OXT POL QNT RNDR SAND SKL SNX STX
"""
"""Coinbase shows a wallet for each coin ever looked at: more than one page of accounts."""


@dataclass(frozen=True)
class Listing:
    """One book; the USDC product of a coin is an alias of the USD one with another wallet."""

    product: Product
    first_price: Decimal
    alias: str = ""
    alias_to: tuple[str, ...] = ()


def listings() -> dict[str, Listing]:
    rows = [row.split() for row in ROWS.strip().splitlines()]
    found = [_listing(row, quote) for row in rows for quote in QUOTES]
    return {listing.product.product_id: listing for listing in found}


def _listing(row: list[str], quote: str) -> Listing:
    base, base_increment, price_increment, base_min_size, first_price = row
    delisted = base in DELISTED
    product = Product(
        product_id=f"{base}-{quote}",
        base=base,
        quote=quote,
        base_increment=Decimal(base_increment),
        price_increment=Decimal(price_increment),
        base_min_size=Decimal(base_min_size),
        quote_min_size=QUOTE_MIN_SIZE,
        online=not delisted,
        trading_disabled=delisted,
    )
    return Listing(
        product=product,
        first_price=Decimal(first_price),
        alias=f"{base}-USD" if quote == "USDC" else "",
        alias_to=(f"{base}-USDC",) if quote == "USD" else (),
    )


def currencies() -> list[str]:
    """Every wallet of the account, as the account list shows them: by name."""
    bases = {row.split()[0] for row in ROWS.strip().splitlines()}
    return sorted({*bases, *QUOTES, *EMPTY_WALLETS.split()})
