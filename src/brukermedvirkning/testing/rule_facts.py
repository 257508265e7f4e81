"""Random facts for rules: cases dense with what rules look at, known well or badly.

Days and figures are few, so that limits are met exactly; what is not known is forgotten
step by step from what was known.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import Any, TypeVar

import attrs
from hypothesis import strategies as st

from brukermedvirkning.domain.carries import EVERYTHING, Origin
from brukermedvirkning.domain.case import Case, Participant, in_order
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.concepts import (
    Answer,
    ContactKind,
    ContactStatus,
    Direction,
    ExitCategory,
    GoalStatus,
    InterventionKind,
    InterventionStatus,
    ItemKind,
    OfferAnswer,
    OfferKind,
    Party,
    Role,
    StanceAnswer,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.enrolments import Enrolment, Introduction, ProgrammeExit
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan, Goal, Stance, Wording
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.domain.requests import Offer
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.errors import InvalidRecordError
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import ParameterUse
from brukermedvirkning.rules.rule import Rule, Scope
from brukermedvirkning.testing.forgetting import ways

__all__ = ["facts_for", "rule_cases"]

T = TypeVar("T")
C = TypeVar("C", bound=Concept)

FIRST = date(2015, 1, 1)
STEPS = (0, 1, 2, 3, 7, 8, 9, 15, 28, 29, 30, 37, 60)
FIGURES = (0, 1, 7, 28)
MINUTES = (None, 0, 60, 1200, 2220, 2221)
"""The last two stand around the core's limit of 37 hours a week."""


class _Drawn:
    """A case under way: draws values and gives each row an id of its own."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        self._count = 0
        self._clear = draw(st.booleans())

    def one_of(self, values: Sequence[T]) -> T:
        return self._draw(st.sampled_from(values))

    def of_list(self, members: Sequence[C]) -> C:
        """A member of a concept list, in a clear case one that says something."""
        known = [member for member in members if not member.is_unknown]
        return self.one_of(known if self._clear else members)

    def day(self) -> date:
        return FIRST + timedelta(days=self.one_of(STEPS))

    def first_day(self) -> date | None:
        """An early day, known in a clear case."""
        if not self._clear and self.one_of((False, False, True)):
            return None
        return FIRST + timedelta(days=self.one_of(STEPS[:6]))

    def maybe_day(self) -> date | None:
        return self.day() if self.one_of((True, False)) else None

    def period(self) -> Period:
        start = self.first_day() if self.one_of((True, False)) else self.maybe_day()
        end = self.maybe_day()
        if start and end and end < start:
            start, end = end, start
        return Period(start=start, end=end)

    def parties(self) -> tuple[Party, ...]:
        known: tuple[tuple[Party, ...], ...] = (
            (Party.PARTICIPANT,),
            (Party.PARTICIPANT, Party.SERVICE),
            (Party.SERVICE,),
            (Party.REPRESENTATIVE,),
        )
        return self.one_of(known if self._clear else (*known, (Party.UNKNOWN,), ()))

    def rows(
        self, kind: type[Any], most: int, *, least: int = 0, **fields: Any
    ) -> tuple[Any, ...]:
        """Up to `most` rows whose fields are drawn; those that are not valid are left."""
        made: list[Any] = []
        for _ in range(self.one_of(range(least, most + 1))):
            self._count += 1
            values = {name: draw() for name, draw in fields.items()}
            try:
                made.append(
                    kind(
                        id=f"{kind.__name__.lower()}-{self._count}",
                        registered_in_error=self.one_of((False,) * 7 + (True,)),
                        **values,
                    )
                )
            except InvalidRecordError:
                continue
        return in_order(tuple(made))

    def coded(self, *concepts: Concept) -> Coded[Any]:
        code = self.one_of((None, None, Code(scheme="x", code="a", label="A")))
        return Coded(concept=self.of_list(concepts), code=code)


@st.composite
def rule_cases(draw: st.DrawFn) -> Case:
    """Cases with few rows of the kinds that the core's rules look at."""
    drawn = _Drawn(draw)
    enrolments = _enrolments(drawn)
    enrolled = [None, *(row.id for row in enrolments)]
    team = drawn.rows(
        TeamMember,
        3,
        period=drawn.period,
        role=lambda: drawn.coded(
            Role.COORDINATING_CASEWORKER, Role.MENTOR, Role.REPRESENTATIVE, Role.UNKNOWN
        ),
    )
    goals = _goals(drawn)
    case = Case(
        id="case",
        participant=Participant(id="person"),
        period=drawn.period(),
        plan=drawn.one_of(
            (None, *[ActionPlan(id="plan", period=drawn.period())] * 3),
        ),
        origin=_origin(drawn),
        enrolments=enrolments,
        team=team,
        goals=goals,
        stances=_stances(drawn, goals, team) if goals else (),
        introductions=drawn.rows(
            Introduction,
            2,
            on=drawn.first_day,
            enrolment=lambda: drawn.one_of(enrolled),
            covers_role=lambda: drawn.of_list((Answer.YES, Answer.NO, Answer.UNKNOWN)),
            covers_responsibility=lambda: drawn.of_list((Answer.YES, Answer.NOT_ASKED)),
            acknowledged_on=drawn.maybe_day,
        ),
        offers=drawn.rows(
            Offer,
            2,
            on=drawn.day,
            nature=lambda: drawn.coded(
                OfferKind.MENTOR, OfferKind.PLAN, OfferKind.OTHER, OfferKind.UNKNOWN
            ),
            answer=lambda: drawn.of_list(tuple(OfferAnswer)),
        ),
        interventions=_interventions(drawn),
        contacts=_contacts(drawn),
    )
    for _ in range(drawn.one_of((0, 0, 0, 1, 2))):
        _, forget = drawn.one_of(list(ways(case)))
        with suppress(InvalidRecordError):
            case = forget()
    return case


def _origin(drawn: _Drawn) -> Origin:
    known = drawn.period()
    if drawn.one_of((True, True, True, False)):
        known = Period()
    return Origin(known_from=known.start, known_until=known.end, carries=EVERYTHING)


def _enrolments(drawn: _Drawn) -> tuple[Enrolment, ...]:
    def left() -> ProgrammeExit | None:
        day = drawn.maybe_day()
        if day is None:
            return None
        return ProgrammeExit(on=day, category=Coded(concept=ExitCategory.OTHER))

    rows = drawn.rows(
        Enrolment,
        2,
        least=1,
        programme=lambda: drawn.one_of(("one", "two")),
        start=drawn.first_day,
        attended_from=lambda: drawn.one_of((None, None, FIRST + timedelta(days=2))),
        exit=left,
    )
    open_in: set[str] = set()
    kept = []
    for row in rows:
        doubled = row.is_open and row.programme in open_in
        if row.is_open and not row.registered_in_error:
            open_in.add(row.programme)
        if not doubled:
            kept.append(row)
    return tuple(kept)


def _goals(drawn: _Drawn) -> tuple[Goal, ...]:
    def wordings() -> tuple[Wording, ...]:
        return tuple(
            Wording(
                version=version,
                text="a goal",
                worded_by=drawn.parties(),
                on=drawn.first_day(),
            )
            for version in range(1, drawn.one_of((2, 2, 3)))
        )

    return drawn.rows(
        Goal,
        2,
        on=drawn.first_day,
        wordings=wordings,
        proposed_by=drawn.parties,
        status=lambda: drawn.of_list(
            (GoalStatus.CURRENT, GoalStatus.CURRENT, *tuple(GoalStatus))
        ),
    )


def _stances(
    drawn: _Drawn, goals: tuple[Goal, ...], team: tuple[TeamMember, ...]
) -> tuple[Stance, ...]:
    speakers = [None, None, *(row.id for row in team)]
    return drawn.rows(
        Stance,
        4,
        on=drawn.day,
        item_kind=lambda: ItemKind.GOAL,
        item=lambda: drawn.one_of([row.id for row in goals]),
        version=lambda: drawn.one_of((1, 1, 2)),
        party=lambda: drawn.of_list(
            (Party.PARTICIPANT, Party.PARTICIPANT, Party.SERVICE, Party.UNKNOWN)
        ),
        answer=lambda: drawn.of_list(
            (StanceAnswer.AGREES, StanceAnswer.AGREES, *tuple(StanceAnswer))
        ),
        by_representative=lambda: drawn.one_of(speakers),
    )


def _interventions(drawn: _Drawn) -> tuple[Intervention, ...]:
    def pauses() -> tuple[Period, ...]:
        return drawn.one_of(((), (), (drawn.period(),)))

    return drawn.rows(
        Intervention,
        4,
        period=drawn.period,
        measure=lambda: drawn.coded(
            InterventionKind.EDUCATION,
            InterventionKind.WAGE_SUBSIDY,
            InterventionKind.MENTOR_SUPPORT,
            InterventionKind.OTHER,
            InterventionKind.UNKNOWN,
        ),
        weekly_minutes=lambda: drawn.one_of(MINUTES),
        status=lambda: drawn.one_of(
            (InterventionStatus.RUNNING, InterventionStatus.NEVER_STARTED)
        ),
        pauses=pauses,
    )


def _contacts(drawn: _Drawn) -> tuple[Contact, ...]:
    return drawn.rows(
        Contact,
        4,
        on=drawn.day,
        nature=lambda: drawn.coded(
            ContactKind.CONVERSATION,
            ContactKind.CORRESPONDENCE,
            ContactKind.GROUP_TEACHING,
            ContactKind.UNKNOWN,
        ),
        status=lambda: drawn.of_list(
            (ContactStatus.HELD, ContactStatus.HELD, *tuple(ContactStatus))
        ),
        direction=lambda: drawn.of_list(tuple(Direction)),
    )


@st.composite
def facts_for(draw: st.DrawFn, rule: Rule) -> Facts:
    """Facts that a rule about a case or an enrolment can be asked of."""
    case = draw(rule_cases())
    enrolment = None
    if rule.scope is Scope.ENROLMENT:
        counted = [row for row in case.enrolments if not row.registered_in_error]
        enrolment = draw(st.sampled_from([*counted * 4, None]))
    promises = () if rule.promise is None else (rule.promise,)
    programme = draw(
        st.sampled_from(
            [
                None,
                *(
                    Programme(
                        id="one",
                        name="a programme",
                        period=Period(),
                        time_zone="Europe/Oslo",
                        promises=made,
                    )
                    for made in (*[promises] * 6, ())
                ),
            ]
        )
    )
    facts = Facts(
        on=FIRST + timedelta(days=draw(st.sampled_from((*STEPS, 60, 90)))),
        case=case,
        enrolment=enrolment,
        programme=programme,
    )
    figures = {
        name: ParameterUse(
            id=name,
            value=draw(st.sampled_from(FIGURES)) * (60 if "minutes" in name else 1),
            level="core",
            source="a test",
        )
        for name in rule.uses
    }
    return attrs.evolve(facts, parameters=figures)
