"""Laws that hold for every definition, over any cases. Each has a breach that trips it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from brukermedvirkning.domain.carries import Carries
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import Bindings, Kind, Window, evaluate
from brukermedvirkning.rules.indicators.chain import (
    BLIND,
    CANNOT_TELL,
    CASES,
    CLUSTER,
    EXCLUDED,
    NOT_MATURE,
    UNPLACED,
)
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.finish import finish, measure
from brukermedvirkning.rules.indicators.measurement import (
    DistributionMeasurement,
    ProportionMeasurement,
)
from brukermedvirkning.rules.indicators.scoring import Proportion
from brukermedvirkning.rules.indicators.tally import Key, explain, tally
from brukermedvirkning.rules.indicators.withhold import publish
from brukermedvirkning.testing.expressions import (
    cases_to_count,
    definitions,
    expressions,
    windows,
)

SOMEBODY = Case(id="case", participant=Participant(id="somebody"))

populations = st.lists(cases_to_count(), max_size=5)
splits = st.booleans()


def by_of(definition, split):
    return definition.groupings if split else ()


@given(definitions(), populations, windows(), splits)
def test_the_order_of_the_cases_never_matters(definition, cases, window, split):
    by = by_of(definition, split)
    forwards = tally([definition], cases, window, by=by)
    backwards = tally([definition], cases[::-1], window, by=by)

    assert forwards == backwards


@given(definitions(), populations, populations, windows(), splits)
def test_counts_of_two_parts_add_up_to_those_of_the_whole(
    definition, some, others, window, split
):
    by = by_of(definition, split)
    whole = tally([definition], iter([*some, *others]), window, by=by)
    parts = (tally([definition], cases, window, by=by) for cases in (some, others))

    assert whole == sum(parts, Counter())


@given(definitions(), definitions(), populations, windows())
def test_definitions_counted_together_are_counted_as_if_alone(
    one, other, cases, window
):
    other = attrs.evolve(other, id="another.definition")
    together = tally([one, other], cases, window)
    alone = tally([one], cases, window) + tally([other], cases, window)

    assert together == alone


@given(definitions(), populations, windows(), splits)
def test_explaining_names_exactly_the_rows_that_are_counted(
    definition, cases, window, split
):
    by = by_of(definition, split)
    counts = tally([definition], cases, window, by=by)
    named = Counter(
        Key(one.indicator, one.group, one.label, one.value)
        for one in explain(definition, cases, window, by=by)
    )
    rows = {k: n for k, n in counts.items() if k.label not in (CASES, CLUSTER)}

    assert rows == named


@given(definitions(), populations, windows())
def test_split_by_a_code_the_groups_add_up(definition, cases, window):
    by = definition.groupings
    (whole,) = measure([definition], cases, window)
    groups = measure([definition], cases, window, by=by)
    assume("*" not in {name for group in groups for name in group.group})
    if not definition.sides:
        assert whole.population == sum(group.population for group in groups)


def add_up(one: ProportionMeasurement) -> None:
    """The parts of a proportion are all its population."""
    parts = (
        one.excluded,
        one.not_mature,
        one.numerator_excluded,
        one.numerator,
        one.exception,
        one.negative,
        one.not_recorded,
        one.cannot_tell,
    )
    assert one.population == sum(parts)
    assert one.denominator == (
        one.numerator + one.numerator_excluded + one.negative + one.not_recorded
    )


@st.composite
def proportions(draw, *, counts=("case", "contact", "enrolment", "goal")):
    kind = draw(st.sampled_from(counts))

    def a_test():
        return draw(expressions(Kind.BOOL, counts=kind, depth=1))

    return Definition(
        id="random.proportion",
        question="Which share?",
        counts=kind,
        scoring=Proportion(
            denominator=a_test(),
            numerator=a_test(),
            excluded=a_test(),
            exception=a_test(),
            numerator_excluded=a_test(),
        ),
        recorded_by_staff=draw(
            st.none() | expressions(Kind.BOOL, counts=kind, depth=0)
        ),
        duty_holder=DutyHolder.PROGRAMME,
        source="made by chance",
    )


@given(proportions(), populations, windows())
def test_the_parts_of_a_proportion_add_up_and_hold_the_value(definition, cases, window):
    (one,) = measure([definition], cases, window)

    add_up(one)
    if one.denominator:
        assert one.value == Fraction(one.numerator, one.denominator)
        assert one.low <= one.value <= one.high or one.cannot_tell
        assert one.low <= one.high
    else:
        assert one.value is None
        assert one.undefined == "empty_denominator"
        assert one.interval is None


def test_a_proportion_that_counts_a_row_twice_would_not_add_up():
    window = Window.everything(date(2020, 1, 1))
    (one,) = measure([A_SHARE], [], window)
    twice = attrs.evolve(one, numerator=1, exception=1, population=1, denominator=1)

    with pytest.raises(AssertionError):
        add_up(twice)


A_SHARE = Definition(
    id="a.share",
    question="Which share?",
    scoring=Proportion(numerator=True),
    duty_holder=DutyHolder.PROGRAMME,
    source="made up",
)


def hl7_score(definition, cases, window):
    """HL7's score, from its own words: sets of rows, null is false.

    Source: FHIR Clinical Quality Measures, "Measure conformance", proportion.
    """
    scoring = definition.scoring
    rows = [
        bound
        for case in cases
        if not case.registered_in_error
        for bound in _bound(definition, case, window)
    ]

    def members(test, among):
        return [row for row in among if evaluate(test, row) is True]

    denominator = members(scoring.denominator, rows)
    excluded = members(scoring.excluded, denominator)
    left = [row for row in denominator if row not in excluded]
    numerator = members(scoring.numerator, left)
    exception = members(
        scoring.exception, [row for row in left if row not in numerator]
    )
    numerator_excluded = members(scoring.numerator_excluded, numerator)
    below = len(denominator) - len(excluded) - len(exception)
    above = len(numerator) - len(numerator_excluded)
    return Fraction(above, below) if below else None


def _bound(definition, case, window):
    bound = Bindings(case, window)
    if definition.counts == "case":
        return [bound]
    rows = bound.collection(definition.schema.kinds[definition.counts])
    return [bound.with_row(definition.counts, row) for row in rows]


complete = st.lists(cases_to_count(all_carried=True), max_size=5)


@given(proportions(), complete, windows())
def test_where_nothing_is_unknown_a_proportion_is_the_score_of_hl7(
    definition, cases, window
):
    (one,) = measure([definition], cases, window)

    assert one.value == hl7_score(definition, cases, window)


def test_an_exception_that_takes_those_who_met_the_numerator_is_not_hl7():
    greedy = attrs.evolve(A_SHARE, scoring=Proportion(numerator=True, exception=True))
    everybody = [SOMEBODY, attrs.evolve(SOMEBODY, id="another")]
    window = Window.everything(date(2020, 1, 1))
    broken = attrs.evolve(greedy, scoring=Proportion(numerator=False, exception=True))

    assert Fraction(1) == hl7_score(greedy, everybody, window)
    (right,) = measure([greedy], everybody, window)
    (wrong,) = measure([broken], everybody, window)
    assert right.value == Fraction(1)
    assert wrong.value != hl7_score(greedy, everybody, window)


SAYS_NOTHING = {CANNOT_TELL, BLIND, UNPLACED, EXCLUDED, NOT_MATURE, None}


@given(proportions(), cases_to_count(all_carried=True), windows())
def test_a_source_that_can_carry_nothing_never_says_yes_or_no(definition, case, window):
    poor = attrs.evolve(
        case, origin=attrs.evolve(case.origin, carries=Carries(paths=("nothing",)))
    )
    needing = attrs.evolve(definition, needs=("contact.form",))

    labels = {one.label for one in explain(needing, [poor], window)}

    assert labels <= SAYS_NOTHING


@given(proportions(counts=("case",)), populations, cases_to_count(), windows())
def test_a_case_whose_source_cannot_say_moves_no_value(definition, cases, case, window):
    needing = attrs.evolve(definition, needs=("contact.form",))
    poor = attrs.evolve(
        case,
        origin=attrs.evolve(case.origin, carries=Carries(paths=("nothing",))),
        registered_in_error=False,
    )
    (before,) = measure([needing], cases, window)
    (after,) = measure([needing], [*cases, poor], window)

    assert before.value == after.value
    assert before.denominator == after.denominator


@given(definitions(), populations, windows(), splits)
def test_nothing_small_is_published(definition, cases, window, split):
    by = by_of(definition, split)
    shown = publish(measure([definition], cases, window, by=by), threshold=3)

    for one in shown:
        assert not {1, 2} & set(seen(one))
        if one.withheld_because is None:
            assert None not in (one.people, one.population)


def seen(one):
    """The numbers of people and rows that a reader sees."""
    names = [name for name in one.CELLS if name not in ("events", "denominator")]
    numbers = [getattr(one, name) for name in names]
    if isinstance(one, DistributionMeasurement):
        numbers += [row.count for row in one.categories]
    return [number for number in numbers if number is not None]


@given(definitions(), populations, windows())
def test_finishing_knows_the_counts_and_nothing_else(definition, cases, window):
    counts = tally([definition], cases, window)
    foreign = Counter({Key("another", (), "numerator"): 3})

    assert finish(definition, counts, window) == finish(
        definition, counts + foreign, window
    )
