"""What became of a message version, and what was decided about its signals and amendments."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from signalfill.domain.message import Origin
from signalfill.domain.schemas import SCHEMAS
from signalfill.domain.signal import Amendment, Reading, Signal
from signalfill.domain.values import Moment, Money, Value


class VerdictKind(StrEnum):
    """What the parser said of a version, or why it was not read."""

    SIGNAL = "signal"
    AMENDMENT = "amendment"
    REPORT = "report"
    NONE = "none"
    DELETED = "deleted"
    STALE = "stale"
    UNREADABLE = "unreadable"


class ItemKey(Value):
    """The key of a signal or amendment in the signals table."""

    channel_id: str
    sort_key: str

    @property
    def is_signal(self) -> bool:
        return self.sort_key.rpartition("#")[2].startswith("S")

    @classmethod
    def of(cls, item: Signal | Amendment) -> ItemKey:
        """The key follows from message, version and index, so that a replay meets the same item."""
        if isinstance(item, Signal):
            mark, index = "S", item.signal_id.rpartition("-")[2]
        else:
            mark, index = "A", item.amendment_id.rpartition("-a")[2]
        said = item.provenance
        sort_key = f"{said.message_id}#{said.version}#{mark}{index}"
        return cls(channel_id=said.channel_id, sort_key=sort_key)


class Verdict(Value):
    """What one version of a message was read as; written once, never changed.

    `settings_version` names the settings whose words it was read with; 0: none.
    """

    schema_version: int = Field(SCHEMAS["verdict"], alias="schema")
    channel_id: str
    message_id: str
    version: str
    kind: VerdictKind
    reason: str
    parser_version: str
    settings_version: int = 0
    reading: Reading | None = None
    author_id: str = ""
    origin: Origin = Origin()
    content_sha256: str = ""
    posted_at: Moment | None = None
    received_at: Moment | None = None
    parsed_at: Moment


class MessageHead(Value):
    """The newest version of a message that was acted on; an older one is stale.

    `signal_ids` are all that the message ever carried: a deletion cancels each of them.
    """

    version: str
    deleted: bool = False
    signal_ids: tuple[str, ...] = ()


class GateResult(Value):
    """One gate's answer.

    Attributes:
        gate: The gate's code (`domain/codes.py`); one of another release stays as it is.
        passed: False: the entry is refused.
        value: What the gate saw, for people.
        threshold: The limit it compared with, for people; empty where there is none.
    """

    gate: str
    passed: bool
    value: str = ""
    threshold: str = ""


class DecisionKind(StrEnum):
    OPENED = "opened"
    DENIED = "denied"
    APPLIED = "applied"
    IGNORED = "ignored"


class Decision(Value):
    """What the trader did about a signal or amendment, and why.

    Attributes:
        kind: Opened, denied, applied or ignored.
        code: The refusing gate, the action that was applied, or a decision code
            (`domain/codes.py`).
        value: What was seen, for people.
        threshold: The limit, for people; empty where there is none.
        position_id: The position that it concerns. None: none.
        gates: Every gate that was asked, in order.
        decided_at: When it was decided.
        spread: Of the venue's book then, as a fraction: what replays reckon with. None: there
            was no sane book, or it was not asked for.
    """

    kind: DecisionKind
    code: str
    value: str = ""
    threshold: str = ""
    position_id: str | None = None
    gates: tuple[GateResult, ...] = ()
    decided_at: Moment
    spread: Money | None = None
