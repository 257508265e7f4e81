"""What is measured by a function and by no definition: what each asks, and what it needs.

The functions make their measurements of this, and the command, the catalogues and the
page of indicators say the same of them. Source: definitions 2.2, 2.3.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.indicators.definition import Definition, Direction

__all__ = [
    "ARENA",
    "CASELOAD",
    "CHANGE",
    "EXPERIENCE",
    "GAP",
    "IMPROVED",
    "MOVED_TOGETHER",
    "ON_LADDER",
    "FunctionIndicator",
    "Lacking",
    "of_definition",
]


class Lacking(Concept):
    """What has to be given besides a day of knowledge, for it to be measured."""

    NOTHING = "nothing"
    FIRST_DAY = "first_day"
    SCALES = "scales"


@attrs.frozen(kw_only=True)
class FunctionIndicator:
    """One indicator that a function measures.

    `by` is what its measurements are split by, `needs` what a source must be able to
    carry. `unasked` says that it is measured where nothing is chosen, for it goes over
    little, or over what was given for it alone.
    """

    id: str
    version: int = 1
    question: str
    counts: str
    direction: Direction = Direction.NONE
    duty_holder: DutyHolder
    companion: str | None = None
    by: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    asks_for: Lacking = Lacking.NOTHING
    unasked: bool = False
    source: str

    @property
    def heading(self) -> dict[str, Any]:
        """What stands over each measurement of it."""
        return {
            "indicator": self.id,
            "version": self.version,
            "question": self.question,
            "counts": self.counts,
            "direction": self.direction,
            "duty_holder": self.duty_holder,
            "companion": self.companion,
        }


def of_definition(
    one: Definition, needed: Mapping[str, tuple[str, ...]]
) -> FunctionIndicator:
    """The same of a definition whose rows a function lays out.

    `needed` is what a source must be able to carry for each path of those rows.
    """
    return FunctionIndicator(
        id=one.id,
        version=one.version,
        question=one.question,
        counts=one.counts,
        direction=one.direction,
        duty_holder=one.duty_holder,
        companion=one.companion,
        needs=tuple(
            sorted({path for laid in one.carry_paths for path in needed[laid]})
        ),
        source=one.source,
    )


_ON_A_SCALE = ("assessment.instrument", "score.dimension", "assessment.respondent")

ARENA = FunctionIndicator(
    id="peer-worker.arena",
    question="Where do those work who are employed as peer workers?",
    counts="enrolment",
    duty_holder=DutyHolder.PROGRAMME,
    companion="peer-worker.employed",
    by=("follow_up.terms",),
    needs=("enrolment", "follow_up", "follow_up.arena"),
    source="N45-51",
)
CASELOAD = FunctionIndicator(
    id="caseload",
    question="How many cases does a coordinator have at a time?",
    counts="coordinator",
    duty_holder=DutyHolder.ORGANISATION,
    by=("case.unit",),
    needs=("team_member",),
    asks_for=Lacking.FIRST_DAY,
    source="D143; D152; D20",
)
CHANGE = FunctionIndicator(
    id="progression.change",
    question="How did the answers to this dimension move?",
    counts="case",
    duty_holder=DutyHolder.PROGRAMME,
    by=_ON_A_SCALE,
    needs=("assessment",),
    asks_for=Lacking.SCALES,
    unasked=True,
    source="D57-84; D134",
)
EXPERIENCE = FunctionIndicator(
    id="survey.experience",
    question="How did those who answered experience it?",
    counts="answer",
    duty_holder=DutyHolder.ORGANISATION,
    by=("survey.wave", "survey.item"),
    unasked=True,
    source="H13; H19; M30",
)
GAP = attrs.evolve(
    CHANGE,
    id="progression.gap",
    question="Do others place participants where they do themselves?",
    companion=CHANGE.id,
)
IMPROVED = attrs.evolve(
    CHANGE,
    id="progression.improved",
    question="Which share of those with a first answer came out better?",
    companion=CHANGE.id,
)
MOVED_TOGETHER = attrs.evolve(
    CHANGE,
    id="health-and-work-belief",
    question="How did health as experienced and the belief in work move together?",
    companion=CHANGE.id,
    by=_ON_A_SCALE[:2],
    source="D57-84",
)
ON_LADDER = FunctionIndicator(
    id="decision.participation-degree.on-ladder",
    question="On which rung of the ladder are the decisions?",
    counts="decision",
    duty_holder=DutyHolder.PROGRAMME,
    companion="decision.participation-degree",
    by=("degree.ladder", "degree.said_by"),
    needs=("decision",),
    source="H6; H15; M4; B22",
)
