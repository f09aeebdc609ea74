"""Every item that the release of commit 02dcceb stored is read, and nothing of it gets lost."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from typing import Any

import pytest
from pydantic import BaseModel

from signalfill.adapters.dynamodb.items import document, read_document
from signalfill.adapters.paper.account import PaperAccount
from signalfill.domain.account.watch import AccountWatch
from signalfill.domain.call_book import CallBook
from signalfill.domain.control import Flags
from signalfill.domain.entry.proposal import Proposal
from signalfill.domain.journal import JournalEntry
from signalfill.domain.paper_twin.twin import TwinBook
from signalfill.domain.position import Position
from signalfill.domain.settings import Settings
from signalfill.domain.signal import Amendment, Signal
from signalfill.domain.verdict import Decision, MessageHead, Verdict
from signalfill.services.recording.record_unreadable import decode_record
from tests.stored.items import FOLDER, item_of, kinds, names, read_json, stored

MODELS: dict[str, type[BaseModel]] = {
    "signals.verdict": Verdict,
    "signals.head": MessageHead,
    "signals.signal": Signal,
    "signals.amendment": Amendment,
    "positions.position": Position,
    "positions.journal": JournalEntry,
    "positions.call_book": CallBook,
    "positions.watch": AccountWatch,
    "control.settings": Settings,
    "control.flags": Flags,
}


def lost(before: Any, after: Any, path: str = "") -> list[str]:  # noqa: ANN401 - any JSON
    """Where `after` does not hold what `before` held; it may hold more."""
    if isinstance(before, dict) and "$number" not in before and isinstance(after, dict):
        return [
            each
            for name, value in before.items()
            for each in lost(value, after.get(name, "nothing"), f"{path}.{name}")
        ]
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = zip(before, after, strict=True)
        return [each for n, (a, b) in enumerate(pairs) for each in lost(a, b, f"{path}[{n}]")]
    if before == after or _is_the_same_number(before, after):
        return []
    return [f"{path}: {before} became {after}"]


def _is_the_same_number(before: Any, after: Any) -> bool:  # noqa: ANN401 - any JSON
    """Money is text; a zero may be written with more digits or fewer."""
    text = before.get("$number") if isinstance(before, dict) else before
    if not isinstance(text, str) or not isinstance(after, str | Decimal):
        return False
    try:
        return Decimal(text) == Decimal(after)
    except InvalidOperation:
        return False


@pytest.mark.parametrize("name", sorted(MODELS))
def test_what_was_stored_is_read_and_written_back_whole(name: str) -> None:
    model = MODELS[name]

    losses = {
        str(plain): found
        for plain in stored(*name.split("."))
        if (found := lost(plain["document"], document(read_document(item_of(plain), model))))
    }

    assert losses == {}


def test_a_decision_and_a_proposal_beside_their_signal_are_read_whole() -> None:
    beside: list[tuple[type[BaseModel], Any]] = [
        (model, plain[name])
        for kind in ("signal", "amendment")
        for plain in stored("signals", kind)
        for name, model in (("decision", Decision), ("proposal", Proposal))
        if name in plain
    ]

    assert {model for model, _ in beside} == {Decision, Proposal}
    assert [lost(held, document(model.model_validate(held))) for model, held in beside] == [
        [] for _ in beside
    ]


def test_the_paper_accounts_and_the_book_of_twins_are_read_whole() -> None:
    held = {
        plain["pk"]: plain["compressed"]["$compressed"]
        for plain in stored("positions", "paper_account")
    }

    twins = held.pop("PAPER#twin-book")

    assert sorted(held) == ["PAPER#account", "PAPER#twin-usd"]
    assert lost(twins, document(TwinBook.model_validate(twins))) == []
    for account in held.values():
        assert lost(account, document(PaperAccount.model_validate(account))) == []


def test_every_queued_record_is_read_whole() -> None:
    for queued in read_json("queue"):
        record = decode_record(queued["Body"])

        assert lost(json.loads(queued["Body"]), document(record)) == []
        assert record.home_channel_id == queued["MessageGroupId"]
        assert record.deduplication_id == queued["MessageDeduplicationId"]


def test_every_kind_that_the_release_stored_is_among_them() -> None:
    assert {
        f"{table}.{kind}" for table in ("signals", "positions", "control") for kind in kinds(table)
    } == {
        *MODELS,
        "signals.canary",
        "signals.text",
        "positions.budget",
        "positions.notice",
        "positions.paper_account",
        "control.checkpoint",
        "control.identify",
        "control.sweep",
    }


def test_no_file_is_larger_than_a_commit_may_carry() -> None:
    sizes = {path.name: path.stat().st_size for path in FOLDER.iterdir()}

    assert {name for name, size in sizes.items() if size > 300_000} == set()


def test_the_positions_show_every_state_and_trouble() -> None:
    held = {plain["document"]["position_id"]: plain for plain in stored("positions", "position")}
    shown = {name: held[each] for name, each in names("positions").items()}
    states = {name: plain["document"]["state"] for name, plain in shown.items()}

    assert set(states.values()) == {"OPENING", "OPEN", "CLOSING", "CLOSED"}
    assert "inbox" in shown["inbox"]
    assert shown["mixed_stops"]["document"]["mixed_since"]
    assert shown["wanted_stop"]["document"]["pending_stop"]
    assert shown["close_stop"]["document"]["close_stop"]
    assert shown["user_managed"]["document"]["user_managed_since"]
    assert shown["closed_at_targets"]["document"]["twin"]
    assert any(each["naked_since"] for each in shown["unprotected"]["document"]["slices"])
    assert {o["status"] for o in shown["half_filled"]["document"]["orders"]} > {"PARTIALLY_FILLED"}
    assert {o["status"] for o in shown["entry_unknown"]["document"]["orders"]} == {"UNKNOWN"}
