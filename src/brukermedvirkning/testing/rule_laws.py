"""What every rule must hold to, whoever wrote it: laws about a rule and some facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import attrs

from brukermedvirkning.domain.case import Case, collections, row_kinds
from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.record import Record, Text, field_types, is_personal
from brukermedvirkning.errors import InvalidRecordError
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import ItemRef, Outcome, Verdict
from brukermedvirkning.rules.rule import Rule, examine
from brukermedvirkning.testing.forgetting import forgettings
from brukermedvirkning.testing.laws import Law, same

__all__ = ["RULE_LAWS", "Asked", "reworded"]


@attrs.frozen(kw_only=True)
class Asked:
    """A rule and the facts of a case that it is asked of.

    `ask` is how it is asked; another way than `examine` is for trying out the laws.
    """

    rule: Rule
    facts: Facts
    ask: Callable[[Rule, Facts], Verdict] = attrs.field(default=examine, repr=False)

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        return self.ask(self.rule, self.facts)

    def of(self, case: Case) -> Asked:
        """The same asked of another version of the case, by the same figures."""
        enrolment = self.facts.enrolment
        if enrolment is not None:
            enrolment = case.enrolment(enrolment.id)
        facts = attrs.evolve(self.facts, case=case, enrolment=enrolment)
        return attrs.evolve(self, facts=facts)


def _knows_less(asked: Asked) -> None:
    before = asked.verdict.outcome
    for forgotten in forgettings(asked.facts.the_case):
        after = asked.of(forgotten.case).verdict.outcome
        if after not in (before, Outcome.CANNOT_TELL):
            message = f"without {forgotten.what}: from {before} to {after}"
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
    there = set(_items(asked.facts.the_case))
    named = [item for finding in verdict.findings for item in finding.items]
    named += [item for cause in verdict.cannot_tell for item in cause.items]
    same([], [item for item in named if item not in there], "items that are not there")
    same(True, verdict.subject in there, "that the subject exists")


def _items(case: Case) -> Iterator[ItemRef]:
    yield ItemRef(kind="case", id=case.id)
    if case.plan is not None:
        yield ItemRef(kind="plan", id=case.plan.id)
    for kind, name in row_kinds().items():
        for row in getattr(case, name):
            yield ItemRef(kind=kind, id=row.id)


def _ignores_words(asked: Asked) -> None:
    other = asked.of(reworded(asked.facts.the_case)).verdict
    same(asked.verdict, other, "the verdict when all words are others")


def reworded(case: Case) -> Case:
    """The same case with other words in every free text, label and extension."""
    changed: Case = _reworded(case)
    return changed


def _reworded(value: Any) -> Any:
    kind: Any = type(value)
    if isinstance(value, tuple):
        return tuple(map(_reworded, value))
    if kind is Code:
        return value if value.label is None else attrs.evolve(value, label="another")
    if kind is Period or not issubclass(kind, Record):
        return value
    hints = field_types(kind)
    changes: dict[str, Any] = {}
    for field in attrs.fields(kind):
        found = getattr(value, field.name)
        if isinstance(found, FrozenMap):
            changes[field.name] = FrozenMap({"another": [1]})
        elif isinstance(found, str) and is_personal(field):
            if hints[field.name] in (Text, Text | None):
                changes[field.name] = "other words"
        else:
            changes[field.name] = _reworded(found)
    return attrs.evolve(value, **changes)


def _counts_no_errors(asked: Asked) -> None:
    case = asked.facts.the_case
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
        id="rule.knowing-less",
        since="0.1",
        sentence="Knowing less of a case moves an outcome only to cannot tell.",
        check=_knows_less,
    ),
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
        sentence="Every item that an outcome names is in the case.",
        check=_names_what_exists,
    ),
    Law(
        id="rule.words-do-not-count",
        since="0.1",
        sentence="Other words in free texts and labels change no verdict.",
        check=_ignores_words,
    ),
    Law(
        id="rule.errors-do-not-count",
        since="0.1",
        sentence="A row registered in error changes no verdict.",
        check=_counts_no_errors,
    ),
)
