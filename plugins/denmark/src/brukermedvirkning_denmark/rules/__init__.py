"""The Danish rules, in the order of their areas, and their figures."""

from __future__ import annotations

from brukermedvirkning.rules.rule import Rule
from brukermedvirkning_denmark.rules import (
    content,
    forms,
    measures,
    plans,
    requests,
    talks,
)
from brukermedvirkning_denmark.rules.parameters import PARAMETERS

__all__ = ["PARAMETERS", "RULES"]

RULES: tuple[Rule, ...] = (
    *talks.RULES,
    *forms.RULES,
    *requests.RULES,
    *content.RULES,
    *plans.RULES,
    *measures.RULES,
)
