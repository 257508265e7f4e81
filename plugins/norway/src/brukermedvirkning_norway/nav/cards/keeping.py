"""A message about a card as a row keeps it: in one spelling, and without numbers.

The number of the person is taken out, and the ident of a change that the person made,
which is that number too; a writer puts both in again. What is null is left out, ids are
in lower case, and instants are spelt in one way.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from brukermedvirkning_norway.nav import times
from brukermedvirkning_norway.nav.cards import wording

__all__ = ["for_keeping", "for_sending"]

_IDS = ("id", "messageId", "aktivitetsId")
_INSTANTS = ("endretTidspunkt", "sendt")
_DAYS = ("startDato", "sluttDato")


def for_keeping(value: Mapping[str, Any]) -> dict[str, Any]:
    """The message to keep."""
    kept = _plain(value)
    kept.pop("personIdent", None)
    card = kept.get("aktivitetskort")
    if card is not None:
        card.pop("personIdent", None)
        changed = card["endretAv"]
        kind = wording.SCHEMA_IDENTS[changed["identType"]]
        changed["identType"] = kind
        if kind in wording.PERSONAL_IDENTS:
            changed.pop("ident", None)
    return kept


def for_sending(kept: Mapping[str, Any], person: str) -> dict[str, Any]:
    """The message with the number of its person, as the published schema has it."""
    sent = _plain(kept)
    card = sent.get("aktivitetskort")
    if card is None:
        return {**sent, "personIdent": person}
    card["personIdent"] = person
    card["endretAv"].setdefault("ident", person)
    return sent


def _plain(value: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _spelt(name, one) for name, one in value.items() if one is not None}


def _spelt(name: str, value: Any) -> Any:
    match value:
        case Mapping():
            return _plain(value)
        case list() | tuple():
            return [_spelt("", one) for one in value]
        case str() if name in _IDS:
            return value.lower()
        case str() if name in _INSTANTS:
            at = times.instant(value)
            return value if at is None else times.written(at)
        case str() if name in _DAYS:
            return str(times.day(value) or value)
        case _:
            return value
