"""What a day was like: results after fees, what was refused, what needs a look (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from signalfill.domain.control import Flags
from signalfill.domain.holding import bought, realized_pnl
from signalfill.domain.position import Position
from signalfill.domain.reporting.tally import Tally
from signalfill.domain.settings import Settings

QUIET = "nothing happened"
WELL = "all well"


@dataclass(frozen=True, slots=True)
class Day:
    """`closed` ended on `day`, `live` are open now; tallies are by channel id."""

    day: date
    settings: Settings
    flags: Flags
    closed: Sequence[Position]
    live: Sequence[Position]
    tallies: Mapping[str, Tally] = field(default_factory=dict)


def digest(day: Day) -> str:
    news = [*_results(day), *_signals(day)]
    if day.live:
        news.append(f"open now: {len(day.live)} positions")
    worries = _worries(day)
    lines = news or [f"{QUIET}, {WELL}" if not worries else QUIET]
    if news and not worries:
        lines.append(WELL)
    return "\n".join([f"{day.day:%A, %Y-%m-%d} (UTC)", *lines, *worries])


def _results(day: Day) -> list[str]:
    """By channel and account; positions that were never filled made nothing."""
    groups: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for each in day.closed:
        if bought(each) > 0:
            where = (_name(day, each.signal.provenance.channel_id), each.account)
            groups[where].append(realized_pnl(each))
    quote = day.settings.account.quote
    return [
        f"{name} ({account}): {len(made)} closed, {sum(made, Decimal(0)):+.2f} {quote} after fees, "
        f"{sum(pnl > 0 for pnl in made)} won"
        for (name, account), made in sorted(groups.items())
    ]


def _signals(day: Day) -> list[str]:
    return [
        f"{_name(day, channel_id)}: {each.in_words}"
        for channel_id, each in day.tallies.items()
        if each.signals
    ]


def _name(day: Day, channel_id: str) -> str:
    channel = day.settings.channels.get(channel_id)
    return channel.name if channel is not None else channel_id


def _worries(day: Day) -> list[str]:
    unprotected = [each.position_id for each in day.live if each.naked_since is not None]
    beyond = [each.position_id for each in day.closed if each.overrun > 0]
    found = {
        f"lost more than was reserved: {', '.join(beyond)}": bool(beyond),
        f"WITHOUT A STOP: {', '.join(unprotected)}": bool(unprotected),
        "HALTED: nothing is protected, moved or closed": day.flags.halted,
        f"breaker latched: {day.flags.breaker_reason or 'no reason kept'}": (
            day.flags.breaker_latched
        ),
        "entries are paused": day.flags.paused,
        f"paused channels: {', '.join(_name(day, each) for each in day.flags.paused_channels)}": (
            bool(day.flags.paused_channels)
        ),
    }
    return [text for text, holds in found.items() if holds]
