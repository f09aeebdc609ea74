"""Are the tables there, and do settings say what to watch?"""

from __future__ import annotations

from collections.abc import Iterator

from cli.checks.finding import Finding, good, problem
from cli.settings_file import untaught
from signalfill.domain.control import Control
from signalfill.ports import PositionStore, SignalStore


def check_settings(control: Control) -> Iterator[Finding]:
    settings = control.settings
    if control.settings_version == 0:
        yield problem("settings", "none were pushed", "signalfill settings push settings.yaml")
        return
    if not settings.channels:
        yield problem("settings", "no channel is watched", "add channels to the settings file")
        return
    modes = [settings.rules_for(each).mode.value for each in settings.channels]
    counted = ", ".join(f"{modes.count(mode)} {mode}" for mode in dict.fromkeys(modes))
    yield good("settings", f"version {control.settings_version}: {counted}")
    # A newer release may know a word by itself, or guard one more.
    refused = list(untaught(settings))
    if refused:
        remedy = "mend the file (signalfill settings check settings.yaml), then push it"
        yield problem("reading", "; ".join(refused), remedy)


def check_flags(control: Control) -> Iterator[Finding]:
    flags = control.flags
    if flags.breaker_latched:
        detail = f"the breaker is latched: {flags.breaker_reason or 'no reason kept'}"
        yield problem("switches", detail, "look why; then signalfill resume --breaker")
    elif flags.halted:
        yield problem("switches", "halted: nothing is protected", "signalfill resume")
    elif flags.paused or flags.paused_channels:
        yield good("switches", "entries are paused (signalfill channels)")
    else:
        yield good("switches", "entries are allowed")


def check_signals(signals: SignalStore) -> Iterator[Finding]:
    yield good("signals table", f"{len(signals.pending())} signals wait for a decision")


def check_positions(positions: PositionStore) -> Iterator[Finding]:
    live = positions.positions()
    unprotected = [each.position_id for each in live if each.naked_since is not None]
    if unprotected:
        detail = f"unprotected: {', '.join(unprotected)}"
        yield problem("positions table", detail, "signalfill positions; docs/runbook.md")
    else:
        yield good("positions table", f"{len(live)} open positions, none unprotected")
