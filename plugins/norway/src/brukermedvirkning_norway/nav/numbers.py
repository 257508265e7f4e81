"""Which scheme a person's number is of, told by its digits; nothing of it is shown.

Source: Norwegian national register (fødselsnummer and D-number: eleven digits, the
first raised by four in a D-number); pto-schema (aktørId: thirteen digits); navikt,
NavPersonIdent.kt (NPID: eleven digits, told by the month alone).
"""

from __future__ import annotations

from brukermedvirkning.ports import IdentifierScheme
from brukermedvirkning_norway.identifiers import AKTORID, DNR, FNR, NPID
from brukermedvirkning_norway.nav.fields import Fields
from brukermedvirkning_norway.nav.told import Number

__all__ = ["number_of", "person"]


def number_of(text: str) -> Number | None:
    """The number with its scheme, or None where it is no person's number."""
    if not (text.isascii() and text.isdigit()):
        return None
    if len(text) == 13:
        return Number(scheme=AKTORID.id, value=text)
    if len(text) == 11:
        return Number(scheme=_scheme(text).id, value=text)
    return None


def _scheme(digits: str) -> IdentifierScheme:
    """The scheme of eleven digits: no day of the register has the month of an NPID, not
    even a made-up one.
    """
    if NPID.check(digits) is None:
        return NPID
    return DNR if digits[0] in "4567" else FNR


def person(fields: Fields, *names: str, required: bool = True) -> tuple[Number, ...]:
    """The number in a field; whether its check digits hold is not looked at, for the
    systems that send it have done so, and made-up persons have numbers without.
    """
    text = fields.text(*names, required=required)
    if text is None:
        return ()
    number = number_of(text)
    if number is None:
        fields.wrong(names[0], text, "eleven digits, or thirteen of an aktørId")
        return ()
    return (number,)
