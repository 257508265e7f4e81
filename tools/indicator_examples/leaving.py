"""The team, surveys, complaints, times, exits."""

from __future__ import annotations

from typing import Any

from indicator_examples.making import Worked

__all__ = ["WORKED"]

IN = [{"programme": "p", "start": "01-10"}]


def left(category: str, **fields: Any) -> dict[str, Any]:
    """Enrolled in January, and left with June."""
    gone = {"on": "06-30", "category": category} | fields
    return {"enrolments": [{"programme": "p", "start": "01-10", "exit": gone}]}


def complaint(**fields: Any) -> dict[str, Any]:
    """A complaint about the service."""
    return {"on": "03-02"} | fields


NAMED = {
    "on": "03-02",
    "aim": "sharing_between_units",
    "covers": "contact",
    "recipients": "another-unit",
}
EXITS = (
    left("ordinary_work", decided_by="participant"),
    left("service_decided", stance="disagrees", heard_before="yes", reason="A reason"),
    left("moved"),
    left("unknown"),
)
LONG = [{"programme": "p", "start": "2025-01-10"}]
COORDINATOR = {"role": "coordinating_caseworker", "ended_at_wish_of": "service"}
WAITS = (
    {
        "requests": [
            {
                "on": "01-01",
                "asked_by": "participant",
                "answered_on": "01-05",
                "waiting": {"since": "01-05", "until": "03-01", "end": "started"},
            }
        ]
    },
    {
        "requests": [
            {
                "on": "01-01",
                "asked_by": "participant",
                "waiting": {"since": "01-05", "until": "06-01", "end": "withdrawn"},
            }
        ]
    },
    {
        "requests": [
            {"on": "06-01", "asked_by": "participant", "waiting": {"since": "06-01"}}
        ]
    },
)

WORKED: tuple[Worked, ...] = (
    Worked(
        id="coordinator.changes",
        formula="changes of the coordinating caseworker in the period for each 365.25"
        " days with one: an assignment that ended and had a successor. The first"
        " assignment is none, short cover is none, and a change that the participant"
        " wished for is counted apart.",
        cheated="by naming cover what is a change: long cover counts.",
        misread="with the wished-for ones: these are no fault.",
        story="One change in a year that the service wanted.",
        cases=(
            {
                "team": [
                    COORDINATOR | {"period": "2025-12-01/06-30"},
                    COORDINATOR | {"period": "07-01/"},
                ]
            },
        ),
        gives={
            "coordinator.changes": "1 in 365 days",
            "coordinator.changes.at-own-wish": "0 in 365 days",
        },
    ),
    Worked(
        id="coordinator.none",
        formula="of the days enrolled in the period: those without a coordinating"
        " caseworker. Less is better.",
        cheated="by a name on paper; talks tell more.",
        misread="on one day: every day counts.",
        story="Enrolled for 356 days, with a coordinator from the eleventh on.",
        cases=({"enrolments": IN, "team": [COORDINATOR | {"period": "01-20/"}]},),
        gives={"coordinator.none": "10 of 356"},
    ),
    Worked(
        id="mentor.offered",
        formula="of the enrolments in the period that began long enough ago, as in"
        " plan.exists, in the programmes that promise a mentor: those of participants"
        " with an offer of one, a mentor in the team, or mentor support begun. Which"
        " programmes promise one `settings_for` reads off them; else each is asked.",
        cheated="by an offer that was none.",
        misread="with declining as a miss: it was offered.",
        story="One declined, one has a mentor, one heard nothing.",
        cases=(
            {
                "enrolments": IN,
                "offers": [{"on": "02-01", "nature": "mentor", "answer": "declined"}],
            },
            {"enrolments": IN, "team": [{"period": "02-01/", "role": "mentor"}]},
            {"enrolments": IN},
        ),
        gives={"mentor.offered": "2 of 3"},
    ),
    Worked(
        id="mentor.accepted",
        formula="of the offers of a mentor in the period: those accepted.",
        cheated="by offering where a yes is sure.",
        misread="with a direction: declining is fine.",
        story="One accepted, one declined.",
        cases=tuple(
            {"offers": [{"on": "02-01", "nature": "mentor", "answer": answer}]}
            for answer in ("accepted", "declined")
        ),
        gives={"mentor.accepted": "1 of 2", "mentor.accepted.people": "1 of 2"},
    ),
    Worked(
        id="mentor.choice",
        formula="of the mentors assigned in the period: those with two candidates or more"
        " presented, or the participant's own.",
        cheated="by candidates who were none.",
        misread="as content with the mentor.",
        story="One chose among two, one was given one.",
        cases=(
            {
                "team": [
                    {"period": "02-01/", "role": "mentor", "choice": "among_candidates"}
                ]
            },
            {
                "team": [
                    {
                        "period": "02-01/",
                        "role": "mentor",
                        "choice": "one_presented",
                        "candidates": 1,
                    }
                ]
            },
        ),
        gives={"mentor.choice": "1 of 2", "mentor.choice.people": "1 of 2"},
    ),
    Worked(
        id="survey.offered.stay",
        formula="of those who left in the period after a stay long enough, death left"
        " out: those invited to a survey between start and exit.",
        cheated="by an invitation on the last day.",
        misread="for those still there: only at the end is it known.",
        story="One was invited in May, one was not.",
        cases=(
            left("moved") | {"invitations": [{"on": "05-01", "wave": "w"}]},
            left("moved"),
        ),
        gives={"survey.offered.stay": "1 of 2"},
    ),
    Worked(
        id="survey.offered.yearly",
        formula="of those enrolled in the period with a year of the stay, counted from"
        " the start, that ends in it: those invited to a survey in each of these years."
        " The running year has time. talk.offered asks the same of development talks,"
        " where a talk held was offered; where of one year there is an offer and of"
        " another a talk alone, it is not recorded. talk.offered.held is its slice.",
        cheated="by inviting and not telling.",
        misread="with answering: declining is fine.",
        story="In the year that ended in January one was invited and declined a talk, and"
        " one neither; one was invited in the running year alone; one came this autumn.",
        cases=(
            {
                "enrolments": LONG,
                "invitations": [{"on": "2025-05-01", "wave": "w"}],
                "offers": [
                    {
                        "on": "2025-05-02",
                        "nature": "development_talk",
                        "answer": "declined",
                    }
                ],
            },
            {"enrolments": LONG},
            {"enrolments": LONG, "invitations": [{"on": "05-01", "wave": "w"}]},
            {"enrolments": [{"programme": "p", "start": "09-01"}]},
        ),
        gives={
            "survey.offered.yearly": "1 of 3; 1 not mature",
            "talk.offered": "1 of 3; 1 not mature",
            "talk.offered.held": "0 of 3; 1 not mature",
        },
    ),
    Worked(
        id="survey.answered",
        formula="of the invitations whose deadline passed in the period: those answered."
        " Never of one person, and never shown to staff who work with them.",
        cheated="by pressure, which is why it has no direction.",
        misread="as content.",
        story="One answered, one did not.",
        cases=tuple(
            {
                "invitations": [
                    {"on": "03-01", "deadline": "04-01", "wave": "w", "answer": answer}
                ]
            }
            for answer in ("answered", "not_answered")
        ),
        gives={"survey.answered": "1 of 2", "survey.answered.people": "1 of 2"},
    ),
    Worked(
        id="exit.cumulative-incidence",
        formula="of those enrolled in the period: which share has left for work or"
        " education after so many days, every other exit competing and who is still there"
        " going on (Aalen and Johansen). Nobody is at risk before the source speaks. Days"
        " of an interruption count on, an exit that was undone is none, and who comes"
        " back in a new enrolment has a new spell.",
        cheated="hardly: the ones still there are in.",
        misread="as an effect, or for a programme without a limit of time.",
        story="Of two who came in January one left for work on day 171; after 355 days"
        " nobody was followed any longer.",
        cases=(EXITS[0], {"enrolments": IN}),
        gives={
            "exit.cumulative-incidence": "day 91: 0, day 182: 1/2, day 365: None,"
            " day 730: None"
        },
    ),
    Worked(
        id="enrolment.now",
        formula="the enrolments that go on, on the day asked, and the days since their"
        " start. It stands beside the exits.",
        cheated="by exits that were not written down.",
        misread="as a caseload.",
        story="One is still there, one has left.",
        cases=({"enrolments": IN}, EXITS[0]),
        gives={"enrolment.now": "1, the longest 355 days"},
    ),
    Worked(
        id="intervention.waiting-days",
        formula="of the waiting begun in the period: which share began what they waited"
        " for after 30, 90 and 180 days; withdrawing and an offer that fell away compete,"
        " who still waits goes on. What was granted, or had no place free, without a word"
        " of the waiting for it is unplaced. Of the participants who waited, 90 days ago"
        " or longer: those for whom everything began within the 90 days.",
        cheated="by not writing waiting down, which lowers the coverage.",
        misread="for those who got it alone: the waiting are in.",
        story="One began after 55 days, one withdrew after 147, one waits since June.",
        cases=WAITS,
        gives={
            "intervention.waiting-days": "day 30: 0, day 90: 1/3, day 180: 1/3",
            "intervention.waiting-days.people": "1 of 3",
        },
    ),
    Worked(
        id="waiting.now",
        formula="the waiting that has not ended on the day asked, and the days since it"
        " began. Less is better.",
        cheated="by taking people off the list.",
        misread="as the time that people wait in the end.",
        story="One waits since 1 June.",
        cases=WAITS,
        gives={"waiting.now": "1, the longest 213 days"},
    ),
    Worked(
        id="request.response-days",
        formula="of the requests by participants in the period: which share is answered"
        " after 1, 7 and 28 days, and by which day half of them and nine in ten are; the"
        " unanswered go on.",
        cheated="by an answer that says nothing.",
        misread="for the answered alone.",
        story="One of three was answered, after four days.",
        cases=WAITS,
        gives={"request.response-days": "day 1: 0, day 7: 1/3, day 28: 1/3"},
    ),
    Worked(
        id="coordinator.same-after",
        formula="of the coordinators assigned in the period, cover left out: which share"
        " was changed after half a year and a year. What is left of one is the share with"
        " the same coordinator. A change that the participant wished for competes, and"
        " leaving is no change, but to be discharged by the service is one. Of the"
        " participants given a coordinator half a year ago or longer: those who had to"
        " change within it at least once; who left before that, with the one they had, is"
        " not among them. Less is better.",
        cheated="by names that stay on paper.",
        misread="as the share that stayed: it is the share that did not.",
        story="Of two assigned in January one was changed after 100 days.",
        cases=(
            {
                "enrolments": IN,
                "team": [
                    COORDINATOR | {"period": "01-10/04-19"},
                    COORDINATOR | {"period": "2027-01-01/"},
                ],
            },
            {"enrolments": IN, "team": [COORDINATOR | {"period": "01-10/"}]},
        ),
        gives={
            "coordinator.same-after": "day 182: 1/2, day 365: None",
            "coordinator.same-after.people": "1 of 2",
        },
    ),
    Worked(
        id="complaint.answered-within",
        formula="of the complaints in the period, old enough: those answered within the"
        " days.",
        cheated="by calling a complaint a comment.",
        misread="as few complaints being good.",
        story="One answered after two weeks, one never.",
        cases=(
            {"complaints": [complaint(answered_on="03-16")]},
            {"complaints": [complaint()]},
        ),
        gives={
            "complaint.answered-within": "1 of 2",
            "complaint.answered-within.people": "1 of 2",
        },
    ),
    Worked(
        id="complaint.upheld",
        formula="of the complaints answered in the period: those upheld, in whole or in"
        " part.",
        cheated="by answering nothing that one would have to uphold.",
        misread="with a direction: many may mean that people are heard.",
        story="One upheld in part, one not.",
        cases=tuple(
            {"complaints": [complaint(answered_on="03-16", outcome=outcome)]}
            for outcome in ("upheld_in_part", "not_upheld")
        ),
        gives={"complaint.upheld": "1 of 2", "complaint.upheld.people": "1 of 2"},
    ),
    Worked(
        id="consent.specific",
        formula="of the consents given in the period to share between units, or to one"
        " plan across sectors: those that name a kind of item that they cover, and"
        " somebody who may have it. One of which nobody wrote what it is for is in, and"
        " not recorded at best. What narrows an earlier one is not a new one.",
        cheated="by naming everything and everybody, which is no better than a blank"
        " sheet; whether they are taken back stands beside.",
        misread="as freely given: whoever depends on the answer may not feel free. That"
        " there are few is neither good nor bad, and silence is never a consent.",
        story="One names what and whom, and is narrowed in June; one is blank, given by"
        " a representative; one does not say what it is for; one for research is another"
        " thing; one of last year names all, and is withdrawn in May.",
        cases=(
            {
                "consents": [
                    NAMED,
                    NAMED | {"id": "less", "on": "06-01", "narrows": "consent-1"},
                ]
            },
            {
                "consents": [
                    {
                        "on": "03-02",
                        "aim": "cross_sector_plan",
                        "by_representative": "r",
                    }
                ],
                "team": [{"id": "r", "period": "01-01/", "role": "guardian"}],
            },
            {"consents": [NAMED | {"aim": "unknown"}]},
            {"consents": [{"on": "03-02", "aim": "research"}]},
            {"consents": [NAMED | {"on": "2025-03-02", "withdrawn_on": "05-05"}]},
        ),
        gives={
            "consent.specific": "1 of 3; 1 not recorded",
            "consent.specific.people": "1 of 3; 1 not recorded",
            "consent.by-representative": "1 of 4",
            "consent.taken-back": "2 of 5",
        },
    ),
    Worked(
        id="exit.distribution",
        formula="the exits in the period by category, in the printed order. The end of a"
        " programme is none. Who left twice left twice, or the last exit alone is asked"
        " for.",
        cheated="by calling one thing another.",
        misread="between programmes with different people.",
        story="Three of known category.",
        cases=EXITS,
        gives={
            "exit.distribution": "moved 1, ordinary_work 1, service_decided 1;"
            " 1 not recorded"
        },
    ),
    Worked(
        id="exit.to-work-or-education",
        formula="of the exits in the period: those to the categories printed, by default"
        " ordinary work and ordinary education. Death, moving and a granted pension may"
        " be left out, by default death; exits that the service decided, own choice and"
        " unknown ones never. Those still enrolled and the curve are printed with it. It is"
        " not asked of programmes whose stay has no limit, as their own records say: no"
        " parameter does.",
        cheated="by keeping hard cases out from the start, which it cannot see.",
        misread="as an effect.",
        story="One of four; the unknown one stays in.",
        cases=EXITS,
        gives={"exit.to-work-or-education": "1 of 4; 1 not recorded"},
    ),
    Worked(
        id="exit.participant-decided",
        formula="of the exits in the period: those that the participant decided; where"
        " nobody wrote who decided, those in the category of own choice.",
        cheated="by calling a discharge an own choice.",
        misread="with a direction: none may mean loyalty, or no way out.",
        story="One of four; of one nothing is known.",
        cases=EXITS,
        gives={"exit.participant-decided": "1 of 4; 1 not recorded"},
    ),
    Worked(
        id="exit.service-decided",
        formula="of the exits in the period of which it is known: those that the service"
        " decided; where nobody wrote who decided, those in that category. Of these: where"
        " the participant stood, heard before, given a reason, told how to complain. Less"
        " is better.",
        cheated="by calling it own choice; the stance stands beside.",
        misread="small numbers: 10 of 43 and 5 of 26 do not differ demonstrably.",
        story="One of three of known category; they disagreed, were heard, and nobody"
        " wrote whether they were told how to complain.",
        cases=EXITS,
        gives={
            "exit.service-decided": "1 of 3; 1 unplaced",
            "exit.service-decided.stance": "disagrees 1; 1 unplaced",
            "exit.service-decided.heard-before": "1 of 1; 1 unplaced",
            "exit.service-decided.with-reason": "1 of 1; 1 unplaced",
            "exit.service-decided.complaint-route-named": "0 of 1; 1 not recorded;"
            " 1 unplaced",
        },
    ),
    Worked(
        id="exit.sustained",
        formula="of those who left for work or education, when half a year after it and a"
        " quarter to ask in have passed, the end of the half year falling in the period:"
        " those who were in work or education when asked in that quarter. The same after"
        " a year. Who was not asked or not reached is not recorded, and stays in.",
        cheated="by asking only the successful: the others stay in.",
        misread="as the work of the programme alone.",
        story="Of two who left in February one was still in work in August, and one was"
        " not reached. One who left in February of the year before was in education a"
        " year after it.",
        cases=tuple(
            {
                "enrolments": [
                    {
                        "programme": "p",
                        "start": "2025-01-10",
                        "exit": {"on": left_on, "category": "ordinary_work"},
                    }
                ],
                "follow_ups": [
                    {"on": on, "enrolment": "enrolment-1", "status": status}
                ],
            }
            for left_on, on, status in (
                ("02-01", "08-10", "in_work"),
                ("02-01", "08-10", "not_reached"),
                ("2025-02-01", "02-20", "in_education"),
            )
        ),
        gives={
            "exit.sustained": "1 of 2; 1 not recorded",
            "exit.sustained.year": "1 of 1",
        },
    ),
    Worked(
        id="peer-worker.employed",
        formula="of those who completed the training for peer workers, when half a year"
        " after it and a quarter to ask in have passed, the half year falling in the"
        " period: those who worked as peer workers when asked in that quarter, in all, in"
        " a permanent and in a temporary position; and those in other work, which is as"
        " good. Who was not asked stays in. Where they work `peer_arenas` tells.",
        cheated="by asking only those in work: the others stay in.",
        misread="as what the training is for: hope and a real say are no counts.",
        story="One has a permanent position as a peer worker, one other work, one was not"
        " reached; one did not complete the training.",
        cases=tuple(
            {
                "enrolments": [
                    {
                        "programme": "no.nav.mb",
                        "start": "2025-01-10",
                        "exit": {"on": "02-01", "category": category},
                    }
                ],
                "follow_ups": [
                    {"on": "08-10", "enrolment": "enrolment-1", "status": status} | more
                ],
            }
            for category, status, more in (
                (
                    "completed",
                    "in_work",
                    {"as_peer_worker": "yes", "terms": "permanent"},
                ),
                ("completed", "in_work", {"as_peer_worker": "no"}),
                ("completed", "not_reached", {}),
                ("moved", "in_work", {"as_peer_worker": "yes"}),
            )
        ),
        gives={
            "peer-worker.employed": "1 of 3; 1 not recorded",
            "peer-worker.employed.permanent": "1 of 3; 1 not recorded",
            "peer-worker.employed.temporary": "0 of 3; 1 not recorded",
            "peer-worker.employed.other-work": "1 of 3; 1 not recorded",
        },
    ),
)
