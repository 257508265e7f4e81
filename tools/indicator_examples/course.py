"""Interventions and introductions."""

from __future__ import annotations

from typing import Any

from indicator_examples.making import Worked
from indicator_examples.plans import goal

__all__ = ["WORKED"]


def measure(kind: str = "education", **fields: Any) -> dict[str, Any]:
    """Something begun in March."""
    return {"period": "03-02/", "measure": kind} | fields


def ended(reason: str, **fields: Any) -> dict[str, Any]:
    """Something that ended with May."""
    return measure(period="03-02/05-31", end_reason=reason, **fields)


ENDED = (
    {"interventions": [ended("completed", planned_end="05-31")]},
    {"interventions": [ended("did_not_fit", planned_end="08-31")]},
    {"interventions": [ended("work", planned_end="08-31")]},
    {"interventions": [ended("unknown", planned_end="08-31")]},
)

WORKED: tuple[Worked, ...] = (
    Worked(
        id="intervention.chosen-by-participant",
        formula="of the measures begun in the period: those that the participant"
        " proposed alone, found, or chose among two options or more on record, with a"
        " last word of theirs or a shared one. Split it by obligation. The companion"
        " looks at proposed and found alone.",
        cheated="by options that were none; those known not to be available are left"
        " out.",
        misread="with what is a duty: agreement to a duty is another thing.",
        story="One found it, one accepted the only one, one proposed it with staff.",
        cases=(
            {
                "interventions": [
                    measure(found_by_participant="yes", proposed_by="service")
                ]
            },
            {
                "interventions": [
                    measure(found_by_participant="no", proposed_by="service")
                ]
            },
            {
                "interventions": [
                    measure(
                        found_by_participant="no",
                        proposed_by=("participant", "service"),
                    )
                ]
            },
        ),
        gives={
            "intervention.chosen-by-participant": "1 of 3",
            "intervention.chosen-by-participant.together": "1 of 3",
            "intervention.chosen-by-participant.people": "1 of 3",
        },
    ),
    Worked(
        id="intervention.shaped-by-participant.goal",
        formula="of the measures begun in the period: those whose aim the participant"
        " shaped, alone or together; for the content the same.",
        cheated="by naming the participant; who wrote it down is printed.",
        misread="as one thing: aim and content are two.",
        story="One shaped the aim and not the content; of one nobody wrote it down.",
        cases=(
            {
                "interventions": [
                    measure(goal_shaped_by="participant", content_shaped_by="service")
                ]
            },
            {"interventions": [measure()]},
        ),
        gives={
            "intervention.shaped-by-participant.goal": "1 of 2; 1 not recorded",
            "intervention.shaped-by-participant.content": "0 of 2; 1 not recorded",
            "intervention.shaped-by-participant.goal.people": "1 of 2; 1 not recorded",
            "intervention.shaped-by-participant.content.people": "0 of 2;"
            " 1 not recorded",
        },
    ),
    Worked(
        id="intervention.completed",
        formula="of the measures that ended in the period: those completed. Split it by"
        " who shaped it and whether it lies in the participant's own interest.",
        cheated="by short measures.",
        misread="as an effect of having shaped it: what goes together need not follow.",
        story="One of four was completed; of one nobody knows.",
        cases=ENDED,
        gives={
            "intervention.completed": "1 of 4; 1 not recorded",
            "intervention.completed.people": "1 of 4; 1 not recorded",
        },
    ),
    Worked(
        id="intervention.did-not-fit",
        formula="of the measures that ended in the period, for a reason on record: those"
        " that did not fit. Split it by who said so. Less is better.",
        cheated="by not writing the reason down: then the coverage falls.",
        misread="as the participant's failure: it is the offer that did not fit.",
        story="One of three with a reason did not fit.",
        cases=ENDED,
        gives={
            "intervention.did-not-fit": "1 of 3; 1 unplaced",
            "intervention.did-not-fit.people": "1 of 3; 1 unplaced",
        },
    ),
    Worked(
        id="intervention.stopped-early",
        formula="of the measures with a planned end that ended in the period, not by"
        " completion, work, education or death: those that ended more days before it than"
        " the parameter says. The slice: because it did not fit. Less is better.",
        cheated="by planning short.",
        misread="with a job as failure: who leaves for work is left out.",
        story="One stopped three months early because it did not fit; completed and left"
        " for work are out; the one without a reason lowers the coverage.",
        cases=ENDED,
        gives={
            "intervention.stopped-early": "1 of 1; 2 excluded; 1 unplaced",
            "intervention.stopped-early.did-not-fit": "1 of 1; 2 excluded; 1 unplaced",
            "intervention.stopped-early.people": "1 of 1; 1 unplaced",
        },
    ),
    Worked(
        id="placement.own-goal",
        formula="of the placements begun in the period: those linked to a goal that the"
        " participant proposed, alone or together. Of these, in responsibility.in-practice,"
        " those with a task agreed on and what the organisation does in return.",
        cheated="by linking for the count.",
        misread="as an effect: these are hypotheses of the project, and nobody measured"
        " one.",
        story="One placement serves an own goal and has a task agreed, one serves"
        " staff's.",
        cases=(
            {
                "goals": [goal("participant")],
                "interventions": [
                    measure(
                        "work_placement",
                        goals="goal-1",
                        responsibility={
                            "on": "03-02",
                            "task": "Opens the shop",
                            "organisation_does": "Is there at eight",
                        },
                    )
                ],
            },
            {
                "goals": [goal("service")],
                "interventions": [measure("work_placement", goals="goal-1")],
            },
        ),
        gives={"placement.own-goal": "1 of 2", "responsibility.in-practice": "1 of 1"},
    ),
    Worked(
        id="intervention.peak-weekly-hours",
        formula="of each case with something going on in the period: the most hours a"
        " week at one time, with a mentor's hours and without them. Pauses weigh nothing.",
        cheated="by leaving hours out: then the case is not told.",
        misread="with more or less as better: neither is.",
        story="Ten hours of a course and two with a mentor at the same time.",
        cases=(
            {
                "interventions": [
                    measure(weekly_minutes=600),
                    measure("mentor_support", weekly_minutes=120),
                ]
            },
        ),
        gives={
            "intervention.peak-weekly-hours": "median 12 hours a week of 1",
            "intervention.peak-weekly-hours.load": "median 10 hours a week of 1",
        },
    ),
    Worked(
        id="introduction.day-one",
        formula="of the enrolments with a first day of attendance, else of the enrolment,"
        " in the period: those introduced by that day to role and responsibility, which"
        " the participant acknowledged. The slices: late, and not acknowledged.",
        cheated="by a tick box: it asks for the participant's word and for both parts.",
        misread="as the participant's duty: it is the organisation's.",
        story="One in time, one two weeks late, one without the participant's word.",
        cases=tuple(
            {
                "enrolments": [{"programme": "p", "start": "03-02"}],
                "introductions": [
                    {
                        "on": on,
                        "enrolment": "enrolment-1",
                        "covers_role": "yes",
                        "covers_responsibility": "yes",
                        "acknowledged_on": known,
                    }
                ],
            }
            for on, known in (("03-02", "03-02"), ("03-16", "03-16"), ("03-02", None))
        ),
        gives={
            "introduction.day-one": "1 of 3",
            "introduction.day-one.late": "1 of 3",
            "introduction.day-one.not-acknowledged": "1 of 3",
        },
    ),
)
