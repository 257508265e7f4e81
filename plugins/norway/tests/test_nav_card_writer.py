"""Activity cards written: valid, never twice under two ids, and no number by itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import attrs
import pytest
from card_payloads import (
    CARD,
    ROW,
    SENT,
    cards,
    changes,
    deletion,
    local,
    read_cards,
    the_row,
    upsert,
)
from hypothesis import given
from jsonschema import Draft7Validator, FormatChecker
from nav_payloads import ADA, SAMPLES
from nav_payloads import cases as cases_of
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from brukermedvirkning.domain.actors import Actor, Recorded
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    InterventionKind,
    InterventionStatus,
)
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.errors import OptionError
from brukermedvirkning.ports import Identity, Notice
from brukermedvirkning_norway.nav.cards.writer import CardWriter

SENDER = {"source": "TEAM_KOMET"}
PACKAGE = "brukermedvirkning_norway.nav.cards"


def adas(participant: str) -> Sequence[Identity]:
    """The number of whoever it is, by an id of its own."""
    return (
        Identity(participant=participant, scheme="no.aktorid", value="1000000000011"),
        Identity(participant=participant, scheme="no.fnr", value=ADA),
    )


def wrote(
    cases: Iterable[Case],
    known: Callable[[str], Sequence[Identity]] = adas,
    **options: str,
) -> tuple[list[dict[str, Any]], list[Notice]]:
    """The messages of cases, and what was left out."""
    told: list[Notice] = []
    out = BytesIO()
    writer = CardWriter(tell=told.append).knowing(known)
    writer.write(cases, out, {**SENDER, **options})
    return [json.loads(line) for line in out.getvalue().splitlines()], told


def case_of(*rows: Intervention) -> Case:
    """A case that nobody read."""
    (case,) = cases_of(read_cards([upsert()])).values()
    return attrs.evolve(case, interventions=rows)


@cache
def own_statement() -> Draft7Validator:
    """The project's own statement of the contract."""
    text = (files(PACKAGE) / "aktivitetskort-v1.1.schema.json").read_text("utf-8")
    found = json.loads(text)
    Draft7Validator.check_schema(found)
    return Draft7Validator(found, format_checker=FormatChecker())


@cache
def published(action: str) -> Draft7Validator | None:
    """NAV's published schema of an action, where it lies beside the project."""
    folder = SAMPLES / "schema"
    if not folder.is_dir():
        return None
    yaml = pytest.importorskip("yaml")
    schemas = {path.name: yaml.safe_load(path.read_text()) for path in folder.iterdir()}
    for schema in schemas.values():
        for one in schema.get("definitions", {}).values():
            one.pop("$id", None)
    registry: Registry[Any] = Registry().with_resources(
        (schema["$id"], Resource(contents=schema, specification=DRAFT7))
        for schema in schemas.values()
        if "$id" in schema
    )
    kind = "kasser" if action == "KASSER_AKTIVITET" else "aktivitetskort"
    return Draft7Validator(
        schemas[f"Aktivitetskort.V1.{kind}.schema.yml"],
        registry=registry,
        format_checker=FormatChecker(),
    )


def is_valid(message: Mapping[str, Any]) -> bool:
    """Whether a message is valid by our own statement, and by NAV's where it is there."""
    validators = [own_statement(), published(message["actionType"])]
    return all(one is None or one.is_valid(message) for one in validators)


def test_our_own_statement_refuses_what_navs_schema_refuses() -> None:
    assert is_valid(upsert())
    assert is_valid(deletion())
    wrong = [
        upsert(nytt=1),
        upsert(kind="VARIG_TILRETTELAGT_ARBEID_I_ORDINAER_VIRKSOMHET"),
        upsert(sender="TEAM_NYTT"),
        upsert(tittel=None),
        upsert(etiketter=[{"tekst": "x" * 21}]),
        deletion(navIdent=None),
    ]
    for message in wrong:
        assert not own_statement().is_valid(message)
        navs = published(message["actionType"])
        assert navs is None or not navs.is_valid(message)


@given(cards())
def test_what_was_read_is_written_as_it_was_and_read_again(
    message: dict[str, Any],
) -> None:
    found = read_cards([message])
    written, left_out = wrote(cases_of(found).values())
    assert left_out == []
    (again,) = written
    assert is_valid(again)
    assert again["messageId"] == message["messageId"]
    assert the_row(read_cards(written)) == the_row(found)


@given(changes())
def test_every_message_of_a_card_is_written_in_its_order(
    messages: list[dict[str, Any]],
) -> None:
    found = read_cards(messages)
    written, left_out = wrote(cases_of(found).values())
    assert left_out == []
    assert all(map(is_valid, written))
    assert the_row(read_cards(written)) == the_row(found)
    at = [one["aktivitetskort"]["endretTidspunkt"] for one in written]
    assert at == sorted(at)


def test_a_deletion_is_written_and_what_it_deleted_is_not() -> None:
    found = read_cards([upsert(), deletion(begrunnelse="Feil person")])
    written, _ = wrote(cases_of(found).values())
    assert written == [deletion(begrunnelse="Feil person")]
    assert the_row(read_cards(written)) == the_row(found)


def test_who_changed_it_is_the_person_again() -> None:
    by_self = {"ident": ADA, "identType": "PERSONBRUKER"}
    written, _ = wrote(cases_of(read_cards([upsert(endretAv=by_self)])).values())
    assert written[0]["aktivitetskort"]["endretAv"] == {
        "ident": ADA,
        "identType": "PERSONBRUKERIDENT",
    }


PLAIN = local(
    recorded=Recorded(at=datetime(2026, 3, 1, 9, tzinfo=UTC)),
    period=Period.through(date(2026, 1, 5), date(2026, 2, 27)),
    status=InterventionStatus.COMPLETED,
    measure=Coded(
        concept=InterventionKind.WORK_TRAINING,
        code=Code(scheme="no.nav.tiltakskode", code="ARBEIDSFORBEREDENDE_TRENING"),
    ),
)


def test_an_intervention_of_our_own_is_a_card_under_one_id() -> None:
    case = case_of(PLAIN)
    first, left_out = wrote([case])
    assert left_out == []
    assert first == wrote([case])[0]
    (message,) = first
    assert is_valid(message)
    assert message["aktivitetskortType"] == "ARBFORB"
    card = message["aktivitetskort"]
    assert card["aktivitetStatus"] == "FULLFORT"
    assert (card["startDato"], card["sluttDato"]) == ("2026-01-05", "2026-02-27")
    assert card["avtaltMedNav"] is False
    assert card["endretAv"] == {"ident": "TEAM_KOMET", "identType": "SYSTEM"}
    later = attrs.evolve(PLAIN, status=InterventionStatus.STOPPED)
    (changed,) = wrote([case_of(later)])[0]
    assert changed["aktivitetskort"]["id"] == card["id"]
    assert changed["messageId"] != message["messageId"]
    row = the_row(read_cards(first))
    assert (row.status, row.period) == (PLAIN.status, PLAIN.period)


@pytest.mark.parametrize(
    ("actor", "by"),
    [
        (
            Actor(kind=ActorKind.PARTICIPANT, id="p"),
            {"ident": ADA, "identType": "PERSONBRUKERIDENT"},
        ),
        (
            Actor(kind=ActorKind.STAFF, id="Z123456"),
            {"ident": "Z123456", "identType": "NAVIDENT"},
        ),
        (
            Actor(kind=ActorKind.STAFF, id="kari"),
            {"ident": "TEAM_KOMET", "identType": "SYSTEM"},
        ),
        (
            Actor(kind=ActorKind.ORGANISATION, id="999999999"),
            {"ident": "999999999", "identType": "TILTAKSARRAGOER"},
        ),
    ],
)
def test_who_changed_it_by_an_ident_that_nav_knows(
    actor: Actor, by: dict[str, str]
) -> None:
    row = attrs.evolve(PLAIN, recorded=attrs.evolve(PLAIN.recorded, by=actor))
    assert wrote([case_of(row)])[0][0]["aktivitetskort"]["endretAv"] == by


def test_what_was_changed_here_is_one_more_message() -> None:
    known = the_row(read_cards([upsert(aktivitetStatus="FORSLAG", beskrivelse="Om")]))
    changed = attrs.evolve(
        known,
        planned_end=date(2026, 1, 1),
        recorded=Recorded(at=datetime(2025, 6, 1, tzinfo=UTC)),
    )
    first, second = wrote([case_of(changed)])[0]
    assert first["messageId"] == SENT
    assert is_valid(second)
    card = second["aktivitetskort"]
    assert card["id"] == CARD
    assert card["sluttDato"] == "2026-01-01"
    assert (card["aktivitetStatus"], card["beskrivelse"]) == ("FORSLAG", "Om")
    unknown = attrs.evolve(changed, recorded=known.recorded)
    written, left_out = wrote([case_of(unknown)])
    assert len(written) == 1
    assert ["when it was changed" in one.note for one in left_out] == [True]
    assert len(wrote([case_of(unknown)], at="2025-07-01T08:00:00Z")[0]) == 2


def test_what_is_in_error_is_deleted_by_somebody_or_left_out() -> None:
    known = the_row(read_cards([upsert()]))
    wrong = attrs.evolve(known, registered_in_error=True)
    written, left_out = wrote([case_of(wrong)])
    assert [one["messageId"] for one in written] == [SENT]
    assert ["nav-ident" in one.note for one in left_out] == [True]
    _, gone = wrote([case_of(wrong)], **{"nav-ident": "Z999999"})[0]
    assert is_valid(gone)
    assert (gone["actionType"], gone["aktivitetsId"]) == ("KASSER_AKTIVITET", CARD)


LEFT_OUT = {
    "no kind of card": attrs.evolve(
        PLAIN, measure=Coded(concept=InterventionKind.TREATMENT)
    ),
    "another kind": attrs.evolve(
        PLAIN,
        measure=Coded(
            concept=InterventionKind.TREATMENT,
            code=Code(scheme="no.nav.aktivitetskort-type", code="NY"),
        ),
    ),
    "a kind that the schema has not": attrs.evolve(
        PLAIN,
        measure=Coded(
            concept=InterventionKind.SHELTERED_WORK,
            code=Code(scheme="no.nav.tiltakskode", code="VTAO"),
        ),
    ),
    "an unknown status": attrs.evolve(PLAIN, status=InterventionStatus.UNKNOWN),
    "an unknown instant": attrs.evolve(PLAIN, recorded=Recorded()),
}


@pytest.mark.parametrize("name", sorted(LEFT_OUT))
def test_what_cannot_be_said_is_left_out_and_told(name: str) -> None:
    written, (notice,) = wrote([case_of(LEFT_OUT[name])])
    assert written == []
    assert notice.note.startswith("left out: ")
    assert "own-1" in notice.where


def test_what_nav_tells_of_is_navs_own_and_no_card_of_ours() -> None:
    activity = {
        "id": "144136",
        "type": "EGEN",
        "status": "PLANLAGT",
        "avtalt": False,
        "endretDato": "2025-02-20T10:00:00+01:00",
    }
    written, (notice,) = wrote(cases_of(read_cards([activity])).values())
    assert written == []
    assert "NAV's own word" in notice.note


def test_what_was_no_card_and_is_in_error_is_nothing_to_say() -> None:
    wrong = attrs.evolve(LEFT_OUT["no kind of card"], registered_in_error=True)
    assert wrote([case_of(wrong)]) == ([], [])


@pytest.mark.parametrize(
    "message",
    [
        upsert(kind="VARIG_TILRETTELAGT_ARBEID_I_ORDINAER_VIRKSOMHET"),
        upsert(sender="TEAM_NYTT"),
        upsert(etiketter=[{"tekst": "en etikett som er for lang"}]),
    ],
)
def test_what_the_consumer_took_and_the_schema_has_not_is_left_out(
    message: dict[str, Any],
) -> None:
    written, left_out = wrote(cases_of(read_cards([message])).values())
    assert written == []
    assert [ROW in one.where for one in left_out] == [True]


def test_without_a_number_a_case_is_left_out_and_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    case = case_of(PLAIN)
    written, (notice,) = wrote([case], lambda _: ())
    assert written == []
    assert case.id in notice.where
    assert CardWriter().write([case], BytesIO(), SENDER) == 0
    assert case.id in caplog.text
    assert ADA not in repr(CardWriter().knowing(adas))


def test_a_case_with_nothing_to_say_needs_no_number() -> None:
    assert wrote([case_of()], lambda _: ()) == ([], [])


def test_the_numbers_may_come_from_a_file(tmp_path: Path) -> None:
    case = case_of(PLAIN)
    file = tmp_path / "numbers.csv"
    file.write_text(f"{case.participant.id},{ADA}\nsomebody,{ADA}\n")
    (message,) = wrote([case], lambda _: (), numbers=str(file))[0]
    assert message["aktivitetskort"]["personIdent"] == ADA


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"source": "TEAM_NYTT"},
        {**SENDER, "at": "i går"},
        {**SENDER, "other": "1"},
        {**SENDER, "numbers": "nowhere.csv"},
    ],
)
def test_an_option_that_is_wrong_is_refused(options: dict[str, str]) -> None:
    with pytest.raises(OptionError):
        CardWriter().write([], BytesIO(), options)


def test_a_file_of_numbers_that_is_damaged_is_refused_without_showing_one(
    tmp_path: Path,
) -> None:
    file = tmp_path / "numbers.csv"
    file.write_text(f"somebody,{ADA}\nsomebody else,{ADA[:-1]}\n")
    with pytest.raises(OptionError) as caught:
        CardWriter().write([], BytesIO(), {**SENDER, "numbers": str(file)})
    assert "line 2" in str(caught.value)
    assert ADA[:-1] not in str(caught.value)
