"""How somebody leaves, takes it back, and is asked how it went."""

from __future__ import annotations

from datetime import UTC, date, datetime

import attrs
import pytest

from brukermedvirkning.domain.actors import Actor, Recorded
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    Answer,
    ConsentPurpose,
    DecidedBy,
    EmploymentTerms,
    EndReason,
    ExitCategory,
    FollowUpStatus,
    InterventionKind,
    InterventionStatus,
    MandateKind,
    Party,
    Role,
    StanceAnswer,
    WaitingEnd,
)
from brukermedvirkning.domain.enrolments import Enrolment, FollowUp, ProgrammeExit
from brukermedvirkning.domain.evolve import decide, evolve
from brukermedvirkning.domain.happenings import HANDLERS, Context, Refusal
from brukermedvirkning.domain.happenings.following_up import FollowedUp
from brukermedvirkning.domain.happenings.leaving import (
    Exited,
    ExitStanceTaken,
    ExitUndone,
)
from brukermedvirkning.domain.happenings.measure_course import InterventionEnded
from brukermedvirkning.domain.happenings.plan_course import PlanEnded, PlanResumed
from brukermedvirkning.domain.happenings.requests import WaitingEnded
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.ownership import POLICIES, Ownership
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan
from brukermedvirkning.domain.requests import Request, Waiting
from brukermedvirkning.domain.rights import Consent
from brukermedvirkning.domain.team import Mandate, TeamMember

FIRST, DAY, LATER = date(2026, 1, 5), date(2026, 3, 2), date(2026, 6, 1)
AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
ME = Actor(kind=ActorKind.PARTICIPANT, id="p")
GUARDIAN = Actor(kind=ActorKind.REPRESENTATIVE, id="r")
STAFF = Actor(kind=ActorKind.STAFF, id="s")
WHO = {"at": AT, "by": STAFF, "source": STAFF}
MINE = WHO | {"source": ME}
MEMBER = TeamMember(
    id="t",
    period=Period(start=FIRST),
    role=Coded(concept=Role.GUARDIAN),
    actor=GUARDIAN,
    mandate=Mandate(
        nature=MandateKind.GUARDIAN, period=Period(start=FIRST), may_act=True
    ),
)
ROW = Enrolment(id="e", programme="x", start=FIRST)
PLAN = ActionPlan(id="plan", period=Period(start=FIRST))
OPEN = Case(
    id="c",
    participant=Participant(id="p"),
    period=Period(start=FIRST),
    plan=PLAN,
    enrolments=(ROW,),
    team=(MEMBER,),
)
EXITED = Exited(
    enrolment="e",
    category=Coded(concept=ExitCategory.ORDINARY_WORK),
    on=DAY,
    **WHO,
)
UNDONE = ExitUndone(enrolment="e", on=LATER, **WHO)
SAID = ExitStanceTaken(enrolment="e", answer=StanceAnswer.DISAGREES, on=LATER, **MINE)
ASKED = FollowedUp(
    follow_up="f", enrolment="e", status=FollowUpStatus.IN_WORK, on=LATER, **WHO
)


def after(case: Case, act, context: Context | None = None) -> Case:
    happened = decide(case, act, context or Context())

    assert not isinstance(happened, Refusal), happened
    for one in happened:
        case = evolve(case, one)
    return case


def rule(case: Case, act, context: Context | None = None) -> str | None:
    outcome = decide(case, act, context or Context())
    return outcome.rule if isinstance(outcome, Refusal) else None


def left(decided_by: DecidedBy = DecidedBy.SERVICE, **fields) -> Case:
    """The case with its one enrolment ended, and the plan with it."""
    leaving = ProgrammeExit(
        on=DAY,
        category=Coded(concept=ExitCategory.OTHER),
        decided_by=decided_by,
        **fields,
    )
    return attrs.evolve(
        OPEN,
        enrolments=(attrs.evolve(ROW, exit=leaving),),
        plan=attrs.evolve(PLAN, period=Period.through(FIRST, DAY)),
    )


def beside(case: Case, **fields) -> Case:
    other = Enrolment(**({"id": "g", "programme": "y", "start": FIRST} | fields))
    return attrs.evolve(case, enrolments=(*case.enrolments, other))


def test_an_exit_says_why_and_who_decided_and_ends_the_plan() -> None:
    act = attrs.evolve(
        EXITED,
        decided_by=DecidedBy.SERVICE,
        reason="borte",
        heard_before=Answer.YES,
        complaint_route_named=Answer.NO,
    )

    happened = decide(OPEN, act, Context())

    assert (act, PlanEnded(on=DAY, **WHO)) == happened
    expected = ProgrammeExit(
        on=DAY,
        category=act.category,
        decided_by=DecidedBy.SERVICE,
        reason="borte",
        heard_before=Answer.YES,
        complaint_route_named=Answer.NO,
    )
    assert expected == after(OPEN, act).enrolments[0].exit
    assert DAY == after(OPEN, act).plan.period.last_day
    assert ("enrolment", "e") == act.target
    assert "borte" not in repr(act)


def test_an_exit_leaves_the_plan_running_while_another_enrolment_is_open() -> None:
    assert PLAN == after(beside(OPEN), EXITED).plan


def test_the_plan_ends_with_the_latest_of_the_exits() -> None:
    later = ProgrammeExit(on=LATER, category=EXITED.category)
    case = beside(OPEN, exit=later)

    assert LATER == after(case, EXITED).plan.period.last_day


def test_a_case_without_a_plan_has_none_to_end() -> None:
    case = attrs.evolve(OPEN, plan=None)

    assert (EXITED,) == decide(case, EXITED, Context())


def test_the_participant_leaves_and_says_where_they_stand() -> None:
    act = attrs.evolve(
        EXITED,
        source=ME,
        decided_by=DecidedBy.PARTICIPANT,
        stance=StanceAnswer.AGREES,
    )

    leaving = after(OPEN, act).enrolments[0].exit

    assert (DecidedBy.PARTICIPANT, StanceAnswer.AGREES, None) == (
        leaving.decided_by,
        leaving.stance,
        leaving.by_representative,
    )


def test_a_representative_who_decides_for_the_participant_is_named() -> None:
    act = attrs.evolve(
        EXITED,
        source=GUARDIAN,
        decided_by=DecidedBy.PARTICIPANT,
        by_representative="t",
    )
    case = after(OPEN, act)

    assert "t" == case.enrolments[0].exit.by_representative
    assert ((".exit", "t"),) == case.enrolments[0].speakers
    undone = attrs.evolve(UNDONE, source=GUARDIAN, by_representative="t", on=DAY)
    assert ((".undone_exits[0]", "t"),) == after(case, undone).enrolments[0].speakers


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"decided_by": DecidedBy.PARTICIPANT}, "voice.own-side"),
        ({"stance": StanceAnswer.AGREES}, "voice.participant"),
        ({"by_representative": "t"}, "voice.own-side"),
        (
            {
                "source": GUARDIAN,
                "by_representative": "t",
                "stance": StanceAnswer.AGREES,
            },
            "voice.participant",
        ),
        ({"source": GUARDIAN}, "voice.mandate"),
        (
            {"source": ME, "decided_by": DecidedBy.SERVICE},
            "exit.decided-by-another",
        ),
        ({"on": date(2026, 1, 4)}, "row.not-begun"),
        ({"enrolment": "z"}, "row.not-there"),
    ],
)
def test_nobody_decides_or_speaks_for_another_in_an_exit(change, expected) -> None:
    assert expected == rule(OPEN, attrs.evolve(EXITED, **change))


def test_that_the_participant_declined_to_say_may_be_written_by_others() -> None:
    act = attrs.evolve(EXITED, stance=StanceAnswer.DECLINED_TO_SAY)

    assert rule(OPEN, act) is None


def test_one_leaves_once_and_not_before_the_first_day() -> None:
    attended = attrs.evolve(OPEN, enrolments=(attrs.evolve(ROW, attended_from=LATER),))

    assert "exit.there" == rule(beside(left()), EXITED)
    assert "row.not-begun" == rule(attended, EXITED)


def test_the_participant_says_later_where_they_stand_and_it_stays() -> None:
    case = after(left(), SAID)

    assert StanceAnswer.DISAGREES is case.enrolments[0].exit.stance
    outcome = decide(case, attrs.evolve(SAID, answer=StanceAnswer.AGREES), Context())
    assert isinstance(outcome, Refusal)
    assert "exit.stance-known" == outcome.rule
    assert ("stance_taken",) == outcome.permitted


@pytest.mark.parametrize("policy", POLICIES.values())
def test_the_stance_on_an_exit_is_open_under_every_policy(policy: Ownership) -> None:
    assert rule(left(), SAID, Context(policy=policy)) is None


@pytest.mark.parametrize(
    ("case", "change", "expected"),
    [
        (left(), {"source": STAFF}, "voice.participant"),
        (left(), {"source": GUARDIAN}, "voice.participant"),
        (left(), {"answer": StanceAnswer.NOT_ASKED}, "exit.no-answer"),
        (left(), {"on": FIRST}, "row.not-begun"),
        (left(), {"enrolment": "z"}, "row.not-there"),
        (OPEN, {}, "exit.none"),
    ],
)
def test_a_stance_on_an_exit_is_refused(case, change, expected) -> None:
    assert expected == rule(case, attrs.evolve(SAID, **change))


def test_an_undone_exit_stays_on_record_with_what_was_said() -> None:
    case = left(stance=StanceAnswer.DISAGREES)
    leaving = case.enrolments[0].exit

    happened = decide(case, UNDONE, Context())

    assert (UNDONE, PlanResumed(on=LATER, **WHO)) == happened
    row = after(case, UNDONE).enrolments[0]
    assert row.is_open
    assert (leaving,) == row.undone_exits
    assert PLAN == after(case, UNDONE).plan


def test_undoing_one_of_two_leaves_the_plan_as_it_is() -> None:
    case = beside(left())

    assert case.plan == after(case, UNDONE).plan


@pytest.mark.parametrize(
    ("decided_by", "source", "may"),
    [
        (DecidedBy.PARTICIPANT, ME, True),
        (DecidedBy.PARTICIPANT, STAFF, False),
        (DecidedBy.TOGETHER, ME, True),
        (DecidedBy.TOGETHER, STAFF, True),
        (DecidedBy.SERVICE, ME, False),
        (DecidedBy.SERVICE, STAFF, True),
        (DecidedBy.UNKNOWN, STAFF, True),
    ],
)
def test_who_decided_an_exit_takes_it_back(decided_by, source, may) -> None:
    outcome = rule(left(decided_by), attrs.evolve(UNDONE, source=source))

    assert (None if may else "exit.decided-by-another") == outcome


def test_a_representative_undoes_with_a_mandate_only() -> None:
    case = left(DecidedBy.PARTICIPANT)
    act = attrs.evolve(UNDONE, source=GUARDIAN)

    assert "voice.mandate" == rule(case, act)
    assert rule(case, attrs.evolve(act, by_representative="t")) is None


def closed(case: Case) -> Case:
    return attrs.evolve(case, period=Period.through(FIRST, LATER))


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (OPEN, "exit.none"),
        (closed(left()), "case.closed"),
        (beside(left(), programme="x", start=LATER), "enrolment.one-open"),
        (
            beside(
                left(),
                programme="x",
                start=LATER,
                exit=ProgrammeExit(on=LATER, category=EXITED.category),
            ),
            "exit.entered-since",
        ),
        (
            beside(left(), programme="x", start=LATER, registered_in_error=True),
            None,
        ),
    ],
)
def test_an_exit_is_not_undone_when_life_has_gone_on(case, expected) -> None:
    assert expected == rule(case, UNDONE)


def test_an_exit_is_not_undone_while_the_person_is_enrolled_elsewhere() -> None:
    elsewhere = Context(open_elsewhere=frozenset({"x"}))

    assert "enrolment.open-elsewhere" == rule(left(), UNDONE, elsewhere)


def test_an_exit_is_not_undone_before_it_or_where_there_is_no_enrolment() -> None:
    assert "row.not-begun" == rule(left(), attrs.evolve(UNDONE, on=FIRST))
    assert "row.not-there" == rule(left(), attrs.evolve(UNDONE, enrolment="z"))


def test_a_follow_up_says_how_it_went_even_when_the_case_is_closed() -> None:
    act = attrs.evolve(
        ASKED, terms=EmploymentTerms.PERMANENT, as_peer_worker=Answer.NO, unit="u"
    )

    expected = FollowUp(
        id="f",
        on=LATER,
        enrolment="e",
        status=FollowUpStatus.IN_WORK,
        terms=EmploymentTerms.PERMANENT,
        as_peer_worker=Answer.NO,
        unit="u",
        recorded=Recorded(source=STAFF, by=STAFF, at=AT),
    )

    assert (expected,) == after(closed(left()), act).follow_ups


@pytest.mark.parametrize(
    ("case", "change", "expected"),
    [
        (left(), {"on": DAY}, "follow-up.before-exit"),
        (left(), {"follow_up": "e"}, "row.id-taken"),
        (left(), {"enrolment": "z"}, "row.not-there"),
        (OPEN, {}, "exit.none"),
    ],
)
def test_a_follow_up_is_refused(case, change, expected) -> None:
    assert expected == rule(case, attrs.evolve(ASKED, **change))


def test_a_consent_to_follow_up_that_was_withdrawn_ends_the_asking() -> None:
    consent = Consent(
        id="k",
        on=FIRST,
        aim=Coded(concept=ConsentPurpose.FOLLOW_UP_AFTER_EXIT),
    )
    other = attrs.evolve(
        consent, id="l", aim=Coded(concept=ConsentPurpose.RESEARCH), withdrawn_on=DAY
    )
    case = attrs.evolve(left(), consents=(consent, other))
    withdrawn = attrs.evolve(
        case, consents=(attrs.evolve(consent, withdrawn_on=DAY), other)
    )
    in_error = attrs.evolve(
        case,
        consents=(attrs.evolve(consent, withdrawn_on=DAY, registered_in_error=True),),
    )

    assert rule(case, ASKED) is None
    assert rule(in_error, ASKED) is None
    assert "follow-up.no-consent" == rule(withdrawn, ASKED)
    assert rule(withdrawn, attrs.evolve(ASKED, source=ME)) is None


@pytest.mark.parametrize("act", [EXITED, SAID, UNDONE, ASKED])
def test_of_what_is_not_there_nothing_more_is_said(act) -> None:
    empty = attrs.evolve(OPEN, enrolments=())
    against = HANDLERS[type(act)].refuse(empty, act, Context())

    assert ["row.not-there"] == [refusal.rule for refusal in against]


def test_an_enrolment_without_an_exit_gives_no_other_reason() -> None:
    against = HANDLERS[ExitUndone].refuse(OPEN, UNDONE, Context())

    assert ["exit.none"] == [refusal.rule for refusal in against]


def test_nobody_leaves_an_enrolment_in_error() -> None:
    wrong = attrs.evolve(ROW, registered_in_error=True)

    assert "row.in-error" == rule(attrs.evolve(OPEN, enrolments=(wrong,)), EXITED)


RUNNING = Intervention(
    id="m",
    period=Period(start=FIRST),
    measure=Coded(concept=InterventionKind.OTHER),
    status=InterventionStatus.RUNNING,
)
WAITS = Request(id="w", on=FIRST, waiting=Waiting(since=FIRST))
BUSY = attrs.evolve(OPEN, interventions=(RUNNING,), requests=(WAITS,))


def test_what_the_exit_does_not_name_runs_on() -> None:
    case = after(BUSY, EXITED)

    assert (RUNNING,) == case.interventions
    assert (WAITS,) == case.requests


def test_what_runs_on_ends_by_itself_after_the_exit() -> None:
    case = after(BUSY, EXITED)
    reason = Coded(concept=EndReason.SERVICE_STOPPED)
    ending = InterventionEnded(intervention="m", reason=reason, on=LATER, **WHO)
    waited = WaitingEnded(request="w", end=WaitingEnd.OFFER_FELL_AWAY, on=LATER, **WHO)

    case = after(after(case, ending), waited)

    assert LATER == case.interventions[0].period.last_day
    assert LATER == case.requests[0].waiting.until


@pytest.mark.parametrize(
    ("decided_by", "who", "party"),
    [
        (DecidedBy.SERVICE, WHO, Party.SERVICE),
        (DecidedBy.PARTICIPANT, MINE, Party.PARTICIPANT),
        (DecidedBy.TOGETHER, MINE, Party.UNKNOWN),
        (DecidedBy.THIRD_PARTY, WHO, Party.UNKNOWN),
    ],
)
def test_the_measures_that_an_exit_names_end_with_it(
    decided_by: DecidedBy, who, party: Party
) -> None:
    act = Exited(
        enrolment="e",
        category=Coded(concept=ExitCategory.OTHER),
        decided_by=decided_by,
        ends_measures=("m",),
        on=DAY,
        **who,
    )

    (row,) = after(BUSY, act).interventions

    assert (DAY, InterventionStatus.STOPPED) == (row.period.last_day, row.status)
    assert (EndReason.PROGRAMME_EXIT, party) == (
        row.end_reason.concept,
        row.end_decided_by,
    )


@pytest.mark.parametrize(
    ("measure", "expected"), [("nobody's", "row.not-there"), ("done", "intervention.")]
)
def test_an_exit_that_cannot_end_what_it_names_does_not_happen(
    measure: str, expected: str
) -> None:
    done = attrs.evolve(RUNNING, id="done", status=InterventionStatus.COMPLETED)
    case = attrs.evolve(BUSY, interventions=(done, RUNNING))
    act = attrs.evolve(EXITED, ends_measures=(measure,))

    assert str(rule(case, act)).startswith(expected)
