"""What several built-in definitions say alike: days, tests, slices, companions.

Source: definitions 2.1 and 2.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import reduce
from typing import Any, cast

import attrs

from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.check import infer
from brukermedvirkning.rules.expressions.nodes import (
    Fold,
    Lit,
    Node,
    Op,
    Raw,
    Ref,
    walk,
)
from brukermedvirkning.rules.expressions.roots import (
    SCHEMA,
    case,
    contact,
    enrolment,
    lit,
    param,
    window,
)
from brukermedvirkning.rules.expressions.surface import (
    Expr,
    Rows,
    as_node,
    days_between,
    greatest,
    least,
)
from brukermedvirkning.rules.indicators.definition import Definition, Direction
from brukermedvirkning.rules.indicators.parameter import (
    EVERY_PROGRAMME,
    IndicatorParameter,
    Setting,
)
from brukermedvirkning.rules.indicators.scoring import NO, YES, Proportion

__all__ = [
    "ASKED_UNTIL",
    "ENROLLED",
    "HOUR",
    "LAST_DAY",
    "MONTH",
    "OWN",
    "PROGRAMMES",
    "SERVICE_DECIDED",
    "TALKED",
    "TODAY",
    "TOLD_FROM",
    "TOLD_UNTIL",
    "WHATEVER_PROGRAMME",
    "YEAR",
    "assumed",
    "by_person",
    "enrolled_for",
    "in_window",
    "left_before",
    "no_unless",
    "promised_in",
    "share",
    "slice_of",
    "told",
]

MONTH = Fraction(487, 16)
"""Days in a month: 30.4375."""
YEAR = Fraction(1461, 4)
"""Days in a year: 365.25."""
HOUR = Fraction(60)
"""Minutes in an hour."""

OWN = ("participant_alone", "together")
"""Who must have put something forward for it to be the participant's own too."""

ASKED_UNTIL = least(window.end, window.as_of + 1)
"""The first day that is not looked at: the window's end, or the day after `as_of`."""
TODAY = ASKED_UNTIL - 1
"""The last day that is looked at: what is current is judged on it."""

TOLD_FROM = greatest(window.start, case.origin.known_from.or_else(window.start))
TOLD_UNTIL = least(ASKED_UNTIL, (case.origin.known_until + 1).or_else(ASKED_UNTIL))
"""The days asked about of which the source speaks: a printed log ends with its print."""

LAST_DAY = least(TODAY, (enrolment.exit.on - 1).or_else(TODAY))
"""The day on which an enrolment is judged: the last one, or that before the exit."""
ENROLLED: Expr = (window.start <= LAST_DAY) & (enrolment.start <= TODAY)
"""Whether an enrolment has days in the window.

Who left in it is in: else whoever discharged the hard cases would do better.
"""
TALKED: Expr = contact.is_held & contact.is_individual & ~contact.is_correspondence
"""Whether a contact was a conversation with one participant, and was held."""


# A published table has the category alone; where it is known who decided, that counts.
SERVICE_DECIDED: Expr = (enrolment.exit.decided_by == "service").or_else(
    enrolment.exit.category == "service_decided"
)
"""Whether the service decided the exit."""


PROGRAMMES = IndicatorParameter(
    name="programmes",
    default=(EVERY_PROGRAMME,),
    unit="programmes by id; * is each of them",
    source="an assumption; `settings_for` sets those that promise it",
)
"""The programmes that are asked, for what some promise and others do not."""


WHATEVER_PROGRAMME: Expr = lit(EVERY_PROGRAMME).in_(param.programmes)
"""Whether each programme is asked, and so is who is in none."""


def promised_in(programme: Expr) -> Expr:
    """Whether the programme is one of those that are asked."""
    named: Expr = WHATEVER_PROGRAMME | programme.in_(param.programmes)
    return named


def told(test: Expr) -> Expr:
    """True where the test has an answer, unknown where it has none; never false.

    Rows that nobody can place then lower the coverage, and do not vanish. Where less is
    better, the rows without an answer are kept out by this: who writes nothing down must
    not seem to do well.
    """
    return test | ~test


def in_window(day: Expr) -> Expr:
    """Whether a day is looked at."""
    inside: Expr = (day >= window.start) & (day < ASKED_UNTIL)
    return inside


def no_unless(test: Expr, recorded: Expr) -> Expr:
    """The test; where it is unknown and the word on record says no, then no.

    For lists in which *not asked* is unknown, and not what is asked about.
    """
    return test & ~recorded


def enrolled_for(days: Expr) -> Expr:
    """Whether an enrolment began so many days ago: for maturity."""
    return days_between(enrolment.first_day, TODAY) >= days


def left_before(days: Expr) -> Expr:
    """Whether somebody left before so many days, and not because the service decided it.

    They had no time for it. Whom the service let go stays in, and so does who left for
    reasons that nobody wrote down.
    """
    soon = days_between(enrolment.first_day, LAST_DAY) < days
    left: Expr = enrolment.exit.is_known & soon & ~SERVICE_DECIDED
    return left


def assumed(name: str, default: Setting, unit: str, why: str) -> IndicatorParameter:
    """A figure that no document names; whoever measures sets their own."""
    return IndicatorParameter(
        name=name,
        default=default,
        unit=unit,
        source=f"an assumption; no document names a figure, so set your own ({why})",
    )


def share(**fields: Any) -> Definition:
    """A proportion; its populations and the definition's fields stand side by side."""
    parts = {field.name for field in attrs.fields(Proportion)} & {*fields}
    scoring = Proportion(**{name: fields.pop(name) for name in parts})
    fields.setdefault("duty_holder", DutyHolder.PROGRAMME)
    return Definition(scoring=scoring, **fields)


def slice_of(
    whole: Definition, suffix: str, question: str, numerator: Expr, **changes: Any
) -> Definition:
    """The same population, asked for something else; without a direction of its own."""
    fields = _fields(whole) | {"direction": Direction.NONE}
    fields |= {"id": f"{whole.id}.{suffix}", "question": question, "printed_with": ()}
    return _with_what_is_used(fields | {"numerator": numerator} | changes)


def by_person(
    whole: Definition, question: str, *, every: bool = False, **changes: Any
) -> Definition:
    """The companion that counts participants with rows: one of them met it, or each did.

    Rows that are excluded, too young or an exception are left out of it. The rows must
    have a day that puts them into the window.
    """
    scoring = cast(Proportion, whole.scoring)
    belongs = reduce(lambda one, other: one & other, _asked(whole, scoring))
    rows: Rows = getattr(case, SCHEMA.kinds[whole.counts])
    met = _expression(scoring.numerator)
    fields = {
        "id": f"{whole.id}.people",
        "question": question,
        "among": rows.any(belongs),
        "numerator": rows.where(belongs).all(met)
        if every
        else rows.where(belongs).any(met),
        "direction": whole.direction,
        "needs": whole.needs,
        "duty_holder": whole.duty_holder,
        "companion": whole.id,
        "printed_with": whole.printed_with,
        "groupings": ("case.unit",),
        "parameters": whole.parameters,
        "source": whole.source,
    }
    return _with_what_is_used(fields | changes)


def _fields(whole: Definition) -> dict[str, Any]:
    """The fields of a definition and of its proportion, side by side."""
    both = (whole, cast(Proportion, whole.scoring))
    found = {
        field.name: getattr(one, field.name)
        for one in both
        for field in attrs.fields(type(one))
    }
    del found["scoring"]
    return found


def _asked(whole: Definition, scoring: Proportion) -> Iterator[Expr]:
    """What is asked of a row before its outcome is looked at."""
    tests = (whole.among, scoring.denominator, whole.mature)
    yield from (_expression(test) for test in tests if test not in (None, YES))
    yield in_window(_expression(whole.when))
    for left_out in (scoring.excluded, scoring.exception):
        if left_out != NO:
            yield ~_expression(left_out)


def _with_what_is_used(fields: dict[str, Any]) -> Definition:
    """A proportion with those of the parameters that it asks for."""
    names = {
        node.path[1]
        for part in fields.values()
        if isinstance(part, (Expr, Lit, Ref, Raw, Op, Fold))
        for node in walk(as_node(part))
        if isinstance(node, Ref) and node.path[0] == "param"
    }
    used = tuple(one for one in fields["parameters"] if one.name in names)
    return share(**(fields | {"parameters": used}))


def _expression(node: Node | None) -> Expr:
    """A node as something that can be written on with."""
    found = as_node(node)  # type: ignore[arg-type]
    return Expr(found, infer(found, SCHEMA), SCHEMA)
