"""The check of a rule, written as an expression: what must be true of each row.

The expression states the promise. Where it is false the promise is broken, and the facts
that show it stand in the finding; where it is unknown the rule cannot tell, and names
what nobody wrote. Source: definitions 2.1 "Coverage before value".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.expressions.interpret import Bindings, evaluate
from brukermedvirkning.rules.expressions.nodes import Fold, Node, Raw, Ref, walk
from brukermedvirkning.rules.expressions.surface import Expr
from brukermedvirkning.rules.expressions.types import Kind, Schema
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.generated.checking import Answer, Check, check_of
from brukermedvirkning.rules.generated.engine import wrong_of
from brukermedvirkning.rules.outcomes import CannotTell, Finding, ItemRef
from brukermedvirkning.rules.rule import Check as RuleCheck

__all__ = ["rule_check"]

_ANY_NUMBER = 0


def rule_check(
    promised: Expr,
    *,
    counts: str = "case",
    parameters: Mapping[str, str] | None = None,
    since: Expr | None = None,
) -> RuleCheck:
    """A check for `Rule(check=…)` that asks an expression of the case or of its rows.

    `counts` is the kind of row that is asked; with `enrolment` and facts about one
    enrolment it is that one. `parameters` gives for each name of `param` the id of the
    rule's parameter. `since` is the day from which a breach is one: before it nothing is
    found, and while it is not known nothing can be told. The `window` of the expression ends with the day that is judged, and no row after it is
    looked at.

    Knowing less must not turn a breach into its contrary: that is up to the expression.
    `.is_known`, `.or_else` and `.count()` answer where something is not known.
    Raises `DefinitionError` for what is no test, or names nothing that a source carries.
    """
    schema = promised.schema_
    if since is not None and since.type_.kind is not Kind.DATE:
        raise DefinitionError(f"since is a day, not {since.type_}")
    missing = tuple(dict.fromkeys(_paths(promised.node_, schema)))
    if not missing:
        raise DefinitionError("a check that looks at no field can tell nothing")
    names = dict(parameters or {})
    asked = _Asked(promised, counts, names, since, missing)
    # A fault in the expression meets its author here, not at the first case.
    asked.check(dict.fromkeys(names, _ANY_NUMBER))
    return asked


@attrs.frozen(eq=False)
class _Asked:
    promised: Expr
    counts: str
    parameters: Mapping[str, str]
    since: Expr | None
    missing: tuple[str, ...]

    def __call__(self, facts: Facts) -> Iterator[Finding | CannotTell]:
        """What is broken and what cannot be told, row by row."""
        values = {name: facts.number(of) for name, of in self.parameters.items()}
        check = self.check(values)
        window = Window.everything(facts.on)
        if self.counts == "case":
            answer, found = check.ask_with_facts(facts.the_case, window)
            bindings = Bindings(facts.the_case, window, values)
            yield from self._said(facts, check, answer, found, facts.subject, bindings)
            return
        for row in self._rows(facts):
            answer, found = check.ask_with_facts(facts.the_case, window, row)
            item = ItemRef(kind=self.counts, id=row.id)
            bindings = Bindings(facts.the_case, window, values, {self.counts: row})
            yield from self._said(facts, check, answer, found, item, bindings)

    def check(self, values: Mapping[str, int]) -> Check:
        """The expression with the values of its parameters."""
        return check_of(
            self.promised, counts=self.counts, parameters=values, until_as_of=True
        )

    def _rows(self, facts: Facts) -> Iterator[Any]:
        if self.counts == "enrolment" and facts.enrolment is not None:
            yield facts.enrolment
            return
        wrong = wrong_of(facts.the_case)
        for row in facts.rows(self.promised.schema_.kinds[self.counts]):
            if getattr(row, "enrolment", None) not in wrong:
                yield row

    def _said(
        self,
        facts: Facts,
        check: Check,
        answer: Answer,
        found: tuple[Any, ...],
        item: ItemRef,
        bindings: Bindings,
    ) -> Iterator[Finding | CannotTell]:
        if answer is False:
            params = _params(check.facts, found)
            if self.since is None:
                yield Finding(items=(item,), params=params)
                return
            since = evaluate(self.since.node_, bindings)
            if since is None:
                paths = _paths(self.since.node_, self.promised.schema_)
                for path in dict.fromkeys(paths):
                    yield facts.unknown(path, item)
            elif since <= facts.on:
                yield Finding(items=(item,), since=since, params=params)
        elif answer is None:
            schema = self.promised.schema_
            unknown = [
                path
                for node, value in zip(check.facts, found, strict=True)
                if value is None
                for path in _paths(node, schema)
            ]
            for path in dict.fromkeys(unknown or self.missing):
                yield facts.unknown(path, item)


def _params(nodes: tuple[Node, ...], found: tuple[Any, ...]) -> dict[str, Any]:
    """The facts that a text may name: keys, days and whole numbers of fields."""
    return {
        "_".join((node.ref if isinstance(node, Raw) else node).path): (
            str(value) if isinstance(value, Concept) else value
        )
        for node, value in zip(nodes, found, strict=True)
        if isinstance(node, Ref | Raw)
        and value is not None
        and not isinstance(value, bool)
    }


def _paths(node: Node, schema: Schema) -> Iterator[str]:
    """The rows and fields that an expression looks at and that a source may carry."""
    for part in walk(node):
        match part:
            case Fold():
                yield part.row
            case Ref(path=(root, field, *_)) if root not in ("window", "param"):
                owner = schema.root(root).of
                if field in {one.name for one in attrs.fields(owner)}:
                    yield field if root == "case" else f"{root}.{field}"
                elif root != "case":
                    yield root
