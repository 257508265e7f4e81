"""Crosswalks of Denmark: target groups by date, and what the register can show."""

from __future__ import annotations

from datetime import date

import pytest

from brukermedvirkning import Host
from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.crosswalk import Crosswalk
from brukermedvirkning.domain.translation import LossKind, Translation
from brukermedvirkning.errors import OutsidePeriodsError
from brukermedvirkning.services.translating import Translator
from brukermedvirkning_denmark import data, plugin

TRANSLATOR = Translator(Host.load([plugin], entry_points=False))
CROSSWALKS = list(data.crosswalks().values())
CHANGE = date(2020, 1, 1)
EXIT = "dk.star.empowerment.exit"

every_crosswalk = pytest.mark.parametrize("crosswalk", CROSSWALKS, ids=lambda c: c.id)


def translated(scheme: str, code: str, to: str, on: date = CHANGE) -> Translation:
    return TRANSLATOR.translate(Code(scheme=scheme, code=code), to, on)


def codes(translation: Translation) -> list[str]:
    return [one.code for one in translation.found]


@every_crosswalk
def test_a_crosswalk_is_between_codes_that_its_vocabularies_have(
    crosswalk: Crosswalk,
) -> None:
    of = {term.notation for term in data.vocabulary(crosswalk.from_scheme).terms}
    into = {term.notation for term in data.vocabulary(crosswalk.to_scheme).terms}
    verified = [row for row in crosswalk.mappings if row.verified]

    assert {row.source for row in verified} <= of
    assert {gap.source for gap in crosswalk.gaps} <= of
    assert {row.target for row in crosswalk.mappings} <= into
    assert all(row.reference for row in crosswalk.mappings)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2.1", "6.1"),
        ("2.2", "6.2"),
        ("2.3", "6.3"),
        ("2.4", "6.10"),
        ("2.5", "6.6"),
        ("2.7", "6.9"),
    ],
)
def test_a_group_of_before_2020_is_another_number_after(old: str, new: str) -> None:
    assert codes(translated("dk.lab-2", old, "dk.lbl-6")) == [new]
    assert codes(translated("dk.lbl-6", new, "dk.lab-2")) == [old]


@pytest.mark.parametrize("old", ["2.6", "2.11", "2.12", "2.13", "2.14"])
def test_what_was_not_read_is_open_and_translates_nothing(old: str) -> None:
    found = translated("dk.lab-2", old, "dk.lbl-6")

    assert found.found == ()
    assert [loss.nature for loss in found.losses] == [LossKind.OPEN]
    assert "not read" in (found.losses[0].why or "")


def test_before_2020_there_is_no_group_of_the_later_act() -> None:
    with pytest.raises(OutsidePeriodsError, match="from 2020-01-01"):
        translated("dk.lab-2", "2.3", "dk.lbl-6", date(2019, 12, 31))


def test_half_of_the_exit_table_has_no_code_in_the_register() -> None:
    table = [term.notation for term in data.vocabulary(EXIT).terms]
    found = {code: translated(EXIT, code, "dk.dream") for code in table}

    assert [code for code in table if found[code].found] == [
        "Død",
        "Efterløn/folkepension",
        "Fleksjob",
        "Graviditet",
        "Revalidering",
        "Sygdom",
    ]
    nothing = [one for one in found.values() if not one.found]
    assert all(one.losses[0].why for one in nothing)


def test_recommended_for_a_pension_is_not_the_pension() -> None:
    found = translated(EXIT, "Indstilling til førtidspension", "dk.dream")

    assert found.found == ()
    assert "not granted" in (found.losses[0].why or "")


def test_one_row_for_two_pensions_is_either() -> None:
    found = translated(EXIT, "Efterløn/folkepension", "dk.dream")

    assert codes(found) == ["efterløn", "folkepension"]
    assert found.losses[-1].nature is LossKind.SEVERAL
