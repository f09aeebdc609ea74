from __future__ import annotations

from datetime import datetime

from signalfill.adapters.memory.control import MemoryControl
from signalfill.domain.control import Control, Flags
from signalfill.domain.errors import VersionConflictError
from signalfill.domain.settings import Settings
from tests.fakes.clock import START


class InMemoryControl(MemoryControl):
    """`pushed_meanwhile` makes the next push lose its race.

    `by_newer_release`: what stands there is not readable for us.
    """

    def __init__(self, settings: Settings | None = None, flags: Flags | None = None) -> None:
        super().__init__(flags)
        self.pushed_meanwhile = False
        self.by_newer_release = False
        if settings is not None:
            self.push_settings(settings, pushed_at=START, pushed_by="test")

    def current(self) -> Control:
        if self.by_newer_release:
            flags = self._flags.model_copy(update={"paused": True})
            return Control(settings_readable=False, flags=flags)
        return super().current()

    def push_settings(self, settings: Settings, *, pushed_at: datetime, pushed_by: str) -> int:
        if self.pushed_meanwhile:
            self.pushed_meanwhile = False
            raise VersionConflictError("somebody pushed settings meanwhile")
        return super().push_settings(settings, pushed_at=pushed_at, pushed_by=pushed_by)
