"""The truth behind the candles: the same trader at a venue that sees every trade.

What is decided sees the same finished minutes; what is filled is filled by the trades themselves.
So a difference between both is the candle rules' own.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from signalfill.adapters.memory.clock import MemoryClock
from signalfill.adapters.replay.market import ReplayMarket
from signalfill.adapters.replay.venue import ReplayVenue
from signalfill.domain.evidence.lanes import opening_balance
from signalfill.domain.evidence.results import Lane
from signalfill.domain.message import MessageRecord
from signalfill.domain.order import Fill, Outcome, Refused, VenueOrder
from signalfill.domain.settings import Settings
from signalfill.matching.model import Touch, VenueRules
from signalfill.replay import NEVER, USD, Spreads, Terms, read_for, replay_lane, trade_lane
from tests.fakes.bars import InMemoryBarStore
from tests.replay.channel import Channel
from tests.replay.market import START, Nature, Tick, store_of, ticks_of
from tests.replay.worlds import CHEAP

COIN = "BTC-USD"
STEADY = Nature(move=0.0006, jump_chance=0.0006, jump=0.025, ticks=8, quiet=0.03)
DEEP = 1000
"""Trades are so large that volume never binds: F11 has tests of its own."""


class TickVenue(ReplayVenue):
    """Lets every trade up to now meet the orders before anything is said or done."""

    ticks: Sequence[Tick] = ()
    _next: int = 0

    def _trade_on(self) -> None:
        now = self._clock.now()
        while self._next < len(self.ticks) and self.ticks[self._next].at <= now:
            tick = self.ticks[self._next]
            self._next += 1
            product = self._market.product(COIN)
            assert product is not None
            if COIN not in self._engine.markets:
                self._engine.set_product(product, tick.at)
            half = self._market.half_spread(COIN, tick.price)
            self._engine.on_price(
                COIN, tick.price, tick.at, bid=tick.price - half, ask=tick.price + half
            )

    def _show(self, product_id: str) -> Refused | None:
        self._trade_on()
        return None if product_id in self._engine.markets else super()._show(product_id)

    def let_trade(self, product_id: str) -> None:
        del product_id
        self._trade_on()

    def orders(self, venue_order_ids: Sequence[str]) -> Mapping[str, VenueOrder]:
        self._trade_on()
        return super().orders(venue_order_ids)

    def fills(self, venue_order_ids: Sequence[str]) -> Sequence[Fill]:
        self._trade_on()
        return super().fills(venue_order_ids)

    def cancel(self, venue_order_ids: Sequence[str]) -> Mapping[str, Outcome]:
        self._trade_on()
        return super().cancel(venue_order_ids)


@dataclass(frozen=True)
class TruthWorld:
    """One path of trades with its candles, and calls that are traded one by one."""

    ticks: Sequence[Tick]
    store: InMemoryBarStore
    calls: Sequence[MessageRecord]
    terms: Terms

    def bound(self, lane: Lane, call: MessageRecord) -> Decimal | None:
        outcome = replay_lane(lane, read_for([call], self.terms.settings), self.store, self.terms)
        return next((each.r for each in outcome.trades.values()), None)

    def truth(self, lane: Lane, call: MessageRecord, touch: Touch) -> Decimal | None:
        """`lane` says with which delay."""
        clock = MemoryClock(NEVER)
        market = ReplayMarket(self.store, clock, spread_of=self.terms.spreads.of, with_volume=True)
        venue = TickVenue(
            market,
            clock,
            rules=VenueRules(touch=touch),
            fees=self.terms.tier,
            opening=(USD, opening_balance(lane, self.terms.settings)),
        )
        venue.ticks = self.ticks
        read = read_for([call], self.terms.settings)
        outcome = trade_lane(lane, read, self.terms, venue, clock)
        return next((each.r for each in outcome.trades.values()), None)


def truth_world(
    seed: int, *, calls: int, days: int = 2, after_first_target: str = "net"
) -> TruthWorld:
    chance = random.Random(seed)
    path = ticks_of(chance, days * 1440, STEADY)
    deep = [[replace(t, size=t.size * DEEP) for t in trades] for trades in path]
    channel = Channel(chance, {"BTC": deep})
    for _ in range(calls):
        at = START + timedelta(seconds=chance.uniform(600, days * 86_400 * 0.6))
        kind = chance.choice(("market", "market", "limit", "ladder"))
        channel.call("BTC", at, stop=chance.choice((0.015, 0.04)), kind=kind)
    settings = Settings.model_validate(
        {
            "defaults": {
                "min_reward_risk": "0.2",
                "max_spread": "0.01",
                "after_first_target": after_first_target,
            }
        }
    )
    terms = Terms(settings=settings, tier=CHEAP, spreads=Spreads(table={COIN: Decimal("0.0004")}))
    ticks = [tick for trades in deep for tick in trades]
    return TruthWorld(ticks, store_of({"BTC": deep}), channel.records, terms)
