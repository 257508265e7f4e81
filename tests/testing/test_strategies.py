from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache

import attrs
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from brukermedvirkning.domain.carries import EVERYTHING, Carries
from brukermedvirkning.domain.case import Case, collections
from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.concepts import ItemKind
from brukermedvirkning.domain.journal import chain_faults
from brukermedvirkning.domain.record import Record
from brukermedvirkning.serialization import to_document
from brukermedvirkning.testing import strategies
from brukermedvirkning.testing.strategies import (
    EXTREME_DAYS,
    Damage,
    all_records,
    carries_of,
    cases,
    damaged,
    everything_there,
    journals,
    records,
    values_of,
)

KINDS = pytest.mark.parametrize("kind", all_records(), ids=lambda kind: kind.__name__)
MAKERS = [
    "actors",
    "assessments",
    "carries",
    "challenges",
    "collective_participations",
    "contacts",
    "decisions",
    "durations",
    "enrolments",
    "entries",
    "goals",
    "happenings",
    "interventions",
    "messages",
    "offers",
    "periods",
    "person_links",
    "programmes",
    "requests",
    "stances",
    "survey_results",
    "survey_waves",
    "team_members",
    "trainings",
    "units",
]


@KINDS
def test_every_record_has_a_strategy(kind: type[Record]) -> None:
    @settings(max_examples=20)
    @given(records(kind))
    def check(record: Record) -> None:
        assert isinstance(record, kind)

    check()


@pytest.mark.parametrize("name", MAKERS)
def test_every_named_strategy_makes_records(name: str) -> None:
    @settings(max_examples=5)
    @given(getattr(strategies, name)())
    def check(record: Record) -> None:
        assert isinstance(record, Record)

    check()


def test_the_public_names_are_those_of_the_module() -> None:
    assert set(MAKERS) < set(strategies.__all__)
    assert all(hasattr(strategies, name) for name in strategies.__all__)


def sample(strategy: st.SearchStrategy[Case], size: int = 600) -> list[Case]:
    found: list[Case] = []

    @settings(
        max_examples=size, phases=[Phase.generate], database=None, derandomize=True
    )
    @given(strategy)
    def draw(case: Case) -> None:
        found.append(case)

    draw()
    return found


@cache
def generated() -> list[Case]:
    return sample(cases())


@pytest.mark.once
def test_cases_have_rows_of_every_kind() -> None:
    counts = Counter(
        name for case in generated() for name in collections() if getattr(case, name)
    )

    assert set(collections()) == set(counts)


@pytest.mark.once
def test_cases_vary_where_rules_and_indicators_look() -> None:
    rows = [row for case in generated() for row in case.rows()]
    days = [
        Counter(row.day for row in case.contacts).most_common(1)[0][1]
        for case in generated()
        if case.contacts
    ]

    assert any(row.registered_in_error for row in rows)
    assert any(row.day is None for row in rows)
    assert any(row.day and (row.day.month, row.day.day) == (2, 29) for row in rows)
    assert any(count > 1 for count in days)
    assert any(row.is_open for case in generated() for row in case.enrolments)
    assert any(not row.is_open for case in generated() for row in case.enrolments)
    assert any(case.plan is None for case in generated())
    assert any(case.plan is not None for case in generated())
    assert any(goal.parent for case in generated() for goal in case.goals)
    assert any(row.by_representative for case in generated() for row in case.stances)
    assert any(
        row.item_kind is ItemKind.PLAN for case in generated() for row in case.stances
    )


@pytest.mark.once
def test_sources_carry_everything_or_what_is_there() -> None:
    limited = [case for case in generated() if not case.origin.carries.everything]

    assert 0 < len(limited) < len(generated())
    for case in limited:
        assert set(everything_there(case)) <= set(case.origin.carries.paths)


@given(cases(only=["contacts", "goals"], max_rows=1))
def test_a_case_has_rows_of_the_kinds_that_were_asked_for_alone(case: Case) -> None:
    filled = {name for name in collections() if getattr(case, name)}

    assert filled <= {"contacts", "goals"}
    assert len(case.contacts) <= 1


@given(
    cases(
        programmes=("p",),
        codes=(Code(scheme="s", code="c"),),
        days=(date(2026, 1, 31),),
        ids=st.just("c"),
        carries=st.just(EVERYTHING),
    )
)
def test_a_case_is_made_of_what_was_given(case: Case) -> None:
    assert "c" == case.id
    assert EVERYTHING == case.origin.carries
    assert {row.programme for row in case.enrolments} <= {"p"}
    assert {row.day for row in case.rows()} <= {date(2026, 1, 31), None}


def test_a_collection_that_no_case_has_is_refused() -> None:
    with pytest.raises(ValueError, match="meetings"):
        cases(only=["meetings"])


@given(cases(days=EXTREME_DAYS))
def test_cases_may_reach_the_ends_of_the_calendar(case: Case) -> None:
    assert case == attrs.evolve(case)


@given(st.data())
def test_what_a_case_has_its_source_can_carry(data: st.DataObject) -> None:
    case = data.draw(cases())
    carries = data.draw(carries_of(case))

    assert isinstance(carries, Carries)
    assert () == carries.missing(everything_there(case))


@given(journals())
def test_a_journal_is_of_one_case(journal) -> None:
    assert [] == list(chain_faults(entry.head for entry in journal))
    assert {entry.head.case for entry in journal} <= {"c"}


@pytest.mark.once
def test_a_case_is_damaged_in_many_ways() -> None:
    document = to_document(max(generated(), key=lambda case: len(to_document(case))))
    seen: set[str] = set()

    @settings(
        max_examples=400, phases=[Phase.generate], database=None, derandomize=True
    )
    @given(damaged(document))
    def draw(damage: Damage) -> None:
        assert damage.document != document.encode()
        seen.add(damage.what)

    draw()

    assert len(seen) >= 30


@given(values_of(Case))
def test_values_of_an_annotation_are_values_of_its_class(case: Case) -> None:
    assert isinstance(case, Case)
