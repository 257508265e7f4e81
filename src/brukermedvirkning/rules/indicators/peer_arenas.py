"""Where peer workers work, by arena and terms, with a row of zero for an arena to come.

That somebody is a peer worker tells of an illness. So what is made here has been through
disclosure control, and there is no way around it. Source: N45-51; definitions 2.2
"peer-worker.employed".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import EmploymentTerms
from brukermedvirkning.domain.enrolments import FollowUp
from brukermedvirkning.rules.expressions.interpret import Bindings, evaluate
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.builtin.peer_workers import (
    EMPLOYED,
    FOLLOW_UP_ASKED,
)
from brukermedvirkning.rules.indicators.by_function import ARENA
from brukermedvirkning.rules.indicators.chain import NUMERATOR
from brukermedvirkning.rules.indicators.measurement import (
    CategoryRow,
    DistributionMeasurement,
    Undefined,
)
from brukermedvirkning.rules.indicators.parameter import Setting
from brukermedvirkning.rules.indicators.tally import explain
from brukermedvirkning.rules.indicators.withhold import THRESHOLD, Zeros, publish

__all__ = ["peer_arenas"]


def peer_arenas(
    cases: Iterable[Case],
    arenas: Sequence[str],
    window: Window,
    *,
    settings: Mapping[str, Setting] | None = None,
    threshold: int = THRESHOLD,
    zeros: Zeros = Zeros.SHOWN,
) -> tuple[DistributionMeasurement, ...]:
    """Those in peer-worker.employed by arena: all of them, and by the terms of the job.

    `arenas` are the codes of a vocabulary in its order, each with a row; others follow.
    Whose arena nobody wrote down is not recorded. What would tell of few is withheld.
    """
    found: dict[EmploymentTerms, Counter[str | None]] = {
        terms: Counter() for terms in EmploymentTerms
    }
    given = dict(settings or {})
    for case in cases:
        for said in explain(EMPLOYED, [case], window, {EMPLOYED.id: given}):
            if said.label == NUMERATOR:
                seen = _follow_up(case, said.row, window, given)
                arena = None if seen.arena is None else seen.arena.code
                found[seen.terms][arena] += 1
    everybody = sum(found.values(), Counter[str | None]())
    others = sorted({name for name in everybody if name is not None}.difference(arenas))
    names = (*arenas, *others)
    declared = frozenset(arenas)
    shown = publish(
        [
            _table(everybody, names, declared, window, None),
            *(
                _table(counts, names, declared, window, terms)
                for terms, counts in found.items()
                if counts
            ),
        ],
        threshold=threshold,
        zeros=zeros,
    )
    return tuple(one for one in shown if isinstance(one, DistributionMeasurement))


def _follow_up(
    case: Case, enrolment_id: str, window: Window, given: Mapping[str, Setting]
) -> FollowUp:
    """The follow-up that was looked at."""
    row = next(one for one in case.enrolments if one.id == enrolment_id)
    sight = Bindings(case, window, EMPLOYED.settings(given), {"enrolment": row})
    looked_at = evaluate(FOLLOW_UP_ASKED, sight)
    return next(one for one in case.follow_ups if one.id == looked_at)


def _table(
    counts: Counter[str | None],
    names: Sequence[str],
    declared: frozenset[str],
    window: Window,
    terms: EmploymentTerms | None,
) -> DistributionMeasurement:
    people = counts.total()
    total = people - counts[None]
    return DistributionMeasurement(
        **ARENA.heading,
        window=window,
        by=() if terms is None else ARENA.by,
        group=() if terms is None else (None if terms.is_unknown else str(terms),),
        undefined=None if total else Undefined.NOTHING_OBSERVED,
        people=people,
        population=people,
        not_recorded=counts[None],
        total=total,
        coverage=Fraction(total, people) if people else None,
        categories=tuple(
            CategoryRow(
                category=name,
                declared=name in declared,
                count=counts[name],
                share=Fraction(counts[name], total) if total else None,
            )
            for name in names
        ),
    )
