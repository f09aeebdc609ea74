"""The labelled messages beside the project, where they are, and the rules they are scored by."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

type Message = dict[str, Any]

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "dev.jsonl"
ABSENT = "skipped: the corpus is not beside the project (../shared/corpus)"
_SCRIPTS = {
    "Cyrillic script": ("Ѐ", "ӿ"),
    "Chinese script": ("㐀", "鿿"),
    "Arabic script": ("؀", "ۿ"),
}
_FEW = 4  # letters: a name or an ornament is no language


def messages(sets: str = "abc") -> list[Message]:
    lines = CORPUS.read_text(encoding="utf-8").splitlines()
    return [each for each in map(json.loads, lines) if each.get("set", "a") in sets]


def scorer() -> ModuleType:
    """The corpus's own rules: what of a reading must equal the label."""
    spec = importlib.util.spec_from_file_location("score", CORPUS.with_name("score.py"))
    if spec is None or spec.loader is None:
        raise FileNotFoundError(CORPUS)
    rules = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(rules)
    return rules


def language_of(message: Message) -> str:
    """As its label says; else its script, which is all that is sure."""
    if "lang" in message:
        return str(message["lang"])
    for script, (first, last) in _SCRIPTS.items():
        if sum(first <= letter <= last for letter in message["text"]) >= _FEW:
            return script
    return "Latin script"
