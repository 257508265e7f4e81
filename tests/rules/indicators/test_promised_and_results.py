"""What programmes promise, asked together; and results with their aims beside."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from brukermedvirkning.domain.concepts import ExitCategory, Say
from brukermedvirkning.domain.decisions import Degree
from brukermedvirkning.domain.ladders import ARNSTEIN
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import (
    Programme,
    Promise,
    SolutionDescription,
    Target,
)
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import Window
from brukermedvirkning.rules.indicators.asked import Asked, measure_asked
from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning.rules.indicators.comparing import compare_with_targets
from brukermedvirkning.rules.indicators.definition import Direction
from brukermedvirkning.rules.indicators.measurement import (
    CategoryRow,
    ContinuousMeasurement,
    DistributionMeasurement,
    ProportionMeasurement,
)
from brukermedvirkning.rules.indicators.of_programmes import as_promised
from brukermedvirkning.rules.indicators.results import DEGREE, Aim, Compared, results

BY_ID = {one.id: one for one in BUILT_IN}
TO_WORK, MENTOR, KEPT = (
    BY_ID[name]
    for name in ("exit.to-work-or-education", "mentor.offered", "decision.degree-kept")
)
EVER = Window.everything(date(2026, 6, 30))
ALL = (TO_WORK, MENTOR, KEPT)


def programme(name: str = "x", rung: int | None = None, *targets: Target) -> Programme:
    return Programme(
        id=name,
        name=name,
        period=Period(),
        time_zone="Europe/Oslo",
        promises=(Promise.MENTOR_OFFERED,),
        solution=SolutionDescription(
            promised_degree=None
            if rung is None
            else Degree(ladder=ARNSTEIN, rung=rung),
            targets=targets,
        ),
    )


def test_without_a_known_programme_each_indicator_has_its_defaults() -> None:
    assert (ALL, {}) == as_promised(ALL, [], all_of_them=True)


def test_what_is_promised_is_asked_of_those_who_promise_it() -> None:
    found, settings = as_promised(ALL, [programme("x", 6)], all_of_them=True)

    assert found == ALL
    assert ("x",) == settings["mentor.offered"]["programmes"]
    assert (Say.SHARED, Say.DECIDED, Say.OWN) == settings[KEPT.id]["promised"]


def test_what_is_promised_in_different_ways_is_left_out() -> None:
    several = [programme("x", 6), programme("y", 7)]
    found, settings = as_promised(ALL, several, all_of_them=False)

    assert (TO_WORK, MENTOR) == found
    assert ("x", "y") == settings["mentor.offered"]["programmes"]


def test_what_is_promised_in_different_ways_and_was_named_is_refused() -> None:
    several = [programme("x", 6), programme("y", 7)]
    with pytest.raises(DefinitionError, match="one by one"):
        as_promised(ALL, several, all_of_them=True)

    found, settings = as_promised([TO_WORK], several, all_of_them=True)
    assert ((TO_WORK,), ("x", "y")) == (
        found,
        settings["mentor.offered"]["programmes"],
    )


def a_share(**fields: Any) -> ProportionMeasurement:
    known: dict[str, Any] = {
        "indicator": TO_WORK.id,
        "version": 1,
        "question": "?",
        "counts": "enrolment",
        "direction": Direction.UP,
        "duty_holder": DutyHolder.PROGRAMME,
        "window": EVER,
        "coverage": Fraction(1),
        "value": Fraction(1, 2),
        "low": Fraction(1, 2),
        "high": Fraction(1, 2),
    }
    return ProportionMeasurement(**{**known, **fields})


AIMED = {"x": programme("x", 6, Target(indicator=TO_WORK.id, at_least=40))}


@pytest.mark.parametrize(
    ("by", "group", "of", "aims"),
    [
        ((), (), "x", ["x"]),
        ((), (), None, []),
        ((), (), "y", []),
        (("enrolment.programme",), ("x",), None, ["x"]),
        (("enrolment.programme",), ("y",), None, []),
        (("enrolment.programme",), (None,), None, []),
        (("enrolment.programme",), ("y",), "x", []),
    ],
)
def test_a_measurement_of_one_programme_stands_beside_its_aims(
    by, group, of, aims
) -> None:
    one = a_share(by=by, group=group)
    (found,) = results([one], BY_ID, AIMED, of)

    assert aims == [compared.programme for compared in found.comparisons]
    assert (of, "proportion", TO_WORK.source) == (
        found.programme,
        found.scoring,
        found.source,
    )


def test_a_comparison_is_of_what_is_shown_with_the_target_of_the_programme() -> None:
    aimed = programme("p-1", None, Target(indicator=TO_WORK.id, at_least=40))
    one = a_share()
    (found,) = results([one], BY_ID, {"x": aimed}, "x")
    (comparison,) = compare_with_targets([one], aimed.solution.targets)

    assert found.comparisons == (
        Compared(programme="p-1", aim=Aim.TARGET, comparison=comparison),
    )


def test_a_target_for_what_is_no_share_compares_nothing() -> None:
    silence = BY_ID["contact.longest-silence"]
    one = ContinuousMeasurement(
        indicator=silence.id,
        version=1,
        question="?",
        counts="enrolment",
        direction=Direction.DOWN,
        duty_holder=DutyHolder.PROGRAMME,
        window=EVER,
        unit="days",
    )
    aimed = {"x": programme("x", None, Target(indicator=silence.id, at_least=30))}
    (found,) = results([one], BY_ID, aimed, "x")

    assert () == found.comparisons


@pytest.mark.parametrize(
    ("indicator", "rung", "aims"),
    [
        (DEGREE, 6, [(Aim.PROMISED_DEGREE, "reached")]),
        (DEGREE, 7, [(Aim.PROMISED_DEGREE, "not_reached")]),
        (DEGREE, None, []),
        ("exit.distribution", 6, []),
    ],
)
def test_a_promised_degree_stands_beside_the_degrees_alone(
    indicator, rung, aims
) -> None:
    one = DistributionMeasurement(
        indicator=indicator,
        version=1,
        question="?",
        counts="decision",
        direction=Direction.NONE,
        duty_holder=DutyHolder.PROGRAMME,
        window=EVER,
        coverage=Fraction(1),
        total=2,
        categories=(
            CategoryRow(
                category=str(Say.SHARED), declared=True, count=2, share=Fraction(1)
            ),
        ),
    )
    (found,) = results([one], BY_ID, {"x": programme("x", rung)}, "x")

    assert [("x", *aim) for aim in aims] == [
        (compared.programme, compared.aim, compared.comparison.outcome)
        for compared in found.comparisons
    ]


def test_a_result_knows_the_lists_of_its_codes() -> None:
    exits = BY_ID["exit.distribution"]
    by = ("enrolment.exit.decided_by", "enrolment.programme")
    one = measure_asked(Asked(definitions=(exits,), windows=(EVER,)), [])[0]
    (whole,) = results([one], BY_ID)
    (split,) = results([a_share(by=by, group=(None, None))], BY_ID)

    assert (ExitCategory, ()) == (whole.category, whole.groups)
    assert (None, "DecidedBy", None) == (
        split.category,
        split.groups[0].__name__,
        split.groups[1],
    )
