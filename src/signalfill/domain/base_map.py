"""Finds Coinbase's product for the ticker that a signal names, or a reason why there is none.

Signals quote perpetuals of other venues: their contracts may be multiplied, their tickers old, and
the same letters may mean another coin here. In doubt a ticker is denied: that costs a trade, a
wrong product costs money. The price frame is checked later.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum

from signalfill.domain.values import Money, Value

QUOTES = frozenset({"USD", "USDC", "EUR", "GBP"})

# The same coin, one for one, under the ticker that Coinbase uses.
_RENAMED = {
    "XBT": "BTC",
    "MATIC": "POL",
    "RNDR": "RENDER",
    "XDG": "DOGE",
    "CELO": "CGLD",
    "CORE": "CORECHAIN",
}

# One contract is this many coins, where the name does not say it by a leading number.
_MULTIPLIED = {
    "1MBABYDOGE": ("BABYDOGE", 1_000_000),
    "SHIB1000": ("SHIB", 1000),
    "KPEPE": ("PEPE", 1000),
    "KSHIB": ("SHIB", 1000),
    "KBONK": ("BONK", 1000),
    "KFLOKI": ("FLOKI", 1000),
}

# Exchanged at another rate than one for one: prices of the old ticker mean nothing now.
_REDENOMINATED = {
    "MKR": "one MKR became 24,000 SKY",
    "GAL": "one GAL became 60 G",
    "AGIX": "AGIX became FET at 0.433350",
    "OCEAN": "OCEAN became FET at 0.433226",
    "LEND": "100 LEND became one AAVE",
    "AI16Z": "one AI16Z became 6 ELIZAOS",
    "BTT": "one old BTT became 1,000 new ones",
    "FTM": "FTM became S; old and new prices are still quoted side by side",
    "EOS": "EOS became A; old and new prices are still quoted side by side",
}

# The same letters, another coin (or another version of it) elsewhere.
_COLLIDING = {
    "VELO": "Velodrome at Coinbase, Velo Protocol elsewhere",
    "LUNA": "Terra before and after May 2022",
    "LUNA2": "Terra before and after May 2022",
    "NEIRO": "two coins of one name",
    "NEIROCTO": "two coins of one name",
    "NEIROETH": "two coins of one name",
    "BEAM": "a gaming chain and a privacy coin",
    "AI": "several coins of one name",
    "CAT": "several coins of one name",
    "BOB": "several coins of one name",
}

_TICKER = re.compile(r"[A-Z0-9]{1,20}")
# Longest number first. 1INCH is a name, not a multiple: it does not begin with 1000.
_LEADING_MULTIPLE = re.compile(r"(1000000|100000|10000|1000)([A-Z]{2,})")


class DenialReason(StrEnum):
    NOT_A_TICKER = "not_a_ticker"
    QUOTE_NOT_SUPPORTED = "quote_not_supported"
    BASE_IS_QUOTE = "base_is_quote"
    REDENOMINATED = "redenominated"
    AMBIGUOUS_TICKER = "ambiguous_ticker"


class ProductRef(Value):
    """`price_divisor` divides every price of the signal; `note` says what was translated."""

    product_id: str
    price_divisor: Money = Decimal(1)
    note: str = ""


class Denied(Value):
    reason: DenialReason
    note: str = ""


def resolve(base: str, quote: str) -> ProductRef | Denied:
    """The product of `base` priced in `quote`. Whether it exists, the venue says."""
    # Upper case only for ASCII: other letters become look-alikes ("ß" would be "SS").
    ticker = base.strip().upper() if base.isascii() else ""
    if quote not in QUOTES:
        return Denied(reason=DenialReason.QUOTE_NOT_SUPPORTED, note=quote)
    if not _TICKER.fullmatch(ticker):
        return Denied(reason=DenialReason.NOT_A_TICKER, note=base[:20])
    coin, multiple = _coin(ticker)
    denied = _denied(ticker, coin)
    if denied is not None:
        return denied
    listed = _RENAMED.get(coin, coin)
    if listed == quote:
        return Denied(reason=DenialReason.BASE_IS_QUOTE, note=listed)
    return ProductRef(
        product_id=f"{listed}-{quote}",
        price_divisor=Decimal(multiple),
        note="" if listed == ticker else _note(ticker, listed, multiple),
    )


def names_of(base: str) -> frozenset[str]:
    """The ticker as said and as listed: `1000PEPE` and `PEPE`, `MATIC` and `POL`."""
    ticker = base.strip().upper()
    coin = _coin(ticker)[0]
    return frozenset({ticker, coin, _RENAMED.get(coin, coin)})


def _coin(ticker: str) -> tuple[str, int]:
    if ticker in _MULTIPLIED:
        return _MULTIPLIED[ticker]
    match = _LEADING_MULTIPLE.fullmatch(ticker)
    return (match[2], int(match[1])) if match else (ticker, 1)


def _denied(ticker: str, coin: str) -> Denied | None:
    for name in (ticker, coin):
        if name in _REDENOMINATED:
            return Denied(reason=DenialReason.REDENOMINATED, note=_REDENOMINATED[name])
        if name in _COLLIDING:
            return Denied(reason=DenialReason.AMBIGUOUS_TICKER, note=_COLLIDING[name])
    return None


def _note(ticker: str, listed: str, multiple: int) -> str:
    if multiple == 1:
        return f"{ticker} is {listed}"
    return f"one {ticker} is {multiple} {listed}"
