"""The common rules, in the order of their areas. National ones come from plugins."""

from __future__ import annotations

from brukermedvirkning.rules.promises import (
    assessments,
    challenges,
    collective,
    contact_log,
    continuity,
    decisions,
    degree,
    eligibility,
    exits,
    goals,
    hearing,
    leaders,
    measures,
    meetings,
    mentors,
    missed,
    notes,
    plan_course,
    programmes,
    referral,
    requests,
    rights,
    surveys,
    talks,
    trainings,
    voices,
)
from brukermedvirkning.rules.promises.introduction import NOT_ON_DAY_ONE
from brukermedvirkning.rules.promises.load import (
    BEFORE_ENROLMENT,
    OVERLAP_SAME_KIND,
    WEEKLY_LOAD,
)
from brukermedvirkning.rules.promises.ownership import PLAN_NOT_OWNED
from brukermedvirkning.rules.promises.silence import TOO_LONG_SILENCE
from brukermedvirkning.rules.promises.team import (
    MENTOR_NOT_OFFERED,
    NO_COORDINATING_CASEWORKER,
)
from brukermedvirkning.rules.rule import Rule

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    PLAN_NOT_OWNED,
    NOT_ON_DAY_ONE,
    NO_COORDINATING_CASEWORKER,
    MENTOR_NOT_OFFERED,
    TOO_LONG_SILENCE,
    WEEKLY_LOAD,
    OVERLAP_SAME_KIND,
    BEFORE_ENROLMENT,
    *goals.RULES,
    *plan_course.RULES,
    *challenges.RULES,
    *decisions.RULES,
    *hearing.RULES,
    *degree.RULES,
    *measures.RULES,
    *referral.RULES,
    *notes.RULES,
    *contact_log.RULES,
    *missed.RULES,
    *meetings.RULES,
    *requests.RULES,
    *mentors.RULES,
    *continuity.RULES,
    *voices.RULES,
    *rights.RULES,
    *talks.RULES,
    *surveys.RULES,
    *assessments.RULES,
    *exits.RULES,
    *eligibility.RULES,
    *programmes.RULES,
    *leaders.RULES,
    *trainings.RULES,
    *collective.RULES,
)
