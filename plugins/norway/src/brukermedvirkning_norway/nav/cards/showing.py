"""What messages about one card come to: one intervention, with what it was before.

All messages that told of it are kept with it, so that in whatever order and however
often they come, the same comes of them. That NAV marked the activity as agreed is NAV's
mark and nobody's agreement. Source: veilarbaktivitet: AktivitetskortService.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import attrs

from brukermedvirkning.domain.actors import Actor, Recorded
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ActorKind, InterventionKind
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.errors import Fault
from brukermedvirkning.ports import Notice, Rejected
from brukermedvirkning_norway.nav import times
from brukermedvirkning_norway.nav.cards import wording
from brukermedvirkning_norway.nav.cards.details import facts
from brukermedvirkning_norway.nav.cards.keeping import for_keeping
from brukermedvirkning_norway.nav.codes import coded, of_norway
from brukermedvirkning_norway.nav.contract import Known
from brukermedvirkning_norway.nav.course import (
    Content,
    earlier_of,
    first_told,
    standing,
)
from brukermedvirkning_norway.nav.documents import text_of
from brukermedvirkning_norway.nav.marking import marked
from brukermedvirkning_norway.nav.told import Piece, Place, Shown, Told

__all__ = ["kept_messages", "show", "shown_of"]

_TYPES = "no.nav.aktivitetskort-type"
_KINDS: Mapping[str, ActorKind] = {
    "NAVIDENT": ActorKind.STAFF,
    "PERSONBRUKERIDENT": ActorKind.PARTICIPANT,
    "TILTAKSARRAGOER": ActorKind.ORGANISATION,
    "ARBEIDSGIVER": ActorKind.ORGANISATION,
    "SYSTEM": ActorKind.SYSTEM,
}
"""Who changed a card; whether an ident of Arena's is a person's is not said."""


@attrs.frozen(kw_only=True)
class _Kept:
    """A message as it is kept, and where it came from; nowhere if it was kept before."""

    value: Mapping[str, Any] = attrs.field(repr=False)
    told: Told | None = None

    @property
    def place(self) -> Place:
        return Place(source="", where="") if self.told is None else self.told.place

    @property
    def at(self) -> datetime | None:
        card = self.value.get("aktivitetskort", self.value)
        return times.instant(card.get("endretTidspunkt") or card.get("sendt") or "")


def show(told: Sequence[Told], known: Known) -> Shown:
    """The intervention that a card is; a card that was deleted is one in error."""
    about = told[0].about
    row = known.rows.get(about)
    kept = {
        _text(value): _Kept(value=value)
        for value in (() if row is None else kept_messages(row.extensions))
    }
    for one in told:
        value = for_keeping(one.value)
        kept.setdefault(_text(value), _Kept(value=value, told=one))
    return _shown(about, [kept[text] for text in sorted(kept)])


def shown_of(about: str, messages: Sequence[Mapping[str, Any]]) -> Intervention:
    """The intervention that kept messages come to."""
    found = _shown(about, [_Kept(value=value) for value in messages]).pieces[0].row
    assert isinstance(found, Intervention)
    return found


def kept_messages(extensions: FrozenMap) -> list[dict[str, Any]]:
    """The messages that a row keeps, in their order; none of a row that is no card."""
    found = of_norway(extensions).get(wording.OWN_KEY)
    messages: list[dict[str, Any]] = [] if found is None else found.thawed()["messages"]
    return messages


def _text(value: Mapping[str, Any]) -> str:
    """A message as text, by which it is known: the order of its fields does not count."""
    return text_of(_sorted(value))


def _sorted(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _sorted(value[name]) for name in sorted(value)}
    return [_sorted(one) for one in value] if isinstance(value, list) else value


def _shown(about: str, kept: Sequence[_Kept]) -> Shown:
    deletions = [one for one in kept if one.value["actionType"] == wording.DELETE]
    cards = sorted(
        (one for one in kept if "aktivitetskort" in one.value),
        key=lambda one: _moment(one.at),
    )
    if deletions:
        return _deleted(about, deletions, cards)
    cards, notices = _once(cards)
    cards, rejected = _allowed(cards)
    row = _row(about, cards)
    first = cards[0].at
    day = None if first is None else times.civil_day(first)
    return Shown(
        pieces=(Piece(collection="interventions", row=row, day=day),),
        notices=tuple(notices),
        rejected=tuple(rejected),
    )


def _moment(at: datetime | None) -> float:
    """An instant to sort by; one that is not known comes first."""
    return float("-inf") if at is None else at.timestamp()


def _deleted(about: str, deletions: Sequence[_Kept], cards: Sequence[_Kept]) -> Shown:
    """What is left of a card that was deleted: that it was, and nothing that it said."""
    last = deletions[-1]
    notices: tuple[Notice, ...] = ()
    if not cards and last.told is not None:
        notices = (
            _notice(
                last,
                "a card that no message told of",
                f"kept as deleted; NAV's consumer answers {wording.NOT_FOUND}",
            ),
        )
    row = Intervention(
        id=about,
        recorded=Recorded(by=Actor(kind=ActorKind.STAFF), at=last.at),
        registered_in_error=True,
        period=Period(),
        measure=Coded(concept=InterventionKind.UNKNOWN),
        extensions=marked(
            {
                "contract": wording.ID,
                wording.OWN_KEY: {"messages": [one.value for one in deletions]},
            }
        ),
    )
    at = last.at or (cards[0].at if cards else None)
    day = None if at is None else times.civil_day(at)
    piece = Piece(collection="interventions", row=row, day=day)
    return Shown(pieces=(piece,), notices=notices, withdrawn=True)


def _once(cards: Sequence[_Kept]) -> tuple[list[_Kept], list[Notice]]:
    """The messages without those under an id that another one had before."""
    seen: set[str] = set()
    kept: list[_Kept] = []
    notices: list[Notice] = []
    for one in cards:
        if one.value["messageId"] in seen:
            notices.append(
                _notice(
                    one,
                    "another message under a known id",
                    f"left out, as NAV's consumer does ({wording.DUPLICATE})",
                )
            )
        else:
            seen.add(one.value["messageId"])
            kept.append(one)
    return kept, notices


def _allowed(cards: Sequence[_Kept]) -> tuple[list[_Kept], list[Rejected]]:
    """The messages without those that take NAV's mark of agreement off again."""
    kept: list[_Kept] = []
    rejected: list[Rejected] = []
    agreed = False
    for one in cards:
        now = one.value["aktivitetskort"]["avtaltMedNav"]
        if agreed and not now:
            rejected.append(_illegal(one))
            continue
        agreed = now
        kept.append(one)
    return kept, rejected


def _illegal(one: _Kept) -> Rejected:
    return Rejected(
        faults=(
            Fault(
                source=one.place.source,
                where=one.place.where,
                field="avtaltMedNav",
                found="false after true",
                expected=f"true, for it cannot be undone ({wording.ILLEGAL_CHANGE})",
            ),
        ),
        content="" if one.told is None else text_of(one.told.value),
        section=wording.ID,
    )


def _notice(one: _Kept, found: str, note: str) -> Notice:
    return Notice(
        source=one.place.source,
        where=one.place.where,
        field="messageId",
        found=found,
        note=note,
    )


def _row(about: str, cards: Sequence[_Kept]) -> Intervention:
    last = cards[-1]
    card = last.value["aktivitetskort"]
    contents = tuple(_contents(cards))
    current = contents[-1]
    statuses = [
        (one.value["aktivitetskort"]["aktivitetStatus"], _day_of(one)) for one in cards
    ]
    status, period = standing(
        _plan_status(card), current.start, current.last, first_told(statuses)
    )
    actor = _actor(card["endretAv"])
    return Intervention(
        id=about,
        recorded=Recorded(source=actor, by=actor, at=last.at),
        period=period,
        measure=current.measure,
        status=status,
        planned_start=current.start,
        planned_end=current.last,
        earlier=earlier_of(contents),
        extensions=marked(
            {
                "contract": wording.ID,
                wording.OWN_KEY: {
                    "messages": [one.value for one in cards],
                    "status": card["aktivitetStatus"],
                    "facts": facts(_details(card)),
                },
            },
            agreed=card["avtaltMedNav"],
        ),
    )


def _contents(cards: Sequence[_Kept]) -> Iterator[Content]:
    for one in cards:
        card = one.value["aktivitetskort"]
        start = times.day(card.get("startDato") or "")
        yield Content(
            on=_day_of(one),
            measure=coded(InterventionKind, _TYPES, one.value["aktivitetskortType"]),
            start=start,
            last=times.day(card.get("sluttDato") or ""),
            words=(
                card["tittel"],
                card.get("beskrivelse"),
                tuple(sorted(facts(_details(card)).items())),
            ),
        )


def _plan_status(card: Mapping[str, Any]) -> str:
    """The status as the plan calls it: a suggestion has another name there."""
    status = str(card["aktivitetStatus"])
    return "BRUKER_ER_INTERESSERT" if status == "FORSLAG" else status


def _details(card: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (one.get("label", ""), one.get("verdi", "")) for one in card.get("detaljer", ())
    ]


def _day_of(one: _Kept) -> date | None:
    return None if one.at is None else times.civil_day(one.at)


def _actor(changed: Mapping[str, str]) -> Actor:
    """Who changed it; of the participant no number, and of Arena's idents no kind."""
    kind = _KINDS.get(changed["identType"], ActorKind.UNKNOWN)
    ident = changed.get("ident", "").strip()
    plain = ident.isascii() and ident.isprintable() and ident
    return Actor(kind=kind, id=ident if plain else None)
