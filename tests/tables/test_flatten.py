"""A case as rows: values as the interpreter sees them, neighbours, what is left out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import attrs
from hypothesis import given

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    ContactForm,
    ContactStatus,
    InterventionKind,
    Party,
    Role,
)
from brukermedvirkning.domain.contacts import Agenda, Contact, Note
from brukermedvirkning.domain.enrolments import Enrolment, Introduction
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.rules.expressions.interpret import Bindings, evaluate, rows_of
from brukermedvirkning.rules.expressions.nodes import Raw, Ref
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.tables import Flattener, Take, chosen, layout
from brukermedvirkning.testing.expressions import cases_to_count

DAY = date(2024, 5, 1)
WINDOW = Window.everything(DAY)


def contact(number: int, days: int, **fields) -> Contact:
    return Contact(id=f"c{number}", on=DAY + timedelta(days), **fields)


def case(**fields) -> Case:
    return Case(id="k", participant=Participant(id="somebody"), **fields)


def flat(*cases: Case, **how) -> dict[str, list[dict]]:
    tables = chosen(layout().values(), **how)
    flattener = Flattener(tables)
    names = {table.name: table.names for table in tables}
    found: dict[str, list[dict]] = {name: [] for name in names}
    for one in cases:
        for name, values in flattener.rows(one):
            found[name].append(dict(zip(names[name], values, strict=True)))
    return found


def column(rows: list[dict], name: str) -> list:
    return [row[name] for row in rows]


@given(cases_to_count(all_carried=True))
def test_a_value_is_what_the_interpreter_gives(one: Case) -> None:
    rows = flat(one)
    for name, table in layout().items():
        if table.field or not rows["case"]:
            continue
        of = rows_of(one, table.rows) if table.rows else (one,)
        assert len(of) == len(rows[name])
        for row, values in zip(of, rows[name], strict=True):
            sight = Bindings(one, WINDOW).with_row(name, row)
            for shown in table.columns:
                ref = Ref(shown.path)
                if shown.name not in values:
                    continue
                if shown.take is Take.VALUE:
                    assert evaluate(ref, sight) == values[shown.name]
                elif shown.take is Take.RECORDED:
                    assert evaluate(Raw(ref), sight) == values[shown.name]
                elif shown.take is Take.PRESENCE:
                    assert (evaluate(ref, sight) is not None) == values[shown.name]


def test_an_unknown_member_is_no_value_and_stays_as_recorded() -> None:
    (row,) = flat(case(contacts=(contact(1, 0),)))["contact"]

    assert (None, "unknown") == (row["contact.form"], row["contact.form.recorded"])


def test_several_codes_stand_as_recorded() -> None:
    talk = contact(1, 0, form_chosen_by=(Party.PARTICIPANT, Party.UNKNOWN))
    (row,) = flat(case(contacts=(talk,)))["contact"]

    assert ["participant", "unknown"] == row["contact.form_chosen_by"]


def test_of_a_text_only_the_presence_is_told() -> None:
    talk = contact(
        1, 0, note=Note(text="secret"), agenda=Agenda(text=None, shared_on=DAY)
    )
    (row,) = flat(case(contacts=(talk,)))["contact"]

    assert row["contact.note.is_known"]
    assert row["contact.note.text.is_known"]
    assert not row["contact.agenda.text.is_known"]
    assert "secret" not in str(row)


def test_ids_of_cases_and_participants_are_written_when_asked_for() -> None:
    origin = Origin(content_hash="abc", imported_at=datetime(2024, 1, 1, tzinfo=UTC))
    one = case(origin=origin)
    (without,) = flat(one)["case"]
    (with_ids,) = flat(one, ids=True)["case"]
    (named,) = flat(one, columns={"case.id"})["case"]

    assert {"k", "somebody", "abc"} & set(map(str, without.values())) == set()
    assert ("k", "somebody", "abc") == (
        with_ids["case.id"],
        with_ids["case.participant.id"],
        with_ids["case.origin.content_hash"],
    )
    assert {"case": 1, "case.id": "k"} == named


def test_cases_are_numbered_and_what_was_in_error_is_not_there() -> None:
    gone = attrs.evolve(case(), registered_in_error=True)
    wrong = Enrolment(id="e", programme="p", registered_in_error=True)
    rows = flat(
        gone,
        case(
            enrolments=(wrong,),
            introductions=(Introduction(id="i", enrolment="e"),),
            contacts=(contact(1, 0, registered_in_error=True), contact(2, 1)),
        ),
        case(),
    )

    assert [1, 2] == column(rows["case"], "case")
    assert [] == rows["enrolment"] == rows["introduction"]
    assert [(1, 1, "c2")] == [
        (row["case"], row["row"], row["contact.id"]) for row in rows["contact"]
    ]


def test_what_the_source_carries_is_in_the_case() -> None:
    carries = Carries(paths=("contact", "contact.form"))
    (row,) = flat(case(origin=Origin(carries=carries)))["case"]

    assert not row["case.origin.carries.everything"]
    assert ["contact", "contact.form"] == row["case.origin.carries.paths"]


def test_neighbours_are_told_once() -> None:
    held = {"status": ContactStatus.HELD, "form": Coded(concept=ContactForm.IN_PERSON)}
    rows = flat(
        case(
            contacts=(
                contact(1, 0, **held),
                contact(2, 3, status=ContactStatus.PLANNED),
                contact(3, 10, **held),
            )
        )
    )["contact"]

    assert [None, 3, 7] == column(rows, "contact.days_since_previous")
    assert [None, 3, 10] == column(rows, "contact.days_since_previous_held")
    assert [True, False, False] == column(rows, "contact.is_first")
    assert [False, False, True] == column(rows, "contact.is_last")
    assert [1, 2, 3] == column(rows, "row")


def test_a_gap_to_an_unknown_day_is_unknown() -> None:
    rows = flat(
        case(
            enrolments=(
                Enrolment(id="a", programme="p"),
                Enrolment(id="b", programme="q", start=DAY),
            )
        )
    )["enrolment"]

    assert [None, None] == column(rows, "enrolment.days_since_previous")


def member(number: int, days: int, until: int | None, **fields) -> TeamMember:
    end = None if until is None else DAY + timedelta(until)
    return TeamMember(
        id=f"t{number}",
        period=Period(start=DAY + timedelta(days), end=end),
        role=Coded(concept=Role.CASEWORKER),
        **fields,
    )


def test_another_caseworker_is_told_and_cover_is_not() -> None:
    def staff(name: str) -> Actor:
        return Actor(kind=ActorKind.STAFF, id=name)

    rows = flat(
        case(
            team=(
                member(1, 0, 5, actor=staff("a")),
                member(2, 2, 4, actor=staff("z"), stands_in=True),
                member(3, 5, 20, actor=staff("b")),
                member(4, 20, None),
            ),
            contacts=tuple(contact(n, days) for n, days in enumerate((1, 3, 6, 8, 30))),
        )
    )["contact"]

    assert [None, False, True, False, None] == column(
        rows, "contact.caseworker_changed"
    )
    assert [None] * 5 == column(rows, "contact.coordinator_changed")


def test_pauses_have_a_table_of_their_own() -> None:
    rows = flat(
        case(
            interventions=(
                Intervention(
                    id="i",
                    period=Period(start=DAY),
                    measure=Coded(concept=InterventionKind.WAGE_SUBSIDY),
                    pauses=(
                        Period.single(DAY + timedelta(3)),
                        Period(start=DAY + timedelta(9)),
                    ),
                ),
            )
        )
    )

    assert [2] == column(rows["intervention"], "intervention.pauses.size")
    assert [
        (1, 1, 1, DAY + timedelta(3), DAY + timedelta(4)),
        (1, 1, 2, DAY + timedelta(9), None),
    ] == [tuple(row.values()) for row in rows["intervention.pauses"]]
