"""What the log does not say is told by options, or is not known; ids and digests."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from log_texts import CONTACTS, HEADER, LINES, READER, changed, edited, logs, read

from brukermedvirkning.domain.concepts import DecidedBy, ExitCategory
from brukermedvirkning.errors import OptionError

TOLD = {
    "case": "A-17",
    "participant": "P-17",
    "unit": "aalborg",
    "programme": "dk.star.empowerment.aalborg",
    "enrolled": "2014-10-01",
    "attended": "06-10-2014",
    "left": "2016-05-31",
    "exit": "Udskrevet af sagsbehandler",
}


def test_options_tell_who_where_and_which_programme() -> None:
    case = read(LINES, **TOLD).case

    (enrolment,) = case.enrolments
    assert (case.id, case.participant.id, case.unit) == ("A-17", "P-17", "aalborg")
    assert {row.unit for row in (*case.interventions, *case.contacts)} == {"aalborg"}
    assert enrolment.programme == "dk.star.empowerment.aalborg"
    assert enrolment.start == date(2014, 10, 1)
    assert enrolment.attended_from == date(2014, 10, 6)


def test_an_exit_keeps_its_wording_and_who_decided_where_the_wording_says_so() -> None:
    (enrolment,) = read(LINES, **TOLD).case.enrolments

    leaving = enrolment.exit
    assert leaving is not None
    assert leaving.on == date(2016, 5, 31)
    assert leaving.category.concept is ExitCategory.SERVICE_DECIDED
    assert leaving.category.code is not None
    assert leaving.category.code.code == "Udskrevet af sagsbehandler"
    assert leaving.decided_by is DecidedBy.SERVICE


def test_an_exit_to_work_does_not_say_who_decided() -> None:
    (enrolment,) = read(LINES, **{**TOLD, "exit": "Ordinært job"}).case.enrolments

    assert enrolment.exit is not None
    assert enrolment.exit.decided_by is DecidedBy.UNKNOWN


def test_what_options_tell_is_carried_and_nothing_else() -> None:
    carries = read(LINES, programme="dk.star.empowerment").case.origin.carries

    assert carries.can("enrolment.programme")
    assert not carries.can("enrolment.start")
    assert not carries.can("enrolment.exit")
    assert read(LINES, **TOLD).case.origin.carries.can("enrolment.exit")


def test_the_days_that_the_log_speaks_of_can_be_told() -> None:
    origin = read(LINES, since="2014-10-01", printed="2016-05-24").case.origin

    assert (origin.known_from, origin.known_until) == (
        date(2014, 10, 1),
        date(2016, 5, 24),
    )


def test_a_log_never_says_less_than_its_rows() -> None:
    origin = read(LINES, since="2016-04-01", printed="2016-04-02").case.origin

    assert (origin.known_from, origin.known_until) == (
        date(2016, 3, 1),
        date(2016, 4, 26),
    )


def test_without_contacts_it_speaks_no_further_than_its_last_start() -> None:
    table = [HEADER, *LINES[5:11], "", CONTACTS, "", "Historik"]

    origin = read(table).case.origin
    assert (origin.known_from, origin.known_until) == (None, date(2015, 9, 17))


@pytest.mark.parametrize(
    ("options", "field", "expected"),
    [
        ({"cse": "A"}, "", "did you mean case?"),
        ({"case": ""}, "case", "printable text"),
        ({"unit": " a"}, "unit", "no blank at its ends"),
        ({"enrolled": "2014-10-01"}, "enrolled", "the programme that it is about"),
        ({"programme": "p", "enrolled": "1/10-14"}, "enrolled", "a day as yyyy-mm-dd"),
        ({"programme": "p", "enrolled": "2014-02-30"}, "enrolled", "a day that exists"),
        ({"programme": "p", "left": "2014-10-01"}, "left", "exit beside it"),
        ({"programme": "p", "exit": "Fleksjob"}, "exit", "left beside it"),
        (
            {"programme": "p", "left": "2014-10-01", "exit": "Udgået"},
            "exit",
            "one of: Borgeren har valgt at forlade projektet; Død;",
        ),
        (
            {"programme": "p", "enrolled": "2015-01-01", "attended": "2014-01-01"},
            "attended",
            "2015-01-01 or later",
        ),
        ({"since": "2015-01-01", "printed": "2014-01-01"}, "printed", "or later"),
    ],
)
def test_options_that_cannot_be_are_refused_with_what_would_be_right(
    options: dict[str, str], field: str, expected: str
) -> None:
    with pytest.raises(OptionError) as caught:
        read(LINES, **options)

    assert field in {fault.field for fault in caught.value.faults}
    assert expected in str(caught.value)


def test_every_fault_of_the_options_is_told_at_once() -> None:
    with pytest.raises(OptionError) as caught:
        read(LINES, cse="A", unit="", enrolled="x")

    assert len(caught.value.faults) == 4


@pytest.mark.parametrize("name", ["case", "participant", "unit"])
def test_a_national_number_is_no_key_and_is_not_shown(name: str) -> None:
    number = "010190" + "-" + "1234"

    with pytest.raises(OptionError) as caught:
        read(LINES, **{name: number})

    assert number[:6] not in str(caught.value)


def test_without_a_key_the_files_name_makes_one_and_that_is_said() -> None:
    answer = read(LINES, name="karen.txt")

    (found,) = answer.reads
    said = {notice.field for notice in answer.notices}
    assert found.source_key == "karen.txt"
    assert "karen" not in answer.case.id + answer.case.participant.id
    assert {"case", "participant", "enrolment"} <= said


def test_with_every_key_given_nothing_is_said_of_them() -> None:
    said = {notice.field for notice in read(LINES, **TOLD).notices}

    assert said.isdisjoint({"case", "participant", "enrolment"})


def test_the_same_file_is_the_same_case_and_another_name_is_another() -> None:
    assert read(LINES).case == read(LINES).case
    assert read(LINES).case.id != read(LINES, name="other.txt").case.id


def test_only_the_rows_and_the_options_make_the_digest_of_the_content() -> None:
    def digest(lines: list[str], **options: str) -> str | None:
        return read(lines, **options).case.origin.content_hash

    plain = digest(LINES)
    assert plain == digest(["Another heading", "", *LINES, "", "and more words"])
    assert plain != digest(changed(7))
    assert plain != digest(LINES, unit="aalborg")
    assert plain != digest(edited(7, "12-01-2015", "31-02-2015"))


@given(st.data())
def test_rows_keep_their_ids_when_rows_are_added(data: st.DataObject) -> None:
    log, more = data.draw(logs()), data.draw(logs())
    before = read(log.lines).case
    log.measures.extend(row for row in more.measures if row.says not in log.says)
    log.contacts.extend(row for row in more.contacts if row.says not in log.says)

    after = read(log.lines).case
    assert set(before.interventions) <= set(after.interventions)
    assert set(before.contacts) <= set(after.contacts)


@pytest.mark.parametrize(
    ("number", "pattern", "new"),
    [
        (7, "19-06-2015", "20-06-2015"),
        (7, "\t30\t", "\t20\t"),
        (23, "31-60", "61-90"),
    ],
)
def test_a_row_that_changed_keeps_its_id(number: int, pattern: str, new: str) -> None:
    before = read(LINES).case
    after = read(edited(number, pattern, new)).case

    ids = [{row.id for row in case.rows()} for case in (before, after)]
    assert ids[0] == ids[1]
    assert before.rows() != after.rows()


def test_rows_of_one_identity_are_told_apart_by_their_order() -> None:
    again = LINES[6].replace("\t30\t", "\t20\t")

    rows = read(changed(7, LINES[6], again)).case.interventions
    doubled = [row for row in rows if row.id.endswith("-2")]
    assert [row.weekly_minutes for row in doubled] == [1200]


def test_what_the_vocabularies_do_not_know_keeps_its_code_and_is_reported() -> None:
    lines = edited(7, "uddannelse.*?\t", "svejsekursus (AMU)\t")
    lines[22] = "26-04-2016, Videosamtale, 16-30 minutter"

    answer = read(lines)
    notes = [(n.where, n.found, n.note) for n in answer.notices if n.where]
    (row,) = [
        row for row in answer.case.interventions if row.measure.concept.is_unknown
    ]
    (contact,) = [row for row in answer.case.contacts if row.form.concept.is_unknown]
    assert row.measure.code
    assert row.measure.code.code == "svejsekursus (AMU)"
    assert contact.form.code
    assert contact.form.code.code == "Videosamtale"
    assert contact.nature.concept.is_unknown
    assert contact.duration
    assert contact.duration.at_most == 30
    assert {
        ("line 7", "'AMU'", "abbreviation not known; kept as it is"),
        ("line 7", "'svejsekursus (AMU)'", "not in dk.star.log.measure; kept as it is"),
        ("line 23", "'Videosamtale'", "not in dk.star.log.contact-form; kept as it is"),
        (
            "line 23",
            "'16-30 minutter'",
            "not in dk.star.log.duration; its bounds are kept",
        ),
    } <= set(notes)


def test_a_measure_of_one_level_has_no_group_and_is_reported() -> None:
    answer = read(edited(7, "Andre tilbud/indsatser:", ""))

    (row,) = [row for row in answer.case.interventions if row.group is None]
    assert row.measure.code
    assert row.measure.code.code == "uddannelse (FOF m.v.)"
    assert ("line 7", "one level") in {(n.where, n.found) for n in answer.notices}


def test_every_option_is_documented_with_an_example_that_it_takes() -> None:
    examples = {option.id: option.example for option in READER.options}

    assert all(option.help for option in READER.options)
    assert read(LINES, **examples).case.id == examples["case"]
