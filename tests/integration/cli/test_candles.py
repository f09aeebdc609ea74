from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cli.main import main
from sandbox.coinbase import StandInCoinbase
from signalfill.adapters.candles.store import CandleStore
from signalfill.ports.bars import BarsSource, Span
from tests.unit.adapters.history.exports import (
    START,
    export,
    exported_message,
    written,
)

pytestmark = pytest.mark.integration

CALL = "BTC LONG\nEntry: 100000\nSL: 95000\nTP: 110000"
NEVER_REACHED = "ETH LONG\nEntry: 1000\nSL: 900\nTP: 1200"
FOREIGN = "NEIRO LONG\nEntry: 1\nSL: 0.9\nTP: 1.2"
UNLISTED = "QQQQ LONG\nEntry: 1\nSL: 0.9\nTP: 1.2"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "candles"


@pytest.fixture(autouse=True)
def without_key(coinbase: StandInCoinbase, monkeypatch: pytest.MonkeyPatch) -> None:
    """The market is public: nobody who asks what a channel is worth needs a key."""
    monkeypatch.delenv("SIGNALFILL_COINBASE_KEY")
    coinbase.control.fault("candle_gaps", value=True)
    minutes = {0: "100000", 30: "99000", 2000: "111000", 2500: "112000"}
    start = int(START.timestamp())
    bars = [_bar(start + 60 * minute, price) for minute, price in minutes.items()]
    coinbase.control.candles("BTC-USD", bars)


def _bar(start: int, price: str) -> dict[str, int | str | Decimal]:
    names = ("open", "high", "low", "close")
    return {"start": start, **dict.fromkeys(names, price), "volume": "3"}


def candles(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, Any]:
    capsys.readouterr()
    status = main(["candles", *map(str, words), "--json"])
    printed = capsys.readouterr()
    return status, json.loads(printed.out) if printed.out else printed.err


def history(tmp_path: Path, *texts: str) -> Path:
    (path,) = written(tmp_path, export([exported_message(n, each) for n, each in enumerate(texts)]))
    return path


def test_a_history_fetches_what_its_trades_need_and_no_more(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = history(tmp_path, CALL, FOREIGN, UNLISTED, "gm")
    status, told = candles(capsys, "fetch", path, "--candles", folder)
    bars = CandleStore(folder).bars("BTC-USD")

    assert status == 0
    assert told["signals"] == {"BTC-USD": 1}
    assert told["not_listed"] == {"QQQQ-USD": 1}
    assert told["not_named_here"] == {"ambiguous_ticker": 1}
    assert bars is not None
    assert bars.source is BarsSource.COINBASE
    # From an hour before the call until the day in which the target was reached was over.
    hour, day = timedelta(hours=1), timedelta(days=1)
    assert bars.uncovered(Span(START - hour, START + 2 * day)) == []
    assert bars.uncovered(Span(START + 2 * day, START + 3 * day)) != []
    assert [str(bars.last(n)) for n in range(3)] == ["100000", "99000", "111000"]


def test_a_second_fetch_asks_for_nothing(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = history(tmp_path, CALL)
    _, first = candles(capsys, "fetch", path, "--candles", folder)
    _, second = candles(capsys, "fetch", path, "--candles", folder)

    assert first["requests"]["BTC-USD"] > 0
    assert second["requests"]["BTC-USD"] == 0


def test_an_entry_that_never_comes_is_given_up_after_its_day(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    candles(capsys, "fetch", history(tmp_path, NEVER_REACHED), "--candles", folder)
    bars = CandleStore(folder).bars("ETH-USD")

    assert bars is not None
    assert not len(bars)
    assert bars.uncovered(Span(START, START + timedelta(hours=25))) == []
    assert bars.uncovered(Span(START, START + timedelta(days=3))) != []


def test_what_a_replay_names_missing_is_fetched(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    until = START + timedelta(minutes=10)
    line = {"product_id": "BTC-USD", "since": START.isoformat(), "until": until.isoformat()}
    windows = tmp_path / "missing.jsonl"
    windows.write_text(json.dumps(line) + "\n")
    status, told = candles(capsys, "fetch", "--windows", windows, "--candles", folder)

    assert (status, told["requests"]) == (0, {"BTC-USD": 1})
    product = CandleStore(folder).product("BTC-USD")
    assert product is not None
    assert product.base == "BTC"


@pytest.mark.parametrize("line", ["{", "[]", "{}", '{"product_id": "BTC-USD", "since": 3}'])
def test_windows_that_cannot_be_read_are_said(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    windows = tmp_path / "missing.jsonl"
    windows.write_text(line)
    status, told = candles(capsys, "fetch", "--windows", windows, "--candles", folder)

    assert status == 2
    assert "line 1" in told


@pytest.mark.parametrize(
    "words", [[], ["--product", "BTC-USD"], ["x.json", "--product", "BTC-USD"]]
)
def test_what_is_needed_must_be_said_once(
    folder: Path, capsys: pytest.CaptureFixture[str], words: Sequence[str]
) -> None:
    assert candles(capsys, "fetch", *words, "--candles", folder)[0] == 2


def test_one_product_is_fetched_by_its_times(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    times = ("--since", "2026-03-02T12:00", "--until", "2026-03-02T13:00Z")
    status, told = candles(capsys, "fetch", "--product", "BTC-USD", *times, "--candles", folder)

    assert (status, told["requests"]) == (0, {"BTC-USD": 1})
    assert datetime.fromisoformat(told["first_minutes"]["BTC-USD"]) == START.astimezone(UTC)


def test_show_names_what_is_kept_and_where_it_is_from(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert candles(capsys, "show", "--candles", folder) == (0, [])
    candles(capsys, "fetch", history(tmp_path, CALL), "--candles", folder)
    _, rows = candles(capsys, "show", "--candles", folder)

    (row,) = rows
    assert (row["product"], row["month"], row["source"]) == ("BTC-USD", "2026-03", "coinbase")
    assert (row["bars"], row["first"]) == (4, "2026-03-02 12:00")
    assert main(["candles", "show", "--candles", str(folder)]) == 0
    assert "BTC-USD" in capsys.readouterr().out


def test_a_users_own_minutes_are_marked(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        "start,open,high,low,close,volume\n"
        "2026-03-02T12:00:00Z,1,2,0.5,1.5,10\n"
        "1772452860,1.5,1.5,1.5,1.5,1\n"
        "1772452980000,1.5,1.6,1.5,1.6,1\n"
    )
    status, told = candles(capsys, "add", path, "--product", "ABC-USD", "--candles", folder)
    bars = CandleStore(folder).bars("ABC-USD")

    assert (status, told["bars"]) == (0, 3)
    assert bars is not None
    assert bars.source is BarsSource.OWN_FILE
    assert bars.start(2) == START + timedelta(minutes=3)
    assert bars.uncovered(Span(START, START + timedelta(minutes=4))) == []


@pytest.mark.parametrize(
    ("written_rows", "said"),
    [
        ("", "no column"),
        ("start,open,high,low,close,volume\n", "no candle"),
        ("start,open,high,low,close\n1,1,1,1,1\n", "no column volume"),
        ("start,open,high,low,close,volume\n2026-03-02T12:00:00,1,1,1,1,1\n", "row 2"),
        ("start,open,high,low,close,volume\n2026-03-02T12:00:07Z,1,1,1,1,1\n", "row 2"),
        ("start,open,high,low,close,volume\n1772452800,1,x,1,1,1\n", "row 2"),
        ("start,open,high,low,close,volume\n1772452800,1\n", "row 2"),
        ("start,open,high,low,close,volume\n1772452800,1,1,2,1,1\n", "outside"),
        (
            "start,open,high,low,close,volume\n1772452800,1,1,1,1,1\n1772456400,1,1,1,1,1\n",
            "candles of 60 minutes",
        ),
    ],
)
def test_a_file_that_holds_no_minutes_is_refused_by_name(
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    written_rows: str,
    said: str,
) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(written_rows)
    status, told = candles(capsys, "add", path, "--product", "ABC-USD", "--candles", folder)

    assert status == 2
    assert said in told
    assert CandleStore(folder).bars("ABC-USD") is None


def test_prune_deletes_what_is_named_and_asks_first(
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    candles(capsys, "fetch", history(tmp_path, CALL, NEVER_REACHED), "--candles", folder)
    monkeypatch.setattr("builtins.input", lambda: "no")
    assert candles(capsys, "prune", "--product", "BTC-USD", "--candles", folder)[0] == 1
    assert candles(capsys, "prune", "--candles", folder)[0] == 2

    words = ("prune", "--product", "BTC-USD", "--yes", "--candles", folder)
    assert len(candles(capsys, *words)[1]["deleted"]) == 1
    _, rows = candles(capsys, "show", "--candles", folder)
    assert [row["product"] for row in rows] == ["ETH-USD"]


def test_a_damaged_month_is_shown_and_can_be_deleted(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    candles(capsys, "fetch", history(tmp_path, CALL), "--candles", folder)
    (path,) = CandleStore(folder).files()
    path.write_bytes(b"no")

    assert candles(capsys, "show", "--candles", folder)[1][0]["known"] == "damaged"
    status, told = candles(capsys, "fetch", history(tmp_path, CALL), "--candles", folder)
    assert (status, "delete it" in told) == (2, True)
    assert candles(capsys, "prune", "--damaged", "--yes", "--candles", folder)[0] == 0
    assert candles(capsys, "fetch", history(tmp_path, CALL), "--candles", folder)[0] == 0
