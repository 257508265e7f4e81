"""What Halden and Midtun promise, with the indicators that look at each promise."""

from __future__ import annotations

from brukermedvirkning.rules.indicators.groups import Heading, IndicatorGroup

__all__ = ["GROUPS"]

HALDEN = IndicatorGroup(
    id="halden",
    title="What Halden promises",
    headings=(
        Heading(
            title="The degree of participation",
            indicators=("decision.participation-degree", "decision.degree-kept"),
        ),
        Heading(
            title="Own choices, in own process",
            indicators=(
                "challenge.named-by-participant",
                "decision.last-word",
                "decision.stance-asked",
                "intervention.chosen-by-participant",
            ),
        ),
        Heading(title="From day one", indicators=("introduction.day-one",)),
        Heading(
            title="Ownership of the plan and its goals",
            indicators=(
                "plan.owned-by-participant",
                "goal.proposed-by-participant",
                "goal.stance-asked",
            ),
        ),
        Heading(title="Access to what is written", indicators=("note.shared-within",)),
        Heading(title="Surveys during the stay", indicators=("survey.offered.stay",)),
        Heading(
            title="Lasting change",
            indicators=("exit.sustained", "exit.sustained.year"),
        ),
    ),
    source="H6-22",
)

MIDTUN = IndicatorGroup(
    id="midtun",
    title="What Midtun promises",
    headings=(
        Heading(
            title="Own goals in the plan",
            indicators=("plan.owned-by-participant", "goal.proposed-by-participant"),
        ),
        Heading(title="Access to what is written", indicators=("note.shared-within",)),
        Heading(
            title="Yearly surveys and talks",
            indicators=("survey.offered.yearly", "talk.offered", "talk.offered.held"),
        ),
        Heading(
            title="Active work with the plan",
            indicators=(
                "plan.changed-by-participant",
                "plan.reviewed-with-participant",
                "decision.last-word",
            ),
        ),
    ),
    source="M4-30",
)

GROUPS: tuple[IndicatorGroup, ...] = (HALDEN, MIDTUN)
