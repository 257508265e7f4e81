"""What a label tells of: every item and part that was looked at on the way to it."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.case import Case, collections
from brukermedvirkning.domain.concepts import ItemKind
from brukermedvirkning.rules.access import parts_of
from brukermedvirkning.rules.access.projecting import without
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import parse
from brukermedvirkning.rules.expressions.nodes import Op, Ref
from brukermedvirkning.rules.expressions.roots import SCHEMA
from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning.rules.indicators.chain import Chain, Step
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.looked_at import (
    DERIVED,
    looked_at,
    tells_of_source,
)
from brukermedvirkning.rules.indicators.lowering import lower
from brukermedvirkning.rules.indicators.scoring import Proportion
from brukermedvirkning.testing._records import records
from brukermedvirkning.testing.strategies import cases


def looks(numerator: str, counts: str = "case", by: tuple[str, ...] = ()) -> Any:
    """What the first chain of a share looks at."""
    definition = Definition(
        id="test.share",
        question="Which share?",
        counts=counts,
        scoring=Proportion(numerator=parse(numerator, SCHEMA)),
        duty_holder=DutyHolder.PROGRAMME,
        groupings=by,
        source="made up",
    )
    chain, *_ = lower(definition, by)
    return looked_at(chain, SCHEMA.kinds)


@pytest.mark.parametrize(
    ("numerator", "counts", "row", "case", "others"),
    [
        ("contact.form == 'phone'", "contact", (), (), {}),
        ("contact.note.is_known", "contact", ("note",), (), {}),
        ("contact.note.read_on.is_known", "contact", ("note", "read_mark"), (), {}),
        ("decision.contested == 'yes'", "decision", ("own",), (), {}),
        ("enrolment.exit.on.is_known", "enrolment", (), (), {}),
        ("enrolment.exit.stance == 'agrees'", "enrolment", ("own",), (), {}),
        ("case.unit.is_known", "case", (), (), {}),
        ("case.plan.is_known", "case", (), (), {"plan": ()}),
        ("case.plan.available_on.is_known", "case", (), (), {"plan": ()}),
        ("case.goals_agreed == 'yes'", "case", (), (), {"goal": (), "stance": ()}),
        (
            "case.contacts.any(contact.note.is_known)",
            "case",
            (),
            (),
            {"contact": ("note",)},
        ),
        (
            "case.contacts.any(contact.is_held) and contact.agenda.is_known",
            "contact",
            ("agenda",),
            (),
            {"contact": ()},
        ),
        ("case.is_known", "case", (), (), {}),
        ("contact.is_known", "contact", (), (), {}),
        ("carried('plan')", "case", (), ("origin",), {}),
        (
            "case.goals.longest_gap(contact.note.read_on, window.end) > 0",
            "contact",
            ("note", "read_mark"),
            (),
            {"goal": ()},
        ),
        (
            "case.contacts.longest_gap(case.start, window.end) > 0",
            "case",
            (),
            (),
            {"contact": ()},
        ),
    ],
)
def test_all_that_is_looked_at_is_named(numerator, counts, row, case, others) -> None:
    found = looks(numerator, counts)

    assert (set(row), set(case)) == (found.row, found.case)
    assert {kind: set(parts) for kind, parts in others.items()} == found.others


@pytest.mark.parametrize(
    ("field", "parts"), [("on", set()), ("note", {"note"}), ("agenda", {"agenda"})]
)
def test_a_field_of_all_rows_and_the_number_of_a_label_are_looked_at(
    field, parts
) -> None:
    of_all = Op("is_known", (Ref(("case", "contacts", field)),))
    step = Step("counted", of_all, Ref(("contact", field)))
    chain = Chain(indicator="x", counts="contact", rows="contacts", steps=(step,))
    found = looked_at(chain, SCHEMA.kinds)

    assert ({"contact": parts}, parts) == (found.others, found.row)


def test_what_it_is_split_by_is_looked_at() -> None:
    found = looks(
        "enrolment.start.is_known", "enrolment", ("enrolment.exit.decided_by",)
    )

    assert {"own"} == found.row


def test_what_the_source_can_say_is_told_by_some_labels_alone() -> None:
    definition = next(one for one in BUILT_IN if one.id == "contact.in-person")
    chain, blind = lower(definition)

    assert "origin" not in looked_at(chain, SCHEMA.kinds).case
    assert "origin" not in looked_at(blind, SCHEMA.kinds).case
    assert [True, True, True, True, True, False, False] == [
        tells_of_source(label)
        for label in (
            "blind",
            "cannot_tell",
            "not_recorded",
            "unplaced",
            "events.blind",
            "numerator",
            "category.unknown",
        )
    ]


KINDS = {cls.kind: cls for cls in collections().values()}


@st.composite
def rows_with_a_derived_value(draw: st.DrawFn) -> tuple[Any, str, Any]:
    kind: Any = draw(st.sampled_from([one for one in KINDS.values() if one.derived]))
    part = draw(st.sampled_from(parts_of(kind.kind)))
    return draw(records(kind)), draw(st.sampled_from(kind.derived)), part


@given(rows_with_a_derived_value())
def test_a_derived_value_says_nothing_of_another_part(drawn) -> None:
    row, name, part = drawn
    if DERIVED.get(row.kind, {}).get(name) == part.name:
        return
    for path in part.paths:
        less = without(row, path)

        assert getattr(row, name) == getattr(less, name), (row.kind, name, part.name)


def test_a_derived_value_that_is_told_apart_exists() -> None:
    for kind, names in DERIVED.items():
        assert set(names) <= set(KINDS[kind].derived)
        assert {*names.values()} <= {part.name for part in parts_of(kind)}


@given(cases(max_rows=1))
def test_a_derived_value_of_a_case_rests_on_what_is_told(case: Case) -> None:
    kept = ("goals", "stances", "team")
    about_goals = tuple(one for one in case.stances if one.item_kind is ItemKind.GOAL)
    nothing: dict[str, Any] = {name: () for name in collections() if name not in kept}
    less = attrs.evolve(case, **nothing, plan=None, stances=about_goals)

    assert ("start", "goals_agreed") == Case.derived
    assert (case.start, case.goals_agreed) == (less.period.start, less.goals_agreed)
