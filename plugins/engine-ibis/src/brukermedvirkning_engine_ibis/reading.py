"""What the questions of a plan are answered with, as the counts of the tally."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from brukermedvirkning.rules.indicators.tally import Key
from brukermedvirkning_engine_ibis.given import Literals
from brukermedvirkning_engine_ibis.plan import Plan

__all__ = ["counted"]


def counted(
    plan: Plan, literals: Literals, ask: Callable[[str], Iterable[Sequence[Any]]]
) -> Counter[Key]:
    """All counts; `ask` gives the rows that a question is answered with."""
    counts: Counter[Key] = Counter()
    for question in plan.questions:
        for answer in ask(question.sql.filled(literals)):
            group, numbers = tuple(answer[: plan.groups]), tuple(answer[plan.groups :])
            for indicator, label, value, times in question.read(numbers):
                if times:
                    counts[Key(indicator, group, label, value)] += times
    return counts
