"""Shielded persons: a rule that closes a case to everybody but the named.

For people whose address is secret, for colleagues, for the known. Deny-only, like every
rule that is added. Source: definitions 3; in Norway kode 6, kode 7 and skjerming.
"""

from __future__ import annotations

from collections.abc import Collection

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import ActorKind
from brukermedvirkning.rules.access.questions import AccessQuestion, Denied, DenyRule

__all__ = ["shielding"]


def shielding(
    rule_id: str,
    *,
    source: str,
    persons: Collection[str],
    readers: Collection[str] = (),
) -> DenyRule:
    """A rule by which only the person and the named readers come near these persons.

    A representative has to be named too: it may be them that somebody is shielded from.
    """
    shielded, named = frozenset(persons), frozenset(readers)

    def denies(question: AccessQuestion, case: Case) -> Denied | None:
        actor, person = question.actor, case.participant.id
        own = actor.kind is ActorKind.PARTICIPANT and actor.id == person
        if person not in shielded or own or actor.id in named:
            return None
        return Denied(rule=rule_id, ground="shielded")

    return DenyRule(id=rule_id, source=source, denies=denies)
