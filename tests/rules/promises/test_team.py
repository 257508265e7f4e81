"""A coordinating caseworker for everybody, and a mentor offered."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant, in_order
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ExitCategory,
    InterventionKind,
    InterventionStatus,
    OfferAnswer,
    OfferKind,
    Role,
)
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme, Promise
from brukermedvirkning.domain.requests import Offer
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import Cause, ItemRef, Outcome, ParameterUse
from brukermedvirkning.rules.promises.team import (
    MENTOR_NOT_OFFERED,
    NO_COORDINATING_CASEWORKER,
)
from brukermedvirkning.rules.rule import Rule, examine
from brukermedvirkning.testing.forgetting import every_path
from brukermedvirkning.testing.rule_suite import rule_suite

FIRST = date(2026, 1, 1)
PROGRAMME = Programme(
    id="p",
    name="a programme",
    period=Period(),
    time_zone="Europe/Copenhagen",
    promises=(Promise.COORDINATING_CASEWORKER, Promise.MENTOR_OFFERED),
)
FIGURES = {
    name: ParameterUse(id=name, value=value, level="core", source="a test")
    for name, value in (
        ("team.coordinator-grace-days", 7),
        ("mentor.offer-due-days", 28),
    )
}


def day(number: int) -> date:
    """The day so many days after the first one."""
    return FIRST + timedelta(days=number)


def days(start: int | None, end: int | None = None) -> Period:
    return Period(
        start=None if start is None else day(start),
        end=None if end is None else day(end),
    )


def enrolled(
    start: int | None = 0, left: int | None = None, **fields: Any
) -> Enrolment:
    other = Coded(concept=ExitCategory.OTHER)
    return Enrolment(
        id="e",
        programme="p",
        start=None if start is None else day(start),
        exit=None if left is None else ProgrammeExit(on=day(left), category=other),
        **fields,
    )


def member(period: Period, role: Role = Role.COORDINATING_CASEWORKER) -> TeamMember:
    return TeamMember(
        id=f"{role}-{period.start}", period=period, role=Coded(concept=role)
    )


def facts(*, on: int = 60, enrolment: Enrolment | None = None, **case: Any) -> Facts:
    enrolment = enrolment or enrolled()
    rows = {
        name: in_order(case.pop(name, ()))
        for name in ("team", "offers", "interventions")
    }
    whole = Case(
        id="c",
        participant=Participant(id="person"),
        enrolments=(enrolment,),
        **rows,
        **case,
    )
    return Facts(
        on=day(on),
        case=whole,
        enrolment=enrolment,
        programme=PROGRAMME,
        parameters=FIGURES,
    )


def outcome(rule: Rule, given: Facts) -> Outcome:
    return examine(rule, given).outcome


def missing(rule: Rule, given: Facts) -> list[tuple[str, Cause]]:
    verdict = examine(rule, given)
    assert verdict.outcome is Outcome.CANNOT_TELL
    return [(path, one.cause) for one in verdict.cannot_tell for path in one.missing]


def without(*paths: str) -> Origin:
    left = tuple(p for p in every_path() if p not in paths)
    return Origin(carries=Carries(paths=left))


# A coordinating caseworker


def gaps(**given: Any) -> list[tuple[int, int]]:
    """The gaps found: first day and how many days."""
    verdict = examine(NO_COORDINATING_CASEWORKER, facts(**given))
    return [((f.since - FIRST).days, f.params["days"]) for f in verdict.findings]


def test_a_coordinator_from_the_first_day_on_keeps_it() -> None:
    given = facts(team=(member(days(0)),))

    assert outcome(NO_COORDINATING_CASEWORKER, given) is Outcome.KEPT


def test_a_finding_says_how_long_nobody_coordinated_and_what_is_let_pass() -> None:
    (finding,) = examine(NO_COORDINATING_CASEWORKER, facts(on=60)).findings

    assert finding.items == (ItemRef(kind="enrolment", id="e"),)
    assert finding.params == {"days": 61, "grace": 7}


def test_a_day_without_a_coordinator_is_found_where_none_is_let_pass() -> None:
    given = facts(on=0)
    none = attrs.evolve(FIGURES["team.coordinator-grace-days"], value=0)

    assert (
        outcome(
            NO_COORDINATING_CASEWORKER,
            attrs.evolve(given, parameters={none.id: none}),
        )
        is Outcome.BROKEN
    )


def test_no_coordinator_at_all_breaks_it_from_the_first_day() -> None:
    assert gaps(on=60) == [(0, 61)]


@pytest.mark.parametrize(
    ("since", "expected"), [(7, Outcome.KEPT), (8, Outcome.BROKEN)]
)
def test_the_grace_itself_is_let_pass(since: int, expected: Outcome) -> None:
    given = facts(team=(member(days(since)),))

    assert outcome(NO_COORDINATING_CASEWORKER, given) is expected


def test_a_gap_between_two_coordinators_is_found() -> None:
    assert gaps(team=(member(days(0, 10)), member(days(20)))) == [(10, 10)]


def test_each_gap_is_found() -> None:
    assert gaps(team=(member(days(10, 20)),), on=60) == [(0, 10), (20, 41)]


def test_other_roles_do_not_fill_a_gap() -> None:
    assert gaps(team=(member(days(0), Role.CASEWORKER),)) == [(0, 61)]


def test_a_member_registered_in_error_fills_no_gap() -> None:
    wrong = attrs.evolve(member(days(0)), registered_in_error=True)

    assert gaps(team=(wrong,)) == [(0, 61)]


def test_after_the_exit_nobody_is_needed() -> None:
    given = facts(team=(member(days(0, 10)),), enrolment=enrolled(left=16))

    assert outcome(NO_COORDINATING_CASEWORKER, given) is Outcome.KEPT


def test_the_day_of_the_exit_is_part_of_the_enrolment() -> None:
    assert gaps(team=(member(days(0, 10)),), enrolment=enrolled(left=17)) == [(10, 8)]


def test_before_the_first_day_of_attendance_nobody_is_needed() -> None:
    given = facts(enrolment=enrolled(attended_from=day(90)), on=60)

    assert outcome(NO_COORDINATING_CASEWORKER, given) is Outcome.KEPT


def test_an_unknown_first_day_cannot_be_told() -> None:
    given = facts(enrolment=enrolled(None))

    assert missing(NO_COORDINATING_CASEWORKER, given) == [
        ("enrolment.start", Cause.NOT_RECORDED)
    ]


def test_a_coordinator_since_an_unknown_day_cannot_be_told() -> None:
    given = facts(team=(member(days(None)),))

    assert missing(NO_COORDINATING_CASEWORKER, given) == [
        ("team_member.period", Cause.NOT_RECORDED)
    ]


def test_one_who_left_before_the_gap_did_not_fill_it() -> None:
    assert gaps(team=(member(days(None, 0)),)) == [(0, 61)]


@pytest.mark.parametrize("start", [0, None])
def test_a_member_of_unknown_role_cannot_be_told(start: int | None) -> None:
    given = facts(team=(member(days(start), Role.UNKNOWN),))

    assert missing(NO_COORDINATING_CASEWORKER, given) == [
        ("team_member.role", Cause.NOT_RECORDED)
    ]


def test_a_gap_that_a_member_of_unknown_role_cannot_have_filled_is_seen() -> None:
    short = member(days(10, 20), Role.UNKNOWN)

    assert gaps(team=(short,), on=60) == [(0, 10), (20, 41)]


def test_a_source_without_exits_cannot_tell_of_a_gap() -> None:
    given = facts(origin=without("enrolment.exit"))

    assert missing(NO_COORDINATING_CASEWORKER, given) == [
        ("enrolment.exit", Cause.SOURCE_CANNOT_SAY)
    ]


def test_one_of_unknown_role_who_was_not_there_in_the_gap_leaves_no_doubt() -> None:
    given = facts(
        team=(member(days(0, 10)), member(days(0, 5), Role.UNKNOWN)),
        origin=without("enrolment.exit"),
    )

    assert missing(NO_COORDINATING_CASEWORKER, given) == [
        ("enrolment.exit", Cause.SOURCE_CANNOT_SAY)
    ]


def test_a_gap_is_seen_as_far_as_the_source_speaks() -> None:
    assert gaps(origin=Origin(known_from=day(50)), on=60) == [(50, 11)]


def test_a_gap_of_which_the_source_hardly_speaks_cannot_be_told() -> None:
    given = facts(origin=Origin(known_from=day(55)), on=60)

    assert missing(NO_COORDINATING_CASEWORKER, given) == [
        ("team_member", Cause.SOURCE_CANNOT_SAY)
    ]


def test_a_gap_before_the_source_speaks_cannot_be_told() -> None:
    given = facts(team=(member(days(20)),), origin=Origin(known_from=day(20)), on=60)

    assert missing(NO_COORDINATING_CASEWORKER, given) == [
        ("team_member", Cause.SOURCE_CANNOT_SAY)
    ]


def test_a_source_without_a_place_for_the_team_says_nothing_of_it() -> None:
    given = facts(origin=without("team_member", "team_member.role"))

    assert missing(NO_COORDINATING_CASEWORKER, given) == [
        ("team_member", Cause.SOURCE_CANNOT_SAY),
        ("team_member.role", Cause.SOURCE_CANNOT_SAY),
    ]


# A mentor offered


def offer(kind: OfferKind = OfferKind.MENTOR, number: int = 5, **fields: Any) -> Offer:
    return Offer(id="o", on=day(number), nature=Coded(concept=kind), **fields)


def support(
    kind: InterventionKind = InterventionKind.MENTOR_SUPPORT,
    start: int | None = 5,
    **fields: Any,
) -> Intervention:
    return Intervention(
        id="m", period=days(start), measure=Coded(concept=kind), **fields
    )


@pytest.mark.parametrize(
    "shown",
    [
        {"offers": (offer(),)},
        {"offers": (offer(answer=OfferAnswer.DECLINED),)},
        {"team": (member(days(5), Role.MENTOR),)},
        {"team": (member(days(5), Role.SOCIAL_MENTOR),)},
        {"interventions": (support(),)},
        {"interventions": (support(InterventionKind.SOCIAL_MENTOR),)},
    ],
    ids=[
        "an offer",
        "a declined offer",
        "a mentor",
        "a social mentor",
        "mentor support",
        "support by a social mentor",
    ],
)
def test_an_offer_a_mentor_and_mentor_support_show_that_one_was_offered(
    shown: dict[str, Any],
) -> None:
    assert outcome(MENTOR_NOT_OFFERED, facts(**shown)) is Outcome.KEPT


def test_nothing_of_the_kind_breaks_it() -> None:
    (finding,) = examine(MENTOR_NOT_OFFERED, facts()).findings

    assert finding.items == (ItemRef(kind="enrolment", id="e"),)
    assert (finding.since, dict(finding.params)) == (day(28), {"days": 60})


@pytest.mark.parametrize(
    "other",
    [
        {"offers": (offer(OfferKind.PLAN),)},
        {"offers": (offer(registered_in_error=True),)},
        {"offers": (offer(number=61),)},
        {"team": (member(days(5), Role.CASEWORKER),)},
        {"interventions": (support(InterventionKind.EDUCATION),)},
        {
            "interventions": (
                support(start=None, status=InterventionStatus.NEVER_STARTED),
            )
        },
    ],
    ids=[
        "another offer",
        "in error",
        "after the judged day",
        "another role",
        "another measure",
        "support that never started",
    ],
)
def test_other_rows_do_not_show_it(other: dict[str, Any]) -> None:
    assert outcome(MENTOR_NOT_OFFERED, facts(**other)) is Outcome.BROKEN


def test_support_that_never_started_hides_no_support_that_did() -> None:
    never = attrs.evolve(
        support(start=None, status=InterventionStatus.NEVER_STARTED), id="a"
    )

    assert (
        outcome(MENTOR_NOT_OFFERED, facts(interventions=(never, support())))
        is Outcome.KEPT
    )


@pytest.mark.parametrize(("on", "expected"), [(28, Outcome.KEPT), (29, Outcome.BROKEN)])
def test_a_mentor_is_due_on_the_last_of_the_days(on: int, expected: Outcome) -> None:
    assert outcome(MENTOR_NOT_OFFERED, facts(on=on)) is expected


@pytest.mark.parametrize(
    ("left", "expected"), [(28, Outcome.KEPT), (29, Outcome.BROKEN)]
)
def test_who_left_before_it_was_due_was_owed_nothing(
    left: int, expected: Outcome
) -> None:
    given = facts(enrolment=enrolled(left=left))

    assert outcome(MENTOR_NOT_OFFERED, given) is expected


@pytest.mark.parametrize(
    ("rows", "path"),
    [
        ({"offers": (offer(OfferKind.UNKNOWN),)}, "offer.nature"),
        ({"team": (member(days(5), Role.UNKNOWN),)}, "team_member.role"),
        ({"team": (member(days(None), Role.MENTOR),)}, "team_member.period"),
        (
            {"interventions": (support(InterventionKind.UNKNOWN),)},
            "intervention.measure",
        ),
        ({"interventions": (support(start=None),)}, "intervention.period"),
        ({"enrolment": enrolled(None)}, "enrolment.start"),
    ],
)
def test_what_is_not_known_may_have_been_an_offer(
    rows: dict[str, Any], path: str
) -> None:
    assert missing(MENTOR_NOT_OFFERED, facts(**rows)) == [(path, Cause.NOT_RECORDED)]


@pytest.mark.parametrize(
    "path", ["offer", "team_member", "intervention", "intervention.measure"]
)
def test_only_a_source_that_could_have_shown_each_says_that_it_lacks(path: str) -> None:
    assert missing(MENTOR_NOT_OFFERED, facts(origin=without(path))) == [
        (path, Cause.SOURCE_CANNOT_SAY)
    ]


def test_a_log_that_shows_mentor_support_keeps_it_whatever_else_it_lacks() -> None:
    given = facts(interventions=(support(),), origin=without("offer", "team_member"))

    assert outcome(MENTOR_NOT_OFFERED, given) is Outcome.KEPT


def test_a_source_without_exits_cannot_tell_who_was_there_when_it_was_due() -> None:
    given = facts(origin=without("enrolment.exit"))

    assert missing(MENTOR_NOT_OFFERED, given) == [
        ("enrolment.exit", Cause.SOURCE_CANNOT_SAY)
    ]


def test_an_offer_before_the_source_speaks_cannot_be_told() -> None:
    given = facts(origin=Origin(known_from=day(1)))

    assert missing(MENTOR_NOT_OFFERED, given) == [("offer", Cause.SOURCE_CANNOT_SAY)]


TestNoCoordinatingCaseworker = rule_suite(
    NO_COORDINATING_CASEWORKER,
    trips=(facts(), facts(team=(member(days(0, 10)), member(days(20))))),
    keeps=(facts(team=(member(days(0)),)), facts(team=(member(days(7, 54)),))),
)

TestMentorNotOffered = rule_suite(
    MENTOR_NOT_OFFERED,
    trips=(facts(), facts(enrolment=enrolled(left=29))),
    keeps=(
        facts(offers=(offer(),)),
        facts(team=(member(days(5), Role.MENTOR),)),
        facts(interventions=(support(),)),
        facts(on=28),
    ),
)
