"""What NAV's systems say of a case or a row that the core has no field for.

It stands in their extensions under `no.nav`, by the names of NAV's own contracts. What
is not understood there is not known; it is never taken for *no*.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, TypeGuard

import attrs

from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.enrolments import Enrolment
from brukermedvirkning.domain.frozenmap import FrozenMap

__all__ = [
    "AGREED",
    "CONFIDENTIAL",
    "EXTENSION",
    "INTENSITY",
    "OFFICE",
    "READERS",
    "SHIELDED",
    "Share",
    "said_by_nav",
    "share_marks",
    "shares",
    "unit_of_office",
]

EXTENSION = "no.nav"

AGREED = "avtalt"
"""Of an activity: NAV has marked it as agreed. Source: veilarbaktivitet:AktivitetDTO.java."""

INTENSITY = "deltakelsesmengder"
"""Of an enrolment: the share of full time, each from a day on, as `share_marks` has it.

In whole numbers, because words in an extension are nothing that a rule looks at.
Source: amt-deltakelser:amt-deltaker/docs/deltakelsesmengder.md.
"""

CONFIDENTIAL = "adressebeskyttelse"
"""Of a case: kode 6 or 7. Source: amt-deltakelser (Adressebeskyttelse)."""

SHIELDED = "erSkjermet"
"""Of a case: the person is shielded, as NAV's own staff are. Source: amt-deltakelser."""

OFFICE = "kontorsperreEnhetId"
"""Of a row or a case: the office that alone may read it. Source: veilarbaktivitet."""

READERS = "lesere"
"""Of a case: the ids of those whom the service lets near a protected person.

NAV asks another system (poao-tilgang), and no contract carries the answer: a name of ours.
"""


@attrs.frozen(kw_only=True)
class Share:
    """A share of full time, in percent, from a day on."""

    since: date
    percent: Fraction


def unit_of_office(office: str) -> str:
    """The unit of one of NAV's offices, by the office's number."""
    return f"no.nav.kontor:{office}"


def said_by_nav(of: Case | Item) -> Mapping[str, Any]:
    """What stands under `no.nav` in the extensions; empty where nothing does."""
    said = of.extensions.get(EXTENSION)
    return said if isinstance(said, FrozenMap) else FrozenMap()


def shares(enrolment: Enrolment) -> tuple[Share, ...] | None:
    """The shares of an enrolment, the first first; None where they are not known.

    An entry that cannot be understood makes all of them unknown.
    """
    entries = said_by_nav(enrolment).get(INTENSITY)
    if not isinstance(entries, tuple) or not entries:
        return None
    found = tuple(map(_share, entries))
    known = [share for share in found if share is not None]
    if len(known) < len(found):
        return None
    return tuple(sorted(known, key=lambda share: share.since))


def share_marks(entries: Iterable[tuple[date, float]]) -> list[dict[str, float]]:
    """Days and percents as they stand under `INTENSITY`, for who reads a message.

    Those that count, by the rules of the source: of one day there is one.
    """
    return [
        {"fra": day.year * 10_000 + day.month * 100 + day.day, "prosent": percent}
        for day, percent in entries
    ]


def _share(entry: Any) -> Share | None:
    if not isinstance(entry, FrozenMap):
        return None
    percent, since = entry.get("prosent"), entry.get("fra")
    if type(since) is not int or not _is_number(percent):
        return None
    try:
        day = date(since // 10_000, since // 100 % 100, since % 100)
    except ValueError:
        return None
    return Share(since=day, percent=Fraction(percent))


def _is_number(value: Any) -> TypeGuard[float]:
    """Whether it is a number; a yes or no is none."""
    return type(value) in (int, float)
