"""What Projekt Empowerment expected to matter, with the indicators that look at it.

These are hypotheses: that one of them moves says nothing of an effect.
"""

from __future__ import annotations

from brukermedvirkning.rules.indicators.groups import Heading, IndicatorGroup

__all__ = ["GROUPS"]

EMPOWERMENT = IndicatorGroup(
    id="star.empowerment.v1",
    title="The hypotheses of Projekt Empowerment",
    headings=(
        Heading(
            title="Trust: what the service does",
            indicators=(
                "request.reached",
                "coordinator.same-after",
                "request.response-days",
                "meeting.participant-present",
                "plan.single",
            ),
        ),
        Heading(title="Own goals", indicators=("goal.proposed-by-participant.people",)),
        Heading(
            title="Own barriers",
            indicators=("challenge.named-by-participant", "challenge.worked-on"),
        ),
        Heading(
            title="Responsibility in practice",
            indicators=("placement.own-goal", "responsibility.in-practice"),
        ),
    ),
    source="definitions 2.3",
)

GROUPS: tuple[IndicatorGroup, ...] = (EMPOWERMENT,)
