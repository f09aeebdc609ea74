"""Seeded worlds for the audit: a market, a channel and settings, each seed another mixture."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from signalfill.domain.evidence.results import Lane, ReplayRun
from signalfill.domain.message import MessageRecord
from signalfill.domain.product import FeeRates
from signalfill.domain.settings import Settings
from signalfill.replay import Spreads, Terms, read_for, replay, replay_lane
from signalfill.services.replaying.lane_outcome import LaneOutcome
from tests.fakes.bars import InMemoryBarStore
from tests.replay.channel import write_history
from tests.replay.market import Nature, store_of, ticks_of

CHEAP = FeeRates(maker=Decimal("0.001"), taker=Decimal("0.002"), tier="test")
MANNERS: tuple[dict[str, str], ...] = (
    {},
    {"after_first_target": "trail", "trail_distance": "0.01"},
    {"stop_on_close": "catastrophe"},
    {"zone_rungs": "3", "after_first_target": "previous_target", "unfilled_after_target": "keep"},
    {"after_first_target": "net", "addition_size": "0.25"},
)


@dataclass(frozen=True)
class ReplayedWorld:
    records: Sequence[MessageRecord]
    store: InMemoryBarStore
    terms: Terms

    def run(self, *, lanes: Sequence[Lane] = tuple(Lane)) -> ReplayRun:
        return replay(self.records, self.store, self.terms, source="test", lanes=lanes)

    def lane(self, lane: Lane, *, stepwise: bool) -> LaneOutcome:
        read = read_for(self.records, self.terms.settings)
        return replay_lane(lane, read, self.store, replace(self.terms, stepwise=stepwise))


def world(seed: int, *, days: int, calls_a_day: float = 4) -> ReplayedWorld:
    chance = random.Random(seed)
    manners = MANNERS[seed % len(MANNERS)]
    wild = chance.choice((Nature(), Nature(move=0.001), Nature(jump_chance=0.002, quiet=0.3)))
    paths = {base: ticks_of(chance, days * 1440, wild) for base in ("BTC", "ETH")}
    share = 0.5 if "stop_on_close" in manners else 0.0
    records = write_history(chance, paths, calls=max(int(days * calls_a_day), 2), close_share=share)
    loss = chance.choice(("0.05", "0.02"))
    settings = Settings.model_validate(
        {
            "account": {"daily_loss_fraction": loss, "loss_streak": chance.choice((0, 3))},
            "defaults": {
                "min_reward_risk": "0.2",
                "risk_fraction": chance.choice(("0.005", "0.01")),
                "max_notional_fraction": "0.2",
                "max_spread": "0.01",
                **manners,
            },
        }
    )
    delay = timedelta(seconds=chance.choice((2, 2, 60)))
    spreads = Spreads(table={"BTC-USD": Decimal("0.0004"), "ETH-USD": Decimal("0.002")})
    terms = Terms(settings=settings, tier=CHEAP, delay=delay, spreads=spreads)
    return ReplayedWorld(records, store_of(paths), terms)
