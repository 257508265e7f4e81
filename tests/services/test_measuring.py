"""Measuring: which definitions, over which cases, and what may be shown."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.collective import CollectiveParticipation, Level, Matter
from brukermedvirkning.domain.concepts import Party
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.errors import DefinitionError, UnknownNameError
from brukermedvirkning.host import Host
from brukermedvirkning.rules.disclosure import Limits
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.asked import Asked, asked_windows
from brukermedvirkning.rules.indicators.periods import Every
from brukermedvirkning.rules.indicators.scales import NO_SCALES
from brukermedvirkning.rules.indicators.withhold import Zeros
from brukermedvirkning.services import (
    BESIDE,
    beside_cases,
    definitions,
    engine,
    measurable,
    measure,
    measure_together,
    results_beside,
)
from brukermedvirkning.testing.memory import MemoryStore

HOST = Host.load(entry_points=False)
CASE = Case(id="c", participant=Participant(id="person"))


def test_without_ids_every_definition_is_meant() -> None:
    found = [one.id for one in definitions(HOST)]

    assert sorted(found) == list(HOST.indicators)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (
            ["decision.overruled", "plan.exists"],
            ["decision.overruled", "decision.stance-asked", "plan.exists"],
        ),
        (
            ["decision.stance-asked", "decision.overruled"],
            ["decision.stance-asked", "decision.overruled"],
        ),
    ],
)
def test_right_behind_each_stands_what_it_is_never_printed_without(
    asked: list[str], found: list[str]
) -> None:
    assert found == [one.id for one in definitions(HOST, asked)]


def test_definitions_stand_in_the_order_asked_for() -> None:
    ids = sorted(HOST.indicators, reverse=True)[:2]

    assert [one.id for one in definitions(HOST, ids)] == ids


def test_an_unknown_indicator_names_the_known_ones() -> None:
    with pytest.raises(UnknownNameError) as raised:
        definitions(HOST, ["nobody.has-it"])

    assert (raised.value.kind, raised.value.known) == (
        "indicator",
        tuple(HOST.indicators),
    )


def test_every_definition_is_measured_in_one_pass_over_the_cases() -> None:
    wanted = definitions(HOST)
    window = Window.everything(date(2026, 7, 1))
    measured = measure(wanted, iter([CASE]), window, internal=True)

    assert [one.indicator for one in measured] == [one.id for one in wanted]


def test_one_id_asked_for_twice_is_one_definition() -> None:
    (first, *_) = HOST.indicators

    assert [one.id for one in definitions(HOST, [first, first])] == [first]


def test_whatever_engine_counts_the_measurements_are_the_same() -> None:
    wanted = definitions(HOST)
    window = Window.everything(date(2026, 7, 1))
    cases = [CASE] * 9
    measured = [
        measure(wanted, cases, window, engine=engine(HOST, one), internal=True)
        for one in HOST.engines
    ]

    assert measured == [measure(wanted, cases, window, internal=True)] * 2


def test_an_unknown_engine_names_the_known_ones() -> None:
    with pytest.raises(UnknownNameError) as raised:
        engine(HOST, "abacus")

    assert (raised.value.kind, sorted(raised.value.known)) == (
        "engine",
        ["interpreter", "python"],
    )


COUNCIL = CollectiveParticipation(
    id="council",
    unit="unit",
    level=Level.SERVICE,
    period=Period(),
    matters=tuple(
        Matter(
            id=f"matter-{number}",
            raised_by=(Party.PARTICIPANT,),
            raised_on=date(2026, 2, 1),
        )
        for number in range(6)
    ),
)
RAISED = "collective.matter-outcome.distribution"


@pytest.fixture(params=["memory", "sqlite"])
def store(request, tmp_path) -> Any:
    """A store of either kind that keeps a council and a programme."""
    if request.param == "memory":
        opened: Any = MemoryStore()
    else:
        url = f"sqlite:///{(tmp_path / 'cases.db').as_posix()}"
        opened = Host.load().open_store(url)
    with opened.begin() as work:
        work.records(CollectiveParticipation).put(COUNCIL)
        work.records(Programme).put(
            Programme(id="p", name="P", period=Period(), time_zone="Europe/Oslo")
        )
        work.cases.add_many([(CASE, ())])
    yield opened
    if request.param == "sqlite":
        opened.close()


def test_what_organisations_record_is_measured_of_a_store(store) -> None:
    window = Window.everything(date(2026, 7, 1))
    with store.begin() as work:
        beside = beside_cases(work)
    (one,) = measure(definitions(HOST, [RAISED]), [], window, beside=beside)

    assert (6, 6) == (one.population, one.total)


def test_what_can_be_measured_is_what_is_offered_and_kept(store) -> None:
    with store.begin() as work:
        found = measurable(HOST, work)

    assert (list(HOST.indicators), ["p"], ["unit"]) == (
        list(found.indicators),
        list(found.programmes),
        [one.id for one in found.beside],
    )


def test_without_a_store_nothing_is_kept_and_all_is_known_by_name() -> None:
    found = measurable(HOST)
    nothing = Limits(threshold=5, zeros=Zeros.SHOWN)

    assert (list(HOST.indicators), list(HOST.programmes), ()) == (
        list(found.indicators),
        list(found.programmes),
        found.beside,
    )
    assert set(BESIDE) == set(found.functions)
    assert () == found.functions["caseload"]((), nothing, NO_SCALES)
    assert {"python", "interpreter"} <= set(found.engines)


def test_one_question_is_measured_in_all_its_periods(store) -> None:
    asked = Asked(
        definitions=definitions(HOST, [RAISED, "contact.held"]),
        windows=asked_windows(
            date(2026, 7, 1), date(2026, 1, 1), date(2026, 6, 30), Every.QUARTER
        ),
    )
    with store.begin() as work:
        results = measure_together(
            asked, work.cases.stream(), beside=beside_cases(work), internal=True
        )

    assert [(RAISED, 6), (RAISED, 0), ("contact.held", 0), ("contact.held", 0)] == [
        (one.measurement.indicator, one.measurement.population) for one in results
    ]


def test_nobody_may_be_small_too() -> None:
    window = Window.everything(date(2026, 7, 1))
    wanted = definitions(HOST, ["contact.held"])
    shown, small = (
        measure(wanted, [CASE], window, zeros=zeros)[0].value for zeros in Zeros
    )

    assert (0, None) == (shown, small)


@pytest.mark.parametrize("name", BESIDE)
def test_what_a_function_measures_is_asked_of_a_store(name, store) -> None:
    window = Window(
        start=date(2026, 1, 1), end=date(2026, 7, 1), as_of=date(2026, 7, 1)
    )
    with store.begin() as work:
        found = list(results_beside(work, [name], [window]))
        with pytest.raises(DefinitionError, match="hides nobody"):
            list(results_beside(work, [name], [window], threshold=1))

    assert all(name == one.measurement.indicator for one in found)
    assert all(one.source for one in found)
