"""The Danish personal number (CPR) as an identifier scheme.

Wraps python-stdnum, which is imported on first use. A number is never shown, not even
in part: what is wrong with it is said in words.
"""

from __future__ import annotations

from brukermedvirkning.ports import IdentifierScheme

__all__ = ["CPR", "is_synthetic", "why_malformed"]

_RAISED_BY = 6
"""What the first digit of the day is raised by in a number that is nobody's."""


def why_malformed(number: str) -> str | None:
    """What would be right, or None for a well-formed number.

    Well-formed is ten digits, with or without a hyphen after the sixth, that begin with
    a day of birth that is not in the future. The check digit is not looked at: since
    2007 numbers are given out that do not meet it, and they are fully valid. A number
    that is nobody's (see `is_synthetic`) is well-formed too.
    """
    from stdnum.dk import cpr
    from stdnum.exceptions import InvalidFormat, InvalidLength, ValidationError

    try:
        cpr.validate(_lowered(number) if is_synthetic(number) else number)
    except (InvalidFormat, InvalidLength):
        return "ten digits, with or without a hyphen after the sixth"
    except ValidationError:
        return "six digits for a day of birth (ddmmyy), then four"
    return None


def is_synthetic(number: str) -> bool:
    """Whether it is a number that no person has: the day's first digit raised by six.

    The Danish register (CPR-kontoret) recommends that form for numbers that must not be
    taken for real ones; it never gives such a number to anybody. A system may have made
    one up to stand for a person without a number, so it is not proof of a made-up person.
    Source: cpr.dk, "Erstatningspersonnummer i eksterne systemer".
    """
    digits = _digits(number)
    return len(digits) == 10 and digits[0] in "6789"


def _lowered(number: str) -> str:
    digits = _digits(number)
    return f"{int(digits[0]) - _RAISED_BY}{digits[1:]}"


def _digits(number: str) -> str:
    """The digits alone, or nothing where something else than digits stands there."""
    compact = "".join(number.replace("-", "").split())
    return compact if compact.isascii() and compact.isdigit() else ""


CPR = IdentifierScheme(
    id="dk.cpr",
    title="CPR-nummer",
    country="DK",
    check=why_malformed,
    is_synthetic=is_synthetic,
)
