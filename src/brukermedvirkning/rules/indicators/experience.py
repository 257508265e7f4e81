"""What a survey says, from counts alone: no answer has a way back to a person.

Source: H13, H19, M30; definitions 2.2 "survey.answered".
"""

from __future__ import annotations

from fractions import Fraction

from brukermedvirkning.domain.assessments import SurveyResult
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.by_function import EXPERIENCE
from brukermedvirkning.rules.indicators.measurement import (
    CategoryRow,
    DistributionMeasurement,
    Undefined,
    Withheld,
)

__all__ = ["LEAST_ANSWERS", "survey_experience"]

LEAST_ANSWERS = 5
"""Fewer answers than this are never shown, whatever the threshold."""


def survey_experience(
    result: SurveyResult, window: Window, threshold: int = LEAST_ANSWERS
) -> DistributionMeasurement:
    """How an item of a wave was answered; withheld where too few did.

    Who was invited and did not answer is not recorded; `coverage` is the share that
    answered. There is no direction: waves, versions and instruments are not compared
    here.
    """
    shown = result.answered >= max(threshold, LEAST_ANSWERS)
    rows = tuple(
        CategoryRow(
            category=row.answer,
            declared=True,
            count=row.count,
            share=Fraction(row.count, result.answered),
        )
        for row in result.distribution
        if shown
    )
    return DistributionMeasurement(
        **EXPERIENCE.heading,
        window=window,
        group=(result.wave, result.item),
        by=EXPERIENCE.by,
        undefined=None if result.answered else Undefined.EMPTY_DENOMINATOR,
        people=result.invited,
        population=result.invited,
        not_recorded=result.invited - result.answered if shown else None,
        total=result.answered if shown else None,
        coverage=Fraction(result.answered, result.invited) if shown else None,
        categories=rows,
        withheld=() if shown else ("categories", "coverage", "not_recorded", "total"),
        withheld_because=None if shown else Withheld.SMALL_CELLS,
    )
