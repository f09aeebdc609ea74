"""The venue's words for a refusal, and what each means for the next step."""

from __future__ import annotations

from signalfill.adapters.coinbase.replies import Json, as_list, as_object
from signalfill.domain.order import RefusalKind

UNKNOWN_REASON = "UNKNOWN_FAILURE_REASON"
DUPLICATE_CLIENT_ORDER_ID = "DUPLICATE_CLIENT_ORDER_ID"

# The preview's word comes first: `error` is deprecated and often UNKNOWN while it knows.
_REASON_FIELDS = (
    "preview_failure_reason",
    "edit_failure_reason",
    "new_order_failure_reason",
    "failure_reason",
    "error",
    "id",
)
_MESSAGE_FIELDS = ("message", "error_details")
_LONGEST_MESSAGE = 200

_THROTTLED = frozenset({"RATE_LIMIT_EXCEEDED", "RESOURCE_EXHAUSTED"})
_CORRECTABLE = frozenset(
    {
        "INVALID_LIMIT_PRICE_POST_ONLY",
        "INVALID_BRACKET_PRICES",
        "STOP_PRICE_ABOVE_LAST_TRADE_PRICE",
        "STOP_PRICE_BELOW_LAST_TRADE_PRICE",
    }
)
_CORRECTABLE_ENDINGS = ("_PRECISION", "_TOO_SMALL", "_OUT_OF_BOUNDS", "_TOO_LOW", "_TOO_HIGH")
_TRANSIENT = frozenset(
    {
        "MISSING_PRODUCT_PRICE_BOOK",
        "MISSING_MARKET_TRADE_DATA",
        "INVALID_NO_LIQUIDITY",
        "ORDER_IS_ALREADY_BEING_REPLACED",
        "ORDER_IS_BEING_REPLACED",
        "TOO_MANY_PENDING_REPLACES",
    }
)
_TRANSIENT_BEGINNINGS = ("COMMANDER_REJECTED_", "UNKNOWN_")


def reason_of(*answers: Json) -> str:
    """The most telling reason in the answers; "" where they name none."""
    words = [str(answer[name]) for answer in answers for name in _REASON_FIELDS if answer.get(name)]
    telling = (word for word in words if not word.upper().startswith("UNKNOWN"))
    return next(telling, words[0] if words else "")


def message_of(*answers: Json) -> str:
    words = (
        str(answer[name]) for answer in answers for name in _MESSAGE_FIELDS if answer.get(name)
    )
    return next(words, "")[:_LONGEST_MESSAGE]


def parts_of(body: Json) -> tuple[Json, ...]:
    """The objects of a failed answer that may hold a reason, innermost first.

    `errors` is a list in the documents and an object in the field.
    """
    errors = body.get("errors")
    inner = as_list(errors) if isinstance(errors, list) else [errors]
    found = (body.get("error_response"), *inner, body)
    return tuple(as_object(each) for each in found)


def is_throttle(reason: str) -> bool:
    return reason.upper() in _THROTTLED


def kind_of(reason: str) -> RefusalKind:
    """Whether to correct and send anew, try later, or give up.

    A reason not in the lists is final.
    """
    word = reason.upper().removeprefix("PREVIEW_")
    if word in _CORRECTABLE or word.endswith(_CORRECTABLE_ENDINGS):
        return RefusalKind.CORRECTABLE
    if word in _TRANSIENT or word.startswith(_TRANSIENT_BEGINNINGS):
        return RefusalKind.TRANSIENT
    return RefusalKind.FINAL
