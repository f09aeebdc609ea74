"""What is in force: the settings, and what the operator switched beside them."""

from __future__ import annotations

from signalfill.domain.rules import Mode
from signalfill.domain.settings import Settings
from signalfill.domain.values import Value


class Flags(Value):
    """What the operator switched. `pause` stops entries only, `halt` every call but reads.

    A latched breaker stops the entries of `breaker_accounts`; of all accounts where none is named.
    """

    paused: bool = False
    halted: bool = False
    paused_channels: tuple[str, ...] = ()
    breaker_latched: bool = False
    breaker_reason: str | None = None
    breaker_accounts: tuple[Mode, ...] = ()

    def stops_entries(self, channel_id: str, mode: Mode) -> bool:
        """Whether pause, halt or breaker forbids entries of this channel."""
        stopped = self.halted or self.paused or channel_id in self.paused_channels
        return stopped or self.stops_account(mode)

    def stops_account(self, account: Mode) -> bool:
        """Whether the breaker stops the entries of this mode's account."""
        return self.breaker_latched and (
            not self.breaker_accounts or account.account in self.breaker_accounts
        )


class Control(Value):
    """Settings and flags, from one consistent read. Before the first push no channel is watched."""

    settings: Settings = Settings()
    settings_version: int = 0
    settings_readable: bool = True
    """False: a newer release wrote what stands there, and `settings` are the bare defaults."""
    flags: Flags = Flags()
