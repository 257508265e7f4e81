"""What stands beside the cases: organisations, and who follows up a plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from brukermedvirkning.domain.bases import BreakGlass
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.collective import CollectiveParticipation
from brukermedvirkning.domain.organisation import StaffMember, Training
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.finish import measure
from brukermedvirkning.rules.indicators.life_areas import AREA_INDICATORS, life_areas
from brukermedvirkning.rules.indicators.openings import (
    OPENING_INDICATORS,
    opened_cases,
)
from brukermedvirkning.rules.indicators.organisations import (
    ORGANISATION_INDICATORS,
    organisations,
)
from brukermedvirkning.rules.indicators.responsibilities import (
    RESPONSIBILITY_INDICATORS,
    followed_plans,
)
from indicator_examples.making import YEAR, a_case, make, said

__all__ = ["BESIDE", "DEFINITIONS", "WORKED_BESIDE", "Beside", "measured_beside"]

BESIDE = (
    *ORGANISATION_INDICATORS,
    *RESPONSIBILITY_INDICATORS,
    *AREA_INDICATORS,
    *OPENING_INDICATORS,
)
_AREAS = frozenset(one.id for one in AREA_INDICATORS)
_OPENED = frozenset(one.id for one in OPENING_INDICATORS)
DEFINITIONS: dict[str, Definition] = {one.id: one for one in BESIDE}


@attrs.frozen(kw_only=True)
class Beside:
    """What is said of an indicator beside the cases, and the smallest records for it.

    Every record has the same unit and the same programme.
    """

    id: str
    formula: str
    cheated: str
    misread: str
    story: str
    bodies: tuple[dict[str, Any], ...] = ()
    trainings: tuple[dict[str, Any], ...] = ()
    staff: tuple[dict[str, Any], ...] = ()
    chain: tuple[dict[str, Any], ...] = ()
    cases: tuple[dict[str, Any], ...] = ()
    openings: tuple[dict[str, Any], ...] = ()
    gives: dict[str, str]


def measured_beside(worked: Beside, indicator: str) -> str:
    """What an indicator says of the records of a worked example."""
    (one,) = measure([DEFINITIONS[indicator]], _rows(worked), YEAR)
    return said(one)


def _rows(worked: Beside) -> Iterator[Any]:
    staff = [_of_unit(StaffMember, n, one) for n, one in enumerate(worked.staff, 1)]
    if worked.id in _AREAS:
        yield from life_areas(_cases(worked), YEAR)
    elif worked.id in _OPENED:
        openings = [
            make(BreakGlass, **({"id": f"o-{n}"} | OPENED | one))
            for n, one in enumerate(worked.openings, 1)
        ]
        yield from opened_cases(_cases(worked), openings)
    elif worked.cases:
        programme = make(
            Programme,
            id="p",
            name="A programme",
            unit="unit",
            period="/",
            time_zone="Europe/Oslo",
            chain=worked.chain,
        )
        yield from followed_plans(
            _cases(worked), YEAR, programmes={"p": programme}, staff=staff
        )
    else:
        yield from organisations(
            [
                _of_unit(CollectiveParticipation, n, one)
                for n, one in enumerate(worked.bodies, 1)
            ],
            [_of_unit(Training, n, one) for n, one in enumerate(worked.trainings, 1)],
            staff,
        )


def _cases(worked: Beside) -> list[Case]:
    return [a_case(number, rows) for number, rows in enumerate(worked.cases, 1)]


def _of_unit(cls: type, number: int, words: dict[str, Any]) -> Any:
    return make(cls, **({"id": f"{cls.__name__}-{number}", "unit": "unit"} | words))


def matter(number: int, **fields: Any) -> dict[str, Any]:
    """A matter that users raised in February."""
    return {"id": f"m-{number}", "raised_by": "participant", "raised_on": "02-02"} | (
        fields
    )


def body(*matters: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A users' council since long ago."""
    return {"level": "service", "period": "2020-01-01/", "matters": matters} | fields


def training(*attended: tuple[str, int], **fields: Any) -> dict[str, Any]:
    """A day on participation in March."""
    rows = tuple({"party": party, "attended": count} for party, count in attended)
    return {"on": "03-02", "about_participation": True, "attended": rows} | fields


def leader(role: str = "department_head", **fields: Any) -> dict[str, Any]:
    """Somebody who has decided over the programme for long."""
    return {"role": role, "period": "2020-01-01/", "decides": "yes"} | fields


OPENED = {
    "case": "case-1",
    "by": {"kind": "staff", "id": "somebody"},
    "ground": "A provision",
    "covers": "note",
}
DECIDED = {"nature": "economic_priority", "decided_on": "05-05"}
IN = {
    "plan": {"period": "01-10/"},
    "enrolments": [{"programme": "p", "start": "01-10"}],
}
ALL_YEAR = {"programme": "p", "start": "2025-01-10"}
GOAL = {"status": "current", "wordings": {"version": 1, "text": "Some words"}}
FOLLOWED = GOAL | {"followed_up_by": {"kind": "staff", "roles": "work_supervisor"}}
LEAD = {"role": "rehabilitation_lead", "period": "01-10/"}

MATTERS = (
    body(
        matter(1, decided_on="03-03", answered_on="03-03", outcome="changed"),
        matter(2, outcome="not_changed", reason="There is no money"),
        matter(3, outcome="not_changed"),
        matter(4, raised_by="service", outcome="changed"),
    ),
)

WORKED_BESIDE: tuple[Beside, ...] = (
    Beside(
        id="collective.matter-outcome",
        formula="of the matters that users raised in the period and long enough ago:"
        " those that were decided and answered, to those who raised them, within the"
        " days. Meetings are not counted.",
        cheated="by not writing down what is raised; then there is nothing to divide by.",
        misread="as getting one's way: what came of it stands beside.",
        story="Of three matters of users one was decided and answered within the"
        " quarter; the one of the service is not counted.",
        bodies=MATTERS,
        gives={
            "collective.matter-outcome": "1 of 3",
            "collective.matter-outcome.distribution": "changed 1, not_changed 2",
        },
    ),
    Beside(
        id="collective.not-changed-with-reason",
        formula="of the matters that users raised in the period and that changed"
        " nothing: those with a reason on record.",
        cheated="by a reason that is none.",
        misread="as a measure of the reasons.",
        story="Of two that changed nothing, one got a reason.",
        bodies=MATTERS,
        gives={"collective.not-changed-with-reason": "1 of 2"},
    ),
    Beside(
        id="collective.planning-with-users",
        formula="of the decisions on services and on money in the period: those in which"
        " users took part on the day of the decision or before it.",
        cheated="by a seat without a voice; collective.consequence asks what came of it.",
        misread="as influence: to take part is not to decide.",
        story="In one decision users took part before, in one after it, in one not at"
        " all.",
        bodies=(
            body(
                matter(1, **DECIDED, users_took_part_on="05-04"),
                matter(2, **DECIDED, users_took_part_on="05-06"),
                matter(3, **DECIDED),
            ),
        ),
        gives={"collective.planning-with-users": "1 of 3"},
    ),
    Beside(
        id="collective.consequence",
        formula="of the bodies in which users take part that went on in the period and"
        " began long enough ago: those with a change on record, of structure, culture,"
        " leadership, service or budget. *Nothing* and *not yet decided* are none; a body"
        " of which nothing is written stays in.",
        cheated="by calling anything a change of culture; what changed is printed.",
        misread="as the size of a change.",
        story="One council changed a service and the budget, one nothing, of one nobody"
        " wrote it, one is new.",
        bodies=(
            body(consequences=("service", "budget")),
            body(consequences="nothing"),
            body(),
            body(period="11-01/"),
        ),
        gives={
            "collective.consequence": "1 of 3; 1 not mature; 1 not recorded",
            "collective.consequence.distribution": "service 1, budget 1, nothing 1,"
            " unknown 2",
        },
    ),
    Beside(
        id="training.joint",
        formula="of the trainings on participation in the period: those where staff and"
        " users each made at least the share that is set.",
        cheated="by inviting users who never come: those who came are counted.",
        misread="as organised together: that is another thing, and stands beside.",
        story="Nine of staff and three users; 99 and one; of one nobody wrote who came.",
        trainings=(
            training(("service", 9), ("participant", 3), organised_by="service"),
            training(("service", 99), ("peer", 1), organised_by=("service", "peer")),
            training(),
        ),
        gives={
            "training.joint": "1 of 3; 1 not recorded",
            "training.organised-jointly": "1 of 3; 1 not recorded",
        },
    ),
    Beside(
        id="training.staff",
        formula="of the staff in post on the last day of the period: those named among"
        " who attended a training on participation within the days before it. Where"
        " somebody may have come who is not named, whether it was this one is not"
        " recorded.",
        cheated="by leaving staff off the list of who is in post; compare it with the"
        " payroll.",
        misread="as what they do: to have attended is not to work otherwise.",
        story="Of three in post one attended the day of March, at which nobody else of"
        " the staff was; one who left is not counted.",
        trainings=(training(("service", 1), staff="a"),),
        staff=(
            leader("counsellor", id="a", decides="no"),
            leader("counsellor", id="b", decides="no"),
            leader(),
            leader("counsellor", id="d", period="2020-01-01/06-30"),
        ),
        gives={"training.staff": "1 of 3"},
    ),
    Beside(
        id="leaders.met-users",
        formula="of those with a place in the period that decides over the programme:"
        " those named among who met users in an arena that went on in it. Where nobody"
        " wrote who met them, or a role alone, it is not recorded.",
        cheated="by calling a short greeting a meeting; and by not writing down that"
        " somebody decides, which lowers the coverage.",
        misread="as an aim for every employee: it is asked of those who decide.",
        story="One head met users in the council and one did not; of a third it is not"
        " written whether the place decides, and a counsellor's does not.",
        bodies=(body(deciders_met_users="a"),),
        staff=(
            leader(id="a"),
            leader(id="b"),
            leader(id="c", decides="unknown"),
            leader("counsellor", id="d", decides="no"),
        ),
        gives={"leaders.met-users": "1 of 2; 1 unplaced"},
    ),
    Beside(
        id="responsibility.complete",
        formula="of the enrolments with a plan on the last day of the period, or the day"
        " before the exit: those where every level that the programme or its unit"
        " declares above the goals has somebody that day, in the team or in post, and"
        " every current goal has somebody of the staff who follows it up. Both parts"
        " stand apart. Where no level is declared it is not recorded.",
        cheated="by one name for everything; and by plans without goals, which"
        " goal.proposed-by-participant.people shows.",
        misread="as owning: the plan is the participant's, and to name the participant is"
        " to name nobody.",
        story="One has both, one has nobody for the plan, one has a goal that nobody"
        " follows up, one has the participant for it.",
        chain=(
            {"level": "overall", "role": "managing_director"},
            {"level": "plan", "role": "rehabilitation_lead"},
            {"level": "subgoals", "role": "work_supervisor"},
        ),
        staff=(leader("managing_director"),),
        cases=(
            IN | {"team": [LEAD], "goals": [FOLLOWED]},
            IN | {"goals": [FOLLOWED]},
            IN | {"team": [LEAD], "goals": [FOLLOWED, GOAL | {"id": "goal-2"}]},
            IN
            | {
                "team": [LEAD],
                "goals": [
                    GOAL | {"followed_up_by": {"kind": "participant", "id": "x"}}
                ],
            },
        ),
        gives={
            "responsibility.complete": "1 of 4",
            "responsibility.complete.levels": "3 of 4",
            "responsibility.complete.goals": "2 of 4",
        },
    ),
    Beside(
        id="plan.areas",
        formula="the enrolments in the period by the number of areas of life in which"
        " there is a current goal, or a measure that has begun, on the last day or the day"
        " before the exit: none, one, two, three or more. Where something goes on of which"
        " no area is on record, and there might be one more for it, it is not recorded."
        " Which areas they are stands beside, several for one enrolment.",
        cheated="by naming every area with every goal; there is nothing to gain, for"
        " to have many is never counted as good.",
        misread="as the more the better: a measure that nobody needs is a burden. It does"
        " not say that somebody's life has been looked at as a whole.",
        story="One has a goal of work and health, and a social measure; one has nothing;"
        " one has a goal of work, and one of which no area is written.",
        cases=(
            IN
            | {
                "goals": [GOAL | {"areas": ("employment", "health")}],
                "interventions": [
                    {"period": "02-01/", "measure": "other", "area": "social"}
                ],
            },
            IN,
            IN | {"goals": [GOAL | {"areas": "employment"}, GOAL | {"id": "goal-2"}]},
        ),
        gives={
            "plan.areas": "none 1, three_or_more 1; 1 not recorded",
            "plan.areas.which": "employment 2, social 1, health 1, unknown 1",
        },
    ),
    Beside(
        id="access.break-glass",
        formula="the openings of closed records on a statutory ground that were made in"
        " the period, over the days enrolled in it; printed for each hundred years. Each"
        " opening lapses, and one that is made again counts again. The share of those"
        " enrolled for whom it happened stands beside. Who opened is asked nowhere.",
        cheated="by closing nothing, or by asking everybody for a consent that lets all"
        " in, which consent.specific and consent.taken-back stand beside; and by opening"
        " in another system, of which nothing is here.",
        misread="as misuse: an opening has a ground in law, and the participant sees it."
        " One case can have them all.",
        story="Two people are enrolled the whole year. Of one something was opened in"
        " March and again in April, and last year too.",
        cases=(IN | {"enrolments": [ALL_YEAR]}, IN | {"enrolments": [ALL_YEAR]}),
        openings=(
            {"on": "03-01", "until": "03-10"},
            {"on": "04-01", "until": "04-03"},
            {"on": "2025-12-01", "until": "2025-12-05"},
        ),
        gives={
            "access.break-glass": "2 in 730 days",
            "access.break-glass.people": "1 of 2",
        },
    ),
)
"""One for each that is no slice of another."""
