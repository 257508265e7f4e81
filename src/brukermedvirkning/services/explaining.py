"""Explaining an indicator: which records stand behind each part, as somebody may see.

A record is named to those alone who may read it and all that was looked at on the way to
its part; each that is named is in the log of its case, and so is each case of which none
may be. What may not be seen is counted, and only where enough people stand behind it.
Source: definitions 2.1, 3.1, 3.2.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import attrs

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import Purpose
from brukermedvirkning.errors import DefinitionError, UnknownNameError
from brukermedvirkning.host import Host
from brukermedvirkning.ports import ALL_CASES, CaseQuery, UnitOfWork
from brukermedvirkning.rules.access import (
    AccessContext,
    AccessEntry,
    Action,
    BreakGlass,
    Denied,
    Sharing,
    Statute,
    access_entry,
)
from brukermedvirkning.rules.disclosure import Limits
from brukermedvirkning.rules.expressions.nodes import Lit
from brukermedvirkning.rules.expressions.text import text
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.chain import OUTSIDE, Chain, Step
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.looked_at import LookedAt, looked_at
from brukermedvirkning.rules.indicators.lowering import lower
from brukermedvirkning.rules.indicators.may_be_told import Answer, Sight
from brukermedvirkning.rules.indicators.parameter import Setting
from brukermedvirkning.rules.indicators.tally import (
    Explained,
    Group,
    Settings,
    explain,
)
from brukermedvirkning.rules.indicators.withhold import THRESHOLD

__all__ = ["ExplainedPart", "Explanation", "NamedRecord", "explain_as"]


@attrs.frozen(kw_only=True)
class NamedRecord:
    """A record behind a part: its case, its id there, and its group.

    `value` is the number that it carries, None where it is only counted. A name of the
    group that is None is *unknown*.
    """

    case: str
    id: str
    group: Group = ()
    value: int | None = None


@attrs.frozen(kw_only=True)
class ExplainedPart:
    """One step of the way to a part, and the records that the reader may see there.

    A record stands in the first step whose condition is true of it. `counts` is the kind
    of record; None as `condition` stands for all that no step before it took.
    """

    part: str
    counts: str
    condition: str | None
    records: tuple[NamedRecord, ...] = ()


@attrs.frozen(kw_only=True)
class Explanation:
    """What stands behind the parts of an indicator, as far as one reader may see it.

    `unseen` is how many records more are behind all of its parts together; None where
    they are of fewer cases than the threshold, none among them.
    """

    definition: Definition
    window: Window
    by: tuple[str, ...]
    parameters: Mapping[str, Setting]
    parts: tuple[ExplainedPart, ...]
    threshold: int
    unseen: int | None


def explain_as(
    host: Host,
    unit_of_work: UnitOfWork,
    definition: Definition,
    window: Window,
    actor: Actor,
    *,
    at: datetime,
    purpose: Purpose = Purpose.SERVICE,
    parts: Collection[str] = (),
    by: Sequence[str] = (),
    parameters: Settings | None = None,
    query: CaseQuery = ALL_CASES,
    threshold: int = THRESHOLD,
    peers_shown: Collection[str] = (),
    with_name: bool = False,
) -> Explanation:
    """The records behind the parts of one indicator that an actor may be told of.

    `parts` are those asked for, all where none is. It is the reference interpreter that
    explains, whatever engine counted. Hand on what you were given once the unit of work
    has ended well: one that fails takes the log with it.

    Raises `DefinitionError` for a split that the definition does not allow, such as one
    by a worker, for a definition that counts no cases, and for a threshold below 2, and
    `UnknownNameError` for a part that the indicator does not have.
    """
    limits = Limits(threshold=threshold)
    if definition.schema.case is not Case:
        raise DefinitionError(
            f"{definition.id} counts no cases: nobody stands behind it"
        )
    chains = lower(definition, tuple(by))
    told = tuple(_steps(chains))
    known = tuple(dict.fromkeys(step.label for _, step in told))
    for part in parts:
        if part not in known:
            raise UnknownNameError("part", part, known)
    reader = _Reader(
        actor=actor,
        context=AccessContext(
            on=at.date(),
            purpose=purpose,
            statutes=tuple(unit_of_work.records(Statute).all()),
            sharings=tuple(unit_of_work.records(Sharing).all()),
            openings=tuple(unit_of_work.records(BreakGlass).all()),
            deny_rules=tuple(host.access_rules.values()),
            peers_shown=tuple(peers_shown),
        ),
        looks={chain: looked_at(chain, definition.schema.kinds) for chain in chains},
        at=at,
        with_name=with_name,
    )
    named: dict[tuple[Chain, Step], list[NamedRecord]] = {place: [] for place in told}
    unseen = cases_unseen = 0
    for case in unit_of_work.cases.stream(query):
        found = explain(definition, (case,), window, parameters, by)
        shown, hidden, entries = reader.sort(case, found, parts)
        for entry in entries:
            unit_of_work.access_log.append(entry)
        for one in shown:
            named[one.chain, one.step].append(_named(one))
        unseen += hidden
        cases_unseen += hidden > 0
    return Explanation(
        definition=definition,
        window=window,
        by=tuple(by),
        parameters=definition.settings((parameters or {}).get(definition.id)),
        parts=tuple(
            _part(chain, step, records)
            for (chain, step), records in named.items()
            if not parts or step.label in parts
        ),
        threshold=limits.threshold,
        unseen=unseen if cases_unseen >= limits.threshold else None,
    )


def _steps(chains: Iterable[Chain]) -> Iterator[tuple[Chain, Step]]:
    for chain in chains:
        yield from ((chain, one) for one in chain.steps if one.label != OUTSIDE)


def _named(one: Explained) -> NamedRecord:
    counted_only = isinstance(one.step.value, Lit)
    return NamedRecord(
        case=one.case,
        id=one.row,
        group=one.group,
        value=None if counted_only else one.value,
    )


def _part(chain: Chain, step: Step, records: list[NamedRecord]) -> ExplainedPart:
    return ExplainedPart(
        part=step.label,
        counts=chain.counts,
        condition=None if step.test == Lit(True) else text(step.test),
        records=tuple(records),
    )


@attrs.frozen(kw_only=True)
class _Reader:
    """Sorts the records behind an indicator into those that somebody may be told of."""

    actor: Actor
    context: AccessContext
    looks: Mapping[Chain, LookedAt]
    at: datetime
    with_name: bool

    def sort(
        self, case: Case, found: Iterable[Explained], parts: Collection[str]
    ) -> tuple[list[Explained], int, list[AccessEntry]]:
        """The records to be named, how many may not be, and what the log keeps of it."""
        sight = Sight(case=case, actor=self.actor, context=self.context)
        shown: list[Explained] = []
        hidden: set[tuple[str, str]] = set()
        read: dict[AccessEntry, None] = {}
        refused: list[AccessEntry] = []
        for one in found:
            answers = sight.answers(one, self.looks[one.chain])
            denials = [each for each in answers if isinstance(each[1], Denied)]
            if denials:
                hidden.add((one.chain.counts, one.row))
                refused = refused or [self.entry(denials[0])]
            elif not parts or one.label in parts:
                shown.append(one)
                read |= dict.fromkeys(map(self.entry, answers))
        return shown, len(hidden), list(read) if shown else refused

    def entry(self, answered: Answer) -> AccessEntry:
        """What the log keeps of one answer."""
        resource, answer = answered
        return access_entry(
            self.actor,
            Action.READ,
            resource,
            answer,
            self.context,
            at=self.at,
            with_name=self.with_name,
        )
