"""Tables in a folder, what is missing in them, parameters, and plans kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from brukermedvirkning.builtin.flat_tables import FlatTables
from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ContactForm,
    ContactKind,
    ContactStatus,
    InterventionKind,
    Party,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.errors import DefinitionError, StoreError
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.roots import case, contact, intervention, param
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.parameter import IndicatorParameter
from brukermedvirkning.rules.indicators.scoring import Cohort, Continuous
from brukermedvirkning.rules.indicators.tally import Key, tally
from brukermedvirkning_engine_ibis import duck
from brukermedvirkning_engine_ibis.duck import DuckDB
from brukermedvirkning_engine_ibis.plan import make_plan
from brukermedvirkning_engine_ibis.writer import ParquetTables

DAY = date(2024, 5, 1)
WINDOW = Window.everything(DAY)


def counting(among, *parameters, counts="contact", **fields) -> Definition:
    return Definition(
        id="test.counting",
        question="How many?",
        counts=counts,
        scoring=Cohort(among=among),
        duty_holder=DutyHolder.PROGRAMME,
        parameters=tuple(
            IndicatorParameter(name=name, default=value, unit="any", source="made up")
            for name, value in parameters
        ),
        source="made up",
        **fields,
    )


def talk(number: int, form: ContactForm, **fields) -> Contact:
    return Contact(
        id=f"c{number}",
        on=DAY,
        form=Coded(concept=form),
        status=ContactStatus.HELD,
        nature=Coded(concept=ContactKind.CONVERSATION),
        **fields,
    )


def a_case(number: int, *rows: Item, **fields) -> Case:
    return Case(
        id=f"k{number}", participant=Participant(id="p"), contacts=rows, **fields
    )


CASES = (
    a_case(
        1,
        talk(1, ContactForm.IN_PERSON, form_chosen_by=(Party.PARTICIPANT,)),
        talk(2, ContactForm.UNKNOWN),
        unit="north",
    ),
    a_case(2, talk(1, ContactForm.PHONE, form_chosen_by=(Party.UNKNOWN,)), unit="it's"),
)
IN_PERSON = counting(
    contact.form == "in_person", groupings=("case.unit",), when=contact.on
)


@pytest.fixture(params=[FlatTables, ParquetTables], ids=["csv", "parquet"])
def folder(request, tmp_path: Path) -> Path:
    assert 2 == request.param().write_folder(CASES, tmp_path, {})
    return tmp_path


@pytest.mark.parametrize(
    "definition",
    [
        IN_PERSON,
        counting(contact.form_chosen_by.has("participant")),
        counting(contact.form_chosen_by.size > 0),
        counting(case.contacts.count() > 1, counts="case"),
    ],
    ids=["day and code", "among several", "how many", "fold"],
)
def test_tables_of_a_folder_count_as_their_cases_do(folder: Path, definition) -> None:
    by = definition.groupings
    found = DuckDB().over(folder).tally([definition], WINDOW, by=by)

    assert found == tally([definition], CASES, WINDOW, by=by)
    assert found


@pytest.mark.parametrize(
    "among",
    [
        (~(contact.form == "phone")).is_unknown,
        (~(contact.form == "phone")).is_known,
        (~(contact.form == "phone")).in_(True, False),
        contact.form.is_unknown.is_known,
    ],
    ids=repr,
)
def test_not_binds_as_it_is_written(among) -> None:
    definition = counting(among)

    assert DuckDB().tally([definition], CASES, WINDOW) == tally(
        [definition], CASES, WINDOW
    )


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no table case"):
        DuckDB().over(tmp_path).tally([IN_PERSON], WINDOW)


def test_ids_that_were_not_written_are_named(folder: Path) -> None:
    named = counting(case.id == "k1", counts="case")
    with pytest.raises(StoreError, match=r"no column 'case\.id'"):
        DuckDB().over(folder).tally([named], WINDOW)

    assert DuckDB().tally([named], CASES, WINDOW) == tally([named], CASES, WINDOW)


@pytest.mark.parametrize("swap", [(1, 2), (1, 3)], ids=["in a case", "of cases"])
def test_rows_in_another_order_are_refused(tmp_path: Path, swap) -> None:
    FlatTables().write_folder(CASES, tmp_path, {})
    file = tmp_path / "contact.csv"
    lines = file.read_text("utf-8").splitlines()
    one, other = swap
    lines[one], lines[other] = lines[other], lines[one]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    silence = counting(
        case.contacts.longest_gap(date(2024, 1, 1), DAY) > 9, counts="case"
    )

    with pytest.raises(StoreError, match="contact do not stand by case and row"):
        DuckDB().over(tmp_path).tally([silence], WINDOW)


def test_a_folder_with_a_quote_in_its_name_is_read(tmp_path: Path) -> None:
    place = tmp_path / "it's"
    place.mkdir()
    ParquetTables().write_folder(CASES, place, {})

    assert DuckDB().over(place).tally([IN_PERSON], WINDOW)


@pytest.mark.parametrize(
    ("value", "test"),
    [
        (True, lambda p: p),
        (2, lambda p: case.contacts.count() >= p),
        (DAY, lambda p: contact.on >= p),
        ("c1", lambda p: contact.id == p),
        (ContactForm.PHONE, lambda p: contact.form == p),
        ((ContactForm.PHONE, ContactForm.UNKNOWN), contact.form.in_),
        (("c2", "c3"), contact.id.in_),
        ((1, 2), lambda p: case.contacts.count().in_(p)),
        ((DAY,), contact.on.in_),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_parameter_of_every_type_is_asked_for(value, test) -> None:
    definition = counting(test(param.x), ("x", value))

    assert DuckDB().tally([definition], CASES, WINDOW) == tally(
        [definition], CASES, WINDOW
    )


def test_an_unknown_code_as_parameter_is_unknown() -> None:
    definition = counting(contact.form == param.x, ("x", ContactForm.IN_PERSON))
    given = {"test.counting": {"x": ContactForm.UNKNOWN}}

    assert DuckDB().tally([definition], CASES, WINDOW, given) == tally(
        [definition], CASES, WINDOW, given
    )


def test_a_parameter_that_nobody_declared_is_refused() -> None:
    with pytest.raises(DefinitionError):
        DuckDB().tally([IN_PERSON], CASES, WINDOW, {"test.counting": {"y": 1}})


def test_no_period_makes_the_sql_anew() -> None:
    make_plan.cache_clear()
    for year in (2020, 2021, 2022):
        DuckDB().tally([IN_PERSON], CASES, Window.everything(date(year, 1, 1)))

    assert 1 == make_plan.cache_info().misses


def test_cases_are_counted_in_lots(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(duck, "LOT", 3)
    several = [a_case(n, talk(1, ContactForm.IN_PERSON), unit="u") for n in range(10)]
    ParquetTables().write_folder(several, tmp_path, {})
    found = DuckDB().over(tmp_path).tally([IN_PERSON], WINDOW, by=("case.unit",))

    assert 10 == found[Key("test.counting", ("u",), "counted")]
    assert found == tally([IN_PERSON], several, WINDOW, by=("case.unit",))


def held(number: int, day: date | None, status: ContactStatus) -> Contact:
    return Contact(
        id=f"c{number}",
        on=day,
        form=Coded(concept=ContactForm.PHONE),
        status=status,
        nature=Coded(concept=ContactKind.CONVERSATION),
    )


@pytest.mark.parametrize("since", [1, 2, 5, 8, 20])
def test_gaps_between_contacts_held_are_those_that_were_written(
    tmp_path: Path, since: int
) -> None:
    kept = [
        (1, True),
        (2, True),
        (2, True),
        (5, False),
        (8, True),
        (9, None),
        (20, True),
    ]
    of = {
        True: ContactStatus.HELD,
        False: ContactStatus.NOT_HELD,
        None: ContactStatus.UNKNOWN,
    }
    rows = tuple(
        held(number, date(2024, 5, day), of[was])
        for number, (day, was) in enumerate(kept)
    )
    within = (contact.on >= date(2024, 5, since)) & (contact.on < date(2024, 5, 21))
    some = case.contacts.where(within & contact.is_held)
    days = [
        some.distinct(contact.on),
        some.longest_gap(some.min(contact.on), some.max(contact.on)),
        some.longest_gap(date(2024, 5, 1), date(2024, 5, 31)),
    ]
    asked = [
        Definition(
            id=f"test.{place}",
            question="How many days?",
            scoring=Continuous(observe=one, unit="days"),
            duty_holder=DutyHolder.PROGRAMME,
            source="made up",
        )
        for place, one in enumerate(days)
    ]
    cases = [a_case(1, *rows), a_case(2), a_case(3, *rows[3:])]
    ParquetTables().write_folder(cases, tmp_path, {})

    assert DuckDB().over(tmp_path).tally(asked, WINDOW) == tally(asked, cases, WINDOW)


def test_pauses_weigh_nothing() -> None:
    rows = tuple(
        Intervention(
            id=f"i{number}",
            period=Period(start=date(2024, 1, 1)),
            measure=Coded(concept=InterventionKind.WAGE_SUBSIDY),
            weekly_minutes=60 * number,
            pauses=pauses,
        )
        for number, pauses in enumerate(
            (
                (
                    Period(start=date(2024, 1, 1), end=date(2024, 3, 1)),
                    Period(start=date(2024, 2, 1)),
                ),
                (),
                (
                    Period(start=date(2024, 1, 1), end=date(2024, 2, 1)),
                    Period(start=date(2024, 2, 1), end=date(2024, 4, 1)),
                ),
            ),
            start=1,
        )
    )
    one = Case(id="k", participant=Participant(id="p"), interventions=rows)
    peak = Definition(
        id="test.peak",
        question="How much?",
        scoring=Continuous(
            observe=case.interventions.peak_load(
                intervention.period, intervention.weekly_minutes, intervention.pauses
            ),
            unit="minutes",
        ),
        duty_holder=DutyHolder.PROGRAMME,
        source="made up",
    )
    found = DuckDB().tally([peak], [one], WINDOW)

    assert 1 == found[Key("test.peak", (), "observed", 300)]
    assert found == tally([peak], [one], WINDOW)


def test_nothing_is_asked_for_nothing() -> None:
    assert {} == DuckDB().tally([], CASES, WINDOW)
    assert {} == DuckDB().over(Path("nowhere")).tally([], WINDOW)


def test_no_cases_come_to_nothing() -> None:
    assert {} == DuckDB().tally([IN_PERSON], (), WINDOW)


def test_loads_of_the_same_span_are_swept_together() -> None:
    rows = tuple(
        Intervention(
            id=f"i{number}",
            period=Period(start=date(2024, 1, start), end=end),
            measure=Coded(concept=InterventionKind.WAGE_SUBSIDY),
            weekly_minutes=minutes,
        )
        for number, (start, end, minutes) in enumerate(
            (
                (1, date(2024, 1, 9), 60),
                (5, date(2024, 1, 9), None),
                (7, date(2024, 1, 12), 240),
                (9, None, 120),
            )
        )
    )
    one = Case(id="k", participant=Participant(id="p"), interventions=rows)
    minutes = intervention.weekly_minutes
    some = case.interventions.where
    peaks = [
        case.interventions.peak_load(intervention.period, minutes),
        some(minutes < 200).peak_load(intervention.period, minutes),
        some(minutes > 200).peak_load(intervention.period, minutes + 1),
        some(minutes > 999).peak_load(intervention.period, minutes),
    ]
    asked = tuple(
        Definition(
            id=f"test.{place}",
            question="How much?",
            scoring=Continuous(observe=peak, unit="minutes"),
            duty_holder=DutyHolder.PROGRAMME,
            source="made up",
        )
        for place, peak in enumerate(peaks)
    )
    found = DuckDB().tally(asked, [one], WINDOW)
    plan = make_plan(asked, (), "duckdb")

    assert [360, 120, 241, 0] == [
        key.value for key in sorted(found) if key.label == "observed"
    ]
    assert found == tally(asked, [one], WINDOW)
    assert 1 == sum(name.endswith(".rows") for name, _, _ in plan.made)
