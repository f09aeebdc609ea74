from __future__ import annotations

import hashlib
import json
import re
from decimal import Decimal
from importlib.resources import files

import pytest

from cli.evidence_report.page import LIBRARY, render
from signalfill.domain.evidence.ledger import DeletionLedger, LedgerPart
from signalfill.domain.history import HistoryKind
from tests.unit.cli.evidence_report.made_up import HOSTILE, page

_LIBRARY_SHA256 = "e21cc5caa0226ef30bd8549c50b9ef926615f2a4ee6b4e486353477a55f598cf"
"""Of dist/lightweight-charts.standalone.production.js in the npm package, 5.2.1."""


@pytest.fixture(scope="module")
def html() -> str:
    return render(page())


def _data(html: str) -> dict[str, list[dict[str, object]]]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    data: dict[str, list[dict[str, object]]] = json.loads(found[1])
    return data


def test_nothing_is_asked_of_anybody(html: str) -> None:
    """A link to the chart library's makers is all that its notice wants."""
    markup = re.sub(r"<script.*?</script>|<style.*?</style>", "", html, flags=re.DOTALL)
    style = "".join(re.findall(r"<style>(.*?)</style>", html, re.DOTALL))
    assert re.findall(r'(?:src|href|action|srcset|data)="([^"]*)"', markup) == [
        "data:,",
        "https://www.tradingview.com/",
    ]
    assert "default-src 'none'" in markup
    assert not re.search(r"@import|url\(", style)


def test_a_stranger_s_text_is_text_and_arrives_whole(html: str) -> None:
    assert "<img" not in html
    assert "onerror" in html  # it is there, as a word
    assert _data(html)["signals"][0]["text"] == HOSTILE


def test_a_channel_s_name_is_no_markup(html: str) -> None:
    assert "<h1>&lt;alpha&gt; &amp; calls</h1>" in html


def test_the_same_inputs_make_the_same_bytes(html: str) -> None:
    assert render(page()) == html


def test_a_thousand_signals_with_their_candles_fit_three_megabytes() -> None:
    html = render(page(1_000, days=330))
    assert len(html.encode()) <= 3_000_000
    assert sum("chart" in each for each in _data(html)["signals"]) == 1_000


def test_what_is_missing_stands_before_any_figure_but_the_verdict(html: str) -> None:
    places = [html.index(f'id="{each}"') for each in ("verdict", "honesty", "bridge", "figures")]
    assert places == sorted(places)
    said = html[places[1] : places[2]]
    assert "Deleted messages are not in an export" in said
    assert "7 messages were edited" in said
    assert "an export alone never opens the gate" in said


def test_one_s_own_records_are_not_said_to_lack_deletions() -> None:
    given = page()
    own = given.summary.model_copy(update={"kind": HistoryKind.RECORDED, "deleted": 3})
    html = render(page(summary=own))
    assert "Deleted messages are not in an export" not in html
    assert "3 deletions included" in html


def test_every_part_of_a_demo_says_so() -> None:
    assert render(page(price_source="demo")).count("<b>DEMO MARKET</b>") == 3
    assert "DEMO MARKET" not in render(page())


def test_candles_of_elsewhere_are_said_to_be_so() -> None:
    assert "Priced elsewhere" in render(page(price_source="own_file"))


def test_authors_are_shown_by_the_end_of_their_id_unless_names_are_asked_for(html: str) -> None:
    assert "…4411" in html
    assert "An author" not in html
    assert "100000000000004411" not in html
    assert "An author" in render(page(names=True))


def test_few_signals_are_not_enough_to_tell() -> None:
    assert "NOT ENOUGH TO TELL" in render(page(20))


def test_a_year_is_never_made_of_it(html: str) -> None:
    markup = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL).lower()
    assert not re.search(r"sharpe|annual|per year|a year|cagr", markup)


def test_a_history_without_a_signal_still_makes_a_page() -> None:
    html = render(page(0))
    assert "NOT ENOUGH TO TELL" in html
    assert "nothing was traded" in html


def test_the_chart_library_is_the_published_one_with_its_notice(html: str) -> None:
    library = files("cli.evidence_report").joinpath(LIBRARY).read_bytes()
    assert hashlib.sha256(library).hexdigest() == _LIBRARY_SHA256
    assert "TradingView Lightweight Charts" in html
    assert "Apache License" in files("cli.evidence_report").joinpath(
        "vendor/LICENSE.lightweight-charts"
    ).read_text(encoding="utf-8")


def test_the_deletion_ledger_says_what_was_taken_back_after_its_outcome() -> None:
    losers = LedgerPart(60, 11, 3, Decimal("-0.9"), Decimal("-1.02"))
    ledger = DeletionLedger(losers, LedgerPart(48, 1, 0, Decimal("1.1"), Decimal("0.9")))
    own = page().summary.model_copy(update={"kind": HistoryKind.RECORDED})
    html = render(page(summary=own, ledger=ledger))
    said = "14 of 60 losers deleted (11) or edited (3) after the outcome, on average −1.02 R"
    assert said in html
    assert "of 48 winners 1." in html
