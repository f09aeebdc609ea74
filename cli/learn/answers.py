"""What `learn --json` tells programs, and the answers that `--accept FILE` brings back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cli.learn.proposals import Suggestion
from cli.learn.survey import LayoutGroup, Survey
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.teaching import Teaching

type Record = dict[str, Any]


def as_json(found: Survey, offered: Sequence[Suggestion], asked: Sequence[LayoutGroup]) -> Record:
    """With `accept` false everywhere: set true what is right, and give it back."""
    return {
        "messages": found.messages,
        "calls": found.calls,
        "held": len(found.held),
        "has_form": found.has_form,
        "proposals": [
            {
                "teaching": _teaching(choice.teaching),
                "gain": len(choice.gained),
                "examples": [each.message.text for each in choice.gained[-3:]],
                "alternatives": len(suggestion.choices) - 1,
                "accept": False,
            }
            for suggestion in offered
            for choice in suggestion.choices
        ],
        "layouts": [_layout(each) for each in asked],
    }


def _layout(group: LayoutGroup) -> Record:
    example = group.example
    signals = [each.model_dump(mode="json") for each in example.reading.signals]
    return {
        "message_id": example.message.message_id,
        "calls": len(group.calls),
        "text": example.message.text,
        "signals": signals,
        "accept": False,
    }


def _teaching(teaching: Teaching) -> Record:
    return teaching.model_dump(mode="json", exclude_defaults=True)


class AcceptedAnswers:
    """What a file accepts, to be held against what this run finds."""

    def __init__(self, path: Path) -> None:
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            self._teachings = [each["teaching"] for each in told["proposals"] if _yes(each)]
            self._layouts = {
                each["message_id"]: each["signals"] for each in told["layouts"] if _yes(each)
            }
        except OSError as error:
            raise InvalidInputError(f"{path}: cannot be read ({error.strerror})") from None
        except (ValueError, KeyError, TypeError) as error:
            raise InvalidInputError(f"{path}: is not what learn --json printed") from error

    def takes(self, teaching: Teaching) -> bool:
        return _teaching(teaching) in self._teachings

    def confirms(self, group: LayoutGroup) -> bool:
        """Only if it still reads as it was accepted."""
        found = _layout(group)
        return bool(self._layouts.get(found["message_id"]) == found["signals"])


def _yes(each: Record) -> bool:
    return each["accept"] is True
