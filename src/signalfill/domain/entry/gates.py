"""The early gates before an entry, in order. They need no call to the venue.

Each says what it looked at; the first *no* decides. `market_gates` has those that ask the venue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from signalfill.domain.base_map import names_of
from signalfill.domain.codes import Gate
from signalfill.domain.control import Control
from signalfill.domain.protection.close_stop import timeframe_of
from signalfill.domain.rules import Mode, PercentLevels, Rules, StopOnClose
from signalfill.domain.settings import ChannelSettings
from signalfill.domain.side import Side
from signalfill.domain.signal import EntryKind, Provenance, Signal
from signalfill.domain.values import plain
from signalfill.domain.verdict import GateResult


@dataclass(frozen=True, slots=True)
class Early:
    """What is known before the venue is asked."""

    signal: Signal
    control: Control
    now: datetime

    @property
    def channel(self) -> ChannelSettings | None:
        return self.control.settings.channels.get(self.signal.provenance.channel_id)

    @property
    def rules(self) -> Rules:
        who = self.signal.provenance
        return self.control.settings.rules_for(who.channel_id, who.speaker_id)


def first_refusal[Context](
    gates: Iterable[Callable[[Context], GateResult]], context: Context
) -> tuple[list[GateResult], GateResult | None]:
    """Asks gate after gate until one refuses. Returns all answers, and the refusal or None."""
    results: list[GateResult] = []
    for gate in gates:
        result = gate(context)
        results.append(result)
        if not result.passed:
            return results, result
    return results, None


def standing_refusal(context: Early) -> GateResult | None:
    """What stops every entry of the channel now: mode, pause, halt or breaker. None: nothing."""
    return first_refusal((_mode, _pause), context)[1]


def may_speak(channel: ChannelSettings, who: Provenance, mode: Mode) -> bool:
    """Whether the speaker is listed, by id.

    An empty list lets everybody through on paper, nobody live.
    """
    listed = (channel.allowed_author_ids, channel.allowed_role_ids, channel.allowed_webhook_ids)
    if not any(listed):
        return mode is Mode.PAPER
    return (
        who.author_id in channel.allowed_author_ids
        or who.webhook_id in channel.allowed_webhook_ids
        or bool(set(who.author_role_ids) & set(channel.allowed_role_ids))
    )


def _mode(context: Early) -> GateResult:
    if context.channel is None:
        return GateResult(gate=Gate.CHANNEL_UNKNOWN, passed=False, value="not in the settings")
    mode = context.rules.mode
    return GateResult(gate=Gate.MODE, passed=mode is not Mode.OFF, value=mode.value)


def _pause(context: Early) -> GateResult:
    flags = context.control.flags
    here = context.signal.provenance.channel_id in flags.paused_channels
    state = [
        name
        for name, is_set in (
            ("halted", flags.halted),
            ("paused", flags.paused),
            ("channel paused", here),
            ("breaker latched", flags.stops_account(context.rules.mode)),
        )
        if is_set
    ]
    return GateResult(gate=Gate.PAUSED, passed=not state, value=", ".join(state))


def _author(context: Early) -> GateResult:
    who = context.signal.provenance
    channel = context.channel
    passed = channel is not None and may_speak(channel, who, context.rules.mode)
    return GateResult(gate=Gate.AUTHOR, passed=passed, value=who.speaker_id)


def _origin(context: Early) -> GateResult:
    channel, origin = context.channel, context.signal.provenance.origin
    wanted_guild = channel.origin_guild_id if channel else None
    wanted_channel = channel.origin_channel_id if channel else None
    passed = wanted_guild in {None, origin.guild_id} and wanted_channel in {
        None,
        origin.channel_id,
    }
    return GateResult(
        gate=Gate.ORIGIN,
        passed=passed,
        value=f"{origin.guild_id}/{origin.channel_id}",
        threshold=f"{wanted_guild}/{wanted_channel}",
    )


def _side(context: Early) -> GateResult:
    """Spot holds longs only. A SHORT that closes our long has been routed to it before."""
    side, rule = context.signal.side, context.rules.short_signal
    passed = side is Side.LONG
    said = "" if passed else rule.value
    return GateResult(gate=Gate.SHORT_ON_SPOT, passed=passed, value=side.value, threshold=said)


def coin_gate(context: Early) -> GateResult:
    """Asks the lists of account, channel and author; each may refuse."""
    signal, who = context.signal, context.signal.provenance
    refused = context.control.settings.coin_refusal(
        who.channel_id, who.speaker_id, names_of(signal.base)
    )
    level, lists = refused or ("", "")
    return GateResult(
        gate=Gate.COIN_DENIED,
        passed=refused is None,
        value=signal.base,
        threshold=f"{lists} ({level})" if refused else "",
    )


def _age(context: Early) -> GateResult:
    at_market = context.signal.entry_kind is EntryKind.MARKET
    rules = context.rules
    limit = rules.max_signal_age_market if at_market else rules.max_signal_age_resting
    return at_most_old(context, limit)


def at_most_old(context: Early, limit: timedelta) -> GateResult:
    age = context.now - context.signal.provenance.posted_at
    return GateResult(
        gate=Gate.TOO_OLD,
        passed=age <= limit,
        value=f"{int(age.total_seconds())}s",
        threshold=f"{int(limit.total_seconds())}s",
    )


def _percent_levels(context: Early) -> GateResult:
    """Levels in percent or R become prices only where the settings let them be computed."""
    signal, rule = context.signal, context.rules.for_percent_levels
    passed = not signal.names_percent or rule is PercentLevels.COMPUTE
    named = ", ".join(filter(None, (signal.percent_stop, *signal.percent_targets)))
    return GateResult(gate=Gate.PERCENT_LEVELS, passed=passed, value=named, threshold=rule.value)


def _stop_present(context: Early) -> GateResult:
    stop, default = context.signal.stop_loss, context.rules.default_stop
    if context.signal.percent_stop is not None:
        value = f"{context.signal.percent_stop} behind the last entry"
        return GateResult(gate=Gate.NO_STOP, passed=True, value=value)
    if stop is None and default is not None:
        value = f"the channel's own, {plain(default)} below the entry"
        return GateResult(gate=Gate.NO_STOP, passed=True, value=value)
    passed = stop is not None and stop > 0
    return GateResult(gate=Gate.NO_STOP, passed=passed, value=plain(stop) if stop else "")


def _stop_on_close(context: Early) -> GateResult:
    """Candles are judged under `catastrophe`: of a time frame that all charts share."""
    frame, rule = context.signal.stop_on_close, context.rules.stop_on_close
    passed = frame is None or rule is StopOnClose.HARD
    if rule is StopOnClose.CATASTROPHE:
        passed = frame is None or timeframe_of(frame) is not None
    return GateResult(
        gate=Gate.STOP_ON_CLOSE, passed=passed, value=frame or "", threshold=rule.value
    )


def _sides_of_prices(context: Early) -> GateResult:
    """Long: stop < every entry < every take-profit; short: the mirror."""
    signal = context.signal
    sign = signal.side.sign
    stop, entries = signal.stop_loss, signal.entry_prices
    wrong = [
        plain(price)
        for price in (*entries, *signal.take_profits)
        if stop is not None and (price - stop) * sign <= 0
    ] + [
        plain(target)
        for target in signal.take_profits
        if any((target - entry) * sign <= 0 for entry in entries)
    ]
    return GateResult(
        gate=Gate.PRICE_SIDES, passed=not wrong, value=", ".join(dict.fromkeys(wrong))
    )


SPEAKER_GATES = (_mode, _pause, _author, _origin)
"""Whether this speaker may have us enter anything, here and now."""
EARLY_GATES = (
    *SPEAKER_GATES,
    _side,
    coin_gate,
    _age,
    _percent_levels,
    _stop_present,
    _stop_on_close,
    _sides_of_prices,
)
