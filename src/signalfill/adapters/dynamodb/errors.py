"""What DynamoDB answers, in our words: the one place that knows its error codes."""

from __future__ import annotations

from collections.abc import Sequence

from botocore.exceptions import BotoCoreError, ClientError

from signalfill.domain.errors import InvalidInputError, RetryableError, SignalfillError

_BUSY = frozenset(
    {
        "InternalServerError",
        "LimitExceededException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ServiceUnavailable",
        "ThrottlingException",
        "TransactionConflictException",
        "TransactionInProgressException",
    }
)
_SERVER_ERROR = 500


class BusyError(RetryableError):
    """Nothing was written; the same request may succeed within milliseconds."""


def translate(
    error: ClientError | BotoCoreError, refusals: Sequence[SignalfillError] = ()
) -> SignalfillError:
    """The error to raise. `refusals[i]` is what a failed condition of the i-th write means."""
    if not isinstance(error, ClientError):
        return RetryableError(f"DynamoDB gave no answer ({type(error).__name__})")
    code = error.response["Error"]["Code"]
    if code == "TransactionCanceledException":
        reasons = error.response.get("CancellationReasons", [])
        return _canceled([reason.get("Code", "None") for reason in reasons], refusals)
    if code == "ConditionalCheckFailedException" and refusals:
        return refusals[0]
    if code in {"ValidationException", "ItemCollectionSizeLimitExceededException"}:
        return InvalidInputError(f"DynamoDB cannot store this ({code})")
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    if code in _BUSY or status >= _SERVER_ERROR:
        return BusyError(f"DynamoDB is busy ({code})")
    return RetryableError(f"DynamoDB refused ({code})")


def _canceled(codes: Sequence[str], refusals: Sequence[SignalfillError]) -> SignalfillError:
    for code, refusal in zip(codes, refusals, strict=False):
        if code == "ConditionalCheckFailed":
            return refusal
    if {"ValidationError", "ItemCollectionSizeLimitExceeded"} & set(codes):
        return InvalidInputError("DynamoDB cannot store this transaction")
    return BusyError(f"DynamoDB canceled the transaction ({', '.join(sorted(set(codes)))})")
