"""Prices on the venue's increments."""

from __future__ import annotations

from decimal import Decimal

from signalfill.domain.product import rounded_ahead, rounded_back
from signalfill.domain.side import Side

STEP = Decimal("0.01")


def test_ahead_is_up_for_a_long_and_down_for_a_short() -> None:
    assert rounded_ahead(Decimal("95.001"), STEP, Side.LONG) == Decimal("95.01")
    assert rounded_ahead(Decimal("95.009"), STEP, Side.SHORT) == Decimal("95.00")


def test_back_is_down_for_a_long_and_up_for_a_short() -> None:
    assert rounded_back(Decimal("95.009"), STEP, Side.LONG) == Decimal("95.00")
    assert rounded_back(Decimal("95.001"), STEP, Side.SHORT) == Decimal("95.01")
