"""Measuring: which definitions, over which cases, and what may be shown."""

from __future__ import annotations

from datetime import date

import pytest

from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.errors import UnknownNameError
from brukermedvirkning.host import Host
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.services import definitions, engine, measure

HOST = Host.load(entry_points=False)
CASE = Case(id="c", participant=Participant(id="person"))


def test_without_ids_every_definition_is_meant() -> None:
    assert [one.id for one in definitions(HOST)] == list(HOST.indicators)


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
