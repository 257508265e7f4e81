"""Norwegian numbers: what is well-formed, what is made up, and nothing shown.

Numbers are put together here, with their check digits; those of persons are made up by
the month, which is raised as in NAV's and Skatteetaten's own tests.
"""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning_norway.identifiers import (
    AKTORID,
    DNR,
    FNR,
    IDENTIFIERS,
    NPID,
    ORGNR,
)

ELEVEN = "eleven digits"
A_DAY = "six digits for a day (ddmmyy), then five"
A_DAY_D = "six digits for a day (ddmmyy), its first raised by four, then five"
CHECKED = "eleven digits, of which the last two are the check digits of the others"
ABROAD = "no number that Arena gave to an organisation abroad (one that begins with 1)"
NAVS = "eleven digits, the month of the first six raised by twenty"
FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2)
SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def _weighed(digits: str, weights: tuple[int, ...]) -> int:
    return sum(
        weight * int(digit) for weight, digit in zip(weights, digits, strict=True)
    )


def number(day: int, month: int, year: int = 80, rest: int = 0) -> str:
    """The first number of a day that has check digits, the first one leaving a rest."""
    for individual in range(100, 1000):
        digits = f"{day:02}{month:02}{year:02}{individual}"
        first = (rest - _weighed(digits, FIRST)) % 11
        second = -_weighed(f"{digits}{first}"[:10], SECOND) % 11
        if first < 10 and second < 10:
            return f"{digits}{first}{second}"
    raise AssertionError("no number of this day")


@pytest.mark.parametrize("raised", [40, 80], ids=["dolly", "test-norge"])
@pytest.mark.parametrize(("scheme", "day"), [(FNR, 0), (DNR, 40)], ids=["fnr", "dnr"])
@pytest.mark.parametrize("month", [1, 12])
@pytest.mark.parametrize("rest", range(4))
def test_a_number_of_tests_is_well_formed_and_synthetic(
    raised: int, scheme: object, day: int, month: int, rest: int
) -> None:
    made_up = number(31 + day, month + raised, rest=rest)
    assert scheme in (FNR, DNR)
    which = FNR if scheme is FNR else DNR

    assert which.check(made_up) is None
    assert which.is_synthetic(made_up)
    assert which.check(f"{made_up[:6]} {made_up[6:]}") is None


def test_a_number_of_the_register_is_well_formed_and_not_synthetic() -> None:
    plain = number(1, 2)

    assert FNR.check(plain) is None
    assert not FNR.is_synthetic(plain)
    assert DNR.check(plain) == A_DAY_D
    assert FNR.check(number(41, 2)) == A_DAY


@pytest.mark.parametrize("rest", range(4, 11))
def test_no_other_remainder_is_left_by_the_first_check_digit(rest: int) -> None:
    assert FNR.check(number(1, 82, rest=rest)) == CHECKED


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ("", ELEVEN),
        ("0182" + "8010000", CHECKED),
        ("0182" + "80100", ELEVEN),
        ("0182" + "80" + "1000000", ELEVEN),
        ("O182" + "8010000", ELEVEN),
        ("3282" + "8010000", A_DAY),
        ("0093" + "8010000", A_DAY),
        ("2982" + "8110000", A_DAY),
        ("0121" + "8010000", A_DAY),
        ("0140" + "8010000", A_DAY),
        ("0180" + "8010000", A_DAY),
    ],
    ids=range(11),
)
def test_what_is_wrong_is_said_in_words(wrong: str, expected: str) -> None:
    assert FNR.check(wrong) == expected


def test_the_second_check_digit_counts() -> None:
    right = number(1, 82)
    wrong = right[:10] + str((int(right[10]) + 1) % 10)

    assert FNR.check(wrong) == CHECKED


@pytest.mark.parametrize(
    ("digits", "expected"),
    [
        ("0121" + "8010000", (None, False)),
        ("0132" + "8010000", (None, False)),
        ("0161" + "8010000", (None, True)),
        ("0172" + "8010000", (None, True)),
        ("0120" + "8010000", (NAVS, False)),
        ("0133" + "8010000", (NAVS, False)),
        ("0173" + "8010000", (NAVS, False)),
        ("0121", (NAVS, False)),
    ],
    ids=range(8),
)
def test_an_npid_is_known_by_its_month(
    digits: str, expected: tuple[str | None, bool]
) -> None:
    assert (NPID.check(digits), NPID.is_synthetic(digits)) == expected


def test_an_aktorid_is_thirteen_digits() -> None:
    assert AKTORID.check("1" * 13) is None
    assert AKTORID.check("1" * 12) == "thirteen digits"
    assert not AKTORID.is_synthetic("1" * 13)


@pytest.mark.parametrize(
    ("digits", "expected"),
    [
        ("889640782", None),
        ("889 640 782", None),
        (
            "889640783",
            "nine digits, of which the last is the check digit of the others",
        ),
        ("88964078", "nine digits"),
        (
            "100000008",
            ABROAD,
        ),
    ],
    ids=["nav", "spaced", "wrong", "short", "abroad"],
)
def test_an_organisation_has_nine_digits_and_none_that_arena_made_up(
    digits: str, expected: str | None
) -> None:
    assert ORGNR.check(digits) == expected
    assert not ORGNR.is_synthetic(digits)


@given(st.text(max_size=14) | st.from_regex(r"\A\d{11}\Z"))
def test_no_text_makes_one_fail_or_shows_itself(text: str) -> None:
    for scheme in IDENTIFIERS:
        said = scheme.check(text)

        assert scheme.is_synthetic(text) in (True, False)
        assert not text.strip() or said is None or text not in said


def test_the_library_behind_it_is_imported_on_first_use() -> None:
    code = (
        "import sys, brukermedvirkning_norway.plugin as p;"
        "p.bmv_identifiers();"
        "print('stdnum' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "False"
