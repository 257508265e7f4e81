"""Norwegian numbers as identifier schemes: of persons, and of organisations.

Wraps python-stdnum, which is imported on first use. A number is never shown, not even
in part: what is wrong with it is said in words.
"""

from __future__ import annotations

from datetime import date

from brukermedvirkning.ports import IdentifierScheme

__all__ = ["AKTORID", "DNR", "FNR", "IDENTIFIERS", "NPID", "ORGNR"]
__all__ += ["is_synthetic", "why_not_dnr", "why_not_fnr", "why_not_orgnr"]

_ELEVEN = "eleven digits"
_A_DAY = "six digits for a day (ddmmyy), then five"
_A_DAY_D = "six digits for a day (ddmmyy), its first raised by four, then five"
_CHECKED = "eleven digits, of which the last two are the check digits of the others"
_NINE = "nine digits"
_CHECKED_ORG = "nine digits, of which the last is the check digit of the others"
_ABROAD = "no number that Arena gave to an organisation abroad (one that begins with 1)"
_THIRTEEN = "thirteen digits"
_NAVS_MONTH = "eleven digits, the month of the first six raised by twenty"

_RAISED_IN_D = 40
_RAISED_IN_TESTS = (80, 40)
"""What the month is raised by in Skatteetaten's Test-Norge, and in NAV's Dolly."""

_RESTS = range(4)
"""The remainders that the first check digit may leave, 1 to 3 in numbers from 2032."""


def why_not_fnr(number: str) -> str | None:
    """What would be right, or None for a well-formed fødselsnummer.

    Well-formed is eleven digits, with or without a space after the sixth, that begin
    with a day and end with two check digits. The first check digit may be one of four:
    numbers that are given out from 2032 leave another remainder. No century is asked
    for, for those numbers do not tell it. A made-up number (see `is_synthetic`) is
    well-formed too. Source: navikt/fnrvalidator, after skatteetaten.github.io/
    folkeregisteret-api-dokumentasjon, "Nytt fødselsnummer fra 2032".
    """
    return _why_not(number, 0, _A_DAY)


def why_not_dnr(number: str) -> str | None:
    """What would be right, or None for a well-formed D-number.

    As a fødselsnummer, the first digit raised by four. Source: skatteetaten.no.
    """
    return _why_not(number, _RAISED_IN_D, _A_DAY_D)


def is_synthetic(number: str) -> bool:
    """Whether a fødselsnummer or D-number is of the kind that is made for tests.

    The month is raised by 80 in Skatteetaten's Test-Norge, by 40 in NAV's Dolly. A
    hospital may raise it by 40 in a number of its own for a person whose number is not
    known (H-nummer), so it is not proof of a made-up person.
    Source: veilarbaktivitet (FødselsnummerType.kt); navikt/fnrvalidator.
    """
    digits = _digits(number, 11)
    return bool(digits) and _raised(digits) > 0


def why_not_orgnr(number: str) -> str | None:
    """What would be right, or None for a well-formed organisasjonsnummer.

    Arena numbers organisations abroad by numbers that begin with 1; they are none.
    Source: mulighetsrommet (TiltakshistorikkV1Dto.kt).
    """
    from stdnum.no import orgnr

    digits = _digits(number, 9)
    if not digits:
        return _NINE
    if digits[0] == "1":
        return _ABROAD
    return None if orgnr.is_valid(digits) else _CHECKED_ORG


def why_not_aktorid(number: str) -> str | None:
    """What would be right, or None for thirteen digits, which an aktørId is.

    Source: navikt/syfomotebehov (AktorId.kt).
    """
    return None if _digits(number, 13) else _THIRTEEN


def why_not_npid(number: str) -> str | None:
    """What would be right, or None for a number of the form of an NPID.

    NAV gives it to who has no other; the month is raised by 20, and by 60 in a test.
    Source: navikt, no.nav.etterlatte.libs.common.person (NavPersonIdent.kt).
    """
    digits = _digits(number, 11)
    if digits and _npid_raised(digits) in (20, 60):
        return None
    return _NAVS_MONTH


def _npid_is_synthetic(number: str) -> bool:
    digits = _digits(number, 11)
    return bool(digits) and _npid_raised(digits) == 60


def _npid_raised(digits: str) -> int:
    """What the month is raised by, or 0 where it is none of theirs."""
    month = int(digits[2:4])
    return next((by for by in (20, 60) if 1 <= month - by <= 12), 0)


def _why_not(number: str, raised_day: int, a_day: str) -> str | None:
    digits = _digits(number, 11)
    if not digits:
        return _ELEVEN
    month = int(digits[2:4]) - _raised(digits)
    if not _is_a_day(int(digits[:2]) - raised_day, month, int(digits[4:6])):
        return a_day
    return None if _checks(digits) else _CHECKED


def _raised(digits: str) -> int:
    """What the month is raised by; 0 in a number of the register."""
    month = int(digits[2:4])
    return next((by for by in _RAISED_IN_TESTS if month > by), 0)


def _is_a_day(day: int, month: int, year: int) -> bool:
    """Whether there is such a day in a year that ends so; 2000 was a leap year, 1900 not."""
    try:
        date(2000 + year, month, day)
    except ValueError:
        return False
    return True


def _checks(digits: str) -> bool:
    """Whether the last two digits check the others."""
    from stdnum.no import fodselsnummer

    first = int(fodselsnummer.calc_check_digit1(digits))
    allowed = {str((first + rest) % 11) for rest in _RESTS}
    second = fodselsnummer.calc_check_digit2(digits)
    return digits[9] in allowed and digits[10] == second


def _digits(number: str, length: int) -> str:
    """The digits alone, or nothing where they are not so many, or other signs stand there."""
    compact = "".join(number.split())
    right = compact.isascii() and compact.isdigit() and len(compact) == length
    return compact if right else ""


def _never(_number: str) -> bool:
    """No form of made-up numbers is confirmed."""
    return False


FNR = IdentifierScheme(
    id="no.fnr",
    title="fødselsnummer",
    country="NO",
    check=why_not_fnr,
    is_synthetic=is_synthetic,
)

DNR = IdentifierScheme(
    id="no.dnr",
    title="D-nummer",
    country="NO",
    check=why_not_dnr,
    is_synthetic=is_synthetic,
)

AKTORID = IdentifierScheme(
    id="no.aktorid",
    title="aktørId",
    country="NO",
    check=why_not_aktorid,
    is_synthetic=_never,
)

NPID = IdentifierScheme(
    id="no.npid",
    title="NPID",
    country="NO",
    check=why_not_npid,
    is_synthetic=_npid_is_synthetic,
)

ORGNR = IdentifierScheme(
    id="no.orgnr",
    title="organisasjonsnummer",
    country="NO",
    check=why_not_orgnr,
    is_synthetic=_never,
)

IDENTIFIERS: tuple[IdentifierScheme, ...] = (FNR, DNR, AKTORID, NPID, ORGNR)
"""The schemes of persons, and of organisations the last."""
