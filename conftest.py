"""Hypothesis profiles, for the tests of the core and of every plugin alike.

`HYPOTHESIS_PROFILE` chooses: `dev` while writing, `ci` for twice as many and the same in
every run, `brief` where something else is asked than whether a law holds, `deep` for a
long search, `mutation` for `make mutation`. A time is never a test, so nothing has a
deadline.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}

SAME = "CI" in os.environ

settings.register_profile("dev", max_examples=50, derandomize=SAME, **COMMON)
settings.register_profile("ci", max_examples=100, derandomize=True, **COMMON)
settings.register_profile("brief", max_examples=20, derandomize=True, **COMMON)
# Each broken version is asked anew, so there are few; the same ones for all of them. Only
# whether a test fails is asked, so no smaller failing example is looked for.
settings.register_profile(
    "mutation",
    max_examples=20,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    **COMMON,
)
settings.register_profile("deep", max_examples=5_000, **COMMON)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))
