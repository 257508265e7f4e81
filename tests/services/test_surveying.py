"""What is kept of a survey is counts, and never anybody's answer."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.assessments import AnswerCount, SurveyResult, SurveyWave
from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.period import Period
from brukermedvirkning.errors import CommandRefusedError, InvalidRecordError
from brukermedvirkning.services import record_survey_result
from brukermedvirkning.testing.case_store import sample_case, sample_entries
from brukermedvirkning.testing.memory import MemoryStore, MemoryUnit

WAVE = SurveyWave(
    id="w",
    instrument=Code(scheme="s", code="c"),
    period=Period(start=date(2026, 1, 5)),
)


def counts(*numbers: int) -> tuple[AnswerCount, ...]:
    return tuple(AnswerCount(answer=str(n), count=c) for n, c in enumerate(numbers))


def result(*numbers: int, invited: int = 40, **fields: str) -> SurveyResult:
    values = {"id": "r", "wave": "w", "item": "hope"} | fields
    return SurveyResult(
        **values,
        invited=invited,
        answered=sum(numbers),
        distribution=counts(*numbers),
    )


def store_with_a_wave() -> MemoryStore:
    store = MemoryStore()
    case = sample_case("case-1", participant="person-1")
    with store.begin() as work:
        work.records(SurveyWave).put(WAVE)
        work.cases.save(case, entries=sample_entries(case), expected=0)
    return store


def refusal(work: MemoryUnit, found: SurveyResult) -> str:
    with pytest.raises(CommandRefusedError) as refused:
        record_survey_result(work, found, at_least=5)
    return refused.value.rule


@given(st.lists(st.integers(0, 6), max_size=4), st.integers(2, 8))
def test_only_what_enough_have_answered_is_kept(
    numbers: list[int], at_least: int
) -> None:
    found = result(*numbers)
    with store_with_a_wave().begin() as work:
        with suppress(CommandRefusedError):
            record_survey_result(work, found, at_least=at_least)
        kept = list(work.records(SurveyResult).all())

    enough = found.answered == 0 or found.answered >= at_least
    assert kept == ([found] if enough else [])


def test_the_same_result_again_changes_nothing() -> None:
    with store_with_a_wave().begin() as work:
        for _ in range(2):
            assert result(3, 4) == record_survey_result(work, result(3, 4), at_least=5)

        assert [result(3, 4)] == list(work.records(SurveyResult).all())


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("survey.no-wave", result(3, 4, wave="another")),
        ("survey.too-few", result(3, 1)),
        ("survey.somebody", result(3, 4, id="case-1")),
        ("survey.somebody", result(3, 4, item="person-1")),
        (
            "survey.twice",
            attrs.evolve(result(3, 4), distribution=(*counts(3), *counts(4))),
        ),
        ("survey.recorded", result(3, 5, id="kept", item="trust")),
        ("survey.recorded", result(3, 5, item="kept")),
    ],
)
def test_a_result_is_refused(rule: str, found: SurveyResult) -> None:
    with store_with_a_wave().begin() as work:
        record_survey_result(work, result(5, id="kept", item="kept"), at_least=5)

        assert rule == refusal(work, found)
        assert 1 == len(list(work.records(SurveyResult).all()))


def test_another_item_of_the_wave_has_a_result_of_its_own() -> None:
    with store_with_a_wave().begin() as work:
        record_survey_result(work, result(5), at_least=5)
        record_survey_result(work, result(6, id="q", item="trust"), at_least=5)

        assert 2 == len(list(work.records(SurveyResult).all()))


def test_one_answer_is_never_anonymous() -> None:
    with store_with_a_wave().begin() as work, pytest.raises(ValueError, match="anonym"):
        record_survey_result(work, result(1), at_least=1)


def test_nobody_answers_uninvited_and_counts_add_up() -> None:
    with pytest.raises(InvalidRecordError):
        result(30, 20)
    with pytest.raises(InvalidRecordError):
        attrs.evolve(result(3, 4), answered=8)
