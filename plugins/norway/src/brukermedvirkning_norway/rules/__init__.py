"""The Norwegian rules, in the order of their areas, and their figures."""

from __future__ import annotations

from brukermedvirkning.rules.rule import Rule
from brukermedvirkning_norway.rules import aft, consultation, supervisors, vta
from brukermedvirkning_norway.rules.parameters import PARAMETERS

__all__ = ["PARAMETERS", "RULES"]

RULES: tuple[Rule, ...] = (
    *consultation.RULES,
    *aft.RULES,
    *supervisors.RULES,
    *vta.RULES,
)
