"""What each kind of stored item holds in release 02dcceb: `python writer/fields.py OUTPUT`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from signalfill.domain.account_watch import AccountWatch
from signalfill.domain.proposal import Proposal
from signalfill.domain.twin import TwinBook

from signalfill.adapters.paper.account import PaperAccount
from signalfill.domain.call_book import CallBook
from signalfill.domain.control import Flags
from signalfill.domain.journal import JournalEntry
from signalfill.domain.message import MessageRecord
from signalfill.domain.position import Position
from signalfill.domain.settings import Settings
from signalfill.domain.signal import Amendment, Signal
from signalfill.domain.verdict import Decision, MessageHead, Verdict

sys.path.append(str(Path(__file__).parent.parent))
from shape import shape_of

MODELS = {
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
}


def fields_of_every_kind() -> dict[str, Any]:
    return {kind: {"schema": 1, **shape_of(model)} for kind, model in MODELS.items()}


if __name__ == "__main__":
    text = json.dumps(fields_of_every_kind(), indent=1, ensure_ascii=False)
    Path(sys.argv[1]).write_text(f"{text}\n", encoding="utf-8")
