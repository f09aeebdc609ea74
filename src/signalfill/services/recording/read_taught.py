"""Reads a channel's messages with the words that its settings teach."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from signalfill.domain.errors import SignalfillError
from signalfill.domain.signal import Reading
from signalfill.domain.teaching import Teaching
from signalfill.parsing import parse
from signalfill.parsing.lexicon import LEXICON, Lexicon
from signalfill.ports import Clock, TeachingStore

logger = logging.getLogger(__name__)

KEPT = timedelta(seconds=30)
"""How long a channel's words are used without asking again."""
KEPT_WITHOUT_ANSWER = timedelta(seconds=5)


@dataclass(frozen=True)
class TaughtReader:
    """Reads messages with one version of the settings (0: none known)."""

    lexicon: Lexicon
    settings_version: int = 0
    teachings: tuple[Teaching, ...] = ()
    until: datetime | None = None

    def __call__(self, text: str) -> Reading:
        return parse(text, self.lexicon)


class TaughtReaders:
    """A reader for each channel, kept for a while. Settings that cannot be read stop no message.

    Without an answer the last known words are used, or this release's own.
    """

    def __init__(self, teachings: TeachingStore, clock: Clock) -> None:
        self._teachings = teachings
        self._clock = clock
        self._readers: dict[str, TaughtReader] = {}

    def of(self, channel_id: str) -> TaughtReader:
        now = self._clock.now()
        known = self._readers.get(channel_id, TaughtReader(LEXICON))
        if known.until is not None and now < known.until:
            return known
        reader = self._ask(channel_id, known, now)
        self._readers[channel_id] = reader
        return reader

    def _ask(self, channel_id: str, known: TaughtReader, now: datetime) -> TaughtReader:
        try:
            version, teachings = self._teachings.taught(channel_id)
        except SignalfillError as error:
            extra = {"channel_id": channel_id, "error": str(error)}
            logger.warning("words not read", extra=extra)
            return replace(known, until=now + KEPT_WITHOUT_ANSWER)
        lexicon = known.lexicon
        if teachings != known.teachings:
            lexicon = _learned(channel_id, teachings)
        return TaughtReader(lexicon, version, teachings, now + KEPT)


def _learned(channel_id: str, teachings: Sequence[Teaching]) -> Lexicon:
    if not any(teachings):
        return LEXICON
    # Late: most channels are taught nothing, and a cold start would pay for it.
    from signalfill.parsing.teaching import learn  # noqa: PLC0415

    lexicon, refusals = learn(teachings)
    for refusal in refusals:
        # `settings push` refused this; an earlier release, or a hand, did not.
        logger.error("words not learned", extra={"channel_id": channel_id, **refusal._asdict()})
    return lexicon
