"""Decisions."""

from __future__ import annotations

from typing import Any

from indicator_examples.making import Worked

__all__ = ["WORKED", "settled"]

ASKED = {"asked": "asked"}


def decision(**fields: Any) -> dict[str, Any]:
    """A decision that others proposed, settled a month later."""
    values = {"on": "03-02", "settled_on": "04-02", "proposed_by": "service"}
    return values | fields


def between(wish: str, outcome: str, **fields: Any) -> dict[str, Any]:
    """A decision between the service's option a and another one, b."""
    options = [{"id": "a", "proposed_by": "service"}, {"id": "b"}]
    asked = ASKED | {"option": wish}
    return decision(options=options, wish=asked, outcome=outcome, **fields)


def settled(**fields: Any) -> dict[str, Any]:
    """A decision between an option of each side, where the participant was asked."""
    values = {
        "on": "03-01",
        "settled_on": "03-10",
        "proposed_by": "service",
        "options": [
            {"id": "a", "proposed_by": "service"},
            {"id": "b", "proposed_by": "participant"},
        ],
        "wish": ASKED | {"option": "b"},
        "told_on": "03-11",
    }
    return values | fields


EVERY = (
    {"decisions": [between("b", "b", last_word="participant")]},
    {"decisions": [between("b", "a", last_word="service")]},
    {"decisions": [between("a", "a", last_word="together")]},
    {"decisions": [decision(wish={"asked": "not_asked"}, last_word="service")]},
)

WORKED: tuple[Worked, ...] = (
    Worked(
        id="decision.stance-asked",
        formula="of the decisions settled in the period: those before which the"
        " participant was asked for their wish; declining to say was asking.",
        cheated="by a question on a form; decision.formal-only looks at that.",
        misread="as being followed: it is the guard beside the others.",
        story="Three were asked, one was not; the second person was asked once of twice.",
        cases=(
            {"decisions": [decision(wish=ASKED)]},
            {
                "decisions": [
                    decision(wish={"asked": "declined_to_say"}),
                    decision(wish={"asked": "not_asked"}),
                ]
            },
            {"decisions": [decision(wish=ASKED)]},
        ),
        gives={
            "decision.stance-asked": "3 of 4",
            "decision.stance-asked.people": "2 of 3",
        },
    ),
    Worked(
        id="decision.contested",
        formula="of the decisions settled in the period: whether the participant wanted"
        " something else than what others proposed, as far as wish and proposals are on"
        " record. Of the participants: those who did at least once.",
        cheated="by not asking, which shows as not asked.",
        misread="as conflict: a service in which nobody wants anything else may be one"
        " in which nobody dares.",
        story="Two wanted something else, one the same, one was not asked.",
        cases=EVERY,
        gives={
            "decision.contested": "yes 2, no 1, not_asked 1",
            "decision.contested.people": "2 of 4; 1 not recorded",
        },
    ),
    Worked(
        id="decision.last-word",
        formula="of the contested decisions settled in the period: who had the last"
        " word. The slices: the participant's, and a shared one.",
        cheated="by calling nothing contested; decision.contested and"
        " decision.stance-asked stand beside.",
        misread="over all decisions: on what all agree nobody has a last word. The"
        " decision of which the wish is not known lowers the coverage.",
        story="Of two contested decisions each side had the last word in one; the"
        " uncontested one is not asked about.",
        cases=EVERY,
        gives={
            "decision.last-word": "participant 1, service 1; 1 unplaced",
            "decision.last-word-participant": "1 of 2; 1 unplaced",
            "decision.last-word-shared": "0 of 2; 1 unplaced",
            "decision.last-word-participant.people": "1 of 2; 1 unplaced",
        },
    ),
    Worked(
        id="decision.formal-only",
        formula="of the decisions to which the participant agreed: those that staff alone"
        " proposed, with fewer than two options on record, proposed and agreed to on one"
        " day. Less is better.",
        cheated="by writing options down afterwards.",
        misread="as proof: three signs together are a reason to ask.",
        story="One signed what was put on the table; one chose between two.",
        cases=(
            {"decisions": [decision(settled_on="03-02", last_word="together")]},
            {"decisions": [between("b", "b", last_word="participant")]},
        ),
        gives={
            "decision.formal-only": "1 of 2",
            "decision.formal-only.people": "1 of 2",
        },
    ),
    Worked(
        id="decision.overruled",
        formula="of the decisions settled in the period with a known wish: those settled"
        " against it. Never read without decision.stance-asked.",
        cheated="by not asking: then the coverage falls.",
        misread="as fewer is better: where nobody is heard nobody is overruled.",
        story="One of three with a known wish was overruled; of one it is not known.",
        cases=EVERY,
        gives={
            "decision.overruled": "1 of 3; 1 unplaced",
            "decision.overruled.people": "1 of 3; 1 unplaced",
        },
    ),
    Worked(
        id="decision.overruled-with-reason",
        formula="of the decisions settled against a known wish: those with a kind of"
        " limit, a reason, the day on which the participant was told, and the way to"
        " complain or ask again named.",
        cheated="by a dot for a reason; look at how often one text returns.",
        misread="as a good reason: it says that there is one.",
        story="One was told everything, one only that it is so.",
        cases=(
            {
                "decisions": [
                    between(
                        "b",
                        "a",
                        frame={"nature": "law"},
                        reason="The law sets a limit",
                        told_on="04-03",
                        remedies_named="yes",
                    )
                ]
            },
            {"decisions": [between("b", "a", told_on="04-03", remedies_named="no")]},
        ),
        gives={
            "decision.overruled-with-reason": "1 of 2",
            "decision.overruled-with-reason.people": "1 of 2",
        },
    ),
    Worked(
        id="decision.reconsidered",
        formula="of the decisions settled against a known wish of which the participant"
        " asked again in the period, long enough ago: those answered within the days."
        " The slice: changed in their favour.",
        cheated="by a quick no; the slice stands beside.",
        misread="as being right: to be asked again shows that people dare.",
        story="One got an answer in nine days, in their favour; one waits since April.",
        cases=(
            {
                "decisions": [
                    between(
                        "b",
                        "a",
                        asked_again_on="04-10",
                        reconsidered_on="04-19",
                        reconsideration="changed_in_favour",
                    )
                ]
            },
            {
                "decisions": [
                    between("b", "a", asked_again_on="04-10", reconsideration="pending")
                ]
            },
        ),
        gives={
            "decision.reconsidered": "1 of 2",
            "decision.reconsidered.in-favour": "1 of 2",
            "decision.reconsidered.people": "1 of 2",
        },
    ),
    Worked(
        id="decision.participation-degree",
        formula="of the decisions settled in the period: how much of a say the facts"
        " show, from being told to deciding alone. Ratings stand apart. A ladder gives"
        " each its rung; there is a median on one ladder, and never a mean.",
        cheated="by recording a shared last word; options and wish are asked for too.",
        misread="across ladders: a rung on one is none on another.",
        story="The last word on a choice of two, being heard and overruled, a shared one,"
        " and one of which nobody knows whether the participant was told.",
        cases=EVERY,
        gives={
            "decision.participation-degree": "heard 1, shared 1, decided 1;"
            " 1 not recorded"
        },
    ),
    Worked(
        id="decision.degree-kept",
        formula="of the decisions settled in the period, on a day of an enrolment in the"
        " programmes that are asked: those with a say at or above the promised one."
        " `settings_for` reads programme and promise off the programme; else a shared"
        " last word is asked of each.",
        cheated="by promising little; the promise is printed.",
        misread="between programmes with different promises.",
        story="Two of four reach a shared last word or more.",
        cases=EVERY,
        gives={
            "decision.degree-kept": "2 of 4; 1 not recorded",
            "decision.degree-kept.people": "2 of 4; 1 not recorded",
        },
    ),
)
