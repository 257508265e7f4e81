"""Ownership policies: which party may do which happening, before and after agreement.

A policy is data. What holds under every policy is not in it and cannot be closed by it.
Source: definitions 3.1; the veilarbaktivitet rules of NAV for what is locked once agreed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

import attrs

from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.concepts import Party
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.record import Id, Record, Text
from brukermedvirkning.errors import Fault

__all__ = ["LOCKED_ONCE_AGREED", "PARTICIPANT_WORDS", "POLICIES", "TOGETHER"]
__all__ += ["Grant", "Ownership"]


@attrs.frozen(kw_only=True)
class Grant(Record):
    """Who may do one kind of happening: to an item not agreed to, and to an agreed one.

    `jointly` are the parties who may take part beside one who may, and not alone.
    `measures` limits it to measures of these codes; a grant without is for the others.
    `only_after` are the fields of an agreed item that may still be changed; without any
    that is no limit.
    """

    happening: Id
    before: tuple[Party, ...] = ()
    after: tuple[Party, ...] = ()
    jointly: tuple[Party, ...] = ()
    measures: tuple[Code, ...] = ()
    only_after: tuple[Id, ...] = ()


@attrs.frozen(kw_only=True)
class Ownership(Record):
    """A policy: who may word, change and move what stands in the plan.

    A happening that no grant names may be done by any party. `content_fields` are those
    whose change makes a new version; moving a status makes none. `marked_by` is where
    the extensions of a row say that it is agreed to; without one an item is agreed to
    where the participant agrees.
    """

    id: Id
    title: Text
    grants: tuple[Grant, ...] = ()
    content_fields: tuple[Id, ...] = ("wordings",)
    marked_by: tuple[Id, ...] = ()

    def _invariants(self) -> Iterator[Fault]:
        """Each happening is granted once."""
        counts = Counter(
            (grant.happening, code)
            for grant in self.grants
            for code in _codes_of(grant)
        )
        for (happening, _), count in counts.items():
            if count > 1:
                yield Fault(
                    field="grants",
                    found=repr(happening),
                    expected="each happening granted once",
                )

    def is_marked(self, row: Item | None) -> bool:
        """Whether a row bears the mark of this policy that it is agreed to."""
        value: Any = None if row is None else row.extensions
        for name in self.marked_by:
            value = value.get(name) if isinstance(value, FrozenMap) else None
        return value is True

    def permits(
        self,
        happening: str,
        party: Party,
        *,
        agreed: bool,
        measures: Collection[Code] = (),
        changes: Collection[str] = (),
    ) -> bool:
        """Whether a party may do a happening to an item that is, or is not, agreed to.

        `measures` are the codes of the measure that it is done to, `changes` the fields
        that it would change.
        """
        grant = self._grant(happening, measures)
        if grant is None:
            return True
        if not agreed:
            return party in grant.before
        kept = not grant.only_after or set(changes) <= set(grant.only_after)
        return party in grant.after and kept

    def _grant(self, happening: str, measures: Collection[Code]) -> Grant | None:
        """The first grant for a measure of these codes, else the one for the others."""
        codes = set(map(_plain, measures))
        there = [grant for grant in self.grants if grant.happening == happening]
        for grant in there:
            if not codes.isdisjoint(map(_plain, grant.measures)):
                return grant
        return next((grant for grant in there if not grant.measures), None)

    def permits_beside(self, happening: str, party: Party, *, agreed: bool) -> bool:
        """Whether a party may take part in a happening beside the one whose act it is."""
        jointly = (
            party in grant.jointly
            for grant in self.grants
            if grant.happening == happening
        )
        return any(jointly) or self.permits(happening, party, agreed=agreed)


def _codes_of(grant: Grant) -> set[tuple[str, str] | None]:
    """The codes that a grant is for; None stands for all others."""
    return {None} if not grant.measures else {*map(_plain, grant.measures)}


def _plain(code: Code) -> tuple[str, str]:
    """A code without the text that stood beside it."""
    return code.scheme, code.code


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
