"""Whose token is it? As far as one can tell without sending it anywhere."""

from __future__ import annotations

_PERSONS = "mfa."
"""How the tokens of people with two-factor login begin; others look like a bot's."""


def looks_like_a_persons(token: str) -> bool:
    """Those that only look like a bot's Discord itself refuses, as they are shown as a bot's."""
    return token.startswith(_PERSONS)
