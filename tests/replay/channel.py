"""Seeded channels: calls, follow-ups, edits and deletions about what the market does."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from signalfill.domain.message import MessageEvent, MessageRecord, MessageSource
from signalfill.domain.values import DISCORD_EPOCH_MILLISECONDS
from tests.replay.market import MINUTE, START, Tick

CHANNEL = "700000000000000001"
AUTHORS = ("800000000000000001", "800000000000000002")


def message_id(at: datetime, serial: int) -> str:
    milliseconds = int(at.timestamp() * 1000) - DISCORD_EPOCH_MILLISECONDS
    return str((milliseconds << 22) + serial)


class Channel:
    """Writes one history; the same chance writes the same."""

    def __init__(
        self, chance: random.Random, paths: Mapping[str, Sequence[Sequence[Tick]]]
    ) -> None:
        self._chance = chance
        self._paths = paths
        self._serial = 0
        self.records: list[MessageRecord] = []

    def say(
        self, at: datetime, text: str, *, author: str = AUTHORS[0], reply_to: str | None = None
    ) -> MessageRecord:
        self._serial += 1
        at = at.replace(microsecond=at.microsecond // 1000 * 1000)
        record = MessageRecord(
            event=MessageEvent.CREATE,
            message_id=message_id(at, self._serial),
            channel_id=CHANNEL,
            author_id=author,
            posted_at=at,
            content=text,
            reply_to_message_id=reply_to,
            source=MessageSource.HISTORY,
            received_at=at,
        )
        self.records.append(record)
        return record

    def edit(self, record: MessageRecord, at: datetime, text: str) -> None:
        update = {
            "event": MessageEvent.EDIT,
            "content": text,
            "edited_at": at,
            "received_at": at,
        }
        self.records.append(record.model_copy(update=update))

    def delete(self, record: MessageRecord, at: datetime) -> None:
        update = {"event": MessageEvent.DELETE, "content": "", "received_at": at}
        self.records.append(record.model_copy(update=update))

    def price(self, base: str, at: datetime) -> Decimal:
        """The last trade before the moment."""
        minute = int((at - START) / MINUTE)
        for trades in reversed(self._paths[base][: minute + 1]):
            before = [each.price for each in trades if each.at <= at]
            if before:
                return before[-1]
        return Decimal(100)

    def call(self, base: str, at: datetime, *, stop: float, kind: str) -> MessageRecord:
        """At market, at a limit below, or a ladder; `stop` is its distance as a fraction."""
        chance, now = self._chance, float(self.price(base, at))
        below = chance.uniform(0.001, stop / 2)
        entry = now if kind == "market" else now * (1 - below)
        rungs = [entry, entry * (1 - stop / 4), entry * (1 - stop / 2)][
            : 3 if kind == "ladder" else 1
        ]
        stop_price = entry * (1 - stop)
        count = chance.randint(1, 4)
        targets = [entry * (1 + stop * (1.4 + each)) for each in range(count)]
        entries = " - ".join(f"{each:.2f}" for each in rungs)
        named = f"market {now:.2f}" if kind == "market" else entries
        listed = "\n".join(f"TP{i}: {each:.2f}" for i, each in enumerate(targets, 1))
        word = "Entries" if kind == "ladder" else "Entry"
        close = " (4h close)" if chance.random() < self.close_share else ""
        text = f"{base}/USDT LONG\n{word}: {named}\n{listed}\nStop loss: {stop_price:.2f}{close}"
        return self.say(at, text, author=chance.choice(AUTHORS))

    close_share = 0.0

    def follow_up(self, call: MessageRecord, base: str, at: datetime) -> None:
        chance, now = self._chance, float(self.price(base, at))
        text = chance.choice(
            (
                f"close {base}",
                f"{base}: move stop to breakeven",
                f"{base} move stop to {now * 0.985:.2f}",
                f"{base} close half",
                f"cancel {base}",
            )
        )
        reply_to = call.message_id if chance.random() < 0.5 else None
        self.say(at, text, author=call.author_id, reply_to=reply_to)


def write_history(
    chance: random.Random,
    paths: Mapping[str, Sequence[Sequence[Tick]]],
    *,
    calls: int,
    follow_ups: float = 0.6,
    edits: float = 0.15,
    close_share: float = 0.0,
) -> list[MessageRecord]:
    channel = Channel(chance, paths)
    channel.close_share = close_share
    minutes = min(len(each) for each in paths.values())
    for _ in range(calls):
        base = chance.choice(sorted(paths))
        at = START + timedelta(seconds=chance.uniform(600, minutes * 60 * 0.9))
        kind = chance.choice(("market", "limit", "limit", "ladder"))
        call = channel.call(base, at, stop=chance.choice((0.015, 0.04)), kind=kind)
        while chance.random() < follow_ups:
            later = at + timedelta(seconds=chance.expovariate(1 / 14_000))
            if later < START + minutes * MINUTE:
                channel.follow_up(call, base, later)
        if chance.random() < edits:
            shifted = call.content.replace("Stop loss: ", "Stop loss: 0")
            after = at + timedelta(seconds=chance.uniform(5, 4000))
            channel.edit(call, after, shifted if chance.random() < 0.5 else call.content + "\n!")
        elif chance.random() < edits / 2:
            channel.delete(call, at + timedelta(seconds=chance.uniform(5, 4000)))
    channel.records.sort(key=lambda each: (each.received_at, int(each.message_id)))
    return channel.records
