"""What every rule must hold to, whoever wrote it: laws about a rule and some facts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

import attrs

from brukermedvirkning.domain.case import Case, collections, row_kinds
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.record import field_types
from brukermedvirkning.errors import InvalidRecordError
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import ItemRef, Outcome, Verdict
from brukermedvirkning.rules.rule import Rule, examine
from brukermedvirkning.testing._places import is_place, watched
from brukermedvirkning.testing._reordering import exchanged_ids, turned, with_ids
from brukermedvirkning.testing._rewording import reworded
from brukermedvirkning.testing.forgetting import Forgotten, forgettings, vaguer
from brukermedvirkning.testing.laws import Law, same
from brukermedvirkning.testing.record_forgetting import without_a_place

__all__ = ["RULE_LAWS", "Asked"]


@attrs.frozen(kw_only=True)
class Asked:
    """A rule and the facts that it is asked of.

    `ask` is how it is asked; another way than `examine` is for trying out the laws.
    `less` are the ways to know less of the case that are tried; all, if nothing is said.
    """

    rule: Rule
    facts: Facts
    ask: Callable[[Rule, Facts], Verdict] = attrs.field(default=examine, repr=False)
    less: Callable[[Case], Iterable[Forgotten]] = attrs.field(
        default=forgettings, repr=False
    )

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        return self.ask(self.rule, self.facts)

    def of(self, case: Case) -> Asked:
        """The same asked of another version of the case, by the same figures."""
        enrolment = self.facts.enrolment
        if enrolment is not None:
            enrolment = case.enrolment(enrolment.id)
        return self.about(attrs.evolve(self.facts, case=case, enrolment=enrolment))

    def about(self, facts: Facts) -> Asked:
        """The same asked of other facts."""
        return attrs.evolve(self, facts=facts)

    def known_less(self) -> Iterator[tuple[str, Asked]]:
        """The same asked of facts of which one thing less is known, and what that is."""
        if self.facts.case is not None:
            for forgotten in self.less(self.facts.case):
                yield forgotten.what, self.of(forgotten.case)
            return
        for what, facts in without_a_place(self.facts):
            yield what, self.about(facts)
        for name in ("programme", "unit", "collective", "trainings"):
            value = getattr(self.facts, name)
            for what, less in vaguer(value, field_types(Facts)[name]):
                with suppress(InvalidRecordError):
                    changes: dict[str, Any] = {name: less()}
                    facts = attrs.evolve(self.facts, **changes)
                    yield f"{name}.{what}", self.about(facts)


def _knows_less(asked: Asked) -> None:
    before = asked.verdict.outcome
    for what, other in asked.known_less():
        after = other.verdict.outcome
        if after not in (before, Outcome.CANNOT_TELL):
            message = f"without {what}: from {before} to {after}"
            raise AssertionError(message)


def _is_deterministic(asked: Asked) -> None:
    same(asked.verdict, asked.verdict, "the verdict when asked again")


def _is_silent(asked: Asked) -> None:
    day = timedelta(days=1)
    for valid in (Period(start=asked.facts.on + day), Period(end=asked.facts.on)):
        rule = attrs.evolve(asked.rule, valid=valid)
        verdict = attrs.evolve(asked, rule=rule).verdict
        same(Outcome.DOES_NOT_APPLY, verdict.outcome, f"the outcome outside {valid}")
        same((), (*verdict.findings, *verdict.cannot_tell), "what it says then")


def _binds_a_body(asked: Asked) -> None:
    same(True, asked.verdict.duty_holder in tuple(DutyHolder), "the duty holder a body")
    same(asked.rule.duty_holder, asked.verdict.duty_holder, "the duty holder")


def _names_what_exists(asked: Asked) -> None:
    verdict = asked.verdict
    same([], [one for one in verdict.findings if not one.items], "without an item")
    there = {*_items(asked.facts), asked.facts.subject}
    named = [item for finding in verdict.findings for item in finding.items]
    named += [item for cause in verdict.cannot_tell for item in cause.items]
    same([], [item for item in named if item not in there], "items that are not there")
    same(True, verdict.subject in there, "that the subject exists")
    paths = [path for cause in verdict.cannot_tell for path in cause.missing]
    same([], [one for one in paths if not is_place(one)], "paths that there are not")


def _asks_for_what_exists(asked: Asked) -> None:
    needs = asked.rule.needs
    same([], [one for one in needs if not is_place(one)], "paths that there are not")
    asked.ask(asked.rule, watched(asked.facts))


def _items(facts: Facts) -> Iterator[ItemRef]:
    case = facts.case
    if case is not None:
        yield ItemRef(kind="case", id=case.id)
        if case.plan is not None:
            yield ItemRef(kind="plan", id=case.plan.id)
        for kind, name in row_kinds().items():
            for row in getattr(case, name):
                yield ItemRef(kind=kind, id=row.id)
    for kind in ("programme", "unit"):
        value = getattr(facts, kind)
        if value is not None:
            yield ItemRef(kind=kind, id=value.id)
    for one in facts.collective:
        yield ItemRef(kind="collective", id=one.id)
        yield from (ItemRef(kind="matter", id=matter.id) for matter in one.matters)
    yield from (ItemRef(kind="training", id=one.id) for one in facts.trainings)


def _finds_nothing_later(asked: Asked) -> None:
    on = asked.facts.on
    later = [
        one.since for one in asked.verdict.findings if one.since and one.since > on
    ]
    same([], later, f"days after {on} since which it is so")


def _ignores_words(asked: Asked) -> None:
    facts = asked.facts
    other = attrs.evolve(
        facts,
        collective=reworded(facts.collective),
        trainings=reworded(facts.trainings),
    )
    if facts.case is not None:
        other = asked.about(other).of(reworded(facts.case)).facts
    verdict = asked.about(other).verdict
    same(asked.verdict, verdict, "the verdict when all words are others")


def _ignores_order(asked: Asked) -> None:
    facts = asked.facts
    renamed = {} if facts.case is None else exchanged_ids(facts.case)
    enrolment = facts.enrolment
    other = attrs.evolve(
        facts,
        case=None if facts.case is None else with_ids(facts.case, renamed),
        programme=turned(facts.programme),
        collective=turned(facts.collective)[::-1],
        trainings=turned(facts.trainings)[::-1],
    )
    if enrolment is not None:
        there = other.the_case.enrolment(renamed.get(enrolment.id, enrolment.id))
        other = attrs.evolve(other, enrolment=there)
    before = _without_order(asked.verdict, renamed)
    after = _without_order(asked.about(other).verdict, {}, ids=renamed.keys())
    same(before, after, "the verdict when tied rows and lists without order turn")


def _without_order(
    verdict: Verdict, renamed: Mapping[str, str], ids: Collection[str] = ()
) -> tuple[Outcome, list[str], list[str]]:
    """What a verdict says, sorted, with new ids; ids among its parameters left out."""

    def items(named: Iterable[ItemRef]) -> list[str]:
        return sorted(f"{one.kind} {renamed.get(one.id, one.id)}" for one in named)

    hidden = {*renamed, *ids}
    findings = [
        (items(one.items), one.since, sorted(_shown(one.params, hidden)))
        for one in verdict.findings
    ]
    cannot_tell = [
        (items(one.items), sorted(one.missing), one.cause)
        for one in verdict.cannot_tell
    ]
    return (
        verdict.outcome,
        sorted(map(repr, findings)),
        sorted(map(repr, cannot_tell)),
    )


def _shown(params: Mapping[str, Any], hidden: Collection[str]) -> Iterator[str]:
    for name, value in params.items():
        yield f"{name}={'an id' if value in hidden else value!r}"


def _counts_no_errors(asked: Asked) -> None:
    case = asked.facts.case
    if case is None:
        return
    for name in collections():
        for row in getattr(case, name):
            if row.registered_in_error and row != asked.facts.enrolment:
                rows = tuple(other for other in getattr(case, name) if other != row)
                changes: dict[str, Any] = {name: rows}
                try:
                    without = attrs.evolve(case, **changes)
                except InvalidRecordError:
                    continue
                other = asked.of(without).verdict
                same(asked.verdict, other, f"the verdict without {name}[{row.id}]")


RULE_LAWS: tuple[Law[Asked], ...] = (
    Law(
        id="rule.deterministic",
        since="0.1",
        sentence="The same facts give the same verdict.",
        check=_is_deterministic,
    ),
    Law(
        id="rule.silent-outside-its-period",
        since="0.1",
        sentence="A rule says nothing of a day on which it does not hold.",
        check=_is_silent,
    ),
    Law(
        id="rule.duty-of-a-body",
        since="0.1",
        sentence="The duty is a body's and never the participant's.",
        check=_binds_a_body,
    ),
    Law(
        id="rule.names-what-exists",
        since="0.1",
        sentence=(
            "A finding names an item; every item named is in what the rule was given, "
            "every path is one that a source may have a place for."
        ),
        check=_names_what_exists,
    ),
    Law(
        id="rule.asks-for-what-exists",
        since="0.1",
        sentence="A rule asks what a source carries only of paths that there are.",
        check=_asks_for_what_exists,
    ),
    Law(
        id="rule.nothing-after-the-day",
        since="0.1",
        sentence="No finding is of a day after the one that is judged.",
        check=_finds_nothing_later,
    ),
    Law(
        id="rule.words-do-not-count",
        since="0.1",
        sentence="Other words in free texts and labels change no verdict.",
        check=_ignores_words,
    ),
    Law(
        id="rule.order-does-not-count",
        since="0.1",
        sentence="The order of rows of one day and in lists without order does not count.",
        check=_ignores_order,
    ),
    Law(
        id="rule.errors-do-not-count",
        since="0.1",
        sentence="A row registered in error changes no verdict.",
        check=_counts_no_errors,
    ),
    # The last, for it asks some hundred times.
    Law(
        id="rule.knowing-less",
        since="0.1",
        sentence="Knowing less moves an outcome only to cannot tell.",
        check=_knows_less,
    ),
)
