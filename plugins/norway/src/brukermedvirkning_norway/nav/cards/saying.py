"""Interventions as messages about cards: those that told of them, and what is new.

A message that NAV has had keeps its id. A new one has an id made of its content, so
that one message is never sent under two ids, and the same again is known as the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import attrs

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.concepts import ActorKind, InterventionStatus
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning_norway import data
from brukermedvirkning_norway.nav import times
from brukermedvirkning_norway.nav.cards import wording
from brukermedvirkning_norway.nav.cards.checking import LONGEST_TAG
from brukermedvirkning_norway.nav.cards.showing import kept_messages, shown_of
from brukermedvirkning_norway.nav.codes import of_norway
from brukermedvirkning_norway.nav.course import planned_of

__all__ = ["Sender", "said"]

_TYPES = "no.nav.aktivitetskort-type"
_OURS = uuid5(NAMESPACE_URL, "urn:brukermedvirkning:no.nav.aktivitetskort")
_STATUSES: Mapping[InterventionStatus, str] = {
    InterventionStatus.PLANNED: "PLANLAGT",
    InterventionStatus.RUNNING: "GJENNOMFORES",
    InterventionStatus.PAUSED: "GJENNOMFORES",
    InterventionStatus.COMPLETED: "FULLFORT",
    InterventionStatus.STOPPED: "AVBRUTT",
    InterventionStatus.NEVER_STARTED: "AVBRUTT",
}
_NAV_IDENT = re.compile(r"[A-Za-z]\d{6}")
_ORGANISATION = re.compile(r"\d{9}")


@attrs.frozen(kw_only=True)
class Sender:
    """Who sends: the source's name at NAV, who deletes, and the instant of what has none."""

    source: str
    nav_ident: str | None = None
    at: datetime | None = None


def said(
    row: Intervention, case: str, sender: Sender
) -> Iterator[dict[str, Any] | str]:
    """The messages as they are kept, the earliest first, and why one cannot be said."""
    kept = kept_messages(row.extensions)
    deleted = [one for one in kept if one["actionType"] == wording.DELETE]
    for one in deleted or kept:
        yield _unsayable(one) or one
    if deleted:
        return
    if row.registered_in_error or row.is_gone:
        yield from _deletion(row, case, kept, sender)
    elif not kept or not _is_as_told(row, kept):
        yield from _upsert(row, case, kept, sender)


def _is_as_told(row: Intervention, kept: list[dict[str, Any]]) -> bool:
    told = shown_of(row.id, kept)
    same = ("measure", "status", "period", "planned_start", "planned_end")
    return all(getattr(row, name) == getattr(told, name) for name in same)


def _unsayable(message: Mapping[str, Any]) -> str | None:
    """Why the published schema has no place for a message that its consumer took."""
    if message["source"] not in wording.SOURCES:
        return "its source is none that the schema has"
    if message.get("aktivitetskortType") in wording.UNPUBLISHED_TYPES:
        return "its kind of card is none that the schema has"
    tags = message.get("aktivitetskort", {}).get("etiketter", ())
    if any(len(tag.get("tekst", "")) > LONGEST_TAG for tag in tags):
        return f"a tag is longer than the {LONGEST_TAG} characters of the schema"
    return None


def _deletion(
    row: Intervention, case: str, kept: list[dict[str, Any]], sender: Sender
) -> Iterator[dict[str, Any] | str]:
    if not kept and _type_of(row) is None:
        return
    if sender.nav_ident is None:
        yield "it is in error, and who deletes it (nav-ident) is not told"
        return
    yield _with_id(
        {
            "source": sender.source,
            "actionType": wording.DELETE,
            "aktivitetsId": _card_id(row, case),
            "navIdent": sender.nav_ident,
        }
    )


def _upsert(
    row: Intervention, case: str, kept: list[dict[str, Any]], sender: Sender
) -> Iterator[dict[str, Any] | str]:
    """The card as it stands now, on the ground of what NAV had of it last."""
    by_nav = of_norway(row.extensions).get("contract") == "no.nav.aktivitet"
    kind = _type_of(row)
    status = _STATUSES.get(row.status)
    last = max(filter(None, map(_at, kept)), default=None)
    at = row.recorded.at
    if at is None or (last is not None and at <= last):
        at = sender.at
    if by_nav:
        yield "what is known of it is NAV's own word, and no card"
    elif kind is None or kind in wording.UNPUBLISHED_TYPES:
        yield "its measure is no kind of card that the schema has"
    elif status is None:
        yield "where it stands is not known"
    elif at is None or (last is not None and at <= last):
        yield "when it was changed is not known (at)"
    else:
        yield _with_id(
            {
                "source": sender.source,
                "actionType": wording.UPSERT,
                "aktivitetskortType": kind,
                "aktivitetskort": _card(row, case, kept, kind, status, at, sender),
            }
        )


def _card(
    row: Intervention,
    case: str,
    kept: list[dict[str, Any]],
    kind: str,
    status: str,
    at: datetime,
    sender: Sender,
) -> dict[str, Any]:
    first, last = planned_of(row)
    before = kept[-1]["aktivitetskort"] if kept else {}
    if before.get("aktivitetStatus") == "FORSLAG" and status == "PLANLAGT":
        status = "FORSLAG"
    card = {
        "tittel": _title(kind),
        "avtaltMedNav": False,
        **before,
        "id": _card_id(row, case),
        "aktivitetStatus": status,
        "startDato": None if first is None else str(first),
        "sluttDato": None if last is None else str(last),
        "endretAv": _changed_by(row.recorded.by, sender),
        "endretTidspunkt": times.written(at),
    }
    return {name: value for name, value in card.items() if value is not None}


def _title(kind: str) -> str:
    """The name of the kind of card, where a card had no title."""
    term = data.vocabulary(_TYPES).find(kind)
    labels = () if term is None else term.labels
    return next((one.text for one in labels if one.language == "nb"), kind)


def _type_of(row: Intervention) -> str | None:
    code = row.measure.code
    if code is None:
        return None
    if code.scheme == _TYPES:
        return code.code if code.code in wording.TYPES else None
    found = {target.code for target in _cards_of(code, row)}
    return found.pop() if len(found) == 1 else None


def _cards_of(code: Code, row: Intervention) -> Iterator[Code]:
    for crosswalk in data.crosswalks().values():
        if (crosswalk.from_scheme, crosswalk.to_scheme) == (code.scheme, _TYPES):
            for mapping in crosswalk.translate(code.code, planned_of(row)[0]):
                yield crosswalk.target(mapping)


def _changed_by(actor: Actor, sender: Sender) -> dict[str, str]:
    """Who changed it: by an ident that the contract has, else the sender's system."""
    ident = actor.id or ""
    if actor.kind is ActorKind.PARTICIPANT:
        return {"identType": "PERSONBRUKERIDENT"}
    if actor.kind is ActorKind.STAFF and _NAV_IDENT.fullmatch(ident):
        return {"ident": ident, "identType": "NAVIDENT"}
    if actor.kind is ActorKind.ORGANISATION and _ORGANISATION.fullmatch(ident):
        return {"ident": ident, "identType": "TILTAKSARRAGOER"}
    return {"ident": sender.source, "identType": "SYSTEM"}


def _card_id(row: Intervention, case: str) -> str:
    """The card's own id: as NAV had it, else a uuid made of the row's."""
    own = row.id.removeprefix(wording.ABOUT)
    try:
        return str(UUID(own))
    except ValueError:
        return str(uuid5(_OURS, json.dumps([case, row.id])))


def _with_id(message: dict[str, Any]) -> dict[str, Any]:
    content = json.dumps(message, ensure_ascii=False, sort_keys=True)
    return {"messageId": str(uuid5(_OURS, content)), **message}


def _at(message: Mapping[str, Any]) -> datetime | None:
    return times.instant(message["aktivitetskort"]["endretTidspunkt"])
