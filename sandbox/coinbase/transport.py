"""HTTPS in front of the exchange: tokens, throttling, faults of the wire."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from aiohttp import web

from sandbox.coinbase import (
    account_routes,
    change_routes,
    market_routes,
    order_routes,
    read_routes,
)
from sandbox.coinbase.exchange import Exchange, LoggedRequest
from sandbox.coinbase.known_fields import check_fields
from sandbox.coinbase.messages import Answer, ApiError, VenueCall

type Route = Callable[[Exchange, VenueCall], Answer]

API = "/api/v3/brokerage"
PRIVATE: tuple[tuple[str, str, Route], ...] = (
    ("POST", "/orders", order_routes.create),
    ("POST", "/orders/preview", order_routes.preview),
    ("POST", "/orders/edit", change_routes.edit),
    ("POST", "/orders/edit_preview", change_routes.preview_edit),
    ("POST", "/orders/batch_cancel", change_routes.batch_cancel),
    ("POST", "/orders/close_position", change_routes.close_position),
    ("GET", "/orders/historical/batch", read_routes.list_orders),
    ("GET", "/orders/historical/fills", read_routes.list_fills),
    ("GET", "/orders/historical/{order_id}", read_routes.get_order),
    ("GET", "/accounts", account_routes.list_accounts),
    ("GET", "/accounts/{account_id}", account_routes.get_account),
    ("GET", "/portfolios", account_routes.portfolios),
    ("GET", "/portfolios/{portfolio_uuid}", account_routes.portfolio_breakdown),
    ("POST", "/portfolios", account_routes.no_transfers),
    ("POST", "/portfolios/move_funds", account_routes.no_transfers),
    ("GET", "/cfm/{rest:.*}", account_routes.no_futures),
    ("GET", "/transaction_summary", account_routes.transaction_summary),
    ("GET", "/key_permissions", account_routes.key_permissions),
    ("GET", "/best_bid_ask", market_routes.best_bid_ask),
    ("GET", "/product_book", market_routes.product_book),
    ("GET", "/products", market_routes.list_products),
    ("GET", "/products/{product_id}", market_routes.get_product),
    ("GET", "/products/{product_id}/candles", market_routes.candles),
    ("GET", "/products/{product_id}/ticker", market_routes.ticker),
)
PUBLIC: tuple[tuple[str, str, Route], ...] = (
    ("GET", "/time", account_routes.server_time),
    ("GET", "/market/product_book", market_routes.product_book),
    ("GET", "/market/products", market_routes.list_products),
    ("GET", "/market/products/{product_id}", market_routes.get_product),
    ("GET", "/market/products/{product_id}/candles", market_routes.candles),
    ("GET", "/market/products/{product_id}/ticker", market_routes.ticker),
)
THROTTLED_PAGE = f"<!DOCTYPE html><html><body>{'<p>Too many requests</p>' * 200}</body></html>"
THROTTLED = {"errors": [{"id": "rate_limit_exceeded", "message": "Too many requests"}]}
BROKEN = {"error": "internal_server_error", "error_details": "", "message": "try again"}


class ConnectionDroppedError(Exception):
    """The fault says: break the connection instead of answering."""


def make_application(exchange: Exchange) -> web.Application:
    application = web.Application()
    for is_private, routes in ((True, PRIVATE), (False, PUBLIC)):
        for method, path, route in routes:
            handler = _handler(exchange, route, is_private=is_private)
            application.router.add_route(method, API + path, handler)
    nothing_here = _handler(exchange, account_routes.no_such_path, is_private=False)
    application.router.add_route("*", "/{path:.*}", nothing_here)
    return application


def _handler(exchange: Exchange, route: Route, *, is_private: bool) -> Callable[[web.Request], Any]:
    async def handle(request: web.Request) -> web.StreamResponse:
        raw = await request.read()
        latency = float(exchange.faults.setting("latency"))
        if latency:
            await asyncio.sleep(latency)
        with exchange.lock:
            name = "rate_limit" if is_private else "rate_limit_public"
            limiter, limit = exchange.limiters[name], exchange.faults.setting(name)
            admitted = limiter.admits(exchange.now(), limit)
            answer = (
                _answer(exchange, route, request, raw, is_private=is_private)
                if admitted
                else _throttled()
            )
            headers = limiter.headers(limit)
        if answer is None:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        return _response(answer, headers)

    return handle


def _answer(
    exchange: Exchange, route: Route, request: web.Request, raw: bytes, *, is_private: bool
) -> Answer | None:
    """None where the connection is to break."""
    body = _json_object(raw)
    answer: Answer | None
    try:
        answer = _authorized(exchange, request) if is_private else None
        if answer is None:
            answer = _called(exchange, route, request, body)
    except ConnectionDroppedError:
        answer = None
    exchange.log(
        LoggedRequest(
            at=exchange.now(),
            method=request.method,
            path=request.path,
            query=request.query_string,
            status=0 if answer is None else answer.status,
            body=body,
        )
    )
    return answer


def _json_object(raw: bytes) -> Mapping[str, Any]:
    try:
        body = json.loads(raw or b"{}")
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _authorized(exchange: Exchange, request: web.Request) -> Answer | None:
    """A refusal in plain text, as the venue's gateway gives it."""
    uri = f"{request.method} {request.host}{request.path}"
    authorization = request.headers.get("Authorization")
    good = exchange.key.accepts(authorization, uri, exchange.token_time())
    if good and not exchange.faults.take_at("unauthorized", request.path):
        return None
    return Answer(status=HTTPStatus.UNAUTHORIZED, text="Unauthorized", content_type="text/plain")


def _called(
    exchange: Exchange, route: Route, request: web.Request, body: Mapping[str, Any]
) -> Answer:
    path = request.path
    faults = exchange.faults
    early = _before(exchange, path)
    if early is not None:
        return early
    query = {name: request.query.getall(name) for name in request.query}
    call = VenueCall(request.method, path, dict(request.match_info), query, body)
    exchange.advance()
    try:
        check_fields(path, body)
        answer = route(exchange, call)
    except ApiError as error:
        return error.answer
    if request.method == "POST" and faults.take_at("drop_response_after_accept", path):
        raise ConnectionDroppedError
    if request.method == "POST" and faults.take_at("5xx_after_accept", path):
        return Answer(BROKEN, status=HTTPStatus.BAD_GATEWAY)
    if request.method == "POST" and faults.take_at("not_json_after_accept", path):
        return Answer(text="")
    return answer


def _before(exchange: Exchange, path: str) -> Answer | None:
    faults = exchange.faults
    if faults.take_at("drop_before_accept", path):
        raise ConnectionDroppedError
    if faults.take_at("5xx", path):
        return Answer(BROKEN, status=HTTPStatus.SERVICE_UNAVAILABLE)
    if faults.take_at("429_html", path):
        status = HTTPStatus.TOO_MANY_REQUESTS
        return Answer(status=status, text=THROTTLED_PAGE, content_type="text/html")
    if faults.take_at("429_json", path):
        return _throttled()
    return None


def _throttled() -> Answer:
    return Answer(THROTTLED, status=HTTPStatus.TOO_MANY_REQUESTS, headers={"retry-after": "1"})


def _response(answer: Answer, headers: Mapping[str, str]) -> web.Response:
    text = answer.text
    if text is None:
        text = json.dumps(answer.payload, separators=(",", ":"))
    return web.Response(
        status=answer.status,
        body=text.encode(),
        content_type=answer.content_type,
        charset="utf-8",
        headers={**headers, **answer.headers},
    )
