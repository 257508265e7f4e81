"""Acts on the frame of a case: opened, enrolled, introduced, left, followed up, closed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TypeVar

import attrs
from hypothesis import strategies as st

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    Answer,
    DecidedBy,
    EmploymentTerms,
    ExitCategory,
    FollowUpStatus,
    OwnWish,
    ReferralRoute,
    StanceAnswer,
)
from brukermedvirkning.domain.enrolments import Referral
from brukermedvirkning.domain.happenings.base import Act
from brukermedvirkning.domain.happenings.enrolling import (
    AttendanceBegan,
    Enrolled,
    ReEntered,
)
from brukermedvirkning.domain.happenings.following_up import FollowedUp
from brukermedvirkning.domain.happenings.introducing import (
    Introduced,
    IntroductionAcknowledged,
)
from brukermedvirkning.domain.happenings.leaving import (
    Exited,
    ExitStanceTaken,
    ExitUndone,
)
from brukermedvirkning.domain.happenings.opening import (
    CaseClosed,
    CaseOpened,
    CaseReopened,
    CaseTransferred,
)
from brukermedvirkning.domain.happenings.plan_course import PlanEnded, PlanResumed
from brukermedvirkning.domain.happenings.referring import Referred
from brukermedvirkning.testing.life._who_and_when import (
    act_of,
    days,
    known,
    new_ids,
)

__all__ = ["acts", "openings"]

_UNITS = ("unit-1", "unit-2")
_PROGRAMMES = ("empowerment", "aft")
_STAFF = Actor(kind=ActorKind.STAFF, id="staff-1", unit="unit-1")
_FIRST = date(2026, 1, 5)
_OPENED = CaseOpened(
    id="case",
    participant=Participant(id="participant", languages=("nb",)),
    unit="unit-1",
    at=datetime(2026, 1, 5, 12, tzinfo=UTC),
    on=_FIRST,
    by=_STAFF,
    source=_STAFF,
)

A = TypeVar("A", Exited, ExitUndone, IntroductionAcknowledged)


def openings() -> st.SearchStrategy[CaseOpened]:
    """Cases opened in one of a few languages, mostly on the first day there is."""
    return st.builds(
        lambda languages, unit, on: attrs.evolve(
            _OPENED,
            participant=attrs.evolve(_OPENED.participant, languages=languages),
            unit=unit,
            on=on,
        ),
        st.sampled_from((("nb",), ("se", "nb"), ("da",), ())),
        st.sampled_from((*_UNITS, None)),
        st.just(_FIRST) | days(),
    )


def acts(case: Case) -> st.SearchStrategy[Act]:
    """Entering, being introduced, leaving and coming back; closing and moving the case."""
    enrolment = known(case.enrolments)
    answers = st.sampled_from(list(Answer))
    entering = {
        "enrolment": new_ids(case, "enrolment"),
        "referral": st.none() | _referrals(),
        "unit": st.sampled_from((None, *_UNITS)),
    }
    return st.one_of(
        act_of(Enrolled, case, programme=st.sampled_from(_PROGRAMMES), **entering),
        act_of(ReEntered, case, after=enrolment, **entering),
        act_of(Referred, case, enrolment=enrolment, referral=_referrals()),
        act_of(AttendanceBegan, case, enrolment=enrolment),
        act_of(
            Introduced,
            case,
            introduction=new_ids(case, "introduction"),
            enrolment=st.none() | enrolment,
            covers_role=answers,
            covers_responsibility=answers,
        ),
        _spoken(
            case,
            act_of(
                IntroductionAcknowledged, case, introduction=known(case.introductions)
            ),
        ),
        _leaving(case),
        act_of(
            FollowedUp,
            case,
            follow_up=new_ids(case, "follow-up"),
            enrolment=enrolment,
            status=st.sampled_from(list(FollowUpStatus)),
            terms=st.sampled_from(list(EmploymentTerms)),
        ),
        _framing(case),
    )


def _leaving(case: Case) -> st.SearchStrategy[Act]:
    enrolment = known(case.enrolments)
    return st.one_of(
        _spoken(
            case,
            act_of(
                Exited,
                case,
                enrolment=enrolment,
                category=st.sampled_from(list(ExitCategory)).map(
                    lambda category: Coded(concept=category)
                ),
                decided_by=st.sampled_from(list(DecidedBy)),
                stance=st.just(StanceAnswer.NOT_ASKED)
                | st.sampled_from(list(StanceAnswer)),
                reason=st.sampled_from((None, "Jeg har fått jobb.")),
                ends_measures=st.just(())
                | known(case.interventions).map(lambda measure: (measure,)),
            ),
        ),
        act_of(
            ExitStanceTaken,
            case,
            enrolment=enrolment,
            answer=st.sampled_from(list(StanceAnswer)),
        ),
        _spoken(case, act_of(ExitUndone, case, enrolment=enrolment)),
    )


def _framing(case: Case) -> st.SearchStrategy[Act]:
    return st.one_of(
        act_of(CaseClosed, case),
        act_of(CaseReopened, case),
        act_of(CaseTransferred, case, unit=st.sampled_from(_UNITS)),
        act_of(PlanEnded, case),
        act_of(PlanResumed, case),
        openings().map(lambda act: attrs.evolve(act, id=case.id)),
    )


def _referrals() -> st.SearchStrategy[Referral]:
    return st.builds(
        Referral,
        on=st.none() | days(),
        route=st.sampled_from(list(ReferralRoute)).map(
            lambda route: Coded(concept=route)
        ),
        own_wish=st.sampled_from(list(OwnWish)),
    )


def _spoken(case: Case, acts: st.SearchStrategy[A]) -> st.SearchStrategy[A]:
    """Acts that name the mandate where a representative of the team is their source."""

    def named(act: A) -> A:
        if act.source.kind is not ActorKind.REPRESENTATIVE:
            return act
        places = [row.id for row in case.team if row.actor.id == act.source.id]
        return attrs.evolve(act, by_representative=next(iter(places), None))

    return acts.map(named)
