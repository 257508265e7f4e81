"""Damage to the text of a log: one clear fault each, and every good row kept."""

from __future__ import annotations

import codecs
import random
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from log_texts import (
    CONTACTS,
    EXAMPLE,
    HEADER,
    LINES,
    READER,
    Log,
    changed,
    edited,
    logs,
    read,
)

from brukermedvirkning.ports import Read, Rejected, Source

WHOLE = EXAMPLE.read_bytes()
ALL = (6, 7)
DAY = "a day as dd-mm-yyyy"
REAL_DAY = "a day that exists, as dd-mm-yyyy"
HOURS = "hours a week such as 15 or 7,5"
CELLS = "4 cells: Indsatstype og foranstaltning, Timer pr. uge, Startdato, Slutdato"
PARTS = "a day, a form and where there is one a duration, with commas between"
YEAR = "a year from 1900 to 2100"
BAND = "a band such as 31-60 minutter"
LABEL = "Indsatstype og foranstaltning"

DAMAGES = st.text(
    st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=30
)
"""What may stand on a line in place of what was printed."""

ROWS = {
    "a day that does not exist": (
        edited(7, "12-01-2015", "31-02-2015"),
        (5, 7),
        [("line 7", "Startdato", "'31-02-2015'", REAL_DAY)],
    ),
    "an impossible year": (
        edited(7, "12-01-2015", "12-01-0215"),
        (5, 7),
        [("line 7", "Startdato", "'12-01-0215'", YEAR)],
    ),
    "a year of five digits": (
        edited(7, "12-01-2015", "12-01-20155"),
        (5, 7),
        [("line 7", "Startdato", "'12-01-20155'", DAY)],
    ),
    "a year of two digits": (
        edited(24, "26-04-2016", "26-04-16"),
        (6, 6),
        [("line 24", "Dato", "'26-04-16'", DAY)],
    ),
    "a day without its year": (
        edited(24, "26-04-2016", "26-04"),
        (6, 6),
        [("line 24", "Dato", "'26-04'", DAY)],
    ),
    "an end before the start": (
        edited(7, "19-06-2015", "11-01-2015"),
        (5, 7),
        [("line 7", "Slutdato", "'11-01-2015'", "12-01-2015 or later, the Startdato")],
    ),
    "negative hours": (
        edited(7, "\t30\t", "\t-30\t"),
        (5, 7),
        [("line 7", "Timer pr. uge", "'-30'", HOURS)],
    ),
    "more hours than a week has": (
        edited(7, "\t30\t", "\t169\t"),
        (5, 7),
        [("line 7", "Timer pr. uge", "'169'", "at most 168 hours, a whole week")],
    ),
    "hours that are no whole minutes": (
        edited(7, "\t30\t", "\t7,51\t"),
        (5, 7),
        [("line 7", "Timer pr. uge", "'7,51'", "hours that come to whole minutes")],
    ),
    "a decimal point": (
        edited(7, "\t30\t", "\t7.5\t"),
        (5, 7),
        [("line 7", "Timer pr. uge", "'7.5'", HOURS)],
    ),
    "hours that are words": (
        edited(7, "\t30\t", "\ttredive\t"),
        (5, 7),
        [("line 7", "Timer pr. uge", "text of length 7", HOURS)],
    ),
    "a missing column": (
        edited(7, "\t30\t", "\t"),
        (5, 7),
        [("line 7", "row", "3 cells", CELLS)],
    ),
    "a column too many": (
        edited(7, "\t30\t", "\t30\t30\t"),
        (5, 7),
        [("line 7", "row", "5 cells", CELLS)],
    ),
    "hours and start swapped": (
        edited(7, "30\t12-01-2015", "12-01-2015\t30"),
        (5, 7),
        [
            ("line 7", "Timer pr. uge", "'12-01-2015'", HOURS),
            ("line 7", "Startdato", "'30'", DAY),
        ],
    ),
    "start and end swapped": (
        edited(7, "12-01-2015\t19-06-2015", "19-06-2015\t12-01-2015"),
        (5, 7),
        [("line 7", "Slutdato", "'12-01-2015'", "19-06-2015 or later, the Startdato")],
    ),
    "no start": (
        edited(7, "12-01-2015", ""),
        (5, 7),
        [("line 7", "Startdato", "nothing", DAY)],
    ),
    "no measure": (
        edited(7, "^[^\t]*", ""),
        (5, 7),
        [
            (
                "line 7",
                LABEL,
                "nothing",
                "a measure of at most 120 characters, as group:measure",
            )
        ],
    ),
    "a group without its measure": (
        edited(7, ":[^\t]*", ":"),
        (5, 7),
        [("line 7", LABEL, "text of length 23", "both levels, as group:measure")],
    ),
    "tabs lost": (
        edited(7, "\t", " "),
        (5, 7),
        [("line 7", "row", "1 cell", CELLS)],
    ),
    "a duplicated measure": (
        changed(7, LINES[6], LINES[6]),
        ALL,
        [("line 8", "row", "the same as line 7", "each row once")],
    ),
    "a duplicated contact": (
        changed(24, LINES[23], LINES[23].strip()),
        ALL,
        [("line 25", "row", "the same as line 24", "each row once")],
    ),
    "a contact without commas": (
        edited(23, ",", ""),
        (6, 6),
        [("line 23", "row", "1 part", PARTS)],
    ),
    "a contact with a comma too many": (
        edited(23, "$", ", 5"),
        (6, 6),
        [("line 23", "row", "4 parts", PARTS)],
    ),
    "a contact without its form": (
        edited(23, "Personligt møde, ", ""),
        (6, 6),
        [
            (
                "line 23",
                "Kontaktform",
                "'31-60 minutter'",
                "a form of contact such as Mailkorrespondance",
            )
        ],
    ),
    "a band upside down": (
        edited(23, "31-60", "60-31"),
        (6, 6),
        [
            (
                "line 23",
                "Varighed",
                "'60-31 minutter'",
                "an upper bound of 60 minutes or more",
            )
        ],
    ),
    "a duration that is no band": (
        edited(23, "31-60 minutter", "over en time"),
        (6, 6),
        [("line 23", "Varighed", "text of length 12", BAND)],
    ),
    "a contact among the measures": (
        changed(7, LINES[6], LINES[22]),
        (6, 7),
        [
            (
                "line 8",
                "row",
                "a row of the history of contacts",
                "a row of the table of measures",
            )
        ],
    ),
    "a measure among the contacts": (
        changed(24, LINES[23], LINES[6].replace("2015", "2016")),
        (6, 7),
        [
            (
                "line 25",
                "row",
                "a row of the table of measures",
                "a row of the history of contacts",
            )
        ],
    ),
    "words where a contact stood": (
        changed(26, "uforståeligt"),
        (6, 6),
        [("line 26", "row", "1 part", PARTS)],
    ),
}


@pytest.mark.parametrize("kind", ROWS)
def test_a_damaged_row_has_an_exact_fault_and_every_other_row_is_kept(
    kind: str,
) -> None:
    lines, size, faults = ROWS[kind]

    answer = read(lines)

    assert answer.size == size
    assert answer.told == faults
    assert answer.rows <= read(LINES).rows


SAME = {
    "a byte order mark": codecs.BOM_UTF8 + WHOLE,
    "line ends of Windows": WHOLE.replace(b"\n", b"\r\n"),
    "line ends of old Macs": WHOLE.replace(b"\n", b"\r"),
    "no final line end": WHOLE.removesuffix(b"\n"),
    "trailing spaces": WHOLE.replace(b"\n", b"   \n"),
    "blanks within lines": WHOLE.replace(b", ", b" ,  \t".replace(b"\t", b" ")),
    "non-breaking spaces": WHOLE.decode().replace(" ", "\xa0").encode(),
    "blank lines between rows": WHOLE.replace(b"\n", b"\n\n"),
    "no blank lines at all": b"\n".join(x for x in WHOLE.split(b"\n") if x),
    "no buttons": WHOLE.decode().replace("\tVælg", "").replace("\tSlet", "").encode(),
    "no empty headings": WHOLE.replace(b"\t\tTimer", b"\tTimer"),
    "the parts the other way round": b"\n".join(
        [*WHOLE.splitlines()[14:], b"", *WHOLE.splitlines()[:13]]
    ),
    "a heading printed twice": WHOLE.replace(b"Historik\n", b"Historik\nHistorik\n"),
}


@pytest.mark.parametrize("kind", SAME)
def test_what_is_no_damage_changes_nothing(kind: str) -> None:
    answer = read(SAME[kind])

    assert answer.faults == []
    assert answer.rows == read(WHOLE).rows


NONE = {
    "an empty file": (b"", "encoding", "an empty file"),
    "blank lines": (b" \n\t\n", "encoding", "an empty file"),
    "a binary file": (b"\x89PNG\r\n\x1a\n\0\0\0", "encoding", "a binary file"),
    "UTF-16": (WHOLE.decode().encode("utf-16"), "encoding", "UTF-16"),
    "UTF-16 without a mark": (WHOLE.decode().encode("utf-16-le"), "encoding", "UTF-16"),
    "big-endian UTF-16": (WHOLE.decode().encode("utf-16-be"), "encoding", "UTF-16"),
    "Latin-1": (
        WHOLE.decode().replace("▼", "").encode("latin-1"),
        "encoding",
        "Latin-1 (or Windows-1252)",
    ),
    "bytes of no text": (b"\xff\xfe\xfd" * 9, "encoding", "UTF-16"),
    "other bytes of no text": (b"\xc0\xc1" * 9, "encoding", "bytes that are not UTF-8"),
    "another text": ("Hej på dig\n".encode(), "log", "text without a log"),
    "a text with a word of the log": (b"Historik og Indsatser\n", "log", None),
}


@pytest.mark.parametrize("kind", NONE)
def test_what_cannot_be_read_at_all_is_refused_with_one_fault(kind: str) -> None:
    content, field, found = NONE[kind]

    answer = read(content)

    (fault,) = answer.faults
    assert answer.reads == ()
    assert (fault.field, fault.found) == (field, found or "text without a log")
    assert fault.source == "log.txt"


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_a_log_in_another_encoding_is_recognised_so_that_it_can_be_named(
    encoding: str,
) -> None:
    content = WHOLE.decode().replace("▼", "").encode(encoding)

    assert READER.recognises(Source(name="log", content=content))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 99,
        b"Historik\n",
        b"Startdato\tSlutdato\n",
        b"Kontakt med koordinerende sagsbehandler",
        b"the words Timer pr. uge and Historik",
    ],
)
def test_what_is_no_log_is_not_claimed(content: bytes) -> None:
    assert not READER.recognises(Source(name="log", content=content))


def test_a_single_line_that_is_not_utf_8_costs_that_line_alone() -> None:
    latin = LINES[22].encode("latin-1")
    lines = [line.encode() for line in LINES]

    answer = read(b"\n".join([*lines[:22], latin, *lines[23:]]))

    assert answer.size == (6, 6)
    assert answer.told == [("line 23", "encoding", "bytes that are not UTF-8", "UTF-8")]


def test_a_log_with_headings_and_no_rows_is_an_empty_log() -> None:
    answer = read([HEADER, "", CONTACTS, "", "Historik", ""])

    assert answer.size == (0, 0)
    assert answer.faults == []


def test_a_second_log_in_a_file_is_refused_whole() -> None:
    second = [line.replace("2016", "2017") for line in LINES]

    answer = read([*LINES, "", *second])

    (rejected,) = answer.rejected
    assert answer.rows == read(LINES).rows
    assert answer.told == [
        (
            "line 35",
            "log",
            "a second log",
            "one log in a file: give each participant's log a file of its own",
        )
    ]
    assert rejected.content.splitlines()[0] == HEADER
    assert rejected.content.count("-2017, ") == 7


def test_rows_without_any_heading_above_them_are_refused_and_not_dropped() -> None:
    answer = read([LINES[5], "", *LINES[14:]])

    assert answer.size == (0, 7)
    assert answer.told == [
        (
            "line 1",
            "row",
            "a row of the table of measures",
            "a row under the heading Indsatser or Historik",
        )
    ]


def test_contacts_under_somebody_elses_heading_do_not_get_the_role() -> None:
    answer = read(changed(15, "Kontakt med mentor"))

    assert answer.size == ALL
    assert all(row.attendees == () for row in answer.case.contacts)
    assert not answer.case.origin.carries.can("contact.attendees")


def test_a_table_without_the_hours_leaves_the_load_unknown_and_uncarried() -> None:
    lines = [line.replace("Timer pr. uge\t", "") for line in LINES]
    lines[5:11] = [
        "\t".join(line.split("\t")[:2] + line.split("\t")[3:]) for line in lines[5:11]
    ]

    case = read(lines).case
    assert {row.weekly_minutes for row in case.interventions} == {None}
    assert not case.origin.carries.can("intervention.weekly_minutes")


def test_a_table_without_an_end_column_never_makes_a_measure_open() -> None:
    lines = [line.replace("\tSlutdato", "") for line in LINES]
    lines[5:11] = ["\t".join(line.split("\t")[:4]) for line in lines[5:11]]

    answer = read(lines)
    assert answer.size == (0, 7)
    assert {fault.found for fault in answer.faults} == {"no such column"}


def test_columns_are_read_by_their_headings_and_not_by_their_order() -> None:
    lines = [
        line.replace("Startdato\tSlutdato", "Slutdato\tStartdato") for line in LINES
    ]
    lines[5:11] = [
        "\t".join([*cells[:3], cells[4], cells[3], *cells[5:]])
        for cells in (line.split("\t") for line in LINES[5:11])
    ]

    assert read(lines).rows == read(LINES).rows


def test_an_end_that_is_not_printed_leaves_the_measure_open_and_is_reported() -> None:
    answer = read(edited(7, "19-06-2015", ""))

    notes = [(n.where, n.field, n.found) for n in answer.notices]
    (row,) = [row for row in answer.case.interventions if row.period.is_open]
    assert str(row.period.start) == "2015-01-12"
    assert ("line 7", "Slutdato", "nothing") in notes


def test_hours_that_are_not_printed_are_unknown_and_reported() -> None:
    answer = read(edited(7, "\t30\t", "\t\t"))

    notes = [(n.where, n.field, n.found) for n in answer.notices]
    assert None in {row.weekly_minutes for row in answer.case.interventions}
    assert ("line 7", "Timer pr. uge", "nothing") in notes


@pytest.mark.parametrize(
    ("printed", "minutes"), [("7,5", 450), ("0", 0), ("168", 10080), ("0,25", 15)]
)
def test_hours_become_whole_minutes(printed: str, minutes: int) -> None:
    answer = read(edited(7, "\t30\t", f"\t{printed}\t"))

    assert minutes in {row.weekly_minutes for row in answer.case.interventions}


def test_an_unknown_word_among_the_buttons_is_reported_without_being_shown() -> None:
    answer = read(edited(7, "Vælg", "Hans Hansen"))

    (notice,) = [n for n in answer.notices if n.field == "button"]
    assert answer.size == ALL
    assert (notice.where, notice.found) == ("line 7", "text of length 11")


def test_50_mb_of_noise_around_a_log_cost_it_nothing() -> None:
    noise = random.Random(5).randbytes(25_000_000)
    words = b"et ord og et til, og et tal 17\n" * 800_000

    answer = read(noise + b"\n" + words + WHOLE + b"\n" + words)

    assert answer.rows >= read(WHOLE).rows


def test_50_mb_of_noise_alone_are_refused() -> None:
    (fault,) = read(random.Random(5).randbytes(50_000_000)).faults

    assert fault.found == "a binary file"


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_bytes_whatever_make_it_fail(content: bytes) -> None:
    source = Source(name="noise", content=content)

    READER.recognises(source)
    answers = list(READER.read(source, {}))
    assert all(isinstance(one, (Read, Rejected)) for one in answers)


@given(st.data())
def test_no_bytes_within_a_log_make_it_fail(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(WHOLE)))
    noise = data.draw(st.binary(max_size=40))

    answer = read(WHOLE[:place] + noise + WHOLE[place + len(noise) :])
    assert answer.reads or answer.rejected


@given(logs())
def test_a_log_reads_back_to_what_was_printed(log: Log) -> None:
    answer = read(log.lines)

    assert answer.faults == []
    assert answer.says == log.says
    assert answer.size == (len(log.measures), len(log.contacts))


@given(st.data())
def test_damage_to_a_single_line_keeps_every_other_row(data: st.DataObject) -> None:
    log = data.draw(logs(least=1))
    place = data.draw(st.integers(0, len(log.lines) - 1))
    damage = data.draw(DAMAGES)
    damaged = [*log.lines[:place], damage, *log.lines[place + 1 :]]

    kept = read(damaged).says
    printed = {row.text: row.says for row in (*log.measures, *log.contacts)}
    assert log.says - kept <= {printed.get(log.lines[place])}


MARKER = "KarenBlixenMarker"


@given(st.data())
def test_words_in_a_damaged_field_appear_in_no_fault(data: st.DataObject) -> None:
    number = data.draw(st.sampled_from([6, 7, 11, 23, 24, 29]))
    line = LINES[number - 1]
    separator = "\t" if "\t" in line else ","
    cells = line.split(separator)
    place = data.draw(st.sampled_from(_places_with_words(separator, len(cells))))
    cells[place] = data.draw(st.sampled_from(["", "12-", "1 "])) + MARKER

    answer = read(changed(number, separator.join(cells)))

    said = [str(fault) for fault in answer.faults]
    said += [f"{n.found} {n.note}" for n in answer.notices]
    said += [repr(one) for one in (*answer.rejected, *answer.reads)]
    assert answer.faults or separator == "\t"
    assert [text for text in said if MARKER in text] == []


def _places_with_words(separator: str, count: int) -> list[int]:
    """Every cell but those that hold codes: the measure, and the form of a contact."""
    return [place for place in range(count) if (separator, place) not in _CODES]


_CODES = {("\t", 0), (",", 1)}


def test_a_long_text_in_place_of_a_code_is_somebodys_words_and_not_shown() -> None:
    words = f"{MARKER} har fortalt om sit helbred, sin familie og sin hverdag " * 3

    for number, pattern in ((7, "^[^\t]*"), (23, "Personligt møde")):
        answer = read(edited(number, pattern, words.replace(",", " ")))

        assert len(answer.faults) == 1
        assert MARKER not in str(answer.faults[0])


def test_a_national_number_in_place_of_a_day_is_not_shown() -> None:
    answer = read(edited(7, "12-01-2015", "610190-1234"))

    assert answer.told == [("line 7", "Startdato", "text of length 11", DAY)]


def test_a_long_text_is_read_in_little_memory() -> None:
    noise = b"et ord, et tal 17\tog en dag 1.2.2016\n" * 20_000
    content = noise + b"\n" + WHOLE + b"\n" + noise
    source = Source(name="log.txt", content=content)
    list(READER.read(source, {}))

    tracemalloc.start()
    try:
        list(READER.read(source, {}))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < len(content) / 3


def test_tabs_at_the_end_of_a_row_are_no_column() -> None:
    answer = read([line + "\t\t" if "\t" in line else line for line in LINES])

    assert answer.faults == []
    assert answer.rows == read(LINES).rows


def test_prose_that_names_a_form_of_contact_is_no_row() -> None:
    answer = read([*LINES, "", "Et Personligt møde er godt, siger alle"])

    assert answer.faults == []
    assert answer.size == ALL


def test_prose_after_a_second_log_is_outside_both() -> None:
    answer = read([*LINES, "", *LINES, "", "Det virker, 17 gange"])

    said = [f"{n.found} {n.note}" for n in answer.notices if n.field == "log"]
    assert said == ["1 line was not part of the log"]
    assert "Det virker" not in answer.rejected[0].content
