"""Which fields a request may have: the venue's gateway refuses all others (HTTP 400).

Seen live in August 2026. An option that a client invents is an error at once, and does not wait
until it would have mattered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sandbox.coinbase.messages import ApiError

type Known = Mapping[str, Known | None]
"""Fields and what they may hold; None: a plain value."""


def _plain(*names: str) -> dict[str, Known | None]:
    return dict.fromkeys(names)


_SIZES = ("base_size", "quote_size")
_ROUTED = ("rfq_enabled", "rfq_disabled", "reduce_only")
_LIMIT = _plain(*_SIZES, *_ROUTED, "limit_price")
_STOP = _plain(*_ROUTED, "base_size", "limit_price", "stop_price", "stop_direction")
_BRACKET = _plain(*_ROUTED, "base_size", "limit_price", "stop_trigger_price")
_END = _plain("end_time")
_POST = _plain("post_only")
_CONFIGURATIONS: Known = {
    "market_market_ioc": _plain(*_SIZES, *_ROUTED),
    "market_market_fok": _plain(*_SIZES, *_ROUTED),
    "sor_limit_ioc": _LIMIT,
    "limit_limit_gtc": {**_LIMIT, **_POST},
    "limit_limit_gtd": {**_LIMIT, **_POST, **_END},
    "limit_limit_fok": _LIMIT,
    "twap_limit_gtd": {
        **_LIMIT,
        **_END,
        **_plain("start_time", "number_buckets", "bucket_size", "bucket_duration"),
    },
    "stop_limit_stop_limit_gtc": _STOP,
    "stop_limit_stop_limit_gtd": {**_STOP, **_END},
    "trigger_bracket_gtc": _BRACKET,
    "trigger_bracket_gtd": {**_BRACKET, **_END},
    "scaled_limit_gtc": {
        **_plain(*_SIZES, "num_orders", "min_price", "max_price"),
        **_plain("price_distribution", "size_distribution", "size_diff", "size_ratio"),
        "orders": {**_LIMIT, **_POST},
    },
}
_ORDER: Known = {
    **_plain("product_id", "side", "leverage", "margin_type", "retail_portfolio_id"),
    **_plain("sor_preference", "cost_basis_method"),
    "prediction_metadata": _plain("prediction_side"),
    "equity_order_metadata": {},
    "order_configuration": _CONFIGURATIONS,
    "attached_order_configuration": _CONFIGURATIONS,
}
_EDIT = _plain("order_id", "price", "size", "stop_price")
KNOWN: dict[str, Known] = {
    "/orders": {**_ORDER, **_plain("client_order_id", "preview_id")},
    "/orders/preview": {**_ORDER, **_plain("is_max", "tradable_balance", "skip_fcm_risk_check")},
    "/orders/edit": _EDIT,
    "/orders/edit_preview": _EDIT,
    "/orders/batch_cancel": _plain("order_ids"),
    "/orders/close_position": _plain("client_order_id", "product_id", "size"),
}
"""By the end of the path. Other calls with a body do nothing here."""


def check_fields(path: str, body: Mapping[str, Any]) -> None:
    """Names may be written in either way, `base_size` and `baseSize`, as its gateway takes both.

    Raises:
        ApiError: the venue knows no such field there.
    """
    known = next((fields for end, fields in KNOWN.items() if path.endswith(end)), None)
    if known is not None:
        _check(body, known)


def _check(value: object, known: Known) -> None:
    if isinstance(value, list):
        for each in value:
            _check(each, known)
    if not isinstance(value, Mapping):
        return
    for name, held in value.items():
        snake = re.sub("[A-Z]", lambda found: f"_{found[0].lower()}", name)
        if snake not in known:
            raise ApiError.invalid_argument(f'proto: unknown field "{name}"')
        inner = known[snake]
        if inner is not None:
            _check(held, inner)
