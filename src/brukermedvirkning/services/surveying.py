"""Results of surveys: counts without a way back to a person, kept apart from all cases."""

from __future__ import annotations

from brukermedvirkning.domain.assessments import SurveyResult, SurveyWave
from brukermedvirkning.errors import CommandRefusedError
from brukermedvirkning.ports import CaseQuery, UnitOfWork

__all__ = ["record_survey_result"]


def record_survey_result(
    unit_of_work: UnitOfWork, result: SurveyResult, *, at_least: int
) -> SurveyResult:
    """Keep what a wave answered to one item, as counts.

    `at_least` is how many must have answered for the counts to be anonymous; what it
    should be is for whoever is responsible for the survey (3, 4 and 5 all occur).
    Nobody having answered is a result too. The same result again changes nothing.

    Raises `ValueError` for a threshold below 2, and `CommandRefusedError` where the
    wave is not known, fewer have answered, an answer is counted twice, the wave has a
    result for the item already (the difference of two would tell on somebody), or the
    result names a case or a participant. That the counts add up, and that nobody
    answers uninvited, `SurveyResult` itself sees to.
    """
    if at_least < 2:
        raise ValueError("one answer is never anonymous")
    records = unit_of_work.records(SurveyResult)
    if unit_of_work.records(SurveyWave).get(result.wave) is None:
        raise CommandRefusedError("survey.no-wave", "there is no such wave")
    if 0 < result.answered < at_least:
        raise CommandRefusedError(
            "survey.too-few", f"counts of fewer than {at_least} are not anonymous"
        )
    answers = [count.answer for count in result.distribution]
    if len(set(answers)) < len(answers):
        raise CommandRefusedError("survey.twice", "each answer is counted once")
    if _names_somebody(unit_of_work, result):
        raise CommandRefusedError("survey.somebody", "a result names nobody")
    if records.get(result.id) == result:
        return result
    for other in records.all():
        same = (other.wave, other.item) == (result.wave, result.item)
        if same or other.id == result.id:
            raise CommandRefusedError("survey.recorded", "a result stands as it is")
    records.put(result)
    return result


def _names_somebody(unit_of_work: UnitOfWork, result: SurveyResult) -> bool:
    """Whether an id of the result is that of a case or a participant."""
    cases = unit_of_work.cases
    words = {result.id, result.item, *(one.answer for one in result.distribution)}
    named = any(cases.stream(CaseQuery(ids=tuple(sorted(words)))))
    return named or any(cases.summaries(word) for word in sorted(words))
