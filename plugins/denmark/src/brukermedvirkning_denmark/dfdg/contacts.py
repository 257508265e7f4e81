"""Contacts with the codes of DFDG: what a code counts as, and what could be sent of one.

Source: DFDG wiki, InterviewService; the vocabularies `dk.dfdg.samtaletype` and
`dk.dfdg.kontaktform`, which are parts of the whole.
"""

from __future__ import annotations

from datetime import date

from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import ContactForm, ContactKind
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning_denmark import data
from brukermedvirkning_denmark.dfdg.interviews import Interview

__all__ = ["FORMS", "KINDS", "form_of", "interview_of", "kind_of"]

KINDS = "dk.dfdg.samtaletype"
FORMS = "dk.dfdg.kontaktform"


def kind_of(number: str, on: date | None = None) -> Coded[ContactKind]:
    """What a kind of conversation counts as; unknown for a number that is not listed.

    An information meeting is no individual conversation. No number means correspondence.
    """
    return Coded(
        concept=ContactKind(_concept(KINDS, number, on) or ContactKind.UNKNOWN),
        code=Code(scheme=KINDS, code=number),
    )


def form_of(number: str, on: date | None = None) -> Coded[ContactForm]:
    """The form of contact of a number; unknown where no list says it, the code kept."""
    return Coded(
        concept=ContactForm(_concept(FORMS, number, on) or ContactForm.UNKNOWN),
        code=Code(scheme=FORMS, code=number),
    )


def _concept(scheme: str, number: str, on: date | None) -> str | None:
    term = data.vocabulary(scheme).find(number, on)
    return None if term is None else term.concept


def interview_of(contact: Contact) -> Interview | None:
    """What could be sent of a contact, or None where the service has no place for it.

    It takes what was held at a known instant and has a kind of its own list. Letters and
    what was planned, moved or not held are no conversation.
    """
    code = contact.nature.code
    if contact.is_held is not True or contact.is_correspondence or contact.at is None:
        return None
    if code is None or code.scheme != KINDS:
        return None
    return Interview(kind=code.code, at=contact.at)
