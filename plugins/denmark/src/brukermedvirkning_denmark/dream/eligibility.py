"""Which benefit somebody had on a day, and since when: for the enrolment of a case.

The law counts conversations from the first day of the spell on a benefit, and a shift to
another benefit begins a new count (LAB § 9 and § 31). A case of its own does not show the
shift; the weeks of the register do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise

from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.enrolments import Eligibility
from brukermedvirkning_denmark.dream.spells import (
    BENEFITS,
    Spell,
    benefit,
    benefit_kind,
    spells,
)
from brukermedvirkning_denmark.dream.weeks import Week

__all__ = ["benefit_shifts", "eligibility_on"]


def eligibility_on(weeks: Mapping[Week, str | None], day: date) -> Eligibility:
    """The benefit on a day and the first day of its spell, and no more than that.

    `benefit_since` is left out where the spell may have begun before the first week that
    is told of. It is the Monday of the spell's first week: the register knows weeks. On a
    day without a benefit, or that is not told of, nothing is known. Age and target group
    are no part of it: the register's codes do not give them.
    """
    for spell in spells(weeks, benefit):
        if spell.period.contains(day):
            return Eligibility(
                benefit=Coded(
                    concept=benefit_kind(spell.family),
                    code=Code(scheme=BENEFITS, code=_code_on(weeks, day)),
                ),
                benefit_since=None if spell.begun_before else spell.period.start,
            )
    return Eligibility()


def benefit_shifts(benefits: Iterable[Spell]) -> tuple[date, ...]:
    """The days on which one benefit directly took the place of another.

    On each the count of conversations begins anew. A spell after weeks without a benefit
    is a new spell and no shift.
    """
    rows = sorted(benefits, key=lambda spell: spell.period.start or date.min)
    return tuple(
        after.period.start
        for before, after in pairwise(rows)
        if after.period.start and before.period.end == after.period.start
    )


def _code_on(weeks: Mapping[Week, str | None], day: date) -> str:
    """The code of the week of a day that has one."""
    year, number, _ = day.isocalendar()
    return weeks[Week.of(year, number)] or ""
