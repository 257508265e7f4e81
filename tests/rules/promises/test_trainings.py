"""Training on participation: for staff, attended and organised together, with leaders."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import Party, Role
from brukermedvirkning.domain.organisation import Attendance, Training, Unit
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import (
    Cause,
    Finding,
    ItemRef,
    Outcome,
    ParameterUse,
)
from brukermedvirkning.rules.promises.trainings import (
    LEADERS_NOT_AMONG,
    NOT_JOINT,
    NOT_ORGANISED_JOINTLY,
    RULES,
    STAFF_NOT_TRAINED,
)
from brukermedvirkning.rules.rule import Rule, examine
from brukermedvirkning.testing.rule_suite import rule_suite

ON = date(2026, 6, 1)
WINDOW = ParameterUse(
    id="training.window-days", value=30, level="core", source="a test"
)
STAFF = Attendance(party=Party.SERVICE, role=Coded(concept=Role.COUNSELLOR), attended=3)
USERS = Attendance(party=Party.PARTICIPANT, attended=2)
LEADER = Attendance(
    party=Party.SERVICE, role=Coded(concept=Role.DEPARTMENT_HEAD), attended=1
)


def who(party: Party, role: Role = Role.UNKNOWN, attended: int = 1) -> Attendance:
    return Attendance(party=party, role=Coded(concept=role), attended=attended)


def training(*attended: Attendance, ago: int = 1, **fields: Any) -> Training:
    return Training(
        **{
            "id": f"t-{ago}",
            "unit": "u",
            "on": ON - timedelta(days=ago),
            "about_participation": True,
            "attended": attended,
            **fields,
        }
    )


def facts(*trainings: Training) -> Facts:
    return Facts(
        on=ON,
        unit=Unit(id="u", name="a unit"),
        trainings=trainings,
        parameters={WINDOW.id: WINDOW},
    )


def outcome(rule: Rule, *trainings: Training) -> Outcome:
    return examine(rule, facts(*trainings)).outcome


def missing(rule: Rule, *trainings: Training) -> list[tuple[str, Cause]]:
    verdict = examine(rule, facts(*trainings))
    assert verdict.outcome is Outcome.CANNOT_TELL
    return [(path, one.cause) for one in verdict.cannot_tell for path in one.missing]


def arranged(*by: Party, ago: int = 1) -> Training:
    return training(organised_by=by, ago=ago)


def test_a_training_that_none_of_them_attended_together_is_found() -> None:
    verdict = examine(NOT_JOINT, facts(training(STAFF), training(USERS, ago=5)))

    assert verdict.findings == (
        Finding(
            items=(
                ItemRef(kind="training", id="t-5"),
                ItemRef(kind="training", id="t-1"),
            ),
            since=ON - timedelta(days=5),
            params={"count": 2},
        ),
    )


@pytest.mark.parametrize("party", [Party.PARTICIPANT, Party.REPRESENTATIVE, Party.PEER])
def test_one_that_both_attended_is_enough(party: Party) -> None:
    joint = training(STAFF, who(party), ago=2)

    assert outcome(NOT_JOINT, training(STAFF), joint) is Outcome.KEPT


@pytest.mark.parametrize("rule", RULES[1:], ids=lambda rule: rule.id)
def test_where_there_was_no_training_on_participation_nothing_is_asked(
    rule: Rule,
) -> None:
    other = training(STAFF, about_participation=False)

    assert outcome(rule) is Outcome.KEPT
    assert outcome(rule, other) is Outcome.KEPT


@pytest.mark.parametrize(
    "attended", [(), (STAFF, who(Party.UNKNOWN)), (who(Party.UNKNOWN), USERS)]
)
def test_who_attended_may_not_be_known(attended: tuple[Attendance, ...]) -> None:
    assert missing(NOT_JOINT, training(*attended)) == [
        ("training.attended", Cause.NOT_RECORDED)
    ]


@pytest.mark.parametrize("rule", [NOT_JOINT, STAFF_NOT_TRAINED])
def test_a_training_that_nobody_came_to_was_no_training(rule: Rule) -> None:
    nobody = training(
        who(Party.SERVICE, attended=0), who(Party.PARTICIPANT, attended=0)
    )

    assert outcome(rule, nobody) is Outcome.BROKEN


@pytest.mark.parametrize(
    ("ago", "expected"),
    [
        (30, Outcome.BROKEN),
        (31, Outcome.KEPT),
        (0, Outcome.BROKEN),
        (-1, Outcome.KEPT),
    ],
)
def test_only_trainings_of_the_window_are_asked_about(
    ago: int, expected: Outcome
) -> None:
    assert outcome(NOT_JOINT, training(STAFF, ago=ago)) is expected


def test_attended_together_is_not_arranged_together() -> None:
    given = training(STAFF, USERS, organised_by=(Party.SERVICE,))

    assert outcome(NOT_JOINT, given) is Outcome.KEPT
    assert outcome(NOT_ORGANISED_JOINTLY, given) is Outcome.BROKEN


@pytest.mark.parametrize("party", [Party.SERVICE, Party.PEER])
def test_arranged_by_one_side_is_not_arranged_together(party: Party) -> None:
    assert outcome(NOT_ORGANISED_JOINTLY, arranged(party)) is Outcome.BROKEN


def test_one_that_both_arranged_is_enough() -> None:
    both = arranged(Party.SERVICE, Party.PEER, ago=2)

    assert outcome(NOT_ORGANISED_JOINTLY, arranged(Party.PEER), both) is Outcome.KEPT


@pytest.mark.parametrize("by", [(), (Party.SERVICE, Party.UNKNOWN)])
def test_who_arranged_it_may_not_be_known(by: tuple[Party, ...]) -> None:
    assert missing(NOT_ORGANISED_JOINTLY, arranged(*by)) == [
        ("training.organised_by", Cause.NOT_RECORDED)
    ]


@pytest.mark.parametrize("role", [Role.DEPARTMENT_HEAD, Role.MANAGING_DIRECTOR])
def test_one_who_leads_among_them_is_enough(role: Role) -> None:
    assert outcome(LEADERS_NOT_AMONG, training(who(Party.SERVICE, role))) is (
        Outcome.KEPT
    )


@pytest.mark.parametrize(
    "attended",
    [(STAFF,), (who(Party.PARTICIPANT, Role.MANAGING_DIRECTOR),), (USERS,)],
    ids=["staff", "a participant who leads elsewhere", "participants"],
)
def test_others_do_not_lead(attended: tuple[Attendance, ...]) -> None:
    assert outcome(LEADERS_NOT_AMONG, training(*attended)) is Outcome.BROKEN


@pytest.mark.parametrize(
    "attended",
    [(), (who(Party.SERVICE),), (who(Party.UNKNOWN, Role.MANAGING_DIRECTOR),)],
)
def test_a_leader_may_be_among_those_who_are_not_known(
    attended: tuple[Attendance, ...],
) -> None:
    assert missing(LEADERS_NOT_AMONG, training(*attended)) == [
        ("training.attended", Cause.NOT_RECORDED)
    ]


def test_a_leader_who_did_not_come_is_not_among_them() -> None:
    away = who(Party.SERVICE, Role.MANAGING_DIRECTOR, attended=0)

    assert outcome(LEADERS_NOT_AMONG, training(away)) is Outcome.BROKEN


@pytest.mark.parametrize(
    ("ago", "expected"), [(0, Outcome.KEPT), (30, Outcome.KEPT), (31, Outcome.BROKEN)]
)
def test_staff_are_trained_within_the_window(ago: int, expected: Outcome) -> None:
    assert outcome(STAFF_NOT_TRAINED, training(STAFF, ago=ago)) is expected


def test_the_finding_says_how_long_the_window_is() -> None:
    verdict = examine(STAFF_NOT_TRAINED, facts(training(USERS)))

    assert verdict.findings == (
        Finding(items=(ItemRef(kind="unit", id="u"),), params={"days": 30}),
    )


def test_a_unit_without_any_training_on_record_may_keep_them_elsewhere() -> None:
    later = training(STAFF, ago=-1)

    assert missing(STAFF_NOT_TRAINED) == [("training", Cause.NOT_RECORDED)]
    assert missing(STAFF_NOT_TRAINED, later) == [("training", Cause.NOT_RECORDED)]


@pytest.mark.parametrize("attended", [(), (who(Party.UNKNOWN),)])
def test_staff_may_be_among_those_who_are_not_known(
    attended: tuple[Attendance, ...],
) -> None:
    assert missing(STAFF_NOT_TRAINED, training(*attended)) == [
        ("training.attended", Cause.NOT_RECORDED)
    ]


@pytest.mark.parametrize("rule", [NOT_JOINT, STAFF_NOT_TRAINED], ids=lambda r: r.id)
def test_the_trainings_of_which_it_is_not_known_are_named(rule: Rule) -> None:
    verdict = examine(rule, facts(training(), training(USERS, ago=5)))

    assert [one.items for one in verdict.cannot_tell] == [
        (ItemRef(kind="training", id="t-1"),)
    ]


TestNotJoint = rule_suite(
    NOT_JOINT,
    trips=(facts(training(STAFF)),),
    keeps=(facts(training(STAFF, USERS)), facts()),
)
TestNotOrganisedJointly = rule_suite(
    NOT_ORGANISED_JOINTLY,
    trips=(facts(arranged(Party.SERVICE)),),
    keeps=(facts(arranged(Party.SERVICE, Party.PARTICIPANT)),),
)
TestLeadersNotAmong = rule_suite(
    LEADERS_NOT_AMONG,
    trips=(facts(training(STAFF)),),
    keeps=(facts(training(LEADER)),),
)
TestStaffNotTrained = rule_suite(
    STAFF_NOT_TRAINED,
    trips=(facts(training(USERS)),),
    keeps=(facts(training(STAFF)),),
)
