"""Acts on the team for a given case: staff, mentors, and who speaks for whom."""

from __future__ import annotations

from hypothesis import strategies as st

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    MandateKind,
    MentorChoice,
    Party,
    Role,
)
from brukermedvirkning.domain.happenings.base import Act
from brukermedvirkning.domain.happenings.speakers import (
    RepresentativeAppointed,
    RepresentativeEnded,
    SupporterBrought,
)
from brukermedvirkning.domain.happenings.team import (
    MentorChanged,
    MentorChosen,
    TeamMemberAssigned,
    TeamMemberEnded,
    TeamMemberReplaced,
)
from brukermedvirkning.testing.life._who_and_when import act_of, known, new_ids

__all__ = ["acts"]

_ROLES = (
    Role.COORDINATING_CASEWORKER,
    Role.CASEWORKER,
    Role.WORK_SUPERVISOR,
    Role.ADVISER,
    Role.MENTOR,
    Role.REPRESENTATIVE,
)


def acts(case: Case) -> st.SearchStrategy[Act]:
    """Places filled, taken over and ended; mentors chosen; mandates given and ended."""
    new, wish = new_ids(case, "member"), st.sampled_from(list(Party))
    staff = st.builds(
        Actor,
        kind=st.just(ActorKind.STAFF),
        id=st.sampled_from(("staff-1", "staff-2", "staff-3")),
    )
    speakers = st.builds(
        Actor,
        kind=st.sampled_from((ActorKind.REPRESENTATIVE,) * 4 + (ActorKind.STAFF,)),
        id=st.sampled_from(("sister", "lawyer")),
    )
    mentors = [row for row in case.team if row.role.concept is Role.MENTOR]
    mandated = [row for row in case.team if row.mandate is not None]
    chosen = {
        "actor": staff | speakers,
        "choice": st.sampled_from(list(MentorChoice)),
        "candidates": st.sampled_from((None, 1, 2, 3)),
    }
    member = known(case.team)
    return st.one_of(
        act_of(
            TeamMemberAssigned,
            case,
            member=new,
            role=st.sampled_from(_ROLES).map(lambda role: Coded(concept=role)),
            actor=staff,
            follows_up=st.just(()) | known(case.goals).map(lambda goal: (goal,)),
        ),
        act_of(
            TeamMemberReplaced,
            case,
            member=member,
            successor=new,
            actor=staff,
            at_wish_of=wish,
        ),
        act_of(TeamMemberEnded, case, member=member, at_wish_of=wish),
        act_of(MentorChosen, case, member=new, **chosen),
        act_of(
            MentorChanged,
            case,
            member=known(mentors) | member,
            successor=new,
            at_wish_of=wish,
            **chosen,
        ),
        act_of(SupporterBrought, case, member=new, actor=speakers),
        act_of(
            RepresentativeAppointed,
            case,
            member=new,
            actor=speakers,
            nature=st.sampled_from(list(MandateKind)),
            may_act=st.sampled_from((True, True, False)),
            may_read=st.booleans(),
            reference=st.sampled_from((None, "decision 2026/1")),
        ),
        act_of(
            RepresentativeEnded,
            case,
            member=known(mandated) | member,
            at_wish_of=wish,
            reference=st.sampled_from((None, "decision 2026/2")),
        ),
    )
