"""Random expressions, definitions and cases to count: what engines are compared on.

Written definitions pass where random ones fail; an engine is right when it counts what
the reference interpreter counts for all of these. The cases are small and near each
other in time, so that ties, same-day events, leap days, empty collections, unknown
members and open periods are common.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

from hypothesis import strategies as st

from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.roots import SCHEMA
from brukermedvirkning.rules.expressions.surface import Expr, days_between, root
from brukermedvirkning.rules.expressions.types import Kind
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.scoring import (
    Cohort,
    Continuous,
    Distribution,
    Proportion,
    Rate,
    Ratio,
    Scoring,
    Side,
    Stock,
    TimeToEvent,
)
from brukermedvirkning.testing._to_count import COUNTABLE, cases_to_count, windows
from brukermedvirkning.testing._well_typed import expressions

__all__ = [
    "COUNTABLE",
    "cases_to_count",
    "definitions",
    "expressions",
    "groupings",
    "windows",
]

Draw: TypeAlias = st.DrawFn


@st.composite
def _sides(draw: Draw, counts: str, depth: int) -> Side:
    return Side(
        counts=counts,
        when=draw(st.none() | expressions(Kind.DATE, counts=counts, depth=0)),
        among=draw(expressions(Kind.BOOL, counts=counts, depth=depth)),
        observe=draw(expressions(Kind.INT, counts=counts, depth=depth)),
    )


@st.composite
def _times(draw: Draw, counts: str, depth: int) -> TimeToEvent:
    def a_day(depth: int = 0) -> Expr:
        return draw(expressions(Kind.DATE, counts=counts, depth=depth))

    told_apart = counts in _CATEGORY and draw(st.booleans())
    return TimeToEvent(
        among=draw(expressions(Kind.BOOL, counts=counts, depth=depth)),
        excluded=draw(expressions(Kind.BOOL, counts=counts, depth=0)),
        origin=a_day(),
        entry=a_day() if draw(st.booleans()) else None,
        event=a_day(depth),
        until=a_day() if draw(st.booleans()) else None,
        category=_category(counts) if told_apart else None,
        wanted=_SOME[counts][:1] if told_apart else (),
        censoring=_SOME[counts][1:] if told_apart else (),
        at=draw(st.sampled_from(((0,), (3, 7), (0, 1, 2, 30)))),
    )


@st.composite
def _scorings(draw: Draw, counts: str, depth: int) -> Scoring:
    def a(kind: Kind) -> Expr:
        return draw(expressions(kind, counts=counts, depth=depth))

    match draw(st.integers(0, 7 if counts in _CATEGORY else 6)):
        case 0:
            return Proportion(
                denominator=a(Kind.BOOL),
                numerator=a(Kind.BOOL),
                excluded=a(Kind.BOOL),
                exception=a(Kind.BOOL),
                numerator_excluded=a(Kind.BOOL),
            )
        case 1:
            return Continuous(observe=a(Kind.INT), excluded=a(Kind.BOOL), unit="units")
        case 2:
            return Cohort(among=a(Kind.BOOL))
        case 3:
            return Ratio(
                numerator=draw(_sides(counts, depth)),
                denominator=draw(_sides(draw(st.sampled_from(COUNTABLE)), depth)),
            )
        case 4:
            return Rate(
                events=draw(_sides(counts, depth)),
                time=draw(_sides("case", depth)),
                unit="a month",
                per=Fraction(487, 16),
            )
        case 5:
            return draw(_times(counts, depth))
        case 6:
            return Stock(
                among=a(Kind.BOOL),
                since=a(Kind.DATE),
                until=a(Kind.DATE) if draw(st.booleans()) else None,
                on=draw(st.sampled_from(_DAYS)),
            )
        case _:
            return Distribution(category=_category(counts), among=a(Kind.BOOL))


_CATEGORY = {"contact": "form", "intervention": "measure"}
_SOME = {"contact": ("phone", "mail"), "intervention": ("education", "treatment")}
_DAYS: tuple[Expr, ...] = (root("window", SCHEMA).as_of, root("window", SCHEMA).end)


def _category(counts: str) -> Expr:
    code: Expr = getattr(root(counts, SCHEMA), _CATEGORY[counts])
    return code


def groupings(counts: str) -> tuple[str, ...]:
    """The splits that a random definition allows."""
    own = _CATEGORY.get(counts)
    return ("case.unit",) if own is None else ("case.unit", f"{counts}.{own}")


@st.composite
def _maturity(draw: Draw, counts: str) -> Expr | None:
    """Nothing, or a test of time alone."""
    if draw(st.booleans()):
        return None
    day = {"case": "start"}.get(counts, "day")
    since: Expr = getattr(root(counts, SCHEMA), day)
    window = root("window", SCHEMA)
    return days_between(since, window.as_of) >= draw(st.integers(-5, 10))


@st.composite
def definitions(draw: Draw, *, depth: int = 2) -> Definition:
    """A well-formed definition of any scoring, over the library's own cases."""
    counts = draw(st.sampled_from(COUNTABLE))
    scoring = draw(_scorings(counts, depth))
    one_sided = not isinstance(scoring, (Rate, Ratio))
    when = draw(st.none() | expressions(Kind.DATE, counts=counts, depth=0))
    return Definition(
        id="random.definition",
        question="What does this come to?",
        counts=counts,
        when=when if one_sided else None,
        mature=draw(_maturity(counts)) if one_sided else None,
        scoring=scoring,
        needs=draw(_needs),
        duty_holder=DutyHolder.ORGANISATION,
        groupings=groupings(counts),
        source="made by chance",
    )


_needs: st.SearchStrategy[tuple[str, ...]] = st.sampled_from(
    ((), ("contact.form",), ("enrolment.exit",))
)
