"""The dialogue of a plan at NAV: letters between the participant and the counsellor.

Each message is a contact in writing, which is no conversation. What the participant
wrote and a counsellor answered, or has yet to answer, is a request with its answer; that
a message was read is no agreement with it, and what a counsellor marked as settled
without an answer is no request. Source: veilarbdialog: GraphQL `DialogDTO`,
`HenvendelseDTO`; the internal interface names the same fields otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

import attrs

from brukermedvirkning.domain.actors import Actor, Recorded
from brukermedvirkning.domain.carries import Carries
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    ContactForm,
    ContactKind,
    ContactStatus,
    Direction,
    Party,
    RequestAnswer,
    RequestKind,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.record import PERSONAL
from brukermedvirkning.domain.requests import Request
from brukermedvirkning.errors import Fault
from brukermedvirkning.ports import Notice
from brukermedvirkning_norway.nav import times
from brukermedvirkning_norway.nav.contract import Contract, Known
from brukermedvirkning_norway.nav.documents import Message
from brukermedvirkning_norway.nav.fields import Fields, Report
from brukermedvirkning_norway.nav.marking import marked
from brukermedvirkning_norway.nav.numbers import person
from brukermedvirkning_norway.nav.told import Piece, Shown, Told

__all__ = ["DIALOGUES"]

_ID = "no.nav.dialog"
_WRITERS = frozenset({"BRUKER", "VEILEDER"})
_TRAITS = frozenset({"ESKALERINGSVARSEL", "PARAGRAF8"})
_WRITTEN_BY: Mapping[bool | None, tuple[ActorKind, Party, Direction]] = {
    True: (ActorKind.PARTICIPANT, Party.PARTICIPANT, Direction.FROM_PARTICIPANT),
    False: (ActorKind.STAFF, Party.SERVICE, Direction.TO_PARTICIPANT),
    None: (ActorKind.UNKNOWN, Party.UNKNOWN, Direction.UNKNOWN),
}


@attrs.frozen(kw_only=True)
class _Letter:
    """One message of a thread."""

    id: str
    at: datetime
    by_participant: bool | None
    text: str | None = attrs.field(repr=False, metadata=PERSONAL)
    read: bool | None
    unknown: Mapping[str, Any] = attrs.field(repr=False, metadata=PERSONAL)

    @property
    def day(self) -> date:
        """The civil day on which it was sent."""
        return times.civil_day(self.at)


@attrs.frozen(kw_only=True)
class _Thread:
    """A dialogue: its messages in order, and whether the service still owes an answer.

    `settled` is what the service says; None where it does not.
    """

    id: str
    period: str | None
    letters: tuple[_Letter, ...]
    settled: bool | None
    at: datetime | None
    office: str | None
    more: Mapping[str, Any] = attrs.field(repr=False, metadata=PERSONAL)


def _is_thread(value: Any) -> bool:
    return isinstance(value, Mapping) and (
        {"henvendelser", "id"} <= value.keys()
        or {"henvendelser", "dialog_id"} <= value.keys()
    )


def _threads_in(value: Any) -> list[Any] | None:
    """The threads of a GraphQL answer, or None where it is none."""
    inside = value.get("data") if isinstance(value, Mapping) else None
    threads = inside.get("dialoger") if isinstance(inside, Mapping) else None
    return threads if isinstance(threads, list) else None


def _is_one(value: Any) -> bool:
    return _is_thread(value) or _threads_in(value) is not None


def _tell(message: Message) -> Iterator[Told | Fault | Notice]:
    threads = _threads_in(message.value)
    if threads is None:
        yield from _tell_thread(message.value, "")
        return
    for place, thread in enumerate(threads):
        yield from _tell_thread(thread, f"data.dialoger[{place}]")


def _tell_thread(value: Any, where: str) -> Iterator[Told | Fault | Notice]:
    report = Report()
    fields = Fields.of(value, report, where)
    numbers = (
        *person(fields, "fnr", required=False),
        *person(fields, "aktorId", required=False),
    )
    thread = _thread(fields)
    yield from report
    if thread is not None:
        yield Told(
            about=f"dialog-{thread.id}-{thread.period or 'none'}",
            numbers=numbers,
            period=thread.period,
            at=thread.at,
            version=len(thread.letters),
            value=value,
        )


def _thread(fields: Fields) -> _Thread | None:
    thread_id = fields.raw("id", "dialog_id")
    period = fields.uuid("oppfolgingsperiode", "oppfolgingsperiode_id")
    last = fields.instant("sisteDato", "siste_dato")
    begun = fields.instant("opprettetDato", "opprettet_dato")
    fields.text("sisteTekst")
    for trait in fields.raw("egenskaper") or ():
        if trait not in _TRAITS:
            fields.tell("egenskaper", "another trait", "not one of the contract; kept")
    office = fields.text("kontorsperreEnhetId", "kontorsperre_enhet_id")
    settled, owed = fields.flag("ferdigBehandlet"), fields.flag("venter_svar_nav")
    letters = [_letter(one) for one in fields.each("henvendelser", required=True)]
    more = {
        "heading": fields.text("overskrift"),
        "activity": fields.raw("aktivitetId", "aktivitet_id"),
        "historic": fields.flag("historisk"),
        "awaits_participant": fields.flag("venterPaSvar", "venter_svar_bruker"),
        "read_by_participant": str(fields.instant("lestAvBrukerTidspunkt") or "")
        or None,
    }
    for flag in ("lest", "erLestAvBruker"):
        fields.flag(flag)
    fields.raw("fnr", "aktorId")
    more["unknown"] = {
        name: value
        for name, value in fields.rest().items()
        if name not in ("fnr", "aktorId")
    }
    if not isinstance(thread_id, str | int) or isinstance(thread_id, bool):
        fields.wrong("id", thread_id, "the id of a dialogue")
    if fields.report.faults:
        return None
    found = sorted((one for one in letters if one), key=lambda one: (one.at, one.id))
    if settled is None and owed is not None:
        settled = not owed
    return _Thread(
        id=str(thread_id),
        period=period,
        letters=tuple(found),
        settled=settled,
        at=last or (found[-1].at if found else begun),
        office=office,
        more=more,
    )


def _letter(fields: Fields) -> _Letter | None:
    letter_id = fields.raw("id", "henvendelse_id")
    at = fields.instant("sendt", "sendt_dato", required=True)
    writer = fields.code("avsender", "avsender_type", known=_WRITERS, required=True)
    text = fields.text("tekst")
    read = fields.flag("lest", "lest_av_bruker")
    for name in ("dialogId", "dialog_id", "avsenderId", "viktig", "lest_av_veileder"):
        fields.raw(name)
    unknown = fields.rest()
    if at is None or writer is None:
        return None
    return _Letter(
        id=str(letter_id or int(at.timestamp() * 1000)),
        at=at,
        by_participant={"BRUKER": True, "VEILEDER": False}.get(writer),
        text=text,
        read=read,
        unknown=unknown,
    )


def _show(told: Sequence[Told], _: Known) -> Shown:
    """The thread as it was told last: its messages, and what was asked in it."""
    about = told[-1].about
    thread = _thread(Fields.of(told[-1].value, Report(), ""))
    assert thread is not None, "what was told was checked"
    return Shown(
        pieces=(
            *(
                Piece(
                    collection="contacts",
                    row=_contact(about, thread, letter),
                    period=thread.period,
                    day=letter.day,
                )
                for letter in thread.letters
            ),
            *(
                Piece(
                    collection="requests",
                    row=row,
                    period=thread.period,
                    day=row.on,
                )
                for row in _requests(about, thread)
            ),
        )
    )


def _contact(about: str, thread: _Thread, letter: _Letter) -> Contact:
    kind, party, direction = _WRITTEN_BY[letter.by_participant]
    first = letter.id == thread.letters[0].id
    return Contact(
        id=f"{about}/{letter.id}",
        recorded=Recorded(source=Actor(kind=kind), by=Actor(kind=kind), at=letter.at),
        on=letter.day,
        at=letter.at,
        nature=Coded(concept=ContactKind.CORRESPONDENCE),
        form=Coded(concept=ContactForm.DIGITAL_MESSAGE),
        status=ContactStatus.HELD,
        initiative=party if first else Party.UNKNOWN,
        direction=direction,
        messages=1,
        extensions=marked(
            {
                "contract": _ID,
                "text": letter.text,
                "read": letter.read,
                "unknown": letter.unknown,
                "thread": thread.more if first else None,
            },
            office=thread.office,
        ),
    )


def _requests(about: str, thread: _Thread) -> Iterator[Request]:
    """What the participant wrote and the service answered, or still owes an answer to."""
    runs = [
        (by_participant, list(letters))
        for by_participant, letters in groupby(
            thread.letters, key=lambda one: one.by_participant
        )
    ]
    for place, (by_participant, letters) in enumerate(runs):
        if not by_participant:
            continue
        answer = runs[place + 1][1][0] if place + 1 < len(runs) else None
        if answer is None and thread.settled is not False:
            continue
        yield Request(
            id=f"{about}/{letters[0].id}/asked",
            recorded=Recorded(
                source=Actor(kind=ActorKind.PARTICIPANT),
                by=Actor(kind=ActorKind.PARTICIPANT),
                at=(answer or letters[-1]).at,
            ),
            on=letters[0].day,
            nature=Coded(concept=RequestKind.UNKNOWN),
            asked_by=Party.PARTICIPANT,
            answer=RequestAnswer.NOT_YET if answer is None else RequestAnswer.ANSWERED,
            answered_on=None if answer is None else answer.day,
            extensions=marked({"contract": _ID}, office=thread.office),
        )


DIALOGUES = Contract(
    id=_ID,
    title="NAV dialogues between participant and counsellor",
    carries=Carries(
        paths=(
            "contact",
            "contact.on",
            "contact.at",
            "contact.nature",
            "contact.form",
            "contact.status",
            "contact.initiative",
            "contact.direction",
            "request",
            "request.asked_by",
            "request.answer",
            "request.answered_on",
        )
    ),
    is_one=_is_one,
    tell=_tell,
    show=_show,
)
