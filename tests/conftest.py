"""How Hypothesis looks for examples: the same ones in every run, or new ones.

`make test` must say the same of the same code: examples follow from the test alone, and no
deadline makes a busy machine a failure. `make explore` looks where nobody looked before; what it
finds becomes an `@example` or a test of its own.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

SLOW = [HealthCheck.too_slow]
"""A busy machine again: it says nothing about the code."""

settings.register_profile(
    "ci", derandomize=True, database=None, deadline=None, suppress_health_check=SLOW
)
settings.register_profile("explore", deadline=None, print_blob=True, suppress_health_check=SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
