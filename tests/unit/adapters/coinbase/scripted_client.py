from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from signalfill.adapters.coinbase.market import API
from signalfill.adapters.coinbase.replies import HttpError, Json, NoAnswerError

type Answer = dict[str, Any] | HttpError | NoAnswerError


def http_error(status: int, **body: object) -> HttpError:
    return HttpError(status, body, retry_after_seconds=Decimal(1))


class ScriptedClient:
    """Answers each path from its own script; the last answer is given for ever."""

    def __init__(self, *, has_key: bool = True) -> None:
        self._has_key = has_key
        self._scripts: dict[str, list[Answer]] = defaultdict(list)
        self.calls: list[tuple[str, dict[str, Any]]] = []

    @property
    def has_key(self) -> bool:
        return self._has_key

    def script(self, path: str, *answers: Answer) -> None:
        self._scripts[path] = list(answers)

    def get(self, path: str, params: Mapping[str, object] | None = None) -> Json:
        return self._answer(path, params or {})

    def post(self, path: str, body: Mapping[str, object]) -> Json:
        return self._answer(path, body)

    def sent(self, path: str) -> list[dict[str, Any]]:
        return [content for called, content in self.calls if called == f"{API}{path}"]

    def _answer(self, path: str, content: Mapping[str, object]) -> Json:
        self.calls.append((path, dict(content)))
        script = self._scripts[path.removeprefix(API)]
        if not script:
            raise AssertionError(f"no answer scripted for {path}")
        answer = script.pop(0) if len(script) > 1 else script[0]
        if isinstance(answer, Exception):
            raise answer
        return answer
