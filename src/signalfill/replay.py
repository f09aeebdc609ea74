"""The composition root of a replay: stores in memory, bars for a market, the live services.

`signalfill replay` and the function of the same name call it; neither has logic of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from signalfill.adapters.memory.clock import MemoryClock
from signalfill.adapters.memory.control import MemoryControl
from signalfill.adapters.memory.layouts import MemoryLayouts
from signalfill.adapters.memory.one_by_one import OneByOne
from signalfill.adapters.memory.positions import MemoryPositions
from signalfill.adapters.memory.signals import MemorySignals
from signalfill.adapters.replay.market import ReplayMarket
from signalfill.adapters.replay.venue import ReplayVenue
from signalfill.domain.evidence.lanes import lane_settings, opening_balance
from signalfill.domain.evidence.results import Lane, ReplayRun
from signalfill.domain.evidence.spreads import assumed_spread
from signalfill.domain.message import MessageRecord
from signalfill.domain.product import FeeRates
from signalfill.domain.settings import Settings
from signalfill.matching.model import InBar, StopFill, Touch, VenueRules
from signalfill.parsing import PARSER_VERSION
from signalfill.ports.bars import BarStore
from signalfill.ports.replay import HistoricVenue
from signalfill.services.recording.read_taught import TaughtReaders
from signalfill.services.replaying.arrivals import ReadHistory, read_history
from signalfill.services.replaying.lane_outcome import LaneOutcome, outcome_of
from signalfill.services.replaying.replay_lane import LaneReplay
from signalfill.services.replaying.signal_results import funnel_of, signal_results
from signalfill.services.trading.context import TradingContext

LOWEST_TIER = FeeRates(maker=Decimal("0.006"), taker=Decimal("0.012"), tier="Intro 1")
DELAY = timedelta(seconds=2)
"""From a posting to our order, as far as nothing was measured."""
RULES = tuple(f"F{number}" for number in range(1, 12))
WORST = VenueRules(touch=Touch.THROUGH, stop_fill=StopFill.NEXT_TRADE, volume_share=Decimal("0.25"))
BEST = VenueRules(in_bar=InBar.TARGETS_FIRST)
USD = "USD"
PUSHED_BY = "replay"
NEVER = datetime.min.replace(tzinfo=UTC)
"""What a clock shows that was not set."""
_LEASE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Spreads:
    """Whole spreads as fractions, by product; `measured` are those of our own records."""

    table: Mapping[str, Decimal] = field(default_factory=dict)
    measured: tuple[str, ...] = ()
    factor: Decimal = Decimal(1)

    def of(self, product_id: str) -> Decimal:
        return self.table.get(product_id, assumed_spread(product_id)) * self.factor


@dataclass(frozen=True, slots=True)
class Terms:
    """What a replay assumes. `stepwise` looks at every minute: the same result, much slower."""

    settings: Settings
    tier: FeeRates = LOWEST_TIER
    delay: timedelta = DELAY
    spreads: Spreads = Spreads()
    until: datetime | None = None
    stepwise: bool = False


def replay(
    records: Iterable[MessageRecord],
    store: BarStore,
    terms: Terms,
    *,
    source: str,
    pool: Executor | None = None,
    lanes: Sequence[Lane] = tuple(Lane),
) -> ReplayRun:
    """What `replayed` finds, without the lanes."""
    return replayed(records, store, terms, source=source, pool=pool, lanes=lanes)[0]


def replayed(
    records: Iterable[MessageRecord],
    store: BarStore,
    terms: Terms,
    *,
    source: str,
    pool: Executor | None = None,
    lanes: Sequence[Lane] = tuple(Lane),
) -> tuple[ReplayRun, Mapping[Lane, LaneOutcome]]:
    """The history's signals, traded in each lane; with a `pool` of processes, one lane in each.

    The worst lane must be among `lanes`. The same records, bars and terms make the same run.

    Raises:
        InvalidInputError: stored bars cannot be read.
    """
    read = read_for(records, terms.settings)
    run_in = pool or OneByOne()
    jobs = {lane: run_in.submit(replay_lane, lane, read, store, terms) for lane in lanes}
    outcomes = {lane: job.result() for lane, job in jobs.items()}
    results = signal_results(outcomes, read, store)
    products = sorted({each.product for each in results if each.product})
    sources = {bars.source.value for each in products if (bars := store.bars(each)) is not None}
    moments = [each.received_at for each in (*read.records, *read.edited_late)]
    run = ReplayRun(
        run_id="",
        inputs_sha256=_sha256(each.model_dump_json() for each in read.in_order()),
        parser_version=PARSER_VERSION,
        settings_sha256=_sha256([terms.settings.model_dump_json()]),
        rules=RULES,
        source=source,
        price_source=", ".join(sorted(sources)),
        tier=terms.tier,
        delay_seconds=Decimal(str(terms.delay.total_seconds())),
        spread_table={each: terms.spreads.of(each) for each in products},
        spread_is_measured=tuple(each for each in products if each in terms.spreads.measured),
        risk_unit=USD,
        begins_at=min(moments, default=None),
        ends_at=max(moments, default=None),
        funnel=funnel_of(outcomes, read, results),
    )
    run_id = _sha256([run.model_dump_json()])[:16]
    return run.model_copy(update={"run_id": run_id, "results": tuple(results)}), outcomes


def read_for(records: Iterable[MessageRecord], settings: Settings) -> ReadHistory:
    """The history, each text read once with the words that the settings teach."""
    clock, control = MemoryClock(NEVER), MemoryControl()
    control.push_settings(settings, pushed_at=clock.now(), pushed_by=PUSHED_BY)
    return read_history(records, TaughtReaders(control, clock).of)


def replay_lane(lane: Lane, read: ReadHistory, store: BarStore, terms: Terms) -> LaneOutcome:
    """One lane by itself: everything it needs is in its arguments, also in another process."""
    clock = MemoryClock(NEVER)
    market = ReplayMarket(
        store, clock, spread_of=terms.spreads.of, with_volume=lane is not Lane.BEST
    )
    venue = ReplayVenue(
        market,
        clock,
        rules=BEST if lane is Lane.BEST else WORST,
        fees=terms.tier,
        opening=(USD, opening_balance(lane, terms.settings)),
    )
    return trade_lane(lane, read, terms, venue, clock)


def trade_lane(
    lane: Lane, read: ReadHistory, terms: Terms, venue: HistoricVenue, clock: MemoryClock
) -> LaneOutcome:
    """The history traded at this venue, whose clock is set to each moment that matters."""
    arrivals = read.arrivals(timedelta(0) if lane is Lane.BEST else terms.delay)
    if not arrivals:
        return LaneOutcome(lane)
    channels = sorted({each.record.home_channel_id for each in arrivals})
    settings = lane_settings(lane, terms.settings, channels)
    context = _context(settings, venue, clock)
    running = LaneReplay(context, venue, clock, parse=read.reading_of, stepwise=terms.stepwise)
    running.run(arrivals, until=terms.until)
    return outcome_of(
        lane,
        running.heard,
        signals=context.signals,
        positions=context.positions,
        venue=venue,
        failures=running.failures,
    )


def _context(settings: Settings, venue: HistoricVenue, clock: MemoryClock) -> TradingContext:
    signals, control = MemorySignals(), MemoryControl()
    control.push_settings(settings, pushed_at=clock.now(), pushed_by=PUSHED_BY)
    return TradingContext(
        signals=signals,
        positions=MemoryPositions(signals),
        control=control,
        layouts=MemoryLayouts(),
        venue_for=lambda _mode: venue,
        clock=clock,
        owner=PUSHED_BY,
        lease=_LEASE,
        pool=OneByOne(),
    )


def _sha256(lines: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line.encode())
        digest.update(b"\n")
    return digest.hexdigest()
