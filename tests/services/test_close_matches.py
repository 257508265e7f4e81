"""Codes that mean a concept only closely are counted while cases go by."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import attrs

from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import ContactForm, ExitCategory
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit
from brukermedvirkning.domain.vocabulary import Match, Term, Vocabulary
from brukermedvirkning.hookspecs import hookimpl
from brukermedvirkning.host import Host
from brukermedvirkning.ports import PluginInfo
from brukermedvirkning.services.close_matches import CloseMatch, CloseMatches

FORMS = Vocabulary(
    id="acme.form",
    title="forms",
    terms=(
        Term(notation="mail", concept="mail"),
        Term(
            notation="chat", concept="digital_message", match=Match.CLOSE, note="near"
        ),
    ),
)
EXITS = Vocabulary(
    id="acme.exit",
    title="exits",
    terms=(Term(notation="gone", concept="other", match=Match.CLOSE),),
)


def host() -> Host:
    plugin: Any = SimpleNamespace(__name__="acme")
    info = PluginInfo(id="acme", version="1", title="Acme")
    plugin.bmv_plugin_info = hookimpl(lambda: info)
    plugin.bmv_vocabularies = hookimpl(lambda: (FORMS, EXITS))
    return Host.load([plugin], entry_points=False, builtins=False)


def contact(row_id: str, code: str | None, scheme: str = "acme.form") -> Contact:
    found = None if code is None else Code(scheme=scheme, code=code)
    return Contact(
        id=row_id,
        on=date(2026, 3, 1),
        form=Coded(concept=ContactForm.DIGITAL_MESSAGE, code=found),
    )


def found(*contacts: Contact, **fields: Any) -> tuple[CloseMatch, ...]:
    matches = CloseMatches(host())
    case = Case(
        id="c", participant=Participant(id="person"), contacts=contacts, **fields
    )
    assert list(matches.watch([case])) == [case]
    return matches.found


def test_a_close_match_is_counted_with_its_reason() -> None:
    assert found(contact("a", "chat"), contact("b", "chat")) == (
        CloseMatch(
            scheme="acme.form",
            code="chat",
            concept="digital_message",
            note="near",
            count=2,
        ),
    )


def test_a_close_match_without_a_reason_has_an_empty_one() -> None:
    left = ProgrammeExit(
        on=date(2026, 3, 1),
        category=Coded(
            concept=ExitCategory.OTHER, code=Code(scheme="acme.exit", code="gone")
        ),
    )
    (match,) = found(enrolments=(Enrolment(id="e", programme="p", exit=left),))

    assert (match.code, match.note, match.count) == ("gone", "", 1)


def test_an_exact_match_a_bare_concept_and_an_unknown_scheme_are_not_counted() -> None:
    rows = (contact("a", "mail"), contact("b", None), contact("c", "chat", "other"))

    assert found(*rows) == ()


def test_a_row_registered_in_error_is_not_counted() -> None:
    wrong = attrs.evolve(contact("a", "chat"), registered_in_error=True)

    assert found(wrong) == ()
