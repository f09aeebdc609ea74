"""The operator: pauses and halts, changes settings, answers questions, closes positions."""

from __future__ import annotations

from random import Random

from signalfill.domain.amendments.amending import KEEP
from signalfill.domain.control import Flags
from signalfill.domain.settings import Settings
from signalfill.domain.signal import AmendmentAction
from signalfill.services.operating.instruct import instruct
from signalfill.services.operating.put_back import paused_away, put_back
from signalfill.services.trading.propose import waiting
from tests.fakes.world import CHANNEL
from tests.simulation.world import SimulatedWorld, settings


class Operator:
    """His own commands never fail: what they store passes through the functions like all else."""

    def __init__(self, world: SimulatedWorld) -> None:
        self._world = world
        self._random = world.random

    def acts(self) -> None:
        self._notes_the_breaker()
        draw = self._random.random()
        flags = self._world.control.current().flags
        if flags.halted or flags.paused or flags.paused_channels:
            if draw < 0.4:
                self._switch(halted=False, paused=False, paused_channels=())
                self._puts_back()
        elif draw < 0.05:
            which = {"paused": True}, {"halted": True}, {"paused_channels": (CHANNEL,)}
            self._switch(**self._random.choice(which))
        elif draw < 0.10:
            pushed = settings(self._world.quote, self._random)
            self._world.push(self._with_other_mode(pushed))
        elif draw < 0.16:
            self._closes_one()
        elif flags.breaker_latched and draw < 0.4:
            self._switch(breaker_latched=False, breaker_reason=None, breaker_accounts=())
        if self._random.random() < 0.5:
            self._answers(AmendmentAction.APPROVE if draw < 0.7 else AmendmentAction.REJECT)

    def _with_other_mode(self, pushed: Settings) -> Settings:
        """Now and then a live channel is switched off, or to paper."""
        if self._random.random() < 0.6:
            return pushed
        mode = self._random.choice(["off", "paper"])
        channel = pushed.channels[CHANNEL]
        channel = channel.model_copy(update={"rules": {**channel.rules, "mode": mode}})
        return pushed.model_copy(update={"channels": {**pushed.channels, CHANNEL: channel}})

    def _puts_back(self) -> None:
        """What the pause canceled, if he wants it."""
        world, now = self._world, self._world.clock.now()
        for call in list(paused_away(world.positions, world.signals, now=now)):
            if self._random.random() < 0.5:
                put_back(call, world.signals, now=now)

    def _notes_the_breaker(self) -> None:
        """The sweep latches it too: from when on, the history has to tell."""
        present = self._world.control.current().flags
        if present != self._world.flag_history[-1][1]:
            self._world.flag_history.append((self._world.clock.now(), present))

    def _switch(self, **changes: object) -> None:
        present = self._world.control.current().flags
        self._world.set_flags(present.model_copy(update=changes))

    def _closes_one(self) -> None:
        live = self._world.positions.positions()
        if live:
            signal = self._random.choice(live).signal
            now = self._world.clock.now()
            # Drawn apart: the stories of known seeds stay what they are otherwise.
            to = KEEP if Random(signal.signal_id).random() < 0.2 else None
            instruct(AmendmentAction.CLOSE, signal, signals=self._world.signals, now=now, to=to)

    def _answers(self, action: AmendmentAction) -> None:
        for _, signal, _ in list(waiting(self._world.signals))[:1]:
            self._says(action, signal.signal_id)

    def _says(self, action: AmendmentAction, position_id: str) -> None:
        for _, signal, _ in list(waiting(self._world.signals)):
            if signal.signal_id != position_id:
                continue
            if action is AmendmentAction.APPROVE:
                self._world.approved.add(position_id)
            now = self._world.clock.now()
            instruct(action, signal, signals=self._world.signals, now=now)
            return

    def answers_all(self) -> None:
        for _, signal, _ in list(waiting(self._world.signals)):
            self._says(AmendmentAction.REJECT, signal.signal_id)

    def lets_go(self) -> None:
        """Nothing is switched off any more."""
        self._world.set_flags(Flags())
