"""Checking cases, and saying what came of it in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from brukermedvirkning.builtin.rules import RULES
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.enrolments import Enrolment
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme, Promise
from brukermedvirkning.host import Host
from brukermedvirkning.rules.outcomes import CannotTell, Cause, Finding, Outcome
from brukermedvirkning.services import check_cases, known_programmes, said
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


def test_every_rule_is_asked_of_a_case() -> None:
    assert outcomes(CASE) == {
        "contact.too-long-silence": Outcome.BROKEN,
        "intervention.before-enrolment": Outcome.KEPT,
        "intervention.overlap-same-kind": Outcome.KEPT,
        "intervention.weekly-load": Outcome.KEPT,
        "introduction.not-on-day-one": Outcome.BROKEN,
        "plan.not-owned": Outcome.BROKEN,
        "team.mentor-not-offered": Outcome.BROKEN,
        "team.no-coordinating-caseworker": Outcome.BROKEN,
    }


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
def test_every_reason_of_a_rule_has_words(rule) -> None:
    texts = HOST.texts("rules", "en")
    reasons = REASONS.get(rule.id)
    ids = [f"{rule.id}.{reason}" for reason in reasons] if reasons else [rule.id]

    assert [message for message in ids if message not in texts] == []


def test_the_reasons_here_are_those_of_the_rules() -> None:
    folder = Path(RULES[0].check.__code__.co_filename).parent
    source = (folder / "introduction.py").read_text() + (
        folder / "ownership.py"
    ).read_text()

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
