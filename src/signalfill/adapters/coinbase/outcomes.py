"""What each answer to a command means. Only an explicit no of the venue is a refusal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from signalfill.adapters.coinbase.reasons import (
    DUPLICATE_CLIENT_ORDER_ID,
    UNKNOWN_REASON,
    is_throttle,
    kind_of,
    message_of,
    parts_of,
    reason_of,
)
from signalfill.adapters.coinbase.replies import (
    HttpError,
    Json,
    NoAnswerError,
    as_list,
    as_object,
)
from signalfill.domain.order import Accepted, Outcome, Refused, Throttled, Unknown

_UNAUTHORIZED = 401
_FORBIDDEN = 403
_TOO_MANY_REQUESTS = 429
_SERVER_ERROR = 500
# Timeout, conflict, too early: the venue does not say that nothing happened.
_INCONCLUSIVE = frozenset({408, 409, 425})
_MISSING_SCOPES = "missing required scopes"
_CANCEL_UNDER_WAY = "DUPLICATE_CANCEL_REQUEST"


def refused_key(error: HttpError) -> str | None:
    """Why our key is refused; None where the answer does not say so."""
    if error.status == _UNAUTHORIZED:
        return "Coinbase refused the API key (HTTP 401)"
    details = str(error.body.get("error_details", "")).strip().lower()
    if error.status == _FORBIDDEN and details == _MISSING_SCOPES:
        return "the Coinbase API key lacks a permission (HTTP 403): it needs view and trade"
    return None


def failed(error: HttpError | NoAnswerError) -> Outcome:
    """The outcome of a command that was answered with an error, or not at all."""
    if isinstance(error, NoAnswerError):
        return Unknown(cause=error.cause)
    reason = reason_of(*parts_of(error.body))
    if error.status >= _SERVER_ERROR or error.status in _INCONCLUSIVE:
        return Unknown(cause=f"http_{error.status}")
    if error.status == _TOO_MANY_REQUESTS or is_throttle(reason):
        return Throttled(retry_after_seconds=error.retry_after_seconds)
    if not reason:
        return Unknown(cause=f"http_{error.status}")
    return _refused(reason, message_of(*parts_of(error.body)))


def placed(reply: Json, client_order_id: str) -> Outcome:
    """The outcome of create order.

    A repeated client order id is answered with the order that has it, or with a refusal. The first
    counts only if the order is ours. The second means that the order exists: it is searched for.
    """
    if reply.get("success") is False:
        parts = parts_of(reply)
        return _refused(reason_of(*parts) or UNKNOWN_REASON, message_of(*parts))
    order = next(
        (
            each
            for each in map(as_object, (reply.get("success_response"), reply.get("order"), reply))
            if each.get("order_id")
        ),
        None,
    )
    if order is None:
        return Unknown(cause="no_order_id")
    if order.get("client_order_id") != client_order_id:
        return Unknown(cause="other_client_order_id")
    return Accepted(
        venue_order_id=str(order["order_id"]),
        attached_order_id=order.get("attached_order_id") or None,
    )


def previewed(reply: Json) -> Refused | None:
    """The preview's `errs`; its `warning: ["UNKNOWN"]` means none."""
    errors = [str(each) for each in as_list(reply.get("errs")) if each]
    if not errors:
        return None
    reason = next((each for each in errors if not _is_unknown(each)), errors[0])
    return Refused(reason=reason, message=", ".join(errors), kind=kind_of(reason))


def _is_unknown(reason: str) -> bool:
    return reason.upper().removeprefix("PREVIEW_").startswith("UNKNOWN")


def edited(reply: Json, venue_order_id: str) -> Outcome:
    if reply.get("success") is True:
        return Accepted(venue_order_id=venue_order_id)
    if reply.get("success") is False:
        parts = parts_of(reply)
        return _refused(reason_of(*parts) or UNKNOWN_REASON, message_of(*parts))
    return Unknown(cause="no_success_field")


def canceled(reply: Json, venue_order_ids: Sequence[str]) -> Mapping[str, Outcome]:
    """One outcome for each id. An id that the answer leaves out is unknown."""
    results = {
        str(result.get("order_id")): result
        for result in map(as_object, as_list(reply.get("results")))
    }
    return {each: _canceled(results.get(each), each) for each in venue_order_ids}


def _canceled(result: Json | None, venue_order_id: str) -> Outcome:
    if result is None:
        return Unknown(cause="not_in_answer")
    reason = reason_of(result)
    if result.get("success") is True or reason == _CANCEL_UNDER_WAY:
        return Accepted(venue_order_id=venue_order_id)
    if result.get("success") is False:
        return _refused(reason or "UNKNOWN_CANCEL_FAILURE_REASON", message_of(result))
    return Unknown(cause="no_success_field")


def _refused(reason: str, message: str) -> Outcome:
    if is_throttle(reason):
        return Throttled()
    if reason.endswith(DUPLICATE_CLIENT_ORDER_ID):
        return Unknown(cause="duplicate_client_order_id")
    return Refused(reason=reason, message=message, kind=kind_of(reason))
