"""The command line over a world in memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

import cli.adjust
import cli.adopt
import cli.approve
import cli.channels
import cli.close
import cli.doctor
import cli.evidence
import cli.layouts
import cli.learn.lesson
import cli.learn.one_message
import cli.positions
import cli.settings
import cli.switches
import cli.why
from cli.main import main
from signalfill.config import OperatorEnvironment
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.position import TwinResult
from signalfill.domain.settings import Settings
from signalfill.domain.side import Side
from signalfill.domain.signal import (
    EntryKind,
    EntryReading,
    Reading,
    ReadingKind,
    Signal,
    SignalReading,
)
from signalfill.domain.verdict import Verdict, VerdictKind
from signalfill.ports import (
    AdoptionStore,
    ControlStore,
    LayoutStore,
    PositionStore,
    SignalStore,
    Venue,
)
from signalfill.services.trading.decide_pending import decide_pending
from tests.fakes.adoption import InMemoryAdoption
from tests.fakes.control import InMemoryControl
from tests.fakes.world import World

COMMANDS_WITH_A_WORLD = (
    cli.adjust,
    cli.adopt,
    cli.approve,
    cli.channels,
    cli.close,
    cli.doctor,
    cli.evidence,
    cli.layouts,
    cli.learn.lesson,
    cli.learn.one_message,
    cli.positions,
    cli.settings,
    cli.switches,
    cli.why,
)


class TraderAtWork:
    """The operator's clock: while he waits, the trader does what waits for it."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.is_at_work = True

    def now(self) -> datetime:
        return self._world.clock.now()

    def sleep(self, seconds: float) -> None:
        self._world.clock.sleep(seconds)
        if self.is_at_work:
            for key in self._world.signals.pending():
                decide_pending(key, self._world.context())


class Operator:
    """Types commands; `said` is what came back, `complaints` what stood on stderr."""

    def __init__(self, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        self.world = World()
        self.store: ControlStore = self.world.control
        self.clock = TraderAtWork(self.world)
        self.environment = OperatorEnvironment()
        self.coinbase_key: str | None = "{}"
        self.said = ""
        self.complaints = ""
        self._patch = patch
        self._capture = capture
        for module in COMMANDS_WITH_A_WORLD:
            patch.setattr(module, "open_world", lambda _arguments: self)

    def types(self, *words: str, answers: Sequence[str] = ()) -> int:
        waiting = list(answers)

        def answer(_prompt: str = "") -> str:
            if not waiting:
                raise EOFError
            return waiting.pop(0)

        self._patch.setattr("builtins.input", answer)
        try:
            status = main(words)
        except SystemExit as ended:
            status = int(ended.code or 0)
        captured = self._capture.readouterr()
        self.said, self.complaints = captured.out, captured.err
        return status

    def reads(self, *words: str, answers: Sequence[str] = ()) -> Any:  # noqa: ANN401 - JSON
        """The command's JSON."""
        self.types(*words, "--json", answers=answers)
        return json.loads(self.said)

    def starts_with(self, settings: Settings | None) -> None:
        """Before: these settings, or none at all."""
        self.store = InMemoryControl(settings)

    # --- what a command asks of its world ---

    def control(self) -> ControlStore:
        return self.store

    def signals(self) -> SignalStore:
        return self.world.signals

    def positions(self) -> PositionStore:
        return self.world.positions

    def layouts(self) -> LayoutStore:
        return self.world.layouts

    def adoptions(self) -> AdoptionStore:
        return InMemoryAdoption(self.world.positions)

    @property
    def venue(self) -> Venue | None:
        return None if self.coinbase_key is None else self.world.venue

    def discord_token(self) -> str | None:
        return self.environment.discord_token

    # --- what happened before ---

    def parsed(self, signal: Signal) -> None:
        """The parser's verdict on the signal's message, and the trader's decision."""
        entries = tuple(str(price) for price in signal.entry_prices)
        reading = SignalReading(
            base=signal.base,
            side=Side.LONG,
            entry=EntryReading(kind=EntryKind.LIMIT, prices=entries),
            take_profits=tuple(str(price) for price in signal.take_profits),
            stop_loss=str(signal.stop_loss),
        )
        self.record(signal, Reading(kind=ReadingKind.SIGNAL, signals=(reading,), reason="a call"))
        self.world.say(signal)

    def twin_ended(self, position_id: str, *, live: str, paper: str) -> None:
        """The result of the position and its paper twin is kept."""
        owner, now = "twins", self.world.clock.now()
        taken = self.world.positions.take_lease(position_id, owner=owner, now=now, until=now)
        assert taken is not None
        result = TwinResult(live_r=Decimal(live), paper_r=Decimal(paper))
        position = taken[0].model_copy(update={"twin": result})
        self.world.positions.save(position, owner=owner)

    def record(self, signal: Signal, reading: Reading) -> None:
        said = signal.provenance
        verdict = Verdict(
            channel_id=said.channel_id,
            message_id=said.message_id,
            version=said.version,
            kind=VerdictKind(reading.kind.value),
            reason=reading.reason,
            parser_version="test",
            reading=reading,
            author_id=said.author_id,
            parsed_at=said.parsed_at,
            received_at=said.received_at,
        )
        self.world.signals.record(verdict, text="text")


def refuses(action: Callable[[], object]) -> str:
    """The text of the InvalidInputError that the action raises."""
    with pytest.raises(InvalidInputError) as caught:
        action()
    return str(caught.value)
