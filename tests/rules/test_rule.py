"""A rule: when it is asked, and what comes of what its check says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs
import pytest

from brukermedvirkning.builtin.rules import RULES
from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.collective import CollectiveParticipation, Level
from brukermedvirkning.domain.enrolments import Enrolment
from brukermedvirkning.domain.organisation import Unit
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme, Promise
from brukermedvirkning.errors import DefinitionError, Fault, InvalidRecordError
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import (
    CannotTell,
    Cause,
    Finding,
    ItemRef,
    Outcome,
    ParameterUse,
    Severity,
)
from brukermedvirkning.rules.rule import Rule, Scope, examine

ON = date(2026, 6, 1)
CASE = Case(id="c", participant=Participant(id="person"))
FINDING = Finding(params={"days": 1})
DOUBT = CannotTell(missing=("goal.status",), cause=Cause.NOT_RECORDED)
USE = ParameterUse(id="figure", value=7, level="core", source="a test")


def says(*outcomes: Finding | CannotTell) -> Any:
    def check(_facts: Facts) -> Iterator[Finding | CannotTell]:
        yield from outcomes

    return check


def rule(**fields: Any) -> Rule:
    return Rule(
        **{
            "id": "a.rule",
            "source": "a test",
            "severity": Severity.REMARK,
            "duty_holder": DutyHolder.PROGRAMME,
            "scope": Scope.CASE,
            "check": says(),
            **fields,
        }
    )


def programme(*promises: Promise) -> Programme:
    return Programme(
        id="p",
        name="a programme",
        period=Period(),
        time_zone="Europe/Oslo",
        promises=promises,
    )


def outcome(asked: Rule, **facts: Any) -> Outcome:
    return examine(asked, Facts(**{"on": ON, "case": CASE, **facts})).outcome


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((), Outcome.KEPT),
        ((FINDING,), Outcome.BROKEN),
        ((DOUBT,), Outcome.CANNOT_TELL),
        ((DOUBT, FINDING), Outcome.BROKEN),
    ],
)
def test_findings_win_over_doubts_and_silence_is_kept(
    said: tuple[Any, ...], expected: Outcome
) -> None:
    assert outcome(rule(check=says(*said))) is expected


def test_a_verdict_says_all_that_is_known_of_it() -> None:
    asked = rule(check=says(FINDING, DOUBT), uses=("figure",), version=2)
    verdict = examine(asked, Facts(on=ON, case=CASE, parameters={"figure": USE}))

    assert attrs.asdict(verdict, recurse=False) == {
        "rule": "a.rule",
        "version": 2,
        "severity": Severity.REMARK,
        "duty_holder": DutyHolder.PROGRAMME,
        "source": "a test",
        "subject": ItemRef(kind="case", id="c"),
        "outcome": Outcome.BROKEN,
        "findings": (FINDING,),
        "cannot_tell": (DOUBT,),
        "parameters": (USE,),
    }


@pytest.mark.parametrize(
    ("valid", "expected"),
    [
        (Period(), Outcome.KEPT),
        (Period(start=ON), Outcome.KEPT),
        (Period(start=date(2026, 6, 2)), Outcome.DOES_NOT_APPLY),
        (Period(end=date(2026, 6, 2)), Outcome.KEPT),
        (Period(end=ON), Outcome.DOES_NOT_APPLY),
    ],
)
def test_a_rule_is_silent_outside_its_period(valid: Period, expected: Outcome) -> None:
    assert outcome(rule(valid=valid)) is expected


def test_a_rule_about_enrolments_cannot_tell_of_a_case_without_one() -> None:
    verdict = examine(rule(scope=Scope.ENROLMENT), Facts(on=ON, case=CASE))

    assert verdict.cannot_tell == (
        CannotTell(
            missing=("enrolment",),
            cause=Cause.NOT_RECORDED,
            items=(ItemRef(kind="case", id="c"),),
        ),
    )


PROMISED = rule(promise=Promise.PLAN_OWNED)


def test_a_promise_is_asked_about_where_it_was_made() -> None:
    assert outcome(PROMISED, programme=programme(Promise.PLAN_OWNED)) is Outcome.KEPT


def test_a_promise_that_was_not_made_does_not_apply() -> None:
    assert outcome(PROMISED, programme=programme()) is Outcome.DOES_NOT_APPLY


def test_an_unknown_programme_leaves_open_what_was_promised() -> None:
    verdict = examine(PROMISED, Facts(on=ON, case=CASE))

    assert [one.missing for one in verdict.cannot_tell] == [("enrolment.programme",)]


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        ("DK", Outcome.KEPT),
        ("NO", Outcome.DOES_NOT_APPLY),
        (None, Outcome.CANNOT_TELL),
    ],
)
def test_a_rule_of_one_country_is_asked_there_alone(
    country: str | None, expected: Outcome
) -> None:
    national = attrs.evolve(PROMISED, promise=None, country="DK", check=lambda _: ())
    there = attrs.evolve(programme(), country=country)

    verdict = examine(national, Facts(on=ON, case=CASE, programme=there))

    assert verdict.outcome is expected
    assert [one.missing for one in verdict.cannot_tell] == (
        [("programme.country",)] if country is None else []
    )
    assert outcome(national, programme=None) is Outcome.CANNOT_TELL


def test_what_the_source_has_no_place_for_is_not_asked_about() -> None:
    origin = Origin(carries=Carries(paths=("goal",)))
    asked = rule(needs=("goal", "plan", "stance"), check=says(FINDING))
    verdict = examine(asked, Facts(on=ON, case=attrs.evolve(CASE, origin=origin)))

    assert (verdict.outcome, verdict.cannot_tell) == (
        Outcome.CANNOT_TELL,
        (CannotTell(missing=("plan", "stance"), cause=Cause.SOURCE_CANNOT_SAY),),
    )


@pytest.mark.parametrize("scope", [Scope.PROGRAMME, Scope.UNIT, Scope.COLLECTIVE])
def test_rules_about_no_case_need_nothing_that_a_case_carries(scope: Scope) -> None:
    assert outcome(rule(scope=scope, needs=("plan",)), case=None) is Outcome.KEPT


@pytest.mark.parametrize("scope", [Scope.PROGRAMME, Scope.UNIT, Scope.COLLECTIVE])
def test_what_the_keeper_of_records_has_no_place_for_is_not_asked_about(
    scope: Scope,
) -> None:
    records = Carries(paths=("unit.chain",))
    asked = rule(scope=scope, needs=("unit.chain", "training"), check=says(FINDING))
    verdict = examine(asked, Facts(on=ON, records=records))

    assert (verdict.outcome, verdict.cannot_tell) == (
        Outcome.CANNOT_TELL,
        (CannotTell(missing=("training",), cause=Cause.SOURCE_CANNOT_SAY),),
    )


def test_a_rule_about_a_programme_may_wait_for_its_promise() -> None:
    asked = attrs.evolve(PROMISED, scope=Scope.PROGRAMME)

    assert [
        outcome(asked, case=None, programme=programme(*promises))
        for promises in ((), (Promise.PLAN_OWNED,))
    ] == [
        Outcome.DOES_NOT_APPLY,
        outcome(PROMISED, programme=programme(Promise.PLAN_OWNED)),
    ]


@pytest.mark.parametrize("scope", [Scope.UNIT, Scope.COLLECTIVE])
def test_rules_about_units_and_participation_wait_for_no_promise(scope: Scope) -> None:
    with pytest.raises(InvalidRecordError) as raised:
        rule(scope=scope, promise=Promise.PLAN_OWNED)

    assert raised.value.faults == (
        Fault(field="scope", found=str(scope), expected="case, enrolment or programme"),
    )


def test_the_participant_can_never_be_the_one_who_owes() -> None:
    assert [holder.value for holder in DutyHolder] == [
        "organisation",
        "programme",
        "authority",
    ]


@pytest.mark.parametrize("found", RULES, ids=lambda found: found.id)
def test_every_rule_of_the_core_binds_a_body_and_names_its_source(found: Rule) -> None:
    assert (found.duty_holder in tuple(DutyHolder), bool(found.source)) == (True, True)


# Facts


def test_facts_without_a_case_say_so() -> None:
    with pytest.raises(DefinitionError, match="no case"):
        _ = Facts(on=ON).the_case


def test_facts_without_an_enrolment_say_so() -> None:
    with pytest.raises(DefinitionError, match="no enrolment"):
        _ = Facts(on=ON, case=CASE).the_enrolment


def test_facts_without_a_programme_or_a_unit_say_so() -> None:
    with pytest.raises(DefinitionError, match="no programme"):
        _ = Facts(on=ON).the_programme
    with pytest.raises(DefinitionError, match="no unit"):
        _ = Facts(on=ON).the_unit


def test_what_nobody_wrote_beside_the_cases_is_not_recorded() -> None:
    facts = Facts(on=ON, unit=UNIT, records=Carries(paths=("unit.chain",)))

    assert [facts.unknown(f"unit.{name}").cause for name in ("chain", "nature")] == [
        Cause.NOT_RECORDED,
        Cause.SOURCE_CANNOT_SAY,
    ]


def test_a_parameter_that_was_not_resolved_is_named() -> None:
    with pytest.raises(DefinitionError, match="'figure'"):
        Facts(on=ON, case=CASE).number("figure")


ENROLMENT = Enrolment(id="e", programme="p", start=ON)
UNIT = Unit(id="u", name="a unit")
COUNCIL = CollectiveParticipation(
    id="council", unit="u", level=Level.SERVICE, period=Period()
)


@pytest.mark.parametrize(
    ("facts", "kind", "item"),
    [
        (Facts(on=ON, case=CASE, enrolment=ENROLMENT), "enrolment", "e"),
        (Facts(on=ON, case=CASE, programme=programme()), "case", "c"),
        (Facts(on=ON, programme=programme()), "programme", "p"),
        (Facts(on=ON, unit=UNIT), "unit", "u"),
        (Facts(on=ON, collective=(COUNCIL,)), "collective", "council"),
        (Facts(on=ON, collective=(COUNCIL, COUNCIL)), "collective", ""),
        (Facts(on=ON), "collective", ""),
    ],
)
def test_the_subject_is_the_smallest_thing_the_facts_are_about(
    facts: Facts, kind: str, item: str
) -> None:
    assert facts.subject == ItemRef(kind=kind, id=item)


def test_rows_leave_out_errors_and_what_comes_later() -> None:
    rows = (
        Enrolment(id="undated", programme="p"),
        Enrolment(id="wrong", programme="q", start=ON, registered_in_error=True),
        Enrolment(id="today", programme="r", start=ON),
        Enrolment(id="later", programme="s", start=date(2026, 6, 2)),
    )
    facts = Facts(
        on=ON,
        case=attrs.evolve(
            CASE,
            enrolments=tuple(
                sorted(rows, key=lambda row: (row.start or date.min, row.id))
            ),
        ),
    )

    assert [row.id for row in facts.rows("enrolments")] == ["undated", "today"]


@pytest.mark.parametrize(
    ("known_from", "expected"),
    [(None, True), (ON, True), (date(2026, 6, 2), False)],
)
def test_a_source_speaks_of_the_days_from_its_first_one(
    known_from: date | None, expected: bool
) -> None:
    case = attrs.evolve(CASE, origin=Origin(known_from=known_from))

    assert Facts(on=ON, case=case).speaks_of(ON) is expected
