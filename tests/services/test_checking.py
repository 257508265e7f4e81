"""Checking cases, and saying what came of it in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs
import pytest

from brukermedvirkning.builtin.rules import RULES
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.collective import CollectiveParticipation, Level, Matter
from brukermedvirkning.domain.concepts import Party, Role
from brukermedvirkning.domain.enrolments import Enrolment
from brukermedvirkning.domain.organisation import (
    Attendance,
    Responsibility,
    ResponsibilityLevel,
    Training,
    Unit,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import (
    Programme,
    Promise,
    SolutionDescription,
    Target,
)
from brukermedvirkning.host import Host
from brukermedvirkning.rules.outcomes import CannotTell, Cause, Finding, Outcome
from brukermedvirkning.rules.rule import Rule, Scope
from brukermedvirkning.services import (
    Surroundings,
    check_cases,
    check_programmes,
    check_units,
    known_programmes,
    said,
)
from brukermedvirkning.testing.memory import MemoryStore

HOST = Host.load(entry_points=False)
ON = date(2026, 6, 1)
PROGRAMME = Programme(
    id="p",
    name="a programme",
    period=Period(),
    time_zone="Europe/Oslo",
    promises=tuple(Promise),
)
CASE = Case(
    id="c",
    participant=Participant(id="person"),
    enrolments=(Enrolment(id="e", programme="p", start=date(2026, 1, 1)),),
)
REASONS = {
    "case.outside-target-group": ("other_benefit", "too_short", "too_young"),
    "collective.economic-without-users": ("after", "none"),
    "collective.matter-unanswered": ("late", "open"),
    "collective.no-consequence": ("not_yet_decided", "nothing"),
    "collective.planning-without-users": ("after", "none"),
    "decision.overruled-without-reason": (
        "no_frame",
        "no_reason",
        "no_remedies",
        "not_told",
    ),
    "enrolment.outside-programme": ("after", "before"),
    "programme.approach-not-described": ("approach", "implementation", "neither"),
    "programme.chain-not-declared": ("above", "none", "subgoals"),
    "introduction.not-on-day-one": (
        "late",
        "none",
        "not_acknowledged",
        "not_covering",
    ),
    "plan.not-owned": ("no_own_goal", "no_plan", "not_agreed"),
}


def outcomes(case: Case) -> dict[str, Outcome]:
    (checked,) = check_cases(HOST, [case], on=ON, programmes={"p": PROGRAMME})
    return {verdict.rule: verdict.outcome for verdict in checked.verdicts}


def test_every_rule_about_a_case_is_asked_of_it() -> None:
    assert set(outcomes(CASE)) == {
        rule.id for rule in RULES if rule.scope in (Scope.CASE, Scope.ENROLMENT)
    }


def test_a_case_in_which_nothing_happened_breaks_what_was_promised_by_now() -> None:
    found = outcomes(CASE)

    assert {
        "contact.too-long-silence": Outcome.BROKEN,
        "intervention.before-enrolment": Outcome.KEPT,
        "intervention.overlap-same-kind": Outcome.KEPT,
        "intervention.weekly-load": Outcome.KEPT,
        "introduction.not-on-day-one": Outcome.BROKEN,
        "plan.not-owned": Outcome.BROKEN,
        "team.mentor-not-offered": Outcome.BROKEN,
        "team.no-coordinating-caseworker": Outcome.BROKEN,
    }.items() <= found.items()


def test_cases_are_checked_one_by_one() -> None:
    def cases() -> object:
        yield CASE
        raise AssertionError("read ahead")

    checked = check_cases(HOST, cases(), on=ON, programmes={})  # type: ignore[arg-type]

    assert next(checked).case is CASE


def test_a_programme_that_is_kept_counts_before_a_ready_one() -> None:
    store = MemoryStore()
    with store.begin() as work:
        work.records(Programme).put(PROGRAMME)
        found = known_programmes(HOST, work)

    assert found == {**HOST.programmes, "p": PROGRAMME}


def test_every_finding_of_every_rule_has_words_without_an_open_place() -> None:
    (checked,) = check_cases(HOST, [CASE], on=ON, programmes={"p": PROGRAMME})
    spoken = [
        said(HOST, verdict, finding, ["en"])
        for verdict in checked.verdicts
        for finding in verdict.findings
    ]

    assert spoken
    assert [one for one in spoken if one.language != "en" or "{" in one.text] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_and_every_reason_of_it_has_words(rule: Rule) -> None:
    texts = HOST.texts("rules", "en")
    own = {name for name in texts if f"{name}.".startswith(f"{rule.id}.")}
    reasons = {f"{rule.id}.{reason}" for reason in REASONS.get(rule.id, ())}

    assert own
    assert reasons <= own


def test_the_reasons_here_are_those_of_the_rules() -> None:
    folder = Path(RULES[0].check.__code__.co_filename).parent
    source = "".join(file.read_text("utf-8") for file in folder.glob("*.py"))

    assert [
        reason
        for reasons in REASONS.values()
        for reason in reasons
        if f'"{reason}"' not in source
    ] == []


def verdict_of(case: Case, rule: str):
    (checked,) = check_cases(HOST, [case], on=ON, programmes={"p": PROGRAMME})
    return next(one for one in checked.verdicts if one.rule == rule)


def test_a_finding_is_said_with_its_days() -> None:
    verdict = verdict_of(CASE, "team.no-coordinating-caseworker")
    spoken = said(HOST, verdict, verdict.findings[0], ["en"])

    assert spoken.text == (
        "152 days without a coordinating caseworker, from 2026-01-01"
    )


@pytest.mark.parametrize(
    ("cause", "text"),
    [
        (Cause.NOT_RECORDED, "nobody wrote down goal.status, plan"),
        (Cause.SOURCE_CANNOT_SAY, "the source has no place for goal.status, plan"),
    ],
)
def test_what_cannot_be_told_is_said_with_its_cause(cause: Cause, text: str) -> None:
    verdict = verdict_of(CASE, "plan.not-owned")
    doubt = CannotTell(missing=("goal.status", "plan"), cause=cause)

    assert said(HOST, verdict, doubt, ["en"]).text == text


def test_a_finding_since_an_unknown_day_is_said_without_one() -> None:
    verdict = verdict_of(CASE, "plan.not-owned")
    finding = Finding(params={"reason": "no_own_goal"})

    assert said(HOST, verdict, finding, ["en"]).text == (
        "no current goal was proposed by the participant"
    )


# Programmes and units

WORKS = Unit(
    id="works",
    name="a company",
    chain=tuple(
        Responsibility(level=level, role=Coded(concept=Role.COUNSELLOR))
        for level in (ResponsibilityLevel.OVERALL, ResponsibilityLevel.SUBGOALS)
    ),
)
COUNCIL = CollectiveParticipation(
    id="council",
    unit="works",
    level=Level.SERVICE,
    period=Period(start=date(2025, 1, 1)),
    matters=(
        Matter(id="m", raised_by=(Party.PARTICIPANT,), raised_on=date(2026, 1, 1)),
    ),
)
COURSE = Training(
    id="t",
    unit="works",
    on=date(2026, 5, 1),
    about_participation=True,
    attended=(Attendance(party=Party.SERVICE, attended=3),),
)


def kept() -> tuple[MemoryStore, Surroundings]:
    store = MemoryStore()
    with store.begin() as work:
        work.records(Unit).put(WORKS)
        work.records(CollectiveParticipation).put(COUNCIL)
        work.records(Training).put(COURSE)
    with store.begin() as work:
        return store, Surroundings.kept(work)


def test_what_stands_beside_is_all_that_a_store_keeps_of_it() -> None:
    _, found = kept()

    assert found == Surroundings(
        units=(WORKS,), collective=(COUNCIL,), trainings=(COURSE,)
    )


def test_a_programme_is_checked_with_its_unit_and_the_directions_of_indicators() -> (
    None
):
    _, among = kept()
    described = attrs.evolve(
        PROGRAMME,
        unit="works",
        solution=SolutionDescription(
            targets=(Target(indicator="exit.distribution", at_least=1),)
        ),
    )
    (checked,) = check_programmes(HOST, [described], on=ON, among=among)
    found = {one.rule: one.outcome for one in checked.verdicts}

    assert checked.record is described
    assert found == {
        "programme.approach-not-described": Outcome.BROKEN,
        "programme.chain-not-declared": Outcome.KEPT,
        "programme.degree-not-declared": Outcome.BROKEN,
        "programme.no-targets": Outcome.KEPT,
        "programme.range-not-covering-areas": Outcome.CANNOT_TELL,
        "programme.target-without-direction": Outcome.BROKEN,
    }


def test_a_programme_whose_unit_nobody_knows_is_checked_without_it() -> None:
    (checked,) = check_programmes(HOST, [PROGRAMME], on=ON, among=Surroundings())
    found = {one.rule: one.outcome for one in checked.verdicts}

    assert found["programme.chain-not-declared"] is Outcome.CANNOT_TELL


def test_a_unit_is_checked_with_its_trainings_and_its_participation() -> None:
    _, among = kept()
    (checked,) = check_units(HOST, [WORKS], on=ON, among=among)
    found = {one.rule: one.outcome for one in checked.verdicts}

    assert checked.record is WORKS
    assert found["training.staff-not-trained"] is Outcome.KEPT
    assert found["training.not-joint"] is Outcome.BROKEN
    assert found["organisation.no-result-indicators"] is Outcome.BROKEN
    assert found["collective.matter-unanswered"] is Outcome.BROKEN
