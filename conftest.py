"""Hypothesis profiles, for the tests of the core and of every plugin alike.

`HYPOTHESIS_PROFILE` chooses: `dev` while writing, `ci` for the same examples in every
run, `deep` for a long search. A time is never a test, so nothing has a deadline.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}

settings.register_profile("dev", max_examples=50, **COMMON)
settings.register_profile("ci", max_examples=100, derandomize=True, **COMMON)
settings.register_profile("deep", max_examples=5_000, **COMMON)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))
