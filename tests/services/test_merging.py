"""Three versions, row by row: what the source said, what it says, and what is kept."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant, in_order
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.period import Period
from brukermedvirkning.errors import InvalidRecordError
from brukermedvirkning.services.merging import Merge, merge

NAMES = ("a", "b", "c")
ROWS = st.dictionaries(st.sampled_from(NAMES), st.integers(1, 3))
"""Which rows a version has, and what each says."""


def version(rows: dict[str, int], unit: str = "u", **fields: Any) -> Case:
    contacts = (
        Contact(id=name, on=date(2026, 3, 1), messages=said)
        for name, said in rows.items()
    )
    return Case(
        id="c",
        participant=Participant(id="person"),
        unit=unit,
        contacts=in_order(tuple(contacts)),
        **fields,
    )


def said(case: Case) -> dict[str, int | None]:
    return {row.id: row.messages for row in case.contacts}


UNITS = st.sampled_from(["u", "v", "w"])
VERSIONS = st.builds(version, ROWS, UNITS)


@given(base=VERSIONS, kept=VERSIONS, new=VERSIONS, partial=st.booleans())
def test_merging_the_same_again_is_nothing(
    base: Case, kept: Case, new: Case, partial: bool
) -> None:
    first = merge(base, kept, new, partial=partial)
    again = merge(first.given, first.case, new, partial=partial)

    assert (again.is_nothing, again.case) == (True, first.case)


@given(base=VERSIONS, kept=VERSIONS, new=VERSIONS, partial=st.booleans())
def test_no_kept_row_is_ever_lost(
    base: Case, kept: Case, new: Case, partial: bool
) -> None:
    merged = merge(base, kept, new, partial=partial)

    assert set(said(kept)) <= set(said(merged.case))


@given(base=VERSIONS, kept=VERSIONS, new=VERSIONS, partial=st.booleans())
def test_what_was_edited_here_is_never_overwritten(
    base: Case, kept: Case, new: Case, partial: bool
) -> None:
    merged = merge(base, kept, new, partial=partial)
    edited = {
        name: value
        for name, value in said(kept).items()
        if said(base).get(name) != value
    }

    assert {name: said(merged.case)[name] for name in edited} == edited
    if kept.unit != base.unit:
        assert merged.case.unit == kept.unit


@given(base=VERSIONS, kept=VERSIONS, new=VERSIONS)
def test_a_conflict_is_what_both_changed_differently(
    base: Case, kept: Case, new: Case
) -> None:
    merged = merge(base, kept, new, partial=False)
    before, here, now = said(base), said(kept), said(new)
    both = {
        name
        for name in now
        if before.get(name) != now[name]
        and here.get(name) != now[name]
        and here.get(name) != before.get(name)
    }

    assert set(merged.conflicts) - {"unit"} == both


@given(base=VERSIONS, new=VERSIONS)
def test_without_edits_here_the_source_is_taken_whole(base: Case, new: Case) -> None:
    merged = merge(base, base, new, partial=False)

    assert (merged.conflicts, merged.case.unit) == ((), new.unit)
    assert {**said(base), **said(new)} == said(merged.case)


@given(base=VERSIONS, kept=VERSIONS, new=VERSIONS, partial=st.booleans())
def test_added_changed_and_conflicts_are_told_apart(
    base: Case, kept: Case, new: Case, partial: bool
) -> None:
    merged = merge(base, kept, new, partial=partial)
    told = (*merged.added, *merged.changed, *merged.conflicts)

    assert len(told) == len(set(told))
    assert set(merged.added) == set(said(merged.case)) - set(said(kept))


@given(base=VERSIONS, kept=VERSIONS, new=VERSIONS)
def test_what_the_source_no_longer_says_has_vanished(
    base: Case, kept: Case, new: Case
) -> None:
    merged = merge(base, kept, new, partial=False)

    assert set(merged.vanished) == set(said(base)) - set(said(new))


@given(base=VERSIONS, kept=VERSIONS, new=VERSIONS)
def test_of_a_part_of_the_source_nothing_vanishes(
    base: Case, kept: Case, new: Case
) -> None:
    merged = merge(base, kept, new, partial=True)

    assert merged.vanished == ()
    assert {**said(base), **said(new)} == said(merged.given)


@settings(max_examples=20)
@given(base=VERSIONS, kept=VERSIONS, new=VERSIONS)
def test_a_part_of_the_source_changes_rows_alone(
    base: Case, kept: Case, new: Case
) -> None:
    assume(kept.unit != new.unit)
    merged = merge(base, kept, new, partial=True)

    assert (merged.case.unit, merged.case.origin) == (kept.unit, kept.origin)


# Fields of the case

BASE = version({})


def both(here: dict[str, Any], now: dict[str, Any]) -> Merge:
    return merge(
        BASE, attrs.evolve(BASE, **here), attrs.evolve(BASE, **now), partial=False
    )


MARCH, APRIL = (Period(start=date(2026, month, 1)) for month in (3, 4))


def test_a_field_that_only_the_source_changed_is_taken() -> None:
    merged = both({}, {"period": MARCH})

    assert (merged.case.period, merged.changed) == (MARCH, ("period",))


def test_a_field_that_was_only_edited_here_stays() -> None:
    merged = both({"period": MARCH}, {})

    assert (merged.case.period, merged.is_nothing) == (MARCH, True)


def test_a_field_that_both_changed_alike_is_no_conflict() -> None:
    assert both({"period": MARCH}, {"period": MARCH}).conflicts == ()


def test_a_field_that_both_changed_differently_is_a_conflict() -> None:
    merged = both({"period": MARCH}, {"period": APRIL})

    assert (merged.case.period, merged.conflicts) == (MARCH, ("period",))


def test_a_row_deleted_here_comes_back_only_as_a_conflict() -> None:
    merged = merge(version({"a": 1}), version({}), version({"a": 2}), partial=False)

    assert (said(merged.case), merged.conflicts) == ({}, ("a",))


# Origin


def test_both_sources_places_are_kept() -> None:
    merged = both(
        {"origin": Origin(carries=Carries(paths=("contact", "goal")))},
        {"origin": Origin(carries=Carries(paths=("goal", "plan")))},
    )

    assert merged.case.origin.carries.paths == ("contact", "goal", "plan")


def test_the_days_of_which_the_source_speaks_are_those_of_the_new_content() -> None:
    until = date(2026, 5, 1)
    merged = both({}, {"origin": Origin(known_until=until)})

    assert merged.case.origin.known_until == until


def test_rows_that_make_no_valid_case_together_are_refused() -> None:
    row = Contact(id="a", on=date(2026, 3, 1))
    goal = {"goals": (goal_of("a"),)}

    with pytest.raises(InvalidRecordError):
        merge(
            BASE,
            attrs.evolve(BASE, contacts=(row,)),
            attrs.evolve(BASE, **goal),
            partial=False,
        )


def goal_of(row_id: str) -> Any:
    from brukermedvirkning.domain.plan import Goal, Wording

    return Goal(id=row_id, wordings=(Wording(version=1, text="a goal"),))
