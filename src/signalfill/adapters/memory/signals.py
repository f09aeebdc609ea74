from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from signalfill.domain.entry.proposal import Proposal
from signalfill.domain.errors import VersionConflictError
from signalfill.domain.journal import JournalEntry
from signalfill.domain.signal import Amendment, Signal
from signalfill.domain.values import first_snowflake
from signalfill.domain.verdict import Decision, ItemKey, MessageHead, Verdict
from signalfill.ports import Entry


class MemorySignals:
    """The signals table; `journal` is the positions table's, which decisions write to as well."""

    def __init__(self) -> None:
        self.texts: dict[tuple[str, str, str], str] = {}
        self.journal: dict[str, dict[str, JournalEntry]] = {}
        self._verdicts: dict[tuple[str, str], dict[str, Verdict]] = {}
        self._heads: dict[tuple[str, str], MessageHead] = {}
        self._items: dict[ItemKey, Signal | Amendment] = {}
        self._pending: dict[ItemKey, str] = {}
        self._decisions: dict[ItemKey, Decision] = {}
        self._of_message: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._decided: dict[str, list[str]] = defaultdict(list)
        self._proposals: dict[ItemKey, Proposal] = {}

    def _writes(self, operation: str) -> None:
        """Before each write, with its name."""

    def head(self, channel_id: str, message_id: str) -> MessageHead | None:
        return self._heads.get((channel_id, message_id))

    def text(self, channel_id: str, message_id: str, version: str) -> str | None:
        return self.texts.get((channel_id, message_id, version))

    def has_version(self, channel_id: str, message_id: str, version: str) -> bool:
        return self.verdict(channel_id, message_id, version) is not None

    def record(
        self,
        verdict: Verdict,
        *,
        text: str,
        signals: Sequence[Signal] = (),
        amendments: Sequence[Amendment] = (),
        head: MessageHead | None = None,
        previous_head: MessageHead | None = None,
    ) -> bool:
        self._writes("record")
        message = (verdict.channel_id, verdict.message_id)
        if self.has_version(*message, verdict.version):
            return False
        if head is not None:
            self._replace_head(message, head, previous_head)
        self._verdicts.setdefault(message, {})[verdict.version] = verdict
        if text:
            self.texts[*message, verdict.version] = text
        items: list[Signal | Amendment] = [*signals, *amendments]
        for item in items:
            self.add(item)
        return True

    def _replace_head(
        self, message: tuple[str, str], head: MessageHead, previous: MessageHead | None
    ) -> None:
        present = self._heads.get(message)
        if (present and present.version) != (previous and previous.version):
            raise VersionConflictError("another version of the message was recorded meanwhile")
        self._heads[message] = head
        if head.deleted:
            for key in [key for key in self.texts if key[:2] == message]:
                del self.texts[key]

    def add(self, item: Signal | Amendment) -> ItemKey:
        """Puts a pending signal or amendment there."""
        key = ItemKey.of(item)
        if key not in self._items:
            insort(self._of_message[key.channel_id, _message_of(key)], key.sort_key)
        self._items[key] = item
        self._pending[key] = item.provenance.model_dump(mode="json")["parsed_at"]
        return key

    def instruct(self, item: Signal | Amendment) -> None:
        self._writes("instruct")
        if ItemKey.of(item) not in self._items:
            self.add(item)

    def propose(
        self, key: ItemKey, proposal: Proposal, journal: Sequence[JournalEntry] = ()
    ) -> bool:
        self._writes("propose")
        if not self.is_pending(key) or key in self._proposals:
            return False
        self._proposals[key] = proposal
        self.store_journal(journal)
        return True

    def proposal(self, key: ItemKey) -> Proposal | None:
        return self._proposals.get(key)

    def verdict(self, channel_id: str, message_id: str, version: str) -> Verdict | None:
        return self._verdicts.get((channel_id, message_id), {}).get(version)

    def verdicts(self, channel_id: str, message_id: str) -> Sequence[Verdict]:
        versions = self._verdicts.get((channel_id, message_id), {})
        return [versions[version] for version in sorted(versions)]

    def items(self, channel_id: str, message_id: str) -> Sequence[ItemKey]:
        sort_keys = self._of_message.get((channel_id, message_id), [])
        return [ItemKey(channel_id=channel_id, sort_key=each) for each in sort_keys]

    def entry(self, key: ItemKey) -> Entry | None:
        if key not in self._items:
            return None
        return Entry(self._items[key], key in self._pending, self._proposals.get(key))

    def item(self, key: ItemKey) -> Signal | Amendment | None:
        return self._items.get(key)

    def decision(self, key: ItemKey) -> Decision | None:
        return self._decisions.get(key)

    def decisions(self, channel_id: str, *, since: datetime) -> Sequence[tuple[ItemKey, Decision]]:
        decided = self._decided.get(channel_id, [])
        keys = [
            ItemKey(channel_id=channel_id, sort_key=each)
            for each in decided[bisect_left(decided, first_snowflake(since)) :]
        ]
        return [(key, self._decisions[key]) for key in keys]

    def is_pending(self, key: ItemKey) -> bool:
        return key in self._pending

    def pending(self) -> Sequence[ItemKey]:
        return sorted(self._pending, key=lambda key: (self._pending[key], key.sort_key))

    def decide(
        self, key: ItemKey, decision: Decision, journal: Sequence[JournalEntry] = ()
    ) -> bool:
        self._writes("decide")
        if not self.is_pending(key):
            return False
        self.store_decision(key, decision)
        self.store_journal(journal)
        return True

    def store_decision(self, key: ItemKey, decision: Decision) -> None:
        """The signal's half of a transaction of the positions' store; the first one stays."""
        if self._pending.pop(key, None) is not None:
            self._decisions[key] = decision
            insort(self._decided[key.channel_id], key.sort_key)

    def store_journal(self, journal: Sequence[JournalEntry]) -> None:
        for entry in journal:
            self.journal.setdefault(entry.position_id, {})[entry.entry_id] = entry


def _message_of(key: ItemKey) -> str:
    return key.sort_key.partition("#")[0]
