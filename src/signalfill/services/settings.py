"""What settings can cost at worst, so that nobody raises it unawares; their JSON Schema."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from signalfill.domain.settings import Mode, Rules, Settings
from signalfill.domain.values import Money, Value

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
    channels = {
        channel_id: channel
        for channel_id, channel in settings.channels.items()
        if settings.rules_for(channel_id).mode is account
    }
    per_channel = [
        Loss(fraction=_position_fraction(settings.rules_for(channel_id)), cap=channel.max_loss)
        for channel_id, channel in channels.items()
    ]
    limits = settings.account
    # What does not fit into the day's limit is refused, however bold a channel's rules are.
    largest = min(
        max((each.fraction for each in per_channel), default=Decimal(0)),
        limits.daily_loss_fraction,
    )
    caps = [each.cap for each in per_channel]
    together = Loss(
        fraction=limits.max_open_positions * largest,
        cap=_least(limits.max_loss, _sum_if_all(caps)),
    )
    return WorstLoss(
        position=Loss(fraction=largest, cap=_least(limits.max_loss, _most_if_all(caps))),
        account=together,
        day=Loss(fraction=limits.daily_loss_fraction if per_channel else Decimal(0)),
    )


def _position_fraction(rules: Rules) -> Decimal:
    """Entry to stop with fees, and the gap allowance on the largest notional."""
    notional = rules.max_notional_fraction
    return min(rules.risk_fraction, notional) + rules.gap_allowance * notional


def _least(*limits: Decimal | None) -> Decimal | None:
    return min((limit for limit in limits if limit is not None), default=None)


def _sum_if_all(caps: list[Decimal | None]) -> Decimal | None:
    known = [cap for cap in caps if cap is not None]
    return sum(known, Decimal(0)) if caps and len(known) == len(caps) else None


def _most_if_all(caps: list[Decimal | None]) -> Decimal | None:
    known = [cap for cap in caps if cap is not None]
    return max(known) if caps and len(known) == len(caps) else None


def json_schema() -> dict[str, Any]:
    """The file's JSON Schema, for editors: a channel's rules are the rules by name."""
    schema = Settings.model_json_schema()
    rules = schema["$defs"]["ChannelSettings"]["properties"]["rules"]
    rules.pop("additionalProperties", None)
    rules["$ref"] = "#/$defs/Rules"
    return schema
