"""Names of metals and pairs of currencies, in every spelling: what a coin exchange cannot trade."""

from __future__ import annotations

_CURRENCIES = frozenset({
    "eur", "usd", "gbp", "jpy", "aud", "nzd", "cad", "chf", "cnh", "cny", "sek", "nok", "dkk",
    "pln", "huf", "czk", "try", "zar", "mxn", "sgd", "hkd", "inr", "thb", "krw",
})  # fmt: skip
_METALS = ("xau", "xag", "xpt", "xpd")
_LENGTH = 6
_LONGEST_SUFFIX = 3  # "EURUSDm", "XAUUSD.pro"


def is_foreign(key: str) -> bool:
    """`xauusdm`, `eurcad`, `gbpjpypro`."""
    if key.startswith(_METALS):
        return True
    if not _LENGTH <= len(key) <= _LENGTH + _LONGEST_SUFFIX:
        return False
    return key[:3] in _CURRENCIES and key[3:_LENGTH] in _CURRENCIES


def is_foreign_base(base: str | None) -> bool:
    """The base of `XAU/USD` or `EUR/USD`."""
    key = (base or "").casefold()
    return key in _CURRENCIES or is_foreign(key)
