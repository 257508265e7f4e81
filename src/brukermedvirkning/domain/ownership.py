"""Ownership policies: which party may do which happening, before and after agreement.

A policy is data. What holds under every policy is not in it and cannot be closed by it.
Source: definitions 3.1; the veilarbaktivitet rules of NAV for what is locked once agreed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import attrs

from brukermedvirkning.domain.concepts import Party
from brukermedvirkning.domain.record import Id, Record, Text
from brukermedvirkning.errors import Fault

__all__ = ["LOCKED_ONCE_AGREED", "PARTICIPANT_WORDS", "POLICIES", "TOGETHER"]
__all__ += ["Grant", "Ownership"]


@attrs.frozen(kw_only=True)
class Grant(Record):
    """Who may do one kind of happening: to an item not agreed to, and to an agreed one.

    `jointly` are the parties who may take part beside one who may, and not alone.
    """

    happening: Id
    before: tuple[Party, ...] = ()
    after: tuple[Party, ...] = ()
    jointly: tuple[Party, ...] = ()


@attrs.frozen(kw_only=True)
class Ownership(Record):
    """A policy: who may word, change and move what stands in the plan.

    A happening that no grant names may be done by any party. `content_fields` are those
    whose change makes a new version; moving a status makes none.
    """

    id: Id
    title: Text
    grants: tuple[Grant, ...] = ()
    content_fields: tuple[Id, ...] = ("wordings",)

    def _invariants(self) -> Iterator[Fault]:
        """Each happening is granted once."""
        counts = Counter(grant.happening for grant in self.grants)
        for happening, count in counts.items():
            if count > 1:
                yield Fault(
                    field="grants",
                    found=repr(happening),
                    expected="each happening granted once",
                )

    def permits(self, happening: str, party: Party, *, agreed: bool) -> bool:
        """Whether a party may do a happening to an item that is, or is not, agreed to."""
        for grant in self.grants:
            if grant.happening == happening:
                return party in (grant.after if agreed else grant.before)
        return True

    def permits_beside(self, happening: str, party: Party, *, agreed: bool) -> bool:
        """Whether a party may take part in a happening beside the one whose act it is."""
        jointly = (
            party in grant.jointly
            for grant in self.grants
            if grant.happening == happening
        )
        return any(jointly) or self.permits(happening, party, agreed=agreed)


_OWN = (Party.PARTICIPANT, Party.REPRESENTATIVE)
_BOTH = (*_OWN, Party.SERVICE)
_ALL = tuple(party for party in Party if party is not Party.UNKNOWN)

PARTICIPANT_WORDS = Ownership(
    id="participant-words",
    title="The participant alone words a goal",
    grants=(
        Grant(happening="challenge_named", before=_OWN, after=_OWN),
        Grant(happening="challenge_reworded", before=_OWN, after=_OWN),
        Grant(happening="challenge_closed", before=_OWN, after=_OWN),
        Grant(happening="goal_proposed", before=_OWN, after=_OWN),
        Grant(happening="goal_reworded", before=_OWN, after=_OWN),
        Grant(happening="goal_split", before=_OWN, after=_OWN),
        Grant(happening="goal_taken", before=_OWN, after=_BOTH),
        Grant(happening="goal_achieved", before=_OWN, after=_OWN),
        Grant(happening="goal_dropped", before=_OWN, after=_OWN),
    ),
)
"""The participant words; others take a stance, comment, and propose a change."""

TOGETHER = Ownership(
    id="together",
    title="Participant and service word goals together",
    grants=(
        Grant(happening="challenge_reworded", before=_OWN, after=_OWN),
        Grant(happening="challenge_closed", before=_BOTH, after=_OWN),
        Grant(happening="goal_reworded", before=_BOTH, after=_OWN, jointly=_ALL),
        Grant(happening="goal_split", before=_BOTH, after=_OWN, jointly=_ALL),
        Grant(happening="goal_taken", before=_OWN, after=_BOTH),
        Grant(happening="goal_achieved", before=_BOTH, after=_BOTH),
        Grant(happening="goal_dropped", before=_BOTH, after=_OWN),
    ),
)
"""All may propose; an agreed goal gets other words, or is dropped, with the participant.

Source: H8 "i fellesskap med oss og andre".
"""

LOCKED_ONCE_AGREED = Ownership(
    id="locked-once-agreed",
    title="What has been agreed is locked but for its status",
    grants=(
        Grant(happening="challenge_reworded", before=_OWN, after=_OWN),
        Grant(happening="challenge_closed", before=_BOTH, after=_OWN),
        Grant(happening="goal_reworded", before=_BOTH, jointly=_ALL),
        Grant(happening="goal_split", before=_BOTH, jointly=_ALL),
        Grant(happening="goal_taken", before=_BOTH, after=_BOTH),
        Grant(happening="goal_achieved", before=_BOTH, after=_BOTH),
        Grant(happening="goal_dropped", before=_BOTH, after=_BOTH),
        Grant(happening="intervention_changed", before=_BOTH, after=(Party.SERVICE,)),
    ),
)
"""After agreement the words stand; each side may still move the status.

Who withdraws the agreement opens the words again. Source: the veilarbaktivitet rules.
"""

POLICIES = {
    policy.id: policy for policy in (PARTICIPANT_WORDS, TOGETHER, LOCKED_ONCE_AGREED)
}
"""The ready policies by id."""
