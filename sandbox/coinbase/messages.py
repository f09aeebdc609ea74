"""A request and an answer without their transport."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any


@dataclass(frozen=True, slots=True)
class VenueCall:
    """`query` keeps repeated keys; `parts` are the variable parts of the path."""

    method: str
    path: str
    parts: Mapping[str, str]
    query: Mapping[str, Sequence[str]]
    body: Mapping[str, Any]

    def one(self, name: str, default: str = "") -> str:
        values = self.query.get(name) or [default]
        return values[-1]

    def many(self, name: str) -> set[str]:
        return set(self.query.get(name) or ())

    def number(self, name: str, default: int) -> int:
        text = self.one(name)
        if not text:
            return default
        if not text.isdigit():
            raise ApiError.invalid_argument(f"{name} is not a number")
        return int(text)


@dataclass(frozen=True, slots=True)
class Answer:
    """`payload` is JSON, except where `text` is given."""

    payload: Any = None
    status: int = HTTPStatus.OK
    text: str | None = None
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


class ApiError(Exception):
    """An HTTP error in the gateway's own shape."""

    def __init__(self, status: HTTPStatus, error: str, details: str) -> None:
        super().__init__(details)
        self.answer = Answer(
            {"error": error, "error_details": details, "message": details}, status=status
        )

    @classmethod
    def invalid_argument(cls, details: str) -> ApiError:
        return cls(HTTPStatus.BAD_REQUEST, "INVALID_ARGUMENT", details)

    @classmethod
    def not_found(cls, details: str) -> ApiError:
        return cls(HTTPStatus.NOT_FOUND, "NOT_FOUND", details)

    @classmethod
    def not_entitled(cls) -> ApiError:
        """The portfolio may not use this product: not the key's fault."""
        details = "the portfolio is not entitled to this product"
        return cls(HTTPStatus.FORBIDDEN, "PERMISSION_DENIED", details)

    @classmethod
    def missing_scopes(cls) -> ApiError:
        return cls(HTTPStatus.FORBIDDEN, "PERMISSION_DENIED", "Missing required scopes")
