"""Checks a message about a card as strictly as NAV's consumer does, and names its error.

What the consumer refuses is refused with its word for it (`DESERIALISERINGSFEIL` and
others); what only the published schema refuses, a source of another name, is kept and
told. Source: veilarbaktivitet: AktivitetsbestillingCreator, Aktivitetskort.V1.*.schema.yml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from brukermedvirkning.errors import Fault
from brukermedvirkning.ports import Notice
from brukermedvirkning_norway.nav.cards import wording
from brukermedvirkning_norway.nav.documents import Message
from brukermedvirkning_norway.nav.fields import Fields, Report
from brukermedvirkning_norway.nav.numbers import number_of
from brukermedvirkning_norway.nav.told import Number, Told

__all__ = ["LONGEST_TAG", "is_card", "tell"]

_ACTIONS = frozenset({wording.UPSERT, wording.DELETE})
_SENTIMENTS = frozenset({"POSITIVE", "NEGATIVE", "NEUTRAL"})
_LINKS = frozenset({"EKSTERN", "INTERN", "FELLES"})
_LONGEST_TITLE = 255
_LONGEST_SOURCE = 200
LONGEST_TAG = 20


def is_card(value: Any) -> bool:
    """Whether a value is a message about a card, be it a damaged one."""
    return isinstance(value, Mapping) and (
        "aktivitetskort" in value
        or "aktivitetskortType" in value
        or ("actionType" in value and "messageId" in value)
    )


def tell(message: Message) -> Iterator[Told | Fault | Notice]:
    """What the message tells of its card, or every fault of it."""
    report = Report()
    fields = Fields.of(message.value, report, "")
    action = fields.code("actionType", known=_ACTIONS, strict=True, required=True)
    sent = fields.uuid("messageId", required=True)
    source = fields.text("source", required=True, most=_LONGEST_SOURCE)
    if source is not None and source not in wording.SOURCES:
        fields.tell(
            "source", "another sender", "NAV's consumer takes it; its schema does not"
        )
    told: Told | None = None
    if action == wording.DELETE:
        told = _deletion(fields)
    elif action == wording.UPSERT:
        fields.code(
            "aktivitetskortType", known=wording.TYPES, strict=True, required=True
        )
        card = fields.inside("aktivitetskort", required=True)
        told = None if card is None else _card(card)
    if action is not None:
        fields.rest(strict=True)
    report.faults[:] = [
        attrs.evolve(fault, expected=f"{fault.expected} ({wording.FORMAT})")
        for fault in report.faults
    ]
    if told is not None:
        report.faults += _refused(told, message, sent)
    yield from report
    if not report.faults and told is not None:
        yield attrs.evolve(told, value=message.value)


def _deletion(fields: Fields) -> Told:
    card = fields.uuid("aktivitetsId", required=True)
    person = fields.text("personIdent", required=True)
    fields.text("navIdent", required=True)
    fields.text("begrunnelse")
    at = fields.instant("sendt")
    return Told(
        about=f"{wording.ABOUT}{card}",
        numbers=_numbers(person),
        at=at,
        withdrawn=True,
        is_one_persons=True,
    )


def _card(card: Fields) -> Told:
    found = card.uuid("id", required=True)
    person = card.text("personIdent", required=True)
    card.text("tittel", required=True, most=_LONGEST_TITLE)
    card.text("beskrivelse")
    card.code("aktivitetStatus", known=wording.STATUSES, strict=True, required=True)
    for day in ("startDato", "sluttDato"):
        card.day(day)
    changed = card.inside("endretAv", required=True)
    if changed is not None:
        changed.text("ident", required=True)
        kinds = frozenset(wording.SCHEMA_IDENTS)
        changed.code("identType", known=kinds, strict=True, required=True)
        changed.rest(strict=True)
    at = card.instant("endretTidspunkt", required=True)
    card.flag("avtaltMedNav", required=True)
    _beside(card)
    card.rest(strict=True)
    return Told(
        about=f"{wording.ABOUT}{found}",
        numbers=_numbers(person),
        at=at,
        is_one_persons=True,
    )


def _beside(card: Fields) -> None:
    """What a card shows beside its text: a task, links, details, and tags."""
    tasks = card.inside("oppgave")
    if tasks is not None:
        for side in ("ekstern", "intern"):
            task = tasks.inside(side)
            if task is not None:
                _texts(task, "tekst", "subtekst", "url")
        tasks.rest(strict=True)
    for link in card.each("handlinger"):
        link.code("lenkeType", known=_LINKS, strict=True)
        _texts(link, "tekst", "subtekst", "url")
    for detail in card.each("detaljer"):
        _texts(detail, "label", "verdi")
    for tag in card.each("etiketter"):
        text = tag.text("tekst")
        tag.code("sentiment", known=_SENTIMENTS, strict=True)
        _texts(tag, "kode")
        if text is not None and len(text) > LONGEST_TAG:
            tag.tell(
                "tekst",
                f"text of {len(text)} characters",
                f"longer than the {LONGEST_TAG} of NAV's schema",
            )


def _texts(fields: Fields, *names: str) -> None:
    for name in names:
        fields.text(name)
    fields.rest(strict=True)


def _numbers(person: str | None) -> tuple[Number, ...]:
    found = None if person is None else number_of(person)
    return () if found is None else (found,)


def _refused(told: Told, message: Message, sent: str | None) -> Iterator[Fault]:
    """What the consumer refuses once it has understood the message."""
    card = told.about.removeprefix(wording.ABOUT)
    if message.key is not None and message.key.lower() != card:
        yield Fault(
            where="key",
            field="key",
            found="another key",
            expected=f"the id of the activity ({wording.WRONG_KEY})",
        )
    person = _person(message.value)
    if person is not None and not told.numbers:
        yield Fault(
            field="personIdent",
            found=f"text of {len(person)} characters",
            expected=f"the number of a person ({wording.WRONG_PERSON})",
        )
    if sent is not None and sent == card:
        yield Fault(
            field="messageId",
            found="the id of the activity",
            expected=f"an id of the message's own ({wording.WRONG_MESSAGE_ID})",
        )


def _person(value: Any) -> str | None:
    card = value.get("aktivitetskort")
    found = (card if isinstance(card, Mapping) else value).get("personIdent")
    return found if isinstance(found, str) and found else None
