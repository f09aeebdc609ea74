"""Reads a product again after the venue refused a number for its digits."""

from __future__ import annotations

import logging

from signalfill.domain.errors import VenueUnavailableError
from signalfill.domain.holding import has_stuck
from signalfill.domain.position import Position
from signalfill.domain.protection.increments import is_refused_for_precision, with_increments
from signalfill.domain.step import Note
from signalfill.ports import Venue

logger = logging.getLogger(__name__)


def with_steps_of_now(
    before: Position, position: Position, venue: Venue
) -> tuple[Position, list[Note]]:
    """The position in the venue's increments of now, if digits of an order were just refused."""
    old = {each.client_order_id: each for each in before.orders}
    changed = (each for each in position.orders if each != old.get(each.client_order_id))
    if not any(map(is_refused_for_precision, changed)) and not has_stuck(position):
        return position, []
    try:
        product = venue.product(position.product_id)
    except VenueUnavailableError as error:
        logger.warning("increments not read", extra={"error": str(error)})
        return position, []
    return (position, []) if product is None else with_increments(position, product)
