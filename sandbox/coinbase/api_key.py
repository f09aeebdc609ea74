"""The one API key of the stand-in, and how it checks the token of each request."""

from __future__ import annotations

import base64
import uuid
from dataclasses import dataclass
from datetime import datetime

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from jwt.types import Options

from sandbox.coinbase.certificates import private_pem

ALGORITHMS = ["ES256", "EdDSA"]
LONGEST_LIFE_SECONDS = 120
LEEWAY_SECONDS = 5
ISSUERS = ("cdp", "coinbase-cloud")
"""The SDK's, and the one that other clients were once told and still send, with `aud`."""

UNCHECKED: Options = {
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
    "verify_aud": False,
}
"""Times are judged by the venue's own clock; nothing tells which audience is right."""


@dataclass(frozen=True)
class StandInKey:
    """A key pair as Coinbase hands it out; `private_key` is what its file holds."""

    name: str
    private_key: str
    public_key: ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey

    @classmethod
    def make(cls, algorithm: str = "ES256") -> StandInKey:
        """PEM for ES256; for EdDSA base64 of seed and public half, as Coinbase gives it."""
        if algorithm == "EdDSA":
            edwards = ed25519.Ed25519PrivateKey.generate()
            public = edwards.public_key()
            raw = edwards.private_bytes_raw() + public.public_bytes_raw()
            return cls(_new_name(), base64.b64encode(raw).decode(), public)
        key = ec.generate_private_key(ec.SECP256R1())
        return cls(_new_name(), private_pem(key).decode(), key.public_key())

    def as_file(self) -> dict[str, str]:
        """The content of a key file."""
        return {"name": self.name, "privateKey": self.private_key}

    def accepts(self, authorization: str | None, uri: str, now: datetime) -> bool:
        """Whether the bearer token is ours, in time, and made for exactly this request."""
        scheme, _, token = (authorization or "").partition(" ")
        if scheme != "Bearer":
            return False
        try:
            decoded = jwt.decode_complete(
                token,
                self.public_key,
                algorithms=ALGORITHMS,
                options=UNCHECKED,
            )
            header, claims = decoded["header"], decoded["payload"]
            life = int(claims["nbf"]), int(claims["exp"])
        except (jwt.PyJWTError, KeyError, ValueError, TypeError):
            return False
        return (
            header.get("kid") == claims.get("sub") == self.name
            and claims.get("iss") in ISSUERS
            and uri in (claims.get("uri"), *(claims.get("uris") or ()))
            and _is_in_time(*life, now.timestamp())
        )


def _new_name() -> str:
    return f"organizations/{uuid.uuid4()}/apiKeys/{uuid.uuid4()}"


def _is_in_time(not_before: int, expires: int, now: float) -> bool:
    return (
        not_before - LEEWAY_SECONDS <= now < expires + LEEWAY_SECONDS
        and expires - not_before <= LONGEST_LIFE_SECONDS
    )
