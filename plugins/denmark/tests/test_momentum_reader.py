"""Journal notes and tasks become rows of a case as far as they say what they are."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from momentum_texts import (
    CITIZEN,
    OTHER,
    READER,
    SYNTHETIC_CPR,
    bundle,
    note,
    read,
    read_text,
    task,
)

from brukermedvirkning.domain.concepts import (
    Answer,
    ContactForm,
    ContactKind,
    ContactStatus,
    NotHeldReason,
    WhoCouldNot,
)
from brukermedvirkning.domain.vocabulary import Match
from brukermedvirkning.errors import OptionError
from brukermedvirkning.ports import Source
from brukermedvirkning_denmark import data

WORDS = "Zzyzx-Qwxz siger"


def test_a_text_message_is_correspondence_of_which_no_direction_is_known() -> None:
    (contact,) = read(bundle(note(JournalTypeId="022.247.000"))).case.contacts

    assert contact.on == date(2026, 3, 2)
    assert contact.at == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    assert contact.form.concept is ContactForm.TEXT_MESSAGE
    assert contact.nature.concept is ContactKind.CORRESPONDENCE
    assert contact.status is ContactStatus.HELD
    assert contact.participant_attended is Answer.UNKNOWN
    assert contact.direction == "unknown"
    assert contact.attendees == ()


def test_any_other_note_does_not_say_that_there_was_a_conversation() -> None:
    (contact,) = read(bundle(note())).case.contacts

    assert contact.form.concept is ContactForm.UNKNOWN
    assert contact.form.code is not None
    assert contact.form.code.code == "022.420.000"
    assert contact.nature.concept is ContactKind.UNKNOWN
    assert contact.is_held is None


def test_a_note_is_staffs_until_somebody_shares_it() -> None:
    (contact,) = read(bundle(note())).case.contacts

    assert contact.note is not None
    assert contact.note.text == "Notat\n\nAftalt at ses igen."
    assert contact.note.shared_on is None
    assert contact.note.written_on is None
    assert "Aftalt" not in repr(contact)


def test_a_note_without_words_has_none() -> None:
    (contact,) = read(bundle(note(Title=None, Body=""))).case.contacts

    assert contact.note is None


def test_a_type_that_nobody_knows_is_kept_and_told_once() -> None:
    answers = read(
        bundle(*(note(Id=f"n-{n}", JournalTypeId="022.999.000") for n in range(3)))
    )

    codes = [one.form.code.code for one in answers.case.contacts if one.form.code]
    assert codes == ["022.999.000"] * 3
    told = [(one.field, one.found) for one in answers.notices]
    assert told == [("JournalTypeId", "'022.999.000'")]


def test_attachments_are_counted_and_stay_where_they_are() -> None:
    answers = read(bundle(note(Attachments=[{"Title": WORDS}, {}])))

    (notice,) = answers.notices
    assert (notice.field, notice.found) == ("Attachments", "2 attachments")
    (contact,) = answers.case.contacts
    assert contact.extensions["dk.momentum"]["attachments"] == 2
    assert read(bundle(note(Attachments=[{}]))).notices[0].found == "1 attachment"


@pytest.mark.parametrize("key", [SYNTHETIC_CPR, "610150-1234"])
def test_a_personal_number_where_a_notes_key_should_be_is_never_kept(key: str) -> None:
    answers = read(bundle(note(Id=key), note(Id=key, Body="Noget andet.")))

    assert len(answers.case.contacts) == 2
    assert [one.found for one in answers.notices] == ["a personal number"]
    for contact in answers.case.contacts:
        assert "note" not in contact.extensions["dk.momentum"]
    assert key not in str(answers.case.contacts)


def test_a_note_of_ours_that_comes_back_is_no_contact() -> None:
    ours = note(Body=f"Kontakt den 02-03-2026.\n\nRef. bmv:{'0a' * 16}")
    answers = read(bundle(ours, note(Id="n-2")))

    assert len(answers.case.contacts) == 1
    assert [one.field for one in answers.notices] == ["Body"]


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (0, ContactStatus.PLANNED),
        (1, ContactStatus.HELD),
        (2, ContactStatus.NOT_HELD),
        (3, ContactStatus.UNKNOWN),
        (4, ContactStatus.UNKNOWN),
        ("1", ContactStatus.HELD),
        ("Completed", ContactStatus.HELD),
        ("Active", ContactStatus.PLANNED),
        (99, ContactStatus.UNKNOWN),
        (None, ContactStatus.UNKNOWN),
    ],
)
def test_a_task_about_a_conversation_is_a_contact(
    state: Any, status: ContactStatus
) -> None:
    (contact,) = read(bundle(tasks=[task(state=state)])).case.contacts

    assert contact.status is status
    assert contact.on == date(2026, 3, 9)
    assert contact.nature.concept is ContactKind.CONVERSATION
    assert contact.nature.code is not None
    assert contact.nature.code.scheme == "dk.momentum.task-type"
    assert contact.who_could_not is WhoCouldNot.UNKNOWN
    assert contact.not_held_reason is NotHeldReason.NOT_ASKED
    assert contact.participant_attended is Answer.UNKNOWN
    assert contact.note is None


def test_what_an_appointment_is_about_is_not_known() -> None:
    (contact,) = read(bundle(tasks=[task(type=2)])).case.contacts

    assert contact.nature.concept is ContactKind.UNKNOWN


def test_close_matches_and_unknown_states_are_told() -> None:
    tasks = [task(state=1), task(id="t-2", state=9), task(id="t-3", type=5, state=8)]
    told = [(n.field, n.found) for n in read(bundle(tasks=tasks)).notices]

    assert told == [
        ("Type", "'1'"),
        ("State", "'1'"),
        ("State", "'9'"),
        ("State", "'8'"),
        ("Type", "'5'"),
    ]


def test_a_carried_out_task_about_the_plan_is_a_look_at_it_without_anybody() -> None:
    done = task(type=4, state=1, stateChangedAt="2026-03-01T23:30:00Z")
    case = read(bundle(tasks=[done])).case

    (review,) = case.reviews
    assert review.on == date(2026, 3, 2)
    assert review.participant_present is Answer.UNKNOWN
    assert review.changed_by == ()
    assert case.plan is None


@pytest.mark.parametrize(
    "fields",
    [
        {"type": 4, "state": 0},
        {"type": 4, "state": 2, "stateChangedAt": "2026-03-01T10:00:00Z"},
        {"type": 4, "state": 1},
        {"type": 17},
        {"type": 6},
        {"type": None},
        {"type": 1, "deadline": None},
        {"taskType": 20},
    ],
    ids=str,
)
def test_other_tasks_are_no_rows_and_are_kept_beside_them(
    fields: dict[str, Any],
) -> None:
    answers = read(bundle(tasks=[task(**fields)]))

    assert list(answers.case.rows()) == []
    (kept,) = answers.case.extensions["dk.momentum"]["tasks"]
    assert kept["task"] == "t-1"
    assert answers.notices[-1].field == "Type"


def test_a_task_about_a_company_is_nobodys() -> None:
    company = task(reference={"id": "u-1", "type": "PRODUCTIONUNIT"})
    answers = read([company])

    assert (answers.reads, answers.rejected) == ([], [])
    assert [one.field for one in answers.notices] == ["Reference"]


def test_no_note_and_no_task_says_that_anybody_agreed_or_consented() -> None:
    every_type = [
        task(
            id=f"t-{t.notation}",
            type=t.notation,
            state=1,
            stateChangedAt="2026-03-01T10:00:00Z",
        )
        for t in data.vocabulary("dk.momentum.task-type").terms
    ]
    words = note(Title="Samtykke", Body="Borgeren er enig og giver samtykke.")
    case = read(bundle(words, tasks=every_type)).case

    assert (case.consents, case.stances, case.decisions) == ((), (), ())
    assert (case.goals, case.requests, case.enrolments) == ((), (), ())


def test_the_day_is_the_day_in_denmark() -> None:
    times = {
        "2026-06-30T22:30:00Z": (date(2026, 7, 1), 2),
        "2026-01-31T23:30:00+00:00": (date(2026, 2, 1), 1),
        "2026-03-02T09:30:00.1234567+01:00": (date(2026, 3, 2), 1),
    }
    for text, (day, hours) in times.items():
        (contact,) = read(bundle(note(OccurredAt=text))).case.contacts
        assert contact.on == day
        assert contact.at is not None
        assert contact.at.tzinfo == timezone(timedelta(hours=hours))
        assert contact.at.microsecond == 0


def test_midnight_means_a_day_and_a_time_without_an_offset_no_instant() -> None:
    for text in ("2026-04-30T22:00:00Z", "2026-05-01T08:15:00"):
        (contact,) = read(bundle(note(OccurredAt=text))).case.contacts
        assert (contact.on, contact.at) == (date(2026, 5, 1), None)


def test_names_are_taken_in_any_case() -> None:
    small = {name[0].lower() + name[1:]: value for name, value in note().items()}

    assert read([small]).case.contacts == read([note()]).case.contacts


def test_fields_that_nobody_knows_are_counted() -> None:
    (notice,) = read(bundle(note(Mood=WORDS, Weather=1))).notices

    assert (notice.field, notice.found) == ("fields", "2 fields")


def test_a_list_or_a_page_holds_some_rows_of_many_and_a_bundle_all_of_one() -> None:
    notes = [note(), note(Id="n-2", ReferenceId=OTHER), note(Id="n-3")]
    for document in (notes, {"data": notes, "hasMore": False}):
        answers = read(document)
        assert [one.source_key for one in answers.reads] == [CITIZEN, OTHER]
        assert [len(one.case.contacts) for one in answers.reads] == [2, 1]
        assert all(one.partial for one in answers.reads)
    (whole,) = read(bundle(note())).reads
    assert not whole.partial


def test_a_citizen_without_anything_is_a_case_without_rows() -> None:
    case = read(bundle()).case

    assert list(case.rows()) == []
    assert case.participant.id == CITIZEN
    assert (case.origin.known_from, case.origin.known_until) == (None, None)


def test_a_case_is_known_by_the_citizen_and_does_not_show_the_key() -> None:
    case = read(bundle(note()), {"unit": "aalborg"}).case

    assert case.origin.source_key == CITIZEN
    assert case.id.startswith("dk-momentum-")
    assert CITIZEN not in repr(case)
    assert {case.unit, case.contacts[0].unit} == {"aalborg"}


def test_it_carries_what_its_sections_have_a_place_for() -> None:
    notes, tasks = (
        read([note()]).case.origin.carries,
        read([task()]).case.origin.carries,
    )
    both = read(bundle()).case.origin.carries

    assert notes.can("contact.note")
    assert not notes.can("review")
    assert tasks.can("review.on")
    assert not tasks.can("contact.form")
    assert set(both.paths) == set(READER.carries.paths)
    assert not both.can("consent")
    assert read(bundle(journals=None)).case.origin.carries == tasks


def test_what_lies_ahead_is_no_day_of_which_it_speaks() -> None:
    ahead = task(deadline="2027-01-01T09:00:00Z")
    origin = read(bundle(note(), tasks=[ahead])).case.origin

    assert (origin.known_from, origin.known_until) == (
        date(2026, 3, 2),
        date(2026, 3, 2),
    )


FAULTS = [
    (note(OccurredAt=None), "OccurredAt", "found nothing; expected a date and time"),
    (note(OccurredAt=WORDS), "OccurredAt", f"found text of length {len(WORDS)}"),
    (note(OccurredAt="2026-02-31T10:00:00Z"), "OccurredAt", "a date and time"),
    (note(OccurredAt="0001-01-01T00:00:00Z"), "OccurredAt", "a year from 1900"),
    (note(OccurredAt=5), "OccurredAt", "found a number"),
    (note(ReferenceId=None), "ReferenceId", "found nothing; expected the key"),
    (note(ReferenceId=SYNTHETIC_CPR), "ReferenceId", "no personal number"),
    (note(ReferenceId=" x"), "ReferenceId", "a key of at most 80 characters"),
    (note(ReferenceId={}), "ReferenceId", "found an object"),
    (note(JournalTypeId=WORDS), "JournalTypeId", "a code"),
    (note(JournalTypeId=True), "JournalTypeId", "found true or false"),
    (note(JournalTypeId=SYNTHETIC_CPR), "JournalTypeId", "no personal number"),
    (note(Title=[WORDS]), "Title", "found a list; expected a text"),
    (note(Body="\ud800"), "Body", "a text of whole characters"),
    (note(Attachments=WORDS), "Attachments", "expected a list"),
    (note(Id="x" * 81), "Id", "a key of at most 80 characters"),
    (task(id=None), "Id", "found nothing; expected the key of the task"),
    (task(id=SYNTHETIC_CPR), "Id", "no personal number"),
    (task(reference=None), "Reference", "found nothing; expected the key"),
    (task(reference=WORDS), "Reference", "an object with id and type"),
    (task(deadline=WORDS), "Deadline", "a date and time"),
    (task(state=WORDS), "State", "a code"),
    (task(type=1.5), "Type", "a code"),
    ({"x": WORDS}, "", "found an object; expected a journal note or a task"),
    (WORDS, "", "expected a journal note or a task"),
    (None, "", "found nothing; expected a journal note or a task"),
]


@pytest.mark.parametrize(
    ("item", "field", "says"), FAULTS, ids=[f"{n}" for n in range(len(FAULTS))]
)
def test_a_fault_costs_its_note_alone_and_says_one_thing(
    item: Any, field: str, says: str
) -> None:
    answers = read([note(Id="good"), item])

    (told,) = answers.faults
    assert told.startswith(f"journal.json, [1]: {f'{field}: ' if field else ''}")
    assert says in told
    assert WORDS not in told
    assert SYNTHETIC_CPR not in told
    assert len(answers.case.contacts) == 1
    assert WORDS not in repr(answers.rejected)


def test_a_name_that_stands_twice_is_a_fault() -> None:
    text = json.dumps([note()]).replace('{"Id"', '{"id": "n-9", "Id"')

    assert read_text(text).faults == [
        "journal.json, [0]: id: found the name twice; expected each name once"
    ]


def test_a_note_of_another_citizen_never_reaches_a_case() -> None:
    answers = read(bundle(note(), note(Id="n-2", ReferenceId=OTHER)))

    assert len(answers.case.contacts) == 1
    assert answers.faults == [
        (
            "journal.json, journals[1]: ReferenceId: found another citizen's key;"
            " expected the citizen's whose journal it is"
        )
    ]


def test_the_same_note_twice_is_one_and_another_under_its_key_a_fault() -> None:
    answers = read(bundle(note(), note(), note(Body="Noget andet.")))

    assert len(answers.case.contacts) == 1
    assert [one.found for one in answers.notices] == ["the same as journals[0]"]
    assert answers.faults == [
        (
            "journal.json, journals[2]: Id: found that of journals[0], which differs;"
            " expected a key of its own"
        )
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "text that is no JSON"),
        (b"{", "text that is no JSON"),
        (b"[NaN]", "text that is no JSON"),
        (b"[" * 100_000, "text that is no JSON"),
        (b"\xff\xfe", "bytes that are not UTF-8"),
        (b"3", "expected a list of journal notes or tasks"),
        (b'{"data": 3}', "expected a list of journal notes or tasks"),
        (b'{"format": "dk.momentum"}', "expected a citizenId"),
        (b'{"format": "dk.momentum", "citizenId": "c", "tasks": 3}', "a list of tasks"),
        (b'{"format": "dk.momentum", "citizenId": "6101501234"}', "no personal number"),
        (b'{"format": "dk.momentum.rejects", "parts": 3}', "expected the parts"),
    ],
)
def test_a_text_that_cannot_be_read_is_one_fault(content: bytes, says: str) -> None:
    answers = read_text(content)

    (told,) = answers.faults
    assert says in told
    assert answers.reads == []


@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_whatever_stands_there_nothing_is_raised(content: bytes) -> None:
    READER.recognises(Source(name="x", content=content))
    read_text(content)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inside: (
        st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=8), inside)
    ),
    max_leaves=6,
)


@given(
    st.dictionaries(st.sampled_from(sorted({*note(), *task()})), JSON, max_size=6),
    st.booleans(),
)
def test_any_note_or_task_is_kept_or_rejected_with_its_faults(
    fields: dict[str, Any], is_task: bool
) -> None:
    item = task(**fields) if is_task else note(**fields)
    answers = read(
        bundle(**{"journals": [], "tasks": [item]} if is_task else {"journals": [item]})
    )

    kept = [
        *answers.case.rows(),
        *answers.case.extensions.get("dk.momentum", {}).get("tasks", ()),
    ]
    assert len(kept) + len(answers.rejected) <= 1
    assert kept or answers.faults or answers.notices


def test_rejects_are_mended_and_join_their_case() -> None:
    notes = [note(), note(Id="n-2", OccurredAt="i går")]
    first = read(bundle(*notes, tasks=[task(reference=3)]), {"unit": "aalborg"})
    text = READER.rejects(first.rejected, {"unit": "aalborg"})
    source = Source(name="mended.json", content=text.encode())

    assert READER.recognises(source)
    again = read_text(text)
    assert [fault.partition(": ")[2] for fault in again.faults] == [
        fault.partition(": ")[2] for fault in first.faults
    ]
    before, after = (
        [{**part, "faults": ()} for part in json.loads(one)["parts"]]
        for one in (text, READER.rejects(again.rejected, {}))
    )
    assert before == after

    mended = read_text(text.replace('"i g\\u00e5r"', '"2026-03-05T10:00:00Z"'))
    (found,) = mended.reads
    assert found.partial
    assert found.case.id == first.case.id
    assert found.case.unit == "aalborg"
    assert [one.on for one in found.case.contacts] == [date(2026, 3, 5)]
    assert len(mended.rejected) == 1


def test_rejects_that_were_spoilt_are_faults() -> None:
    part = {"section": "journals", "citizenId": CITIZEN, "item": note()}
    spoilt = {
        "format": "dk.momentum.rejects",
        "parts": [
            part,
            3,
            {**part, "item": note(Id="n-2"), "options": {"unti": "x"}},
            {**part, "item": note(Id="n-3"), "citizenId": SYNTHETIC_CPR},
            {**part, "item": note(Id="n-4"), "options": {"unit": 3}, "section": "x"},
            {"section": "", "citizenId": None, "item": {}},
        ],
    }
    answers = read(spoilt)

    assert len(answers.case.contacts) == 2
    assert [fault.partition("expected ")[2] for fault in answers.faults] == [
        "a journal note or a task",
        "one of unit; did you mean unit?",
        "a key of Momentum's own, no personal number",
        "a journal note or a task",
    ]


def test_what_has_no_part_to_mend_leaves_an_empty_text() -> None:
    text = READER.rejects(read_text("{").rejected, {})

    assert json.loads(text) == {"format": "dk.momentum.rejects", "parts": []}


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"unti": "x"}, "did you mean unit?"),
        ({"zzz": "x"}, "expected one of unit"),
        ({"unit": ""}, "a key of the service's own"),
        ({"unit": SYNTHETIC_CPR.replace("6", "0", 1)}, "no CPR number"),
    ],
)
def test_options_that_it_does_not_take_are_refused(
    options: dict[str, str], says: str
) -> None:
    with pytest.raises(OptionError, match=says.replace("?", r"\?")) as caught:
        read([], options)
    assert "0101501234" not in str(caught.value)


@pytest.mark.parametrize(
    ("document", "is_ours"),
    [
        ([note()], True),
        ([task()], True),
        (bundle(), True),
        ({"data": [note()]}, True),
        ([], False),
        ([{"state": "x"}], False),
        ({"deadline": 3}, False),
        ({"id": 1, "type": "AKTIVITET"}, False),
    ],
)
def test_it_recognises_its_own(document: Any, is_ours: bool) -> None:
    source = Source(name="x", content=json.dumps(document).encode())

    assert READER.recognises(source) is is_ours


def test_the_codes_are_those_of_the_interface() -> None:
    states = {t.notation: t for t in data.vocabulary("dk.momentum.task-state").terms}
    types = [t.notation for t in data.vocabulary("dk.momentum.task-type").terms]

    assert types == [str(n) for n in range(25) if n != 6]
    assert list(states) == ["0", "1", "2", "3", "4"]
    assert {t.match for t in states.values() if t.concept} == {Match.CLOSE}
    assert states["4"].concept is None
