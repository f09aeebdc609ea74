"""The table of what every answer to a command means, row by row."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from signalfill.adapters.coinbase.outcomes import canceled, edited, failed, placed, refused_key
from signalfill.adapters.coinbase.replies import HttpError, NoAnswerError
from signalfill.domain.order import Accepted, Outcome, RefusalKind, Refused, Throttled, Unknown
from tests.unit.adapters.coinbase.payloads import CLIENT_ORDER_ID, ORDER_ID, created, refused


def http(status: int, body: dict[str, Any] | None = None, retry_after: int = 1) -> HttpError:
    return HttpError(status, body or {}, retry_after_seconds=Decimal(retry_after))


def place(reply: dict[str, Any]) -> Outcome:
    return placed(reply, CLIENT_ORDER_ID)


def refusal(outcome: Outcome) -> Refused:
    assert isinstance(outcome, Refused)
    return outcome


@pytest.mark.parametrize(
    "cause", ["ReadTimeout", "ConnectionError", "JSONDecodeError", "TypeError", "SSLError"]
)
def test_no_usable_answer_is_unknown(cause: str) -> None:
    assert failed(NoAnswerError(cause)) == Unknown(cause=cause)


@pytest.mark.parametrize("status", [500, 502, 503, 504, 520, 408, 409])
def test_a_server_error_or_conflict_is_unknown_whatever_its_body_says(status: int) -> None:
    body = {"error": "RESOURCE_EXHAUSTED", "message": "internal_server_error"}
    assert failed(http(status, body)) == Unknown(cause=f"http_{status}")


@pytest.mark.parametrize("status", [400, 403, 404])
def test_an_error_page_of_some_gateway_is_unknown(status: int) -> None:
    assert failed(http(status)) == Unknown(cause=f"http_{status}")


def test_too_many_requests_as_json_is_throttled() -> None:
    body = {"errors": [{"id": "rate_limit_exceeded", "message": "Too many requests"}]}
    assert failed(http(429, body)) == Throttled()


def test_too_many_requests_as_a_page_is_throttled_for_as_long_as_it_asks() -> None:
    assert failed(http(429, retry_after=7)) == Throttled(retry_after_seconds=Decimal(7))


@pytest.mark.parametrize("reason", ["RATE_LIMIT_EXCEEDED", "resource_exhausted"])
def test_a_throttle_in_words_is_throttled(reason: str) -> None:
    answer = http(400, {"error": reason}, retry_after=7)
    assert failed(answer) == Throttled(retry_after_seconds=Decimal(7))


def test_a_throttle_inside_a_refusal_is_throttled() -> None:
    assert place(refused(new_order_failure_reason="RATE_LIMIT_EXCEEDED")) == Throttled()


def test_unauthorized_is_the_keys_fault() -> None:
    assert refused_key(http(401)) is not None


def test_missing_scopes_are_the_keys_fault() -> None:
    body = {"error": "PERMISSION_DENIED", "error_details": "Missing required scopes"}
    assert refused_key(http(403, body)) is not None


def test_a_product_we_are_not_entitled_to_is_not_the_keys_fault() -> None:
    assert refused_key(http(403, {"error": "PERMISSION_DENIED", "error_details": "fcm"})) is None


def test_a_product_we_are_not_entitled_to_is_refused_for_good() -> None:
    outcome = refusal(failed(http(403, {"error": "PERMISSION_DENIED", "message": "no futures"})))
    assert (outcome.reason, outcome.kind) == ("PERMISSION_DENIED", RefusalKind.FINAL)


def test_an_invalid_argument_is_refused_for_good() -> None:
    outcome = refusal(failed(http(400, {"error": "INVALID_ARGUMENT", "message": "bad side"})))
    assert outcome == Refused(reason="INVALID_ARGUMENT", message="bad side")


@pytest.mark.parametrize(
    "reason",
    [
        "INVALID_SIZE_PRECISION",
        "PREVIEW_INVALID_PRICE_PRECISION",
        "INVALID_ATTACHED_STOP_LOSS_PRICE_PRECISION",
        "PREVIEW_INVALID_BASE_SIZE_TOO_SMALL",
        "PREVIEW_INVALID_QUOTE_SIZE_TOO_SMALL",
        "INVALID_LIMIT_PRICE_POST_ONLY",
        "PREVIEW_STOP_PRICE_ABOVE_LAST_TRADE_PRICE",
        "PREVIEW_STOP_PRICE_BELOW_LAST_TRADE_PRICE",
        "BRACKET_LIMIT_PRICE_OUT_OF_BOUNDS",
        "PREVIEW_STOP_TRIGGER_PRICE_OUT_OF_BOUNDS",
        "STOP_LOSS_PRICE_TOO_HIGH",
        "PREVIEW_TAKE_PROFIT_PRICE_TOO_LOW",
        "PREVIEW_INVALID_BRACKET_PRICES",
    ],
)
def test_what_other_numbers_would_mend_is_correctable(reason: str) -> None:
    outcome = refusal(place(refused(preview_failure_reason=reason)))
    assert (outcome.reason, outcome.kind) == (reason, RefusalKind.CORRECTABLE)


@pytest.mark.parametrize(
    "reason",
    [
        "PREVIEW_MISSING_PRODUCT_PRICE_BOOK",
        "INVALID_NO_LIQUIDITY",
        "COMMANDER_REJECTED_NEW_ORDER",
        "ORDER_IS_ALREADY_BEING_REPLACED",
        "UNKNOWN_FAILURE_REASON",
    ],
)
def test_what_the_venue_may_take_a_moment_later_is_transient(reason: str) -> None:
    outcome = refusal(place(refused(new_order_failure_reason=reason)))
    assert outcome.kind is RefusalKind.TRANSIENT


@pytest.mark.parametrize(
    "reason",
    [
        "INSUFFICIENT_FUND",
        "PREVIEW_INSUFFICIENT_FUND",
        "INVALID_PRODUCT_ID",
        "UNSUPPORTED_ORDER_CONFIGURATION",
        "ORDER_ENTRY_DISABLED",
        "UNTRADABLE_PRODUCT",
        "TRADING_DISABLED",
        "PRODUCT_TRADING_HALTED",
        "GEOFENCING_RESTRICTION",
        "BRACKET_ORDER_NOT_SUPPORTED",
        "A_REASON_OF_NEXT_YEAR",
    ],
)
def test_what_cannot_be_mended_and_what_we_do_not_know_is_final(reason: str) -> None:
    outcome = refusal(place(refused(new_order_failure_reason=reason, error=reason)))
    assert (outcome.reason, outcome.kind) == (reason, RefusalKind.FINAL)


def test_the_previews_reason_is_read_before_all_others() -> None:
    reply = refused(
        preview_failure_reason="PREVIEW_INVALID_BASE_SIZE_TOO_LARGE",
        new_order_failure_reason="INVALID_REQUEST",
        error="INVALID_REQUEST",
    )
    assert refusal(place(reply)).reason == "PREVIEW_INVALID_BASE_SIZE_TOO_LARGE"


def test_an_unknown_reason_never_hides_the_one_that_knows() -> None:
    reply = refused(error="INSUFFICIENT_FUND")
    assert refusal(place(reply)).reason == "INSUFFICIENT_FUND"


def test_the_message_is_kept_when_no_reason_is_named() -> None:
    reply = refused(message="account is not available")
    assert refusal(place(reply)).message == "account is not available"


def test_a_refusal_without_any_reason_is_still_a_refusal() -> None:
    outcome = refusal(place({"success": False, "error_response": None}))
    assert (outcome.reason, outcome.kind) == ("UNKNOWN_FAILURE_REASON", RefusalKind.TRANSIENT)


def test_an_order_that_the_venue_took_is_accepted() -> None:
    assert place(created()) == Accepted(venue_order_id=ORDER_ID)


def test_the_attached_childs_id_is_kept() -> None:
    assert place(created(attached_order_id="child")) == Accepted(
        venue_order_id=ORDER_ID, attached_order_id="child"
    )


def test_the_older_shape_with_a_harmless_unknown_reason_is_accepted() -> None:
    reply = created() | {"order_id": ORDER_ID, "failure_reason": "UNKNOWN_FAILURE_REASON"}
    assert place(reply) == Accepted(venue_order_id=ORDER_ID)


OURS = {"order_id": ORDER_ID, "client_order_id": CLIENT_ORDER_ID}


@pytest.mark.parametrize(
    "reply", [{"order": OURS}, {"success": True, **OURS}, OURS], ids=["inner", "flat", "bare"]
)
def test_a_repeated_id_answered_with_our_own_order_is_accepted(reply: dict[str, object]) -> None:
    """How the original is returned is not documented."""
    assert place(reply) == Accepted(venue_order_id=ORDER_ID)


def test_an_order_with_another_id_than_ours_is_unknown() -> None:
    assert place(created(client_order_id="other")) == Unknown(cause="other_client_order_id")


@pytest.mark.parametrize(
    "outcome",
    [
        placed(refused(new_order_failure_reason="DUPLICATE_CLIENT_ORDER_ID"), CLIENT_ORDER_ID),
        placed(
            refused(preview_failure_reason="PREVIEW_DUPLICATE_CLIENT_ORDER_ID"), CLIENT_ORDER_ID
        ),
        failed(http(400, {"error": "DUPLICATE_CLIENT_ORDER_ID"})),
    ],
)
def test_a_repeated_id_that_is_refused_means_that_the_order_must_be_searched(
    outcome: Outcome,
) -> None:
    assert outcome == Unknown(cause="duplicate_client_order_id")


@pytest.mark.parametrize(
    "reply",
    [{}, {"success": True}, {"success": True, "success_response": None}, {"success": None}],
)
def test_a_success_without_an_order_id_is_unknown(reply: dict[str, Any]) -> None:
    assert place(reply) == Unknown(cause="no_order_id")


def test_an_edit_that_the_venue_took_is_accepted() -> None:
    assert edited({"success": True, "errors": []}, "o1") == Accepted(venue_order_id="o1")


@pytest.mark.parametrize("in_list", [True, False])
def test_an_edits_reason_is_found_in_a_list_and_in_an_object(in_list: bool) -> None:
    error = {
        "edit_failure_reason": "CANNOT_EDIT_TRIGGERED_ORDER",
        "preview_failure_reason": "UNKNOWN_PREVIEW_FAILURE_REASON",
    }
    reply = {"success": False, "errors": [error] if in_list else error}
    assert refusal(edited(reply, "o1")).reason == "CANNOT_EDIT_TRIGGERED_ORDER"


def test_an_edit_refused_with_null_errors_is_refused() -> None:
    assert refusal(edited({"success": False, "errors": None}, "o1")).kind is RefusalKind.TRANSIENT


def test_an_edit_answered_without_success_or_refusal_is_unknown() -> None:
    assert edited({}, "o1") == Unknown(cause="no_success_field")


def canceled_one(**result: object) -> Outcome:
    return canceled({"results": [{"order_id": "o1", **result}]}, ["o1"])["o1"]


def test_a_cancel_that_the_venue_took_is_accepted_despite_its_unknown_reason() -> None:
    outcome = canceled_one(success=True, failure_reason="UNKNOWN_CANCEL_FAILURE_REASON")
    assert outcome == Accepted(venue_order_id="o1")


def test_a_cancel_that_is_under_way_already_is_accepted() -> None:
    outcome = canceled_one(success=False, failure_reason="DUPLICATE_CANCEL_REQUEST")
    assert outcome == Accepted(venue_order_id="o1")


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("ORDER_IS_FULLY_FILLED", RefusalKind.FINAL),
        ("UNKNOWN_CANCEL_ORDER", RefusalKind.TRANSIENT),
        ("COMMANDER_REJECTED_CANCEL_ORDER", RefusalKind.TRANSIENT),
        ("ORDER_IS_BEING_REPLACED", RefusalKind.TRANSIENT),
    ],
)
def test_a_cancel_is_refused_order_by_order(reason: str, kind: RefusalKind) -> None:
    outcome = refusal(canceled_one(success=False, failure_reason=reason))
    assert (outcome.reason, outcome.kind) == (reason, kind)


@pytest.mark.parametrize("reply", [{}, {"results": None}, {"results": []}])
def test_an_order_that_the_cancels_answer_leaves_out_is_unknown(reply: dict[str, Any]) -> None:
    assert canceled(reply, ["o1"]) == {"o1": Unknown(cause="not_in_answer")}


def test_a_cancel_answered_without_success_or_refusal_is_unknown() -> None:
    assert canceled_one() == Unknown(cause="no_success_field")
