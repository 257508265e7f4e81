"""Random cases for engines to count: small, and near each other in time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, TypeAlias

from hypothesis import strategies as st

from brukermedvirkning.domain.carries import EVERYTHING, Carries, Origin
from brukermedvirkning.domain.case import Case, Participant, in_order
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.concepts import (
    ContactForm,
    ContactKind,
    ContactStatus,
    ExitCategory,
    InterventionKind,
    Party,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import Goal, Wording
from brukermedvirkning.rules.expressions.window import Window

__all__ = ["COUNTABLE", "cases_to_count", "days", "windows"]

Draw: TypeAlias = st.DrawFn

COUNTABLE = ("case", "contact", "enrolment", "goal", "intervention")
"""What random definitions count and fold over."""

_FROM, _UNTIL = date(2020, 2, 20), date(2020, 3, 12)


def days() -> st.SearchStrategy[date]:
    """Days around a leap day, so few that ties are common."""
    return st.dates(_FROM, _UNTIL)


@st.composite
def windows(draw: Draw) -> Window:
    """A window among the days of the cases, as known on some day."""
    start, end = sorted((draw(days()), draw(days())))
    return Window(start=start, end=end, as_of=draw(days()))


@st.composite
def _periods(draw: Draw) -> Period:
    start = draw(st.none() | days())
    if start is None:
        return Period(end=draw(st.none() | days()))
    length = draw(st.none() | st.integers(0, 12))
    end = None if length is None else start + timedelta(days=length)
    return Period(start=start, end=end)


def _coded(concepts: type[Concept]) -> st.SearchStrategy[Any]:
    return st.sampled_from(concepts).map(lambda one: Coded(concept=one))


_in_error = st.sampled_from((False, False, False, True))
_parties = st.lists(
    st.sampled_from((Party.PARTICIPANT, Party.SERVICE, Party.UNKNOWN)), max_size=2
).map(tuple)


@st.composite
def _contacts(draw: Draw, number: int) -> Contact:
    return Contact(
        id=f"contact-{number}",
        on=draw(days()),
        nature=draw(_coded(ContactKind)),
        form=draw(_coded(ContactForm)),
        status=draw(
            st.sampled_from(
                (ContactStatus.HELD, ContactStatus.PLANNED, ContactStatus.UNKNOWN)
            )
        ),
        planned_on=draw(st.none() | days()),
        messages=draw(st.none() | st.integers(1, 3)),
        registered_in_error=draw(_in_error),
    )


@st.composite
def _enrolments(draw: Draw, number: int) -> Enrolment:
    start = draw(st.none() | days())
    left = draw(st.none() | days())
    if left is not None and start is not None:
        left = max(start, left)
    category = draw(
        _coded(ExitCategory) | st.just(Coded(concept=ExitCategory.ORDINARY_WORK))
    )
    return Enrolment(
        id=f"enrolment-{number}",
        programme=f"programme-{number}",
        start=start,
        exit=None if left is None else ProgrammeExit(on=left, category=category),
        registered_in_error=draw(_in_error),
    )


@st.composite
def _goals(draw: Draw, number: int) -> Goal:
    return Goal(
        id=f"goal-{number}",
        on=draw(st.none() | days()),
        wordings=(Wording(version=1, text="words"),),
        proposed_by=draw(_parties),
        target_on=draw(st.none() | days()),
    )


@st.composite
def _interventions(draw: Draw, number: int) -> Intervention:
    return Intervention(
        id=f"intervention-{number}",
        period=draw(_periods()),
        measure=draw(_coded(InterventionKind)),
        weekly_minutes=draw(st.none() | st.integers(0, 3)),
        planned_end=draw(st.none() | days()),
        registered_in_error=draw(_in_error),
    )


_CARRIED = (
    "contact",
    "contact.form",
    "contact.nature",
    "contact.status",
    "enrolment",
    "enrolment.exit",
    "enrolment.start",
    "goal",
    "intervention",
    "intervention.weekly_minutes",
)
_carries = st.just(EVERYTHING) | st.sets(st.sampled_from(_CARRIED)).map(
    lambda paths: Carries(paths=tuple(sorted(paths)))
)


@st.composite
def cases_to_count(draw: Draw, *, all_carried: bool = False) -> Case:
    """A case with up to three rows of each kind that is counted.

    With `all_carried` its source has a place for everything.
    """

    def some(rows: Any) -> tuple[Any, ...]:
        count = draw(st.integers(0, 3))
        return in_order(tuple(draw(rows(number)) for number in range(count)))

    return Case(
        id=f"case-{draw(st.integers(0, 999_999))}",
        participant=Participant(id="somebody"),
        unit=draw(st.none() | st.sampled_from(("north", "south"))),
        period=draw(_periods()),
        contacts=some(_contacts),
        enrolments=some(_enrolments),
        goals=some(_goals),
        interventions=some(_interventions),
        origin=Origin(carries=EVERYTHING if all_carried else draw(_carries)),
        registered_in_error=draw(_in_error),
    )
