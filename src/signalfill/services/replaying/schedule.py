"""When each position is looked at again, and when its product's bars may touch anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from signalfill.domain.control import Control
from signalfill.domain.position import Position
from signalfill.domain.wake import Wake, wake
from signalfill.ports.replay import Awaited, HistoricVenue

MINUTE = timedelta(minutes=1)


def next_minute(moment: datetime) -> datetime:
    """The first full minute after the moment: sweeps begin there."""
    return moment.replace(second=0, microsecond=0) + MINUTE


def full_minute(moment: datetime) -> datetime:
    """The first full minute that is not before the moment."""
    floored = moment.replace(second=0, microsecond=0)
    return floored if floored == moment else floored + MINUTE


@dataclass(frozen=True, slots=True)
class _Armed:
    position: Position
    wake: Wake
    due: datetime | None


@dataclass(slots=True)
class Schedule:
    """`losses` are levels of the account's loss, by position."""

    venue: HistoricVenue
    losses: Mapping[str, Wake] = field(default_factory=dict)
    _armed: dict[str, _Armed] = field(default_factory=dict)
    _touches: dict[str, datetime] = field(default_factory=dict)

    def next_due(self) -> datetime | None:
        dues = (each.due for each in self._armed.values() if each.due is not None)
        return min((*dues, *self._touches.values()), default=None)

    def touched(self, now: datetime) -> list[str]:
        """Products whose bar that ends now may touch an order or a level, in a fixed order."""
        return sorted(each for each, at in self._touches.items() if at <= now)

    def due(self, live: Iterable[Position], now: datetime) -> list[Position]:
        """Positions to look at now: the unprotected first, then the oldest, as a sweep does."""
        touched = set(self.touched(now))
        found = [each for each in live if self._is_due(each, touched, now)]
        return sorted(found, key=lambda each: (each.naked_since is None, each.created_at))

    def _is_due(self, position: Position, touched: set[str], now: datetime) -> bool:
        armed = self._armed.get(position.position_id)
        if armed is None or position.product_id in touched:
            return True
        return armed.due is not None and armed.due <= now

    def arm(
        self, live: Iterable[Position], looked_at: Iterable[str], control: Control, now: datetime
    ) -> None:
        """Follows what changed: only changed positions and products are reckoned anew."""
        positions = {each.position_id: each for each in live}
        again, dirty = set(looked_at), {each for each, at in self._touches.items() if at <= now}
        for gone in self._armed.keys() - positions.keys():
            dirty.add(self._armed.pop(gone).position.product_id)
        for position_id, position in positions.items():
            before = self._armed.get(position_id)
            if before is None or before.position is not position or position_id in again:
                self._armed[position_id] = self._arm(position, control, now)
                dirty.add(position.product_id)
        self._reckon(dirty)

    def watch_losses(self, losses: Mapping[str, Wake]) -> None:
        """New levels of the account's loss; their products are reckoned anew."""
        changed = self.losses.keys() | losses.keys()
        self.losses = losses
        self._reckon({self._armed[e].position.product_id for e in changed if e in self._armed})

    def _arm(self, position: Position, control: Control, now: datetime) -> _Armed:
        who = position.signal.provenance
        rules = control.settings.rules_for(who.channel_id, who.speaker_id)
        found = wake(position, rules, now=now)
        quote = self.venue.quotes([position.product_id]).get(position.product_id)
        is_quiet = quote is None or found.is_quiet_at(position, quote.to_exit(position.side))
        if not is_quiet or (found.at is not None and found.at <= now):
            return _Armed(position, found, next_minute(now))
        return _Armed(position, found, None if found.at is None else full_minute(found.at))

    def _reckon(self, products: Iterable[str]) -> None:
        awaited: dict[str, list[Awaited]] = defaultdict(list)
        for position_id, armed in self._armed.items():
            position = armed.position
            awaited[position.product_id].append(Awaited(position.side, armed.wake))
            if position_id in self.losses:
                loss = Awaited(position.side, self.losses[position_id])
                awaited[position.product_id].append(loss)
        for each in products:
            at = self.venue.next_touch(each, awaited[each]) if awaited[each] else None
            if at is None:
                self._touches.pop(each, None)
            else:
                self._touches[each] = at
