"""Rules that close a case, or a row of it, where NAV has marked it. They can only deny.

Who may still read a protected person's case, NAV asks another system (poao-tilgang); no
contract carries its answer. Here it is those whom the service itself names on the case.
A mark that is there and cannot be understood closes: a protected person is not shown
because a code was new.
"""

from __future__ import annotations

from typing import Any

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case, row_kinds
from brukermedvirkning.domain.concepts import ActorKind
from brukermedvirkning.rules.access import AccessQuestion, Denied, DenyRule
from brukermedvirkning_norway.marks import (
    CONFIDENTIAL,
    OFFICE,
    READERS,
    SHIELDED,
    said_by_nav,
    unit_of_office,
)

__all__ = ["ACCESS_RULES", "OFFICE_ONLY", "SECRET", "SHIELDED_PERSON"]

_NOT_MARKED = (None, False, "")


def _closed_to_others(rule_id: str, mark: str, source: str) -> DenyRule:
    """A rule by which only the person and the named come near a case that is marked."""

    def denies(question: AccessQuestion, case: Case) -> Denied | None:
        said = said_by_nav(case)
        if said.get(mark) in _NOT_MARKED or _is_own(question.actor, case):
            return None
        named = said.get(READERS)
        # A name alone is no list of names.
        if isinstance(named, tuple) and question.actor.id in (*_texts(named),):
            return None
        return Denied(rule=rule_id, ground=mark)

    return DenyRule(id=rule_id, source=source, denies=denies)


def _texts(values: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(value for value in values if isinstance(value, str))


def _is_own(actor: Actor, case: Case) -> bool:
    return actor.kind is ActorKind.PARTICIPANT and actor.id == case.participant.id


def _for_another_office(question: AccessQuestion, case: Case) -> Denied | None:
    """What was written under the qualification programme is its office's to read.

    The participant reads it too: no source says otherwise, and it is their record.
    """
    if _is_own(question.actor, case):
        return None
    for office in (_office(case), _office(_row(question, case))):
        if office not in _NOT_MARKED and not _is_of(question.actor, office):
            return Denied(rule="no.kontorsperre", ground=OFFICE)
    return None


def _is_of(actor: Actor, office: Any) -> bool:
    """Whether somebody reads for an office, by its number or by its unit."""
    return isinstance(office, str) and actor.unit in (office, unit_of_office(office))


def _office(of: Any) -> Any:
    return None if of is None else said_by_nav(of).get(OFFICE)


def _row(question: AccessQuestion, case: Case) -> Any:
    """The row that is asked about; None for the case, the plan and a kind as such."""
    name = row_kinds().get(question.item_kind)
    rows = () if name is None else getattr(case, name)
    return next((row for row in rows if row.id == question.item), None)


SECRET = _closed_to_others(
    "no.adressebeskyttelse",
    CONFIDENTIAL,
    "kode 6 and 7: amt-deltakelser (STRENGT_FORTROLIG, FORTROLIG, "
    "STRENGT_FORTROLIG_UTLAND)",
)
"""Persons whose address is secret."""

SHIELDED_PERSON = _closed_to_others(
    "no.skjerming", SHIELDED, "skjermede personer: amt-deltakelser (erSkjermet)"
)
"""Persons who are shielded."""

OFFICE_ONLY = DenyRule(
    id="no.kontorsperre",
    source="kontorsperre under KVP: veilarbaktivitet (kontorsperreEnhetId)",
    denies=_for_another_office,
)
"""What one office alone may read."""

ACCESS_RULES: tuple[DenyRule, ...] = (SECRET, SHIELDED_PERSON, OFFICE_ONLY)
