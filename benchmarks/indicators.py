"""Generated Python beside Python written by hand: indicators, and single checks.

The counts of both sides are compared before any time is taken. The cases are fewer than
a country's, since all are kept in memory; the work grows with their number and no faster.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from by_hand import BY_HAND, tally_by_hand
from common import Measured, medians
from made_cases import made_cases

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

COUNT = 2_000
FEW = 40
RUNS = 7
WINDOW = Window(start=date(2024, 6, 1), end=date(2025, 6, 1), as_of=date(2025, 5, 1))
TWELVE = tuple(one for one in BUILT_IN if one.id in BY_HAND)
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


def _refuse_difference(what: str, one: object, other: object) -> None:
    if one != other:
        message = f"{what}: the two sides say different things"
        raise RuntimeError(message)


def _indicators(cases: list[Case]) -> Iterator[Measured]:
    generate = partial(generated_tally, TWELVE, cases, WINDOW)
    _refuse_difference("indicators", tally_by_hand(cases, WINDOW), generate())
    by_hand = partial(tally_by_hand, cases, WINDOW)
    seconds = medians({"generated": generate, "by hand": by_hand}, runs=RUNS)
    yield Measured(
        what="twelve indicators, generated",
        against=f"a pass written by hand, {len(cases)} cases",
        ratio=seconds["generated"] / seconds["by hand"],
        bar=1.3,
        seconds=seconds["generated"],
        against_seconds=seconds["by hand"],
        runs=RUNS,
    )


def _compiling(cases: list[Case]) -> Iterator[Measured]:
    few = cases[:FEW]
    generate = partial(generated_tally, TWELVE, few, WINDOW)
    interpret = partial(tally, TWELVE, few, WINDOW)
    _refuse_difference("interpreter", interpret(), generate())

    def compile_and_count() -> None:
        forget()
        generate()

    candidates = {
        "compiling and counting": compile_and_count,
        "interpreter": interpret,
        "counting alone": generate,
    }
    seconds = medians(candidates, runs=RUNS)
    for what in ("compiling and counting", "counting alone"):
        yield Measured(
            what=f"twelve indicators, {what}",
            against=f"the interpreter, {FEW} cases; for information",
            ratio=seconds[what] / seconds["interpreter"],
            bar=1.0,
            seconds=seconds[what],
            against_seconds=seconds["interpreter"],
            runs=RUNS,
        )


def _checks(cases: list[Case]) -> Iterator[Measured]:
    for what, (expression, by_hand) in CHECKS.items():
        ask = check_of(expression).ask
        said = [[bool(one(each, WINDOW)) for each in cases] for one in (ask, by_hand)]
        _refuse_difference(what, *said)
        seconds = medians(
            {
                "generated": partial(_ask_all, ask, cases),
                "by hand": partial(_ask_all, by_hand, cases),
            },
            runs=25,
        )
        yield Measured(
            what=f"check: {what}",
            against="a function written by hand",
            ratio=seconds["generated"] / seconds["by hand"],
            bar=1.1,
            seconds=seconds["generated"],
            against_seconds=seconds["by hand"],
            runs=25,
        )


def _rate(cases: list[Case]) -> Iterator[Measured]:
    of_cases = [check_of(one) for one in SIMPLE]
    of_rows = [check_of(one, counts="enrolment") for one in SIMPLE_OF_ROWS]
    pairs = [(one, one.enrolments[0]) for one in cases]
    run = partial(_with_facts, of_cases, of_rows, pairs)
    count = len(pairs) * (len(of_cases) + len(of_rows))
    seconds = medians({"checks": run}, runs=25)["checks"]
    rate = count / seconds
    yield Measured(
        what=f"simple checks with their facts: {rate / 1e6:.1f} M/s",
        against=f"{A_SECOND / 1e6:.1f} M/s",
        ratio=A_SECOND / rate,
        bar=1.0,
        seconds=seconds,
        against_seconds=count / A_SECOND,
        runs=25,
    )


def measure() -> list[Measured]:
    cases = list(made_cases(COUNT))
    # What is kept would be walked through by the collector in every round.
    gc.collect()
    gc.freeze()
    try:
        return [
            *_indicators(cases),
            *_checks(cases),
            *_rate(cases),
            *_compiling(cases),
        ]
    finally:
        gc.unfreeze()


if __name__ == "__main__":
    for result in measure():
        print(f"{result.what:45} {result.ratio:5.2f} x {result.bar} ({result.against})")
