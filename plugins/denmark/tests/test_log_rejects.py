"""Rejected rows as a text that is mended and read again, into the case they are from."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from log_texts import LINES, READER, Answer, changed, edited, logs, read

from brukermedvirkning.ports import Source

TOLD = {"case": "A-17", "programme": "dk.star.empowerment", "enrolled": "2014-10-01"}


def rejects(answer: Answer, **options: str) -> str:
    return READER.rejects(answer.rejected, options)


def test_without_rejected_rows_there_is_nothing_to_mend() -> None:
    assert rejects(read(LINES)) == ""


def test_a_text_of_rejected_rows_is_recognised_by_its_first_line() -> None:
    text = rejects(read(edited(7, "12-01-2015", "31-02-2015")))

    assert READER.recognises(Source(name="any", content=text.encode()))
    assert READER.recognises(
        Source(name="any", content=b"\xef\xbb\xbf" + text.encode())
    )


def test_a_mended_row_joins_the_case_it_is_from_under_the_id_it_would_have_had() -> (
    None
):
    damaged = read(edited(7, "12-01-2015", "31-02-2015"))
    text = rejects(damaged).replace("31-02-2015", "12-01-2015")

    mended = read(text, name="mended.txt")
    (found,) = mended.reads
    (whole,) = read(LINES).reads
    (row,) = mended.case.interventions
    assert found.partial
    assert found.source_key == whole.source_key == "log.txt"
    assert mended.case.id == whole.case.id
    assert mended.case.participant == whole.case.participant
    assert row in whole.case.interventions
    assert row not in damaged.case.interventions


def test_options_of_the_first_reading_hold_for_the_mended_rows() -> None:
    damaged = read(edited(23, ",", ""), **TOLD)
    text = rejects(damaged, **TOLD).replace("26-04-2016 Pers", "26-04-2016, Pers")

    mended = read(text.replace("møde 31", "møde, 31"), name="mended.txt")
    (found,) = mended.reads
    assert mended.faults == []
    assert found.source_key == found.case.id == "A-17"
    assert found.case.enrolments == damaged.case.enrolments


def test_the_faults_stand_as_comments_above_their_rows() -> None:
    text = rejects(read(edited(7, "12-01-2015", "31-02-2015")))

    comment = next(line for line in text.splitlines() if "31-02-2015'" in line)
    assert comment.startswith(
        "#: line 7: Startdato: found '31-02-2015'; expected a day"
    )


def test_a_row_in_the_wrong_place_is_put_in_the_right_one() -> None:
    misplaced = read(changed(7, LINES[6], "01-02-2016, Mailkorrespondance"))

    again = read(rejects(misplaced), name="mended.txt")
    assert again.faults == []
    assert again.size == (0, 1)


def test_a_table_with_other_columns_keeps_them_when_it_is_mended() -> None:
    lines = [line.replace("Timer pr. uge\t", "") for line in LINES]
    cut = [line.split("\t") for line in lines]
    lines[5:11] = ["\t".join([*cells[:2], *cells[3:]]) for cells in cut[5:11]]
    lines[5] = lines[5].replace("05-08-2014", "05-13-2014")

    text = rejects(read(lines)).replace("05-13-2014", "05-08-2014")
    again = read(text, name="mended.txt")
    assert again.faults == []
    assert again.size == (1, 0)


def test_what_is_not_mended_is_rejected_again_for_the_same_case() -> None:
    damaged = read(edited(7, "12-01-2015", "31-02-2015"), **TOLD)

    once = read(rejects(damaged, **TOLD), name="mended.txt")
    twice = read(rejects(once), name="mended-again.txt")
    assert [fault.found for fault in twice.faults] == ["'31-02-2015'"]
    assert [one.source_key for one in twice.reads] == ["A-17"]


def test_a_second_log_is_never_read_into_the_first_ones_case() -> None:
    second = [line.replace("2016", "2017") for line in LINES]

    text = rejects(read([*LINES, "", *second]))
    again = read(text, name="mended.txt")
    assert "-2017, Mailkorrespondance" in text
    assert again.reads == ()


def test_rows_of_several_sources_stay_with_their_sources() -> None:
    damaged = edited(7, "12-01-2015", "31-02-2015")
    answers = [read(damaged, name=name) for name in ("one.txt", "two.txt")]

    text = READER.rejects([one for a in answers for one in a.rejected], {})
    again = read(text.replace("31-02-2015", "12-01-2015"), name="mended.txt")
    assert [one.source_key for one in again.reads] == ["one.txt", "two.txt"]
    assert [len(one.case.interventions) for one in again.reads] == [1, 1]


@pytest.mark.parametrize(
    "first",
    [
        "#: dk.star.log",
        "#: dk.star.log {",
        "#: dk.star.log []",
        '#: dk.star.log {"source": 1, "options": {}}',
        '#: dk.star.log {"source": "a", "options": []}',
        '#: dk.star.log {"source": "a", "options": {"case": 7}}',
    ],
)
def test_a_first_line_that_was_spoilt_is_a_fault_and_no_guess(first: str) -> None:
    answer = read([first + " ", *LINES])

    assert answer.reads == ()
    assert [fault.field for fault in answer.faults] == ["first line"]


def test_an_option_in_the_first_line_that_was_spoilt_is_a_fault() -> None:
    answer = read(['#: dk.star.log {"source": "a", "options": {"cse": "x"}}', *LINES])

    assert answer.reads == ()
    assert "did you mean case?" in answer.faults[0].expected


@given(st.data())
def test_nothing_that_was_rejected_is_lost_on_the_way(data: st.DataObject) -> None:
    log = data.draw(logs(least=1))
    characters = st.characters(exclude_characters="\r\n", exclude_categories=["Cs"])
    rows = [row.text for row in (*log.measures, *log.contacts)]
    broken = data.draw(st.sampled_from(rows))
    damage = data.draw(st.text(characters, min_size=1, max_size=30))
    lines = [damage if line == broken else line for line in log.lines]

    answer = read(lines)
    again = read(rejects(answer), name="mended.txt")

    contents = [one.content for one in answer.rejected]
    assert len(again.rejected) + sum(map(sum, [again.size])) >= len(contents)
    for content in contents:
        kept = [one.content.rpartition("\n")[2].strip() for one in again.rejected]
        assert content.strip() in kept or again.size != (0, 0)


def test_no_row_is_shown_by_the_repr_of_what_was_rejected() -> None:
    (rejected,) = read(edited(23, ",", "")).rejected

    assert not re.search("Personligt|2016", repr(rejected))
