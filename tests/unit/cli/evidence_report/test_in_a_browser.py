"""The page as a browser shows it: a headless Chromium, where there is one, with no network."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from cli.evidence_report.page import render
from tests.unit.cli.evidence_report.made_up import HOSTILE, page

_CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))),
    None,
)
pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(_CHROMIUM is None, reason="no Chromium here: apt-get install chromium"),
]
_LISTEN = """<script>
window.faults = [];
addEventListener("error", (event) => faults.push(String(event.message)));
addEventListener("securitypolicyviolation", (event) => faults.push(event.blockedURI));
window.alert = (words) => faults.push(`alert ${words}`);
</script>"""
_LOOK = """<script>
for (const each of document.querySelectorAll("details")) each.open = true;
setTimeout(() => {
  const canvas = document.querySelector("#course-chart canvas");
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  const seen = {
    faults, ready: document.documentElement.dataset.ready,
    width: innerWidth, scrolled: document.documentElement.scrollWidth,
    requests: performance.getEntriesByType("resource").map((each) => each.name),
    drawn: new Set(pixels).size, paper: getComputedStyle(document.body).backgroundColor,
    stories: [...document.querySelectorAll(".story")].length,
    charts: document.querySelectorAll(".story .chart canvas").length,
    first: document.querySelector(".story pre").textContent,
    injected: document.querySelectorAll("img").length,
    shown: [...document.querySelectorAll(".signal")].filter((each) => !each.hidden).length,
  };
  document.querySelector('#filter button[data-kind="won"]').click();
  seen.won = [...document.querySelectorAll(".signal")].filter((each) => !each.hidden)
    .map((each) => each.dataset.kind);
  parent.postMessage("SEEN" + JSON.stringify(seen) + "END", "*");
}, 1500);
</script>"""
_FRAME = """<!doctype html><meta charset="utf-8">
<iframe src="report.html" width="{width}" height="900" style="border: 0"></iframe>
<script>
addEventListener("message", (event) => {{ document.body.textContent = event.data; }});
</script>"""
"""A window cannot be as narrow as a phone, a frame can."""


def _seen(folder: Path, *, width: int, dark: bool = False) -> dict[str, Any]:
    html = render(page(12)).replace("<title>", f"{_LISTEN}<title>", 1)
    html = html.replace("</body>", f"{_LOOK}</body>")
    (folder / "report.html").write_text(html, encoding="utf-8")
    file = folder / "frame.html"
    file.write_text(_FRAME.format(width=width), encoding="utf-8")
    said = subprocess.run(  # noqa: S603 - the browser found above
        [
            str(_CHROMIUM),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--user-data-dir={folder / 'profile'}",
            "--window-size=1200,1000",
            f"--blink-settings=preferredColorScheme={0 if dark else 1}",
            "--virtual-time-budget=6000",
            "--dump-dom",
            file.as_uri(),
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    ).stdout
    found = re.search("SEEN(.*)END", unescape(said), re.DOTALL)
    assert found is not None, said[-500:]
    seen: dict[str, Any] = json.loads(found[1])
    return seen


@pytest.fixture(scope="module")
def on_a_phone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return _seen(tmp_path_factory.mktemp("phone"), width=360)


def test_on_a_phone_nothing_is_wider_than_the_screen(on_a_phone: dict[str, Any]) -> None:
    assert on_a_phone["width"] == 360
    assert on_a_phone["scrolled"] <= 360


def test_it_asks_nobody_for_anything_and_nothing_goes_wrong(on_a_phone: dict[str, Any]) -> None:
    assert on_a_phone["ready"] == "yes"
    assert (on_a_phone["faults"], on_a_phone["requests"]) == ([], [])


def test_every_story_opens_with_its_candles(on_a_phone: dict[str, Any]) -> None:
    assert on_a_phone["stories"] == on_a_phone["shown"] == 12
    assert on_a_phone["charts"] >= 12
    assert on_a_phone["drawn"] > 10


def test_the_list_shows_what_was_asked_for(on_a_phone: dict[str, Any]) -> None:
    assert on_a_phone["won"]
    assert set(on_a_phone["won"]) == {"won"}


def test_a_stranger_s_markup_is_shown_as_he_wrote_it(on_a_phone: dict[str, Any]) -> None:
    assert on_a_phone["first"] == HOSTILE
    assert on_a_phone["injected"] == 0


def test_where_the_reader_likes_it_dark_the_paper_is_dark(
    on_a_phone: dict[str, Any], tmp_path: Path
) -> None:
    assert on_a_phone["paper"] == "rgb(244, 245, 247)"
    assert _seen(tmp_path, width=800, dark=True)["paper"] == "rgb(18, 21, 26)"
