"""The control methods over plain HTTP, JSON in and out, on loopback."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from decimal import InvalidOperation
from http import HTTPStatus
from typing import Any

from aiohttp import web

from sandbox.coinbase.control import CoinbaseControlRoutes
from signalfill.domain.errors import SignalfillError

type Method = Callable[..., dict[str, Any]]


def make_control_application(control: CoinbaseControlRoutes) -> web.Application:
    """POST bodies are the methods' arguments by name."""
    posts: dict[str, Method] = {
        "price": control.price,
        "prices": control.prices,
        "depth": control.depth,
        "candle": control.candles,
        "tape": control.tape,
        "fault": control.fault,
        "deposit": control.deposit,
        "withdrawal": control.withdrawal,
        "manual_sale": control.manual_sale,
        "permissions": control.permissions,
        "product": control.product,
        "reset_requests": control.reset_requests,
    }
    application = web.Application()
    for name, method in posts.items():
        application.router.add_post(f"/{name}", _handler(method))
    application.router.add_delete("/fault", _handler(control.clear_faults))
    application.router.add_get("/state", _handler(control.state))
    return application


def _handler(method: Method) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        try:
            arguments = json.loads(await request.read() or b"{}")
            return web.json_response(method(**arguments))
        except (ValueError, TypeError, KeyError, InvalidOperation, SignalfillError) as error:
            problem = {"error": type(error).__name__, "message": str(error)}
            return web.json_response(problem, status=HTTPStatus.BAD_REQUEST)

    return handle
