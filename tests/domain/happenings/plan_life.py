"""A case, its people, and two questions for the tests of what happens to a plan."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

import attrs

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    ExitCategory,
    ItemKind,
    MandateKind,
    Role,
    StanceAnswer,
)
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit
from brukermedvirkning.domain.evolve import decide, replay
from brukermedvirkning.domain.happenings import (
    HANDLERS,
    Act,
    Context,
    Happening,
    Refusal,
)
from brukermedvirkning.domain.happenings.challenges import ChallengeNamed
from brukermedvirkning.domain.happenings.goals import GoalProposed
from brukermedvirkning.domain.happenings.planning import PlanStarted
from brukermedvirkning.domain.happenings.sources import CaseImported
from brukermedvirkning.domain.happenings.stances import StanceTaken
from brukermedvirkning.domain.ownership import Ownership
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.team import Mandate, TeamMember

A = TypeVar("A", bound=Act)

BEFORE, FIRST, DAY = date(2025, 12, 31), date(2026, 1, 1), date(2026, 2, 2)
NEXT = DAY + timedelta(days=1)
AT = datetime(2026, 2, 2, 12, tzinfo=UTC)

PARTICIPANT = Actor(kind=ActorKind.PARTICIPANT, id="p")
ANOTHER = Actor(kind=ActorKind.PARTICIPANT, id="q")
STAFF = Actor(kind=ActorKind.STAFF, id="s")
PEER = Actor(kind=ActorKind.PEER_WORKER, id="m")
GUARDIAN = Actor(kind=ActorKind.REPRESENTATIVE, id="r")
IMPOSTOR = Actor(kind=ActorKind.REPRESENTATIVE, id="x")
SYSTEM = Actor(kind=ActorKind.SYSTEM)
NOBODY = Actor()

OPEN = Ownership(id="open", title="Anybody may do anything")

GUARDIAN_PLACE = TeamMember(
    id="team-r",
    period=Period(start=FIRST),
    role=Coded(concept=Role.GUARDIAN),
    actor=GUARDIAN,
    mandate=Mandate(
        nature=MandateKind.GUARDIAN,
        period=Period(start=FIRST, end=date(2027, 1, 1)),
        may_act=True,
    ),
)
STAFF_PLACE = TeamMember(
    id="team-s",
    period=Period(start=FIRST),
    role=Coded(concept=Role.COUNSELLOR),
    actor=STAFF,
)
CASE = Case(
    id="c",
    participant=Participant(id="p"),
    period=Period(start=FIRST),
    team=(GUARDIAN_PLACE, STAFF_PLACE),
    enrolments=(Enrolment(id="e", programme="aft", start=FIRST),),
)
EXIT = ProgrammeExit(on=DAY, category=Coded(concept=ExitCategory.COMPLETED))


def act(kind: type[A], source: Actor = PARTICIPANT, **fields: Any) -> A:
    """An act on the day, by the hand of whoever it comes from."""
    return kind(**({"at": AT, "on": DAY, "source": source, "by": source} | fields))


def proposed(source: Actor = PARTICIPANT, **fields: Any) -> GoalProposed:
    """A goal `g`, proposed by somebody."""
    return act(GoalProposed, source, **({"goal": "g", "text": "Work"} | fields))


def named(source: Actor = PARTICIPANT, **fields: Any) -> ChallengeNamed:
    """A challenge `u`, named by somebody."""
    return act(ChallengeNamed, source, **({"challenge": "u", "text": "Sleep"} | fields))


def started(policy: Ownership = OPEN) -> PlanStarted:
    """The plan, started by staff."""
    return act(PlanStarted, STAFF, plan="plan", policy=policy.id)


def agreed(item: str = "g", source: Actor = PARTICIPANT, **fields: Any) -> StanceTaken:
    """An agreement to a goal."""
    values = {
        "stance": f"ok-{item}",
        "item_kind": ItemKind.GOAL,
        "item": item,
        "answer": StanceAnswer.AGREES,
    }
    return act(StanceTaken, source, **(values | fields))


def after(case: Case, *acts: Act, policy: Ownership = OPEN) -> Case:
    """The case after acts that are permitted; its journal gives the same case."""
    imported = CaseImported(
        at=AT, case=case, source="x", source_key="x", content_hash="x"
    )
    journal: list[Happening] = [imported]
    for one in acts:
        outcome = decide(replay(journal), one, Context(policy=policy))
        assert not isinstance(outcome, Refusal), outcome
        journal.extend(outcome)
    result = replay(journal)
    assert result is not None
    return result


def refusal(case: Case, one: Act, policy: Ownership = OPEN) -> Refusal | None:
    """Why an act is refused, or None; every reason against it can be told."""
    reasons = list(HANDLERS[type(one)].refuse(case, one, Context(policy=policy)))
    assert all(reason.rule and reason.reason for reason in reasons)
    outcome = decide(case, one, Context(policy=policy))
    return outcome if isinstance(outcome, Refusal) else None


def rule(case: Case, one: Act, policy: Ownership = OPEN) -> str | None:
    """The rule by which an act is refused, or None."""
    found = refusal(case, one, policy)
    return None if found is None else found.rule


def left(case: Case) -> Case:
    """The case after the participant left the programme."""
    return attrs.evolve(
        case, enrolments=tuple(attrs.evolve(row, exit=EXIT) for row in case.enrolments)
    )


def erroneous(case: Case, name: str) -> Case:
    """The case with every row of one kind registered in error."""
    rows = (attrs.evolve(row, registered_in_error=True) for row in getattr(case, name))
    return attrs.evolve(case, **{name: tuple(rows)})
