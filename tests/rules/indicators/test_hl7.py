"""The scores of HL7's clinical quality measures, to the letter.

Membership is a criterion and membership of the parent population; null is false.
Source: FHIR Clinical Quality Measures, "Measure conformance": proportion, ratio,
continuous variable, cohort.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from statistics import median

import attrs
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import (
    Bindings,
    Expr,
    Kind,
    Window,
    evaluate,
    infer,
)
from brukermedvirkning.rules.expressions.roots import SCHEMA, case, contact, window
from brukermedvirkning.rules.generated.engine import generated_tally
from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.finish import finish, measure
from brukermedvirkning.rules.indicators.scoring import (
    Cohort,
    Continuous,
    Proportion,
    Ratio,
    Side,
)
from brukermedvirkning.testing.expressions import (
    COUNTABLE,
    cases_to_count,
    expressions,
    windows,
)

EVER = Window.everything(date(2020, 1, 1))
complete = st.lists(cases_to_count(all_carried=True), max_size=5)


def a_definition(scoring, counts="case"):
    return Definition(
        id="test",
        question="Is it so?",
        counts=counts,
        scoring=scoring,
        duty_holder=DutyHolder.PROGRAMME,
        source="a document",
    )


def rows_of(counts, cases, seen):
    """What is counted: the initial population before any criterion."""
    bound = [Bindings(one, seen) for one in cases if not one.registered_in_error]
    if counts == "case":
        return bound
    collection = a_definition(Cohort(), counts).schema.kinds[counts]
    return [
        of_case.with_row(counts, row)
        for of_case in bound
        for row in of_case.collection(collection)
    ]


def members(criterion, parents):
    """The rows of the parent population that meet a criterion; null is false."""
    return [row for row in parents if evaluate(criterion, row) is True]


def without(rows, others):
    return [row for row in rows if row not in others]


def numbers(observe, rows):
    found = [evaluate(observe, row) for row in rows]
    return [number for number in found if number is not None]


class Parts:
    """Every population of a proportion, made as HL7 says it."""

    def __init__(self, scoring, rows):
        self.denominator = members(scoring.denominator, rows)
        self.excluded = members(scoring.excluded, self.denominator)
        left = without(self.denominator, self.excluded)
        self.numerator = members(scoring.numerator, left)
        self.numerator_excluded = members(scoring.numerator_excluded, self.numerator)
        self.exception = members(scoring.exception, without(left, self.numerator))

    @property
    def score(self):
        below = len(self.denominator) - len(self.excluded) - len(self.exception)
        above = len(self.numerator) - len(self.numerator_excluded)
        return Fraction(above, below) if below else None


@st.composite
def proportions(draw):
    counts = draw(st.sampled_from(("case", *COUNTABLE)))

    def a_test():
        return draw(expressions(Kind.BOOL, counts=counts, depth=1))

    return a_definition(
        Proportion(
            denominator=a_test(),
            numerator=a_test(),
            excluded=a_test(),
            exception=a_test(),
            numerator_excluded=a_test(),
        ),
        counts,
    )


@given(proportions(), complete, windows())
def test_each_population_of_a_proportion_is_hl7s(definition, cases, seen):
    (one,) = measure([definition], cases, seen)
    parts = Parts(definition.scoring, rows_of(definition.counts, cases, seen))

    assert one.value == parts.score
    assert (
        one.excluded,
        one.numerator + one.numerator_excluded,
        one.numerator_excluded,
        one.exception,
    ) == (
        len(parts.excluded),
        len(parts.numerator),
        len(parts.numerator_excluded),
        len(parts.exception),
    )


@given(proportions(), complete, windows())
def test_an_exception_never_takes_one_who_met_the_numerator(definition, cases, seen):
    scoring = definition.scoring
    greedy = attrs.evolve(definition, scoring=attrs.evolve(scoring, exception=True))
    (one,) = measure([definition], cases, seen)
    (all_excepted,) = measure([greedy], cases, seen)

    assert one.numerator == all_excepted.numerator
    assert one.numerator_excluded == all_excepted.numerator_excluded
    assert 0 == all_excepted.negative == all_excepted.not_recorded


@given(proportions(), complete, windows())
def test_a_numerator_excluded_stays_in_the_denominator(definition, cases, seen):
    scoring = definition.scoring
    none_out = attrs.evolve(
        definition, scoring=attrs.evolve(scoring, numerator_excluded=False)
    )
    (one,) = measure([definition], cases, seen)
    (kept,) = measure([none_out], cases, seen)

    assert one.denominator == kept.denominator
    assert one.numerator == kept.numerator - one.numerator_excluded


@given(proportions(), complete, windows())
def test_a_criterion_that_is_true_outside_its_parents_changes_nothing(
    definition, cases, seen
):
    scoring = definition.scoring
    denominator, excluded = _expr(scoring.denominator), _expr(scoring.excluded)
    outside = ~denominator.or_else(False) | excluded.or_else(False)
    wider = attrs.evolve(
        scoring,
        numerator=_expr(scoring.numerator) | outside,
        exception=_expr(scoring.exception) | outside | _expr(scoring.numerator),
        numerator_excluded=(
            _expr(scoring.numerator_excluded) | outside | ~_expr(scoring.numerator)
        ),
    )
    (one,) = measure([definition], cases, seen)
    (same,) = measure([attrs.evolve(definition, scoring=wider)], cases, seen)

    assert one == same


def _expr(node):
    """A node as something that can be joined to another."""
    return Expr(node, infer(node, SCHEMA), SCHEMA)


@st.composite
def ratios(draw):
    """Two sides with kinds, populations and observations of their own."""

    def a_side():
        counts = draw(st.sampled_from(("case", *COUNTABLE)))
        return Side(
            counts=counts,
            among=draw(expressions(Kind.BOOL, counts=counts, depth=1)),
            excluded=draw(expressions(Kind.BOOL, counts=counts, depth=0)),
            observe=draw(expressions(Kind.INT, counts=counts, depth=0)),
        )

    numerator = a_side()
    return a_definition(
        Ratio(numerator=numerator, denominator=a_side()), numerator.counts
    )


@given(ratios(), complete, windows())
def test_a_ratio_has_two_populations_that_know_nothing_of_each_other(
    definition, cases, seen
):
    def total(side):
        rows = members(side.among, rows_of(side.counts, cases, seen))
        return sum(numbers(side.observe, without(rows, members(side.excluded, rows))))

    (one,) = measure([definition], cases, seen)
    above, below = map(
        total, (definition.scoring.numerator, definition.scoring.denominator)
    )

    assert (above, below) == (one.numerator, one.denominator)
    assert one.value == (Fraction(above, below) if below else None)


@st.composite
def observed(draw):
    counts = draw(st.sampled_from(("case", *COUNTABLE)))
    return a_definition(
        Continuous(
            among=draw(expressions(Kind.BOOL, counts=counts, depth=1)),
            excluded=draw(expressions(Kind.BOOL, counts=counts, depth=0)),
            observe=draw(expressions(Kind.INT, counts=counts, depth=1)),
            unit="units",
        ),
        counts,
    )


@given(observed(), complete, windows())
def test_a_continuous_variable_is_the_median_of_the_measure_population(
    definition, cases, seen
):
    scoring = definition.scoring
    rows = members(scoring.among, rows_of(definition.counts, cases, seen))
    found = numbers(scoring.observe, without(rows, members(scoring.excluded, rows)))
    (one,) = measure([definition], cases, seen)

    assert one.observed == len(found)
    assert one.value == (median(map(Fraction, found)) if found else None)


@given(
    st.sampled_from(COUNTABLE).flatmap(
        lambda counts: st.tuples(
            st.just(counts), expressions(Kind.BOOL, counts=counts, depth=1)
        )
    ),
    complete,
    windows(),
)
def test_a_cohort_is_the_count_of_its_population(counted, cases, seen):
    counts, among = counted
    definition = a_definition(Cohort(among=among), counts)
    (one,) = measure([definition], cases, seen)

    assert one.count == len(
        members(definition.scoring.among, rows_of(counts, cases, seen))
    )


SHARES = tuple(one for one in BUILT_IN if isinstance(one.scoring, Proportion))


@given(st.lists(cases_to_count(), max_size=2), windows())
def test_the_parts_of_every_built_in_proportion_add_up(cases, seen):
    counts = generated_tally(SHARES, cases, seen)

    for definition in SHARES:
        (one,) = finish(definition, counts, seen)
        below = (
            one.numerator,
            one.numerator_excluded,
            one.negative,
            one.not_recorded,
        )
        beside = (one.excluded, one.not_mature, one.exception, one.cannot_tell)
        assert one.denominator == sum(below)
        assert one.population == sum(below) + sum(beside)


TWO = tuple(Case(id=f"c-{n}", participant=Participant(id=f"p-{n}")) for n in (1, 2))


def test_who_met_the_numerator_outside_the_denominator_is_nobody():
    nobody = case.start < window.start
    scoring = Proportion(denominator=nobody.is_known, numerator=True)
    (one,) = measure([a_definition(scoring)], TWO, EVER)

    assert (0, 0, None) == (one.numerator, one.population, one.value)


def test_a_numerator_of_a_ratio_need_not_be_inside_its_denominator():
    ratio = Ratio(
        numerator=Side(counts="case"),
        denominator=Side(counts="contact", among=contact.is_held),
    )
    (one,) = measure([a_definition(ratio)], TWO, EVER)

    assert (2, 0, None) == (one.numerator, one.denominator, one.value)
