"""Binary options: a pair, a side, and the time of day that is bought from, never a price.

A careful reader sees a call; a machine that trades coins must see that it is none of its own.
"""

from __future__ import annotations

import re

from signalfill.parsing.calls import judged_calls
from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.judge import ParsedCall
from signalfill.parsing.reading_state import ReadingState
from signalfill.parsing.sides import names_side

_FROM_CLOCK = re.compile(r"E:(?:7:7|8)")


def runs_from_clock(tokens: list[Token], shape: str) -> bool:
    """`Entrada: 23:55` with a pair and a side, and no price anywhere."""
    if C.NUMBER in shape or C.SYMBOL not in shape or _FROM_CLOCK.search(shape) is None:
        return False
    return names_side(tokens)


def timed_calls(tokens: list[Token], state: ReadingState, doubtful: list[str]) -> list[ParsedCall]:
    calls = judged_calls(tokens, state, doubtful)
    for call in calls:
        call.doubt("not_crypto", "an option that runs from a time of day")
    return calls
