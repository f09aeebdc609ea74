"""`signalfill replay` on files: from an export and candles to a page, with nothing in between."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.main import main
from signalfill.domain.evidence.results import run_from_lines
from tests.unit.cli.replay.history import LOSES, WINS, write_candles, write_export

type Replay = Callable[..., tuple[int, str, str]]


@pytest.fixture
def replay(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Replay:
    monkeypatch.chdir(tmp_path)
    candles = write_candles(tmp_path / "candles")

    def run(*words: object) -> tuple[int, str, str]:
        status = main(["replay", "--candles", str(candles), *map(str, words)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return write_export(tmp_path, "gm everyone", WINS, LOSES)


def _results(replay: Replay, *words: object) -> list[dict[str, Any]]:
    _, out, _ = replay(*words, "--quick", "--json")
    results: list[dict[str, Any]] = json.loads(out)["run"]["results"]
    return results


def test_an_export_becomes_a_page_and_the_terminal_says_what_it_says(
    replay: Replay, export: Path, tmp_path: Path
) -> None:
    status, out, _ = replay(export, "--quick")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert status == 0
    assert out.startswith("NOT ENOUGH TO TELL")
    assert "Deleted messages are not in an export" in out
    assert "report.html: the whole of it" in out
    assert "NOT ENOUGH TO TELL" in page
    assert "LONG SOL/USDT" in page


def test_a_call_that_reached_its_target_won_and_one_that_fell_lost(
    replay: Replay, export: Path
) -> None:
    won, lost = _results(replay, export)
    assert (won["outcome"], lost["outcome"]) == ("take_profit", "stop_loss")
    assert float(won["claimed_r"]) > float(won["obtainable_best_r"]) > 0
    assert float(won["obtainable_best_r"]) >= float(won["obtainable_worst_r"])
    assert float(lost["obtainable_worst_r"]) < -1


def test_fees_of_one_s_own_tier_are_reckoned_with(replay: Replay, export: Path) -> None:
    cheap = _results(replay, export, "--tier", "0/0")
    dear = _results(replay, export)
    assert float(cheap[0]["fees_r"]) == 0
    assert float(dear[0]["fees_r"]) > 0


def test_other_delays_spreads_fees_and_settings_are_tried_and_counted(
    replay: Replay, export: Path, tmp_path: Path
) -> None:
    replay(export, "--price", "69/month")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "60 s from posting to order" in page
    assert "trail after the first target" in page
    assert "6 were tried" in page
    assert "The subscription costs 69 USD a month" in page


def test_without_candles_the_one_command_that_fetches_them_is_named(
    replay: Replay, export: Path, tmp_path: Path
) -> None:
    status, _, err = replay(export, "--candles", tmp_path / "nothing")
    assert status == 2
    assert f"signalfill candles fetch {export}" in err
    assert not (tmp_path / "report.html").exists()


def test_trades_that_run_beyond_the_candles_are_said_with_their_windows(
    replay: Replay, tmp_path: Path
) -> None:
    still_open = (
        WINS.replace("TP1: 160", "TP1: 300").replace("142.50", "166").replace("136.80", "140")
    )
    export = write_export(tmp_path, "gm everyone", still_open)
    _, out, _ = replay(export, "--quick")
    assert "signalfill candles fetch --windows report.windows.jsonl" in out
    windows = (tmp_path / "report.windows.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(windows[0])["product_id"] == "SOL-USD"


def test_results_are_written_for_other_programs(
    replay: Replay, export: Path, tmp_path: Path
) -> None:
    replay(export, "--quick", "--csv", tmp_path / "results.csv")
    replay(export, "--quick", "--csv", tmp_path / "results.jsonl")
    with (tmp_path / "results.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    run = run_from_lines((tmp_path / "results.jsonl").read_text(encoding="utf-8").splitlines())
    assert [each["base"] for each in rows] == ["SOL", "SOL"]
    assert rows[0]["obtainable_worst_r"] == str(run.results[0].obtainable_worst_r)


def test_another_ending_is_refused(replay: Replay, export: Path, tmp_path: Path) -> None:
    status, _, err = replay(export, "--quick", "--csv", tmp_path / "results.xls")
    assert status == 2
    assert "must end in .jsonl, .csv or .parquet" in err


def test_two_settings_are_compared_trade_by_trade(
    replay: Replay, export: Path, tmp_path: Path
) -> None:
    for name, ratio in (("a.yaml", "1"), ("b.yaml", "20")):
        (tmp_path / name).write_text(f"defaults: {{min_reward_risk: {ratio}}}\n", encoding="utf-8")
    _, out, _ = replay(export, "--compare", tmp_path / "a.yaml", tmp_path / "b.yaml")
    assert "refused (reward_risk)" in out
    assert "2 of 2 signals differ" in out
    _, out, _ = replay(export, "--compare", tmp_path / "a.yaml", tmp_path / "a.yaml")
    assert "0 of 2 signals differ" in out


def test_variants_of_a_file_are_tried_by_their_names(
    replay: Replay, export: Path, tmp_path: Path
) -> None:
    (tmp_path / "v.yaml").write_text("tight: {after_first_target: trail}\n", encoding="utf-8")
    replay(export, "--variants", tmp_path / "v.yaml")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "2 were tried" in page
    assert 'scope="row">tight<' in page


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("tight: {after_last_target: trail}", "there is no rule after_last_target"),
        ("tight: {rungs: 99}", "these rules do not go together"),
        ("tight: 3", "must be rules with their values"),
    ],
)
def test_a_variant_that_cannot_be_is_refused_in_a_line(
    replay: Replay, export: Path, tmp_path: Path, written: str, said: str
) -> None:
    (tmp_path / "v.yaml").write_text(written, encoding="utf-8")
    status, _, err = replay(export, "--variants", tmp_path / "v.yaml")
    assert status == 2
    assert said in err


def test_one_history_has_to_be_named(replay: Replay, export: Path) -> None:
    for words in ((), (export, "--demo")):
        status, _, err = replay(*words)
        assert (status, "name one history" in err) == (2, True)


def test_days_cut_the_history(replay: Replay, export: Path) -> None:
    assert len(_results(replay, export, "--until", "2026-03-02T13:30")) == 1
    status, _, err = replay(export, "--since", "2027-01-01")
    assert (status, "no message of the history" in err) == (2, True)


@pytest.mark.parametrize(
    "words",
    [("--tier", "cheap"), ("--tier", "9/9"), ("--price", "69"), ("--delay", "2"), ("--since", "x")],
)
def test_an_option_that_means_nothing_is_refused(
    words: tuple[str, str], export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["replay", str(export), *words])
    assert "such as" in (said := capsys.readouterr().err) or "percent" in said
