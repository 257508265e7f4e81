"""The plan of a case: challenges, goals, where each party stands, reviews.

The plan is the participant's. That is not a field, for a field would always say yes: it
follows from who worded the goals, who proposed them and who agreed to what.
Source: H8, H16, M12, M30, D9, D19.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

import attrs

from brukermedvirkning.domain.actors import UNKNOWN_ACTOR, Actor, Item
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    Answer,
    Area,
    CommentKind,
    GoalKind,
    GoalStatus,
    ItemKind,
    Party,
    PlanKind,
    Proposer,
    Purpose,
    StanceAnswer,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.record import PERSONAL, Id, Ordinal, Record, Text
from brukermedvirkning.errors import Fault

__all__ = [
    "ActionPlan",
    "Challenge",
    "Comment",
    "Goal",
    "OtherPlan",
    "PlanReview",
    "Stance",
    "Wording",
    "proposer",
]


def proposer(parties: tuple[Party, ...]) -> Proposer:
    """Who proposed: the participant alone, together with others, or others only.

    A representative speaks for the participant and is told apart by the parties
    themselves: a proposal by a representative alone is not the participant's own.
    Source: H8, H10 "på egne vegne".
    """
    if not parties or set(parties) == {Party.UNKNOWN}:
        return Proposer.UNKNOWN
    if Party.PARTICIPANT not in parties:
        return Proposer.UNKNOWN if Party.UNKNOWN in parties else Proposer.OTHERS
    return Proposer.PARTICIPANT_ALONE if len(parties) == 1 else Proposer.TOGETHER


@attrs.frozen(kw_only=True)
class ActionPlan(Record):
    """The one plan of a case, over all its enrolments and areas. Source: D19.

    `policy` names the ownership policy in force; `available_on` is the day from which
    the participant could read it.
    """

    id: Id
    period: Period
    kind: Coded[PlanKind] = Coded(concept=PlanKind.UNKNOWN)
    policy: Id | None = None
    available_on: date | None = None


@attrs.frozen(kw_only=True)
class Wording(Record):
    """One version of the words of a challenge or goal, and whose words they are."""

    version: Ordinal
    text: Text = attrs.field(repr=False, metadata=PERSONAL)
    worded_by: tuple[Party, ...] = ()
    on: date | None = None


@attrs.frozen(kw_only=True)
class _Worded(Item):
    """What a challenge and a goal share: words in versions, the last one current."""

    derived: ClassVar[tuple[str, ...]] = (
        *Item.derived,
        "proposer",
        "version",
        "worder",
    )

    on: date | None = None
    wordings: tuple[Wording, ...]
    proposed_by: tuple[Party, ...] = ()
    areas: tuple[Coded[Area], ...] = ()

    def _invariants(self) -> Iterator[Fault]:
        """The versions of the wordings are 1, 2, 3 … in order; there is at least one."""
        versions = tuple(wording.version for wording in self.wordings)
        if not versions or versions != tuple(range(1, len(versions) + 1)):
            yield Fault(
                field="wordings",
                found=f"versions {list(versions)}",
                expected="versions 1, 2, 3 … in order, at least one",
            )

    @property
    def day(self) -> date | None:
        """The day on which it was named."""
        return self.on

    @property
    def text(self) -> str:
        """The current words."""
        return self.wordings[-1].text

    @property
    def version(self) -> int:
        """The number of the current version."""
        return self.wordings[-1].version

    @property
    def proposer(self) -> Proposer:
        """Who proposed it first."""
        return proposer(self.proposed_by)

    @property
    def worder(self) -> Proposer:
        """Whose words the current version has."""
        return proposer(self.wordings[-1].worded_by)


@attrs.frozen(kw_only=True)
class Challenge(_Worded):
    """What the participant meets, in the participant's own words. Source: H8, D9, N73.

    Not a diagnosis, and not a problem description by staff.
    """

    kind: ClassVar[str] = "challenge"
    purpose: ClassVar[Purpose] = Purpose.PARTICIPATION

    closed_on: date | None = None
    goals: tuple[Id, ...] = ()


@attrs.frozen(kw_only=True)
class Goal(_Worded):
    """A goal in the plan. Goals form a forest by `parent`: a goal without is a main one.

    `followed_up_by` is the actor responsible for following up, which is never the same
    thing as owning. `realistic` is the participant's own view. `status_by` tells whose
    act moved the status, `status_reason` why. Source: H16, H22, D134.
    """

    kind: ClassVar[str] = "goal"

    parent: Id | None = None
    topic: Coded[GoalKind] = Coded(concept=GoalKind.UNKNOWN)
    status: GoalStatus = GoalStatus.UNKNOWN
    status_on: date | None = None
    status_by: Party = Party.UNKNOWN
    status_reason: Text | None = attrs.field(
        default=None, repr=False, metadata=PERSONAL
    )
    target_on: date | None = None
    followed_up_by: Actor = UNKNOWN_ACTOR
    realistic: Answer = Answer.NOT_ASKED


@attrs.frozen(kw_only=True)
class Stance(Item):
    """Where one party stood on one version of one item, on one day. Source: H16, B13.

    Rows are added, never overwritten; the latest on the current version is what holds.
    `by_representative` names the team member who spoke with a mandate; the
    participant's own stance is then a row beside it. Only the participant, or a
    mandated representative, can agree for the participant.
    """

    kind: ClassVar[str] = "stance"
    purpose: ClassVar[Purpose] = Purpose.PARTICIPATION

    on: date
    item_kind: ItemKind
    item: Id
    version: Ordinal = 1
    party: Party
    answer: StanceAnswer
    by_representative: Id | None = None
    words: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)

    def _invariants(self) -> Iterator[Fault]:
        """`by_representative` is given only for the participant."""
        if self.by_representative and self.party is not Party.PARTICIPANT:
            yield Fault(
                field="by_representative",
                found=f"a representative speaking for {self.party}",
                expected="a representative for the participant alone",
            )

    @property
    def day(self) -> date:
        """The day on which the stance was taken."""
        return self.on


@attrs.frozen(kw_only=True)
class PlanReview(Item):
    """A look at the plan: was the participant there, and who changed it. Source: M30."""

    kind: ClassVar[str] = "review"
    derived: ClassVar[tuple[str, ...]] = (*Item.derived, "changer")

    on: date
    participant_present: Answer = Answer.UNKNOWN
    changed_by: tuple[Party, ...] = ()
    next_on: date | None = None
    contact: Id | None = None

    @property
    def day(self) -> date:
        """The day of the review."""
        return self.on

    @property
    def changer(self) -> Proposer:
        """Who changed the plan; unknown where nothing was changed or nobody said."""
        return proposer(self.changed_by)


@attrs.frozen(kw_only=True)
class Comment(Item):
    """Words that somebody adds to an item or note; every party may. Source: H17.

    A correction request carries its answer: corrected, or refused with a reason. So does
    a change proposal, of which `corrected` says whether it was taken up.
    """

    kind: ClassVar[str] = "comment"
    purpose: ClassVar[Purpose] = Purpose.PARTICIPATION

    on: date
    item_kind: ItemKind
    item: Id
    party: Party
    nature: CommentKind = CommentKind.COMMENT
    words: Text = attrs.field(repr=False, metadata=PERSONAL)
    answered_on: date | None = None
    corrected: Answer = Answer.UNKNOWN
    answer: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)

    @property
    def day(self) -> date:
        """The day on which the words were added."""
        return self.on


@attrs.frozen(kw_only=True)
class OtherPlan(Item):
    """Another plan that is known to exist elsewhere; D19 wants one. Source: D19."""

    kind: ClassVar[str] = "other_plan"

    period: Period
    nature: Coded[PlanKind] = Coded(concept=PlanKind.UNKNOWN)
    held_by: Id | None = None
    joined_into_this: Answer = Answer.UNKNOWN

    @property
    def day(self) -> date | None:
        """The first day of the other plan."""
        return self.period.start
