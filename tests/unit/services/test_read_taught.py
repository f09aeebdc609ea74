from __future__ import annotations

import logging
from dataclasses import dataclass, field

import pytest

from signalfill.domain.errors import InvalidInputError, RetryableError, SignalfillError
from signalfill.domain.teaching import Teaching, WordKind
from signalfill.parsing.lexicon import LEXICON
from signalfill.services.recording.read_taught import KEPT, TaughtReader, TaughtReaders
from tests.fakes.clock import FakeClock

CHANNEL = "900000000000000001"
SLANG = "SOL long 145\nnotbremse 138"


def words(*phrases: str) -> tuple[Teaching, ...]:
    return (Teaching(words={WordKind.STOP: phrases}),)


@dataclass
class Settings:
    """What the control table says: `answers` one after the other, the last one again and again."""

    answers: list[tuple[int, tuple[Teaching, ...]] | SignalfillError]
    asked: list[str] = field(default_factory=list)

    def taught(self, channel_id: str) -> tuple[int, tuple[Teaching, ...]]:
        self.asked.append(channel_id)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, SignalfillError):
            raise answer
        return answer


def readers(*answers: tuple[int, tuple[Teaching, ...]] | SignalfillError) -> TaughtReaders:
    return TaughtReaders(Settings(list(answers)), FakeClock())


def stops(reader: TaughtReader) -> list[str | None]:
    return [each.stop_loss for each in reader(SLANG).signals]


def test_a_channel_is_read_with_its_words_and_by_their_version() -> None:
    reader = readers((3, words("notbremse"))).of(CHANNEL)

    assert stops(reader) == ["138"]
    assert reader.settings_version == 3


def test_the_settings_are_asked_again_only_after_a_while() -> None:
    settings, clock = Settings([(1, ()), (2, words("notbremse"))]), FakeClock()
    readers = TaughtReaders(settings, clock)

    readers.of(CHANNEL)
    clock.advance(seconds=KEPT.total_seconds() - 1)
    assert readers.of(CHANNEL).settings_version == 1
    clock.advance(seconds=1)

    assert readers.of(CHANNEL).settings_version == 2
    assert settings.asked == [CHANNEL, CHANNEL]


def test_each_channel_has_its_own_reader() -> None:
    settings = Settings([(1, words("notbremse")), (1, ())])
    readers = TaughtReaders(settings, FakeClock())

    assert stops(readers.of(CHANNEL)) == ["138"]
    assert stops(readers.of("2")) == [None]
    assert settings.asked == [CHANNEL, "2"]


def test_the_same_words_in_newer_settings_are_not_learned_again() -> None:
    clock = FakeClock()
    readers = TaughtReaders(Settings([(1, words("notbremse")), (2, words("notbremse"))]), clock)

    first = readers.of(CHANNEL)
    clock.advance(minutes=1)
    second = readers.of(CHANNEL)

    assert second.lexicon is first.lexicon
    assert (first.settings_version, second.settings_version) == (1, 2)


@pytest.mark.parametrize("error", [RetryableError("no answer"), InvalidInputError("newer")])
def test_settings_that_cannot_be_read_stop_nobody(error: SignalfillError) -> None:
    reader = readers(error).of(CHANNEL)

    assert reader.settings_version == 0
    assert reader.lexicon is LEXICON
    assert reader("SOL long 145 stop 138").signals


def test_without_an_answer_the_words_known_before_go_on() -> None:
    clock = FakeClock()
    readers = TaughtReaders(Settings([(1, words("notbremse")), RetryableError("no")]), clock)
    readers.of(CHANNEL)
    clock.advance(minutes=1)

    reader = readers.of(CHANNEL)

    assert reader.settings_version == 1
    assert stops(reader) == ["138"]


def test_after_a_failure_the_settings_are_asked_again_soon() -> None:
    clock = FakeClock()
    readers = TaughtReaders(Settings([RetryableError("no"), (1, words("notbremse"))]), clock)
    readers.of(CHANNEL)
    clock.advance(seconds=6)

    assert readers.of(CHANNEL).settings_version == 1


def test_what_cannot_be_learned_is_logged_and_left_out(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        reader = readers((1, words("if", "notbremse"))).of(CHANNEL)

    assert [record.message for record in caplog.records] == ["words not learned"]
    assert stops(reader) == ["138"]
