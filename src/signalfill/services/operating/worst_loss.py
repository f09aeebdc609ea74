"""The worst-case loss under given settings, and the settings' JSON Schema."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from signalfill.domain.rules import Mode, Rules, Sizing
from signalfill.domain.settings import ChannelSettings, Settings
from signalfill.domain.values import Money, Value

ZERO = Decimal(0)
ACCOUNTS = (Mode.LIVE, Mode.PAPER)
"""The modes that open positions, each in an account of its own."""


class Loss(Value):
    """At most `fraction` of equity, and never above `cap` (quote currency) where there is one."""

    fraction: Money
    cap: Money | None = None

    def amount(self, equity: Decimal) -> Decimal:
        loss = self.fraction * equity
        return loss if self.cap is None else min(loss, self.cap)

    def rises_over(self, other: Loss) -> bool:
        """Whether at some equity this may lose more than `other`."""
        if self.fraction == 0:
            return False
        if self.fraction > other.fraction:
            return True
        return other.cap is not None and (self.cap is None or self.cap > other.cap)


class WorstLoss(Value):
    """Of one account: a single position, all open ones together, and what one day may reserve."""

    position: Loss
    account: Loss
    day: Loss

    def rises_over(self, other: WorstLoss) -> bool:
        return (
            self.position.rises_over(other.position)
            or self.account.rises_over(other.account)
            or self.day.rises_over(other.day)
        )


def worst_loss(settings: Settings, account: Mode) -> WorstLoss:
    """What the channels in this mode may lose when every stop is hit with the full gap."""
    limits = settings.account
    speaking = [
        (rules, cap, channel)
        for rules, cap, channel in _speakers(settings)
        if rules.mode.account is account
    ]
    single = [_of_one_position(rules, cap) for rules, cap, _ in speaking]
    channels = {id(channel): channel for _, _, channel in speaking}
    # What does not fit into the day's limit is refused, however bold a channel's rules are.
    largest = min(max((each.fraction for each in single), default=ZERO), limits.daily_loss_fraction)
    cap = _least(limits.max_loss_per_position, limits.max_loss, _if_all(max, single))
    per_channel = [Loss(fraction=ZERO, cap=channel.max_loss) for channel in channels.values()]
    count = limits.max_open_positions
    together = None if cap is None else count * cap
    return WorstLoss(
        position=Loss(fraction=largest, cap=cap),
        account=Loss(
            fraction=count * largest,
            cap=_least(limits.max_loss, together, _if_all(sum, per_channel)),
        ),
        day=Loss(fraction=limits.daily_loss_fraction if channels else ZERO, cap=limits.max_loss),
    )


def _speakers(settings: Settings) -> Iterator[tuple[Rules, Decimal | None, ChannelSettings]]:
    """Each channel, and each author in it with rules or a limit of its own."""
    of_any = settings.account.max_loss_per_author
    for channel_id, channel in settings.channels.items():
        yield settings.rules_for(channel_id), _least(channel.max_loss, of_any), channel
        for author_id in channel.authors:
            own = settings.author_limit(channel_id, author_id)
            yield settings.rules_for(channel_id, author_id), _least(channel.max_loss, own), channel


def _of_one_position(rules: Rules, channel_cap: Decimal | None) -> Loss:
    """Sized by risk: entry to stop with fees, and the gap on the largest notional.

    Sized by value the stop may stand anywhere: at worst the value is gone.
    """
    notional = rules.max_notional_fraction
    match rules.sizing:
        case Sizing.FIXED:
            return Loss(fraction=notional, cap=_least(rules.fixed_quote, channel_cap))
        case Sizing.EQUITY:
            return Loss(fraction=min(rules.equity_fraction, notional), cap=channel_cap)
        case Sizing.RISK:
            at_risk = min(rules.risk_fraction + rules.gap_allowance * notional, notional)
            return Loss(fraction=at_risk, cap=channel_cap)


def _least(*limits: Decimal | None) -> Decimal | None:
    return min((limit for limit in limits if limit is not None), default=None)


def _if_all(
    combine: Callable[[list[Decimal]], Decimal | int], losses: list[Loss]
) -> Decimal | None:
    """The caps combined; one loss without a cap leaves all of them without."""
    caps = [each.cap for each in losses if each.cap is not None]
    return Decimal(combine(caps)) if caps and len(caps) == len(losses) else None


def json_schema() -> dict[str, Any]:
    """The file's JSON Schema, for editors: a channel's or author's rules are the rules by name."""
    schema = Settings.model_json_schema()
    for overriding in ("ChannelSettings", "AuthorSettings"):
        rules = schema["$defs"][overriding]["properties"]["rules"]
        rules.pop("additionalProperties", None)
        rules["$ref"] = "#/$defs/Rules"
    return schema
