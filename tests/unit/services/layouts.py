"""A channel whose messages are really read, so that its layouts are real ones."""

from __future__ import annotations

from datetime import datetime

from signalfill.domain.message import MessageEvent, MessageRecord
from signalfill.domain.signal import Amendment, AmendmentAction, Signal
from signalfill.domain.values import rfc3339
from signalfill.domain.verdict import Decision, ItemKey
from signalfill.parsing import parse
from signalfill.parsing.teaching import learn
from signalfill.services.operating.instruct import instruct
from signalfill.services.recording.record_signal import record_message
from signalfill.services.trading.decide_pending import decide_pending
from tests.fakes.world import AUTHOR, CHANNEL, World, settings

CARD = "#BTC LONG\nEntry: 100\nStop: 95\nTargets: 110 - 120"
PLANK = f"plank 17\n{CARD}"
OWN_RULES = {"unknown_layout": "by_mode", "cool_down": "0s"}


class Channel:
    """Speaks as the scraper does, and the trader hears it."""

    def __init__(self, **rules: str) -> None:
        self.world = World()
        self.world.push(settings(**OWN_RULES | rules))
        self._serial = 0

    def post(self, text: str, *, message_id: str | None = None, edited: bool = False) -> ItemKey:
        """The key of what it says; decided at once, as far as it can be."""
        now = self.world.clock.now()
        message_id = message_id or self._next_id()
        return self._hear(self._record(text, message_id, now, edited=edited))

    def delete(self, message_id: str) -> ItemKey:
        now = self.world.clock.now()
        record = self._record("", message_id, now, edited=False)
        return self._hear(record.model_copy(update={"event": MessageEvent.DELETE}))

    def _next_id(self) -> str:
        self._serial += 1
        return str(int(self.world.provenance(age_seconds=0).message_id) + self._serial)

    def _record(self, text: str, message_id: str, now: datetime, *, edited: bool) -> MessageRecord:
        return MessageRecord.model_validate(
            {
                "event": "edit" if edited else "create",
                "message_id": message_id,
                "channel_id": CHANNEL,
                "author_id": AUTHOR,
                "author_is_bot": False,
                "posted_at": rfc3339(now),
                "edited_at": rfc3339(now) if edited else None,
                "content": text,
                "source": "gateway",
                "received_at": rfc3339(now),
            }
        )

    def _hear(self, record: MessageRecord) -> ItemKey:
        world = self.world
        version, teachings = world.control.taught(CHANNEL)
        lexicon = learn(teachings).lexicon
        record_message(
            record,
            signals=world.signals,
            clock=world.clock,
            parse=lambda text: parse(text, lexicon),
            settings_version=version,
        )
        new = [
            key
            for key in world.signals.items(CHANNEL, record.message_id)
            if key.sort_key.startswith(f"{record.message_id}#{record.version}#")
        ]
        for key in new:
            decide_pending(key, world.context())
        return new[-1]

    def answer(self, key: ItemKey, action: AmendmentAction, to: str | None = None) -> ItemKey:
        item = self.world.signals.item(key)
        assert item is not None
        signal = item if isinstance(item, Signal) else self._asked(key)
        now = self.world.clock.now()
        said = instruct(action, signal, signals=self.world.signals, now=now, to=to)
        decide_pending(said, self.world.context())
        return said

    def _asked(self, key: ItemKey) -> Signal:
        proposal = self.world.signals.proposal(key)
        assert proposal is not None
        assert proposal.addition is not None
        return proposal.addition

    def approve(self, key: ItemKey, *, once: bool = False) -> ItemKey:
        return self.answer(key, AmendmentAction.APPROVE, "once" if once else None)

    def reject(self, key: ItemKey, *, misread: bool = False) -> ItemKey:
        return self.answer(key, AmendmentAction.REJECT, "misread" if misread else None)

    def decision(self, key: ItemKey) -> Decision | None:
        return self.world.signals.decision(key)

    def code(self, key: ItemKey) -> str:
        """What became of it: `asked` while a question waits."""
        decision = self.decision(key)
        if decision is not None:
            return decision.code
        return "asked" if self.world.signals.proposal(key) is not None else "pending"

    def question(self, key: ItemKey) -> str:
        proposal = self.world.signals.proposal(key)
        assert proposal is not None
        return proposal.question

    def close(self, key: ItemKey) -> None:
        """So that the same coin may be called again."""
        item = self.world.signals.item(key)
        assert isinstance(item, Signal)
        self.world.say(_cancel(item, self.world))
        self.world.clock.advance(minutes=45)
        self.world.sweep()


def _cancel(signal: Signal, world: World) -> Amendment:
    said = world.provenance(reply_to=signal.provenance.message_id)
    return world.amendment(AmendmentAction.CANCEL, said)
