from __future__ import annotations

from datetime import UTC, date, datetime

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.actors import Actor, Attendee
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    Answer,
    ContactForm,
    ContactKind,
    ContactStatus,
    ExitCategory,
    NotHeldReason,
    Party,
    WhoCouldNot,
)
from brukermedvirkning.domain.contacts import Agenda, Contact, Note
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit
from brukermedvirkning.domain.evolve import decide, evolve
from brukermedvirkning.domain.happenings import HANDLERS
from brukermedvirkning.domain.happenings.base import Act, Context, Refusal
from brukermedvirkning.domain.happenings.contacts import (
    AgendaShared,
    ContactBooked,
    ContactHeld,
    ContactMoved,
    ContactNotHeld,
)
from brukermedvirkning.domain.happenings.notes import NoteRead, NoteShared, NoteWritten
from brukermedvirkning.domain.ownership import POLICIES
from brukermedvirkning.domain.period import Duration
from brukermedvirkning.domain.requests import Request
from brukermedvirkning.testing.life.contacts import acts

EARLY, DAY, LATE = date(2026, 1, 30), date(2026, 1, 31), date(2026, 2, 1)
AT = datetime(2026, 2, 1, 12, tzinfo=UTC)
PARTICIPANT = Actor(kind=ActorKind.PARTICIPANT, id="p")
STAFF = Actor(kind=ActorKind.STAFF, id="s")
STRANGER = Actor(kind=ActorKind.REPRESENTATIVE, id="r")
CASE = Case(
    id="c",
    participant=Participant(id="p"),
    requests=(Request(id="q", on=EARLY),),
)
PHONE = Coded(concept=ContactForm.PHONE)
TALK = Coded(concept=ContactKind.CONVERSATION)
AGENDA = Agenda(text="work", set_by=(Party.PARTICIPANT,))
PLANNED = Contact(
    id="k", on=DAY, planned_on=DAY, status=ContactStatus.PLANNED, nature=TALK
)
HELD = Contact(id="k", on=DAY, status=ContactStatus.HELD)


def act(kind: type[Act], /, **fields) -> Act:
    values = {"at": AT, "on": DAY, "source": STAFF, "by": STAFF, "contact": "k"}
    return kind(**(values | fields))


def with_contact(row: Contact, **fields) -> Case:
    return attrs.evolve(CASE, contacts=(row,), **fields)


def after(case: Case, happening: Act) -> Contact:
    assert (happening,) == decide(case, happening, Context())
    rows = {row.id: row for row in evolve(case, happening).contacts}
    return rows[happening.contact]


def rules(case: Case, happening: Act, context: Context = Context()) -> str:  # noqa: B008
    outcome = decide(case, happening, context)
    assert isinstance(outcome, Refusal)
    return outcome.rule


def test_a_contact_is_booked_with_its_agenda_and_who_set_it() -> None:
    asked = act(
        ContactBooked,
        planned_for=LATE,
        nature=TALK,
        form_wished=PHONE,
        agenda=AGENDA,
        request="q",
    )

    row = after(CASE, asked)

    assert LATE == row.on == row.planned_on
    assert ContactStatus.PLANNED is row.status
    assert AGENDA == row.agenda
    assert (TALK, PHONE, "q") == (row.nature, row.form_wished, row.request)
    assert asked.recorded == row.recorded


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"contact": "q"}, "row.id-taken"),
        ({"request": "x"}, "row.not-there"),
        ({"planned_for": EARLY}, "contact.booked-late"),
        ({"agenda": Agenda(shared_on=LATE)}, "agenda.not-yet"),
        ({"source": STRANGER}, "voice.mandate"),
        (
            {"source": attrs.evolve(PARTICIPANT, id="another")},
            "voice.another",
        ),
    ],
)
def test_a_contact_is_not_booked(fields, rule: str) -> None:
    assert rule == rules(CASE, act(ContactBooked, **({"planned_for": LATE} | fields)))


def test_an_agenda_may_be_shared_with_the_booking() -> None:
    agenda = attrs.evolve(AGENDA, shared_on=DAY)

    assert (
        agenda
        == after(CASE, act(ContactBooked, planned_for=LATE, agenda=agenda)).agenda
    )


def test_what_was_booked_stays_when_it_is_held() -> None:
    expected = Attendee(party=Party.PARTICIPANT)
    booked = attrs.evolve(
        PLANNED, form_wished=PHONE, agenda=AGENDA, attendees=(expected,), at=AT
    )

    row = after(
        with_contact(booked),
        act(
            ContactHeld,
            form=PHONE,
            form_wished=Coded(concept=ContactForm.VIDEO),
            request="q",
            duration=Duration.exactly(30),
        ),
    )

    assert ContactStatus.HELD is row.status
    assert (TALK, PHONE, PHONE) == (row.nature, row.form, row.form_wished)
    assert (AGENDA, "q", AT) == (row.agenda, row.request, row.at)
    assert Duration.exactly(30) == row.duration


def test_who_was_expected_did_not_therefore_come() -> None:
    expected = Attendee(party=Party.PARTICIPANT)
    booked = with_contact(attrs.evolve(PLANNED, attendees=(expected,)))

    assert Answer.UNKNOWN is booked.contacts[0].participant_present
    assert Answer.UNKNOWN is after(booked, act(ContactHeld)).participant_present
    assert Answer.YES is (
        after(booked, act(ContactHeld, attendees=(expected,))).participant_present
    )
    assert (
        Answer.NO
        is (
            after(booked, act(ContactHeld, participant_attended=Answer.NO))
        ).participant_present
    )


def test_a_contact_held_on_another_day_still_says_what_it_was_planned_for() -> None:
    booked = attrs.evolve(PLANNED, planned_on=None, at=AT)

    row = after(with_contact(booked), act(ContactHeld, on=EARLY))

    assert (EARLY, DAY, None) == (row.on, row.planned_on, row.at)


def test_an_unplanned_contact_is_written_down_as_held() -> None:
    asked = act(ContactHeld, source=PARTICIPANT, unit="u", starts_at=AT)

    row = after(CASE, asked)

    assert (ContactStatus.HELD, DAY, None) == (row.status, row.on, row.planned_on)
    assert (asked.recorded, "u", AT) == (row.recorded, row.unit, row.at)


def test_an_imported_contact_of_unknown_status_may_be_told_to_be_held() -> None:
    row = after(with_contact(Contact(id="k", on=DAY)), act(ContactHeld))

    assert (True, None) == (row.is_held, row.planned_on)


@pytest.mark.parametrize(
    ("row", "fields", "rule"),
    [
        (HELD, {}, "contact.settled"),
        (attrs.evolve(PLANNED, registered_in_error=True), {}, "row.in-error"),
        (PLANNED, {"request": "x"}, "row.not-there"),
        (PLANNED, {"on": date(2026, 2, 3)}, "contact.not-yet"),
        (PLANNED, {"contact": "q"}, "row.id-taken"),
        (PLANNED, {"source": STRANGER}, "voice.mandate"),
    ],
)
def test_a_contact_is_not_told_to_be_held(row: Contact, fields, rule: str) -> None:
    assert rule == rules(with_contact(row), act(ContactHeld, **fields))


def test_who_could_not_is_told_without_a_reason_that_nobody_asked_for() -> None:
    asked = act(ContactNotHeld, who_could_not=WhoCouldNot.SERVICE)

    row = after(with_contact(PLANNED), asked)

    assert (ContactStatus.NOT_HELD, DAY) == (row.status, row.on)
    assert WhoCouldNot.SERVICE is row.who_could_not
    assert NotHeldReason.NOT_ASKED is row.not_held_reason
    assert asked.recorded == row.recorded


@pytest.mark.parametrize(
    ("row", "fields", "rule"),
    [
        (HELD, {}, "contact.settled"),
        (PLANNED, {"contact": "x"}, "row.not-there"),
        (PLANNED, {"source": STRANGER}, "voice.mandate"),
        (
            PLANNED,
            {
                "who_could_not": WhoCouldNot.PARTICIPANT,
                "reason_given": NotHeldReason.STAFF_SHORTAGE,
            },
            "contact.reason-of-service",
        ),
    ],
)
def test_a_contact_is_not_told_not_to_be_held(row, fields, rule: str) -> None:
    assert rule == rules(with_contact(row), act(ContactNotHeld, **fields))


def test_staff_shortage_is_a_reason_of_the_service() -> None:
    asked = act(
        ContactNotHeld,
        who_could_not=WhoCouldNot.SERVICE,
        reason_given=NotHeldReason.STAFF_SHORTAGE,
    )

    row = after(with_contact(PLANNED), asked)

    assert NotHeldReason.STAFF_SHORTAGE is row.not_held_reason


def test_a_moved_contact_stays_beside_the_one_it_becomes() -> None:
    case = with_contact(attrs.evolve(PLANNED, agenda=AGENDA))
    asked = act(ContactMoved, source=PARTICIPANT, moved_to="m", planned_for=LATE)

    row = after(case, asked)
    new = next(row for row in evolve(case, asked).contacts if row.id == "m")

    assert (ContactStatus.MOVED, "m", DAY) == (row.status, row.moved_to, row.on)
    assert (ContactStatus.PLANNED, LATE, LATE) == (new.status, new.on, new.planned_on)
    assert (AGENDA, TALK, asked.recorded) == (new.agenda, new.nature, new.recorded)


@pytest.mark.parametrize(
    ("row", "fields", "rule"),
    [
        (HELD, {}, "contact.settled"),
        (PLANNED, {"moved_to": "k"}, "row.id-taken"),
        (PLANNED, {"planned_for": EARLY}, "contact.booked-late"),
        (PLANNED, {"source": STRANGER}, "voice.mandate"),
    ],
)
def test_a_contact_is_not_moved(row: Contact, fields, rule: str) -> None:
    values = {"moved_to": "m", "planned_for": LATE} | fields

    assert rule == rules(with_contact(row), act(ContactMoved, **values))


def test_an_agenda_is_shared_as_it_was_set() -> None:
    case = with_contact(attrs.evolve(PLANNED, agenda=AGENDA))
    shared = attrs.evolve(AGENDA, shared_on=DAY)

    assert shared == after(case, act(AgendaShared)).agenda


def test_an_agenda_may_be_set_when_it_is_shared_or_kept_elsewhere() -> None:
    case = with_contact(PLANNED)
    shared = attrs.evolve(AGENDA, shared_on=DAY)

    assert shared == after(case, act(AgendaShared, agenda=AGENDA)).agenda
    assert Agenda(shared_on=DAY) == after(case, act(AgendaShared)).agenda


@pytest.mark.parametrize(
    ("agenda", "fields", "rule"),
    [
        (Agenda(shared_on=EARLY), {}, "agenda.shared-already"),
        (AGENDA, {"agenda": Agenda(text="other")}, "agenda.set-already"),
        (AGENDA, {"on": LATE}, "agenda.after-contact"),
        (AGENDA, {"contact": "x"}, "row.not-there"),
        (AGENDA, {"source": STRANGER}, "voice.mandate"),
    ],
)
def test_an_agenda_is_not_shared(agenda: Agenda, fields, rule: str) -> None:
    case = with_contact(attrs.evolve(PLANNED, agenda=agenda))

    assert rule == rules(case, act(AgendaShared, **fields))


def test_a_draft_may_be_written_again_and_keeps_its_first_day_and_words() -> None:
    first = after(with_contact(HELD), act(NoteWritten, text="a"))
    again = after(with_contact(first), act(NoteWritten, text="b", on=LATE))
    silent = after(with_contact(again), act(NoteWritten, on=LATE))

    assert Note(text="a", written_on=DAY) == first.note
    assert Note(text="b", written_on=DAY) == again.note
    assert again.note == silent.note
    assert Note(written_on=DAY) == after(with_contact(HELD), act(NoteWritten)).note


@pytest.mark.parametrize(
    ("row", "fields", "rule"),
    [
        (HELD, {"source": PARTICIPANT}, "voice.not-own-side"),
        (HELD, {"contact": "x"}, "row.not-there"),
        (HELD, {"on": EARLY}, "row.not-begun"),
        (PLANNED, {}, "note.not-held"),
        (attrs.evolve(HELD, note=Note(shared_on=DAY)), {}, "note.shared-already"),
    ],
)
def test_a_note_is_not_written(row: Contact, fields, rule: str) -> None:
    assert rule == rules(with_contact(row), act(NoteWritten, **fields))


def test_a_note_is_shared_and_then_read_the_first_reading_stands() -> None:
    noted = attrs.evolve(HELD, note=Note(text="a", written_on=DAY))
    shared = after(with_contact(noted), act(NoteShared))
    read = after(with_contact(shared), act(NoteRead, source=PARTICIPANT, on=LATE))
    again = after(with_contact(read), act(NoteRead, source=PARTICIPANT, on=AT.date()))
    before = after(with_contact(read), act(NoteRead, source=PARTICIPANT))

    assert Note(text="a", written_on=DAY, shared_on=DAY) == shared.note
    assert attrs.evolve(shared.note, read_on=LATE) == read.note == again.note
    assert DAY == before.note.read_on


def test_reading_is_not_agreeing() -> None:
    case = with_contact(attrs.evolve(HELD, note=Note(shared_on=DAY)))

    assert () == evolve(case, act(NoteRead, source=PARTICIPANT)).stances


@pytest.mark.parametrize(
    ("note", "fields", "rule"),
    [
        (None, {}, "note.not-there"),
        (Note(written_on=LATE), {}, "row.not-begun"),
        (Note(shared_on=DAY), {}, "note.shared-already"),
        (Note(), {"source": PARTICIPANT}, "voice.not-own-side"),
        (Note(), {"contact": "x"}, "row.not-there"),
    ],
)
def test_a_note_is_not_shared(note: Note | None, fields, rule: str) -> None:
    case = with_contact(attrs.evolve(HELD, note=note))

    assert rule == rules(case, act(NoteShared, **fields))


@pytest.mark.parametrize(
    ("note", "fields", "rule"),
    [
        (None, {}, "note.not-shared"),
        (Note(written_on=DAY), {}, "note.not-shared"),
        (Note(shared_on=LATE), {}, "row.not-begun"),
        (Note(shared_on=DAY), {"source": STAFF}, "voice.participant"),
        (Note(shared_on=DAY), {"source": STRANGER}, "voice.participant"),
        (Note(shared_on=DAY), {"contact": "x"}, "row.not-there"),
        (
            Note(shared_on=DAY),
            {"source": attrs.evolve(PARTICIPANT, id="another")},
            "voice.another",
        ),
    ],
)
def test_a_note_is_not_read(note: Note | None, fields, rule: str) -> None:
    case = with_contact(attrs.evolve(HELD, note=note))

    assert rule == rules(case, act(NoteRead, **({"source": PARTICIPANT} | fields)))


ENDED = Enrolment(
    id="e",
    programme="x",
    exit=ProgrammeExit(on=DAY, category=Coded(concept=ExitCategory.COMPLETED)),
)


def test_what_was_so_is_written_down_and_shared_after_an_exit() -> None:
    planned = with_contact(PLANNED, enrolments=(ENDED,))
    noted = attrs.evolve(HELD, note=Note(written_on=DAY))
    held = with_contact(noted, enrolments=(ENDED,))

    assert after(planned, act(ContactHeld)).is_held
    assert not after(planned, act(ContactNotHeld)).is_held
    assert after(planned, act(AgendaShared)).agenda.shared_on
    assert after(held, act(NoteWritten)).note
    assert after(held, act(NoteShared)).note.shared_on


def test_nothing_new_is_booked_after_an_exit() -> None:
    case = with_contact(PLANNED, enrolments=(ENDED,))
    moved = act(ContactMoved, moved_to="m", planned_for=LATE)

    assert "case.after-exit" == rules(
        case, act(ContactBooked, contact="n", planned_for=LATE)
    )
    assert "case.after-exit" == rules(case, moved)


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
def test_the_participant_reads_under_every_policy(policy) -> None:
    case = with_contact(attrs.evolve(HELD, note=Note(shared_on=DAY)))
    asked = act(NoteRead, source=PARTICIPANT)

    assert (asked,) == decide(case, asked, Context(policy=policy))


def test_an_act_on_a_contact_names_it() -> None:
    assert ("contact", "k") == act(ContactNotHeld).target == act(NoteRead).target


@given(st.data())
def test_contacts_stay_whatever_is_asked_for(data: st.DataObject) -> None:
    case = CASE
    for _ in range(8):
        happening = data.draw(acts(case))
        outcome = decide(case, happening, Context())
        if isinstance(outcome, Refusal):
            continue
        before = {row.id for row in case.contacts}
        for one in outcome:
            case = evolve(case, one)

        assert before <= {row.id for row in case.contacts}


def every_rule(case: Case, happening: Act) -> list[str]:
    refused = HANDLERS[type(happening)].refuse(case, happening, Context())
    return [refusal.rule for refusal in refused]


@pytest.mark.parametrize(
    ("asked", "rules"),
    [
        (act(ContactNotHeld), ["row.not-there"]),
        (act(AgendaShared), ["row.not-there"]),
        (act(NoteWritten), ["row.not-there"]),
        (act(NoteShared), ["row.not-there", "note.not-there"]),
        (act(NoteRead, source=PARTICIPANT), ["row.not-there", "note.not-shared"]),
        (
            act(NoteRead, source=STRANGER),
            [
                "voice.participant",
                "row.not-there",
                "note.not-shared",
            ],
        ),
    ],
)
def test_every_reason_against_is_given(asked: Act, rules: list[str]) -> None:
    assert rules == every_rule(CASE, asked)
