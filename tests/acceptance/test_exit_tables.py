"""The two published exit tables come out as they were printed. Source: D161-187."""

from __future__ import annotations

from datetime import date

import pytest

import brukermedvirkning as bmv
from brukermedvirkning.domain.concepts import ExitCategory
from brukermedvirkning.rules.indicators.measurement import DistributionMeasurement
from brukermedvirkning.services import CloseMatches

SCHEME = "dk.star.empowerment.exit"

TABLE_A = {
    "Borgeren har valgt at forlade projektet": 0,
    "Død": 0,
    "Efterløn/folkepension": 0,
    "Fleksjob": 3,
    "Flytning til anden kommune": 5,
    "Fængsel": 0,
    "Graviditet": 1,
    "Indstilling til førtidspension": 1,
    "Ordinær uddannelse": 5,
    "Ordinært job": 16,
    "Revalidering": 2,
    "Sagsbehandleren har vurderet, at borgeren ikke længere skal medvirke i projektet": 10,
    "Sygdom": 0,
}
AALBORG = {
    "Borgeren har valgt at forlade projektet": 6,
    "Fleksjob": 2,
    "Flytning til anden kommune": 3,
    "Fængsel": 1,
    "Ordinær uddannelse": 2,
    "Ordinært job": 6,
    "Revalidering": 1,
    "Udskrevet af sagsbehandler": 5,
}


@pytest.fixture(scope="module")
def host() -> bmv.Host:
    return bmv.Host.load()


def left(host: bmv.Host, number: int, printed: str, programme: str) -> bmv.Case:
    """A case whose participant left for a reason as it was printed."""
    term = host.vocabularies[SCHEME].find(printed)
    assert term is not None
    exit_ = bmv.ProgrammeExit(
        on=date(2016, 3, 1),
        category=bmv.Coded(
            concept=ExitCategory(str(term.concept)),
            code=bmv.Code(scheme=SCHEME, code=printed),
        ),
    )
    enrolment = bmv.Enrolment(
        id="e", programme=programme, start=date(2015, 1, 5), exit=exit_
    )
    return bmv.Case(
        id=f"{programme}-{number:03}",
        participant=bmv.Participant(id=f"p-{number}"),
        enrolments=(enrolment,),
    )


def cases(host: bmv.Host, table: dict[str, int], programme: str) -> list[bmv.Case]:
    printed = [category for category, count in table.items() for _ in range(count)]
    return [left(host, n, category, programme) for n, category in enumerate(printed)]


def measured(host: bmv.Host, people: list[bmv.Case]) -> DistributionMeasurement:
    wanted = bmv.definitions(host, ["exit.distribution"])
    window = bmv.Window.everything(date(2016, 9, 30))
    (result,) = bmv.measure(wanted, people, window, internal=True)
    assert isinstance(result, DistributionMeasurement)
    return result


def concept(host: bmv.Host, printed: str) -> str:
    term = host.vocabularies[SCHEME].find(printed)
    assert term is not None
    return str(term.concept)


def test_the_first_table_has_its_13_rows_in_order_with_five_zeros_and_43(
    host: bmv.Host,
) -> None:
    result = measured(host, cases(host, TABLE_A, "dk.star.empowerment"))
    rows = result.rows(zero_rows=True)

    expected = [(concept(host, name), count) for name, count in TABLE_A.items()]
    assert expected == [(row.category, row.count) for row in rows]
    assert [0] * 5 == [row.count for row in rows if row.count == 0]
    assert result.total == 43


def test_the_aalborg_table_has_its_8_rows_and_a_computed_26(host: bmv.Host) -> None:
    result = measured(host, cases(host, AALBORG, "dk.star.empowerment.aalborg"))

    expected = {concept(host, name): count for name, count in AALBORG.items()}
    assert expected == {row.category: row.count for row in result.rows()}
    assert result.total == 26
    assert result.total_is_computed


def test_one_exit_under_both_wordings_is_one_category_and_the_close_match_is_told(
    host: bmv.Host,
) -> None:
    people = [
        *cases(host, TABLE_A, "dk.star.empowerment"),
        *cases(host, AALBORG, "dk.star.empowerment.aalborg"),
    ]
    watching = CloseMatches(host)
    result = measured(host, list(watching.watch(people)))

    counts = {row.category: row.count for row in result.rows()}
    assert counts["service_decided"] == 15
    assert [("Udskrevet af sagsbehandler", "service_decided", 5)] == [
        (match.code, match.concept, match.count) for match in watching.found
    ]


@pytest.mark.parametrize(
    ("table", "programme", "shown", "total"),
    [
        (
            TABLE_A,
            "dk.star.empowerment",
            {
                "Ordinær uddannelse": 5,
                "Ordinært job": 16,
                "Sagsbehandleren har vurderet, at borgeren ikke længere skal medvirke"
                " i projektet": 10,
            },
            43,
        ),
        (
            AALBORG,
            "dk.star.empowerment.aalborg",
            {"Borgeren har valgt at forlade projektet": 6, "Ordinært job": 6},
            26,
        ),
    ],
    ids=["first", "aalborg"],
)
def test_a_public_table_hides_its_small_cells_and_one_that_would_give_them_away(
    host: bmv.Host,
    table: dict[str, int],
    programme: str,
    shown: dict[str, int],
    total: int,
) -> None:
    wanted = bmv.definitions(host, ["exit.distribution"])
    window = bmv.Window.everything(date(2016, 9, 30))
    (result,) = bmv.measure(wanted, cases(host, table, programme), window)

    assert isinstance(result, DistributionMeasurement)
    expected = {concept(host, name): count for name, count in shown.items()}
    assert expected == {row.category: row.count for row in result.rows() if row.count}
    assert total == result.total
    assert result.withheld_because == "small_cells"
