"""What is never printed alone: the companion is measured and printed with it, or neither."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.expressions import Window
from brukermedvirkning.rules.indicators.asked import Asked, measure_asked, that_allow
from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.finish import measure
from brukermedvirkning.rules.indicators.meant import Meant, chosen
from brukermedvirkning.rules.indicators.organisations import ORGANISATION_INDICATORS
from brukermedvirkning.rules.indicators.printed_with import (
    lacking_of,
    none_alone,
    together,
)
from brukermedvirkning.rules.indicators.reading import read_definitions
from brukermedvirkning.rules.indicators.writing import write_definitions

BY_ID = {one.id: one for one in BUILT_IN}
EVER = Window.everything(date(2026, 6, 30))
OVERRULED, ASKED = BY_ID["decision.overruled"], BY_ID["decision.stance-asked"]

PRINTED_WITH = {
    "plan.owned-by-participant": (
        "plan.owned-by-participant.every-goal-agreed",
        "plan.owned-by-participant.a-goal-of-their-own",
    ),
    "goal.proposed-by-participant": ("goal.proposed-by-participant.together",),
    "goal.agreed": ("goal.stance",),
    "goal.disagreed": ("goal.stance",),
    "decision.last-word": ("decision.contested",),
    "decision.last-word-participant": ("decision.contested",),
    "decision.last-word-participant.people": ("decision.contested",),
    "decision.last-word-shared": ("decision.contested",),
    "decision.overruled": ("decision.stance-asked",),
    "decision.overruled.people": ("decision.stance-asked",),
    "intervention.peak-weekly-hours": ("intervention.peak-weekly-hours.load",),
    "intervention.peak-weekly-hours.load": ("intervention.peak-weekly-hours",),
    "note.shared-within": ("note.draft-age",),
    "note.shared-within.people": ("note.draft-age",),
    "coordinator.changes": ("coordinator.same-after",),
    "coordinator.changes.at-own-wish": ("coordinator.same-after",),
    "talk.offered": ("talk.offered.held",),
    "exit.to-work-or-education": ("enrolment.now", "exit.cumulative-incidence"),
}
"""Definitions 2.2: "print beside", "only printed with", "print the parts apart"."""


def like(name: str, *others: str, **changed: Any) -> Definition:
    return attrs.evolve(
        ASKED, id=name, printed_with=others, schema=ASKED.schema, **changed
    )


def known(*definitions: Definition) -> dict[str, Definition]:
    return {one.id: one for one in definitions}


def ids(definitions: Any) -> list[str]:
    return [one.id for one in definitions]


def test_the_built_in_set_names_what_would_be_misread_alone() -> None:
    assert PRINTED_WITH == {
        one.id: one.printed_with for one in BUILT_IN if one.printed_with
    }


@pytest.mark.parametrize("name", PRINTED_WITH)
def test_what_stands_beside_can_be_split_as_the_indicator_can(name: str) -> None:
    beside = [BY_ID[other] for other in PRINTED_WITH[name]]

    assert all({*BY_ID[name].groupings} <= {*one.groupings} for one in beside)


def test_a_measurement_says_what_it_is_printed_with() -> None:
    (one,) = measure([OVERRULED], [], EVER)

    assert ("decision.stance-asked",) == one.printed_with


@pytest.mark.parametrize(
    ("others", "why"),
    [
        (("acme.one",), "acme.one: printed_with: it is printed with itself anyhow"),
        (
            ("acme.two", "acme.two"),
            "acme.one: printed_with: an indicator stands twice",
        ),
    ],
)
def test_what_makes_no_sense_beside_is_refused(
    others: tuple[str, ...], why: str
) -> None:
    with pytest.raises(DefinitionError) as caught:
        like("acme.one", *others)

    assert why == str(caught.value)


def test_it_is_written_and_read_as_toml() -> None:
    written = write_definitions([OVERRULED])

    assert 'printed_with = ["decision.stance-asked"]\n' in written
    assert (OVERRULED,) == read_definitions(written)


def test_whatever_is_chosen_has_right_behind_it_what_it_is_printed_with() -> None:
    some = known(like("a", "c"), like("b"), like("c", "d"), like("d"))

    assert ["a", "c", "d", "b"] == ids(together(["a", "b"], some))
    assert ["b", "a", "c", "d"] == ids(together(["b", "a"], some))
    assert ["d", "c", "a"] == ids(together(["d", "c", "a"], some))


def test_several_stand_in_the_order_in_which_they_are_named() -> None:
    some = known(like("a", "d", "c"), like("b"), like("c"), like("d"))

    assert ["a", "d", "c", "b"] == ids(together(["a", "b"], some))


def test_each_stands_once_however_often_it_is_meant() -> None:
    some = known(like("a", "c"), like("b", "c", "a"), like("c", "b"))

    assert ["a", "c", "b"] == ids(together(["a", "a", "b"], some))


def test_what_nobody_offers_is_named() -> None:
    with pytest.raises(DefinitionError) as caught:
        together(["a"], known(like("a", "b")))

    assert "a is never printed without b, which nobody offers" == str(caught.value)


def test_whoever_would_be_alone_is_told_with_what_is_lacking() -> None:
    some = [like("a", "b", "c"), like("b"), like("d", "e")]

    assert [("a", "c"), ("d", "e")] == list(lacking_of(some))


def test_what_is_printed_with_something_left_out_is_left_out_too() -> None:
    some = [like("z"), like("a", "b"), like("b", "c"), like("y", "z")]

    assert ["z", "y"] == ids(none_alone(some))


def test_a_question_that_would_print_one_alone_is_refused() -> None:
    with pytest.raises(DefinitionError) as caught:
        Asked(definitions=(OVERRULED,), windows=(EVER,))

    assert (
        "decision.overruled is never printed alone: ask for decision.stance-asked too"
        == str(caught.value)
    )


def test_what_was_measured_stands_in_the_order_of_the_question() -> None:
    asked = Asked(definitions=(OVERRULED, ASKED), windows=(EVER,))

    assert [OVERRULED.id, ASKED.id] == [
        one.indicator for one in measure_asked(asked, [])
    ]


def test_a_choice_by_name_is_closed_over_it() -> None:
    found = chosen({**BY_ID}, ["decision.overruled", "plan.exists"])

    assert ["decision.overruled", "decision.stance-asked", "plan.exists"] == ids(found)


def test_a_choice_of_ones_own_is_closed_over_it() -> None:
    own = like("acme.one", "decision.stance-asked")

    assert ["acme.one", "decision.stance-asked"] == ids(chosen(BY_ID, own=[own]))


NO_SPLIT = like("acme.beside", groupings=())
NEEDY = like("acme.needy", "acme.beside")


def test_a_split_that_the_other_does_not_allow_leaves_both_out() -> None:
    meant = Meant(
        definitions=(NEEDY, NO_SPLIT, ASKED),
        named=False,
        windows=(EVER,),
        by=("decision.subject",),
    )

    assert [ASKED.id] == ids(meant.asked({}).definitions)


def test_a_split_that_the_other_does_not_allow_is_refused_by_both_names() -> None:
    with pytest.raises(DefinitionError) as caught:
        that_allow([NEEDY, NO_SPLIT], ["decision.subject"], all_of_them=True)

    assert (
        "acme.beside (printed with acme.needy) cannot be split by decision.subject;"
        " possible: nothing" == str(caught.value)
    )


def test_whoever_is_printed_with_what_is_refused_is_named() -> None:
    too = like("acme.too", "acme.beside")
    with pytest.raises(DefinitionError, match=r"with acme\.needy, acme\.too\) cannot"):
        that_allow([NEEDY, too, NO_SPLIT], ["decision.subject"], all_of_them=True)


def test_an_indicator_of_organisations_is_printed_with_what_organisations_record() -> (
    None
):
    of_organisations = {one.id for one in ORGANISATION_INDICATORS}
    others = {name for one in ORGANISATION_INDICATORS for name in one.printed_with}

    assert others <= of_organisations
