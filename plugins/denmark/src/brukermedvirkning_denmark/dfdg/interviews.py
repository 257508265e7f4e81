"""Why DFDG would refuse a held conversation: its published rules, as a list of faults.

Three of the rules turn on tables that have not been published where they could be read:
which kinds set the clock back (*nulstillende*), and which kinds are allowed for a contact
group. The caller hands them over; a rule whose table is not known is not applied, and
`unasked` says so. Nothing is a breach: a fault says that the service would not take it.
Source: DFDG wiki, InterviewService (starwiki.atlassian.net/wiki/x/bYA3S).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

import attrs

from brukermedvirkning.domain.record import PERSONAL, Id, Record
from brukermedvirkning.errors import Fault

__all__ = ["Interview", "Known", "refusals", "unasked"]


@attrs.frozen(kw_only=True)
class Interview(Record):
    """A held conversation as it would be sent. `kind` is a code of `dk.dfdg.samtaletype`.

    `participation` is the ParticipationStatusTypeIdentifier, `jobcentre` the one that
    registers it; `group` is the contact group on the day it was held.
    """

    kind: Id
    at: datetime
    group: Id | None = None
    booking: Id | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    with_more_authorities: bool = False
    participation: Id | None = None
    jobcentre: Id | None = None


@attrs.frozen(kw_only=True)
class Known:
    """What is known of the register and of its tables; None where it is not.

    `held` are the conversations that stand there already. `resetting` are the kinds that
    set the clock back, `allowed` the kinds that each contact group may have, `bookings`
    those that exist, `jobcentre` the one whose citizen the person is.
    """

    held: Sequence[Interview] = ()
    resetting: Collection[str] | None = None
    allowed: Mapping[str, Collection[str]] | None = None
    bookings: Collection[str] | None = attrs.field(default=None, repr=False)
    jobcentre: str | None = None


def refusals(sent: Interview, known: Known) -> tuple[Fault, ...]:
    """Every fault for which the service would refuse a conversation; empty if none."""
    return (
        *_of_the_clock(sent, known),
        *_of_the_kind(sent, known),
        *_of_the_rest(sent, known),
    )


def unasked(sent: Interview, known: Known) -> tuple[str, ...]:
    """The rules that could not be applied, by the name of what is not known."""
    unknown = {
        "resetting": known.resetting is None,
        "allowed": known.allowed is None
        or sent.group is None
        or sent.group not in known.allowed,
        "bookings": sent.booking is not None and known.bookings is None,
        "jobcentre": sent.jobcentre is None or known.jobcentre is None,
    }
    return tuple(name for name, is_unknown in unknown.items() if is_unknown)


def _of_the_clock(sent: Interview, known: Known) -> Iterator[Fault]:
    """No earlier than the last that set the clock back, and not at one instant with it."""
    if any(row.kind == sent.kind and row.at == sent.at for row in known.held):
        expected = "no other conversation of this kind at this instant"
        yield _fault("InterviewDateTime", sent.at.isoformat(), expected)
    resets = [row.at for row in known.held if row.kind in (known.resetting or ())]
    last = max(resets, default=None)
    if last is None:
        return
    if sent.at < last:
        expected = f"{last.isoformat()} or later, the last that set the clock back"
        yield _fault("InterviewDateTime", sent.at.isoformat(), expected)
    if sent.at in resets and sent.kind in (known.resetting or ()):
        expected = "no other that sets the clock back at this instant; a minute apart"
        yield _fault("InterviewDateTime", sent.at.isoformat(), expected)


def _of_the_kind(sent: Interview, known: Known) -> Iterator[Fault]:
    """The kind is allowed for the contact group on the day it was held."""
    allowed = (known.allowed or {}).get(sent.group or "")
    if allowed is not None and sent.kind not in allowed:
        expected = f"a kind that is allowed for the contact group {sent.group}"
        yield _fault("InterviewTypeIdentifier", sent.kind, expected)


def _of_the_rest(sent: Interview, known: Known) -> Iterator[Fault]:
    """Others at the table, the booking, and whose citizen it is."""
    if sent.with_more_authorities and sent.participation is None:
        expected = "a status of participation, where more authorities took part"
        yield _fault("ParticipationStatusTypeIdentifier", "nothing", expected)
    booked = None if known.bookings is None else {None, *known.bookings}
    if booked is not None and sent.booking not in booked:
        yield _fault("BookingIdentifier", "another", "a booking that exists")
    codes = (sent.jobcentre, known.jobcentre)
    if None not in codes and codes[0] != codes[1]:
        expected = "the person's own jobcentre"
        yield _fault("JobCenterCode", str(sent.jobcentre), expected)


def _fault(field: str, found: str, expected: str) -> Fault:
    return Fault(field=field, found=found, expected=expected)
