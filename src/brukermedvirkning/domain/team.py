"""The team around a participant: caseworkers, mentors, supporters, representatives.

A supporter, a mentor and a representative are places in the team; a mandate stands
beside, with its dates. Source: D20, D97-98, D145, H10 "på egne vegne".
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

import attrs

from brukermedvirkning.domain.actors import UNKNOWN_ACTOR, Actor, Item
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import MandateKind, MentorChoice, Party, Role
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.record import Id, Number, Record, Text
from brukermedvirkning.errors import Fault

__all__ = ["Mandate", "TeamMember"]


@attrs.frozen(kw_only=True)
class Mandate(Record):
    """What somebody may do for the participant, for how long, and what it rests on.

    A supporter has no right to act, or to read alone: both are refused.
    """

    nature: MandateKind
    period: Period
    may_act: bool = False
    may_read: bool = False
    reference: Text | None = None

    def _invariants(self) -> Iterator[Fault]:
        """A supporter neither acts nor reads for the participant."""
        if self.nature is MandateKind.SUPPORTER and (self.may_act or self.may_read):
            yield Fault(
                field="may_act",
                expected="false, and may_read too: a supporter acts and reads for nobody",
            )


@attrs.frozen(kw_only=True)
class TeamMember(Item):
    """Somebody's place in the team, with its dates.

    `stands_in` marks cover for somebody else. `choice` tells how much of a choice the
    participant had (D145); `ended_at_wish_of` who wanted the change. `follows_up` lists
    the goals whose following up is this member's.
    """

    kind: ClassVar[str] = "team_member"

    period: Period
    role: Coded[Role]
    actor: Actor = UNKNOWN_ACTOR
    stands_in: bool = False
    choice: MentorChoice = MentorChoice.UNKNOWN
    candidates: Number | None = None
    ended_at_wish_of: Party = Party.UNKNOWN
    follows_up: tuple[Id, ...] = ()
    mandate: Mandate | None = None

    @property
    def day(self) -> date | None:
        """The first day in the place."""
        return self.period.start
