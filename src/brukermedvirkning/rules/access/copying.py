"""The participant's own copy: everything, and by name what is withheld and why.

Where a view is silent, the copy speaks. Source: definitions 3.1; GDPR art. 15.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import attrs

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case, collections
from brukermedvirkning.domain.concepts import ActorKind
from brukermedvirkning.domain.record import Id, Record, Text
from brukermedvirkning.rules.access.context import AccessContext
from brukermedvirkning.rules.access.deciding import may
from brukermedvirkning.rules.access.log import AccessEntry
from brukermedvirkning.rules.access.parts import parts_of
from brukermedvirkning.rules.access.peers import as_staff
from brukermedvirkning.rules.access.plain import lines, plain
from brukermedvirkning.rules.access.projecting import without
from brukermedvirkning.rules.access.questions import Action, Denied, Resource
from brukermedvirkning.rules.access.view import CaseView, view_for

__all__ = ["OTHERS_ROLE", "STATUTORY_GROUNDS", "ParticipantsCopy", "Withheld"]
__all__ += ["participants_copy"]

OTHERS_ROLE = Denied(
    rule="access.others-role", ground="another person's health is theirs to tell"
)

STATUTORY_GROUNDS: Mapping[str, str] = MappingProxyType(
    {
        "access.draft": "forvaltningsloven (DK) § 12; personopplysningsloven (NO) § 16 e",
        "access.others-role": "GDPR art. 15(4)",
    }
)
"""What the core's own withholdings rest on; those of a plugin name their rule's source."""


@attrs.frozen(kw_only=True)
class Withheld(Record):
    """One thing that the copy does not show: which row or part, and on which ground.

    `part` is None where the whole row is withheld. `source` is the provision.
    """

    kind: Id
    id: Id
    part: Id | None = None
    rule: Id
    ground: Text
    source: Text


@attrs.frozen(kw_only=True)
class ParticipantsCopy(Record):
    """A participant's copy of their case, what it leaves out, and who has read in it."""

    view: CaseView
    withheld: tuple[Withheld, ...] = ()
    log: tuple[AccessEntry, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The copy as values that JSON has; every field of every row is there."""
        copied: dict[str, Any] = plain(self)
        return {"format": "brukermedvirkning.participants_copy", "version": 1, **copied}

    def as_text(self, words: Mapping[str, str] = MappingProxyType({})) -> str:
        """The copy as text; `words` translates names of fields, kinds and codes."""
        return "\n".join((*lines(plain(self), words), ""))


def participants_copy(
    case: Case, context: AccessContext, log: tuple[AccessEntry, ...] = ()
) -> ParticipantsCopy:
    """The participant's complete copy of a case.

    Each row and part is in it, or is named with the ground on which it is not. `log` is
    who has read, without names unless the service shows them.
    """
    actor = Actor(kind=ActorKind.PARTICIPANT, id=case.participant.id)
    return ParticipantsCopy(
        view=view_for(case, actor, context),
        withheld=tuple(_withheld(case, actor, context)),
        log=tuple(entry for entry in log if entry.case == case.id),
    )


def _withheld(case: Case, actor: Actor, context: AccessContext) -> Iterator[Withheld]:
    shown = frozenset(context.peers_shown)
    sources = {**STATUTORY_GROUNDS} | {
        rule.id: rule.source for rule in context.deny_rules
    }
    for kind, row in _rows(case):
        row_id = row.id
        resource = Resource(case=case, kind=kind, row=None if kind == "case" else row)
        parts = (
            None,
            *(p.name for p in parts_of(kind) if _says_something(row, p.paths)),
        )
        denials = {
            part: answer
            for part in parts
            for answer in (
                may(actor, Action.READ, attrs.evolve(resource, part=part), context),
            )
            if isinstance(answer, Denied)
        }
        if None in denials:
            denials = {None: denials[None]}
        elif kind != "case" and as_staff(row, shown) != row:
            denials["role"] = OTHERS_ROLE
        for part, denial in denials.items():
            yield Withheld(
                kind=kind,
                id=row_id,
                part=part,
                rule=denial.rule,
                ground=denial.ground,
                source=sources[denial.rule],
            )


def _rows(case: Case) -> Iterator[tuple[str, Any]]:
    yield "case", case
    if case.plan is not None:
        yield "plan", case.plan
    for name, kind in collections().items():
        yield from ((kind.kind, row) for row in getattr(case, name))


def _says_something(row: Any, paths: tuple[str, ...]) -> bool:
    """Whether a part has anything in it that could be withheld."""
    return any(without(row, path) != row for path in paths)
