"""Acts on contacts and notes for a given case."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from brukermedvirkning.domain.actors import Attendee
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ContactForm, ContactKind, Party
from brukermedvirkning.domain.contacts import Agenda
from brukermedvirkning.domain.happenings.base import Act
from brukermedvirkning.domain.happenings.contacts import (
    AgendaShared,
    ContactBooked,
    ContactHeld,
    ContactMoved,
    ContactNotHeld,
)
from brukermedvirkning.domain.happenings.notes import NoteRead, NoteShared, NoteWritten
from brukermedvirkning.domain.record import field_types
from brukermedvirkning.testing._pools import texts
from brukermedvirkning.testing._records import values_of
from brukermedvirkning.testing.life._who_and_when import act_of, days, known, new_ids

__all__ = ["acts"]


def acts(case: Case) -> st.SearchStrategy[Act]:
    """Contacts booked, held, not held, moved; agendas and notes shared; notes read."""
    contact = known(case.contacts)
    return st.one_of(
        act_of(
            ContactBooked,
            case,
            contact=new_ids(case, "contact"),
            planned_for=_later(),
            agenda=st.none() | _agendas(),
            **_described(),
        ),
        act_of(
            ContactHeld,
            case,
            contact=contact | new_ids(case, "contact"),
            request=st.none() | known(case.requests),
            **_described(),
        ),
        act_of(
            ContactNotHeld,
            case,
            contact=contact,
            **_of(ContactNotHeld, "who_could_not", "reason_given"),
        ),
        act_of(
            ContactMoved,
            case,
            contact=contact,
            moved_to=new_ids(case, "contact"),
            planned_for=_later(),
        ),
        act_of(AgendaShared, case, contact=contact, agenda=st.none() | _agendas()),
        act_of(NoteWritten, case, contact=contact, text=st.none() | texts()),
        act_of(NoteShared, case, contact=contact),
        act_of(NoteRead, case, contact=contact),
    )


def _later() -> st.SearchStrategy[date]:
    return days().map(lambda day: day + timedelta(days=180))


def _agendas() -> st.SearchStrategy[Agenda]:
    sides = st.sampled_from(((), (Party.PARTICIPANT,), (Party.SERVICE,)))
    return st.builds(Agenda, text=st.none() | texts(), set_by=sides)


def _described() -> dict[str, st.SearchStrategy[Any]]:
    others = (Party.PARTICIPANT, Party.SERVICE, Party.EMPLOYER)
    attendees = st.sampled_from(others).map(lambda party: Attendee(party=party))
    return {
        "nature": st.builds(Coded, concept=st.sampled_from(list(ContactKind))),
        "form": st.builds(Coded, concept=st.sampled_from(list(ContactForm))),
        "attendees": st.lists(attendees, max_size=2).map(tuple),
        **_of(ContactHeld, "initiative", "direction", "form_wished"),
    }


def _of(kind: Any, *names: str) -> dict[str, st.SearchStrategy[Any]]:
    return {name: values_of(field_types(kind)[name]) for name in names}
