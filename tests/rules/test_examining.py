"""Asking many rules of one case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.collective import CollectiveParticipation, Level
from brukermedvirkning.domain.enrolments import Enrolment
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.organisation import Training, Unit
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme, Promise
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.examining import (
    examine_case,
    examine_programme,
    examine_unit,
)
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import Finding, Outcome, Severity, Verdict
from brukermedvirkning.rules.parameters import (
    Parameter,
    ParameterLevel,
    Parameters,
    ParameterValue,
)
from brukermedvirkning.rules.rule import Rule, Scope

ON = date(2026, 6, 1)
FIGURE = Parameter(
    id="figure",
    unit_of_measure="days",
    values=(ParameterValue(value=1, since=date(2020, 1, 1), source="x"),),
)


def tells_its_facts(facts: Facts) -> Iterator[Finding]:
    yield Finding(
        params={
            "on": facts.on,
            "programme": facts.programme.id if facts.programme else None,
            "figures": {name: use.value for name, use in facts.parameters.items()},
        }
    )


def rule(scope: Scope = Scope.CASE, **fields: Any) -> Rule:
    return Rule(
        **{
            "id": "a.rule",
            "source": "a test",
            "severity": Severity.REMARK,
            "duty_holder": DutyHolder.PROGRAMME,
            "scope": scope,
            "check": tells_its_facts,
            **fields,
        }
    )


def programme(name: str, **fields: Any) -> Programme:
    return Programme(
        id=name, name=name, period=Period(), time_zone="Europe/Oslo", **fields
    )


PROGRAMMES = {
    "p": programme("p"),
    "q": programme("q", parameters=FrozenMap({"figure": 9})),
}
FIRST = Enrolment(id="e1", programme="p", start=date(2025, 1, 1))
SECOND = Enrolment(id="e2", programme="q", start=date(2026, 1, 1))
AHEAD = Enrolment(id="e3", programme="r", start=date(2027, 1, 1))


def case(*enrolments: Enrolment, **fields: Any) -> Case:
    return Case(
        id="c", participant=Participant(id="person"), enrolments=enrolments, **fields
    )


def said(of: Case, *rules: Rule, on: date = ON) -> tuple[Verdict, ...]:
    return examine_case(
        rules,
        of,
        on=on,
        programmes=PROGRAMMES,
        parameters=Parameters.of((FIGURE,)),
    )


def told(verdict: Verdict) -> dict[str, Any]:
    (finding,) = verdict.findings
    return dict(finding.params)


def test_the_verdicts_stand_in_the_order_of_the_rules() -> None:
    verdicts = said(case(), rule(id="b"), rule(id="a"))

    assert [one.rule for one in verdicts] == ["b", "a"]


def test_a_rule_about_enrolments_is_asked_of_each_that_has_begun() -> None:
    verdicts = said(case(FIRST, SECOND, AHEAD), rule(Scope.ENROLMENT))

    assert [one.subject.id for one in verdicts] == ["e1", "e2"]


def test_an_enrolment_that_begins_on_the_day_has_begun() -> None:
    verdicts = said(case(FIRST), rule(Scope.ENROLMENT), on=date(2025, 1, 1))

    assert [one.subject.id for one in verdicts] == ["e1"]


def test_an_enrolment_of_unknown_start_is_asked_about() -> None:
    unknown = attrs.evolve(FIRST, start=None)

    assert [one.subject.id for one in said(case(unknown), rule(Scope.ENROLMENT))] == [
        "e1"
    ]


def test_an_enrolment_registered_in_error_is_not_asked_about() -> None:
    wrong = attrs.evolve(FIRST, registered_in_error=True)

    assert said(case(wrong), rule(Scope.ENROLMENT)) == ()


def test_each_enrolment_is_judged_by_its_own_programme() -> None:
    verdicts = said(case(FIRST, SECOND), rule(Scope.ENROLMENT, uses=("figure",)))

    assert [(told(one)["programme"], told(one)["figures"]) for one in verdicts] == [
        ("p", {"figure": 1}),
        ("q", {"figure": 9}),
    ]


def test_a_case_is_judged_by_the_programme_of_its_latest_enrolment() -> None:
    (verdict,) = said(case(FIRST, SECOND, AHEAD), rule())

    assert told(verdict)["programme"] == "q"


def test_a_case_without_enrolments_has_no_programme() -> None:
    (verdict,) = said(case(), rule())

    assert told(verdict)["programme"] is None


def test_without_enrolments_a_rule_about_them_has_nothing_to_say() -> None:
    assert said(case(), rule(Scope.ENROLMENT)) == ()


def test_where_the_source_has_no_place_for_enrolments_the_rule_cannot_tell() -> None:
    log = case(origin=Origin(carries=Carries(paths=("contact",))))
    (verdict,) = said(log, rule(Scope.ENROLMENT))

    assert (verdict.outcome, verdict.subject.kind) == (Outcome.CANNOT_TELL, "case")


def test_a_case_is_judged_no_later_than_its_source_speaks() -> None:
    (verdict,) = said(case(origin=Origin(known_until=date(2026, 3, 1))), rule())

    assert told(verdict)["on"] == date(2026, 3, 1)


def test_a_source_that_speaks_of_later_days_changes_no_day() -> None:
    (verdict,) = said(case(origin=Origin(known_until=date(2027, 3, 1))), rule())

    assert told(verdict)["on"] == ON


def test_what_does_not_apply_is_left_out() -> None:
    promised = rule(Scope.ENROLMENT, promise=Promise.PLAN_OWNED)

    assert said(case(FIRST), promised) == ()


def test_a_rule_outside_its_days_needs_no_figure_of_those_days() -> None:
    later = rule(valid=Period(start=date(2020, 1, 1)), uses=("figure",))

    assert said(case(), later, on=date(2019, 1, 1)) == ()


def test_of_a_case_registered_in_error_nothing_is_said() -> None:
    assert said(case(FIRST, registered_in_error=True), rule()) == ()


@pytest.mark.parametrize("scope", [Scope.PROGRAMME, Scope.UNIT, Scope.COLLECTIVE])
def test_rules_about_no_case_are_not_asked_of_one(scope: Scope) -> None:
    assert said(case(FIRST), rule(scope)) == ()


# Programmes and units


def tells_what_is_beside(facts: Facts) -> Iterator[Finding]:
    yield Finding(
        params={
            "on": facts.on,
            "unit": facts.unit.id if facts.unit else None,
            "collective": [row.id for row in facts.collective],
            "trainings": [row.id for row in facts.trainings],
            "directed": dict(facts.directed),
            "figures": {name: use.value for name, use in facts.parameters.items()},
        }
    )


def beside(scope: Scope, **fields: Any) -> Rule:
    return rule(scope, check=tells_what_is_beside, **fields)


def council(name: str, unit: str, of: str | None = None) -> CollectiveParticipation:
    return CollectiveParticipation(
        id=name, unit=unit, programme=of, level=Level.SERVICE, period=Period()
    )


def training(name: str, unit: str) -> Training:
    return Training(id=name, unit=unit, on=ON)


WORKS = Unit(id="works", name="a company")
UNITS = (
    Unit(id="hall", name="a hall", part_of="shop"),
    Unit(id="shop", name="a shop", part_of="works"),
    WORKS,
    Unit(id="other", name="another company"),
)
COUNCILS = (
    council("of p", "other", of="p"),
    council("own", "works", of="q"),
    council("below", "hall"),
)
TRAININGS = (
    training("own", "works"),
    training("below", "shop"),
    training("not ours", "other"),
)
FIGURE_OF_UNIT = attrs.evolve(FIGURE, level=ParameterLevel.UNIT, applies_to="works")


def of_programme(*rules: Rule, on: date = ON, **fields: Any) -> list[dict[str, Any]]:
    verdicts = examine_programme(
        rules,
        attrs.evolve(programme("p", unit="works"), **fields),
        on=on,
        parameters=Parameters.of((FIGURE,)),
        unit=WORKS,
        collective=COUNCILS,
        trainings=TRAININGS,
        directed={"an indicator": True},
    )
    assert {verdict.subject.kind for verdict in verdicts} <= {"programme"}
    return [told(verdict) for verdict in verdicts]


def test_a_programme_is_given_its_unit_and_what_belongs_to_it() -> None:
    assert of_programme(beside(Scope.PROGRAMME, uses=("figure",))) == [
        {
            "on": ON,
            "unit": "works",
            "collective": ["of p"],
            "trainings": ["own"],
            "directed": {"an indicator": True},
            "figures": {"figure": 1},
        }
    ]


@pytest.mark.parametrize("scope", [one for one in Scope if one != Scope.PROGRAMME])
def test_other_rules_are_not_asked_of_a_programme(scope: Scope) -> None:
    assert of_programme(beside(scope)) == []


def test_a_programme_is_judged_no_later_than_its_last_day() -> None:
    period = Period(start=date(2020, 1, 1), end=date(2026, 1, 1))
    (found,) = of_programme(beside(Scope.PROGRAMME), period=period)
    (during,) = of_programme(
        beside(Scope.PROGRAMME), period=period, on=date(2025, 1, 1)
    )

    assert (found["on"], during["on"]) == (date(2025, 12, 31), date(2025, 1, 1))


def test_of_a_programme_what_does_not_apply_is_left_out() -> None:
    promised = beside(Scope.PROGRAMME, promise=Promise.RANGE_OF_MEASURES)
    later = beside(Scope.PROGRAMME, valid=Period(start=date(2030, 1, 1)))

    assert of_programme(promised, later) == []


def test_without_indicators_nothing_is_known_of_their_direction() -> None:
    (verdict,) = examine_programme(
        [beside(Scope.PROGRAMME)],
        programme("p"),
        on=ON,
        parameters=Parameters.of(()),
        carries=Carries(paths=("programme.chain",)),
    )

    assert told(verdict)["directed"] == {}


def test_what_its_keeper_has_no_place_for_cannot_be_told_of_a_programme() -> None:
    (verdict,) = examine_programme(
        [beside(Scope.PROGRAMME, needs=("programme.solution",))],
        programme("p"),
        on=ON,
        parameters=Parameters.of(()),
        carries=Carries(paths=("programme.chain",)),
    )

    assert verdict.outcome is Outcome.CANNOT_TELL


def of_unit(*rules: Rule, unit: Unit = WORKS, on: date = ON) -> tuple[Verdict, ...]:
    return examine_unit(
        rules,
        unit,
        on=on,
        parameters=Parameters.of((FIGURE, FIGURE_OF_UNIT)),
        units=UNITS,
        collective=COUNCILS,
        trainings=TRAININGS,
    )


def test_a_unit_is_given_what_belongs_to_it_and_to_its_parts() -> None:
    (verdict,) = of_unit(beside(Scope.UNIT, uses=("figure",)))

    assert (verdict.subject.id, told(verdict)) == (
        "works",
        {
            "on": ON,
            "unit": "works",
            "collective": ["own", "below"],
            "trainings": ["own", "below"],
            "directed": {},
            "figures": {"figure": 1},
        },
    )
    assert [use.level for use in verdict.parameters] == [ParameterLevel.UNIT]


def test_a_rule_about_participation_is_asked_of_each_that_is_the_units_own() -> None:
    verdicts = of_unit(beside(Scope.COLLECTIVE), beside(Scope.UNIT))

    assert [(one.subject.kind, one.subject.id) for one in verdicts] == [
        ("collective", "own"),
        ("unit", "works"),
    ]
    assert told(verdicts[0])["collective"] == ["own"]


@pytest.mark.parametrize("scope", [Scope.CASE, Scope.ENROLMENT, Scope.PROGRAMME])
def test_other_rules_are_not_asked_of_a_unit(scope: Scope) -> None:
    assert of_unit(beside(scope)) == ()


def test_a_unit_is_judged_no_later_than_its_last_day() -> None:
    closed = attrs.evolve(WORKS, period=Period(end=date(2026, 1, 1)))
    (verdict,) = of_unit(beside(Scope.UNIT), unit=closed)

    assert told(verdict)["on"] == date(2025, 12, 31)


def test_a_source_with_a_place_for_enrolments_and_none_there_is_told_nothing() -> None:
    bare = case(origin=Origin(carries=Carries(paths=("enrolment",))))

    assert said(bare, rule(Scope.ENROLMENT)) == ()


def test_what_cannot_be_told_without_enrolments_is_asked_in_the_rules_days_alone() -> (
    None
):
    log = case(origin=Origin(carries=Carries(paths=("contact",))))
    over = rule(Scope.ENROLMENT, valid=Period(end=ON))

    assert said(log, over) == ()
    assert len(said(log, over, on=date(2026, 5, 31))) == 1


def test_a_participation_is_judged_on_the_day() -> None:
    (verdict,) = of_unit(beside(Scope.COLLECTIVE))

    assert told(verdict)["on"] == ON


@pytest.mark.parametrize("scope", [Scope.UNIT, Scope.COLLECTIVE])
def test_what_its_keeper_has_no_place_for_cannot_be_told_of_a_unit(
    scope: Scope,
) -> None:
    (verdict,) = examine_unit(
        [beside(scope, needs=("matter.outcome",))],
        WORKS,
        on=ON,
        parameters=Parameters.of(()),
        collective=[council("own", "works")],
        carries=Carries(paths=("collective",)),
    )

    assert verdict.outcome is Outcome.CANNOT_TELL


@pytest.mark.parametrize("scope", [Scope.CASE, Scope.ENROLMENT])
def test_a_rule_is_given_the_case(scope: Scope) -> None:
    def names_the_case(facts: Facts) -> Iterator[Finding]:
        yield Finding(params={"case": facts.the_case.id})

    (verdict,) = said(case(FIRST), rule(scope, check=names_the_case))

    assert told(verdict) == {"case": "c"}


def test_a_case_with_one_enrolment_is_judged_by_its_programme() -> None:
    (verdict,) = said(case(FIRST), rule())

    assert told(verdict)["programme"] == "p"
