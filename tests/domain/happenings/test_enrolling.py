"""How somebody is referred, enrolled, introduced and comes back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import attrs
import pytest

from brukermedvirkning.domain.actors import Actor, Recorded
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    Answer,
    ExitCategory,
    MandateKind,
    OwnWish,
    ReferralRoute,
    Role,
)
from brukermedvirkning.domain.enrolments import (
    Eligibility,
    Enrolment,
    Introduction,
    ProgrammeExit,
    Referral,
)
from brukermedvirkning.domain.evolve import decide, evolve
from brukermedvirkning.domain.happenings import HANDLERS, Context, Refusal
from brukermedvirkning.domain.happenings.enrolling import (
    AttendanceBegan,
    Enrolled,
    ReEntered,
)
from brukermedvirkning.domain.happenings.introducing import (
    Introduced,
    IntroductionAcknowledged,
)
from brukermedvirkning.domain.happenings.plan_course import PlanResumed
from brukermedvirkning.domain.happenings.referring import Referred
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.domain.team import Mandate, TeamMember

FIRST, DAY, LATER = date(2026, 1, 5), date(2026, 3, 2), date(2026, 6, 1)
BEFORE = FIRST - timedelta(days=1)
AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
ME = Actor(kind=ActorKind.PARTICIPANT, id="p")
GUARDIAN = Actor(kind=ActorKind.REPRESENTATIVE, id="r")
STAFF = Actor(kind=ActorKind.STAFF, id="s")
WHO = {"at": AT, "by": STAFF, "source": STAFF}
MINE = WHO | {"source": ME}
LEFT = ProgrammeExit(on=DAY, category=Coded(concept=ExitCategory.COMPLETED))
CASE = Case(id="c", participant=Participant(id="p"), period=Period(start=FIRST))
ROW = Enrolment(id="e", programme="x", start=FIRST)
OPEN = attrs.evolve(CASE, enrolments=(ROW,))
OVER = attrs.evolve(CASE, enrolments=(attrs.evolve(ROW, exit=LEFT),))
ENDED_PLAN = ActionPlan(id="plan", period=Period.through(FIRST, DAY))
ENROLLED = Enrolled(enrolment="n", programme="x", on=FIRST, **WHO)
BACK = ReEntered(enrolment="n", after="e", on=LATER, **WHO)


def after(case: Case, act, context: Context | None = None) -> Case:
    happened = decide(case, act, context or Context())

    assert not isinstance(happened, Refusal), happened
    for one in happened:
        case = evolve(case, one)
    return case


def rule(case: Case, act, context: Context | None = None) -> str | None:
    outcome = decide(case, act, context or Context())
    return outcome.rule if isinstance(outcome, Refusal) else None


def shut(case: Case) -> Case:
    return attrs.evolve(case, period=Period.through(FIRST, LATER))


def with_error(case: Case, row_id: str = "e") -> Case:
    wrong = attrs.evolve(ROW, id=row_id, registered_in_error=True)
    return attrs.evolve(case, enrolments=(wrong,))


def test_an_enrolment_begins_on_the_day_of_the_act_with_its_referral() -> None:
    referral = Referral(on=BEFORE, own_wish=OwnWish.OWN_WISH)
    facts = Eligibility(age_at_entry=31)
    act = attrs.evolve(ENROLLED, referral=referral, eligibility=facts, unit="u")

    expected = Enrolment(
        id="n",
        programme="x",
        start=FIRST,
        referral=referral,
        eligibility=facts,
        unit="u",
        recorded=Recorded(source=STAFF, by=STAFF, at=AT),
    )

    assert (expected,) == after(CASE, act).enrolments


def test_the_service_enrols_and_the_participant_may_ask() -> None:
    outcome = decide(CASE, attrs.evolve(ENROLLED, source=ME), Context())

    assert isinstance(outcome, Refusal)
    assert "voice.not-own-side" == outcome.rule
    assert ("asked",) == outcome.permitted
    assert "voice.not-own-side" == rule(OVER, attrs.evolve(BACK, source=ME))


def test_nobody_has_two_open_enrolments_in_one_programme() -> None:
    assert "enrolment.one-open" == rule(OPEN, ENROLLED)
    assert "enrolment.one-open" == rule(OPEN, BACK)


def test_nobody_has_an_open_enrolment_in_the_programme_in_two_cases() -> None:
    elsewhere = Context(open_elsewhere=frozenset({"x"}))

    assert "enrolment.open-elsewhere" == rule(CASE, ENROLLED, elsewhere)
    assert "enrolment.open-elsewhere" == rule(OVER, BACK, elsewhere)


def test_enrolments_in_two_programmes_stand_side_by_side() -> None:
    act = attrs.evolve(ENROLLED, programme="y")

    assert ["e", "n"] == [row.id for row in after(OPEN, act).enrolments]


def test_an_enrolment_in_error_stands_in_nobodys_way() -> None:
    assert 2 == len(after(with_error(CASE), ENROLLED).enrolments)


def test_who_was_in_the_programme_before_comes_back_by_re_entering() -> None:
    late = attrs.evolve(ENROLLED, on=LATER)
    outcome = decide(OVER, late, Context())

    assert isinstance(outcome, Refusal)
    assert "enrolment.entered-before" == outcome.rule
    assert ("re_entered", "exit_undone") == outcome.permitted


def test_after_an_exit_somebody_may_enter_another_programme() -> None:
    act = attrs.evolve(ENROLLED, programme="y", on=LATER)

    assert ["e", "n"] == [row.id for row in after(OVER, act).enrolments]


@pytest.mark.parametrize(
    ("start", "end", "refused"),
    [
        (DAY, None, True),
        (None, FIRST, True),
        (None, None, False),
        (FIRST, DAY, False),
    ],
)
def test_nobody_enters_a_programme_outside_its_period(start, end, refused) -> None:
    programme = Programme(
        id="x",
        name="X",
        period=Period(start=start, end=end),
        time_zone="Europe/Oslo",
    )
    outcome = rule(CASE, ENROLLED, Context(programmes={"x": programme}))

    assert ("enrolment.outside-programme" if refused else None) == outcome


@pytest.mark.parametrize(
    ("case", "act", "expected"),
    [
        (shut(CASE), ENROLLED, "case.closed"),
        (shut(OVER), BACK, "case.closed"),
        (OPEN, attrs.evolve(ENROLLED, enrolment="e"), "row.id-taken"),
        (CASE, attrs.evolve(ENROLLED, on=BEFORE), "row.not-begun"),
        (
            CASE,
            attrs.evolve(ENROLLED, referral=Referral(on=DAY)),
            "referral.after-start",
        ),
        (OVER, attrs.evolve(BACK, after="z"), "row.not-there"),
        (with_error(CASE), BACK, "row.in-error"),
        (OVER, attrs.evolve(BACK, on=DAY), "enrolment.overlaps"),
    ],
)
def test_an_enrolment_is_refused(case, act, expected) -> None:
    assert expected == rule(case, act)


def test_an_enrolment_in_a_case_of_an_unknown_start_may_begin_on_any_day() -> None:
    case = attrs.evolve(CASE, period=Period())

    assert rule(case, attrs.evolve(ENROLLED, on=date(2000, 1, 1))) is None


def test_who_comes_back_has_a_new_enrolment_and_the_plan_goes_on() -> None:
    case = attrs.evolve(OVER, plan=ENDED_PLAN)

    happened = decide(case, BACK, Context())

    assert (BACK, PlanResumed(on=LATER, **WHO)) == happened
    row = after(case, BACK).enrolments[-1]
    assert ("n", "x", LATER) == (row.id, row.programme, row.start)
    assert after(case, BACK).plan.period.is_open


@pytest.mark.parametrize("case", [CASE, OPEN])
def test_a_plan_that_ended_apart_from_an_exit_is_left_as_it_is(case: Case) -> None:
    act = attrs.evolve(ENROLLED, programme="y")

    assert ENDED_PLAN == after(attrs.evolve(case, plan=ENDED_PLAN), act).plan


def test_a_referral_is_added_later_and_completed_but_never_changed() -> None:
    said = Referral(route=Coded(concept=ReferralRoute.INDIVIDUAL))
    more = attrs.evolve(said, own_wish=OwnWish.REQUIRED, on=BEFORE, by=STAFF)

    def referred(referral: Referral) -> Referred:
        return Referred(enrolment="e", referral=referral, on=DAY, **WHO)

    case = after(OPEN, referred(said))

    assert said == case.enrolments[0].referral
    case = after(case, referred(more))
    assert more == case.enrolments[0].referral
    for change in (
        {"own_wish": OwnWish.OWN_WISH},
        {"on": None},
        {"by": ME},
        {"route": Coded(concept=ReferralRoute.OTHER)},
    ):
        assert "referral.known" == rule(case, referred(attrs.evolve(more, **change)))


def test_a_referral_needs_its_enrolment_and_is_not_later_than_it() -> None:
    act = Referred(enrolment="e", referral=Referral(on=DAY), on=DAY, **WHO)

    assert ("enrolment", "e") == act.target
    assert "referral.after-start" == rule(OPEN, act)
    assert "row.not-there" == rule(CASE, act)
    assert "row.in-error" == rule(with_error(CASE), act)
    assert "referral.after-start" == rule(OVER, act)


def test_attendance_begins_once_and_inside_the_enrolment() -> None:
    act = AttendanceBegan(enrolment="e", on=DAY, **WHO)
    case = after(OPEN, act)

    assert ("enrolment", "e") == act.target
    assert DAY == case.enrolments[0].first_day
    assert "enrolment.attended" == rule(case, act)
    assert "row.not-begun" == rule(OPEN, attrs.evolve(act, on=BEFORE))
    assert "row.not-there" == rule(CASE, act)


def test_attendance_never_begins_after_the_exit() -> None:
    other = Enrolment(id="f", programme="y", start=FIRST)
    case = attrs.evolve(OVER, enrolments=(*OVER.enrolments, other))
    act = AttendanceBegan(enrolment="e", on=LATER, **WHO)

    assert "enrolment.ended" == rule(case, act)
    assert DAY == after(case, attrs.evolve(act, on=DAY)).enrolments[0].attended_from


INTRODUCED = Introduced(
    introduction="i",
    enrolment="e",
    covers_role=Answer.YES,
    covers_responsibility=Answer.YES,
    material_given=Answer.NO,
    on=FIRST,
    **WHO,
)


def test_an_introduction_says_what_it_covered_and_waits_for_acknowledgement() -> None:
    expected = Introduction(
        id="i",
        on=FIRST,
        enrolment="e",
        covers_role=Answer.YES,
        covers_responsibility=Answer.YES,
        material_given=Answer.NO,
        recorded=Recorded(source=STAFF, by=STAFF, at=AT),
    )

    assert (expected,) == after(OPEN, INTRODUCED).introductions


def test_an_introduction_may_come_before_the_first_day_or_without_enrolment() -> None:
    early = attrs.evolve(INTRODUCED, on=BEFORE)
    free = attrs.evolve(INTRODUCED, enrolment=None)

    assert after(OPEN, early).introductions
    assert after(CASE, free).introductions


def test_an_introduction_is_refused_where_it_has_no_place() -> None:
    other = Enrolment(id="f", programme="y", start=FIRST)
    case = attrs.evolve(OVER, enrolments=(*OVER.enrolments, other))

    assert "row.not-there" == rule(CASE, INTRODUCED)
    assert "row.in-error" == rule(with_error(CASE), INTRODUCED)
    assert "row.id-taken" == rule(OPEN, attrs.evolve(INTRODUCED, introduction="e"))
    assert "enrolment.ended" == rule(case, attrs.evolve(INTRODUCED, on=LATER))
    assert rule(case, INTRODUCED) is None
    assert "case.after-exit" == rule(OVER, INTRODUCED)


INTRODUCED_CASE = attrs.evolve(
    OVER, introductions=(Introduction(id="i", on=FIRST, enrolment="e"),)
)
ACKNOWLEDGED = IntroductionAcknowledged(introduction="i", on=DAY, **MINE)


def test_the_participant_acknowledges_an_introduction_once_after_an_exit_too() -> None:
    case = after(INTRODUCED_CASE, ACKNOWLEDGED)

    assert ("introduction", "i") == ACKNOWLEDGED.target
    assert DAY == case.introductions[0].acknowledged_on
    assert case.introductions[0].by_representative is None
    assert "introduction.acknowledged" == rule(case, ACKNOWLEDGED)


def test_nobody_else_acknowledges_for_the_participant() -> None:
    by_staff = attrs.evolve(ACKNOWLEDGED, source=STAFF)
    by_guardian = attrs.evolve(ACKNOWLEDGED, source=GUARDIAN, by_representative="t")

    assert "voice.own-side" == rule(INTRODUCED_CASE, by_staff)
    assert "voice.mandate" == rule(INTRODUCED_CASE, by_guardian)


def test_a_representative_with_a_mandate_acknowledges_and_the_row_says_so() -> None:
    mandate = Mandate(
        nature=MandateKind.GUARDIAN, period=Period(start=FIRST, end=LATER), may_act=True
    )
    member = TeamMember(
        id="t",
        period=Period(start=FIRST),
        role=Coded(concept=Role.GUARDIAN),
        actor=GUARDIAN,
        mandate=mandate,
    )
    case = attrs.evolve(INTRODUCED_CASE, team=(member,))
    act = attrs.evolve(ACKNOWLEDGED, source=GUARDIAN, by_representative="t")

    row = after(case, act).introductions[0]

    assert (DAY, "t") == (row.acknowledged_on, row.by_representative)
    late = attrs.evolve(act, on=LATER)
    assert "voice.mandate" == rule(case, late)


def test_what_is_acknowledged_is_there_and_was_held() -> None:
    assert "row.not-there" == rule(OVER, ACKNOWLEDGED)
    early = attrs.evolve(ACKNOWLEDGED, on=BEFORE)
    assert "row.not-begun" == rule(INTRODUCED_CASE, early)


@pytest.mark.parametrize(
    "act",
    [
        BACK,
        Referred(enrolment="e", referral=Referral(), on=DAY, **WHO),
        AttendanceBegan(enrolment="e", on=DAY, **WHO),
        ACKNOWLEDGED,
    ],
)
def test_of_what_is_not_there_nothing_more_is_said(act) -> None:
    against = HANDLERS[type(act)].refuse(CASE, act, Context())

    assert ["row.not-there"] == [refusal.rule for refusal in against]


def test_every_reason_against_is_given() -> None:
    act = attrs.evolve(ENROLLED, source=ME, enrolment="e", on=BEFORE)
    against = HANDLERS[Enrolled].refuse(shut(OPEN), act, Context())

    assert {
        "voice.not-own-side",
        "case.closed",
        "row.id-taken",
        "enrolment.one-open",
        "row.not-begun",
    } == {refusal.rule for refusal in against}
