"""Recomputes sizes and prices after the venue changed a product's increments (pure)."""

from __future__ import annotations

from signalfill.domain.journal import Event
from signalfill.domain.order import OrderStatus
from signalfill.domain.position import OrderRecord, Position, Slice
from signalfill.domain.product import Product, rounded_ahead, rounded_back
from signalfill.domain.step import Note
from signalfill.domain.values import plain

PRECISION = "PRECISION"
"""Part of the venue's reason for a number with too many digits."""


def is_refused_for_precision(order: OrderRecord) -> bool:
    refused = order.reason if order.status is OrderStatus.REJECTED else order.edit_refused
    return PRECISION in (refused or "")


def with_increments(position: Position, product: Product) -> tuple[Position, list[Note]]:
    """The position on the new increments: targets rounded back, stops ahead, as at first."""
    changed = {
        name: getattr(product, name)
        for name in ("base_increment", "price_increment", "base_min_size", "quote_min_size")
        if getattr(product, name) != getattr(position, name)
    }
    if not changed:
        return position, []
    steps = ", ".join(f"{name} {plain(value)}" for name, value in changed.items())
    slices = tuple(_remade(position, each, product) for each in position.slices)
    note = Note(Event.INCREMENTS_CHANGED, f"the venue counts {product.product_id} anew: {steps}")
    return position.model_copy(update={**changed, "slices": slices}), [note]


def _remade(position: Position, each: Slice, product: Product) -> Slice:
    side, step = position.side, product.price_increment
    return each.model_copy(
        update={
            "take_profit_price": rounded_back(each.take_profit_price, step, side),
            "stop_price": rounded_ahead(each.stop_price, step, side),
        }
    )
