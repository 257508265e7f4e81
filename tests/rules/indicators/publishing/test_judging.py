"""What of each slice is withheld, and why nothing of another gives it away."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import attrs
import pytest

from brukermedvirkning.rules.disclosure import Limits, Zeros
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import Window
from brukermedvirkning.rules.indicators.definition import Direction
from brukermedvirkning.rules.indicators.measurement import (
    CohortMeasurement,
    ProportionMeasurement,
    RateMeasurement,
)
from brukermedvirkning.rules.indicators.publishing.judging import judge
from brukermedvirkning.rules.indicators.publishing.slices import arrange, named

LIMITS = Limits(threshold=5)
SMALL = Limits(threshold=5, zeros=Zeros.SMALL)
UNIT, FORM, NATURE = ("case.unit",), ("contact.form",), ("contact.nature",)


def a_window(start=0, end=30):
    first = date(2020, 1, 1)
    return Window(
        start=first + timedelta(days=start),
        end=first + timedelta(days=end),
        as_of=first + timedelta(days=99),
    )


def a_share(numerator, negative, *group, by=(), days=(0, 30), **fields):
    size = numerator + negative
    given = {
        "indicator": "test",
        "version": 1,
        "question": "Is it so?",
        "counts": "case",
        "direction": Direction.NONE,
        "duty_holder": DutyHolder.PROGRAMME,
        "coverage": Fraction(1),
        "people": size,
        "population": size,
    }
    return ProportionMeasurement(
        **(given | fields),
        window=a_window(*days),
        by=by,
        group=group,
        numerator=numerator,
        negative=negative,
        denominator=size,
    )


def judged(*measurements, limits=LIMITS):
    """The verdicts by split; of several windows or indicators by those, too."""
    found = judge(arrange(named(measurements)), limits)
    names = {
        name: (
            name[0][0],
            (name[1].start - date(2020, 1, 1)).days,
            (name[1].end - date(2020, 1, 1)).days,
            name[2],
        )
        for name in found
    }
    return {names[name]: verdict for name, verdict in found.items()}


def whole(*measurements, limits=LIMITS):
    """Which slices are withheld as a whole."""
    return {
        name
        for name, verdict in judged(*measurements, limits=limits).items()
        if verdict.whole
    }


TOTAL = a_share(40, 40)
BY_UNIT = [a_share(20, 20, name, by=UNIT) for name in "ns"]
BY_FORM = [a_share(20, 20, name, by=FORM) for name in "cv"]


def crossed(small=False, by=(*UNIT, *FORM), **fields):
    few = 7 if small else 0
    return [
        a_share(10 + sign * few, 10 - sign * few, one, other, by=by, **fields)
        for one, other, sign in (
            ("n", "c", 1),
            ("n", "v", -1),
            ("s", "c", -1),
            ("s", "v", 1),
        )
    ]


def name(by, indicator="test", days=(0, 30)):
    return (indicator, *days, by)


def test_where_nothing_is_small_every_split_is_shown():
    assert set() == whole(TOTAL, *BY_UNIT, *BY_FORM, *crossed())


def test_a_split_by_several_that_is_withheld_leaves_one_by_a_single_field():
    assert whole(TOTAL, *BY_FORM, *BY_UNIT, *crossed(small=True)) == {
        name((*UNIT, *FORM)),
        name(FORM),
    }


def test_splits_by_several_are_all_shown_or_none_is():
    other = crossed(small=True, by=(*UNIT, *NATURE))
    third = crossed(by=(*FORM, *NATURE))
    two = (*UNIT, *FORM), (*UNIT, *NATURE), (*FORM, *NATURE)

    assert whole(TOTAL, *crossed(), *other, *third) == {name(by) for by in two}


def test_a_split_by_several_tells_of_its_own_indicator_and_window_alone():
    small = crossed(small=True)
    elsewhere = [
        attrs.evolve(one, indicator="another")
        for one in (TOTAL, *BY_UNIT, *BY_FORM, *crossed())
    ]
    later = [
        attrs.evolve(one, window=a_window(30, 60))
        for one in (TOTAL, *BY_UNIT, *BY_FORM, *crossed())
    ]

    assert whole(TOTAL, *small, *elsewhere, *later) == {name((*UNIT, *FORM))}


def test_without_any_group_that_is_named_less_a_split_by_one_field_is_shown():
    found = whole(TOTAL, *BY_FORM, *crossed(small=True))

    assert found == {name((*UNIT, *FORM))}


def test_a_split_in_which_something_was_withheld_before_is_withheld():
    before = attrs.evolve(BY_UNIT[0], withheld=("numerator",), numerator=None)

    assert whole(TOTAL, before, BY_UNIT[1]) == {name(UNIT)}
    assert whole(TOTAL, before, *BY_FORM) == {name(UNIT)}
    assert whole(TOTAL, before, BY_UNIT[1], *crossed()) == {name(UNIT)}
    assert whole(attrs.evolve(TOTAL, withheld=("low",)), *BY_UNIT) == {
        name(()),
        name(UNIT),
    }


def test_windows_that_share_days_are_not_both_shown():
    other = attrs.evolve(TOTAL, window=a_window(20, 50))
    apart = attrs.evolve(other, indicator="another")

    assert {name((), days=(20, 50))} == whole(TOTAL, other)
    assert set() == whole(TOTAL, apart)


def a_rate(events, **fields):
    given = {
        name: getattr(TOTAL, name)
        for name in ("question", "direction", "duty_holder", "window")
    }
    counted = {"people": 60, "population": 60, "events": events, "time": 900}
    return RateMeasurement(
        **given,
        **(counted | fields),
        indicator="rate",
        version=1,
        counts="case",
        unit="a month",
    )


def test_two_sides_are_withheld_where_a_group_has_few_people():
    few = [
        a_rate(30, by=UNIT, group=(name,), people=people)
        for name, people in (("n", 3), ("s", 60))
    ]
    many = [attrs.evolve(one, people=60) for one in few]

    assert whole(*few) == {name(UNIT, "rate")}
    (total, split) = judged(a_rate(30), *many).values()
    assert {"main", "sides"} == set(total.items) == set(split.items)


def test_a_small_part_is_hidden_with_its_partner():
    (verdict,) = judged(a_share(3, 20)).values()

    assert {("numerator", ()), ("negative", ())} == verdict.hidden
    assert {("numerator", ())} == verdict.demanded
    assert {"numerator": ("negative", 4)} == dict(verdict.partners)
    assert not verdict.whole


def test_parts_that_are_more_than_their_population_are_withheld_as_a_whole():
    assert whole(a_share(10, 10, population=19)) == {name(())}


def test_what_a_smaller_window_protects_a_larger_one_does_not_protect_again():
    inner = a_share(3, 20)
    outer = a_share(43, 60, days=(0, 60))
    found = judged(inner, outer)
    small, large = found[name(())], found[name((), days=(0, 60))]

    assert small.hidden == large.hidden
    assert (small.demanded, small.partners) == (large.demanded, large.partners)


def test_where_nobody_is_a_secret_a_larger_window_has_no_room():
    inner, outer = a_share(20, 20), a_share(40, 60, days=(0, 60))
    zero = a_share(20, 60, days=(0, 60), excluded=0)

    assert set() == whole(inner, outer, limits=SMALL)
    assert whole(inner, zero, limits=SMALL) == {name((), days=(0, 60))}
    assert set() == whole(inner, zero)
    assert set() == whole(zero, limits=SMALL)
    assert set() == whole(a_share(0, 20), limits=SMALL)


def groups(*sizes, days=(0, 30), by=UNIT, indicator="test"):
    return [
        a_share(half, half, letter, by=by, days=days, indicator=indicator)
        for letter, half in zip("nswx", sizes, strict=False)
    ]


def refused(*measurements, **options):
    return {
        name: {group for (group,) in verdict.refused}
        for name, verdict in judged(*measurements, **options).items()
        if verdict.refused
    }


def test_a_group_of_few_people_is_refused_with_one_that_hides_it():
    assert refused(*groups(2, 10, 20)) == {name(UNIT): {"n", "s"}}
    assert refused(*groups(3, 10, 20)) == {}
    assert whole(*groups(2, 2)) >= {name(UNIT)}


def test_the_groups_of_one_population_are_refused_in_all_that_is_counted_over_it():
    both = [*groups(2, 10, 20), *groups(2, 10, 20, indicator="another")]

    assert refused(*both) == {
        name(UNIT): {"n", "s"},
        name(UNIT, "another"): {"n", "s"},
    }


def test_groups_of_another_population_are_judged_by_themselves():
    both = [*groups(2, 10, 20), *groups(20, 20, 30, indicator="another")]

    assert refused(*both) == {name(UNIT): {"n", "s"}}


def test_a_group_to_which_few_were_added_is_refused_in_the_larger_window():
    inner, outer = groups(10, 10, 20), groups(11, 20, 40, days=(0, 60))
    beside = groups(11, 20, 40, days=(0, 60), indicator="another")

    assert refused(*inner, *outer) == {name(UNIT, days=(0, 60)): {"n", "s"}}
    assert refused(*inner, *outer, *beside) == {
        name(UNIT, one, days=(0, 60)): {"n", "s"} for one in ("test", "another")
    }


def test_a_group_to_which_nobody_was_added_hides_no_other():
    inner, outer = groups(10, 10, 20), groups(11, 10, 40, days=(0, 60))

    assert refused(*inner, *outer) == {name(UNIT, days=(0, 60)): {"n", "w"}}


def test_a_group_that_shrank_does_not_limit_what_can_hide():
    inner, outer = groups(10, 20, 20), groups(11, 10, 40, days=(0, 60))

    assert refused(*inner, *outer) == {name(UNIT, days=(0, 60)): {"n", "s"}}


def test_groups_to_which_nobody_or_many_were_added_are_not_refused():
    inner = groups(10, 10, 20)

    assert refused(*inner, *groups(10, 20, 40, days=(0, 60))) == {}


def test_a_group_refused_in_a_smaller_window_is_refused_in_a_larger_one():
    inner, outer = groups(2, 10, 20), groups(10, 30, 40, days=(0, 60))

    assert refused(*inner, *outer) == {
        name(UNIT): {"n", "s"},
        name(UNIT, days=(0, 60)): {"n", "s"},
    }


def test_groups_are_refused_for_few_people_whatever_their_rows():
    rows = [attrs.evolve(one, people=2) for one in groups(20, 20, 30)[:1]]

    assert refused(*rows, *groups(20, 20, 30)[1:]) == {name(UNIT): {"n", "s"}}


def a_count(count, *group, days=(0, 30), by=UNIT):
    given = {
        one: getattr(TOTAL, one)
        for one in ("version", "question", "counts", "direction", "duty_holder")
    }
    return CohortMeasurement(
        **given,
        indicator="count",
        window=a_window(*days),
        by=by,
        group=group,
        people=count,
        population=count,
        count=count,
    )


def test_a_split_by_one_field_names_what_is_hidden_by_group():
    parts = [a_share(3, 17, "n", by=UNIT), a_share(17, 3, "s", by=UNIT)]
    found = judged(a_share(20, 20), *parts)[name(UNIT)]

    assert found.hidden == {
        (row, (letter,)) for row in ("numerator", "negative") for letter in "ns"
    }
    assert found.demanded == {("numerator", ("n",)), ("negative", ("s",))}


def test_a_split_under_a_total_that_is_withheld_is_withheld():
    few = a_share(20, 20, population=39)

    assert whole(few, *groups(10, 10)) == {name(()), name(UNIT)}


@pytest.mark.parametrize(
    "inner",
    [a_share(3, 20), a_share(20, 20), a_share(2, 20, indicator="another")],
)
def test_a_split_by_several_is_shown_where_nothing_of_its_indicator_is_withheld(inner):
    outer = [
        a_share(half, half, one, other, by=(*UNIT, *FORM), days=(0, 60))
        for one, other, half in (("n", "c", 60), ("n", "v", 50), ("s", "c", 70))
    ]
    found = whole(inner, *outer)

    assert found == (
        {name((*UNIT, *FORM), days=(0, 60))} if inner.numerator == 3 else set()
    )


def test_a_count_alone_has_nothing_to_hide_behind():
    assert set() == whole(a_count(9, "n"), a_count(8, "s"))
    assert whole(a_count(3, "n"), a_count(2, "s")) == {("count", 0, 30, UNIT)}
