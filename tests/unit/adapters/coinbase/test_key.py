from __future__ import annotations

import base64
import json

import pytest

from signalfill.adapters.coinbase.client import CoinbaseClient
from signalfill.adapters.coinbase.key import ApiKey, parse_key
from signalfill.domain.errors import InvalidInputError

SEED = base64.b64encode(b"s3cret-seed-of-thirty-two-bytes!").decode()
NAME = "organizations/o1/apiKeys/k1"


def key_file(**content: object) -> str:
    return json.dumps({"name": NAME, "privateKey": SEED, **content})


def test_a_key_file_is_read() -> None:
    assert parse_key(key_file()) == ApiKey(name=NAME, private_key=SEED)


def test_a_key_file_may_call_its_name_id() -> None:
    assert parse_key(json.dumps({"id": "k2", "privateKey": SEED})).name == "k2"


def test_line_feeds_that_became_two_characters_are_mended() -> None:
    pem = "-----BEGIN EC PRIVATE KEY-----\\nAAAA\\n-----END EC PRIVATE KEY-----\\n"
    assert parse_key(key_file(privateKey=pem)).private_key.count("\n") == 3


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "not JSON"),
        ("organizations/o1", "not JSON"),
        ("[]", "not a JSON object"),
        (json.dumps({"privateKey": SEED}), "no name"),
        (json.dumps({"name": NAME}), "no privateKey"),
        (key_file(privateKey=""), "no privateKey"),
        (key_file(privateKey="not base64!"), "neither PEM nor base64"),
        (key_file(privateKey=SEED[:20]), "wrong length"),
        (key_file(privateKey="-----BEGIN EC PRIVATE KEY-----\nAAAA"), "cut off"),
    ],
)
def test_an_unusable_key_is_one_clear_line_without_the_secret(text: str, complaint: str) -> None:
    with pytest.raises(InvalidInputError, match=complaint) as caught:
        parse_key(text)
    shown = str(caught.value)
    assert "\n" not in shown
    assert SEED[:20] not in shown


def test_a_key_never_shows_its_secret() -> None:
    assert SEED not in repr(parse_key(key_file()))


def test_a_key_that_cannot_sign_is_one_clear_line_without_the_secret() -> None:
    pem = "-----BEGIN EC PRIVATE KEY-----\nQUJDRA==\n-----END EC PRIVATE KEY-----\n"
    with pytest.raises(InvalidInputError, match="cannot sign") as caught:
        CoinbaseClient(base_url="localhost", key=parse_key(key_file(privateKey=pem)))
    assert "QUJDRA" not in str(caught.value)
