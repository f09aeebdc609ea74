"""The API key: read from the JSON that Coinbase gives for download, never shown again."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass, field

from signalfill.domain.errors import InvalidInputError

_ED25519_LENGTHS = (32, 64)
_HELP = "use the JSON file that Coinbase offered when the key was made"


@dataclass(frozen=True, slots=True)
class ApiKey:
    """The secret stays out of `repr`, and so out of logs and tracebacks."""

    name: str
    private_key: str = field(repr=False)


def parse_key(json_text: str) -> ApiKey:
    """Reads `{"name" or "id": …, "privateKey": …}`.

    Raises:
        InvalidInputError: one line that says what is wrong and never shows the secret.
    """
    try:
        content = json.loads(json_text)
    except ValueError:
        raise InvalidInputError(f"the Coinbase key is not JSON: {_HELP}") from None
    if not isinstance(content, dict):
        raise InvalidInputError(f"the Coinbase key is not a JSON object: {_HELP}")
    name = content.get("name") or content.get("id")
    if not isinstance(name, str):
        raise InvalidInputError(f"the Coinbase key has no name: {_HELP}")
    private_key = content.get("privateKey")
    if not isinstance(private_key, str) or not private_key.strip():
        raise InvalidInputError(f"the Coinbase key has no privateKey: {_HELP}")
    return ApiKey(name=name, private_key=_checked(private_key))


def _checked(private_key: str) -> str:
    # A literal backslash and n is what a line feed becomes in many environment variables.
    text = private_key.replace("\\n", "\n").strip()
    if text.startswith("-----BEGIN"):
        if "-----END" not in text:
            raise InvalidInputError(f"the Coinbase privateKey is cut off: {_HELP}")
        return text + "\n"
    try:
        raw = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise InvalidInputError(
            f"the Coinbase privateKey is neither PEM nor base64: {_HELP}"
        ) from None
    if len(raw) not in _ED25519_LENGTHS:
        raise InvalidInputError(f"the Coinbase privateKey has a wrong length: {_HELP}")
    return text
