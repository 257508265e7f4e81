"""The personal number: what is well-formed, what is nobody's, and nothing shown.

The numbers here are nobody's: the first digit of their day is raised by six. A number
of real shape is put together where a test needs one.
"""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning_denmark.identifiers import CPR

TEN_DIGITS = "ten digits, with or without a hyphen after the sixth"
A_DAY = "six digits for a day of birth (ddmmyy), then four"


def real(*parts: str) -> str:
    return "".join(parts)


@pytest.mark.parametrize(
    "number", ["610190-1234", "6101901234", "710165-0000", "910190-4321"]
)
def test_a_number_that_is_nobodys_is_well_formed_and_synthetic(number: str) -> None:
    assert CPR.check(number) is None
    assert CPR.is_synthetic(number)


@pytest.mark.parametrize("serial", ["0000", "0001", "1234", "1235"])
def test_a_number_that_does_not_meet_the_check_digit_is_well_formed(
    serial: str,
) -> None:
    number = real("010165", "-", serial)

    assert CPR.check(number) is None
    assert not CPR.is_synthetic(number)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("", TEN_DIGITS),
        ("61019012", TEN_DIGITS),
        ("610190-12345", TEN_DIGITS),
        ("61019O-1234", TEN_DIGITS),
        (real("320190", "1234"), A_DAY),
        (real("011390", "1234"), A_DAY),
        ("920290-1234", A_DAY),
        ("611390-1234", A_DAY),
    ],
)
def test_what_is_wrong_is_said_in_words(number: str, expected: str) -> None:
    assert CPR.check(number) == expected


@given(st.text(max_size=14))
def test_no_text_makes_it_fail_or_shows_itself(text: str) -> None:
    CPR.is_synthetic(text)
    said = CPR.check(text)

    assert said in (None, TEN_DIGITS, A_DAY)


def test_the_library_behind_it_is_imported_on_first_use() -> None:
    code = (
        "import sys, brukermedvirkning_denmark.plugin as p;"
        "p.bmv_identifiers();"
        "print('stdnum' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "False"
