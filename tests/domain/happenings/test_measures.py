"""A measure from the plan to its end, and what only the participant says of it."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

import attrs
import pytest

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    Answer,
    Area,
    EndReason,
    InterventionKind,
    InterventionStatus,
    ItemKind,
    Obligation,
    Party,
    Proposer,
)
from brukermedvirkning.domain.decisions import Decision
from brukermedvirkning.domain.happenings.items import is_agreed
from brukermedvirkning.domain.happenings.measure_course import (
    InterventionCompleted,
    InterventionEnded,
    InterventionNeverStarted,
    InterventionPaused,
    InterventionResumed,
    InterventionStarted,
)
from brukermedvirkning.domain.happenings.measures import (
    InterventionChanged,
    InterventionLinked,
    InterventionPlanned,
    InterventionShaped,
)
from brukermedvirkning.domain.happenings.responsibilities import ResponsibilityAgreed
from brukermedvirkning.domain.interventions import (
    AgreedResponsibility,
    EarlierContent,
    Intervention,
)
from brukermedvirkning.domain.ownership import (
    LOCKED_ONCE_AGREED,
    PARTICIPANT_WORDS,
    TOGETHER,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import Challenge, Goal, Wording

sys.path.append(str(Path(__file__).parent))

from plan_life import (
    CASE,
    DAY,
    FIRST,
    GUARDIAN,
    IMPOSTOR,
    NEXT,
    PARTICIPANT,
    STAFF,
    act,
    after,
    agreed,
    erroneous,
    left,
    rule,
)

SOON, LATE = NEXT + timedelta(days=1), NEXT + timedelta(days=14)
WORK = Coded(concept=InterventionKind.WORK_PLACEMENT)
MENTOR = Coded(concept=InterventionKind.MENTOR_SUPPORT)
ILL = Coded(concept=EndReason.HEALTH)
WORDS = (Wording(version=1, text="Work"),)
FULL = attrs.evolve(
    CASE,
    goals=(Goal(id="g", wordings=WORDS), Goal(id="h", wordings=WORDS)),
    challenges=(Challenge(id="u", wordings=WORDS),),
    decisions=(Decision(id="d"), Decision(id="f")),
)


def planned(source=STAFF, **fields) -> InterventionPlanned:
    values = {"intervention": "i", "measure": WORK, "weekly_minutes": 600}
    return act(InterventionPlanned, source, **(values | fields))


def done(kind, source=STAFF, **fields):
    return act(kind, source, **({"intervention": "i"} | fields))


def changed(source=STAFF, **fields) -> InterventionChanged:
    return done(InterventionChanged, source, **fields)


def ended(source=STAFF, reason: Coded[EndReason] = ILL, **fields):
    return done(InterventionEnded, source, reason=reason, **fields)


def never(source=STAFF, reason: Coded[EndReason] = ILL, **fields):
    return done(InterventionNeverStarted, source, reason=reason, **fields)


def took_on(source=PARTICIPANT, **fields) -> ResponsibilityAgreed:
    values = {"task": "Call the shop", "organisation_does": "Pays the bus"}
    return done(ResponsibilityAgreed, source, **(values | fields))


PLANNED = after(FULL, planned())
RUNNING = after(PLANNED, done(InterventionStarted))
PAUSED = after(RUNNING, done(InterventionPaused, on=NEXT))


def only(case: Case) -> Intervention:
    (row,) = case.interventions
    return row


def with_row(**changes) -> Case:
    return attrs.evolve(FULL, interventions=(attrs.evolve(only(RUNNING), **changes),))


def test_what_is_planned_has_no_first_day_yet() -> None:
    row = only(
        after(FULL, planned(planned_start=NEXT, planned_end=LATE, beside=(Party.PEER,)))
    )

    assert (Period(), InterventionStatus.PLANNED) == (row.period, row.status)
    assert (NEXT, LATE) == (row.planned_start, row.planned_end)
    assert (Party.SERVICE, Party.PEER) == row.proposed_by
    assert not row.began_unknown
    assert STAFF == row.recorded.source


def test_the_participant_plans_what_they_found_and_it_serves_their_goal() -> None:
    one = planned(
        PARTICIPANT,
        found_by_participant=Answer.YES,
        fits_own_interest=Answer.YES,
        goal_shaped_by=(Party.PARTICIPANT, Party.SERVICE),
        goals=("g",),
        challenges=("u",),
        decision="d",
    )
    row = only(after(FULL, one))

    assert Proposer.PARTICIPANT_ALONE == row.proposer
    assert (Answer.YES, Answer.YES) == (
        row.found_by_participant,
        row.fits_own_interest,
    )
    assert (("g",), ("u",), "d") == (row.goals, row.challenges, row.decision)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (planned(IMPOSTOR), "voice.mandate"),
        (planned(beside=(Party.PARTICIPANT,)), "voice.claimed"),
        (planned(intervention="g"), "row.id-taken"),
        (planned(goals=("x",)), "row.not-there"),
        (planned(challenges=("x",)), "row.not-there"),
        (planned(decision="x"), "row.not-there"),
        (planned(goal_shaped_by=(Party.PARTICIPANT,)), "voice.claimed"),
        (planned(content_shaped_by=(Party.PARTICIPANT,)), "voice.claimed"),
        (planned(fits_own_interest=Answer.YES), "intervention.own-answer"),
        (planned(GUARDIAN, found_by_participant=Answer.NO), "intervention.own-answer"),
        (
            planned(planned_start=NEXT, planned_end=DAY),
            "intervention.planned-days",
        ),
    ],
)
def test_what_a_plan_for_a_measure_may_not_be(one, expected: str) -> None:
    assert expected == rule(FULL, one)


def test_what_serves_a_goal_in_error_serves_nothing() -> None:
    assert "row.in-error" == rule(erroneous(FULL, "goals"), planned(goals=("g",)))


EVERY = [
    changed(weekly_minutes=60),
    done(InterventionLinked, goals=("g",)),
    done(InterventionShaped, content_shaped_by=(Party.SERVICE,)),
    took_on(),
    done(InterventionStarted),
    done(InterventionPaused),
    done(InterventionResumed),
    done(InterventionCompleted),
    ended(),
    never(),
]


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.kind)
def test_a_measure_that_is_not_there_or_an_error_has_no_course(one) -> None:
    assert "row.not-there" == rule(FULL, one)
    assert "row.in-error" == rule(erroneous(RUNNING, "interventions"), one)
    assert ("intervention", "i") == one.target


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.kind)
def test_nobody_acts_in_a_measure_without_a_mandate(one) -> None:
    assert "voice.mandate" == rule(RUNNING, attrs.evolve(one, source=IMPOSTOR))


@pytest.mark.parametrize(
    "one",
    [
        planned(intervention="j"),
        changed(weekly_minutes=60),
        took_on(),
        done(InterventionPaused),
        done(InterventionLinked, goals=("g",)),
    ],
    ids=lambda one: one.kind,
)
def test_no_measure_is_planned_or_changed_after_an_exit(one) -> None:
    assert "case.after-exit" == rule(left(RUNNING), one)


def test_nothing_starts_or_goes_on_after_an_exit_but_it_ends() -> None:
    assert "case.after-exit" == rule(left(PLANNED), done(InterventionStarted))
    assert "case.after-exit" == rule(left(PAUSED), done(InterventionResumed, on=LATE))
    assert None is rule(left(RUNNING), ended())
    assert None is rule(left(PAUSED), done(InterventionCompleted, on=LATE))
    assert None is rule(left(PLANNED), never())


def test_changed_content_is_a_new_version_that_nobody_agreed_to_yet() -> None:
    agreement = agreed("i", item_kind=ItemKind.INTERVENTION)
    before = after(PLANNED, agreement)
    case = after(
        before,
        changed(
            on=NEXT,
            measure=MENTOR,
            weekly_minutes=60,
            area=Coded(concept=Area.SOCIAL),
            obligation=Obligation.VOLUNTARY,
        ),
    )

    row = only(case)
    assert is_agreed(before, "intervention", "i")
    assert not is_agreed(case, "intervention", "i")
    assert (2, MENTOR, 60) == (row.version, row.measure, row.weekly_minutes)
    assert (
        EarlierContent(until=NEXT, measure=WORK, weekly_minutes=600),
    ) == row.earlier
    assert before.stances == case.stances


def test_what_has_begun_may_get_another_last_day() -> None:
    case = after(RUNNING, changed(planned_end=LATE))

    assert LATE == only(case).planned_end
    assert None is rule(with_row(planned_end=FIRST), changed(weekly_minutes=1))


@pytest.mark.parametrize(
    ("case", "one", "expected"),
    [
        (RUNNING, changed(), "intervention.same"),
        (RUNNING, changed(weekly_minutes=600), "intervention.same"),
        (RUNNING, changed(planned_start=NEXT), "intervention.begun"),
        (RUNNING, changed(planned_end=FIRST), "intervention.planned-days"),
        (
            after(PLANNED, changed(planned_end=NEXT)),
            changed(planned_start=LATE),
            "intervention.planned-days",
        ),
        (
            after(PLANNED, changed(on=LATE, weekly_minutes=1)),
            changed(weekly_minutes=2),
            "row.not-begun",
        ),
        (after(RUNNING, ended()), changed(weekly_minutes=1), "intervention.status"),
        (RUNNING, changed(on=FIRST, weekly_minutes=1), "row.not-begun"),
    ],
)
def test_how_content_may_not_change(case: Case, one, expected: str) -> None:
    assert expected == rule(case, one)


def test_a_plan_without_a_first_day_may_get_a_last_one() -> None:
    assert None is rule(PLANNED, changed(planned_end=LATE))


@pytest.mark.parametrize(
    ("policy", "before", "once_agreed"),
    [
        (PARTICIPANT_WORDS, None, None),
        (TOGETHER, None, None),
        (LOCKED_ONCE_AGREED, None, "ownership.policy"),
    ],
    ids=lambda policy: getattr(policy, "id", None),
)
def test_the_participant_may_not_change_what_is_locked_once_agreed(
    policy, before, once_agreed
) -> None:
    one = changed(PARTICIPANT, weekly_minutes=60)
    case = after(PLANNED, agreed("i", item_kind=ItemKind.INTERVENTION))

    assert before == rule(PLANNED, one, policy)
    assert once_agreed == rule(case, one, policy)


def test_a_measure_is_linked_to_more_and_nothing_is_unlinked() -> None:
    links = {"goals": ("h", "g"), "challenges": ("u",), "decision": "d"}
    case = after(PLANNED, done(InterventionLinked, goals=("g",)))
    case = after(case, done(InterventionLinked, **links))

    row = only(case)
    assert (("g", "h"), ("u",), "d") == (row.goals, row.challenges, row.decision)
    assert None is rule(case, done(InterventionLinked, decision="d"))
    assert "intervention.one-decision" == rule(
        case, done(InterventionLinked, decision="f")
    )
    assert "row.not-there" == rule(case, done(InterventionLinked, goals=("x",)))


def test_everybody_says_their_own_part_and_the_participant_what_is_theirs() -> None:
    mine = done(
        InterventionShaped,
        PARTICIPANT,
        goal_shaped_by=(Party.PARTICIPANT,),
        found_by_participant=Answer.NO,
        fits_own_interest=Answer.PARTLY,
    )
    case = after(
        PLANNED,
        done(InterventionShaped, goal_shaped_by=(Party.SERVICE,)),
        mine,
        done(InterventionShaped, GUARDIAN, content_shaped_by=(Party.REPRESENTATIVE,)),
    )

    row = only(case)
    assert (Party.SERVICE, Party.PARTICIPANT) == row.goal_shaped_by
    assert (Party.REPRESENTATIVE,) == row.content_shaped_by
    assert (Answer.NO, Answer.PARTLY) == (
        row.found_by_participant,
        row.fits_own_interest,
    )
    assert "voice.claimed" == rule(case, attrs.evolve(mine, source=STAFF))


def test_a_responsibility_has_what_the_organisation_does_in_return() -> None:
    case = after(PLANNED, took_on(), took_on(GUARDIAN, on=NEXT, task="Read it"))

    row = only(case)
    assert (
        AgreedResponsibility(
            on=NEXT,
            task="Read it",
            organisation_does="Pays the bus",
            by_representative="team-r",
        )
        == row.responsibility
    )
    assert ["Call the shop"] == [one.task for one in row.earlier_responsibilities]


def test_nobody_is_given_a_responsibility() -> None:
    case = after(PLANNED, took_on(on=NEXT))

    assert "voice.own-side" == rule(PLANNED, took_on(STAFF))
    assert "row.not-begun" == rule(case, took_on())
    assert "intervention.status" == rule(after(RUNNING, ended()), took_on())


def test_a_measure_runs_pauses_goes_on_and_is_completed() -> None:
    case = after(
        PAUSED,
        done(InterventionResumed, on=SOON),
        done(InterventionPaused, on=SOON),
        done(InterventionCompleted, PARTICIPANT, on=LATE),
    )

    row = only(case)
    end = LATE + timedelta(days=1)
    assert (Period(start=NEXT, end=SOON), Period(start=SOON, end=end)) == row.pauses
    assert Period(start=DAY, end=end) == row.period
    assert InterventionStatus.COMPLETED == row.status
    assert (EndReason.COMPLETED, Party.PARTICIPANT) == (
        row.end_reason.concept,
        row.end_reason_said_by,
    )


@pytest.mark.parametrize(
    ("source", "reason", "decided_by"),
    [
        (STAFF, EndReason.DID_NOT_FIT, Party.SERVICE),
        (PARTICIPANT, EndReason.DID_NOT_FIT, Party.PARTICIPANT),
        (PARTICIPANT, EndReason.PARTICIPANT_STOPPED, Party.REPRESENTATIVE),
        (GUARDIAN, EndReason.PARTICIPANT_STOPPED, Party.REPRESENTATIVE),
    ],
)
def test_what_ends_early_says_why_who_said_it_and_who_decided(
    source, reason, decided_by
) -> None:
    one = ended(source, Coded(concept=reason), decided_by=decided_by)
    row = only(after(RUNNING, one))

    assert (InterventionStatus.STOPPED, reason) == (row.status, row.end_reason.concept)
    assert (one.party, decided_by) == (row.end_reason_said_by, row.end_decided_by)
    assert NEXT == row.ended_on


@pytest.mark.parametrize(
    ("case", "one", "expected"),
    [
        (RUNNING, done(InterventionStarted), "intervention.status"),
        (PLANNED, done(InterventionPaused), "intervention.status"),
        (RUNNING, done(InterventionResumed), "intervention.status"),
        (PLANNED, done(InterventionCompleted), "intervention.status"),
        (PLANNED, ended(), "intervention.status"),
        (RUNNING, never(), "intervention.status"),
        (after(PLANNED, never()), done(InterventionStarted), "intervention.status"),
        (RUNNING, done(InterventionPaused, on=FIRST), "row.not-begun"),
        (
            after(PAUSED, done(InterventionResumed, on=LATE)),
            done(InterventionPaused, on=SOON),
            "row.not-begun",
        ),
        (PAUSED, done(InterventionResumed, on=NEXT), "intervention.pause-day"),
        (PAUSED, ended(), "row.not-begun"),
        (
            with_row(period=Period(start=DAY, end=LATE)),
            done(InterventionPaused),
            "intervention.open",
        ),
        (with_row(period=Period(start=DAY, end=LATE)), ended(), "intervention.open"),
        (RUNNING, ended(on=date.max), "intervention.last-day"),
        (
            RUNNING,
            ended(reason=Coded(concept=EndReason.UNKNOWN)),
            "intervention.end-reason",
        ),
        (
            PLANNED,
            never(reason=Coded(concept=EndReason.COMPLETED)),
            "intervention.end-reason",
        ),
        (RUNNING, ended(decided_by=Party.PARTICIPANT), "voice.claimed"),
        (RUNNING, ended(GUARDIAN, decided_by=Party.PARTICIPANT), "voice.claimed"),
        (
            RUNNING,
            ended(reason=Coded(concept=EndReason.PARTICIPANT_STOPPED)),
            "voice.claimed",
        ),
    ],
)
def test_how_a_measure_may_not_run(case: Case, one, expected: str) -> None:
    assert expected == rule(case, one)


def test_a_pause_that_nobody_dated_ends_all_the_same() -> None:
    case = with_row(status=InterventionStatus.PAUSED)

    assert () == only(after(case, done(InterventionResumed))).pauses


def test_what_never_started_never_has_a_first_day() -> None:
    row = only(after(PLANNED, never(PARTICIPANT, decided_by=Party.PARTICIPANT)))

    assert (None, InterventionStatus.NEVER_STARTED) == (row.day, row.status)
    assert (ILL, Party.PARTICIPANT) == (row.end_reason, row.end_decided_by)
