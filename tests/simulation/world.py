"""The simulated world: channels, tables, a venue, functions that are invoked, an operator."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any, cast

from signalfill.domain.adoption.our_orders import cause_of
from signalfill.domain.control import Flags
from signalfill.domain.message import MessageRecord
from signalfill.domain.order import OrderRequest
from signalfill.domain.rules import Mode
from signalfill.domain.settings import AccountSettings, ChannelSettings, Settings
from signalfill.domain.signal import Amendment, Signal
from signalfill.domain.verdict import Decision, ItemKey
from signalfill.ports import ControlStore, LayoutStore, PositionStore, SignalStore, Venue
from signalfill.services.recording.record_signal import record_message
from signalfill.services.sweeping.sweep import SweepResult, sweep
from signalfill.services.trading.context import TradingContext
from signalfill.services.trading.decide_pending import decide_pending
from tests.fakes.clock import FakeClock
from tests.fakes.control import InMemoryControl
from tests.fakes.layouts import InMemoryLayouts
from tests.fakes.one_by_one import OneByOne
from tests.fakes.positions import InMemoryPositions
from tests.fakes.venue import FakeVenue, product
from tests.fakes.world import AUTHOR, CHANNEL, OTHER_CHANNEL
from tests.simulation.fate import Chances, Fate
from tests.simulation.meter import Meter
from tests.simulation.speech import Speech
from tests.simulation.stores import Hostile, StreamedSignals
from tests.simulation.turns import Invocation, Turns
from tests.simulation.venue import Call, Habits, MisbehavingVenue

APPROVE_CHANNEL = "700000000000000003"
PAPER_CHANNEL = "700000000000000004"
CHANNELS = (CHANNEL, OTHER_CHANNEL, APPROVE_CHANNEL, PAPER_CHANNEL)
BASES = ("BTC", "ETH")
TIMEOUT = timedelta(seconds=55)
LEASE_MARGIN = timedelta(seconds=15)
SPARE = timedelta(seconds=8)
"""As functions/trader/app.py has them."""
STREAM_TRIES = 4


class WatchedClock(FakeClock):
    """Tells before it moves; whoever sleeps lets another one go on."""

    def __init__(self) -> None:
        super().__init__()
        self.before_move: Callable[[], None] = _nothing
        self.after_sleep: Callable[[], None] = _nothing

    def advance(self, *, seconds: float = 0, minutes: float = 0, hours: float = 0) -> datetime:
        self.before_move()
        return super().advance(seconds=seconds, minutes=minutes, hours=hours)

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        self.after_sleep()


def _nothing() -> None:
    """Until the world stands."""


@dataclass(slots=True)
class Waiting:
    """A record of a stream or queue that was not taken yet."""

    key: ItemKey
    tries: int = 0


@dataclass(slots=True)
class Swept:
    """One sweep as it went."""

    invocation: Invocation
    faults_before: int
    result: SweepResult | None = None
    held: set[str] = field(default_factory=set)
    """Positions that another invocation held when it began or ended."""
    misled: set[str] = field(default_factory=set)
    """Products whose book said what nobody should believe when it began."""


@dataclass(eq=False)
class SimulatedWorld:
    """Built from its seed alone: the same seed is the same world, step by step."""

    random: Random
    chances: Chances
    habits: Habits
    quote: str = "USD"
    flag_history: list[tuple[datetime, Flags]] = field(default_factory=list)
    settings_history: list[tuple[datetime, Settings]] = field(default_factory=list)
    records: list[MessageRecord] = field(default_factory=list)
    queue: dict[str, list[MessageRecord]] = field(default_factory=dict)
    streams: dict[str, list[Waiting]] = field(default_factory=dict)
    sweeps: list[Swept] = field(default_factory=list)
    hand_moved: set[str] = field(default_factory=set)
    hand_sold: bool = False
    approved: set[str] = field(default_factory=set)
    unintended: list[str] = field(default_factory=list)
    wanted_stops: dict[tuple[str, int], Decimal] = field(default_factory=dict)
    nearest_targets: dict[tuple[str, int], Decimal] = field(default_factory=dict)
    most_equity: Decimal = Decimal(20_000)
    """More than the account and its gains and deposits can ever be."""

    def __post_init__(self) -> None:
        self.clock = WatchedClock()
        self.turns = Turns(self.random)
        self.fate = Fate(self.random, self.chances, self.clock, self.turns)
        self.signals = StreamedSignals()
        self.positions = InMemoryPositions(self.signals)
        self.control = InMemoryControl()
        self.layouts = InMemoryLayouts()
        products = [product(base, quote=self.quote) for base in BASES]
        self.venue = MisbehavingVenue(self.clock, self.fate, self.habits, products)
        self.paper = FakeVenue(self.clock, products=products)
        self.speech = Speech(self.random, self.clock.now, self._lives)
        self.meter = Meter(self.venue, self.positions)
        self.clock.before_move = self.meter.sample
        self.clock.after_sleep = self.fate.step
        self.venue.invoked_at = self._invoked_at
        self._count = 0
        self._hostile = {
            name: Hostile(store, self.fate)
            for name, store in (
                ("signals", self.signals),
                ("positions", self.positions),
                ("control", self.control),
                ("layouts", self.layouts),
            )
        }
        self.set_flags(Flags())
        self.venue.before_request = self._must_be_intended

    def _must_be_intended(self, request: OrderRequest) -> None:
        """What reaches the venue stands in the table, number by number, before."""
        cause = cause_of(request.client_order_id)
        position = self.positions.load(cause.position_id) if cause else None
        orders = position.orders if position is not None else ()
        if request not in [order.request for order in orders]:
            self.unintended.append(f"{request.client_order_id} was sent before it was stored")

    def _lives(self, message_id: str) -> bool:
        live = self.positions.live_positions()
        return any(each.partition("-")[0] == message_id for each in live)

    def _held(self) -> set[str]:
        now = self.clock.now()
        live = self.positions.live_positions()
        return {each for each in live if self.positions.is_leased(each, now=now)}

    def _misleading(self) -> set[str]:
        products = {f"{base}-{self.quote}" for base in BASES}
        return {each for each in products if not self.venue.shows_the_truth(each)}

    def flags_at(self, call: Call) -> Flags:
        """As the calling invocation could read them."""
        known = [flags for at, flags in self.flag_history if at <= call.began_at]
        return known[-1]

    def _invoked_at(self) -> datetime:
        current = self.turns.current
        return current.began_at if current is not None else self.clock.now()

    # --- settings, flags, prices ---

    def push(self, settings: Settings) -> None:
        self.settings_history.append((self.clock.now(), settings))
        self.control.push_settings(settings, pushed_at=self.clock.now(), pushed_by="operator")

    def set_flags(self, flags: Flags) -> None:
        self.control.set_flags(flags)
        self.flag_history.append((self.clock.now(), flags))

    def price(self, base: str, price: Decimal) -> None:
        for venue in (self.venue, self.paper):
            venue.price(price, f"{base}-{self.quote}")

    def bid(self, product_id: str) -> Decimal:
        return self.venue.bid(product_id)

    def items(self) -> list[ItemKey]:
        """All that any message said for the trader to decide."""
        messages = dict.fromkeys((r.home_channel_id, r.message_id) for r in self.records)
        return [key for where in messages for key in self.signals.items(*where)]

    def decided(self) -> Iterator[tuple[Signal | Amendment, Decision]]:
        for key in self.items():
            item, decision = self.signals.item(key), self.signals.decision(key)
            if item is not None and decision is not None:
                yield item, decision

    def pegs(self, dollars: Decimal) -> None:
        """What one USDC is worth: the same coin's books in both."""
        self.venue.show_rate("USDT-USD", Decimal(1))
        self.venue.show_rate("USDT-USDC", 1 / dollars)

    # --- the functions ---

    def context(self, invocation: Invocation) -> TradingContext:
        lease = invocation.deadline - self.clock.now() + LEASE_MARGIN
        return TradingContext(
            signals=cast("SignalStore", self._hostile["signals"]),
            positions=cast("PositionStore", self._hostile["positions"]),
            control=cast("ControlStore", self._hostile["control"]),
            layouts=cast("LayoutStore", self._hostile["layouts"]),
            venue_for=self._venue_for,
            clock=self.clock,
            owner=invocation.name,
            lease=lease,
            pool=OneByOne(),
        )

    def _venue_for(self, mode: Mode) -> Venue:
        return self.venue if mode is Mode.LIVE else self.paper

    def _invocation(self, name: str, act: Callable[[TradingContext], object]) -> Invocation:
        self._count += 1
        now = self.clock.now()
        invocation: Invocation
        invocation = Invocation(
            f"{name}-{self._count}",
            lambda: act(self.context(invocation)),
            began_at=now,
            deadline=now + TIMEOUT,
        )
        return invocation

    def a_sweep(self) -> Invocation:
        def act(context: TradingContext) -> None:
            swept.held |= self._held()
            swept.misled |= self._misleading()
            swept.result = sweep(context, until=swept.invocation.deadline - SPARE)
            swept.held |= self._held()

        invocation = self._invocation("sweep", act)
        swept = Swept(invocation, self.fate.fired)
        self.sweeps.append(swept)
        return invocation

    def a_parsing(self, record: MessageRecord) -> Invocation:
        return self._invocation(
            "parser",
            lambda context: record_message(record, signals=context.signals, clock=context.clock),
        )

    def a_decision(self, key: ItemKey) -> Invocation:
        return self._invocation("signal", lambda context: decide_pending(key, context))

    def clean_sweep(self) -> Swept | None:
        """The last sweep, if it went to its end and nothing has gone wrong since it began."""
        if not self.sweeps or not (swept := self.sweeps[-1]).invocation.ended:
            return None
        if swept.faults_before != self.fate.fired or (swept.result and swept.result.failed):
            return None
        return swept

    def run(self, invocations: Sequence[Invocation]) -> None:
        if invocations:
            self.turns.run(invocations)

    # --- queue and stream ---

    def post(self, record: MessageRecord | None) -> None:
        """The scraper put it on the queue; sometimes it does so twice."""
        if record is None:
            return
        self.records.append(record)
        line = self.queue.setdefault(record.home_channel_id, [])
        line.append(record)
        if self.fate.strikes(self.chances.stream / 4):
            line.append(record)

    def parse_all(self) -> None:
        """In order per channel, each until it was done."""
        for line in self.queue.values():
            while line:
                invocation = self.a_parsing(line[0])
                self.run([invocation])
                if not invocation.ended:
                    break
                line.pop(0)
        for channel_id, keys in self.signals.stream.items():
            waiting = self.streams.setdefault(channel_id, [])
            for key in keys:
                if self.fate.strikes(self.chances.stream / 2):
                    continue  # lost: the sweep takes it
                waiting.append(Waiting(key))
            keys.clear()

    def deliveries(self) -> list[tuple[Waiting, Invocation]]:
        """The next record of some channels, or one of the few before it once more."""
        return [
            (line[0], self.a_decision(line[0].key))
            for line in self.streams.values()
            if line and not self.fate.strikes(self.chances.stream)
        ]

    def delivered(self, waiting: Waiting, invocation: Invocation) -> None:
        line = self.streams[waiting.key.channel_id]
        waiting.tries += 1
        if invocation.ended and self.fate.strikes(self.chances.stream / 2):
            return  # it comes once more
        if invocation.ended or waiting.tries >= STREAM_TRIES:
            line.remove(waiting)


def settings(quote: str, random: Random) -> Settings:
    """Limits near enough that some calls do not fit."""
    account: dict[str, Any] = {
        "quote": quote,
        "daily_loss_fraction": random.choice(["0.2", "0.05", "0.02"]),
        "max_open_positions": random.choice([5, 3, 2]),
        "max_loss_per_coin": random.choice([None, "120"]),
        "max_loss_per_author": random.choice([None, "150"]),
        "max_loss": random.choice([None, "200"]),
        "flatten_on_breaker": random.random() < 0.3,
        "loss_streak": random.choice([5, 2]),
        "loss_pause": "20m",
    }
    rules = {
        "trial_positions": random.choice(["0", "2"]),
        "after_first_target": random.choice(["entry", "net", "previous_target", "trail", "stay"]),
        "unfilled_after_target": random.choice(["cancel", "cancel", "keep"]),
        "entry_expiry": random.choice(["24h", "10m"]),
        "zone_rungs": random.choice(["1", "3"]),
        "cool_down": random.choice(["30m", "1m"]),
        "same_call_window": random.choice(["30m", "1m"]),
        "stop_on_close": random.choice(["catastrophe", "hard"]),
        "short_signal": random.choice(["close_long", "deny"]),
        "risk_fraction": random.choice(["0.005", "0.01"]),
        "percent_levels": random.choice(["compute", "compute", "deny"]),
        **random.choice([{}, {"addition_size": "0.5"}, {"addition_size": "25 %"}]),
    }
    modes = dict(zip(CHANNELS, (Mode.LIVE, Mode.LIVE, Mode.APPROVE, Mode.PAPER), strict=True))
    return Settings(
        account=AccountSettings.model_validate(account),
        channels={
            channel_id: ChannelSettings.model_validate(
                {
                    "name": f"channel-{mode}-{channel_id[-1]}",
                    "access": "invited",
                    "terms_permit_automation": "yes",
                    "allowed_author_ids": (AUTHOR,),
                    "max_loss": random.choice([None, None, "90"]),
                    "rules": {"mode": mode.value, "unknown_layout": "trade", **rules},
                }
            )
            for channel_id, mode in modes.items()
        },
    )
