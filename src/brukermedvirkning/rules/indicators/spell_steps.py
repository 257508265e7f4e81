"""Spells lowered to steps: how soon they end, and which are open on a day."""

from __future__ import annotations

from brukermedvirkning.rules.expressions.nodes import Lit, Node, Op, Ref
from brukermedvirkning.rules.indicators.chain import (
    CANNOT_TELL,
    CATEGORY,
    CENSORED,
    EXCLUDED,
    NOT_RECORDED,
    OBSERVED,
    Step,
    all_of,
)
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.scoring import (
    HAPPENED,
    YES,
    Stock,
    TimeToEvent,
)
from brukermedvirkning.rules.indicators.steps import members, telling

__all__ = ["came", "ends", "events", "stock", "time_to_event"]


def time_to_event(
    definition: Definition, scoring: TimeToEvent
) -> tuple[Node, tuple[Step, ...]]:
    """Who is followed, and the steps to how each row ended."""
    days = (scoring.origin, *(() if scoring.entry is None else (scoring.entry,)))
    gone = Op("least", (Op("or_else", (scoring.event, _last(scoring))), _last(scoring)))
    return scoring.among, (
        *telling(definition, scoring.excluded),
        *(step for day in days for step in _told(day)),
        Step(EXCLUDED, Op("<", (gone, came(scoring))), Lit(1)),
        *ends(definition, scoring),
    )


def _told(day: Node) -> tuple[Step, ...]:
    """Rows without a day: nobody wrote it, or the source has no place for it."""
    known = Op("is_known", (day,))
    return (
        Step(NOT_RECORDED, Op("is_unknown", (day,))),
        Step(CANNOT_TELL, Op("is_unknown", (known,))),
    )


def came(scoring: TimeToEvent) -> Node:
    """The first day under observation."""
    if scoring.entry is None:
        return scoring.origin
    return Op("greatest", (scoring.origin, scoring.entry))


def _last(scoring: TimeToEvent) -> Node:
    """The last day under observation of whom nothing happens to."""
    as_of = Ref(("window", "as_of"))
    if scoring.until is None:
        return as_of
    return Op("least", (as_of, Op("or_else", (scoring.until, as_of))))


def ends(definition: Definition, scoring: TimeToEvent) -> tuple[Step, ...]:
    """How a row that was followed ended, with the days from the origin.

    An event of which nobody wrote what it was is not recorded, and carries its days and
    one: it takes its row out of those at risk.
    """
    happened = Op("<=", (scoring.event, _last(scoring)))
    days = Op("days_between", (scoring.origin, scoring.event))

    def step(label: str, name: str) -> Step:
        if scoring.category is None:
            return Step(label, happened, days)
        same = Op("==", (scoring.category, Lit(name)))
        return Step(label, all_of(happened, same), days)

    unnamed = Step(NOT_RECORDED, happened, Op("+", (days, Lit(1))))
    return (
        *(step(f"{CATEGORY}{name}", name) for name in events(definition, scoring)),
        *(step(CENSORED, name) for name in scoring.censoring),
        *(() if scoring.category is None else (unnamed,)),
        Step(CENSORED, YES, Op("days_between", (scoring.origin, _last(scoring)))),
    )


def events(definition: Definition, scoring: TimeToEvent) -> tuple[str, ...]:
    """Every category that is an event: those wanted, then the others in the list's order."""
    if scoring.category is None:
        return (HAPPENED,)
    found = members(definition, scoring.category)
    named = (*scoring.wanted, *scoring.censoring)
    return (*scoring.wanted, *(name for name in found if name not in named))


def stock(definition: Definition, scoring: Stock) -> tuple[Node, tuple[Step, ...]]:
    """Which rows are open on the day, and for how long they have been."""
    on = scoring.day
    here: Node = Op("<=", (scoring.since, on))
    if scoring.until is not None:
        still = Op("<", (on, scoring.until))
        # An end that nobody wrote down has not come.
        here = all_of(here, Op("or", (Op("is_unknown", (scoring.until,)), still)))
    return all_of(scoring.among, here), (
        *telling(definition, scoring.excluded),
        Step(OBSERVED, YES, Op("days_between", (scoring.since, on))),
    )
