"""The real SDK over a transport that never leaves the process."""

from __future__ import annotations

import base64
import io
import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

import pytest
import requests
from coinbase.rest import RESTClient
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict

from signalfill.adapters.coinbase.client import CoinbaseClient
from signalfill.adapters.coinbase.key import ApiKey
from signalfill.adapters.coinbase.replies import HttpError, NoAnswerError

SEED = base64.b64encode(b"s3cret-seed-of-thirty-two-bytes!").decode()
KEY = ApiKey(name="organizations/o1/apiKeys/k1", private_key=SEED)
OTHER_KEY = ApiKey(name="organizations/o1/apiKeys/k2", private_key=SEED)


class Wire(BaseAdapter):
    """Gives prepared answers; the last one for ever."""

    def __init__(self, *answers: requests.Response | Exception) -> None:
        super().__init__()
        self.answers = list(answers)
        self.requests: list[requests.PreparedRequest] = []

    def send(self, request: requests.PreparedRequest, **_: object) -> requests.Response:  # type: ignore[override] # options unused
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        answer.request = request
        answer.url = str(request.url)
        return answer

    def close(self) -> None:
        """Nothing was opened."""


def response(status: int, text: str, headers: Mapping[str, str] | None = None) -> requests.Response:
    answer = requests.Response()
    answer.status_code = status
    answer._content = text.encode()
    answer.headers = CaseInsensitiveDict(headers or {})
    return answer


def client_over(
    wire: Wire,
    *,
    key: ApiKey | None = KEY,
    ca_bundle: str | None = None,
    renew_key: Callable[[], ApiKey] | None = None,
) -> CoinbaseClient:
    client = CoinbaseClient(
        base_url="localhost:8443", key=key, ca_bundle=ca_bundle, renew_key=renew_key
    )
    client._rest.session.mount("https://", wire)
    return client


def claims_of(request: requests.PreparedRequest) -> dict[str, Any]:
    token = request.headers["Authorization"].removeprefix("Bearer ")
    payload = token.split(".")[1]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=="))
    return claims


def test_an_answer_is_the_plain_dictionary() -> None:
    assert client_over(Wire(response(200, '{"fills": null}'))).get("/x") == {"fills": None}


def test_the_signature_names_method_and_path_without_the_query() -> None:
    wire = Wire(response(200, "{}"))
    client_over(wire).get("/api/v3/brokerage/accounts", {"limit": 250})
    assert claims_of(wire.requests[0])["uri"] == "GET localhost:8443/api/v3/brokerage/accounts"


def test_without_a_key_nothing_is_signed() -> None:
    wire = Wire(response(200, "{}"))
    client_over(wire, key=None).get("/market")
    assert "Authorization" not in wire.requests[0].headers


def test_without_a_key_a_command_is_refused_before_it_leaves() -> None:
    wire = Wire(response(200, "{}"))
    with pytest.raises(HttpError) as caught:
        client_over(wire, key=None).post("/orders", {})
    assert (caught.value.status, wire.requests) == (401, [])


def test_every_call_has_a_time_limit() -> None:
    assert str(client_over(Wire())._rest.timeout) == "(3.0, 10.0)"


def test_the_given_authorities_are_the_only_ones_trusted() -> None:
    session = client_over(Wire(), ca_bundle="ca.pem")._rest.session
    assert (session.verify, session.trust_env) == ("ca.pem", False)


@pytest.mark.parametrize(
    ("failure", "cause"),
    [
        (requests.ReadTimeout(), "ReadTimeout"),
        (requests.ConnectTimeout(), "ConnectTimeout"),
        (requests.ConnectionError(), "ConnectionError"),
        (requests.exceptions.SSLError(), "SSLError"),
        (TypeError(), "TypeError"),
        (response(200, ""), "JSONDecodeError"),
        (response(200, "<html>"), "JSONDecodeError"),
        (response(200, "[]"), "not_an_object"),
    ],
)
def test_a_command_without_a_usable_answer_is_sent_once(
    failure: requests.Response | Exception, cause: str
) -> None:
    wire = Wire(failure)
    with pytest.raises(NoAnswerError) as caught:
        client_over(wire).post("/orders", {"client_order_id": "sf1-1"})
    assert (caught.value.cause, len(wire.requests)) == (cause, 1)


def test_a_read_over_a_dead_connection_is_repeated_once() -> None:
    wire = Wire(requests.ConnectionError(), response(200, '{"ok": true}'))
    assert client_over(wire).get("/x") == {"ok": True}


def test_a_read_that_timed_out_is_not_repeated() -> None:
    wire = Wire(requests.ReadTimeout())
    with pytest.raises(NoAnswerError):
        client_over(wire).get("/x")
    assert len(wire.requests) == 1


def test_an_error_keeps_its_status_and_json() -> None:
    wire = Wire(response(403, '{"error": "PERMISSION_DENIED"}'))
    with pytest.raises(HttpError) as caught:
        client_over(wire).get("/x")
    assert (caught.value.status, caught.value.body) == (403, {"error": "PERMISSION_DENIED"})


def test_an_error_page_travels_no_further() -> None:
    wire = Wire(response(429, "<html>" + "x" * 10_000, {"Retry-After": "7"}))
    with pytest.raises(HttpError) as caught:
        client_over(wire).get("/x")
    assert (str(caught.value), caught.value.body) == ("HTTP 429", {})


@pytest.mark.parametrize(
    ("header", "seconds"), [("7", 7), ("9999", 10), ("0", 1), ("soon", 1), ("", 1)]
)
def test_the_venues_wish_to_wait_is_kept_within_ten_seconds(header: str, seconds: int) -> None:
    wire = Wire(response(429, "", {"Retry-After": header}))
    with pytest.raises(HttpError) as caught:
        client_over(wire).get("/x")
    assert caught.value.retry_after_seconds == seconds


def test_a_401_is_signed_anew_once() -> None:
    wire = Wire(response(401, "Unauthorized"), response(200, '{"ok": true}'))
    assert client_over(wire).post("/orders", {}) == {"ok": True}
    first, second = (request.headers["Authorization"] for request in wire.requests)
    assert first != second


def test_a_second_401_is_an_answer() -> None:
    wire = Wire(response(401, "Unauthorized"))
    with pytest.raises(HttpError) as caught:
        client_over(wire).post("/orders", {})
    assert (caught.value.status, len(wire.requests)) == (401, 2)


def test_after_a_401_a_rotated_key_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    wire = Wire(response(401, "Unauthorized"), response(200, '{"ok": true}'))
    client = client_over(wire, renew_key=lambda: OTHER_KEY)
    connect = client._connect

    def connected(key: ApiKey | None) -> RESTClient:
        rest = connect(key)
        rest.session.mount("https://", wire)
        return rest

    monkeypatch.setattr(client, "_connect", connected)
    client.get("/x")
    assert claims_of(wire.requests[1])["sub"] == OTHER_KEY.name


def test_keys_in_the_environment_are_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COINBASE_API_KEY", "k")
    monkeypatch.setenv("COINBASE_API_SECRET", "s")
    assert not client_over(Wire(), key=None)._rest.is_authenticated


def test_the_sdk_prints_nothing_even_after_a_logging_setup(
    capfd: pytest.CaptureFixture[str],
) -> None:
    printed = io.StringIO()
    logger, handler = logging.getLogger("coinbase.RESTClient"), logging.StreamHandler(printed)
    logger.setLevel(logging.DEBUG)
    logger.addHandler(handler)
    wire = Wire(response(400, '{"error": "INVALID_ARGUMENT", "message": "our order"}'))
    with pytest.raises(HttpError):
        client_over(wire).post("/orders", {"client_order_id": "sf1-1"})
    logger.removeHandler(handler)
    assert (printed.getvalue(), *capfd.readouterr()) == ("", "", "")


def test_no_error_carries_the_answer_or_the_signature() -> None:
    wire = Wire(response(500, "our whole order"))
    with pytest.raises(HttpError) as caught:
        client_over(wire).post("/orders", {})
    assert caught.value.__suppress_context__
    assert caught.value.__cause__ is None
