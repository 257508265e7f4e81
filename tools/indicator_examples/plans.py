"""Plans, goals and challenges."""

from __future__ import annotations

from typing import Any

from indicator_examples.making import Worked

__all__ = ["WORKED"]

IN = [{"programme": "p", "start": "01-10"}]
PLAN = {"period": "01-20/"}


def goal(by: str, *, worded: str = "service", **fields: Any) -> dict[str, Any]:
    """A goal in one version."""
    words = [{"version": 1, "text": "Some words", "worded_by": worded}]
    values = {"on": "02-02", "status": "current", "proposed_by": by}
    return values | {"wordings": words} | fields


def stance(answer: str, **fields: Any) -> dict[str, Any]:
    """What the participant said of the first goal."""
    values = {"on": "02-03", "item_kind": "goal", "item": "goal-1"}
    return values | {"party": "participant", "answer": answer} | fields


WORKED: tuple[Worked, ...] = (
    Worked(
        id="plan.exists",
        formula="of the enrolments in the period that began at least the days ago that a"
        " plan may take: those with a plan on the last day of the period, or the day"
        " before the exit. Who left sooner is left out, unless the service decided it;"
        " who declined a plan, with the day of it on record, is an exception.",
        cheated="by a plan that nobody fills; plan.owned-by-participant tells.",
        misread="as a plan of the participant's own: it only says that there is one.",
        story="One has a plan, one has none, one declined it, one is new.",
        cases=(
            {"enrolments": IN, "plan": PLAN},
            {"enrolments": IN},
            {
                "enrolments": IN,
                "offers": [
                    {
                        "on": "01-12",
                        "nature": "plan",
                        "answer": "declined",
                        "answered_on": "01-13",
                    }
                ],
            },
            {"enrolments": [{"programme": "p", "start": "12-20"}]},
        ),
        gives={"plan.exists": "1 of 2; 1 exception; 1 not mature"},
    ),
    Worked(
        id="plan.owned-by-participant",
        formula="of the same enrolments as plan.exists: those with a plan of which the"
        " participant worded or agreed to every current goal in its current version, and"
        " proposed at least one of them, alone or together. That the participant may"
        " propose, disagree and withdraw holds under every policy of ownership.",
        cheated="by writing the participant down as proposer; how many of these goals"
        " staff wrote down is printed beside.",
        misread="as a measure of how good plans are.",
        story="One worded an own goal; one agreed to staff's goal and has none of their"
        " own; one was never asked; one has no plan.",
        cases=(
            {
                "enrolments": IN,
                "plan": PLAN,
                "goals": [goal("participant", worded="participant")],
            },
            {
                "enrolments": IN,
                "plan": PLAN,
                "goals": [goal("service")],
                "stances": [stance("agrees")],
            },
            {"enrolments": IN, "plan": PLAN, "goals": [goal("service")]},
            {"enrolments": IN},
        ),
        gives={
            "plan.owned-by-participant": "1 of 4",
            "plan.owned-by-participant.every-goal-agreed": "2 of 4",
            "plan.owned-by-participant.a-goal-of-their-own": "1 of 4",
        },
    ),
    Worked(
        id="plan.changed-by-participant",
        formula="of the reviews in the period that changed the plan: those in which the"
        " participant made changes, alone or together.",
        cheated="by reviewing only where the participant is keen; see"
        " plan.reviewed-with-participant, which asks about everybody.",
        misread="as all changes: between reviews a goal can get new words too.",
        story="One changed the plan together with staff in one review and not in"
        " another; one had staff change it; a review without a change is not counted.",
        cases=(
            {
                "reviews": [
                    {"on": "03-01", "changed_by": ("participant", "service")},
                    {"on": "06-01", "changed_by": "service"},
                ]
            },
            {"reviews": [{"on": "03-01", "changed_by": "service"}, {"on": "04-01"}]},
        ),
        gives={
            "plan.changed-by-participant": "1 of 3",
            "plan.changed-by-participant.people": "1 of 2",
        },
    ),
    Worked(
        id="plan.reviewed-with-participant",
        formula="of the same enrolments as plan.exists, with the days between reviews:"
        " those with a plan that was reviewed within these days with the participant"
        " there. A plan younger than that waits, unless the service let the participant"
        " go; who declined one is an exception.",
        cheated="by short reviews that change nothing.",
        misread="as influence: being there is not deciding.",
        story="One was there in November; one was not; one has no plan.",
        cases=(
            {
                "enrolments": IN,
                "plan": PLAN,
                "reviews": [{"on": "11-02", "participant_present": "yes"}],
            },
            {
                "enrolments": IN,
                "plan": PLAN,
                "reviews": [{"on": "11-02", "participant_present": "no"}],
            },
            {"enrolments": IN},
        ),
        gives={"plan.reviewed-with-participant": "1 of 3"},
    ),
    Worked(
        id="plan.single",
        formula="of the enrolments in the period where current goals or measures lie in"
        " two areas or more, or another plan is known: those with one current plan here"
        " and every other plan joined into it.",
        cheated="by not writing down the other plans that one knows of.",
        misread="as a wish for many areas: nobody gains by having more of them.",
        story="One has a second plan that was joined, one has a second plan that was"
        " not, one has neither a second plan nor a second area and is not asked.",
        cases=(
            {
                "enrolments": IN,
                "plan": PLAN,
                "other_plans": [{"period": "01-01/", "joined_into_this": "yes"}],
            },
            {
                "enrolments": IN,
                "plan": PLAN,
                "other_plans": [{"period": "01-01/", "joined_into_this": "no"}],
            },
            {"enrolments": IN, "plan": PLAN},
        ),
        gives={"plan.single": "1 of 2"},
    ),
    Worked(
        id="goal.proposed-by-participant",
        formula="of the goals first proposed in the period: those that the participant"
        " proposed alone. Together is told apart. The companion: of the enrolments of"
        " plan.exists, those with a current goal that the participant proposed, alone or"
        " together.",
        cheated="by naming the participant as proposer; how much staff wrote down is"
        " printed.",
        misread="with a goal of unknown proposer as no: it is not recorded, and counts"
        " in the denominator alone.",
        story="One proposed a goal alone, one together with staff; one has staff's and"
        " one of which nobody knows.",
        cases=(
            {"enrolments": IN, "goals": [goal("participant")]},
            {
                "enrolments": IN,
                "goals": [goal("participant", proposed_by=("participant", "service"))],
            },
            {"enrolments": IN, "goals": [goal("service"), goal("unknown")]},
        ),
        gives={
            "goal.proposed-by-participant": "1 of 4; 1 not recorded",
            "goal.proposed-by-participant.together": "1 of 4; 1 not recorded",
            "goal.proposed-by-participant.people": "2 of 3; 1 not recorded",
        },
    ),
    Worked(
        id="goal.stance",
        formula="of the current goals: where the participant stands on the current"
        " version, by the last own word, or a representative's while there is none. Two"
        " different words of one day, or a word of an unknown party, lower the coverage.",
        cheated="hardly: silence shows as not asked.",
        misread="with agreement as good and disagreement as bad: neither has a"
        " direction.",
        story="One agrees, one withdrew agreement, one was never asked, for one only a"
        " representative spoke.",
        cases=(
            {"goals": [goal("service")], "stances": [stance("agrees")]},
            {
                "goals": [goal("service")],
                "stances": [stance("agrees"), stance("withdrawn", on="03-01")],
            },
            {"goals": [goal("service")]},
            {
                "goals": [goal("service")],
                "team": [{"period": "01-01/", "role": "guardian"}],
                "stances": [stance("disagrees", by_representative="team_member-1")],
            },
        ),
        gives={
            "goal.stance": "agrees 1, disagrees 1, withdrawn 1, not_asked 1",
            "goal.agreed": "1 of 4",
            "goal.disagreed": "2 of 4",
            "goal.stance.by-representative": "1 of 4",
        },
    ),
    Worked(
        id="goal.stance-asked",
        formula="of the current goals that are old enough: those of which the participant"
        " was asked where they stand on the current version, or whose words are their"
        " own. Declining to say was asking.",
        cheated="by asking for a signature and no more; see decision.formal-only.",
        misread="as agreement: it counts every answer.",
        story="One disagrees, one declined to say, one is down as not asked.",
        cases=(
            {"goals": [goal("service")], "stances": [stance("disagrees")]},
            {"goals": [goal("service")], "stances": [stance("declined_to_say")]},
            {"goals": [goal("service")], "stances": [stance("not_asked")]},
        ),
        gives={"goal.stance-asked": "2 of 3"},
    ),
    Worked(
        id="challenge.named-by-participant",
        formula="of the enrolments in the period that began long enough ago, as in"
        " plan.exists: those of participants with a challenge that they named, alone or"
        " together.",
        cheated="by naming the participant for what staff wrote; who wrote it down is"
        " printed.",
        misread="as how many troubles people have.",
        story="One named what they meet, for one the service did, for one nobody.",
        cases=(
            {
                "enrolments": IN,
                "challenges": [
                    {
                        "on": "01-20",
                        "proposed_by": "participant",
                        "wordings": [{"version": 1, "text": "Noise"}],
                    }
                ],
            },
            {
                "enrolments": IN,
                "challenges": [
                    {
                        "on": "01-20",
                        "proposed_by": "service",
                        "wordings": [{"version": 1, "text": "Noise"}],
                    }
                ],
            },
            {"enrolments": IN},
        ),
        gives={"challenge.named-by-participant": "1 of 3"},
    ),
    Worked(
        id="challenge.worked-on",
        formula="of the challenges that participants named in the period, old enough:"
        " those linked to a goal or to something begun.",
        cheated="by linking for the count; a link is the least that there must be.",
        misread="as a challenge met.",
        story="One challenge has a goal, one nothing.",
        cases=(
            {
                "goals": [goal("participant")],
                "challenges": [
                    {
                        "on": "01-20",
                        "proposed_by": "participant",
                        "goals": "goal-1",
                        "wordings": [{"version": 1, "text": "Noise"}],
                    },
                    {
                        "on": "01-21",
                        "proposed_by": "participant",
                        "wordings": [{"version": 1, "text": "Nights"}],
                    },
                ],
            },
        ),
        gives={"challenge.worked-on": "1 of 2"},
    ),
)
