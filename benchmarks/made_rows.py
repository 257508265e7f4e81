"""Made-up rows: what can stand in one, but for its id and its day.

Each is a function from an id and a day to a row of the domain. A case is made of such
rows, and the tables are made of the same: see `made_cases.py` and `made_tables.py`.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

from brukermedvirkning.domain.actors import Actor, Attendee, Item, Recorded
from brukermedvirkning.domain.assessments import Assessment, Score
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.concepts import (
    ActorKind,
    Answer,
    Area,
    BenefitKind,
    ContactForm,
    ContactKind,
    ContactStatus,
    DecidedBy,
    DecisionSubject,
    Direction,
    EndReason,
    ExitCategory,
    GoalStatus,
    InterventionKind,
    InterventionStatus,
    LastWord,
    Party,
    Role,
    StanceAnswer,
    WhoCouldNot,
    WishAsked,
)
from brukermedvirkning.domain.contacts import Contact, Note
from brukermedvirkning.domain.decisions import Decision, Option, Wish
from brukermedvirkning.domain.enrolments import Eligibility, Enrolment, ProgrammeExit
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Duration, Period
from brukermedvirkning.domain.plan import Challenge, Goal, Wording
from brukermedvirkning.domain.team import TeamMember

Make = Callable[[str, date], Any]

WORDS = (
    "jeg vil gerne finde et arbejde som passer til mig og min hverdag".split()  # noqa: SIM905
)
TOLD = 0.999
"""How often a status or a kind of contact is known: most cases know all of theirs."""
DAYS_IN_A_TEAM = (100, 200, 300, 400, None)
"""After how many days the caseworker changes; None where that never happens."""

PARTICIPANT = (Party.PARTICIPANT,)
TOGETHER = (Party.PARTICIPANT, Party.SERVICE)


def days(count: int) -> timedelta:
    return timedelta(days=count)


def _text(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=8))


def _mostly(chance: random.Random, concepts: type[Concept], told: float) -> Any:
    """A known member, and now and then one that says that nothing is known."""
    known = [one for one in concepts if not one.is_unknown]
    unknown = [one for one in concepts if one.is_unknown]
    return chance.choice(known if chance.random() < told else unknown)


def _recorded(chance: random.Random) -> Recorded:
    kinds = (ActorKind.STAFF,) * 8 + (ActorKind.PARTICIPANT, ActorKind.UNKNOWN)
    return Recorded(by=Actor(kind=chance.choice(kinds)))


def _challenge(chance: random.Random) -> Make:
    words, recorded = _text(chance), _recorded(chance)
    parties = chance.choice((PARTICIPANT, TOGETHER, (Party.SERVICE,), ()))
    goals = chance.choice(((), ("goal-001",), ("goal-001", "goal-002")))
    return lambda row, day: Challenge(
        id=row,
        on=day,
        recorded=recorded,
        wordings=(Wording(version=1, text=words, worded_by=parties, on=day),),
        proposed_by=parties,
        goals=goals,
    )


def _goal(chance: random.Random) -> Make:
    words, recorded = _text(chance), _recorded(chance)
    parties = chance.choice((PARTICIPANT, TOGETHER, (Party.SERVICE,), ()))
    worded_by = chance.choice((PARTICIPANT, TOGETHER))
    status = chance.choice(list(GoalStatus))
    target = chance.choice((None, 90, 180))
    return lambda row, day: Goal(
        id=row,
        on=day,
        recorded=recorded,
        wordings=(Wording(version=1, text=words, worded_by=worded_by, on=day),),
        proposed_by=parties,
        areas=(Coded(concept=Area.EMPLOYMENT),),
        status=status,
        target_on=None if target is None else day + days(target),
    )


def _decision(chance: random.Random) -> Make:
    recorded = _recorded(chance)
    subject = chance.choice(list(DecisionSubject))
    words, reason = _text(chance), chance.choice((None, _text(chance)))
    asked = chance.choice(list(WishAsked))
    wished = chance.choice(("a", "b")) if asked is WishAsked.ASKED else None
    settled = chance.choice((None, 3, 14, 40))
    outcome = None if settled is None else chance.choice(("a", "b"))
    last_word = chance.choice(list(LastWord))
    adverse = chance.choice(list(Answer))
    return lambda row, day: Decision(
        id=row,
        on=day,
        recorded=recorded,
        subject=Coded(concept=subject),
        question=words,
        options=(
            Option(id="a", proposed_by=Party.SERVICE),
            Option(id="b", proposed_by=Party.PARTICIPANT),
        ),
        wish=Wish(asked=asked, on=day, option=wished),
        adverse=adverse,
        settled_on=None if settled is None else day + days(settled),
        outcome=outcome,
        last_word=last_word,
        reason=reason,
    )


def _intervention(chance: random.Random) -> Make:
    recorded = _recorded(chance)
    kind = _mostly(chance, InterventionKind, 0.995)
    code = Code(scheme="acme.measure", code=str(chance.randrange(40)))
    length = chance.choice((None, 30, 60, 90, 120, 180))
    minutes = None if chance.random() < 0.01 else 60 * chance.randrange(38)
    pause = length is not None and chance.random() < 0.1
    running = (InterventionStatus.RUNNING, InterventionStatus.UNKNOWN)
    over = (InterventionStatus.COMPLETED, InterventionStatus.STOPPED)
    status = chance.choice(running if length is None else over)
    reason = EndReason.UNKNOWN if length is None else chance.choice(list(EndReason))
    parties = chance.choice((PARTICIPANT, TOGETHER, (Party.SERVICE,), ()))
    goals = chance.choice(((), ("goal-001",), ("goal-002",)))
    decision = chance.choice((None, "decision-001", "decision-002"))
    return lambda row, day: Intervention(
        id=row,
        recorded=recorded,
        period=Period(start=day, end=None if length is None else day + days(length)),
        measure=Coded(concept=kind, code=code),
        weekly_minutes=minutes,
        status=status,
        pauses=(Period(start=day + days(10), end=day + days(24)),) if pause else (),
        proposed_by=parties,
        goal_shaped_by=parties,
        goals=goals,
        decision=decision,
        end_reason=Coded(concept=reason),
    )


CONTACT_KINDS = (
    *(ContactKind.CONVERSATION,) * 10,
    *(ContactKind.CORRESPONDENCE,) * 5,
    *(one for one in ContactKind if not one.is_unknown),
)
"""Conversations and letters are the most, and every kind occurs."""


def _contact(chance: random.Random) -> Make:
    recorded = _recorded(chance)
    told = chance.random() < TOLD
    kind = chance.choice(CONTACT_KINDS) if told else ContactKind.UNKNOWN
    form = _mostly(chance, ContactForm, 0.98)
    held = (ContactStatus.HELD,) * 15
    other = (ContactStatus.PLANNED, *(ContactStatus.NOT_HELD,) * 4)
    told = chance.random() < TOLD
    status = chance.choice(held + other) if told else ContactStatus.UNKNOWN
    direction = Direction.UNKNOWN
    if kind is ContactKind.CORRESPONDENCE:
        direction = _mostly(chance, Direction, 0.999)
    missed = status is ContactStatus.NOT_HELD
    who = chance.choice(list(WhoCouldNot)) if missed else WhoCouldNot.UNKNOWN
    duration = chance.choice((None, Duration(at_least=31, at_most=60)))
    attended = chance.choice(list(Answer))
    initiative = chance.choice((Party.SERVICE, Party.PARTICIPANT, Party.UNKNOWN))
    later = chance.choice((None, 0, 1, 5))
    return lambda row, day: Contact(
        id=row,
        on=day,
        recorded=recorded,
        nature=Coded(concept=kind),
        form=Coded(concept=form),
        status=status,
        direction=direction,
        who_could_not=who,
        duration=duration,
        initiative=initiative,
        participant_attended=attended,
        attendees=(Attendee(party=Party.SERVICE, role=Coded(concept=Role.CASEWORKER)),),
        note=None if later is None else Note(written_on=day + days(later)),
    )


def _assessment(chance: random.Random) -> Make:
    recorded = _recorded(chance)
    scores = tuple(
        Score(dimension=f"d{place}", points=chance.randrange(11)) for place in range(10)
    )
    return lambda row, day: Assessment(
        id=row,
        on=day,
        recorded=recorded,
        instrument=Code(scheme="acme.instrument", code="own-view"),
        respondent=Party.PARTICIPANT,
        scores=scores,
    )


def _enrolment(chance: random.Random, *, left: bool) -> Make:
    recorded, programme = _recorded(chance), f"programme-{chance.randrange(7)}"
    benefit = chance.choice(list(BenefitKind))
    length = chance.randrange(60, 640)
    category = _mostly(chance, ExitCategory, 0.98)
    decided_by = chance.choice(list(DecidedBy))
    stance = chance.choice(list(StanceAnswer))
    return lambda row, day: Enrolment(
        id=row,
        recorded=recorded,
        programme=programme,
        start=day,
        eligibility=Eligibility(benefit=Coded(concept=benefit)),
        exit=ProgrammeExit(
            on=day + days(length),
            category=Coded(concept=category),
            decided_by=decided_by,
            stance=stance,
        )
        if left
        else None,
    )


def _member(worker: str, length: int | None) -> Make:
    """A caseworker, and for how many days; None while it lasts."""
    return lambda row, day: TeamMember(
        id=row,
        period=Period(start=day, end=None if length is None else day + days(length)),
        role=Coded(concept=Role.CASEWORKER),
        actor=Actor(kind=ActorKind.STAFF, id=worker),
    )


RANDOM: dict[str, Callable[[random.Random], Make]] = {
    "challenge": _challenge,
    "goal": _goal,
    "decision": _decision,
    "intervention": _intervention,
    "contact": _contact,
    "assessment": _assessment,
}
SORTS = 4_000
"""How many sorts of rows of a kind there are."""
LEFT = int(SORTS * 0.79)
"""Of enrolments these, the first, have ended."""


@cache
def sorts_of(kind: str, seed: int) -> tuple[Make, ...]:
    """All sorts of rows of a kind; the same ones for the same seed."""
    chance = random.Random(f"{seed} {kind}")
    if kind == "team_member":
        first = (_member("worker-a", length) for length in DAYS_IN_A_TEAM)
        return (*first, _member("worker-b", None))
    if kind == "enrolment":
        return tuple(_enrolment(chance, left=n < LEFT) for n in range(SORTS))
    return tuple(RANDOM[kind](chance) for _ in range(SORTS))


def sample(kind: str, seed: int, day: date) -> tuple[Item, ...]:
    """A row of each sort, all of one day."""
    return tuple(make("one", day) for make in sorts_of(kind, seed))
