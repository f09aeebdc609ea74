"""How each kind of stored item is written: a number of its own, so that one can change alone.

A number rises by one, at most once a release, when the kind holds what the release before cannot
read (docs/upgrading.md; tests/stored/test_schemas.py says when that is so). Readers take every
number up to their own. What a newer one means for entries and protection is the reader's to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SCHEMAS: Final[Mapping[str, int]] = MappingProxyType(
    {
        # the queue
        "message": 1,
        # the signals table
        "verdict": 2,
        "head": 1,
        "text": 1,
        "signal": 2,
        "amendment": 2,
        "proposal": 2,
        "canary": 1,
        # the positions table
        "position": 2,
        "journal": 1,
        "notice": 1,
        "budget": 1,
        "watch": 2,
        "call_book": 2,
        "paper_account": 1,
        "twin_book": 1,
        # the control table
        "settings": 2,
        "flags": 1,
        "checkpoint": 1,
        "identify": 1,
        "sweep": 1,
        "layouts": 1,
        "layout_example": 1,
    }
)
"""Field `schema` of each item and queued record, by its kind."""
