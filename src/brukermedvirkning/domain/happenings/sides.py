"""Whose turn it is: acts of the participant's own side, and acts of the service.

Shared by the areas of decisions, measures and requests; no happenings of its own.
Source: definitions 3.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import Party
from brukermedvirkning.domain.happenings.base import Act, Refusal, find_row
from brukermedvirkning.domain.happenings.voices import (
    is_on_own_side,
    mandated,
    refuse_claims,
    refuse_voice,
)

__all__ = [
    "own_side_alone",
    "refuse_missing",
    "refuse_named",
    "row_of",
    "service_alone",
    "speaker",
]

R = TypeVar("R", bound=Item)


def speaker(case: Case, act: Act) -> str | None:
    """The member of the team who spoke for the participant; None for anybody else."""
    if act.party is not Party.REPRESENTATIVE:
        return None
    member = mandated(case, act.source, act.on)
    return None if member is None else member.id


def own_side_alone(case: Case, act: Act, *permitted: str) -> Iterator[Refusal]:
    """The participant alone, or a representative with a mandate, does this."""
    yield from refuse_voice(case, act)
    if not is_on_own_side(act):
        yield Refusal(
            rule="voice.own-side",
            reason="it is for the participant, or a representative with a mandate",
            permitted=permitted,
        )


def service_alone(act: Act, *permitted: str) -> Iterator[Refusal]:
    """The service alone does this."""
    if act.party is not Party.SERVICE:
        yield Refusal(
            rule="voice.service", reason="it is for the service", permitted=permitted
        )


def refuse_named(act: Act, parties: Iterable[Party]) -> Iterator[Refusal]:
    """Whoever acts may name their own side; the participant only the participant names."""
    yield from refuse_claims(act, (one for one in parties if one is not act.party))


def row_of(case: Case, kind: type[R], row_id: str) -> R | None:
    """The row of a class and id, or None where it is not there or stands in error."""
    row = find_row(case, kind, row_id)
    return None if row is None or row.registered_in_error else row


def refuse_missing(
    case: Case, kind: type[Item], ids: Iterable[str | None]
) -> Iterator[Refusal]:
    """What an act names is in the case, and not registered in error."""
    if any(one is not None and row_of(case, kind, one) is None for one in ids):
        yield Refusal(rule=f"{kind.kind}.there", reason=f"there is no such {kind.kind}")
