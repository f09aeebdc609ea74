"""A whole trading world in memory: channels, a trader, a venue, a clock."""

from __future__ import annotations

from concurrent.futures import Executor
from datetime import timedelta
from decimal import Decimal

from signalfill.domain.message import Origin
from signalfill.domain.position import Position
from signalfill.domain.rules import Mode
from signalfill.domain.settings import AccountSettings, ChannelSettings, Settings
from signalfill.domain.side import Side
from signalfill.domain.signal import Amendment, AmendmentAction, EntryKind, Provenance, Signal
from signalfill.domain.values import DISCORD_EPOCH_MILLISECONDS
from signalfill.domain.verdict import Decision
from signalfill.matching.model import VenueRules
from signalfill.services.sweeping.sweep import SweepResult, sweep
from signalfill.services.trading.context import TradingContext
from signalfill.services.trading.decide_pending import decide_pending
from tests.fakes.clock import FakeClock
from tests.fakes.control import InMemoryControl
from tests.fakes.layouts import InMemoryLayouts
from tests.fakes.one_by_one import OneByOne
from tests.fakes.positions import InMemoryPositions
from tests.fakes.signals import InMemorySignals
from tests.fakes.venue import FakeVenue

CHANNEL = "700000000000000001"
OTHER_CHANNEL = "700000000000000002"
AUTHOR = "800000000000000001"
STRANGER = "800000000000000099"


def settings(**rules: str) -> Settings:
    channel = {
        "access": "invited",
        "terms_permit_automation": "yes",
        "allowed_author_ids": (AUTHOR,),
        "rules": {
            "mode": Mode.LIVE.value,
            "trial_positions": "0",
            "unknown_layout": "trade",
            **rules,
        },
    }
    return Settings(
        account=AccountSettings(daily_loss_fraction=Decimal("0.2")),
        channels={
            CHANNEL: ChannelSettings.model_validate({"name": "alpha", **channel}),
            OTHER_CHANNEL: ChannelSettings.model_validate({"name": "beta", **channel}),
        },
    )


class World:
    """Everything a trader test needs; the price of BTC-USD starts at 100."""

    def __init__(self, *, rules: VenueRules | None = None, **channel_rules: str) -> None:
        self.clock = FakeClock()
        self.pool: Executor = OneByOne()
        self.signals = InMemorySignals()
        self.positions = InMemoryPositions(self.signals)
        self.control = InMemoryControl()
        self.layouts = InMemoryLayouts()
        self.venue = FakeVenue(self.clock, rules=rules)
        self.venue.price("100")
        self.push(settings(**channel_rules))
        self._serial = 0
        self._invocations = 0

    def push(self, new: Settings) -> None:
        self.control.push_settings(new, pushed_at=self.clock.now(), pushed_by="test")

    def context(self) -> TradingContext:
        """Each invocation is somebody else."""
        self._invocations += 1
        return TradingContext(
            signals=self.signals,
            positions=self.positions,
            control=self.control,
            layouts=self.layouts,
            venue_for=lambda _mode: self.venue,
            clock=self.clock,
            owner=f"invocation-{self._invocations}",
            lease=timedelta(seconds=60),
            pool=self.pool,
        )

    def provenance(
        self,
        *,
        channel_id: str = CHANNEL,
        author_id: str = AUTHOR,
        age_seconds: float = 1,
        reply_to: str | None = None,
        origin: Origin | None = None,
    ) -> Provenance:
        self._serial += 1
        posted_at = self.clock.now() - timedelta(seconds=age_seconds)
        milliseconds = int(posted_at.timestamp() * 1000) - DISCORD_EPOCH_MILLISECONDS
        return Provenance(
            channel_id=channel_id,
            message_id=str((milliseconds << 22) + self._serial),
            version="0",
            author_id=author_id,
            reply_to_message_id=reply_to,
            origin=origin or Origin(),
            posted_at=posted_at,
            received_at=posted_at,
            parsed_at=self.clock.now(),
        )

    def signal(self, provenance: Provenance | None = None, **changes: object) -> Signal:
        """By default: buy BTC at 100, stop 95, targets 110 and 120."""
        who = provenance or self.provenance()
        values: dict[str, object] = {
            "signal_id": f"{who.message_id}-0",
            "provenance": who,
            "base": "BTC",
            "quote": "USDT",
            "side": Side.LONG,
            "entry_kind": EntryKind.LIMIT,
            "entry_prices": (Decimal(100),),
            "take_profits": (Decimal(110), Decimal(120)),
            "stop_loss": Decimal(95),
            **changes,
        }
        return Signal.model_validate(values)

    def amendment(
        self,
        action: AmendmentAction,
        provenance: Provenance | None = None,
        **changes: str | None,
    ) -> Amendment:
        who = provenance or self.provenance()
        return Amendment.model_validate(
            {
                "amendment_id": f"{who.message_id}-0-a0",
                "provenance": who,
                "action": action,
                "base": "BTC",
                **changes,
            }
        )

    def say(self, item: Signal | Amendment) -> Decision | None:
        """The parser recorded it and the stream delivers it."""
        return decide_pending(self.signals.add(item), self.context())

    def opened(self, item: Signal | None = None) -> Position:
        """A position made from the default signal, as it stands after the first invocation."""
        signal = item or self.signal()
        self.say(signal)
        return self.position(signal.signal_id)

    def position(self, position_id: str) -> Position:
        position = self.positions.load(position_id)
        assert position is not None
        return position

    def sweep(self, *, seconds: float = 50) -> SweepResult:
        return sweep(self.context(), until=self.clock.now() + timedelta(seconds=seconds))

    def move(self, *prices: str) -> None:
        """The market trades at each price, a minute apart, with a sweep after each."""
        for price in prices:
            self.clock.advance(minutes=1)
            self.venue.price(price)
            self.sweep()
