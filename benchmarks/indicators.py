"""Generated Python beside Python written by hand: indicators, and single checks.

The counts of both sides, and those of DuckDB over the tables of the same cases, are
compared before any time is taken. All run in one thread and touch no disk, so the clock
is that of the processor.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from by_hand import tally_by_hand
from common import WINDOW, Measured, medians, ratio, refuse_difference
from engines import GOOD, SIDES, TWELVE
from prepared import documents, tables

from brukermedvirkning.domain.case import Case
from brukermedvirkning.rules.expressions.roots import (
    case,
    contact,
    decision,
    enrolment,
    window,
)
from brukermedvirkning.rules.expressions.surface import (
    Expr,
    contains,
    days_between,
)
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.generated.checking import Check, check_of
from brukermedvirkning.rules.generated.engine import generated_tally
from brukermedvirkning.rules.generated.program import forget
from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning.rules.indicators.tally import tally
from brukermedvirkning.serialization import from_own_document

COUNT = 20_000
CHECKED = 2_000
FEW = 40
RUNS = 3
A_SECOND = 2.5e6
"""Simple checks a second, with the facts beside each answer."""

SIMPLE: tuple[Expr, ...] = (
    case.unit.is_known,
    case.start.is_known,
    case.start <= window.as_of,
    case.start >= window.start,
    case.period.end.is_unknown,
    days_between(case.start, window.as_of) <= 400,
    days_between(case.start, window.as_of) > 30,
    contains(case.period, window.as_of),
    case.plan.is_known,
    case.unit == "unit-1",
)
SIMPLE_OF_ROWS: tuple[Expr, ...] = (
    enrolment.exit.is_known,
    enrolment.start <= window.as_of,
    enrolment.programme == "programme-3",
    enrolment.exit.on <= window.as_of,
    enrolment.exit.category == "ordinary_work",
    enrolment.exit.category != "illness",
    days_between(enrolment.start, enrolment.exit.on) <= 500,
    enrolment.start >= case.start,
    enrolment.referral.is_unknown,
    (enrolment.exit.decided_by == "participant") | enrolment.exit.is_known,
)


def _soon(one: Case, seen: Window) -> bool:
    start = one.start
    return start is not None and (seen.as_of - start).days <= 400


def _held_in_person(one: Case, _: Window) -> bool:
    return any(
        row.is_held and row.form.concept == "in_person"
        for row in one.contacts
        if not row.registered_in_error
    )


def _many_decisions(one: Case, seen: Window) -> bool:
    decided = sum(
        1
        for row in one.decisions
        if not row.registered_in_error and row.on is not None and row.on < seen.end
    )
    return decided > 2


Ask = Callable[[Case, Window], bool | None]
CHECKS: dict[str, tuple[Expr, Ask]] = {
    "one day beside another": (days_between(case.start, window.as_of) <= 400, _soon),
    "any of the contacts": (
        case.contacts.any(contact.is_held & (contact.form == "in_person")),
        _held_in_person,
    ),
    "a count of decisions": (
        case.decisions.where(decision.on < window.end).count() > 2,
        _many_decisions,
    ),
}


def _ask_all(ask: Ask, cases: list[Case]) -> int:
    seen = WINDOW
    return sum(1 for one in cases if ask(one, seen))


def _with_facts(
    of_cases: list[Check], of_rows: list[Check], pairs: list[tuple[Case, Any]]
) -> None:
    asks = [check.ask_with_facts for check in of_cases]
    of_row = [check.ask_with_facts for check in of_rows]
    seen = WINDOW
    for one, row in pairs:
        for ask in asks:
            ask(one, seen)
        for ask in of_row:
            ask(one, seen, row)


def _indicators(cases: list[Case]) -> Iterator[Measured]:
    generate = partial(generated_tally, TWELVE, cases, WINDOW)
    by_hand = partial(tally_by_hand, cases, WINDOW)
    in_sql = SIDES[GOOD]
    folder = tables(COUNT)
    refuse_difference("indicators", [by_hand(), generate(), in_sql(folder)])
    seconds = medians(
        {
            "generated": generate,
            "by hand": by_hand,
            GOOD: lambda: in_sql(folder),
        },
        runs=RUNS,
        clock=time.process_time,
    )
    whole = partial(generated_tally, BUILT_IN, cases, WINDOW)
    seconds |= medians({"all": whole}, runs=1, clock=time.process_time)
    of = f"{len(cases):,} cases in memory"
    yield ratio(
        "twelve indicators, generated Python",
        f"a pass written by hand, {of}",
        seconds,
        ("generated", "by hand"),
        bar=1.3,
        runs=RUNS,
    )
    yield ratio(
        "twelve indicators, generated Python",
        f"{GOOD}, the tables of the same cases",
        seconds,
        ("generated", GOOD),
        runs=RUNS,
    )
    yield ratio(
        f"all {len(BUILT_IN)} built-in indicators, generated Python",
        f"the twelve, {of}",
        seconds,
        ("all", "generated"),
        runs=1,
    )


def _compiling(cases: list[Case]) -> Iterator[Measured]:
    few = cases[:FEW]
    generate = partial(generated_tally, TWELVE, few, WINDOW)
    interpret = partial(tally, TWELVE, few, WINDOW)
    refuse_difference("interpreter", [interpret(), generate()])

    def compile_and_count() -> None:
        forget()
        generate()

    candidates: dict[str, Callable[[], object]] = {
        "compiling and counting": compile_and_count,
        "interpreter": interpret,
        "counting alone": generate,
    }
    seconds = medians(candidates, runs=RUNS, clock=time.process_time)
    for what in ("compiling and counting", "counting alone"):
        yield ratio(
            f"twelve indicators, {what}",
            f"the interpreter, {FEW} cases",
            seconds,
            (what, "interpreter"),
            runs=RUNS,
        )


def _checks(cases: list[Case]) -> Iterator[Measured]:
    for what, (expression, by_hand) in CHECKS.items():
        ask = check_of(expression).ask
        said = [[bool(one(each, WINDOW)) for each in cases] for one in (ask, by_hand)]
        refuse_difference(what, said)
        seconds = medians(
            {
                "generated": partial(_ask_all, ask, cases),
                "by hand": partial(_ask_all, by_hand, cases),
            },
            runs=25,
            clock=time.process_time,
        )
        yield ratio(
            f"check: {what}",
            "a function written by hand",
            seconds,
            ("generated", "by hand"),
            bar=1.1,
            runs=25,
        )


def _rate(cases: list[Case]) -> Iterator[Measured]:
    of_cases = [check_of(one) for one in SIMPLE]
    of_rows = [check_of(one, counts="enrolment") for one in SIMPLE_OF_ROWS]
    pairs = [(one, one.enrolments[0]) for one in cases]
    run = partial(_with_facts, of_cases, of_rows, pairs)
    count = len(pairs) * (len(of_cases) + len(of_rows))
    seconds = medians({"checks": run}, runs=25, clock=time.process_time)["checks"]
    yield Measured(
        what="simple checks with their facts",
        beside="a second, one core",
        value=count / seconds / 1e6,
        bar=A_SECOND / 1e6,
        unit="M",
        at_least=True,
        seconds=seconds,
        runs=25,
    )


def measure() -> list[Measured]:
    with documents(COUNT).open(encoding="utf-8") as lines:
        cases = [from_own_document(line, Case) for line in lines]
    # What is kept would be walked through by the collector in every round.
    gc.collect()
    gc.freeze()
    try:
        return [
            *_indicators(cases),
            *_checks(cases[:CHECKED]),
            *_rate(cases[:CHECKED]),
            *_compiling(cases),
        ]
    finally:
        gc.unfreeze()
