from __future__ import annotations

from signalfill.adapters.memory.one_by_one import OneByOne

__all__ = ["OneByOne"]
