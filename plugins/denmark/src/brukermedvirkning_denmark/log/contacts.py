"""A row of the history of contacts as a contact.

The history tells of contacts that took place, so each was held. The heading *Kontakt med
koordinerende sagsbehandler* (D39) gives the other party's role; who it was stays
unknown. The log registers the contact with the citizen (D21): a meeting in person that
stands in it was one with the participant. Of a correspondence the log tells the form and
the day; direction, number of messages and initiative stay unknown.
"""

from __future__ import annotations

from datetime import date

from brukermedvirkning.domain.actors import Attendee
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import (
    Answer,
    ContactForm,
    ContactKind,
    ContactStatus,
    Party,
    Role,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.period import Duration
from brukermedvirkning.domain.vocabulary import Match
from brukermedvirkning_denmark import data
from brukermedvirkning_denmark.log.spot import Spot, Taken
from brukermedvirkning_denmark.log.text import one_line
from brukermedvirkning_denmark.log.values import Unreadable, band, day, digest

__all__ = ["DATE", "DURATION", "FORM", "take_contact"]

DATE = "Dato"
FORM = "Kontaktform"
DURATION = "Varighed"
"""Not printed on the page; the third part of a row."""

_FORMS = "dk.star.log.contact-form"
_KINDS = "dk.star.log.contact-kind"
_BANDS = "dk.star.log.duration"
_LONGEST_FORM = 60

COORDINATOR = Attendee(
    party=Party.SERVICE,
    role=Coded(
        concept=Role.COORDINATING_CASEWORKER,
        code=Code(scheme="dk.star.log.role", code="koordinerende sagsbehandler"),
    ),
)


def take_contact(text: str, spot: Spot, *, names_role: bool) -> Taken[Contact]:
    """The contact of a row; the faults are with the spot where there is none.

    `names_role` says that the heading above the row names the other party's role.
    """
    parts = spot.read("row", text, _parts)
    if parts is None:
        return Taken(None, "", (text,))
    on = spot.read(DATE, parts[0], day)
    form = spot.read(FORM, parts[1], _form)
    length = spot.read(DURATION, parts[2], band) if len(parts) == 3 else None
    identity = ""
    if on is not None and form is not None:
        identity = f"contact-{digest(str(on), form)}"
    if spot.faults or on is None or form is None:
        return Taken(None, identity, parts)
    _report_band(parts, length, spot)
    coded = _coded_form(form, on, spot)
    in_person = coded.concept is ContactForm.IN_PERSON
    return Taken(
        Contact(
            id=identity,
            on=on,
            nature=_nature(form, on, spot),
            form=coded,
            status=ContactStatus.HELD,
            duration=length,
            attendees=(COORDINATOR,) if names_role else (),
            participant_attended=Answer.YES if in_person else Answer.UNKNOWN,
        ),
        identity,
        parts,
    )


def _parts(text: str) -> tuple[str, ...]:
    """The parts of a row between its commas. Raises `Unreadable`."""
    parts = tuple(one_line(part) for part in text.split(","))
    if len(parts) not in (2, 3):
        raise Unreadable(
            "a day, a form and where there is one a duration, with commas between",
            found="1 part" if len(parts) == 1 else f"{len(parts)} parts",
        )
    return parts


def _form(text: str) -> str:
    """A form of contact: a short printable word. Raises `Unreadable`."""
    if not text or not text.isprintable() or len(text) > _LONGEST_FORM:
        found = f"text of length {len(text)}" if text else "nothing"
        expected = f"a form of contact of at most {_LONGEST_FORM} characters"
        raise Unreadable(expected, found=found)
    if not text[0].isalpha():
        raise Unreadable("a form of contact such as Mailkorrespondance")
    return text


def _coded_form(form: str, on: date, spot: Spot) -> Coded[ContactForm]:
    code = Code(scheme=_FORMS, code=form)
    term = data.vocabulary(_FORMS).find(form, on)
    if term is None or term.concept is None:
        spot.notice(FORM, repr(form), f"not in {_FORMS}; kept as it is")
        return Coded(concept=ContactForm.UNKNOWN, code=code)
    return Coded(concept=ContactForm(term.concept), code=code)


def _nature(form: str, on: date, spot: Spot) -> Coded[ContactKind]:
    """The kind of contact that its printed form shows; only a form is printed."""
    term = data.vocabulary(_KINDS).find(form, on)
    if term is None or term.concept is None:
        return Coded(concept=ContactKind.UNKNOWN)
    if term.match is Match.CLOSE:
        spot.notice(FORM, repr(form), f"a close match of the kind {term.concept}")
    return Coded(concept=ContactKind(term.concept), code=Code(scheme=_KINDS, code=form))


def _report_band(parts: tuple[str, ...], length: Duration | None, spot: Spot) -> None:
    if length is not None and data.vocabulary(_BANDS).find(parts[2]) is None:
        note = f"not in {_BANDS}; its bounds are kept"
        spot.notice(DURATION, repr(parts[2]), note)
