"""What one message says of a decision on a participation: its names, and no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import attrs

from brukermedvirkning.domain.concepts import (
    ActorKind,
)
from brukermedvirkning.domain.record import PERSONAL
from brukermedvirkning_norway.nav import times
from brukermedvirkning_norway.nav.fields import Fields, without_numbers

__all__ = [
    "ANSWERED",
    "CHANGE",
    "CHANGES",
    "ENDS",
    "ID",
    "NUMBERS",
    "ORDER",
    "OTHERS",
    "PROPOSAL",
    "Word",
    "kind_in",
    "word_in",
]

ID = "no.nav.deltaker-vedtak"
_BY_PARTICIPANT, _BY_NAV = "InnbyggerGodkjennUtkast", "NavGodkjennUtkast"
ORDER, CHANGE, PROPOSAL = "Vedtak", "Endring", "Forslag"
OTHERS = frozenset(
    {
        "EndringFraArrangor",
        "EndringFraTiltakskoordinator",
        "VurderingFraArrangor",
        "ImportertFraArena",
        "InnsokPaaFellesOppstart",
    }
)
_KINDS = OTHERS | {_BY_PARTICIPANT, _BY_NAV, ORDER, CHANGE, PROPOSAL}
_ACTORS: Mapping[str, ActorKind] = {
    "NavVeileder": ActorKind.STAFF,
    "NavTiltakskoordinator": ActorKind.STAFF,
    "Deltaker": ActorKind.PARTICIPANT,
    "Arrangor": ActorKind.ORGANISATION,
    "System": ActorKind.SYSTEM,
}
ENDS = frozenset(
    {
        "IkkeAktuell",
        "AvsluttDeltakelse",
        "EndreAvslutning",
        "AvbrytDeltakelse",
        "EndreSluttarsak",
        "Sluttarsak",
    }
)
CHANGES = frozenset(
    {
        "EndreBakgrunnsinformasjon",
        "EndreInnhold",
        "EndreDeltakelsesmengde",
        "EndreStartdato",
        "EndreSluttdato",
        "ForlengDeltakelse",
        "ReaktiverDeltakelse",
        "FjernOppstartsdato",
        "Deltakelsesmengde",
        "Startdato",
        "Sluttdato",
    }
)
ANSWERED = frozenset({"Godkjent", "Avvist"})
_ANSWERS = ANSWERED | {"VenterPaSvar", "Tilbakekalt", "Erstattet"}
_DETAILS = ("endring", "forslag", "begrunnelse")
NUMBERS = ("personIdent", "norskIdent", "ident", "fnr")


@attrs.frozen(kw_only=True)
class Word:
    """What one message says of a decision.

    `settled` says that it is decided, and `by_nav` and `by_participant` who approved
    a draft, where that is said.
    """

    about: str
    kind: str
    participation: str | None
    at: datetime | None
    settled: bool
    by_nav: bool
    by_participant: bool
    change: str | None
    answer: str | None
    actor: ActorKind
    reason: str | None = attrs.field(repr=False, metadata=PERSONAL)
    unknown: Mapping[str, Any] = attrs.field(repr=False, metadata=PERSONAL)


def kind_in(value: Any) -> str | None:
    """What the message is, by its own word, or by the one field that only it has."""
    if not isinstance(value, Mapping):
        return None
    for place in (value, value.get("payload")):
        if not isinstance(place, Mapping):
            continue
        for name in ("type", "hendelseType", "hendelse"):
            found = place.get(name)
            if isinstance(found, str) and found in _KINDS:
                return found
    return ORDER if "fattetAvNav" in value else None


def word_in(fields: Fields, kind: str) -> Word | None:
    """What a message says, with its faults in the report of the fields."""
    for name in ("type", "hendelseType", "hendelse", *NUMBERS):
        fields.raw(name)
    inside = fields.inside("payload") if fields.has("payload") else None
    if inside is not None:
        for name in ("type", "hendelseType", "hendelse"):
            inside.raw(name)
    places = [fields] if inside is None else [fields, inside]
    own = fields.uuid("id")
    participation = _first(one.uuid("deltakerId") for one in places)
    decided = _first(one.instant("fattet", "fattetDato") for one in places)
    instants = ("tidspunkt", "endret", "opprettet")
    told = _first(one.instant(name) for name in instants for one in places)
    at = decided or told
    by_nav = True in [one.flag("fattetAvNav") for one in places]
    actor = _actor(places)
    change, answer = _change(places, kind), None
    if kind == PROPOSAL:
        answer = _first(_answer(one) for one in places)
    reason = _first(_reason(one) for one in places)
    details = {
        name: without_numbers(value)
        for one in places
        for name in _DETAILS
        if isinstance(value := one.raw(name), Mapping)
    }
    unknown = {} if inside is None else inside.rest()
    unknown = {**fields.rest(), **({"payload": unknown} if unknown else {}), **details}
    if own is None and participation is None:
        fields.wrong("deltakerId", None, "the participation, or an id of its own")
    if kind in (_BY_PARTICIPANT, _BY_NAV) and at is None:
        fields.wrong("tidspunkt", None, "the instant of an approval")
    if fields.report.faults:
        return None
    return Word(
        about=_about(kind, own, participation, at),
        kind=kind,
        participation=participation,
        at=at,
        settled=_is_settled(kind, answer, by_nav=by_nav, is_dated=decided is not None),
        by_nav=kind == _BY_NAV or by_nav,
        # It is the participant's own, or of nobody who says to be another.
        by_participant=kind == _BY_PARTICIPANT
        and actor in (ActorKind.PARTICIPANT, ActorKind.UNKNOWN),
        change=change,
        answer=answer,
        actor=actor,
        reason=reason,
        unknown=unknown,
    )


def _is_settled(kind: str, answer: str | None, *, by_nav: bool, is_dated: bool) -> bool:
    """Whether something is decided: not a draft, and not a proposal without an answer."""
    if kind == PROPOSAL:
        return answer in ANSWERED
    return kind != ORDER or by_nav or is_dated


def _first(found: Iterator[Any]) -> Any:
    """The first that is there; all of them are read, for their faults."""
    return next((one for one in list(found) if one is not None), None)


def _about(
    kind: str, own: str | None, participation: str | None, at: datetime | None
) -> str:
    """An approval and the decision that comes of it, on one day, are one decision."""
    if kind in (CHANGE, PROPOSAL):
        stamp = None if at is None else int(at.timestamp() * 1000)
        return f"{kind.lower()}-{own or f'{participation}-{stamp}'}"
    if participation is None:
        return f"vedtak-{own}"
    day = "unknown" if at is None else str(times.civil_day(at))
    return f"vedtak-{participation}-{day}"


def _actor(places: Sequence[Fields]) -> ActorKind:
    """Who did it; a name or an ident of theirs is left where it is."""
    for one in places:
        found = one.inside("ansvarlig")
        if found is not None:
            code = found.code("type", known=frozenset(_ACTORS))
            # Nobody that the contract knows is not the participant.
            return _ACTORS.get(code or "", ActorKind.SYSTEM)
    return ActorKind.UNKNOWN


def _change(places: Sequence[Fields], kind: str) -> str | None:
    """Which change, as the entry of the history has it."""
    if kind not in (CHANGE, PROPOSAL):
        return None
    for one in places:
        for name in ("endring", "endringstype", "forslag"):
            value = one.raw(name)
            if isinstance(value, Mapping):
                value = value.get("type")
            if isinstance(value, str):
                if value not in CHANGES | ENDS:
                    one.tell(name, "another change", "not one of the contract; kept")
                return value
    return None


def _answer(fields: Fields) -> str | None:
    """Where a proposal stands."""
    if not isinstance(fields.raw("status"), Mapping):
        return fields.code("status", known=_ANSWERS)
    inside = fields.inside("status")
    assert inside is not None
    return inside.code("type", known=_ANSWERS)


def _reason(fields: Fields) -> str | None:
    """Why; it may be text, or an object with text."""
    if not isinstance(fields.raw("begrunnelse"), Mapping):
        return fields.text("begrunnelse")
    inside = fields.inside("begrunnelse")
    assert inside is not None
    return inside.text("tekst", "fritekst")
