"""The one place that imports the Coinbase SDK: signed calls in, plain dictionaries out.

Only the SDK's generic get and post are used. Its typed classes raise TypeError on shapes that
the venue really sends, after the call had its effect.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from decimal import Decimal
from multiprocessing import AuthenticationError
from typing import Any

from coinbase.jwt_generator import build_rest_jwt
from coinbase.rest import RESTClient
from requests.exceptions import HTTPError

from signalfill.adapters.coinbase.key import ApiKey
from signalfill.adapters.coinbase.replies import HttpError, Json, NoAnswerError
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.values import decimal_or_none

TIMEOUT_SECONDS = (3.0, 10.0)
"""For connecting, and for each part of an answer."""

_UNAUTHORIZED = 401
# The wish is documented nowhere, and a function that sleeps longer loses its lease.
_LONGEST_RETRY_AFTER = Decimal(10)
# A connection that was kept alive too long dies like this (Lambda freezes between calls).
_STALE_CONNECTION = frozenset({"ConnectionError", "ChunkedEncodingError"})

# The SDK prints whole response bodies to stderr. `disabled` survives whatever handlers and
# levels a logging set-up gives to all known loggers later.
logging.getLogger("coinbase.RESTClient").disabled = True


class CoinbaseClient:
    """Signed HTTPS calls; without a key only the public endpoints answer.

    `renew_key` is asked once after a 401, so that a rotated key is picked up.

    Raises:
        InvalidInputError: the key cannot sign.
    """

    def __init__(
        self,
        *,
        base_url: str,
        key: ApiKey | None = None,
        ca_bundle: str | None = None,
        renew_key: Callable[[], ApiKey] | None = None,
        timeout_seconds: tuple[float, float] = TIMEOUT_SECONDS,
    ) -> None:
        self._base_url = base_url
        self._timeout_seconds = timeout_seconds
        self._ca_bundle = ca_bundle
        self._key = key
        self._renew_key = renew_key
        self._rest = self._connect(key)

    @property
    def has_key(self) -> bool:
        return self._key is not None

    def get(self, path: str, params: Mapping[str, object] | None = None) -> Json:
        """Reads; repeated once where the connection turned out to be dead."""
        try:
            return self._signed(lambda: self._get(path, params))
        except NoAnswerError as error:
            if error.cause not in _STALE_CONNECTION:
                raise
        return self._signed(lambda: self._get(path, params))

    def post(self, path: str, body: Mapping[str, object]) -> Json:
        """Sends a command once.

        After a 401, which means that it was not looked at, it is signed again.
        """
        return self._signed(lambda: _answer(lambda: self._rest.post(path, data=dict(body))))

    def _get(self, path: str, params: Mapping[str, object] | None) -> Json:
        query = dict(params or {})
        return _answer(lambda: self._rest.get(path, params=query, public=not self.has_key))

    def _signed(self, call: Callable[[], Json]) -> Json:
        try:
            return call()
        except HttpError as error:
            if error.status != _UNAUTHORIZED or self._key is None:
                raise
        self._take_renewed_key()
        return call()

    def _take_renewed_key(self) -> None:
        if self._renew_key is None:
            return
        key = self._renew_key()
        if key != self._key:
            self._rest, self._key = self._connect(key), key

    def _connect(self, key: ApiKey | None) -> RESTClient:
        if key is not None:
            _prove(key)
        # Keys are passed even where there are none: the SDK's defaults are read from the
        # environment when it is imported.
        rest = RESTClient(
            api_key=key.name if key else None,
            api_secret=key.private_key if key else None,
            base_url=self._base_url,
            timeout=self._timeout_seconds,  # type: ignore[arg-type] # requests takes both
        )
        if key is None:
            # The public endpoints answer from a cache of one second unless asked not to.
            rest.session.headers["cache-control"] = "no-cache"
        if self._ca_bundle is not None:
            # The CA variables of the environment would win over `verify`.
            rest.session.trust_env = False
            rest.session.verify = self._ca_bundle
        return rest


def _prove(key: ApiKey) -> None:
    try:
        build_rest_jwt("GET /", key.name, key.private_key)
    except Exception:  # noqa: BLE001 - the SDK raises Exception itself
        raise InvalidInputError(
            "the Coinbase privateKey cannot sign: an ECDSA P-256 or Ed25519 key is needed"
        ) from None


def _answer(call: Callable[[], Any]) -> Json:
    try:
        body = call()
    except HTTPError as error:
        raise _http_error(error) from None
    except AuthenticationError:
        raise HttpError(_UNAUTHORIZED, {}, retry_after_seconds=Decimal(1)) from None
    except Exception as error:  # noqa: BLE001 - whatever broke, the venue may have acted
        raise NoAnswerError(type(error).__name__) from None
    if not isinstance(body, dict):
        raise NoAnswerError("not_an_object")
    return body


def _http_error(error: HTTPError) -> HttpError:
    try:
        body = error.response.json()
    except ValueError:
        body = None
    seconds = decimal_or_none(error.response.headers.get("retry-after")) or Decimal(1)
    return HttpError(
        error.response.status_code,
        body if isinstance(body, dict) else {},
        retry_after_seconds=min(max(seconds, Decimal(1)), _LONGEST_RETRY_AFTER),
    )
