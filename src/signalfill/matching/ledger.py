"""Balances with holds: what an order may still cost cannot be spent twice."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from signalfill.domain.errors import SignalfillError
from signalfill.domain.product import Balance
from signalfill.matching.model import ZERO


class InsufficientFundsError(SignalfillError):
    """The wallet holds less free money than asked for; nothing moved."""


class Ledger:
    """Wallets of one account, each with an available and a held part, never negative."""

    def __init__(self) -> None:
        self._available: dict[str, Decimal] = {}
        self._held: dict[str, Decimal] = {}

    def balances(self) -> Mapping[str, Balance]:
        return {
            currency: Balance(currency=currency, available=available, hold=self.held(currency))
            for currency, available in self._available.items()
        }

    def available(self, currency: str) -> Decimal:
        return self._available.get(currency, ZERO)

    def held(self, currency: str) -> Decimal:
        return self._held.get(currency, ZERO)

    def credit(self, currency: str, amount: Decimal) -> None:
        self._available[currency] = self.available(currency) + amount

    def debit(self, currency: str, amount: Decimal) -> None:
        """Takes free money away.

        Raises:
            InsufficientFundsError: less is available.
        """
        self._available[currency] = self._less(currency, self.available(currency), amount)

    def hold(self, currency: str, amount: Decimal) -> None:
        """Moves free money to the held part; a negative amount moves it back.

        Raises:
            InsufficientFundsError: less is available (or held).
        """
        available = self._less(currency, self.available(currency), amount)
        self._held[currency] = self._less(currency, self.held(currency), -amount)
        self._available[currency] = available

    def spend(self, currency: str, amount: Decimal) -> None:
        """Takes held money away.

        Raises:
            InsufficientFundsError: less is held.
        """
        self._held[currency] = self._less(currency, self.held(currency), amount)

    def _less(self, currency: str, present: Decimal, amount: Decimal) -> Decimal:
        if amount > present:
            raise InsufficientFundsError(f"{currency}: {present} is less than {amount}")
        return present - amount
