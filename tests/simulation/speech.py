"""What is said in the channels: calls, follow-ups, edits, deletions and talk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from signalfill.domain.message import MessageEvent, MessageRecord, Origin, OriginKind
from signalfill.domain.values import DISCORD_EPOCH_MILLISECONDS, plain
from tests.fakes.world import AUTHOR, STRANGER

GUILD = "600000000000000001"


@dataclass(frozen=True, slots=True)
class Levels:
    """The numbers of one call."""

    base: str
    entry: Decimal
    stop: Decimal
    targets: tuple[Decimal, ...]

    @classmethod
    def around(cls, base: str, price: Decimal, random: Random) -> Levels:
        entry = _tick(price * Decimal(random.choice(["0.97", "0.985", "0.995", "1", "1.001"])))
        risk = Decimal(random.choice(["0.02", "0.04", "0.06"]))
        gains = random.choice([("1.05", "1.08", "1.12"), ("1.04", "1.09"), ("1.06",)])
        targets = tuple(_tick(entry * Decimal(gain)) for gain in gains)
        return cls(base, entry, _tick(entry * (1 - risk)), targets)


def _tick(price: Decimal) -> Decimal:
    return price.quantize(Decimal("0.01"))


def _limit(it: Levels) -> str:
    targets = "\n".join(f"TP{n}: {each}" for n, each in enumerate(it.targets, start=1))
    return f"#{it.base}/USDT LONG\nEntry: {it.entry}\n{targets}\nSL: {it.stop}"


def _ladder(it: Levels) -> str:
    second = _tick((it.entry * 2 + it.stop) / 3)
    sells = "\n".join(f"Sell {n}: {each}" for n, each in enumerate(it.targets, start=1))
    return f"Spot signal: {it.base}\nBuy 1: {it.entry}\nBuy 2: {second}\n{sells}\nStop: {it.stop}"


def _zone(it: Levels) -> str:
    low = _tick(it.entry * Decimal("0.99"))
    targets = ", ".join(map(plain, it.targets))
    zone = f"${it.base}/USDT LONG\nEntry zone: {low} - {it.entry}"
    return f"{zone}\nTargets: {targets}\nStop loss: {it.stop}"


def _market(it: Levels) -> str:
    return f"{it.base} long now {it.entry} sl {it.stop} tp {it.targets[0]}"


def _without_target(it: Levels) -> str:
    return f"limit {it.base} {it.entry} stop {it.stop}"


def _short(it: Levels) -> str:
    return f"{it.base} SHORT\nEntry: {it.entry}\nTP1: {it.stop}\nSL: {it.targets[0]}"


def _without_stop(it: Levels) -> str:
    return f"{it.base}/USDT LONG\nEntry: {it.entry}\nTP1: {it.targets[0]}"


def _on_close(it: Levels) -> str:
    return f"{_limit(it)} (5m close)"


def _in_percent(it: Levels) -> str:
    """Levels that follow from the entries, filled in turn."""
    second = _tick((it.entry * 2 + it.stop) / 3)
    gains = "\n".join(
        f"TP{n}: {(each / it.entry - 1) * 100:.1f}%" for n, each in enumerate(it.targets, start=1)
    )
    risk = f"{(1 - it.stop / it.entry) * 100:.1f}%"
    return f"{it.base} LONG\nEntry 1: {it.entry}\nEntry 2: {second}\n{gains}\nSL: {risk}"


def _in_risks(it: Levels) -> str:
    return f"{it.base} long now {it.entry} sl {it.stop}\nTP1: 2R\nTP2: 3R"


CALLS: tuple[Callable[[Levels], str], ...] = (
    *(_limit, _limit, _ladder, _ladder, _zone, _market, _market),
    *(_without_target, _short, _without_stop, _on_close, _on_close),
    *(_in_percent, _in_percent, _in_risks),
)
CLOSES = ("Close {base} now", "{base}: close the trade at market")
FOLLOW_UPS: tuple[str, ...] = (
    *CLOSES,
    "{base} move SL to entry",
    "{base} SL to {tighter}",
    "{base} SL to {looser}",
    "Move {base} stop loss to {above}",
    "Cancel {base} limit orders",
    "Close 50% of {base}",
    "Close {base} at {far}",
    "{base} close half at {near}",
    "Close {base} at {price}",
    "{base} close half",
    "Take some profit on {base}",
    "{base} add more at {lower}",
    "{base} add more at {below}",
    "{base} new targets: {near}, {far}",
)
SALES = ("Close 25% of {base}", "Close 50% of {base}", "{base} close half", "Close {base} now")
ADDITIONS = ("{base} add more at {lower}", "{base} add more at {below}")
WEIGHTY = ("%", "half", "add more")
TALK = ("good morning all, what a week", "{base} TP1 hit ✅", "any thoughts on {base}?")


@dataclass(slots=True)
class Said:
    """One message as Discord has it now."""

    record: MessageRecord
    levels: Levels | None
    deleted: bool = False
    is_follow_up: bool = False
    """Then `levels` are those of the call that it speaks of."""


class Speech:
    """The channels' authors. Every method returns the record of a new message version."""

    def __init__(
        self, random: Random, now: Callable[[], datetime], lives: Callable[[str], bool]
    ) -> None:
        """`lives` tells of a message whether a position of its lives: authors mostly speak of
        those.
        """
        self.said: list[Said] = []
        self._random = random
        self._now = now
        self._lives = lives
        self._serial = 0

    def call(self, channel_id: str, base: str, price: Decimal) -> MessageRecord:
        levels = Levels.around(base, price, self._random)
        text = self._random.choice(CALLS)(levels)
        return self._post(channel_id, text, levels=levels)

    def repeat(self, channel_id: str) -> MessageRecord | None:
        """The same call from another mouth: as its own words, or as a crosspost."""
        heard = self._call_heard()
        if heard is None or heard.levels is None:
            return None
        origin = Origin()
        if self._random.random() < 0.5:
            who = heard.record
            origin = Origin(
                kind=OriginKind.CROSSPOST, channel_id=who.channel_id, message_id=who.message_id
            )
        return self._post(channel_id, heard.record.content, levels=heard.levels, origin=origin)

    def follow_up(self, price: Decimal) -> MessageRecord | None:
        """About some call; as a reply or not, by its author or by a stranger."""
        heard = self._call_heard()
        if heard is None or heard.levels is None:
            return None
        words = FOLLOW_UPS if self._random.random() < 0.6 else (*SALES[:3], *ADDITIONS, *ADDITIONS)
        text = self._random.choice(words).format(**_numbers(heard.levels, price))
        reply_to = heard.record.message_id if self._random.random() < 0.7 else None
        author = STRANGER if self._random.random() < 0.1 else AUTHOR
        channel_id = heard.record.channel_id
        record = self._post(channel_id, text, reply_to=reply_to, author_id=author)
        self.said[-1].levels, self.said[-1].is_follow_up = heard.levels, True
        return record

    def edit_follow_up(self, price: Decimal) -> MessageRecord | None:
        """More words, another size or price, another instruction, or none any more."""
        heard = self._follow_up_heard()
        if heard is None or heard.levels is None:
            return None
        numbers = _numbers(heard.levels, price)
        before = heard.record.content
        text = self._random.choice(
            [
                f"TP1 hit, {before}",
                f"{before}!",
                self._random.choice(FOLLOW_UPS).format(**numbers),
                self._random.choice(SALES).format(**numbers),
                self._random.choice(ADDITIONS).format(**numbers),
                f"{before}, {self._random.choice(SALES).format(**numbers)}",
                "good morning all, what a week",
            ]
        )
        return self._edited(heard, text)

    def delete_follow_up(self) -> MessageRecord | None:
        return self._deleted(self._follow_up_heard())

    def talk(self, channel_id: str, base: str) -> MessageRecord:
        return self._post(channel_id, self._random.choice(TALK).format(base=base))

    def edit(self) -> MessageRecord | None:
        """Another stop, other targets, another entry, or only another word."""
        heard = self._call_heard()
        if heard is None or heard.levels is None:
            return None
        was = heard.levels
        factor = Decimal(self._random.choice(["0.99", "1.01", "1.03"]))
        changed = self._random.choice(
            [
                Levels(was.base, was.entry, _tick(was.stop * factor), was.targets),
                Levels(was.base, was.entry, was.stop, (_tick(was.targets[-1] * factor),)),
                Levels(was.base, _tick(was.entry * factor), was.stop, was.targets),
                was,
            ]
        )
        text = _limit(changed) + self._random.choice(["", "\nedited"])
        heard.levels = changed
        if self._random.random() < 0.2:
            text = f"{_limit(self._another(was))}\n\n{text}"
        return self._edited(heard, text)

    def _another(self, call: Levels) -> Levels:
        """A second call, written before the first."""
        base = "ETH" if call.base == "BTC" else "BTC"
        return Levels(base, call.entry, call.stop, call.targets)

    def _edited(self, heard: Said, text: str) -> MessageRecord:
        heard.record = heard.record.model_copy(
            update={
                "event": MessageEvent.EDIT,
                "content": text,
                "edited_at": self._now(),
                "received_at": self._now(),
            }
        )
        return heard.record

    def delete(self) -> MessageRecord | None:
        return self._deleted(self._call_heard())

    def _deleted(self, heard: Said | None) -> MessageRecord | None:
        if heard is None:
            return None
        heard.deleted = True
        update = {"event": MessageEvent.DELETE, "content": "", "received_at": self._now()}
        return heard.record.model_copy(update=update)

    def _call_heard(self) -> Said | None:
        calls = [each for each in self._standing() if not each.is_follow_up]
        live = [each for each in calls if self._lives(each.record.message_id)]
        heard = live if live and self._random.random() < 0.7 else calls[-4:]
        return self._random.choice(heard) if heard else None

    def _follow_up_heard(self) -> Said | None:
        found = [each for each in self._standing() if each.is_follow_up]
        live = [each for each in found if self._lives(each.record.reply_to_message_id or "")]
        edited = [each for each in live if any(word in each.record.content for word in WEIGHTY)]
        heard = edited[-2:] or live[-2:] or found[-3:]
        return self._random.choice(heard) if heard else None

    def _standing(self) -> list[Said]:
        return [each for each in self.said if each.levels is not None and not each.deleted]

    def _post(
        self,
        channel_id: str,
        text: str,
        *,
        levels: Levels | None = None,
        reply_to: str | None = None,
        author_id: str = AUTHOR,
        origin: Origin | None = None,
    ) -> MessageRecord:
        self._serial += 1
        posted_at = self._now() - timedelta(seconds=self._random.choice([0, 1, 20]))
        milliseconds = int(posted_at.timestamp() * 1000) - DISCORD_EPOCH_MILLISECONDS
        record = MessageRecord(
            event=MessageEvent.CREATE,
            message_id=str((milliseconds << 22) + self._serial),
            channel_id=channel_id,
            guild_id=GUILD,
            author_id=author_id,
            posted_at=posted_at,
            content=text,
            reply_to_message_id=reply_to,
            origin=origin or Origin(),
            received_at=self._now(),
        )
        self.said.append(Said(record, levels))
        return record


def _numbers(levels: Levels, price: Decimal) -> dict[str, str]:
    numbers = {
        "tighter": (levels.stop + levels.entry) / 2,
        "looser": levels.stop * Decimal("0.97"),
        "above": price * Decimal("1.01"),
        "lower": levels.entry * Decimal("0.99"),
        "below": price * Decimal("0.995"),
        "near": levels.entry * Decimal("1.03"),
        "price": price,
        "far": levels.entry * Decimal("1.10"),
    }
    return {"base": levels.base} | {name: plain(_tick(each)) for name, each in numbers.items()}
