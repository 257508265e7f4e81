"""Spark: its sessions, tables in a folder, what is missing, and parameters."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import attrs
import pytest

from brukermedvirkning.builtin.flat_tables import FlatTables
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ContactForm,
    ContactKind,
    ContactStatus,
    Party,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.errors import StoreError
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.roots import case, contact, param
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.parameter import IndicatorParameter
from brukermedvirkning.rules.indicators.scoring import Cohort
from brukermedvirkning.rules.indicators.tally import tally
from brukermedvirkning_engine_ibis.spark import Spark
from brukermedvirkning_engine_ibis.writer import ParquetTables

DAY = date(2024, 5, 1)
WINDOW = Window.everything(DAY)
GIVEN = (
    (True, lambda p: p),
    (2, lambda p: case.contacts.count() >= p),
    (DAY, lambda p: contact.on >= p),
    ("c'1", lambda p: contact.id == p),
    (ContactForm.PHONE, lambda p: contact.form == p),
    ((ContactForm.PHONE, ContactForm.UNKNOWN), contact.form.in_),
    (("c'1", "c'3"), contact.id.in_),
    ((1, 2), lambda p: case.contacts.count().in_(p)),
    ((DAY,), contact.on.in_),
)
"""Values for a parameter, one of each type, and a test that asks for it."""


def counting(place: int, among, value=None) -> Definition:
    given = () if value is None else (("x", value),)
    return Definition(
        id=f"test.{place}",
        question="How many?",
        counts="contact",
        scoring=Cohort(among=among),
        duty_holder=DutyHolder.PROGRAMME,
        parameters=tuple(
            IndicatorParameter(name=name, default=default, unit="any", source="made up")
            for name, default in given
        ),
        groupings=("case.unit",),
        source="made up",
    )


def a_case(number: int, *forms: ContactForm, **fields) -> Case:
    rows = tuple(
        Contact(
            id=f"c'{place}",
            on=DAY,
            form=Coded(concept=form),
            form_chosen_by=(Party.PARTICIPANT,) if place else (Party.UNKNOWN,),
            status=ContactStatus.HELD,
            nature=Coded(concept=ContactKind.CONVERSATION),
        )
        for place, form in enumerate(forms)
    )
    return Case(
        id=f"k{number}", participant=Participant(id="p"), contacts=rows, **fields
    )


CASES = (
    a_case(1, ContactForm.IN_PERSON, ContactForm.UNKNOWN, unit="north"),
    a_case(2, ContactForm.PHONE, unit='it\'s "\\here\\", *'),
    a_case(3),
)
ASKED = (
    *(
        counting(place, test(param.x), value)
        for place, (value, test) in enumerate(GIVEN)
    ),
    counting(20, contact.form_chosen_by.has("participant")),
    counting(21, contact.form_chosen_by.size > 0),
    counting(22, contact.form.is_known.is_known),
    counting(23, contact.form.is_unknown.is_known),
)


@pytest.mark.java
def test_parameters_and_lists_of_every_type_come_to_the_same(session) -> None:
    found = Spark(session=session).tally(ASKED, CASES, WINDOW, by=("case.unit",))

    assert found == tally(ASKED, CASES, WINDOW, by=("case.unit",))
    assert len({key.indicator for key in found}) == len(ASKED)


@pytest.mark.java
@pytest.mark.parametrize("tables", [FlatTables, ParquetTables], ids=["csv", "parquet"])
def test_tables_of_a_folder_count_as_their_cases_do(
    session, tmp_path: Path, tables
) -> None:
    place = tmp_path / "it's [a] {folder}*"
    place.mkdir()
    tables().write_folder(CASES, place, {})
    asked = [ASKED[0], ASKED[-1]]
    found = Spark(session=session).over(place).tally(asked, WINDOW, by=("case.unit",))

    assert found == tally(asked, CASES, WINDOW, by=("case.unit",))
    elsewhere = Spark(session=session).over(f"{tmp_path.as_uri()}/nowhere")
    with pytest.raises(StoreError, match="no table case"):
        elsewhere.tally(asked, WINDOW)


@pytest.mark.java
def test_ids_that_were_not_written_are_named(session, tmp_path: Path) -> None:
    named = counting(1, case.id == "k1")
    ParquetTables().write_folder(CASES, tmp_path, {})
    with pytest.raises(StoreError, match=r"no column 'case\.id'"):
        Spark(session=session).over(tmp_path).tally([named], WINDOW)


@pytest.mark.java
def test_a_session_that_is_handed_over_is_left_as_it_was(session) -> None:
    session.conf.set("spark.sql.ansi.enabled", "false")
    session.sql("SELECT 1 AS x").createOrReplaceTempView("window")
    try:
        Spark(session=session).tally([ASKED[0]], CASES, WINDOW)

        assert "false" == session.conf.get("spark.sql.ansi.enabled")
        assert [(1,)] == session.sql("SELECT * FROM window").collect()
        there = session.sql("SHOW TABLES").collect()
        assert ["window"] == [one.tableName for one in there]
    finally:
        session.conf.unset("spark.sql.ansi.enabled")
        session.catalog.dropTempView("window")


@pytest.mark.java
def test_what_is_laid_out_here_is_not_given_to_a_cluster(session) -> None:
    @attrs.frozen
    class Cluster:
        master: str = "spark://elsewhere:7077"
        defaultParallelism: int = 8  # noqa: N815 - Spark's own name

    @attrs.frozen
    class Elsewhere:
        sparkContext: Cluster = Cluster()  # noqa: N815 - Spark's own name
        conf = session.conf

        def newSession(self):  # noqa: N802 - Spark's own name
            return attrs.evolve(self)

    with pytest.raises(StoreError, match="export the tables"):
        Spark(session=Elsewhere()).tally([ASKED[0]], CASES, WINDOW)


def test_nothing_is_asked_for_nothing() -> None:
    assert {} == Spark().tally([], CASES, WINDOW)
    assert {} == Spark().over(Path("nowhere")).tally([], WINDOW)


def test_what_to_install_is_said_where_it_is_missing(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(StoreError, match=r"pip install '.*\[spark\]'$"):
        Spark().tally([ASKED[0]], CASES, WINDOW)


def _command(tables: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    import os

    arguments = "indicators contact.held --internal --engine spark --json --tables"
    return subprocess.run(
        [Path(sys.executable).with_name("bmv"), *arguments.split(), tables],
        capture_output=True,
        text=True,
        check=False,
        cwd=tables,
        env={**os.environ, **environment},
    )


@pytest.mark.java
def test_the_command_counts_on_spark_and_is_quiet(tmp_path: Path) -> None:
    ParquetTables().write_folder(CASES, tmp_path, {})
    before = {*tmp_path.iterdir()}
    done = _command(tmp_path)

    assert (0, "") == (done.returncode, done.stderr)
    assert '"contact.held"' in done.stdout
    assert before == {*tmp_path.iterdir()}


@pytest.mark.java
def test_the_command_says_that_java_is_missing(tmp_path: Path) -> None:
    ParquetTables().write_folder(CASES, tmp_path, {})
    done = _command(tmp_path, PATH="", JAVA_HOME=str(tmp_path))

    assert done.returncode != 0
    assert "Java 17" in done.stderr
    assert "\n" not in done.stderr.strip()
