"""A signal in the venue's price frame: multiplied contracts divide every price."""

from __future__ import annotations

from decimal import Decimal

from signalfill.domain.base_map import Denied, resolve
from signalfill.domain.position import Position
from signalfill.domain.signal import Signal


def in_frame(signal: Signal, divisor: Decimal) -> Signal:
    """`1000PEPE` at 0.0123 is PEPE at 0.0000123: every price divided by the contract's factor."""
    if divisor == 1:
        return signal
    stop = signal.stop_loss
    return signal.model_copy(
        update={
            "entry_prices": tuple(price / divisor for price in signal.entry_prices),
            "take_profits": tuple(price / divisor for price in signal.take_profits),
            "stop_loss": None if stop is None else stop / divisor,
        }
    )


def in_frame_of(position: Position, edited: Signal) -> Signal:
    """An edited version of the position's signal, divided as the first one was."""
    contract = resolve(edited.base, position.product_id.rpartition("-")[2])
    return edited if isinstance(contract, Denied) else in_frame(edited, contract.price_divisor)
