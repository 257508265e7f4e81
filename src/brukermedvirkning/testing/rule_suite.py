"""The suite of a rule: its smallest examples, and the laws of rules around them.

For whoever writes a rule, here or in a plugin:

    TestMentorNotOffered = rule_suite(MENTOR_NOT_OFFERED, trips=(...,), keeps=(...,))
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.case import Case
from brukermedvirkning.errors import DefinitionError, InvalidRecordError
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import Outcome
from brukermedvirkning.rules.rule import Rule, examine
from brukermedvirkning.testing._perturbing import (
    perturbed,
    with_an_error,
    with_another,
)
from brukermedvirkning.testing._places import watched
from brukermedvirkning.testing._showing import shown
from brukermedvirkning.testing.forgetting import Forgotten, ways
from brukermedvirkning.testing.laws import same
from brukermedvirkning.testing.rule_laws import RULE_LAWS, Asked

__all__ = ["perturbed", "rule_suite"]

_LESS = 3
"""How many ways to know less are tried on each random case; an example has them all."""

_LAWS = {law.id: law for law in RULE_LAWS}
_ERRORS_DO_NOT_COUNT = _LAWS["rule.errors-do-not-count"]
_ORDER_DOES_NOT_COUNT = _LAWS["rule.order-does-not-count"]
_NAMES_WHAT_EXISTS = _LAWS["rule.names-what-exists"]


def rule_suite(
    rule: Rule,
    *,
    trips: Sequence[Facts],
    keeps: Sequence[Facts],
    name: str | None = None,
) -> type:
    """A class that pytest collects: a rule says of examples what it should, lawfully.

    Each of `trips` is broken and each of `keeps` is kept; give the smallest facts that
    are. The laws of rules hold of them, and of facts that random steps make of them
    (`perturbed`). The class is called `name`, else after the id of the rule, and has
    the rule as `rule`, its examples as `trips` and `keeps`. Raises `DefinitionError`
    where either has no example.
    """
    if not trips or not keeps:
        message = f"rule {rule.id!r} needs an example that trips and one that keeps"
        raise DefinitionError(message)
    name = name or "Test" + "".join(
        word.capitalize() for word in rule.id.replace(".", "-").split("-")
    )
    return type(
        name,
        (),
        {
            "__doc__": f"What the rule {rule.id} must keep.",
            "rule": rule,
            "trips": tuple(trips),
            "keeps": tuple(keeps),
            "test_trips": _says(rule, "test_trips", trips, Outcome.BROKEN),
            "test_keeps": _says(rule, "test_keeps", keeps, Outcome.KEPT),
            "test_rows_in_error_do_not_count": _counts_no_errors(
                rule, (*trips, *keeps)
            ),
            "test_order_does_not_count": _counts_no_order(rule, (*trips, *keeps)),
            "test_laws_hold_of_the_examples": _holds_of(rule, (*trips, *keeps)),
            "test_laws_hold_around_the_examples": _holds_around(
                rule, (*trips, *keeps), name
            ),
        },
    )


def _says(
    rule: Rule, test_name: str, examples: Sequence[Facts], outcome: Outcome
) -> Callable[[object, int], None]:
    def test(_self: object, example: int) -> None:
        verdict = examine(rule, examples[example])
        same(outcome, verdict.outcome, f"the outcome of example {example}")

    test.__name__ = test.__qualname__ = test_name
    return pytest.mark.parametrize("example", range(len(examples)))(test)


def _holds_of(rule: Rule, examples: Sequence[Facts]) -> Callable[[object, int], None]:
    def test(_self: object, example: int) -> None:
        asked = Asked(rule=rule, facts=watched(examples[example]))
        for law in RULE_LAWS:
            law.hold(asked)
        # Here a rule says *cannot tell*, and must not name what is not there either.
        for _, other in asked.known_less():
            _NAMES_WHAT_EXISTS.hold(other)

    test.__name__ = test.__qualname__ = "test_laws_hold_of_the_examples"
    return pytest.mark.parametrize("example", range(len(examples)))(test)


def _counts_no_errors(
    rule: Rule, examples: Sequence[Facts]
) -> Callable[[object, int], None]:
    def test(_self: object, example: int) -> None:
        for facts in with_an_error(examples[example]):
            _ERRORS_DO_NOT_COUNT.hold(Asked(rule=rule, facts=facts))

    test.__name__ = test.__qualname__ = "test_rows_in_error_do_not_count"
    return pytest.mark.parametrize("example", range(len(examples)))(test)


def _counts_no_order(
    rule: Rule, examples: tuple[Facts, ...]
) -> Callable[[object, int], None]:
    def test(_self: object, example: int) -> None:
        for facts in with_another(examples[example], examples):
            _ORDER_DOES_NOT_COUNT.hold(Asked(rule=rule, facts=facts))

    test.__name__ = test.__qualname__ = "test_order_does_not_count"
    return pytest.mark.parametrize("example", range(len(examples)))(test)


def _holds_around(
    rule: Rule, examples: Sequence[Facts], name: str
) -> Callable[[object], None]:
    @given(around=_around(rule, tuple(examples)))
    def test(_self: object, around: _Around) -> None:
        for law in RULE_LAWS:
            law.hold(around.asked)

    # Hypothesis remembers what it found by the name of the function.
    test.__name__ = "test_laws_hold_around_the_examples"
    test.__qualname__ = f"{name}.{test.__name__}"
    return test


class _Around:
    """A rule asked of facts around its examples; what a failing test shows of it."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked

    def __repr__(self) -> str:
        return shown(self.asked.facts)


@st.composite
def _around(draw: st.DrawFn, rule: Rule, examples: tuple[Facts, ...]) -> _Around:
    """A rule asked of perturbed examples, with a few ways to know less of them."""
    facts = draw(perturbed(*examples))
    places = [draw(_PLACES) for _ in range(_LESS)] if facts.case is not None else []
    less = partial(_some, rule, examples, places)
    return _Around(Asked(rule=rule, facts=facts, less=less))


_PLACES = st.integers(0, 2**16 - 1)


def _some(
    rule: Rule, examples: Sequence[Facts], places: Sequence[int], case: Case
) -> Iterator[Forgotten]:
    stems = {"period", "plan", "enrolment"}
    stems |= {path.partition(".")[0] for path in rule.needs}
    stems |= {row.kind for one in examples if one.case for row in one.case.rows()}
    there = [
        (what, make)
        for what, make in ways(case)
        if not what.startswith("the path ")
        or what.removeprefix("the path ").partition(".")[0] in stems
    ]
    for place in places:
        what, make = there[place % len(there)]
        with suppress(InvalidRecordError):
            yield Forgotten(what=what, case=make())
