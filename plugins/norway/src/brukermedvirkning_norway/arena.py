"""What the codes of Arena come to, which depends on dates: rules, and no table.

A code of Arena says what a caseworker chose; where the participant stands follows from it
together with the days of the participation, of its measure and of the change. Source:
navikt/amt-arena-acl (status and reason of a deltaker), navikt/aktivitet-arena-acl (status
of a card of the activity plan).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from types import MappingProxyType
from zoneinfo import ZoneInfo

import attrs

from brukermedvirkning.errors import UnknownNameError
from brukermedvirkning_norway import data

__all__ = [
    "ArenaParticipation",
    "StatusSince",
    "deltaker_reason",
    "deltaker_status",
    "plan_status",
]

_OSLO = ZoneInfo("Europe/Oslo")
_CODES = "no.arena.deltakerstatus"
_APPLIED: Mapping[str, str] = MappingProxyType(
    {"AKTUELL": "SOKT_INN", "INFOMOETE": "VURDERES", "VENTELISTE": "VENTELISTE"}
)
_HAS_A_PLACE = frozenset({"GJENN", "TILBUD", "JATAKK"})
_ENDED = frozenset({"DELAVB", "FULLF", "GJENN_AVB", "GJENN_AVL", "IKKEM"})
_CANCELLED = frozenset({"GJENN_AVB", "GJENN_AVL"})
_CLOSING = frozenset(
    {"AVBRUTT", "FEILREGISTRERT", "FULLFORT", "HAR_SLUTTET", "IKKE_AKTUELL"}
)
_WITH_A_REASON = frozenset({"AVBRUTT", "HAR_SLUTTET", "IKKE_AKTUELL"})
_REASONS: Mapping[str, str] = MappingProxyType(
    {"SYK": "SYK", "BEGA": "FATT_JOBB", "FTOAT": "TRENGER_ANNEN_STOTTE"}
)


@attrs.frozen(kw_only=True)
class ArenaParticipation:
    """What Arena says of one participation.

    `changed_at` is when its status was last changed, in any zone. `status` and `reason` are codes of Arena. `is_course` says that all begin together or
    that the measure is training; `measure_ended` that the measure itself is over, whose
    last day is `measure_last_day`.
    """

    status: str
    registered_on: date
    changed_at: datetime | None = None
    first_day: date | None = None
    last_day: date | None = None
    reason: str | None = None
    is_course: bool = False
    measure_ended: bool = False
    measure_last_day: date | None = None


@attrs.frozen(kw_only=True)
class StatusSince:
    """A status of a deltaker, and the day from which it holds where that is known."""

    status: str
    since: date | None = None


def deltaker_status(one: ArenaParticipation, today: date) -> StatusSince:
    """The status of a deltaker (no.nav.deltaker-status) that Arena's codes come to.

    What is still open when its measure is over comes to nothing. Raises
    `UnknownNameError` for a status that Arena does not have.
    """
    found = _status(one, today)
    if one.measure_ended and found.status not in _CLOSING:
        return StatusSince(status="IKKE_AKTUELL", since=_changed_on(one))
    return found


def _status(one: ArenaParticipation, today: date) -> StatusSince:
    _known(one.status)
    if one.status in _HAS_A_PLACE:
        return _with_a_place(one, today)
    if one.status in _ENDED and _changed_after_start(one):
        return StatusSince(status=_how_it_ended(one), since=_end_known_at_change(one))
    if one.status == "FEILREG" or _withdrawn_at_once(one):
        return StatusSince(status="FEILREGISTRERT", since=_changed_on(one))
    return StatusSince(
        status=_APPLIED.get(one.status, "IKKE_AKTUELL"), since=_changed_on(one)
    )


def _with_a_place(one: ArenaParticipation, today: date) -> StatusSince:
    """Somebody with a place waits, takes part or has left, by the days alone."""
    if one.first_day is None or one.first_day > today:
        return StatusSince(status="VENTER_PA_OPPSTART", since=_changed_on(one))
    begun_before = one.first_day < today
    if begun_before and one.last_day is not None and one.last_day < today:
        return StatusSince(status=_how_it_ran_out(one), since=one.last_day)
    return StatusSince(status="DELTAR", since=one.first_day)


def _how_it_ran_out(one: ArenaParticipation) -> str:
    if not one.is_course:
        return "HAR_SLUTTET"
    left_early = (
        one.last_day is not None
        and one.measure_last_day is not None
        and one.last_day < one.measure_last_day
    )
    return "AVBRUTT" if left_early else "FULLFORT"


def _how_it_ended(one: ArenaParticipation) -> str:
    if not one.is_course:
        return "HAR_SLUTTET"
    return "FULLFORT" if one.status == "FULLF" else "AVBRUTT"


def _changed_after_start(one: ArenaParticipation) -> bool:
    """Whether the status was changed later than the very beginning of the first day."""
    if one.first_day is None or one.changed_at is None:
        return False
    return one.changed_at > _beginning(one.first_day)


def _end_known_at_change(one: ArenaParticipation) -> date | None:
    """The last day where it was past when the status changed, else the day of that."""
    if one.last_day is None or one.changed_at is None:
        return _changed_on(one)
    was_past = _beginning(one.last_day) < one.changed_at
    return one.last_day if was_past else _changed_on(one)


def _beginning(day: date) -> datetime:
    return datetime.combine(day, time.min, _OSLO)


def _withdrawn_at_once(one: ArenaParticipation) -> bool:
    return one.status == "IKKAKTUELL" and _changed_on(one) == one.registered_on


def _changed_on(one: ArenaParticipation) -> date | None:
    return None if one.changed_at is None else one.changed_at.astimezone(_OSLO).date()


def deltaker_reason(one: ArenaParticipation, status: str) -> str | None:
    """The reason of a deltaker (no.nav.deltaker-aarsak) beside a status found for it.

    That the person did not come goes before all else, then that there was no place; the
    reason that Arena gives is asked next, and the status last. Who completed has none.
    """
    if status not in _WITH_A_REASON:
        return None
    if one.status == "IKKEM":
        return "IKKE_MOTT"
    if one.measure_ended and one.status in _APPLIED:
        return "FIKK_IKKE_PLASS"
    if one.reason is not None and one.reason in _REASONS:
        return _REASONS[one.reason]
    if one.status in _CANCELLED:
        return "AVLYST_KONTRAKT"
    if one.status == "AVSLAG":
        return "FIKK_IKKE_PLASS"
    return None if one.status == "FULLF" else "ANNET"


def plan_status(status: str) -> str:
    """The status of a card of the activity plan (no.nav.aktivitet-status).

    It depends on no date. Raises `UnknownNameError` for a status that Arena does not have.
    """
    _known(status)
    (mapping,) = data.crosswalks()[_CODES].translate(status, None)
    return mapping.target


def _known(status: str) -> None:
    vocabulary = data.vocabulary(_CODES)
    if vocabulary.find(status) is None:
        known = tuple(term.notation for term in vocabulary.terms)
        raise UnknownNameError("status of Arena", status, known)
