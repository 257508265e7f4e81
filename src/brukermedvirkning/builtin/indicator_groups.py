"""The built-in indicators in ready groups.

Which principle an indicator speaks to is our reading. Nothing here says that an
organisation conforms to any standard. Source: definitions 2.4.
"""

from __future__ import annotations

from brukermedvirkning.rules.indicators.groups import Heading, IndicatorGroup

__all__ = ["GROUPS"]

_BY_PRINCIPLE = {
    "Rights": (
        "complaint.answered-within",
        "complaint.upheld",
        "note.shared-within",
    ),
    "Ethics": (
        "consent.specific",
        "consent.by-representative",
        "consent.taken-back",
        "access.break-glass",
        "access.break-glass.people",
    ),
    "Partnership": ("plan.single", "meeting.participant-present"),
    "Participation": (
        "plan.exists",
        "plan.owned-by-participant",
        "plan.changed-by-participant",
        "goal.proposed-by-participant",
        "goal.stance-asked",
        "goal.stance",
        "decision.stance-asked",
        "decision.contested",
        "decision.last-word",
        "decision.formal-only",
        "decision.overruled",
        "decision.overruled-with-reason",
        "decision.reconsidered",
        "decision.participation-degree",
        "collective.matter-outcome",
        "collective.planning-with-users",
    ),
    "Person-centred": (
        "challenge.named-by-participant",
        "challenge.worked-on",
        "plan.reviewed-with-participant",
    ),
    "Comprehensiveness": ("plan.areas", "plan.areas.which"),
    "Result orientation": (
        "exit.distribution",
        "exit.to-work-or-education",
        "exit.sustained",
        "exit.sustained.year",
        "exit.cumulative-incidence",
        "enrolment.now",
        "survey.experience",
    ),
    "Continuous improvement": ("collective.consequence",),
}

GROUPS: tuple[IndicatorGroup, ...] = (
    IndicatorGroup(
        id="by-principle",
        title="By principle of quality in social services",
        headings=tuple(
            Heading(title=title, indicators=indicators)
            for title, indicators in _BY_PRINCIPLE.items()
        ),
        source="definitions 2.4",
    ),
)
"""The groups that the core offers."""
