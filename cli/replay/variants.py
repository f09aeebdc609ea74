"""The same history with other settings: a few that everybody asks about, or the user's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from cli.settings_file import read_overrides
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.message import MessageRecord
from signalfill.domain.rules import RULE_NAMES
from signalfill.domain.settings import Settings
from signalfill.domain.signal import ReadingKind
from signalfill.parsing import parse

MOST = 24
"""More settings tried on one history say nothing that the correction would leave."""


@dataclass(frozen=True, slots=True)
class Variant:
    """`rules` go over the user's own, of every channel and author. `keep`: which messages."""

    name: str
    rules: Mapping[str, str]
    keep: Callable[[MessageRecord], bool] = lambda _: True


def is_no_follow_up(record: MessageRecord) -> bool:
    return parse(record.content).kind is not ReadingKind.AMENDMENT


STANDARD = (
    Variant("the author alone moves the stop", {"after_first_target": "stay"}),
    Variant("targets and stop only, no follow-up", {"after_first_target": "stay"}, is_no_follow_up),
    Variant("trail after the first target", {"after_first_target": "trail"}),
    Variant("no ladder: the nearest entry alone", {"rungs": "1", "zone_rungs": "1"}),
    Variant("entries spread over the zone", {"zone_rungs": "3"}),
)


def changed(settings: Settings, rules: Mapping[str, str]) -> Settings:
    """The settings with these rules everywhere.

    Raises:
        InvalidInputError: a rule is unknown, or out of its range.
    """
    body = settings.model_dump()
    body["defaults"].update(rules)
    for channel in body["channels"].values():
        for own in (channel["rules"], *(each["rules"] for each in channel["authors"].values())):
            own.update({name: value for name, value in rules.items() if name in own})
    try:
        return Settings.model_validate(body)
    except ValueError as error:
        raise InvalidInputError(f"these rules do not go together: {error}") from None


def read_variants(path: Path) -> tuple[Variant, ...]:
    """A mapping of names to rules.

    Raises:
        InvalidInputError: it is none, there are too many, or a rule has no such name.
    """
    found = tuple(_variants(path))
    if not 1 <= len(found) <= MOST:
        raise InvalidInputError(f"{path}: holds {len(found)} variants: 1 to {MOST} can be tried")
    return found


def _variants(path: Path) -> Iterator[Variant]:
    for name, rules in read_overrides(path).items():
        unknown = sorted(rules.keys() - RULE_NAMES)
        if unknown:
            raise InvalidInputError(f"{path}: {name}: there is no rule {', '.join(unknown)}")
        yield Variant(name, rules)


def kept(records: Iterable[MessageRecord], variant: Variant) -> list[MessageRecord]:
    return [each for each in records if variant.keep(each)]


DELAYS = (timedelta(seconds=10), timedelta(seconds=60))
"""Beside the delay that was reckoned with: what slower roads cost."""
