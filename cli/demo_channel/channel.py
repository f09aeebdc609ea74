"""A channel as they are: calls after a rise, targets that are told, losers that are not.

Its author sees the market until the minute of each message, never further.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from cli.demo_channel.market import BEGINS, COINS, MINUTES, SEED, DemoCoin, Minutes
from cli.demo_channel.words import CALLS, CHATTER, LOST, SECURED, TARGET_HIT
from signalfill.domain.values import DISCORD_EPOCH_MILLISECONDS

MESSAGES = 120
CALLS_MADE = 86
CHANNEL_ID = "1380000000000000001"
_AUTHORS = (("1380000000000000011", "demo author"), ("1380000000000000012", "demo helper"))
_SNOWFLAKE_SHIFT = 22
_DAY = 1440
_LOOKS_BACK = 360
_EDITED = 4
"""Calls whose text was changed after their outcome."""


@dataclass(frozen=True, slots=True)
class Posted:
    """`minute` is counted from the market's begin; `reply_to` is an earlier message."""

    minute: float
    text: str
    author: int = 0
    reply_to: str | None = None
    edited: float | None = None

    @property
    def message_id(self) -> str:
        at = BEGINS + timedelta(minutes=self.minute)
        milliseconds = round(at.timestamp() * 1000) - DISCORD_EPOCH_MILLISECONDS
        return str(milliseconds << _SNOWFLAKE_SHIFT)


@dataclass(frozen=True, slots=True)
class _Call:
    posted: Posted
    coin: DemoCoin
    stop: float
    targets: tuple[float, ...]


def export(market: Mapping[str, Minutes], seed: int = SEED) -> str:
    """The channel as DiscordChatExporter would have written it."""
    messages = [_message(each) for each in posted(market, seed)]
    ends = BEGINS + timedelta(minutes=MINUTES)
    return json.dumps(
        {
            "guild": {"id": "1380000000000000000", "name": "Demo server"},
            "channel": {"id": CHANNEL_ID, "type": "GuildTextChat", "name": "demo-calls"},
            "dateRange": {"after": None, "before": None},
            "exportedAt": ends.isoformat(),
            "messages": messages,
            "messageCount": len(messages),
        },
        ensure_ascii=False,
    )


def posted(market: Mapping[str, Minutes], seed: int = SEED) -> list[Posted]:
    """Exactly `MESSAGES`, in order of time."""
    source = random.Random(seed)  # noqa: S311 - a made-up channel, no secret
    calls: list[_Call] = []
    for at in _moments(source):
        calls.append(_call(source, market, at, [each.coin.base for each in calls]))
    later = [each for call in calls for each in _afterwards(source, market, call)]
    edited = set(source.sample(range(len(calls)), _EDITED))
    said = [
        _edited(source, call) if number in edited else call.posted
        for number, call in enumerate(calls)
    ]
    said += source.sample(later, min(len(later), MESSAGES - len(said) - len(CHATTER)))
    said += [_chatter(source) for _ in range(MESSAGES - len(said))]
    return sorted(said, key=lambda each: int(each.message_id))


def _moments(source: random.Random) -> list[int]:
    """By day rather than by night, in the first 86 days: the last calls get time to end."""
    days = sorted(source.randrange(1, 86) for _ in range(CALLS_MADE))
    return [day * _DAY + source.randrange(7 * 60, 23 * 60) for day in days]


def _chosen(source: random.Random, rises: Mapping[str, float], before: list[str]) -> str:
    """What rose most, or else what was not called for the longest."""
    if source.random() < 0.3:  # noqa: PLR2004
        return max(rises, key=lambda each: rises[each])
    return min(rises, key=lambda each: max(_places(before, each), default=-1))


def _places(before: list[str], base: str) -> list[int]:
    return [at for at, each in enumerate(before) if each == base]


def _call(
    source: random.Random, market: Mapping[str, Minutes], minute: int, before: list[str]
) -> _Call:
    rises = {each.base: _rise(market[each.base], minute) for each in COINS}
    chosen = _chosen(source, rises, before)
    coin = next(each for each in COINS if each.base == chosen)
    price = _price(coin, market, minute)
    below = source.choice([0.0, 0.0, 0.004, 0.009])
    entry = price * (1 - below)
    stop = entry * (1 - source.uniform(0.03, 0.055))
    targets = tuple(entry * (1 + gain) for gain in source.choice(_GAINS))
    # A call quotes the price that its author saw; it is sent some seconds later.
    said = source.choice(CALLS[bool(below)]).format(
        coin=coin.base,
        pair=f"{coin.base}/USDT",
        price=_figure(price),
        entry=_figure(entry),
        low=_figure(entry * 0.996),
        high=_figure(entry * 1.002),
        stop=_figure(stop),
        **{f"t{at}": _figure(each) for at, each in enumerate(targets, start=1)},
    )
    sent = Posted(minute + source.uniform(0.2, 0.9), said, source.choice([0, 0, 0, 1]))
    return _Call(sent, coin, stop, targets)


_GAINS = (
    (0.05, 0.09, 0.15),
    (0.06, 0.1, 0.14),
    (0.065, 0.12, 0.2),
    (0.05, 0.1, 0.18),
    (0.07, 0.11, 0.16),
    (0.045, 0.075, 0.1),
)
"""The last are too near: after fees they cannot win what they risk."""


def _afterwards(
    source: random.Random, market: Mapping[str, Minutes], call: _Call
) -> Iterator[Posted]:
    """Targets are told at once, losses seldom."""
    known, posted_at = market[call.coin.base], call.posted
    begin = int(known.number.searchsorted(posted_at.minute + 1))
    reached = _first(known, begin, above=call.targets[0] / float(call.coin.increment))
    stopped = _first(known, begin, below=call.stop / float(call.coin.increment))
    words = {"coin": call.coin.base, "entry": _figure(call.targets[0])}
    if reached is not None and (stopped is None or reached < stopped):
        said = source.choice([*TARGET_HIT, *SECURED, *SECURED]).format(**words)
        yield Posted(reached + source.uniform(1, 8), said, posted_at.author, posted_at.message_id)
    elif stopped is not None and source.random() < 0.2:  # noqa: PLR2004
        said = source.choice(LOST).format(**words)
        yield Posted(stopped + source.uniform(20, 90), said, posted_at.author)


def _edited(source: random.Random, call: _Call) -> Posted:
    """Days later the stop of a call reads as if it had never been reached."""
    wider = call.posted.text.replace(_figure(call.stop), _figure(call.stop * 0.96))
    later = call.posted.minute + source.uniform(1, 4) * _DAY
    return replace(call.posted, text=wider, edited=min(later, MINUTES - 1.0))


def _chatter(source: random.Random) -> Posted:
    return Posted(source.uniform(0, MINUTES - 1), source.choice(CHATTER), source.choice([0, 1]))


def _rise(known: Minutes, minute: int) -> float:
    now, before = (_at(known, minute - each) for each in (0, _LOOKS_BACK))
    return float(known.close[now]) / float(known.close[before])


def _price(coin: DemoCoin, market: Mapping[str, Minutes], minute: int) -> float:
    known = market[coin.base]
    return float(known.close[_at(known, minute)]) * float(coin.increment)


def _at(known: Minutes, minute: int) -> int:
    """The last bar that was over by then."""
    return max(int(known.number.searchsorted(minute)) - 1, 0)


def _first(
    known: Minutes, begin: int, *, above: float | None = None, below: float | None = None
) -> int | None:
    """The minute of the first bar from `begin` on that reaches the level, in increments."""
    up, down = math.inf if above is None else above, -math.inf if below is None else below
    touched = (known.high[begin:] >= up) | (known.low[begin:] <= down)
    if not touched.any():
        return None
    return int(known.number[begin + int(touched.argmax())])


def _figure(price: float) -> str:
    """As people write prices: five digits that count."""
    return f"{price:.0f}" if price >= 10_000 else f"{price:.5g}"  # noqa: PLR2004


def _message(said: Posted) -> dict[str, object]:
    identifier, name = _AUTHORS[said.author]
    sent = BEGINS + timedelta(minutes=said.minute)
    edited = None if said.edited is None else BEGINS + timedelta(minutes=said.edited)
    message: dict[str, object] = {
        "id": said.message_id,
        "type": "Reply" if said.reply_to else "Default",
        "timestamp": sent.isoformat(timespec="milliseconds"),
        "timestampEdited": edited and edited.isoformat(timespec="milliseconds"),
        "content": said.text,
        "author": {"id": identifier, "name": name, "isBot": False, "roles": []},
        "attachments": [],
        "embeds": [],
    }
    if said.reply_to:
        message["reference"] = {"messageId": said.reply_to, "channelId": CHANNEL_ID}
    return message
