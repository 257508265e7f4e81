"""Programmes whose stay has no limit: leaving is no aim there, and is not measured."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import Answer, DecidedBy, ExitCategory
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.expressions import Window
from brukermedvirkning.rules.expressions.nodes import Ref, walk
from brukermedvirkning.rules.expressions.roots import enrolment
from brukermedvirkning.rules.expressions.surface import Expr, as_node
from brukermedvirkning.rules.generated import engine as generated
from brukermedvirkning.rules.indicators.asked import PROGRAMME, Asked, measure_asked
from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.finish import measure
from brukermedvirkning.rules.indicators.meant import Meant, chosen
from brukermedvirkning.rules.indicators.of_programmes import settings_for
from brukermedvirkning.rules.indicators.reading import read_definitions
from brukermedvirkning.rules.indicators.stay_limits import (
    NotOffered,
    not_offered,
    of_limited_stays,
    unlimited,
)
from brukermedvirkning.rules.indicators.writing import write_definitions

BY_ID = {one.id: one for one in BUILT_IN}
EVER = Window.everything(date(2026, 6, 30))
TO_WORK, NOW, INCIDENCE, EXITS = (
    BY_ID[name]
    for name in (
        "exit.to-work-or-education",
        "enrolment.now",
        "exit.cumulative-incidence",
        "exit.distribution",
    )
)
TOGETHER = (TO_WORK, NOW, INCIDENCE)


def programme(name: str, limited: Answer = Answer.UNKNOWN) -> Programme:
    return Programme(
        id=name,
        name=name,
        period=Period(),
        time_zone="Europe/Oslo",
        stay_limited=limited,
    )


VTA, LIMITED, OPEN = (
    programme("vta", Answer.NO),
    programme("aft", Answer.YES),
    programme("other"),
)
ALL = {one.id: one for one in (VTA, LIMITED, OPEN)}


def left(number: int, programme: str, category: ExitCategory) -> Case:
    """A case with one exit."""
    return Case(
        id=f"c-{number}",
        participant=Participant(id=f"p-{number}"),
        enrolments=(
            Enrolment(
                id="e",
                programme=programme,
                start=date(2026, 1, 1),
                exit=ProgrammeExit(
                    on=date(2026, 2, 1),
                    category=Coded(concept=category),
                    decided_by=DecidedBy.SERVICE
                    if category is ExitCategory.SERVICE_DECIDED
                    else DecidedBy.UNKNOWN,
                ),
            ),
        ),
    )


WORK, HARD = ExitCategory.ORDINARY_WORK, ExitCategory.SERVICE_DECIDED
CASES = [
    left(number, name, category)
    for number, (name, category) in enumerate(
        [
            ("aft", WORK),
            ("aft", HARD),
            ("vta", WORK),
            ("vta", HARD),
            ("vta", HARD),
            ("other", HARD),
            ("nobody-knows-it", HARD),
        ]
    )
]


def asked(*, named: bool = True, **changed: Any) -> Asked:
    meant = Meant(
        definitions=changed.pop("definitions", TOGETHER),
        named=named,
        windows=(EVER,),
        **changed,
    )
    return meant.asked(ALL)


def test_a_stay_has_no_limit_where_somebody_wrote_that_it_has_none() -> None:
    told = [programme(str(answer), answer) for answer in Answer]

    assert ("no",) == unlimited(told)
    assert ("a", "b") == unlimited([programme(n, Answer.NO) for n in ("b", "a")])


def test_what_aims_at_leaving_is_the_share_to_work_and_how_soon_it_is_reached() -> None:
    assert {TO_WORK.id, INCIDENCE.id} == {
        one.id for one in BUILT_IN if one.aims_at_leaving
    }


@pytest.mark.parametrize("name", ["contact.held", "coordinator.none"])
def test_only_what_counts_enrolments_can_aim_at_leaving(name: str) -> None:
    one = BY_ID[name]
    with pytest.raises(DefinitionError) as caught:
        attrs.evolve(one, aims_at_leaving=True, schema=one.schema)

    assert (
        f"{name}: aims_at_leaving: only what counts enrolments can aim at leaving"
        == str(caught.value)
    )


def test_that_it_aims_at_leaving_is_written_and_read_as_toml() -> None:
    written = write_definitions([TO_WORK])

    assert "aims_at_leaving = true\n" in written
    assert (TO_WORK,) == read_definitions(written)


def test_whether_it_aims_at_leaving_is_true_or_false() -> None:
    written = write_definitions([TO_WORK]).replace("= true", '= "yes"')
    with pytest.raises(DefinitionError, match="write true or false, not 'yes'"):
        read_definitions(written)


def test_where_every_stay_may_have_a_limit_nothing_changes() -> None:
    several = [LIMITED, OPEN]

    for some in (several, []):
        assert TOGETHER == of_limited_stays(
            TOGETHER, some, alone=False, all_of_them=True
        )
    assert () == not_offered(TOGETHER, several)


def test_enrolments_without_a_limit_are_not_asked_about_and_all_others_are() -> None:
    (to_work, _, incidence) = measure_asked(asked(), CASES, internal=True)

    assert (4, 1) == (to_work.population, to_work.numerator)
    assert Fraction(1, 4) == to_work.value
    assert 4 == incidence.population


def test_what_a_definition_is_about_otherwise_stays() -> None:
    not_aft: Expr = enrolment.programme != "aft"
    narrower = attrs.evolve(TO_WORK, among=as_node(not_aft), schema=TO_WORK.schema)
    (one,) = of_limited_stays([narrower], [VTA], alone=False, all_of_them=True)
    (to_work,) = measure([one], CASES, EVER)

    assert 2 == to_work.population


def test_what_counts_no_exits_as_success_counts_every_enrolment() -> None:
    everybody = asked(definitions=(EXITS,))
    (one,) = measure_asked(everybody, CASES, internal=True)

    assert (7, ()) == (one.population, everybody.not_offered)


def test_every_engine_counts_the_same() -> None:
    question = asked(by=("programme",))
    by_walking = measure_asked(question, CASES, internal=True)
    by_code = measure_asked(question, CASES, internal=True, count=generated.tally)

    assert by_walking == by_code


def test_split_by_programme_there_is_no_row_for_it() -> None:
    question = asked(by=("programme",))
    shown = [
        one.group
        for one in measure_asked(question, CASES, internal=True)
        if one.indicator == TO_WORK.id
    ]

    assert (PROGRAMME,) == question.by
    assert [("aft",), ("nobody-knows-it",), ("other",)] == sorted(shown)


def test_it_is_said_of_which_programmes_it_is_not_measured() -> None:
    assert (
        NotOffered(indicator=TO_WORK.id, programmes=("vta",)),
        NotOffered(indicator=INCIDENCE.id, programmes=("vta",)),
    ) == asked().not_offered


def test_where_no_known_programme_has_a_limit_what_is_not_known_stays_in() -> None:
    meant = Meant(definitions=TOGETHER, named=True, windows=(EVER,))
    (to_work, *_) = measure_asked(meant.asked({VTA.id: VTA}), CASES, internal=True)

    assert (4, 1) == (to_work.population, to_work.numerator)


def test_of_such_a_programme_alone_it_is_left_out_and_the_reason_said() -> None:
    question = asked(named=False, programme="vta", definitions=(*TOGETHER, EXITS))

    assert (NOW, EXITS) == question.definitions
    assert [TO_WORK.id, INCIDENCE.id] == [one.indicator for one in question.not_offered]


def test_what_is_printed_with_it_is_left_out_of_such_a_programme_too() -> None:
    vendors = attrs.evolve(
        EXITS, id="acme.exits", printed_with=(TO_WORK.id,), schema=EXITS.schema
    )
    question = asked(
        named=False, programme="vta", definitions=(*TOGETHER, vendors, EXITS)
    )

    assert (NOW, EXITS) == question.definitions


def test_of_such_a_programme_alone_it_is_refused_by_name() -> None:
    with pytest.raises(DefinitionError) as caught:
        asked(programme="vta")

    assert (
        "exit.to-work-or-education, exit.cumulative-incidence are not offered for a"
        " programme without a limit of time: vta" == str(caught.value)
    )
    with pytest.raises(DefinitionError) as caught:
        asked(programme="vta", definitions=(NOW, INCIDENCE))

    assert (
        "exit.cumulative-incidence is not offered for a programme without a limit of"
        " time: vta" == str(caught.value)
    )
    assert (NOW,) == asked(programme="vta", definitions=(NOW,)).definitions


def test_several_such_programmes_are_all_named() -> None:
    several = [VTA, programme("day-centre", Answer.NO)]
    with pytest.raises(DefinitionError, match=r"of time: day-centre, vta$"):
        of_limited_stays(TOGETHER, several, alone=True, all_of_them=True)


def test_of_a_programme_with_a_limit_nothing_is_left_out() -> None:
    question = asked(programme="aft")
    (to_work, *_) = measure_asked(question, CASES, internal=True)

    assert (2, 1, ()) == (
        to_work.population,
        to_work.numerator,
        question.not_offered,
    )


# Gaming: programmes come out by their own records alone


LEAVING = [one for one in BUILT_IN if one.aims_at_leaving]


@pytest.mark.parametrize("definition", LEAVING, ids=lambda one: one.id)
def test_no_parameter_takes_a_programme_out(definition: Definition) -> None:
    for one in definition.parameters:
        assert isinstance(one.default, tuple)
        assert all(isinstance(entry, ExitCategory) for entry in one.default)
    asked_of = [
        node.path
        for node in walk(definition.among)
        if isinstance(node, Ref) and node.path[0] == "param"
    ]

    assert [] == asked_of
    assert definition.id not in settings_for(ALL.values())


@pytest.mark.parametrize("name", ["programmes", "without", "stay_limited"])
def test_a_caller_who_names_programmes_to_leave_out_is_refused(name: str) -> None:
    given = {TO_WORK.id: {name: ("aft",)}}
    with pytest.raises(DefinitionError, match=f"has no parameter {name!r}"):
        measure([TO_WORK], CASES, EVER, given)


def test_to_write_nothing_about_the_limit_takes_no_hard_exit_out() -> None:
    silent = {name: programme(name) for name in ALL}
    meant = Meant(definitions=TOGETHER, named=True, windows=(EVER,))
    (to_work, *_) = measure_asked(meant.asked(silent), CASES, internal=True)

    assert (7, 2) == (to_work.population, to_work.numerator)


def test_whole_programmes_come_out_and_no_exit_by_its_kind() -> None:
    """Work goes with the hard exits: who writes that a stay has no limit gains nothing."""
    (to_work, *_) = measure_asked(asked(), CASES, internal=True)
    inside = [one for one in CASES if one.enrolments[0].programme != "vta"]
    (alone,) = measure([TO_WORK], inside, EVER)

    assert (alone.population, alone.numerator) == (
        to_work.population,
        to_work.numerator,
    )


def test_a_choice_of_it_has_those_still_enrolled_and_the_curve_beside() -> None:
    assert TOGETHER == chosen(BY_ID, [TO_WORK.id])
