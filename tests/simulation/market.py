"""Prices and market states of the coins, and the human who trades by hand beside us."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from decimal import Decimal

from signalfill.domain.rules import Mode
from signalfill.matching.ledger import InsufficientFundsError
from signalfill.matching.model import Order
from tests.simulation.venue import is_stop
from tests.simulation.world import BASES, SimulatedWorld

STATES = (
    "cancel_only",
    "limit_only",
    "post_only",
    "trading_disabled",
    "auction_mode",
    "view_only",
)


class Market:
    def __init__(self, world: SimulatedWorld) -> None:
        self.prices = dict.fromkeys(BASES, Decimal(100))
        self._world = world
        self._random = world.random
        self._closed: set[str] = set()

    def moves(self) -> None:
        for base in BASES:
            self._liquidity(base)
            self._state(base)
            self._book(base)
            self.prices[base] = self._next(self.prices[base])
            self._world.price(base, self.prices[base])
        self._spell()
        if self._world.fate.strikes(self._world.chances.human):
            self._meddle()

    def _next(self, price: Decimal) -> Decimal:
        """Mostly small steps; now and then a gap that leaps over stops."""
        wide = self._random.random() < 0.04
        thousandths = self._random.randint(-90, 90) if wide else self._random.randint(-15, 15)
        return (price * (1000 + thousandths) / 1000).quantize(Decimal("0.01"))

    def _liquidity(self, base: str) -> None:
        thin = self._world.fate.strikes(self._world.chances.thin)
        depth = self._random.choice([Decimal(2), Decimal("0.3")]) if thin else None
        self._world.venue.engine.set_depth(self._product_id(base), depth)

    def _book(self, base: str) -> None:
        """For a step the book says what nobody should believe: stub, stale, wide or crossed."""
        world, product_id, last = self._world, self._product_id(base), self.prices[base]
        world.venue.books.pop(product_id, None)
        if not world.fate.strikes(world.chances.venue):
            return
        old = world.venue.earlier_price(product_id)
        bid, ask = self._random.choice(
            [
                (Decimal("0.01"), last),
                (last / 5, last * Decimal("1.001")),
                (old, old * Decimal("1.001")),
                (last * Decimal("0.9"), last * Decimal("1.1")),
                (last * Decimal("1.2"), last * Decimal("1.8")),
                (last * Decimal("1.01"), last),
            ]
        )
        world.venue.show_book(str(bid), str(ask), product_id)

    def _product_id(self, base: str) -> str:
        return f"{base}-{self._world.quote}"

    def _state(self, base: str) -> None:
        """The product leaves normal trading for a step or two; rarely it is delisted a while."""
        if base in self._closed:
            if self._random.random() < 0.6:
                self._set(base, {})
        elif self._world.fate.active and self._random.random() < self._world.chances.venue / 5:
            state = self._random.choice([*STATES, "online"])
            self._set(base, {state: state != "online"})

    def _set(self, base: str, state: dict[str, bool]) -> None:
        engine = self._world.venue.engine
        product = engine.markets[self._product_id(base)].product
        normal = dict.fromkeys(STATES, False) | {"online": True}
        engine.set_product(product.model_copy(update=normal | state), self._world.clock.now())
        (self._closed.add if state else self._closed.discard)(base)

    def _spell(self) -> None:
        """A silent key, a clock that is wrong, a coin that is no dollar: for a step."""
        world, chance = self._world, self._world.chances.venue / 6
        world.venue.halts = world.fate.strikes(chance / 2)
        world.venue.book_age = timedelta(seconds=20 if world.fate.strikes(chance) else 0)
        world.venue.throttles = world.fate.strikes(chance / 2)
        if world.fate.strikes(chance):
            self._loses_one()
        if world.fate.strikes(chance / 2):
            self._counts_anew()
        world.pegs(Decimal("0.95") if world.fate.strikes(chance) else Decimal(1))

    def _loses_one(self) -> None:
        """An order of ours that we have seen, and that the venue knows no more."""
        positions = [p for p in self._world.positions.positions() if p.mode is Mode.LIVE]
        seen = {order.venue_order_id for position in positions for order in position.orders}
        ours = [
            order
            for order in self._world.venue.engine.orders.values()
            if not (order.is_closed or order.triggered) and order.order_id in seen
        ]
        if ours:
            self._world.venue.loses(self._random.choice(ours).order_id)

    def _counts_anew(self) -> None:
        """Coarser or finer steps of price and size; what rests stays as it is."""
        engine, base = self._world.venue.engine, self._random.choice(BASES)
        product = engine.markets[self._product_id(base)].product
        steps = {
            "price_increment": Decimal(self._random.choice(["0.01", "0.05"])),
            "base_increment": Decimal(self._random.choice(["0.00000001", "0.01"])),
        }
        engine.set_product(product.model_copy(update=steps), self._world.clock.now())

    def _meddle(self) -> None:
        """By hand: a bracket canceled or moved, coins sold or withdrawn, money put in or out."""
        world, now = self._world, self._world.clock.now()
        engine = world.venue.engine
        stops = [order for order in engine.orders.values() if is_stop(order)]
        what = self._random.choice(["cancel", "sell", "move", "deposit", "withdraw"])
        if what in {"cancel", "sell"} and stops:
            bracket = self._random.choice(stops)
            engine.cancel(bracket.order_id, now)
            if what == "sell" and bracket.remaining:
                world.hand_sold = True
                with suppress(InsufficientFundsError):
                    engine.withdraw(bracket.product_id.partition("-")[0], bracket.remaining)
        elif what == "move" and stops:
            self._move(self._random.choice(stops))
        elif what == "deposit":
            engine.deposit(world.quote, Decimal(500))
        elif what == "withdraw":
            with suppress(InsufficientFundsError):
                engine.withdraw(world.quote, Decimal(300))

    def _move(self, bracket: Order) -> None:
        """The stop a little down: his choice, which is kept."""
        part = self._world.meter.part_of(bracket)
        if part is None or bracket.stop_price is None or bracket.limit_price is None:
            return
        self._world.hand_moved.add(part[0])
        self._world.venue.engine.edit(
            bracket.order_id,
            base_size=bracket.base_size or Decimal(0),
            limit_price=bracket.limit_price,
            stop_price=(bracket.stop_price * Decimal("0.995")).quantize(Decimal("0.01")),
            at=self._world.clock.now(),
        )

    def opens(self) -> None:
        """Everything trades again, for any size."""
        for base in BASES:
            self._world.venue.engine.set_depth(self._product_id(base), None)
            self._set(base, {})
        self._world.pegs(Decimal(1))
        self.repeats()

    def repeats(self) -> None:
        for base in BASES:
            self._world.price(base, self.prices[base])

    def jumps(self, factor: Decimal) -> None:
        for base in BASES:
            self.prices[base] = (self.prices[base] * factor).quantize(Decimal("0.01"))
        self.repeats()
