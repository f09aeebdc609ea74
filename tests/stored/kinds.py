"""The kinds that are stored, with the model of each: what a release is compared by."""

from __future__ import annotations

from pydantic import BaseModel

from signalfill.adapters.paper.account import PaperAccount
from signalfill.domain.account.watch import AccountWatch
from signalfill.domain.call_book import CallBook
from signalfill.domain.control import Flags
from signalfill.domain.entry.proposal import Proposal
from signalfill.domain.journal import JournalEntry
from signalfill.domain.layout_book import LayoutBook, LayoutExample
from signalfill.domain.message import MessageRecord
from signalfill.domain.paper_twin.twin import TwinBook
from signalfill.domain.position import Position
from signalfill.domain.settings import Settings
from signalfill.domain.signal import Amendment, Signal
from signalfill.domain.verdict import Decision, MessageHead, Verdict

MODELS: dict[str, type[BaseModel]] = {
    "message": MessageRecord,
    "verdict": Verdict,
    "head": MessageHead,
    "signal": Signal,
    "amendment": Amendment,
    "decision": Decision,
    "proposal": Proposal,
    "position": Position,
    "journal": JournalEntry,
    "call_book": CallBook,
    "watch": AccountWatch,
    "settings": Settings,
    "flags": Flags,
    "paper_account": PaperAccount,
    "twin_book": TwinBook,
    "layouts": LayoutBook,
    "layout_example": LayoutExample,
}

WITHOUT_NUMBER = frozenset({"decision"})
"""It stands beside its signal without a number: whatever is unknown in it is passed over."""

CARED_FOR = frozenset({"position", "watch", "call_book", "journal", "layouts"})
"""What the release before must read whatever this one wrote: protection goes on."""

NOT_WRITTEN_YET: frozenset[str] = frozenset()
"""Values of enums, such as `position: state = HELD`, that this release reads but never writes."""
