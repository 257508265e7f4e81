"""Ladders of participation: the rungs in their order, from least to most power.

A rung on one is never compared with a rung on another. A programme may name a ladder of
its own; then only its id and the number of the rung are known here.
Source: facts on ladders and measures (Arnstein 1969; the spectrum of IAP2).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["ARNSTEIN", "IAP2", "LADDERS"]

ARNSTEIN = "arnstein_1969"
IAP2 = "iap2"

LADDERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        ARNSTEIN: (
            "manipulation",
            "therapy",
            "informing",
            "consultation",
            "placation",
            "partnership",
            "delegated_power",
            "citizen_control",
        ),
        IAP2: ("inform", "consult", "involve", "collaborate", "empower"),
    }
)
"""The names of the rungs of each ladder; the first is rung 1."""
