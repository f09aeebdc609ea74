"""Many positions at once, in a world without faults."""

from __future__ import annotations

from decimal import Decimal

from signalfill.domain.settings import AccountSettings
from tests.fakes.venue import product
from tests.fakes.world import World, settings

COINS, SLICES = 30, 4


class Crowd(World):
    """Thirty coins, a position of four slices in each, every bracket live."""

    def __init__(self) -> None:
        super().__init__()
        wide = {"max_open_positions": 100, "daily_loss_fraction": Decimal("0.5")}
        self.push(
            settings(risk_fraction="0.0005").model_copy(
                update={"account": AccountSettings().model_copy(update=wide)}
            )
        )
        for number in range(COINS):
            base = f"COIN{number:02}"
            self.venue.add_product(product(base))
            self.venue.price("100", f"{base}-USD")
            targets = tuple(map(Decimal, (110, 115, 120, 130)))
            self.opened(self.signal(base=base, take_profits=targets))
        for number in range(COINS):
            self.venue.price("99.5", f"COIN{number:02}-USD")
        self.clock.advance(minutes=1)
        self.sweep()

    def cancel_all_stops(self) -> int:
        stops = [o for o in self.venue.engine.orders.values() if o.stop_price and not o.is_closed]
        for each in stops:
            self.venue.engine.cancel(each.order_id, self.clock.now())
        return len(stops)

    def stops(self) -> list[Decimal]:
        orders = self.venue.engine.orders.values()
        return [o.stop_price for o in orders if o.stop_price and not o.is_closed]
