"""Laws that hold for every well-typed expression."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from brukermedvirkning.rules.expressions import (
    Bindings,
    Kind,
    evaluate,
    infer,
    parse,
    text,
)
from brukermedvirkning.rules.expressions.nodes import Fold, Lit, Op, roots, walk
from brukermedvirkning.rules.expressions.roots import SCHEMA
from brukermedvirkning.testing.expressions import (
    COUNTABLE,
    cases_to_count,
    expressions,
    windows,
)

kinds = st.sampled_from((Kind.BOOL, Kind.INT, Kind.DATE))
tests = expressions(Kind.BOOL)


@settings(max_examples=300)
@given(kinds.flatmap(lambda kind: expressions(kind, counts="contact")))
def test_reading_the_text_of_an_expression_gives_the_same_expression(expression):
    written = text(expression.node_)

    assert expression.node_ == parse(written, SCHEMA).node_


@given(kinds.flatmap(lambda kind: expressions(kind, counts="goal")))
def test_checking_a_whole_expression_agrees_with_checking_it_as_it_is_written(
    expression,
):
    assert expression.type_ == infer(expression.node_, SCHEMA)


@given(tests, tests, cases_to_count(), windows())
def test_not_both_is_not_the_one_or_not_the_other(one, other, case, window):
    bound = Bindings(case, window)
    left, right = ~(one & other), ~one | ~other

    assert evaluate(left.node_, bound) is evaluate(right.node_, bound)


@given(tests, cases_to_count(), windows())
def test_a_test_or_its_contrary_is_never_false(test, case, window):
    assert evaluate((test | ~test).node_, Bindings(case, window)) in (True, None)


@given(tests, tests, tests, cases_to_count(), windows())
def test_and_spreads_over_or(one, two, three, case, window):
    bound = Bindings(case, window)
    left, right = one & (two | three), (one & two) | (one & three)

    assert evaluate(left.node_, bound) is evaluate(right.node_, bound)


@given(
    expressions(Kind.BOOL, counts="contact"),
    cases_to_count(all_carried=True),
    windows(),
)
def test_what_is_not_nullable_is_never_unknown(expression, case, window):
    for row in case.contacts:
        bound = Bindings(case, window).with_row("contact", row)
        for node in walk(expression.node_):
            if isinstance(node, Op) and roots(node) <= {"case", "window", "contact"}:
                found = infer(node, SCHEMA)

                assert found.nullable or evaluate(node, bound) is not None


@given(
    st.sampled_from(COUNTABLE[1:]).flatmap(
        lambda kind: st.tuples(st.just(kind), expressions(Kind.BOOL, counts=kind))
    ),
    cases_to_count(),
    windows(),
)
def test_a_filter_and_its_contrary_never_keep_more_rows_than_there_are(
    kind_and_test, case, window
):
    kind, test = kind_and_test
    rows = SCHEMA.kinds[kind]
    if any(isinstance(node, Fold) and kind in roots(node) for node in walk(test.node_)):
        return
    bound = Bindings(case, window)

    def count(where):
        return evaluate(Fold("count", rows, kind, where), bound)

    every = count(None)
    kept = (count(test.node_), count((~test).node_))
    lost = count(Op("is_unknown", (test.node_,)))

    assert (every, *kept) == (None, None, None) or every == sum(kept) + lost


@given(kinds.flatmap(expressions), cases_to_count(), windows())
def test_a_value_is_of_the_type_that_was_inferred(expression, case, window):
    value = evaluate(expression.node_, Bindings(case, window))
    types = {"bool": bool, "int": int, "date": object}

    assert value is None or isinstance(value, types[expression.type_.kind.value])


def test_true_and_one_are_different_literals():
    assert Lit(True) != Lit(1)
    assert (Lit((True,)) == Lit((1,))) is False
