"""Whether somebody may be told under which label a record of a case was counted.

Only who may read the record and all that was looked at on the way to the label. What is
asked of all rows of a kind needs every one of them, and the right to read such rows
whether there are any or not: that there is none tells something, too.
Source: definitions 3.1, 3.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

import attrs

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case
from brukermedvirkning.rules.access import (
    DENIALS,
    AccessContext,
    Action,
    Allowed,
    Condition,
    Denied,
    Resource,
    may,
)
from brukermedvirkning.rules.indicators.looked_at import LookedAt, tells_of_source
from brukermedvirkning.rules.indicators.tally import Explained

__all__ = ["Answer", "Sight"]

Answer: TypeAlias = tuple[Resource, Allowed | Denied]
"""Something that has to be read, and whether it may be."""

_UNMET: Mapping[Condition, str] = MappingProxyType(
    {
        Condition.ONCE_SHARED: "access.draft",
        Condition.IF_PRESENT: "access.not-present",
    }
)


@attrs.frozen(kw_only=True)
class Sight:
    """What one reader may read of one case, asked once for each thing."""

    case: Case
    actor: Actor
    context: AccessContext
    _asked: dict[tuple[str, int, str | None], Answer] = attrs.field(
        factory=dict, init=False, repr=False
    )

    def answers(self, one: Explained, looks: LookedAt) -> tuple[Answer, ...]:
        """What has to be read to be told of a record; all of it must be allowed."""
        return tuple(self._needed(one, looks))

    def _needed(self, one: Explained, looks: LookedAt) -> Iterator[Answer]:
        source = ("origin",) if tells_of_source(one.label) else ()
        yield from self._ask("case", None, (*looks.case, *source))
        if one.chain.counts != "case":
            rows = getattr(self.case, one.chain.rows)
            (row,) = (each for each in rows if each.id == one.row)
            yield from self._ask(one.chain.counts, row, looks.row)
        for kind, parts in looks.others.items():
            yield from self._ask(kind, None, parts)
            for row in self._rows(kind):
                yield from self._ask(kind, row, parts)

    def _rows(self, kind: str) -> Iterable[Any]:
        if self.case.plan is not None and kind == "plan":
            return (self.case.plan,)
        return (row for row in self.case.rows() if row.kind == kind)

    def _ask(self, kind: str, row: Any, parts: Iterable[str]) -> Iterator[Answer]:
        """The item and its parts; a condition that is open is taken as not met."""
        for part in (None, *sorted(set(parts))):
            place = (kind, id(row), part)
            if place not in self._asked:
                asked = Resource(case=self.case, kind=kind, row=row, part=part)
                answer = may(self.actor, Action.READ, asked, self.context)
                if isinstance(answer, Allowed) and answer.when is not None:
                    unmet = _UNMET[answer.when]
                    answer = Denied(rule=unmet, ground=DENIALS[unmet])
                self._asked[place] = asked, answer
            yield self._asked[place]
